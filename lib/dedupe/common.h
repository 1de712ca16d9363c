/*
 * common.h: words and phrases that say nothing about which incident a post is about.
 *
 * Owns lists: common words (courtesies, calls for action, greetings, helpers of grammar), cues of names, and the
 * phrases that platforms and mail programs put before and behind a text that is passed on. Lists are written as people
 * write and are folded when they are loaded, by the function that folds posts. A loaded set is read-only. Source:
 * compiled for this project from ordinary usage of Hindi, Bhojpuri, romanised Hindi, Urdu and English.
 */
#ifndef FR_DEDUPE_COMMON_H
#define FR_DEDUPE_COMMON_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "text/fold.h"

struct fr_common;

struct fr_common *fr_common_new(void);
void fr_common_free(struct fr_common *common);

/* The hash by which words are looked up. */
uint64_t fr_common_hash(const char *word, size_t len);

/* Is the folded word of this hash a common one? */
bool fr_common_word(const struct fr_common *common, uint64_t hash);

/* Is it a courtesy or a call ("please", "share") that people put before and behind a text? */
bool fr_common_courtesy(const struct fr_common *common, uint64_t hash);

/* Is it a noun that names of places or people stand beside ("thana", "ward", "naam")? */
bool fr_common_cue(const struct fr_common *common, uint64_t hash);

/*
 * With which phrase do the words [first, last) of a folded text begin (end)? Returns its number of words, 0 for none.
 * *ret_cut: it says that the text goes on elsewhere ("see more").
 */
size_t fr_common_leads(const struct fr_common *common, const struct fr_folded *folded, size_t first, size_t last);
size_t fr_common_trails(const struct fr_common *common, const struct fr_folded *folded, size_t first, size_t last,
			bool *ret_cut);
#endif
