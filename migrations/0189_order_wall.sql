-- SPDX-License-Identifier: Apache-2.0
-- Orders on their way that rest on a complaint: closed to whom it is about, as their next draft would be.
INSERT INTO wall (kind, object, person_id, since, ended)
SELECT DISTINCT 4, o.id, w.person_id, o.changed, w.ended
  FROM orders o
  JOIN order_basis b ON b.order_id = o.id AND b.letter_id > 0
  JOIN wall w ON w.kind = 1 AND w.object = b.letter_id AND w.ended = 253402300799000000
 WHERE o.state <> 'registered';
