/* The order of day, month and year, and the parts of dates and times of day: see dates.h. */
#include "ingest/dates.h"

#include <string.h>
#include <strings.h>
#include "core/utf8.h"

#define SECONDS_OF_DAY 86400

const char *fr_order_name(enum fr_date_order order)
{
	static const char *const names[] = {"auto", "dmy", "mdy", "ymd", "ydm"};

	return names[order];
}

bool fr_date_in_order(const struct fr_date_parts *parts, enum fr_date_order order, struct fr_civil *ret)
{
	/* Where day, month and year stand, by enum fr_date_order. */
	static const int at[5][3] = {{0, 1, 2}, {0, 1, 2}, {1, 0, 2}, {2, 1, 0}, {1, 2, 0}};
	const int *i = at[order];
	struct fr_civil civil = *ret;

	if (parts->digits[i[0]] > 2 || parts->digits[i[1]] > 2)
		return false;
	if (parts->digits[i[2]] != 2 && parts->digits[i[2]] != 4)
		return false;
	civil.day = parts->part[i[0]];
	civil.month = parts->part[i[1]];
	civil.year = parts->part[i[2]] + (parts->digits[i[2]] == 2 ? 2000 : 0);
	if (!fr_civil_valid(&civil))
		return false;
	*ret = civil;
	return true;
}

void fr_order_look(struct fr_order_watch *watch, const struct fr_date_parts *parts, int seconds_of_day)
{
	struct fr_civil civil[5] = {{0}};
	bool possible[5] = {false}, any = false;

	for (int order = FR_ORDER_DMY; order <= FR_ORDER_YDM; order++) {
		possible[order] = fr_date_in_order(parts, order, &civil[order]);
		any = any || possible[order];
	}
	/* What is a day in no order says nothing about the others. */
	if (!any)
		return;
	watch->n++;
	for (int order = FR_ORDER_DMY; order <= FR_ORDER_YDM; order++) {
		struct fr_order_state *state = &watch->states[order];
		int64_t at;

		if (!possible[order]) {
			state->n_impossible++;
			continue;
		}
		at = fr_civil_to_unix(&civil[order]) + seconds_of_day;
		/* Devices of a group disagree by seconds, and clocks are set back in autumn: a day is no accident. */
		state->n_back += state->has_last && at < state->last - SECONDS_OF_DAY / 2;
		state->n_forth += state->has_last && at > state->last + SECONDS_OF_DAY / 2;
		state->last = at;
		state->has_last = true;
	}
}

/* Zones of countries where the month is written first, or the year. A / at the end stands for all below it. */
static const char *const month_first[] = {"America/New_York",
					  "America/Chicago",
					  "America/Denver",
					  "America/Los_Angeles",
					  "America/Phoenix",
					  "America/Anchorage",
					  "America/Detroit",
					  "America/Boise",
					  "America/Juneau",
					  "America/Adak",
					  "America/Nome",
					  "America/Sitka",
					  "America/Metlakatla",
					  "America/Yakutat",
					  "America/Menominee",
					  "America/Indiana/",
					  "America/Kentucky/",
					  "America/North_Dakota/",
					  "America/Puerto_Rico",
					  "Pacific/Honolulu",
					  "Pacific/Guam",
					  "US/",
					  "Asia/Manila",
					  "EST5EDT",
					  "CST6CDT",
					  "MST7MDT",
					  "PST8PDT"};
static const char *const year_first[] = {"Asia/Tokyo",
					 "Asia/Seoul",
					 "Asia/Pyongyang",
					 "Asia/Shanghai",
					 "Asia/Urumqi",
					 "Asia/Taipei",
					 "Asia/Ulaanbaatar",
					 "Asia/Hovd",
					 "Asia/Tehran",
					 "Asia/Kathmandu",
					 "Asia/Katmandu",
					 "Asia/Thimphu",
					 "Europe/Budapest",
					 "Europe/Stockholm",
					 "Europe/Vilnius",
					 "Africa/Johannesburg",
					 "America/Toronto",
					 "America/Vancouver",
					 "America/Montreal",
					 "Japan",
					 "PRC",
					 "ROK"};

static bool in_list(const char *zone, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		size_t len = strlen(list[i]);

		if (list[i][len - 1] == '/' ? !strncmp(zone, list[i], len) : !strcmp(zone, list[i]))
			return true;
	}
	return false;
}

static enum fr_date_order order_of_zone(const char *zone)
{
	if (zone && in_list(zone, month_first, sizeof(month_first) / sizeof(*month_first)))
		return FR_ORDER_MDY;
	if (zone && in_list(zone, year_first, sizeof(year_first) / sizeof(*year_first)))
		return FR_ORDER_YMD;
	return FR_ORDER_DMY;
}

enum fr_date_order fr_order_decide(const struct fr_order_watch *watch, const char *zone_name, bool *ret_sure)
{
	enum fr_date_order customary = order_of_zone(zone_name), first = FR_ORDER_AUTO, steady = FR_ORDER_AUTO;
	uint64_t fewest = UINT64_MAX;
	unsigned n_possible = 0, n_steady = 0;
	bool customary_fits = false;

