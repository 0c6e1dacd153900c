// SPDX-License-Identifier: Apache-2.0
/* Random registrations: plausible often enough that the world grows, wrong often enough to test refusals. */
#include "areas/ledger/brute.h"
#include <stdlib.h>

uint64_t random_seed(uint64_t otherwise)
{
    const char *text = getenv("KADR_TEST_SEED");
    return text ? strtoull(text, NULL, 10) : otherwise;
}

/* splitmix64, by S. Vigna; public domain */
uint64_t random_next(Random *r)
{
    uint64_t z = (r->state += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

int random_below(Random *r, int limit) { return (int)(random_next(r) % (uint64_t)limit); }

static int64_t person(Random *r) { return 1 + random_below(r, PERSONS); }
static int64_t seat(Random *r)   { return 1 + random_below(r, SEATS); }

static BruteEffect blank(EffectOp op, int kind, int64_t who, int from)
{
    return (BruteEffect){ .op = op, .kind = kind, .person = who, .from = from, .to = DAYS,
                          .values = { LEFT_OUT, LEFT_OUT, LEFT_OUT } };
}

static BruteInput *next_input(BruteWorld *w, int64_t k, bool keep_all)
{
    BruteInput *in = &w->inputs[w->count++];
    *in = (BruteInput){ .k = k, .keep_all = keep_all };
    return in;
}

static void put(BruteInput *in, BruteEffect e) { in->effects[in->count++] = e; }

static void random_values(Random *r, BruteEffect *e, bool change)
{
    for (int v = VALUE_A; v <= VALUE_B; v++)
        switch (random_below(r, 4)) {
        case 0: e->values[v] = random_below(r, 5); break;
        case 1: e->values[v] = change ? TAKEN_AWAY : LEFT_OUT; break;
        default: break;
        }
    if (e->kind == HOLDING && random_below(r, 6) == 0)
        e->values[VALUE_UNITS] = 250 * (1 + random_below(r, 4));
}

static BruteEffect random_start(Random *r, int kind)
{
    BruteEffect e = blank(EFFECT_START, kind, person(r), random_below(r, DAYS));
    if (kind == SUBSTITUTE || (kind == HOLDING && random_below(r, 8)))
        e.seat = seat(r);
    if (kind != HOLDING || random_below(r, 3) == 0)
        e.to = e.from + 1 + random_below(r, 8);
    if (e.to > DAYS)
        e.to = DAYS;
    random_values(r, &e, false);
    return e;
}

static BruteEffect random_act(Random *r, const BruteWorld *w, EffectOp op)
{
    BruteEffect e = blank(op, random_below(r, BRUTE_FACT_KINDS), person(r), 1 + random_below(r, DAYS - 1));
    if (w->count && random_below(r, 3)) {           /* most name something that was started once */
        int i = random_below(r, w->count);
        const BruteInput *in = &w->inputs[i];
        for (int f = 0; f < in->count; f++)
            if (in->effects[f].op == EFFECT_START) {
                e.kind = in->effects[f].kind;
                e.person = in->effects[f].person;
                if (e.kind == SANCTION || random_below(r, 4) == 0)
                    e.of = (EffectRef){ i + 1, f + 1 };
                break;
            }
    }
    if (e.kind == HOLDING && random_below(r, 3) == 0)
        e.seat = seat(r);
    if (op == EFFECT_CHANGE)
        random_values(r, &e, true);
    return e;
}

/* Somebody leaves his seat for another; sometimes the arrival is listed before the departure. */
static void random_transfer(Random *r, BruteInput *in, int64_t who, int64_t to_seat, int day)
{
    BruteEffect end = blank(EFFECT_END, HOLDING, who, day), start = blank(EFFECT_START, HOLDING, who, day);
    start.seat = to_seat;
    bool first = random_below(r, 2);
    put(in, first ? start : end);
    put(in, first ? end : start);
}

static void random_swap(Random *r, BruteWorld *w, int64_t k)
{
    int day = 1 + random_below(r, DAYS - 1);
    int64_t a = person(r), b = person(r), seat_a = seat(r), seat_b = seat(r);
    for (int i = 0; i < w->count; i++)              /* mostly a true swap of two holders */
        for (int e = 0; e < w->inputs[i].count; e++)
            if (w->inputs[i].effects[e].op == EFFECT_START && w->inputs[i].effects[e].kind == HOLDING) {
                if (w->inputs[i].effects[e].person == a)
                    seat_a = w->inputs[i].effects[e].seat;
                if (w->inputs[i].effects[e].person == b)
                    seat_b = w->inputs[i].effects[e].seat;
            }
    random_transfer(r, next_input(w, k, false), a, seat_b, day);
    random_transfer(r, next_input(w, k, false), b, seat_a, day);
}

static void random_annulment(Random *r, BruteWorld *w, int64_t k, bool correct)
{
    int known = w->count;
    BruteInput *in = next_input(w, k, random_below(r, 2));
    BruteEffect annul = blank(EFFECT_ANNUL, HOLDING, 0, 0);
    annul.of.input = 1 + random_below(r, known);
    put(in, annul);
    if (!correct)
        return;
    const BruteInput *old = &w->inputs[annul.of.input - 1];
    for (int e = 0; e < old->count && in->count < EFFECTS; e++)
        if (old->effects[e].op != EFFECT_ANNUL) {
            BruteEffect again = old->effects[e];
            again.from = random_below(r, DAYS - 1) + 1;
            if (again.to != DAYS)
                again.to = again.from + 1 + random_below(r, DAYS - again.from);
            put(in, again);
        }
}

void brute_random(Random *r, BruteWorld *w, int64_t k)
{
    int choice = random_below(r, w->count ? 16 : 4);
    switch (choice) {
    case 0: case 1: case 2:
        put(next_input(w, k, false), random_start(r, HOLDING));
        return;
    case 3:
        put(next_input(w, k, false), random_start(r, random_below(r, BRUTE_FACT_KINDS)));
        return;
    case 4: case 5:
        random_transfer(r, next_input(w, k, random_below(r, 4) == 0), person(r), seat(r),
                        1 + random_below(r, DAYS - 1));
        return;
    case 6: case 7:
        random_swap(r, w, k);
        return;
    case 8: case 9:
        put(next_input(w, k, false), random_act(r, w, EFFECT_END));
        return;
    case 10:
        put(next_input(w, k, false), random_act(r, w, EFFECT_CHANGE));
        return;
    case 11: case 12: {
        BruteInput *in = next_input(w, k, false);
        put(in, random_start(r, ABSENCE));
        put(in, random_start(r, SUBSTITUTE));
        return;
    }
    case 13: case 14:
        random_annulment(r, w, k, false);
        return;
    default:
        random_annulment(r, w, k, true);
    }
}
