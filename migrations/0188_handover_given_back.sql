-- SPDX-License-Identifier: Apache-2.0
-- A line of a list that the clerk does not take over: why it went back to the Secretariat, and when.
ALTER TABLE handover_item ADD COLUMN returned_why @text NOT NULL DEFAULT '';
ALTER TABLE handover_item ADD COLUMN returned_on @date NOT NULL DEFAULT '9999-12-31';
