/*
 * dates.h: dates that people's devices write, and the order of day, month and year in a file of them.
 *
 * 05/06/24 is the fifth of June in Patna and the sixth of May in Boston. The order is decided once for a file, over all
 * of its dates: a part that can't be a month or a day settles it; else the order in which time never runs backwards (or
 * never forwards, for tables with the newest on top); else what is usual in the country of the zone.
 * Source of the countries' customs: the short date patterns of Unicode CLDR.
 */
#ifndef FR_INGEST_DATES_H
#define FR_INGEST_DATES_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "core/time.h"
#include "ingest/ingest.h"

/* Three numbers as they stand in the file, and how many digits each has. */
struct fr_date_parts {
	int part[3];
	int digits[3];
};

/* False: no day in that order. Two-digit years are 2000 to 2099. */
bool fr_date_in_order(const struct fr_date_parts *parts, enum fr_date_order order, struct fr_civil *ret);

/* All zero is the state before the first date. */
struct fr_order_watch {
	uint64_t n;
	struct fr_order_state {
		bool has_last;
		uint64_t n_impossible, n_back, n_forth;
		int64_t last;
	} states[5]; /* by enum fr_date_order */
};

/* Look at one date; seconds of the day (0 if not known) break ties within a day. */
void fr_order_look(struct fr_order_watch *watch, const struct fr_date_parts *parts, int seconds_of_day);

/* The order. *ret_sure: the dates decided it, and not the zone. */
enum fr_date_order fr_order_decide(const struct fr_order_watch *watch, const char *zone_name, bool *ret_sure);

const char *fr_order_name(enum fr_date_order order); /* "dmy" */

/*
 * The date at s: three numbers of up to four digits (Latin or Devanagari) between equal marks out of / - . with or
 * without a blank behind. Returns the bytes it takes, 0 if there is none. *ret_mark: the mark.
 */
size_t fr_date_scan(const char *s, size_t len, struct fr_date_parts *ret, char *ret_mark);

/*
 * The time of day at s: h:mm, h:mm:ss, dots for colons, then AM or PM in any of its spellings. Returns the bytes it
 * takes, or 0. *ret_shape: bit 0 seconds, bit 1 twelve hours.
 */
size_t fr_clock_scan(const char *s, size_t len, struct fr_civil *ret, unsigned *ret_shape);

/* Bytes of blanks at s: ASCII's, U+00A0, U+202F and U+2009, and the invisible marks U+200E, U+200F, U+FEFF. */
size_t fr_blank_scan(const char *s, size_t len);

/*
 * A time in a table's cell. Date parts that need an order are left in *ret_parts with *ret_ordered false and the rest
 * in *ret_civil; otherwise *ret_civil is whole. *ret_zoned: an offset stood there, in seconds. False: no time.
 * Forms: RFC 3339 and its relatives, 13/05/2024 00:06:16, 2022/06/22 11:07:29 AM GMT+5:30, 5-May-2024 10:00,
 * May 5, 2024 10:00 AM, Sun May 05 10:00:00 +0000 2024, Unix seconds and milliseconds, days since 1899-12-30.
 */
struct fr_cell_time {
	struct fr_civil civil;
	struct fr_date_parts parts;
	bool ordered; /* civil has its date */
	bool zoned;
	int32_t offset;
	bool unix_time; /* at is the moment, civil is not used */
	int64_t at;
};
bool fr_cell_time_parse(const char *s, size_t len, struct fr_cell_time *ret);
#endif
