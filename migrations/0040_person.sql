-- SPDX-License-Identifier: Apache-2.0
-- Who people are.  Everything that happens to them in service is a fact of the ledger.
CREATE TABLE person (
    id              @id,
    fin             @text NOT NULL UNIQUE,
    surname         @text NOT NULL,
    name            @text NOT NULL,
    patronymic      @text NOT NULL,
    patronymic_kind @text NOT NULL,
    sex             @text NOT NULL,
    birth_date      @date NOT NULL,
    birth_place     @text NOT NULL,
    sort_key        @text NOT NULL,
    fold            @text NOT NULL,
    added           @time NOT NULL
);
CREATE INDEX person_by_name ON person (sort_key, id);
