-- SPDX-License-Identifier: Apache-2.0
-- A moment does not name a state of the law: a demo's clock may stand, and a change may be undone with its transaction.
-- The mark is a random number, new with every change; whoever keeps the law in memory compares it.
ALTER TABLE law_version ADD COLUMN mark @int NOT NULL DEFAULT 0;
