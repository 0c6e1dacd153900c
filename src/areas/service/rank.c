// SPDX-License-Identifier: Apache-2.0
/* First, next and extraordinary special ranks: the ladder, time in rank, the ceiling of the post, what stops them. */
#include "areas/service/service_in.h"
#include <inttypes.h>
#include <string.h>

const Input RANK_INPUTS[] = {
    INPUT(RankGiven, rank, IN_CHOICE, REQUIRED, 40, N_("Rank")),
    INPUT(RankGiven, from, IN_DATE, OPTIONAL, 10, N_("From"), N_("left empty: from the day of the order"), .day = DAY_OF_SERVICE),
    INPUTS_END
};

const Input RANK_EXTRA_INPUTS[] = {
    INPUT(RankGiven, rank, IN_CHOICE, REQUIRED, 40, N_("Rank")),
    INPUT(RankGiven, cause, IN_LINE, REQUIRED, 300, N_("For what"),
          N_("as the act says it, in Azerbaijani: “qulluqda fərqləndiyinə görə”")),
    INPUT(RankGiven, from, IN_DATE, OPTIONAL, 10, N_("From"), N_("left empty: from the day of the order"), .day = DAY_OF_SERVICE),
    INPUTS_END
};

static Date given_on(const OrderItem *item)
{
    const RankGiven *in = item->record;
    return in->from.has ? in->from.v : item->order_date;
}

static void offer(Cx *cx, const OrderItem *item, int64_t from_no, int64_t to_no, Val *form)
{
    size_t n;
    const Rank *r = rank_list(cx->app, &n);
    Val *list = val_list(cx->arena);
    for (size_t i = 0; i < n; i++)
        if (r[i].no >= from_no && r[i].no <= to_no)
            val_add(list, form_choice(cx->arena, r[i].code, r[i].title_az));
    form_choices(cx, form, item_field(cx->arena, item, "rank"), list);
}

bool rank_first_choices(Cx *cx, const OrderItem *item, Val *form, Err *err)
{
    (void)err;
    offer(cx, item, 1, INT64_MAX, form);
    return true;
}

bool rank_next_choices(Cx *cx, const OrderItem *item, Val *form, Err *err)
{
    Service s;
    if (!service_on(cx, item->person_id, given_on(item), &s, err))
        return false;
    offer(cx, item, s.rank ? s.rank->no + 1 : 1, INT64_MAX, form);
    return true;
}

typedef struct Award {
    const OrderItem *item;
    Date        on;
    const Rank *rank;
    Service     s;                    /* on the eve: the rank so far, the post */
    const Rule *used[8];              /* NULL-ended */
    size_t      used_count;
} Award;

static const Rule *rule_of(Cx *cx, Award *w, const char *code)
{
    const Rule *r = rule_find(law_of(cx), code, w->s.regime, w->on);
    if (r && w->used_count + 1 < sizeof w->used / sizeof *w->used)
        w->used[w->used_count++] = r;
    return r;
}

/* The highest rank of the post: as the staff table names it, else by rule for its kind; 0 when none is named. */
static int64_t ceiling_of(Cx *cx, Award *w, const Rule **ret_row)
{
    const Rank *named = rank_find(cx->app, w->s.seat.rank_ceiling);
    const Rule *row = rule_of(cx, w, arena_printf(cx->arena, "rank.ceiling.%s", w->s.seat.post_kind));
    *ret_row = named ? NULL : row;
    return named ? named->no : row ? row->value : 0;
}

/* A breach is judged by the rule that makes the ceiling stop a rank, and by the ceiling's own row.
 *   above   steps above the ceiling that are allowed
 *   source  rules rank.ceiling.KIND, rank.block.ceiling */
static void check_ceiling(Cx *cx, Award *w, int64_t above, Val *warnings, Err *err)
{
    const Rule *block = rule_of(cx, w, "rank.block.ceiling"), *row;
    int64_t most = ceiling_of(cx, w, &row);
    if (!block || !block->value || !most || w->rank->no <= most + above)
        return;
    const Rank *ceiling = rank_at(cx->app, most);
    const Rule *weaker = row && !rule_is_binding(row) ? row : block;
    item_against(cx, w->item, "rank", weaker, warnings, err, N_("the ceiling of the post is: {0}"),
                 ceiling ? ceiling->title_az : "", NULL);
}

/* source  rule rank.president_from */
static void check_giver(Cx *cx, Award *w, Val *warnings, Err *err)
{
    const Rule *r = rule_of(cx, w, "rank.president_from");
    if (r && w->rank->no >= r->value)
        item_against(cx, w->item, "rank", r, warnings, err, N_("this rank is given by the President"), NULL);
}

