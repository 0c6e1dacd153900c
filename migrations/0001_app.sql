-- SPDX-License-Identifier: Apache-2.0
-- What the application keeps for itself, below every area.

-- Facts about this database: 'created' (instant), 'demo' ('1').
CREATE TABLE app_meta (
    key   @text PRIMARY KEY,
    value @text NOT NULL
);

-- One-time keys of forms: a form sent twice gets the first result.
CREATE TABLE form_key (
    key     @text PRIMARY KEY,
    user_id @int  NOT NULL,
    result  @text NOT NULL,
    at      @time NOT NULL
);
CREATE INDEX form_key_at ON form_key (at);

-- Who stands in which relation to what: the page check and every list of papers read it.
-- `principal` is a person or a seat (app/authority.h); a row that has ended stays.
CREATE TABLE reader (
    kind      @int  NOT NULL,
    object    @int  NOT NULL,
    principal @int  NOT NULL,
    relation  @text NOT NULL,
    since     @time NOT NULL,
    ended     @time NOT NULL,
    PRIMARY KEY (kind, object, principal, relation)
);
CREATE INDEX reader_principal ON reader (kind, principal, ended, object);
