/*
 * trial.h: what was to be said of each record beside what was said: the input of every figure of fr-eval.
 *
 * An item is a record with a label. Label and prediction may stand in one record, or in two with the same id, in one
 * file or two, in any order. A label or prediction that is null or empty is the name "none", number 0; so is a
 * prediction that is not there.
 * Owns: names and items, some 100 bytes each, and the first FR_TRIAL_TEXT_MAX bytes of each text.
 */
#ifndef FR_LEARN_TRIAL_H
#define FR_LEARN_TRIAL_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "core/mem.h"
#include "core/record.h"
#include "learn/intern.h"

#define FR_TRIAL_TEXT_MAX 240
#define FR_TRIAL_NONE     0u /* number of the name of what is not there */

extern const struct fr_fault fr_fault_trial; /* a record that can't be scored */

struct fr_item {
	uint32_t gold;
	uint32_t named[2]; /* [1]: of the second file, in comparisons */
	double score;      /* of the prediction; NAN if there is none */
	const char *id;    /* may be NULL */
	const char *text;  /* UTF-8, NUL behind; may be NULL */
	bool has_gold, has_named[2], in_file[2];
};

struct fr_trial {
	const char *label, *predicted, *score; /* paths; borrowed, set before the first record; score may be NULL */
	bool compare;                          /* two files of predictions of the same records */
	struct fr_intern names;
	struct fr_item *items;
	size_t n, cap;
	size_t n_unlabelled; /* records without a label, which are not scored */
	size_t n_unmatched;  /* in comparisons: labelled, but in one file only */
	/* private */
	struct fr_intern ids; /* number: index into of_id */
	uint32_t *of_id;
	size_t n_of_id, cap_of_id;
	struct fr_arena arena;
	struct fr_buf gold, named, id;
	const char *file;
	uint64_t record;
	size_t n_files;
};

void fr_trial_init(struct fr_trial *t, const char *label, const char *predicted, const char *score, bool compare);
void fr_trial_free(struct fr_trial *t);

/*
 * FR_REJECT: a label or prediction that is an object or array; an id whose label was another before, or that comes
 * twice in a file of a comparison, or is missing in one. FR_FATAL: a third file in a comparison.
 */
int fr_trial_add(struct fr_trial *t, struct fr_record *rec, struct fr_error *err);

/* After the last record: items that can't be scored are taken out. FR_FATAL: none is left. */
int fr_trial_finish(struct fr_trial *t, struct fr_error *err);
#endif
