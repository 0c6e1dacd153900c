// SPDX-License-Identifier: Apache-2.0
/* Series of orders and the steps of their visas: read once from data/. */
#include "app/data.h"
#include "areas/order/order_in.h"
#include <string.h>

static const Field SERIES_FIELDS[] = {
    FIELD(OrderSeries, code), FIELD(OrderSeries, title_az), FIELD(OrderSeries, title_en), FIELD(OrderSeries, suffix),
    FIELD(OrderSeries, retention_years), FIELD(OrderSeries, keeper), FIELD(OrderSeries, basis),
    FIELD(OrderSeries, confidence), FIELD(OrderSeries, heading), FIELDS_END
};
static const Field VISA_RULE_FIELDS[] = {
    FIELD(VisaRule, series), FIELD(VisaRule, kind), FIELD(VisaRule, step), FIELD(VisaRule, post_kind),
    FIELD(VisaRule, unit), FIELD(VisaRule, clause), FIELDS_END
};

bool order_data_load(App *app, Arena *a, void **ret_state, Err *err)
{
    (void)app;
    OrderData *d = NEW(a, OrderData);
    d->series = data_read(a, "data/order_series.csv", SERIES_FIELDS, sizeof(OrderSeries), &d->series_count, err);
    d->visas = !d->series ? NULL
             : data_read(a, "data/order_visas.csv", VISA_RULE_FIELDS, sizeof(VisaRule), &d->visa_count, err);
    *ret_state = d;
    return d->visas != NULL;
}

const OrderData *order_data(const Cx *cx) { return app_area_state(cx->app, &order_area); }

const OrderSeries *order_series(const Cx *cx, const char *code)
{
    const OrderData *d = order_data(cx);
    for (size_t i = 0; i < d->series_count; i++)
        if (strcmp(d->series[i].code, code) == 0)
            return &d->series[i];
    return NULL;
}

const char *series_title(const Cx *cx, const OrderSeries *s)
{
    return !s ? "" : cx->lang == LANG_AZ ? s->title_az : s->title_en;
}
