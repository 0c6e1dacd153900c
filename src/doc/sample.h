// SPDX-License-Identifier: Apache-2.0
#ifndef DOC_SAMPLE_H
#define DOC_SAMPLE_H
#include "doc/doc.h"

/* Two papers with invented people, for the tests and for looking at. */
Doc *sample_act(Arena *a);                       /* a personnel order, one page */
Doc *sample_register(Arena *a, int rows);        /* a register of incoming papers, lying */
#endif
