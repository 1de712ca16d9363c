/*
 * tally.h: the counts of a case list, so that every record that was read can be found again in one of them.
 *
 * n_read = n_rejected + posts of the sections + posts of the reasons; each post counts in one place, that of its case.
 */
#ifndef FR_REPORT_TALLY_H
#define FR_REPORT_TALLY_H
#include "report/order.h"

#define FR_REASONS_MAX 64 /* reasons told apart; what is behind is counted under "other reasons" */

struct fr_tally_count {
	uint64_t cases, posts, again; /* again: of the posts, those that were read once more */
};

struct fr_tally_reason {
	const char *code; /* borrowed from the case table; NULL: no reason given */
	struct fr_tally_count count;
};

struct fr_tally {
	uint64_t n_read;     /* records: posts in the table and rejected ones */
	uint64_t n_rejected; /* broken lines, and records with a faulty member */
	struct fr_tally_count sections[FR_SECTIONS];
	struct fr_tally_count listed;                       /* sum of the sections */
	struct fr_tally_count not_listed;                   /* sum of the reasons */
	struct fr_tally_count unclassed;                    /* of the listed, those without a class */
	struct fr_tally_reason reasons[FR_REASONS_MAX + 1]; /* most posts first, then by code; "other reasons" last */
	size_t n_reasons;
};

/* Count the cases. ret->n_read and n_rejected are the caller's. */
void fr_tally_cases(struct fr_case *const *cases, size_t n, struct fr_tally *ret);
#endif
