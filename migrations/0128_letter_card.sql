-- SPDX-License-Identifier: Apache-2.0
-- A spoiled number keeps its row and says why; a line of a list is compared with the letters we have before it is taken.
ALTER TABLE letter ADD COLUMN spoiled @text NOT NULL DEFAULT '';
ALTER TABLE handover_item ADD COLUMN same_key @text NOT NULL DEFAULT '';