	for (int order = FR_ORDER_DMY; order <= FR_ORDER_YDM; order++) {
		if (watch->states[order].n_impossible < fewest)
			fewest = watch->states[order].n_impossible;
	}
	for (int order = FR_ORDER_DMY; order <= FR_ORDER_YDM; order++) {
		const struct fr_order_state *state = &watch->states[order];

		if (state->n_impossible > fewest)
			continue;
		/*
		 * A year of two digits in front is rare, and y/d/m rarer: only where it is the custom, or nothing else
		 * is left. (A year of four digits in front leaves nothing else.)
		 */
		if (n_possible && (order == FR_ORDER_YDM || (order == FR_ORDER_YMD && customary != FR_ORDER_YMD)))
			continue;
		if (!n_possible++)
			first = order;
		customary_fits = customary_fits || (int)customary == order;
		if (!state->n_back || !state->n_forth) {
			n_steady++;
			steady = order;
		}
	}
	*ret_sure = watch->n == 0 || n_possible == 1 || n_steady == 1;
	if (n_possible == 1)
		return first;
	if (n_steady == 1)
		return steady;
	/* Several orders fit, or none does: the custom of the country, if it is possible at all. */
	return customary_fits ? customary : first;
}

size_t fr_blank_scan(const char *s, size_t len)
{
	size_t pos = 0;

	while (pos < len) {
		size_t next = pos;
		uint32_t cp = fr_utf8_next(s, len, &next);

		if (cp != ' ' && cp != '\t' && cp != 0xA0 && cp != 0x202F && cp != 0x2009 && cp != 0x200E &&
		    cp != 0x200F && cp != 0xFEFF)
			break;
		pos = next;
	}
	return pos;
}

/* A run of 1 to 4 digits, Latin or Devanagari. */
static size_t scan_number(const char *s, size_t len, int *ret, int *ret_digits)
{
	size_t pos = 0;
	int n = 0, digits = 0;

	while (pos < len) {
		size_t next = pos;
		uint32_t cp = fr_utf8_next(s, len, &next);

		if (cp >= 0x966 && cp <= 0x96F)
			cp = '0' + (cp - 0x966);
		if (cp < '0' || cp > '9')
			break;
		if (++digits > 4)
			return 0;
		n = 10 * n + (int)(cp - '0');
		pos = next;
	}
	*ret = n;
	*ret_digits = digits;
	return pos;
}

size_t fr_date_scan(const char *s, size_t len, struct fr_date_parts *ret, char *ret_mark)
{
	size_t pos = 0, n;

	for (int i = 0; i < 3; i++) {
		n = scan_number(s + pos, len - pos, &ret->part[i], &ret->digits[i]);
		if (!n)
			return 0;
		pos += n;
		if (i == 2)
			break;
		if (pos >= len || !strchr("/-.", s[pos]) || !s[pos] || (i && s[pos] != *ret_mark))
			return 0;
		*ret_mark = s[pos++];
		if (pos < len && s[pos] == ' ')
			pos++;
	}
	return pos;
}

/* Letters of AM or PM: am, a.m., a. m., and the words that Hindi phones write. */
static size_t scan_half(const char *s, size_t len, bool *ret_pm)
{
	static const struct {
		const char *word;
		bool pm;
	} words[] = {{"पूर्वाह्न", false},
		     {"पूर्वाह्‍न", false},
		     {"अपराह्न", true},
		     {"अपराह्‍न", true}};
	size_t pos = 0;

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		size_t n = strlen(words[i].word);

		if (len >= n && !memcmp(s, words[i].word, n)) {
			*ret_pm = words[i].pm;
			return n;
		}
	}
	if (!len || !strchr("aApP", s[0]))
		return 0;
	*ret_pm = (s[pos++] | 32) == 'p';
	if (pos < len && s[pos] == '.')
		pos++;
	pos += fr_blank_scan(s + pos, len - pos);
	if (pos >= len || (s[pos] | 32) != 'm')
		return 0;
	pos++;
	if (pos < len && s[pos] == '.')
		pos++;
	if (pos < len &&
	    (((s[pos] | 32) >= 'a' && (s[pos] | 32) <= 'z') || (s[pos] & 0x80 && !fr_blank_scan(s + pos, len - pos))))
		return 0;
	return pos;
}

size_t fr_clock_scan(const char *s, size_t len, struct fr_civil *ret, unsigned *ret_shape)
{
	int value[3] = {0, 0, 0}, digits;
	size_t pos = 0, n, blank;
	int parts = 0;
	bool pm;

	while (parts < 3) {
		n = scan_number(s + pos, len - pos, &value[parts], &digits);
		if (!n || digits > 2 || (parts && digits != 2))
			return 0;
		pos += n;
		parts++;
		if (parts == 3 || pos + 1 >= len || (s[pos] != ':' && s[pos] != '.'))
			break;
		n = scan_number(s + pos + 1, len - pos - 1, &value[2], &digits);
		if (!n || digits != 2) {
			value[2] = 0;
			break;
		}
		value[2] = 0;
		pos++;
	}
	if (parts < 2)
		return 0;
	*ret_shape = parts == 3;
	blank = fr_blank_scan(s + pos, len - pos);
	n = scan_half(s + pos + blank, len - pos - blank, &pm);
	if (n && value[0] >= 1 && value[0] <= 12) {
		value[0] = value[0] % 12 + (pm ? 12 : 0);
		*ret_shape |= 2;
		pos += blank + n;
	}
	if (value[0] > 23 || value[1] > 59 || value[2] > 60)
		return 0;
	ret->hour = value[0];
	ret->minute = value[1];
	ret->second = value[2];
	return pos;
}
