/*
 * time.h: moments as seconds since 1970-01-01 UTC, RFC 3339, the civil calendar, and zones.
 *
 * The calendar is the proleptic Gregorian one. Zones are names of the IANA database, looked up through ICU; a fixed
 * offset ("+05:30") is a zone too. No function here looks at the clock.
 */
#ifndef FR_CORE_TIME_H
#define FR_CORE_TIME_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "core/error.h"
#include "core/mem.h"

#define FR_TIME_NONE INT64_MIN

struct fr_civil {
	int year, month, day;     /* month and day from 1 */
	int hour, minute, second; /* second up to 60 is accepted, 60 counts as the next minute's 0 */
	int nanos;
	int nanos_digits; /* digits of the fraction that the source had, 0 to 9 */
};

/* Is it a real day and time of day, year 1 to 9999? */
bool fr_civil_valid(const struct fr_civil *civil);

/* Seconds of the civil time read as UTC. */
int64_t fr_civil_to_unix(const struct fr_civil *civil);
void fr_civil_from_unix(int64_t seconds, struct fr_civil *ret);

/*
 * Read RFC 3339 ("2024-05-05T14:03:22.5Z", "+05:30", "+0530", a blank for the T, no zone at all) from the whole of
 * s[0..len). *ret_zoned says whether an offset or Z was there; *ret_offset is it, in seconds. False: not of that form.
 */
bool fr_time_parse_iso(const char *s, size_t len, struct fr_civil *ret_civil, bool *ret_zoned, int32_t *ret_offset);

/* Append "2024-05-05T14:03:22Z", with a fraction of digits (0 to 9) digits of nanos. */
void fr_time_put_utc(struct fr_buf *out, int64_t seconds, int nanos, int digits);

/* A record's member time as seconds; FR_TIME_NONE if s is no RFC 3339 time with a zone. */
int64_t fr_time_of_record(const char *s, size_t len);

struct fr_zone;

/* FR_FATAL: no such zone; err names it. */
int fr_zone_open(const char *name, struct fr_zone **ret, struct fr_error *err);
void fr_zone_free(struct fr_zone *zone);

/* Offset from UTC, in seconds, at a moment. */
int32_t fr_zone_offset_at(const struct fr_zone *zone, int64_t unix_seconds);

/*
 * Local civil time to seconds UTC. A time that a change of clocks skipped is read with the offset before it; one that
 * happened twice is the first.
 */
int64_t fr_zone_to_unix(const struct fr_zone *zone, const struct fr_civil *local);
void fr_zone_from_unix(const struct fr_zone *zone, int64_t unix_seconds, struct fr_civil *ret_local);
#endif
