/*
 * order.h: in which order cases are listed, and where a new heading is due.
 *
 * Sections: district police, railway police, state units, other desks by name, review, other states. Within a section
 * the district that holds the most urgent case comes first, within a district the station that does, then the cases by
 * urgency: priority, then due (cases without one last), then received, then case id. A total order: no two cases share
 * an id. Cost: O(n log n).
 */
#ifndef FR_REPORT_ORDER_H
#define FR_REPORT_ORDER_H
#include "report/case.h"

enum fr_section {
	FR_SECTION_DISTRICT,
	FR_SECTION_RAILWAY,
	FR_SECTION_STATE,
	FR_SECTION_OTHER,
	FR_SECTION_REVIEW,
	FR_SECTION_OUT_OF_STATE,
	FR_SECTIONS
};

/* What has no route, no desk, no class or an unsure one is for review. */
enum fr_section fr_case_section(const struct fr_case *c);

/* The section as scripts know it: "district", "railway", "state", "review", "out_of_state", or the desk's own name. */
const char *fr_case_section_id(const struct fr_case *c);

/* Why a case is for review: "not_classified", "unsure", "not_routed", "no_place"; NULL in other sections. */
const char *fr_case_review_id(const struct fr_case *c);

/*
 * District and station that the case is filed under; NULL in the sections of review and of other states, although the
 * route of an unsure case may know them.
 */
const char *fr_case_district(const struct fr_case *c);
const char *fr_case_station(const struct fr_case *c);

/* Sort the cases; sets their ranks. */
void fr_cases_sort(struct fr_case **cases, size_t n);

/* The highest heading in which b, listed behind a, differs from it. */
enum fr_heading { FR_HEADING_NONE, FR_HEADING_STATION, FR_HEADING_DISTRICT, FR_HEADING_SECTION };
enum fr_heading fr_case_heading(const struct fr_case *a, const struct fr_case *b);
#endif
