/* Times in the cells of tables: see fr_cell_time_parse in dates.h. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "ingest/dates.h"

#define EXCEL_EPOCH_DAYS 25569 /* from 1899-12-30 to 1970-01-01 */

static size_t month_at(const char *s, size_t len, int *ret_month)
{
	static const char *const names[] = {"january", "february", "march",     "april",   "may",      "june",
					    "july",    "august",   "september", "october", "november", "december"};
	size_t n = 0;

	while (n < len && ((s[n] | 32) >= 'a' && (s[n] | 32) <= 'z'))
		n++;
	if (n < 3)
		return 0;
	for (int i = 0; i < 12; i++) {
		if (n <= strlen(names[i]) && !strncasecmp(s, names[i], n)) {
			*ret_month = i + 1;
			return n + (n < len && s[n] == '.');
		}
	}
	return 0;
}

static size_t digits_at(const char *s, size_t len, int max, int *ret)
{
	size_t n = 0;

	*ret = 0;
	while (n < len && s[n] >= '0' && s[n] <= '9' && n < (size_t)max)
		*ret = 10 * *ret + (s[n++] - '0');
	return n < len && s[n] >= '0' && s[n] <= '9' ? 0 : n;
}

static size_t marks_at(const char *s, size_t len)
{
	size_t n = 0;

	while (n < len && strchr(" ,-/.", s[n]) && s[n])
		n++;
	return n;
}

