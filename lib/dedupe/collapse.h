/*
 * collapse.h: one record a case, out of all of its posts.
 *
 * The record is the case's best post of this run: a matter for the police before others, the most urgent, an original
 * before a repost, the one that says most (canon.h), the first. Its member case says of how many posts (each id once),
 * authors and platforms the case consists, when the first and the last were posted, and all ids, those of earlier runs
 * included where a state has them. Cases come in the order in which this run first met them.
 *
 * Owns: a copy of each case's best record, and 40 bytes and the id of every post. Limit: none of its own.
 */
#ifndef FR_DEDUPE_COLLAPSE_H
#define FR_DEDUPE_COLLAPSE_H
#include "core/record.h"
#include "dedupe/cases.h"
#include "dedupe/state.h"

struct fr_collapse;

struct fr_collapse *fr_collapse_new(void);
void fr_collapse_free(struct fr_collapse *collapse);

/* A post that has been placed; rec is as it came. */
void fr_collapse_take(struct fr_collapse *collapse, const struct fr_record *rec, const struct fr_case_post *post,
		      const struct fr_case_verdict *verdict);

/*
 * Give each case's record, with its member case, to emit, which answers as fr_emit does. state: posts of earlier runs,
 * NULL: there are none. only_new: cases only that this run has begun. FR_OK; FR_FATAL; what emit answers.
 */
typedef int fr_collapse_emit_fn(void *arg, struct fr_record *rec);
int fr_collapse_end(struct fr_collapse *collapse, struct fr_state *state, const struct fr_cases *cases, bool only_new,
		    fr_collapse_emit_fn *emit, void *arg, struct fr_error *err);
#endif
