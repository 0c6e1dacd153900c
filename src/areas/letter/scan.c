// SPDX-License-Identifier: Apache-2.0
/* The scans of a letter. */
#include "areas/letter/letter_in.h"
#include "letter_queries.h"
#include <string.h>

const Field ATTACHMENT_FIELDS[] = {
    FIELD(Attachment, id), FIELD(Attachment, letter_id), FIELD(Attachment, sha), FIELD(Attachment, name),
    FIELD(Attachment, size), FIELD(Attachment, pages), FIELDS_END
};

bool attachment_add(Cx *cx, int64_t letter, const Upload *up, Err *err)
{
    int64_t id;
    return db_int(cx->db, &Q_ATTACHMENT_ADD,
                  BIND(P_INT(letter), P_TEXT(up->sha256), P_TEXT(up->name), P_INT(up->size), P_INT(up->pages),
                       P_INT(cx->actor->person_id), P_INSTANT(cx->now)), 0, &id, err);
}

bool attachments_of(Cx *cx, int64_t letter, Attachment **ret, size_t *ret_count, Err *err)
{
    *ret = db_all(cx->db, cx->arena, &Q_ATTACHMENTS_OF, BIND(P_INT(letter)), ATTACHMENT_FIELDS, sizeof(Attachment),
                  ret_count, err);
    return *ret != NULL;
}

bool letter_scan_add(Cx *cx, int64_t letter, const Upload *scan, const Grant *grant, Err *err)
{
    Letter l;
    if (!letter_get(cx, letter, &l, err))
        return false;
    if (strcmp(l.state, "filed") == 0 || strcmp(l.direction, "in") != 0)
        return err_set(err, ERR_CONFLICT, NULL, N_("a scan is added to a letter that is not filed yet"));
    return attachment_add(cx, letter, scan, err)
        && letter_note(cx, letter, "scanned", scan->name, "letter.scan", grant, err);
}
