-- SPDX-License-Identifier: Apache-2.0
-- What the search box looks through (app/find.h).  One row for each paper, order, person, task:
-- id: the object's kind and its own id in one number, so that the rows of a kind are a range, newest last.
-- words: its folded words, a blank between them (base/text.h); title, about, day: what a result shows.
CREATE TABLE found (
    id    @int PRIMARY KEY,
    day   @date NOT NULL,
    title @text NOT NULL,
    about @text NOT NULL,
    words @text NOT NULL
);

-- @sqlite
-- The words are folded already: the tokenizer only splits at blanks (what is not ASCII counts as a letter).
-- Which document a word is in is all that is kept; beginnings of up to six letters have lists of their own.
CREATE VIRTUAL TABLE found_words USING fts5 (
    words, content = 'found', content_rowid = 'id', tokenize = 'ascii', detail = none, columnsize = 0,
    prefix = '1 2 3 4 5 6'
);
CREATE TRIGGER found_added AFTER INSERT ON found BEGIN
    INSERT INTO found_words (rowid, words) VALUES (new.id, new.words);
END;
CREATE TRIGGER found_changed AFTER UPDATE OF words ON found WHEN new.words <> old.words BEGIN
    INSERT INTO found_words (found_words, rowid, words) VALUES ('delete', old.id, old.words);
    INSERT INTO found_words (rowid, words) VALUES (new.id, new.words);
END;
-- @end
-- @pg
ALTER TABLE found ADD COLUMN lexemes tsvector
    GENERATED ALWAYS AS (array_to_tsvector(string_to_array(words, ' '))) STORED;
CREATE INDEX found_lexemes ON found USING gin (lexemes);
-- @end
