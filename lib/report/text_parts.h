/*
 * text_parts.h: the parts of the text report: what is said of a case, headings, the overview, the counts. Inside the
 * room. What came from outside is made visible here.
 */
#ifndef FR_REPORT_TEXT_PARTS_H
#define FR_REPORT_TEXT_PARTS_H
#include "report/format.h"

/* Values of a case, appended to out; nothing if there is nothing to say. text_case.c */
void fr_put_text(struct fr_buf *out, const char *s); /* made visible */
void fr_put_evidence(struct fr_buf *out, const struct fr_case *c);
void fr_put_where(struct fr_case_list *list, struct fr_buf *out, const struct fr_case *c, const char *before);
void fr_put_law(struct fr_buf *out, const struct fr_case *c);
void fr_put_reports(struct fr_case_list *list, struct fr_buf *out, const struct fr_case *c);
void fr_put_doubt(struct fr_case_list *list, struct fr_buf *out, const struct fr_case *c);
void fr_put_place_reasons(struct fr_case_list *list, struct fr_buf *out, const struct fr_case *c);
void fr_put_office(struct fr_case_list *list, struct fr_buf *out, const char *office);
void fr_put_offices(struct fr_case_list *list, struct fr_buf *out, const struct fr_items *offices);

/* list->work behind a label on one line, however long, and empties it. */
void fr_put_whole(struct fr_case_list *list, size_t label_columns, const char *label);

/* text_head.c; i is the case behind the heading */
void fr_put_title(struct fr_case_list *list);
void fr_put_overview(struct fr_case_list *list);
void fr_put_section_heading(struct fr_case_list *list, size_t i);
void fr_put_district_heading(struct fr_case_list *list, size_t i);
void fr_put_station_heading(struct fr_case_list *list, size_t i);
void fr_put_counts(struct fr_case_list *list);
#endif