/* source  rule rank.block.sanction */
static void check_sanction(Cx *cx, Award *w, Val *warnings, Err *err)
{
    const Rule *r = rule_of(cx, w, "rank.block.sanction");
    for (size_t i = 0; r && r->value && i < w->s.fact_count; i++)
        if (strcmp(w->s.facts[i].kind, FACT_SANCTION) == 0) {
            item_against(cx, w->item, "rank", r, warnings, err, N_("a sanction of {0} is in force"),
                         az_date_numeric(cx->arena, w->s.facts[i].valid_from), NULL);
            return;
        }
}

/* source  rule rank.sequence: one after the other */
static void check_sequence(Cx *cx, Award *w, Val *warnings, Err *err)
{
    const Rule *steps = rule_of(cx, w, "rank.sequence");
    const Rank *next = rank_at(cx->app, w->s.rank->no + 1);
    if (steps && w->rank->no > w->s.rank->no + steps->value)
        item_against(cx, w->item, "rank", steps, warnings, err, N_("the next rank in the ladder is: {0}"),
                     next ? next->title_az : "", NULL);
}

/* The day the time in the present rank is full; false when the ladder names none.
 *   source  rule rank.time.CODE (least time in the rank before the next) */
static bool time_full(Cx *cx, Award *w, const Rule **ret_rule, Date *ret)
{
    *ret_rule = rule_of(cx, w, arena_printf(cx->arena, "rank.time.%s", w->s.rank->code));
    if (*ret_rule)
        *ret = date_add_years(w->s.rank_since, (int)(*ret_rule)->value);
    return *ret_rule != NULL;
}

static void check_time(Cx *cx, Award *w, Val *warnings, Err *err)
{
    const Rule *time;
    Date due;
    if (time_full(cx, w, &time, &due) && date_before(w->on, due))
        item_against(cx, w->item, "from", time, warnings, err, N_("the time in the present rank is full on {0}"),
                     az_date_numeric(cx->arena, due), NULL);
}

static bool award_make(Cx *cx, const OrderItem *item, Award *ret, Err *err)
{
    const RankGiven *in = item->record;
    Award w = { .item = item, .on = given_on(item), .rank = rank_find(cx->app, in->rank) };
    if (!w.rank)
        return err_add(err, item_field(cx->arena, item, "rank"), N_("there is no such rank"));
    if (!service_on(cx, item->person_id, date_add_days(w.on, -1), &w.s, err))
        return false;
    if (!w.s.has_seat && !service_on(cx, item->person_id, w.on, &w.s, err))
        return false;                                        /* appointed the same day */
    if (!rule_of(cx, &w, arena_printf(cx->arena, "rank.order.%s", w.rank->code)))
        return err_add(err, item_field(cx->arena, item, "rank"), N_("the person's post carries no special rank"));
    *ret = w;
    return true;
}

static Val *award_why(Cx *cx, const Award *w)
{
    Val *in = val_map(cx->arena);
    val_put_text(cx->arena, in, "rank", w->rank->code);
    val_put_date(cx->arena, in, "from", w->on);
    if (w->s.rank) {
        val_put_text(cx->arena, in, "before", w->s.rank->code);
        val_put_date(cx->arena, in, "since", w->s.rank_since);
    }
    return item_why(cx->arena, "service.rank", w->used, in);
}

/* way: kept with the fact, "extra"; NULL: in its turn */
static void put_rank(Cx *cx, const Award *w, const char *way, Val *effects)
{
    Val *values = val_map(cx->arena);
    if (way)
        val_put_text(cx->arena, values, "way", way);
    val_put_text(cx->arena, values, "code", w->rank->code);
    val_put_int(cx->arena, values, "num", w->rank->no);
    val_add(effects, effect_start(cx->arena, FACT_RANK, w->item->person_id, 0, w->on, DATE_FOREVER, values,
                                  award_why(cx, w)));
}

bool rank_first_effects(Cx *cx, const OrderItem *item, Val *effects, Val *warnings, Err *err)
{
    Award w;
    if (!award_make(cx, item, &w, err))
        return false;
    if (w.s.rank)
        return err_add(err, item_field(cx->arena, item, "rank"), N_("the person has a rank already: {0}"),
                       w.s.rank->title_az);
    check_ceiling(cx, &w, 0, warnings, err);
    check_giver(cx, &w, warnings, err);
    put_rank(cx, &w, NULL, effects);
    return err->kind == ERR_NONE;
}

/* A rank above the one he has; the checks of the kind are done by `check`. */
static bool higher_effects(Cx *cx, const OrderItem *item, const char *way,
                           bool (*check)(Cx *cx, Award *w, Val *warnings, Err *err), Val *effects, Val *warnings, Err *err)
{
    Award w;
    if (!award_make(cx, item, &w, err))
        return false;
    if (!w.s.rank)
        return err_add(err, item_field(cx->arena, item, "person_id"), N_("the person has no rank yet: give the first"));
    if (w.rank->no <= w.s.rank->no)
        return err_add(err, item_field(cx->arena, item, "rank"), N_("the person has this rank or a higher one: {0}"),
                       w.s.rank->title_az);
    check_sequence(cx, &w, warnings, err);
    if (!check(cx, &w, warnings, err))
        return false;
    check_sanction(cx, &w, warnings, err);
    check_giver(cx, &w, warnings, err);
    val_add(effects, effect_end(cx->arena, FACT_RANK, item->person_id, 0, w.on, award_why(cx, &w)));
    put_rank(cx, &w, way, effects);
    return err->kind == ERR_NONE;
}

