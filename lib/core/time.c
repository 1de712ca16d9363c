#include "core/time.h"

#include <stdio.h>
#include <string.h>

/* Days from 1970-01-01 to a day of the proleptic Gregorian calendar (Hinnant, "chrono-compatible low-level date
 * algorithms"). */
static int64_t days_from_civil(int64_t year, int month, int day)
{
	year -= month <= 2;
	int64_t era = (year >= 0 ? year : year - 399) / 400;
	int64_t year_of_era = year - era * 400;
	int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
	int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

	return era * 146097 + day_of_era - 719468;
}

static void civil_from_days(int64_t days, struct fr_civil *civil)
{
	days += 719468;
	int64_t era = (days >= 0 ? days : days - 146096) / 146097;
	int64_t day_of_era = days - era * 146097;
	int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
	int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int64_t month = (5 * day_of_year + 2) / 153;

	civil->day = (int)(day_of_year - (153 * month + 2) / 5 + 1);
	civil->month = (int)(month < 10 ? month + 3 : month - 9);
	civil->year = (int)(year_of_era + era * 400 + (civil->month <= 2));
}

bool fr_civil_valid(const struct fr_civil *c)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	int length;

	if (c->year < 1 || c->year > 9999 || c->month < 1 || c->month > 12)
		return false;
	length = days[c->month - 1];
	if (c->month == 2 && (c->year % 4 == 0 && (c->year % 100 != 0 || c->year % 400 == 0)))
		length = 29;
	return c->day >= 1 && c->day <= length && c->hour >= 0 && c->hour < 24 && c->minute >= 0 && c->minute < 60 &&
	       c->second >= 0 && c->second <= 60 && c->nanos >= 0 && c->nanos < 1000000000;
}

int64_t fr_civil_to_unix(const struct fr_civil *c)
{
	return days_from_civil(c->year, c->month, c->day) * 86400 + c->hour * 3600 + c->minute * 60 + c->second;
}

void fr_civil_from_unix(int64_t seconds, struct fr_civil *ret)
{
	int64_t days = seconds / 86400, rest = seconds % 86400;

	if (rest < 0) {
		rest += 86400;
		days--;
	}
	*ret = (struct fr_civil){
		.hour = (int)(rest / 3600), .minute = (int)(rest / 60 % 60), .second = (int)(rest % 60)};
	civil_from_days(days, ret);
}

/* A cursor over the text; every taker returns false without moving if what it wants is not there. */
struct cursor {
	const char *p, *end;
};

static bool take_digits(struct cursor *c, int n, int *ret)
{
	int value = 0;

	if (c->end - c->p < n)
		return false;
	for (int i = 0; i < n; i++) {
		if (c->p[i] < '0' || c->p[i] > '9')
			return false;
		value = value * 10 + (c->p[i] - '0');
	}
	c->p += n;
	*ret = value;
	return true;
}

static bool take_any(struct cursor *c, const char *chars)
{
	if (c->p == c->end || !*c->p || !strchr(chars, *c->p))
		return false;
	c->p++;
	return true;
}

/* Digits behind the point; those past the ninth are read and left out. */
static bool take_fraction(struct cursor *c, struct fr_civil *civil)
{
	int digit, scale = 100000000;

	if (!take_any(c, ".,"))
		return true;
	while (take_digits(c, 1, &digit)) {
		civil->nanos += digit * scale;
		scale /= 10;
		if (civil->nanos_digits < 9)
			civil->nanos_digits++;
	}
	return civil->nanos_digits > 0;
}

static bool take_zone(struct cursor *c, bool *zoned, int32_t *offset)
{
	int hours, minutes = 0, sign;

	*zoned = false;
	*offset = 0;
	take_any(c, " ");
	if (c->p == c->end)
		return true;
	*zoned = true;
	if (take_any(c, "Zz"))
		return true;
	sign = c->p < c->end && *c->p == '-' ? -1 : 1;
	if (!take_any(c, "+-") || !take_digits(c, 2, &hours))
		return false;
	take_any(c, ":");
	if (c->p < c->end && !take_digits(c, 2, &minutes))
		return false;
	*offset = sign * (hours * 3600 + minutes * 60);
	return hours < 24 && minutes < 60;
}

bool fr_time_parse_iso(const char *s, size_t len, struct fr_civil *ret_civil, bool *ret_zoned, int32_t *ret_offset)
{
	struct cursor c = {s, s + len};
	struct fr_civil civil = {0};
	bool zoned;
	int32_t offset;

	if (!take_digits(&c, 4, &civil.year) || !take_any(&c, "-") || !take_digits(&c, 2, &civil.month) ||
	    !take_any(&c, "-") || !take_digits(&c, 2, &civil.day))
		return false;
	if (take_any(&c, "Tt ")) {
		if (!take_digits(&c, 2, &civil.hour) || !take_any(&c, ":") || !take_digits(&c, 2, &civil.minute))
			return false;
		if (take_any(&c, ":") && (!take_digits(&c, 2, &civil.second) || !take_fraction(&c, &civil)))
			return false;
	}
	if (!take_zone(&c, &zoned, &offset) || c.p != c.end || !fr_civil_valid(&civil))
		return false;
	*ret_civil = civil;
	*ret_zoned = zoned;
	*ret_offset = offset;
	return true;
}

static struct fr_buf *put_two(struct fr_buf *out, int n)
{
	fr_buf_addc(out, (char)('0' + n / 10));
	fr_buf_addc(out, (char)('0' + n % 10));
	return out;
}

void fr_time_put_utc(struct fr_buf *out, int64_t seconds, int nanos, int digits)
{
	struct fr_civil c;

	fr_civil_from_unix(seconds, &c);
	if (c.year < 0 || c.year > 9999)
		fr_buf_addf(out, "%04d", c.year);
	else
		put_two(put_two(out, c.year / 100), c.year % 100);
	fr_buf_addc(out, '-');
	put_two(out, c.month);
	fr_buf_addc(out, '-');
	put_two(out, c.day);
	fr_buf_addc(out, 'T');
	put_two(out, c.hour);
	fr_buf_addc(out, ':');
	put_two(out, c.minute);
	fr_buf_addc(out, ':');
	put_two(out, c.second);
	if (digits > 0) {
		char fraction[16];

		snprintf(fraction, sizeof fraction, ".%09d", nanos);
		fr_buf_add(out, fraction, (size_t)digits + 1);
	}
	fr_buf_addc(out, 'Z');
}

int64_t fr_time_of_record(const char *s, size_t len)
{
	struct fr_civil civil;
	int32_t offset;
	bool zoned;

	if (!s || !fr_time_parse_iso(s, len, &civil, &zoned, &offset) || !zoned)
		return FR_TIME_NONE;
	return fr_civil_to_unix(&civil) - offset;
}
