/* Moments and lateness as a report shows them. */
#include "report/format.h"

#include <string.h>

static void put_month(struct fr_case_list *list, struct fr_buf *out, int month)
{
	const char *s = fr_say(list->lang, FR_SAY_MONTHS);

	while (--month > 0)
		s = strchr(s, ' ') + 1;
	fr_buf_add(out, s, (size_t)(strchr(s, ' ') - s));
}

void fr_put_moment(struct fr_case_list *list, struct fr_buf *out, int64_t at)
{
	struct fr_civil t;

	fr_zone_from_unix(list->pack->zone, at, &t);
	fr_buf_addf(out, "%02d ", t.day);
	put_month(list, out, t.month);
	fr_buf_addf(out, " %04d %02d:%02d", t.year, t.hour, t.minute);
}

void fr_put_sheet_moment(struct fr_case_list *list, struct fr_buf *out, int64_t at)
{
	struct fr_civil t;

	if (at == FR_TIME_NONE)
		return;
	fr_zone_from_unix(list->pack->zone, at, &t);
	fr_buf_addf(out, "%04d-%02d-%02d %02d:%02d:%02d", t.year, t.month, t.day, t.hour, t.minute, t.second);
}

bool fr_minutes_left(const struct fr_case_list *list, const struct fr_case *c, int64_t *ret)
{
	int64_t seconds;

	if (list->now_at == FR_TIME_NONE || c->due_at == FR_TIME_NONE)
		return false;
	seconds = c->due_at - list->now_at;
	/* a second past due is late by a minute, and half a minute left is none */
	*ret = seconds >= 0 ? seconds / 60 : -((-seconds + 59) / 60);
	return true;
}

void fr_put_lateness(struct fr_case_list *list, struct fr_buf *out, int64_t minutes)
{
	const char *format = fr_say(list->lang, minutes < 0 ? FR_SAY_LATE : FR_SAY_LEFT), *hole = strstr(format, "%s");
	const int64_t m = minutes < 0 ? -minutes : minutes, day = 24 * 60;

	fr_buf_add(out, format, (size_t)(hole - format));
	if (m >= day)
		fr_buf_addf(out, "%lld %s ", (long long)(m / day), fr_say(list->lang, FR_SAY_DAYS));
	if (m >= 60)
		fr_buf_addf(out, "%lld %s", (long long)(m % day / 60), fr_say(list->lang, FR_SAY_HOURS));
	if (m < day)
		fr_buf_addf(out, "%s%lld %s", m >= 60 ? " " : "", (long long)(m % 60),
			    fr_say(list->lang, FR_SAY_MINUTES));
	fr_buf_adds(out, hole + strlen("%s"));
}
