/*
 * match.h: many fixed phrases found in one pass (Aho-Corasick over the bytes of folded text).
 *
 * A pattern is folded text of one or more words ("harsh firing"). It matches whole words; with FR_MATCH_PREFIX its last
 * word may go on (a stem: "lahra" finds "lahraya"). The automaton is read-only once built; a scan allocates nothing.
 * Source: Aho and Corasick, Efficient string matching, CACM 18 (1975).
 */
#ifndef FR_TEXT_MATCH_H
#define FR_TEXT_MATCH_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "text/fold.h"

#define FR_MATCH_PREFIX 1u

struct fr_matcher;

struct fr_matcher *fr_matcher_new(void);
void fr_matcher_free(struct fr_matcher *m);

/*
 * Fold phrase and add it under id (any number; several patterns may share one, one pattern may be added under several).
 * Returns false if nothing is left of it after folding.
 */
bool fr_matcher_add(struct fr_matcher *m, const char *phrase, size_t len, unsigned flags, uint32_t id);

/* Build the automaton: once, after the last add and before the first scan. */
void fr_matcher_build(struct fr_matcher *m);

struct fr_hit {
	uint32_t id;
	uint32_t first, last; /* indexes into folded->words, both included */
};

/*
 * Call found for every match, in order of where it ends, of the longer before the shorter at the same end, and then of
 * id. It returns false to stop the scan.
 */
typedef bool fr_hit_fn(void *arg, const struct fr_hit *hit);
void fr_matcher_scan(const struct fr_matcher *m, const struct fr_folded *folded, fr_hit_fn *found, void *arg);

/* Bytes of memory that the built automaton takes, and its patterns: for benchmarks and --check. */
size_t fr_matcher_memory(const struct fr_matcher *m);
size_t fr_matcher_count(const struct fr_matcher *m);
#endif
