-- SPDX-License-Identifier: Apache-2.0
-- 0200 took every day of a date that officers had decided for theirs: a feast of the program on the day of an exchange, too.
UPDATE calendar_day
   SET entered = FALSE
 WHERE entered
   AND NOT EXISTS (SELECT 1
                     FROM day_proposal p
                    WHERE p.state = 'approved'
                      AND (p.first = calendar_day.first AND p.kind = calendar_day.kind
                           OR p.kind = 'exchange' AND calendar_day.kind IN ('swap_rest', 'swap_work')
                              AND (p.first = calendar_day.first OR p.pair = calendar_day.first)));
