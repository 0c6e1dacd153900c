-- SPDX-License-Identifier: Apache-2.0
-- fragment: journal_list_all
SELECT j.n AS id, j.at, j.entry, j.hash, j.person, j.verb, j.kind, j.object, COALESCE(p.surname, '') AS surname,
       COALESCE(p.name, '') AS name
  FROM journal j LEFT JOIN person p ON p.id = j.person
 WHERE TRUE

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

