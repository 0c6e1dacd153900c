-- SPDX-License-Identifier: Apache-2.0
-- What is closed to a person whatever his posts carry: a complaint to the one it is about, with all that came of it.
-- A row that has ended stays, as those of `reader` do.
CREATE TABLE wall (
    kind      @int  NOT NULL,
    object    @int  NOT NULL,
    person_id @int  NOT NULL,
    since     @time NOT NULL,
    ended     @time NOT NULL,
    PRIMARY KEY (kind, object, person_id)
);
CREATE INDEX wall_of_person ON wall (person_id, ended);
