-- SPDX-License-Identifier: Apache-2.0
-- fragment: journal_list_all
SELECT j.n AS id, j.at, j.entry, j.hash, j.person, j.verb, j.kind, j.object, COALESCE(p.surname, '') AS surname,
       COALESCE(p.name, '') AS name
  FROM journal j LEFT JOIN person p ON p.id = j.person
 WHERE TRUE

-- fragment: journal_list_open
-- $1 person: what is closed to him is no matter of his in the journal either (app/wall.h; kinds of app/authority.h)
 AND NOT EXISTS (SELECT 1 FROM wall x WHERE x.person_id = $1 AND x.object = j.object AND x.ended = 253402300799000000
                    AND ((x.kind = 1 AND j.kind = 'letter') OR (x.kind = 3 AND j.kind = 'task') OR (x.kind = 13 AND j.kind = 'line')))

-- fragment: journal_list_after
 AND j.n < $1

-- fragment: journal_list_order
 ORDER BY j.n DESC LIMIT $1 OFFSET $2

-- fragment: journal_where_name
 AND j.person IN (SELECT w.id FROM person w WHERE w.fold LIKE $1 ESCAPE '\')

-- fragment: journal_where_person
 AND j.person = $1

-- fragment: journal_where_verb
 AND j.verb = $1

-- fragment: journal_where_kind
 AND j.kind = $1

-- fragment: journal_where_object
 AND j.object = $1

-- fragment: journal_where_day
 AND j.day = $1

