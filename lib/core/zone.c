/* Zones of the IANA database, through ICU: the second half of time.h. */
#include "core/time.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/ucal.h>
#include <unicode/ustring.h>

#define ZONE_NAME_MAX 64

struct fr_zone {
	UCalendar *calendar; /* NULL for a fixed offset */
	int32_t fixed;
};

/* "Z", "UTC", "+05:30", "-0800". */
static bool fixed_offset(const char *name, int32_t *ret)
{
	char text[ZONE_NAME_MAX];
	struct fr_civil civil;
	bool zoned;

	if (strcmp(name, "UTC") == 0 || strcmp(name, "Z") == 0) {
		*ret = 0;
		return true;
	}
	if ((*name != '+' && *name != '-') || strlen(name) > 6)
		return false;
	snprintf(text, sizeof text, "2000-01-01T00:00:00%s", name);
	return fr_time_parse_iso(text, strlen(text), &civil, &zoned, ret) && zoned;
}

int fr_zone_open(const char *name, struct fr_zone **ret, struct fr_error *err)
{
	UChar id[ZONE_NAME_MAX], canonical[ZONE_NAME_MAX];
	UErrorCode status = U_ZERO_ERROR;
	UCalendar *calendar = NULL;
	char quoted[FR_QUOTE_MAX];
	UBool system_id = 0;
	int32_t fixed = 0;

	if (!fixed_offset(name, &fixed)) {
		u_strFromUTF8(id, ZONE_NAME_MAX, NULL, name, -1, &status);
		ucal_getCanonicalTimeZoneID(id, -1, canonical, ZONE_NAME_MAX, &system_id, &status);
		if (U_SUCCESS(status) && system_id)
			calendar = ucal_open(id, -1, "en_US", UCAL_GREGORIAN, &status);
		if (!calendar)
			return fr_fail(err, FR_FATAL,
				       "no such time zone: %s (names are those of the IANA database, %s)",
				       fr_quote(quoted, name, strlen(name)), "such as Asia/Kolkata, or +05:30");
	}
	*ret = fr_xcalloc(1, sizeof **ret);
	(*ret)->calendar = calendar;
	(*ret)->fixed = fixed;
	return FR_OK;
}

void fr_zone_free(struct fr_zone *zone)
{
	if (!zone)
		return;
	if (zone->calendar)
		ucal_close(zone->calendar);
	free(zone);
}

int32_t fr_zone_offset_at(const struct fr_zone *zone, int64_t unix_seconds)
{
	UErrorCode status = U_ZERO_ERROR;
	int32_t offset;

	if (!zone->calendar)
		return zone->fixed;
	ucal_setMillis(zone->calendar, (UDate)unix_seconds * 1000.0, &status);
	offset = ucal_get(zone->calendar, UCAL_ZONE_OFFSET, &status);
	offset += ucal_get(zone->calendar, UCAL_DST_OFFSET, &status);
	return U_SUCCESS(status) ? offset / 1000 : 0;
}

int64_t fr_zone_to_unix(const struct fr_zone *zone, const struct fr_civil *local)
{
	int64_t as_utc = fr_civil_to_unix(local);
	int32_t before = fr_zone_offset_at(zone, as_utc - 86400), after = fr_zone_offset_at(zone, as_utc + 86400);

	if (before != after && fr_zone_offset_at(zone, as_utc - before) != before &&
	    fr_zone_offset_at(zone, as_utc - after) == after)
		return as_utc - after;
	return as_utc - before;
}

void fr_zone_from_unix(const struct fr_zone *zone, int64_t unix_seconds, struct fr_civil *ret_local)
{
	fr_civil_from_unix(unix_seconds + fr_zone_offset_at(zone, unix_seconds), ret_local);
}
