/*
 * match.h: many fixed phrases found in one pass (Aho-Corasick over the bytes of folded text).
 *
 * A pattern is folded text of one or more words ("harsh firing"). It matches whole words; with FR_MATCH_PREFIX its last
 * word may go on (a stem: "lahra" finds "lahraya"). The automaton is read-only once built; a scan allocates nothing.
 * Memory: 16 bytes a state in a double array, at most one state a byte of pattern; 100,000 phrases some MB. Time: a few
 * transitions a byte, whatever the number of patterns, plus the hits. At one end there are at most as many different
 * phrases as the longest one has words, times the ids of each. Threads: a built matcher may be scanned by several.
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
 * Fold phrase and add it under id (any number; several patterns may share one, one pattern may be added under several;
 * the same pattern under the same id is kept once).
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
 * Call found for every match, in order of where it ends (a stem ends inside its word), of the longer before the shorter
 * at the same end, and then of id. It returns false to stop the scan. A stem is found once a word.
 */
typedef bool fr_hit_fn(void *arg, const struct fr_hit *hit);
void fr_matcher_scan(const struct fr_matcher *m, const struct fr_folded *folded, fr_hit_fn *found, void *arg);

/* Bytes of memory that the built automaton takes, and its patterns: for benchmarks and --check. */
size_t fr_matcher_memory(const struct fr_matcher *m);
size_t fr_matcher_count(const struct fr_matcher *m);
#endif
