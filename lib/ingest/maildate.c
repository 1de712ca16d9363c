/* Dates of mails: see maildate.h. */
#include "ingest/maildate.h"

#include <string.h>
#include <strings.h>

#define DATE_MAX   128 /* bytes of a date without its comments */
#define TOKENS_MAX 12

struct tokens {
	struct fr_str token[TOKENS_MAX];
	size_t n;
};

/* Without comments and commas, blanks as single ones. */
static size_t clean(struct fr_str value, char ret[DATE_MAX])
{
	size_t n = 0, depth = 0;

	for (size_t i = 0; i < value.len && n < DATE_MAX - 1; i++) {
		char c = value.s[i];

		if (c == '(')
			depth++;
		if (c == ')' && depth) {
			depth--;
			c = ' ';
		}
		if (depth)
			continue;
		if (c == ',' || (unsigned char)c <= ' ')
			c = ' ';
		if (c != ' ' || (n && ret[n - 1] != ' '))
			ret[n++] = c;
	}
	while (n && ret[n - 1] == ' ')
		n--;
	return n;
}

/* Split at blanks and before the sign of an offset; 5-May-2024 is three words too. */
static void split(const char *s, size_t len, struct tokens *ret)
{
	size_t pos = 0, start;

	ret->n = 0;
	while (pos < len && ret->n < TOKENS_MAX) {
		for (start = pos; pos < len && s[pos] != ' ' && (pos == start || !strchr("+-", s[pos])); pos++)
			;
		ret->token[ret->n++] = (struct fr_str){s + start, pos - start};
		if (pos < len &&
		    (s[pos] == ' ' || (s[pos] == '-' && ret->n < 4 && !memchr(s + start, ':', pos - start))))
			pos++;
	}
}

static int number_of(struct fr_str s)
{
	int n = 0;

	if (!s.len || s.len > 4)
		return -1;
	for (size_t i = 0; i < s.len; i++) {
		if (s.s[i] < '0' || s.s[i] > '9')
			return -1;
		n = 10 * n + (s.s[i] - '0');
	}
	return n;
}

static int name_in(struct fr_str s, const char *names, size_t n_names)
{
	for (size_t i = 0; s.len >= 3 && i < n_names; i++) {
		if (!strncasecmp(s.s, names + 3 * i, 3))
			return (int)i;
	}
	return -1;
}

static int month_of(struct fr_str s)
{
	return name_in(s, "janfebmaraprmayjunjulaugsepoctnovdec", 12) + 1;
}

static bool is_weekday(struct fr_str s)
{
	return name_in(s, "sunmontuewedthufrisat", 7) >= 0;
}

/* 14:03, 14:03:22, 14.03.22, 14:03:22.123: false if it is none. */
static bool clock_of(struct fr_str s, struct fr_civil *ret)
{
	int part[3] = {0, 0, 0};
	size_t pos = 0, n = 0;

	while (n < 3) {
		size_t start = pos;

		while (pos < s.len && pos < start + 2 && s.s[pos] >= '0' && s.s[pos] <= '9')
			part[n] = 10 * part[n] + (s.s[pos++] - '0');
		if (pos == start)
			return false;
		n++;
		if (pos == s.len || (s.s[pos] != ':' && s.s[pos] != '.'))
			break;
		if (n == 3)
			break;
		pos++;
	}
	ret->hour = part[0];
	ret->minute = part[1];
	ret->second = part[2];
	return n >= 2 && (pos == s.len || (n == 3 && s.s[pos] == '.'));
}

static const struct {
	const char *name;
	int minutes;
} zones[] = {
	{"UT", 0},     {"UTC", 0},    {"GMT", 0},    {"Z", 0},       {"EST", -300},  {"EDT", -240}, {"CST", -360},
	{"CDT", -300}, {"MST", -420}, {"MDT", -360}, {"PST", -480},  {"PDT", -420},  {"IST", 330},  {"NPT", 345},
	{"PKT", 300},  {"BDT", 360},  {"BST", 60},   {"WET", 0},     {"WEST", 60},   {"CET", 60},   {"CEST", 120},
	{"MET", 60},   {"MEST", 120}, {"MEZ", 60},   {"MESZ", 120},  {"EET", 120},   {"EEST", 180}, {"MSK", 180},
	{"GST", 240},  {"SGT", 480},  {"HKT", 480},  {"JST", 540},   {"KST", 540},   {"AEST", 600}, {"AEDT", 660},
	{"NZST", 720}, {"NZDT", 780}, {"HST", -600}, {"AKST", -540}, {"AKDT", -480}, {"AST", -240}, {"ADT", -180},
};

