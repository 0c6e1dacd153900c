-- SPDX-License-Identifier: Apache-2.0
-- Required papers that the keeper saw when he registered the order, beside those ticked in the draft.
CREATE TABLE order_paper (
    order_id @int NOT NULL REFERENCES orders (id),
    no       @int NOT NULL,
    paper    @int NOT NULL,
    seen_by  @int NOT NULL,
    seen     @time NOT NULL,
    PRIMARY KEY (order_id, no, paper)
);
