-- SPDX-License-Identifier: Apache-2.0
-- Beginnings of up to eight letters have lists of their own: FTS5 goes through such a list newest first and stops, while
-- for a longer beginning it gathers every paper there is before the first is seen (app/find_ask.c asks for the eight
-- and compares the rest).
-- @sqlite
DROP TABLE found_words;
CREATE VIRTUAL TABLE found_words USING fts5 (
    words, content = 'found', content_rowid = 'id', tokenize = 'ascii', detail = none, columnsize = 0,
    prefix = '1 2 3 4 5 6 7 8'
);
INSERT INTO found_words (found_words) VALUES ('rebuild');
-- @end
