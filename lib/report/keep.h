/*
 * keep.h: copying into a case what is worth keeping of a post, within the limits of case.h. Inside the room.
 *
 * Each call frees what stood there before.
 */
#ifndef FR_REPORT_KEEP_H
#define FR_REPORT_KEEP_H
#include "report/case.h"

void fr_keep_string(char **at, struct fr_bytes s); /* NULL if s has none */

/*
 * Longest prefix of at most max bytes that ends between grapheme clusters; s is UTF-8 and longer than max. Where a
 * cluster has more than 256 bytes, between characters.
 */
size_t fr_keep_cut(const char *s, size_t len, size_t max);

/* Words of the evidence for the category (for all if it has none of its own), each once. */
void fr_keep_evidence(struct fr_items *items, const json_t *evidence, struct fr_bytes category);
void fr_keep_law(struct fr_items *items, const json_t *sections);
void fr_keep_route(struct fr_case_route *route, const struct fr_report_post *post);
void fr_keep_route_free(struct fr_case_route *route);
#endif
