-- SPDX-License-Identifier: Apache-2.0
-- Until when whoever an item was made known to may contest it, by which rule; '' and forever where no rule names a term.
ALTER TABLE order_acquaint ADD COLUMN contest @date NOT NULL DEFAULT '9999-12-31';
ALTER TABLE order_acquaint ADD COLUMN contest_rule @text NOT NULL DEFAULT '';