/* +0530, +05:30, -8, GMT+0530: seconds. */
static bool zone_of(struct fr_str s, int32_t *ret)
{
	int digits[4] = {0}, n = 0, minutes;
	size_t sign = 0;

	while (sign < s.len && s.s[sign] != '+' && s.s[sign] != '-')
		sign++;
	if (sign == s.len) {
		*ret = 0;
		for (size_t i = 0; i < sizeof(zones) / sizeof(*zones); i++) {
			if (strlen(zones[i].name) == s.len && !strncasecmp(zones[i].name, s.s, s.len))
				*ret = 60 * zones[i].minutes;
		}
		return s.len && (s.s[0] | 32) >= 'a' && (s.s[0] | 32) <= 'z';
	}
	for (size_t i = sign + 1; i < s.len; i++) {
		if (s.s[i] == ':' && n)
			continue;
		if (s.s[i] < '0' || s.s[i] > '9' || n == 4)
			return false;
		digits[n++] = s.s[i] - '0';
	}
	if (n == 4)
		minutes = (10 * digits[0] + digits[1]) * 60 + 10 * digits[2] + digits[3];
	else if (n == 3)
		minutes = digits[0] * 60 + 10 * digits[1] + digits[2];
	else
		minutes = n == 2 ? (10 * digits[0] + digits[1]) * 60 : digits[0] * 60;
	*ret = (s.s[sign] == '-' ? -60 : 60) * minutes;
	return n && minutes < 24 * 60;
}

static int year_of(struct fr_str s)
{
	int year = number_of(s);

	if (s.len == 2)
		return year < 0 ? -1 : year + (year < 50 ? 2000 : 1900);
	return s.len == 3 && year >= 0 ? year + 1900 : year;
}

/* What stands behind the time of day: AM or PM, and the zone; GMT+0530 is two words by now. */
static struct fr_str read_tail(const struct tokens *t, size_t i, struct fr_civil *civil)
{
	if (i < t->n && t->token[i].len == 2 && !strncasecmp(t->token[i].s, "PM", 2) && civil->hour < 12)
		civil->hour += 12;
	else if (i < t->n && t->token[i].len == 2 && !strncasecmp(t->token[i].s, "AM", 2) && civil->hour == 12)
		civil->hour = 0;
	if (i < t->n && t->token[i].len == 2 && (t->token[i].s[1] | 32) == 'm')
		i++;
	if (i + 1 < t->n && strchr("+-", t->token[i + 1].s[0]) && !strchr("+-", t->token[i].s[0]))
		i++;
	return i < t->n ? t->token[i] : FR_STR_NONE;
}

/* Words to a civil time and the name of its zone. */
static bool read_words(const struct tokens *t, struct fr_civil *ret, struct fr_str *ret_zone)
{
	size_t i = t->n && is_weekday(t->token[0]);
	bool year_last;

	if (t->n < i + 4)
		return false;
	ret->month = month_of(t->token[i]);
	if (ret->month && clock_of(t->token[i + 2], ret)) {
		/* ctime: May 5 14:03:22 2024, with a zone before the year or behind it */
		year_last = t->n > i + 4 && number_of(t->token[i + 3]) < 0;
		ret->day = number_of(t->token[i + 1]);
		ret->year = year_of(t->token[i + (year_last ? 4 : 3)]);
		*ret_zone = year_last ? t->token[i + 3] : read_tail(t, i + 4, ret);
		return true;
	}
	ret->day = number_of(t->token[ret->month ? i + 1 : i]);
	if (!ret->month)
		ret->month = month_of(t->token[i + 1]);
	ret->year = year_of(t->token[i + 2]);
	if (!ret->month || !clock_of(t->token[i + 3], ret))
		return false;
	*ret_zone = read_tail(t, i + 4, ret);
	return true;
}

struct fr_moment fr_mail_date(struct fr_str value, const struct fr_zone *zone)
{
	struct fr_moment moment = {.at = FR_TIME_NONE};
	struct fr_civil civil = {0};
	struct tokens tokens;
	struct fr_str zone_name = FR_STR_NONE;
	char text[DATE_MAX];
	size_t len = clean(value, text);
	int32_t offset = 0;
	bool zoned;

	if (fr_time_parse_iso(text, len, &civil, &zoned, &offset)) {
		if (fr_civil_valid(&civil))
			moment.at = zoned ? fr_civil_to_unix(&civil) - offset : fr_zone_to_unix(zone, &civil);
		return moment;
	}
	memset(&civil, 0, sizeof(civil));
	split(text, len, &tokens);
	if (!read_words(&tokens, &civil, &zone_name) || !fr_civil_valid(&civil))
		return moment;
	if (zone_name.s && zone_of(zone_name, &offset))
		moment.at = fr_civil_to_unix(&civil) - offset;
	else
		moment.at = fr_zone_to_unix(zone, &civil);
	return moment;
}
