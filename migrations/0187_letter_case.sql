-- SPDX-License-Identifier: Apache-2.0
-- The papers of a case, and which cases there are: only what is filed stands in it, so registering does not pay for it.
CREATE INDEX letter_of_case ON letter (case_index, closed, id) WHERE case_index <> '';
