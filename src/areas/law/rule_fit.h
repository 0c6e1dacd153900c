// SPDX-License-Identifier: Apache-2.0
#ifndef LAW_RULE_FIT_H
#define LAW_RULE_FIT_H
#include "areas/law/engine.h"

/* What a new row of a rule may be, so that whoever reads the rule can compute with it. */

/* The units a row of this rule may have, as bits 1 << Unit; 0: no row of this code stands. */
unsigned rule_units(const Law *law, const char *code);

#define RULES_FROM date_make(1991, 10, 18)       /* no act of the republic is older */

typedef struct RuleFit {
    const char *code;
    Unit        unit;
    int64_t     value;
    Date        valid_from;
} RuleFit;
/*   errors  INVALID "unit", "value", "valid_from" */
void rule_fits(Arena *a, const Law *law, const RuleFit *in, Err *err);
#endif