static bool in_turn(Cx *cx, Award *w, Val *warnings, Err *err)
{
    check_time(cx, w, warnings, err);
    check_ceiling(cx, w, 0, warnings, err);
    return true;
}

bool rank_next_effects(Cx *cx, const OrderItem *item, Val *effects, Val *warnings, Err *err)
{
    return higher_effects(cx, item, NULL, in_turn, effects, warnings, err);
}

/* ---- out of turn -------------------------------------------------------------------------- */

/* source  rule rank.early.times: so often in the whole service */
static bool check_times(Cx *cx, Award *w, Val *warnings, Err *err)
{
    const Rule *times = rule_of(cx, w, "rank.early.times");
    size_t n;
    int64_t given = 0;
    Date last = { 0 };
    const Fact *ranks = ledger_history_of_person(cx->db, cx->arena, FACT_RANK, w->item->person_id, w->s.at.known, &n, err);
    for (size_t i = 0; ranks && i < n; i++) {
        const Val *values = ledger_payload(cx->arena, ranks[i].payload, err);
        const char *way = val_str(val_get(values, "way"));
        if (!values)
            return false;
        if (!way || strcmp(way, "extra") != 0)
            continue;
        given++;
        last = ranks[i].valid_from;
    }
    if (times && given >= times->value)
        item_against(cx, w->item, "rank", times, warnings, err, N_("an extraordinary rank was given on {0} already"),
                     az_date_numeric(cx->arena, last), NULL);
    return ranks != NULL;
}

/* Before its time, but not before a part of it; or above the ceiling of the post, but not by more steps than a rule
 * allows.  What is neither is the next rank, in its turn.
 *   source  regulation 5.8.10; rules rank.early.least, rank.early.times, rank.incentive.above_ceiling */
static bool out_of_turn(Cx *cx, Award *w, Val *warnings, Err *err)
{
    const Rule *least = rule_of(cx, w, "rank.early.least"), *above = rule_of(cx, w, "rank.incentive.above_ceiling"), *time, *row;
    Date due;
    bool early = time_full(cx, w, &time, &due) && date_before(w->on, due);
    int64_t most = ceiling_of(cx, w, &row);
    if (early && least) {
        Date first = date_add_months(w->s.rank_since, (int)(time->value * 12 * least->value / 100));
        if (date_before(w->on, first))
            item_against(cx, w->item, "from", least, warnings, err, N_("an extraordinary rank is not given before {0}"),
                         az_date_numeric(cx->arena, first), NULL);
    }
    if (!early && (!most || w->rank->no <= most))
        item_warn(cx, w->item, "rank", warnings,
                  N_("the time in the present rank is full and the post allows it: this is the next rank, in its turn"), NULL);
    check_ceiling(cx, w, above ? above->value : 0, warnings, err);
    return check_times(cx, w, warnings, err);
}

bool rank_extra_effects(Cx *cx, const OrderItem *item, Val *effects, Val *warnings, Err *err)
{
    return higher_effects(cx, item, "extra", out_of_turn, effects, warnings, err);
}

/* ---- the act ------------------------------------------------------------------------------- */

static bool rank_text(Cx *cx, const OrderItem *item, const char *which, const char **ret, Err *err)
{
    const RankGiven *in = item->record;
    Arena *a = cx->arena;
    const Rank *rank = rank_find(cx->app, in->rank);
    Date on = given_on(item);
    Person p;
    Service s;
    if (!person_get(cx, item->person_id, &p, err) || !service_on(cx, item->person_id, date_add_days(on, -1), &s, err))
        return false;
    if (!s.has_seat && !service_on(cx, item->person_id, on, &s, err))
        return false;
    if (!rank)
        return err_add(err, item_field(a, item, "rank"), N_("there is no such rank"));
    const char *cause = in->cause && *in->cause ? arena_printf(a, "%s ", in->cause) : "";
    *ret = arena_printf(a, "%s %s%s “%s” %s xüsusi rütbəsi verilsin.",
                        text_capital(a, service_post_name(a, &p, &s, AZ_DATIVE)), cause, az_date_from(a, on),
                        rank->title_az, which);
    return true;
}

bool rank_first_text(Cx *cx, const OrderItem *item, const char **ret, Err *err)
{
    return rank_text(cx, item, "ilkin", ret, err);
}

bool rank_next_text(Cx *cx, const OrderItem *item, const char **ret, Err *err)
{
    return rank_text(cx, item, "növbəti", ret, err);
}

bool rank_extra_text(Cx *cx, const OrderItem *item, const char **ret, Err *err)
{
    return rank_text(cx, item, "növbədənkənar", ret, err);
}
