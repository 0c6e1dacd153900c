-- SPDX-License-Identifier: Apache-2.0
-- Paper orders of the past bear numbers of their own; the same one of a series and year is looked for before it is entered.
CREATE INDEX orders_number_text ON orders (series, number) WHERE number <> '';
