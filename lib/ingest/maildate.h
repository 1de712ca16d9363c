/*
 * maildate.h: the Date of a mail.
 *
 * RFC 5322 with its obsolete forms: comments, years of two digits (00 to 49 are 2000 to 2049, 50 to 99 are 1950 to
 * 1999) or three, zones by name; dots for the colons; ctime's order (Sun May 5 14:03:22 2024), and ISO 8601. A name of
 * a zone that RFC 5322 does not have is looked up among those that are still written (IST is India's); one that nobody
 * knows means UTC, as RFC 5322 says. No zone at all: local time of the zone given.
 */
#ifndef FR_INGEST_MAILDATE_H
#define FR_INGEST_MAILDATE_H
#include "core/time.h"
#include "ingest/draft.h"

/* at is FR_TIME_NONE if it is no date. */
struct fr_moment fr_mail_date(struct fr_str value, const struct fr_zone *zone);
#endif
