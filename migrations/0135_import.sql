-- SPDX-License-Identifier: Apache-2.0
-- Tables sent to be imported: the file lies in the store, and is carried when somebody confirms what was shown of it.
CREATE TABLE import_file (
    id       @id,
    kind     @text NOT NULL,
    sha      @text NOT NULL,
    name     @text NOT NULL,
    size     @int NOT NULL,
    state    @text NOT NULL CHECK (state IN ('sent', 'done', 'dropped')),
    sent_by  @int NOT NULL,
    sent     @time NOT NULL,
    done_by  @int NOT NULL,
    done     @time NOT NULL,
    lines    @int NOT NULL,
    left_out @int NOT NULL
);
CREATE INDEX import_file_kind ON import_file (kind, id);
CREATE INDEX import_file_sha ON import_file (sha);
