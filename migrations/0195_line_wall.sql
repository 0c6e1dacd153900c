-- SPDX-License-Identifier: Apache-2.0
-- The line of a list a complaint came on is closed with the complaint (kind 13, app/authority.h): by itself, so that it stays closed
-- when its number is spoiled and it waits again.  Those taken over before are found by the Secretariat's number and date.
INSERT INTO wall (kind, object, person_id, since, ended)
SELECT 13, i.id, w.person_id, MIN(w.since), 253402300799000000
  FROM handover_item i
  JOIN letter l ON l.handover_id = i.handover_id AND l.office_no = i.office_no AND l.office_date = i.office_date
  JOIN wall w ON w.kind = 1 AND w.object = l.id AND w.person_id = l.complained_id AND w.ended = 253402300799000000
 WHERE l.direction = 'in' AND l.complained_id > 0
 GROUP BY i.id, w.person_id;