static size_t weekday_at(const char *s, size_t len)
{
	static const char *const names[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
	size_t n = 0;

	while (n < len && ((s[n] | 32) >= 'a' && (s[n] | 32) <= 'z'))
		n++;
	for (size_t i = 0; n >= 3 && i < 7; i++) {
		if (!strncasecmp(s, names[i], 3) && !month_at(s, n, &(int){0}))
			return n + marks_at(s + n, len - n);
	}
	return 0;
}

/* 5 May 2024, 05-May-24, May 5, 2024: the year may follow the time of day ("Sun May 05 10:00:00 +0000 2024"). */
static size_t named_date(const char *s, size_t len, struct fr_civil *civil, bool *ret_has_year)
{
	size_t pos = 0, n;

	n = month_at(s, len, &civil->month);
	if (n) {
		pos = n + marks_at(s + n, len - n);
		n = digits_at(s + pos, len - pos, 2, &civil->day);
		pos += n;
	} else {
		n = digits_at(s, len, 2, &civil->day);
		pos = n + (n ? marks_at(s + n, len - n) : 0);
		n = n ? month_at(s + pos, len - pos, &civil->month) : 0;
		pos += n;
	}
	if (!n)
		return 0;
	n = marks_at(s + pos, len - pos);
	*ret_has_year = false;
	if (n && pos + n < len) {
		size_t digits = digits_at(s + pos + n, len - pos - n, 4, &civil->year);

		if (digits == 4 || (digits == 2 && (pos + n + 2 >= len || s[pos + n + 2] != ':'))) {
			civil->year += digits == 2 ? 2000 : 0;
			*ret_has_year = true;
			return pos + n + digits;
		}
	}
	return pos;
}

/* +0530, +5:30, Z, UTC, GMT+5:30, IST. A name that means several zones (AST, BST, CST) is none: *ret false. */
static bool zone_at(const char *s, size_t len, struct fr_cell_time *ret)
{
	static const struct {
		const char *name;
		int minutes;
	} names[] = {{"Z", 0},      {"UTC", 0},    {"GMT", 0},    {"IST", 330},
		     {"EST", -300}, {"EDT", -240}, {"PST", -480}, {"PDT", -420}};
	size_t pos = 0, n = 0;
	int hours, minutes = 0, sign;

	while (n < len && ((s[n] | 32) >= 'a' && (s[n] | 32) <= 'z'))
		n++;
	for (size_t i = 0; n && i < sizeof(names) / sizeof(*names); i++) {
		if (strlen(names[i].name) == n && !strncasecmp(s, names[i].name, n)) {
			ret->zoned = true;
			ret->offset = names[i].minutes * 60;
			if (n == len)
				return true;
			pos = names[i].minutes ? 0 : n;
		}
	}
	if ((n && !pos) || pos >= len || (s[pos] != '+' && s[pos] != '-'))
		return false;
	sign = s[pos++] == '-' ? -1 : 1;
	n = digits_at(s + pos, len - pos, 4, &hours);
	pos += n;
	if (n > 2) {
		minutes = hours % 100;
		hours /= 100;
	} else if (n && pos < len && s[pos] == ':') {
		n = digits_at(s + pos + 1, len - pos - 1, 2, &minutes);
		pos += 1 + n;
	}
	if (!n || pos != len || hours > 14 || minutes > 59)
		return false;
	ret->zoned = true;
	ret->offset = sign * (hours * 3600 + minutes * 60);
	return true;
}

/* All digits, maybe with a fraction: seconds, milliseconds or microseconds by size, or days of a spreadsheet. */
static bool parse_number(const char *s, size_t len, struct fr_cell_time *ret)
{
	int64_t whole = 0;
	double fraction = 0, scale = 0.1;
	size_t n = 0;

	while (n < len && s[n] >= '0' && s[n] <= '9' && n < 17)
		whole = 10 * whole + (s[n++] - '0');
	if (n < len && s[n] == '.') {
		for (size_t i = n + 1; i < len; i++, scale /= 10) {
			if (s[i] < '0' || s[i] > '9')
				return false;
			fraction += scale * (s[i] - '0');
		}
	} else if (n != len) {
		return false;
	}
	ret->unix_time = true;
	if (n == 16 || n == 13 || n == 10) {
		ret->at = whole / (n == 16 ? 1000000 : n == 13 ? 1000 : 1);
		return true;
	}
	/* 1955 to 2119 */
	if (n != 5 || whole < 20000 || whole > 80000)
		return false;
	ret->unix_time = false;
	ret->ordered = true;
	fr_civil_from_unix((whole - EXCEL_EPOCH_DAYS) * 86400 + (int64_t)(fraction * 86400 + 0.5), &ret->civil);
	return true;
}

/* What stands behind the date: time of day, zone, and a year that has been missing. */
static bool parse_rest(const char *s, size_t len, bool needs_year, struct fr_cell_time *ret)
{
	size_t pos = marks_at(s, len), n;
	unsigned shape;

	if (pos < len && s[pos] == 'T')
		pos++;
	if (len - pos >= 3 && !strncasecmp(s + pos, "at ", 3))
		pos += 3;
	pos += fr_blank_scan(s + pos, len - pos);
	n = pos < len ? fr_clock_scan(s + pos, len - pos, &ret->civil, &shape) : 0;
	pos += n;
	if (n && pos < len && s[pos] == '.') {
		for (pos++; pos < len && s[pos] >= '0' && s[pos] <= '9';)
			pos++;
	}
	pos += fr_blank_scan(s + pos, len - pos);
	if (needs_year) {
		if (len - pos < 4 || digits_at(s + len - 4, 4, 4, &ret->civil.year) != 4)
			return false;
		len -= 4;
		while (len > pos && s[len - 1] == ' ')
			len--;
	}
	return pos >= len || zone_at(s + pos, len - pos, ret);
}

bool fr_cell_time_parse(const char *s, size_t len, struct fr_cell_time *ret)
{
	size_t pos, n;
	bool has_year = true;
	char mark = 0;

	memset(ret, 0, sizeof(*ret));
	pos = fr_blank_scan(s, len);
	while (len > pos && (s[len - 1] == ' ' || s[len - 1] == '\r' || s[len - 1] == '\n'))
		len--;
	s += pos;
	len -= pos;
	if (!len || len > 80)
		return false;
	if (fr_time_parse_iso(s, len, &ret->civil, &ret->zoned, &ret->offset)) {
		ret->ordered = true;
		return fr_civil_valid(&ret->civil);
	}
	memset(ret, 0, sizeof(*ret));
	if (parse_number(s, len, ret))
		return true;
	memset(ret, 0, sizeof(*ret));
	n = weekday_at(s, len);
	s += n;
	len -= n;
	n = fr_date_scan(s, len, &ret->parts, &mark);
	if (n)
		return parse_rest(s + n, len - n, false, ret);
	n = named_date(s, len, &ret->civil, &has_year);
	ret->ordered = true;
	return n && parse_rest(s + n, len - n, !has_year, ret) && fr_civil_valid(&ret->civil);
}
