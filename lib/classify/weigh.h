/*
 * weigh.h: from the words found in a post to the evidence for each category and each gate.
 *
 * Evidence is added with diminishing returns: the second strongest piece for a category counts FR_DECAY of its weight,
 * the third FR_DECAY squared, and so on. Words that say the same thing twice must not make a post twice as sure, and
 * repetition must not beat meaning. Private to lib/classify.
 */
#ifndef FR_CLASSIFY_WEIGH_H
#define FR_CLASSIFY_WEIGH_H
#include "classify/classify.h"
#include "classify/rules.h"

#define FR_DECAY         0.55
#define FR_STEM_HITS_MAX 64  /* places of a stem set that are looked at in a post */
#define FR_DENIED_MAX    16  /* denials that are looked at in a post */
#define FR_PIECES_MAX    512 /* pieces of evidence kept before the strongest are chosen */

/* A piece of evidence: words first to last of the post. */
struct fr_piece {
	const char *rule;
	float weight;
	bool gate; /* owner is a gate, else a category */
	uint16_t owner;
	uint32_t first, last;
};

/* Sum with diminishing returns: the strongest few weights of either sign, kept in order. */
#define FR_TALLY_MAX 6
struct fr_tally {
	float plus[FR_TALLY_MAX], minus[FR_TALLY_MAX];
	uint8_t n_plus, n_minus;
};

double fr_tally_sum(const struct fr_tally *tally);

struct fr_stem_hits {
	uint32_t first[FR_STEM_HITS_MAX], last[FR_STEM_HITS_MAX];
	size_t n;
};

/* Words from first to last, both included. */
struct fr_span {
	uint32_t first, last;
};

struct fr_weighing {
	struct fr_folded fold;
	struct fr_same_view view;
	struct fr_hit *hits; /* in order of where they end, longer before shorter, then by id */
	size_t n_hits;
	struct fr_hit *spelt, *more; /* by letters; by sound and expressions */
	size_t n_spelt, n_more;
	uint32_t *tried; /* by expression: the last post in which it was */
	struct fr_span denied[FR_DENIED_MAX];
	size_t n_denied;
	bool struck;    /* something was denied that would have counted */
	uint32_t *seen; /* by pattern: the last post (its number) in which it counted */
	uint32_t post;
	struct fr_tally categories[FR_CATEGORIES_MAX];
	struct fr_tally gates[FR_GATES_MAX];
	struct fr_gate_set found;
	struct fr_stem_hits *stems; /* by set */
	struct fr_piece pieces[FR_PIECES_MAX];
	size_t n_pieces;
};

void fr_weighing_init(struct fr_weighing *w, const struct fr_rules *rules);
void fr_weighing_free(struct fr_weighing *w);

/* Read a text: afterwards the tallies, found and pieces are those of this text. */
void fr_classify_weigh(struct fr_weighing *w, const struct fr_rules *rules, const char *text, size_t len);
#endif
