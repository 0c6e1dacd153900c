// SPDX-License-Identifier: Apache-2.0
/* doc_sample act|register > FILE.pdf: for looking at after a change of the typesetter;
 * doc_sample view > src/doc/golden/act.json: the view the test keeps. */
#include "doc/pdf.h"
#include "doc/sample.h"
#include <stdio.h>
#include <string.h>

int main(int argc, char **argv)
{
    Arena *a = arena_new();
    Str out = str_make(a);
    Err err = { 0 };
    Doc *d = argc > 1 && strcmp(argv[1], "register") == 0 ? sample_register(a, 40) : sample_act(a);
    bool done = true;
    if (argc > 1 && strcmp(argv[1], "view") == 0) {
        val_write_canonical(doc_view(a, d), &out);
        str_addc(&out, '\n');
    } else {
        done = pdf_write(d, a, &out, &err);
    }
    done = done && fwrite(out.s, 1, out.len, stdout) == out.len;
    if (!done)
        fprintf(stderr, "%s %s\n", err.faults[0].msgid ? err.faults[0].msgid : "cannot write", err.detail);
    arena_free(a);
    return done ? 0 : 1;
}
