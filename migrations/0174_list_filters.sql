-- SPDX-License-Identifier: Apache-2.0
-- What a list is narrowed by and few rows have: each filter goes to its rows instead of walking through the register.
CREATE INDEX letter_outcome ON letter (outcome, id) WHERE outcome <> '';
CREATE INDEX letter_executor ON letter (executor, id) WHERE executor <> '';
CREATE INDEX letter_repeated ON letter (id) WHERE repeated > 0;
CREATE INDEX letter_collective ON letter (id) WHERE collective > 0;
CREATE INDEX letter_anonymous ON letter (id) WHERE anonymous;
CREATE INDEX task_under_control ON task (id) WHERE control;
CREATE INDEX task_state ON task (state, id);
CREATE INDEX task_due ON task (due, id);
