/*
 * say.h: the report's own words in the reader's language.
 */
#ifndef FR_REPORT_SAY_H
#define FR_REPORT_SAY_H
#include "report/names.h"

enum fr_say {
	FR_SAY_TITLE,
	FR_SAY_INTERNAL,
	FR_SAY_TIMES_IN,
	FR_SAY_AS_OF,
	FR_SAY_NO_CASES,
	/* sections, in the order of enum fr_section */
	FR_SAY_SECTION,
	FR_SAY_SECTION_RAILWAY,
	FR_SAY_SECTION_STATE,
	FR_SAY_SECTION_OTHER,
	FR_SAY_SECTION_REVIEW,
	FR_SAY_SECTION_OUT_OF_STATE,
	/* headings */
	FR_SAY_DISTRICT,
	FR_SAY_NO_DISTRICT,
	FR_SAY_STATION,
	FR_SAY_NO_STATION,
	FR_SAY_CASES,
	FR_SAY_POSTS,
	FR_SAY_TOTAL,
	/* a case */
	FR_SAY_DUE,
	FR_SAY_NO_DUE,
	FR_SAY_NO_CATEGORY,
	FR_SAY_NO_TEXT,
	FR_SAY_RECEIVED,
	FR_SAY_NO_TIME,
	FR_SAY_WHY,
	FR_SAY_LAW,
	FR_SAY_REPORTS,
	FR_SAY_ACCOUNTS,
	FR_SAY_MORE_THAN,
	FR_SAY_AGAIN,
	FR_SAY_PLACE,
	FR_SAY_PLACE_FROM,
	FR_SAY_MAY_BE,
	FR_SAY_ACT,
	FR_SAY_COPY,
	FR_SAY_LINK,
	FR_SAY_CASE,
	FR_SAY_REVIEW_WHY,
	FR_SAY_NOT_CLASSED,
	FR_SAY_UNSURE,
	FR_SAY_NOT_ROUTED,
	/* lateness */
	FR_SAY_LATE, /* a format with one %s */
	FR_SAY_LEFT, /* a format with one %s */
	FR_SAY_LATE_CASES,
	FR_SAY_DAYS,
	FR_SAY_HOURS,
	FR_SAY_MINUTES,
	/* counts */
	FR_SAY_COUNTS,
	FR_SAY_READ,
	FR_SAY_LISTED,
	FR_SAY_OF_UNCLASSED,
	FR_SAY_OF_AGAIN,
	FR_SAY_NOT_LISTED,
	FR_SAY_NO_REASON,
	FR_SAY_REJECTED,
	FR_SAY_MONTHS, /* twelve short names, each of them followed by one blank */
	FR_SAYS
};

const char *fr_say(enum fr_report_lang lang, enum fr_say what);

/*
 * What a kind of reason in a route (fr-record(5)) or a code of a "no" in a class says to a person; the code itself if
 * it is none of those that the tools write.
 */
const char *fr_say_code(enum fr_report_lang lang, const char *code);
#endif
