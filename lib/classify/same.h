/*
 * same.h: words that count as one another.
 *
 * Owns: the pack's table of equal words (same.tsv): spellings of one word, and words that must weigh alike so that
 * swapping them changes nothing (kin terms of either sex, places and names of worship of any faith). A folded text is
 * read through it before rules are matched, and so are the words of the rules.
 * Cost: one hash look-up a word. Memory: some 60 bytes a word. Threads: read-only once loaded.
 */
#ifndef FR_CLASSIFY_SAME_H
#define FR_CLASSIFY_SAME_H
#include <stdbool.h>
#include "core/error.h"
#include "core/mem.h"
#include "text/fold.h"

struct fr_same;

/* Read the table at path. FR_FATAL: no file, a bad row, an entry of several words, a word that counts as two others or
 * as one that counts as a third. */
int fr_same_load(const char *path, struct fr_same **ret, struct fr_error *err);
void fr_same_free(struct fr_same *same); /* NULL is fine */

/* A folded text with each word replaced by the one it counts as. All zero before the first use; reused. */
struct fr_same_view {
	struct fr_folded folded; /* words keep their source bytes; borrowed parts below */
	struct fr_buf text;
	struct fr_word *words;
	size_t cap_words;
};

void fr_same_apply(const struct fr_same *same, const struct fr_folded *folded, struct fr_same_view *view);
void fr_same_view_free(struct fr_same_view *view);
#endif
