-- SPDX-License-Identifier: Apache-2.0
-- Eight pieces of the full-text index of one size are merged into one, not four: merging was nine tenths of what a
-- registration paid for its words (decisions/0046).
-- @sqlite
INSERT INTO found_words (found_words, rank) VALUES ('automerge', 8);
-- @end
