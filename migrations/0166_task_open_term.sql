-- SPDX-License-Identifier: Apache-2.0
-- The report on terms reads open tasks by their term; the done ones, which are nearly all, stand outside.
CREATE INDEX task_open_term ON task (due, id) WHERE state IN ('open', 'reported');
