/*
 * sketch.h: a small picture of a set of words, in which two sets can be compared.
 *
 * It holds the smallest of the words' hashes, ascending, up to a number that the owner sets. Of a larger set the others
 * are left out; as it is always the larger hashes that are left out, two sketches can be compared up to where the
 * shorter reach ends.
 */
#ifndef FR_DEDUPE_SKETCH_H
#define FR_DEDUPE_SKETCH_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define FR_SKETCH_MAX 12

struct fr_sketch {
	uint32_t hashes[FR_SKETCH_MAX];
	uint8_t n, cap; /* cap: how many are kept, at most FR_SKETCH_MAX */
	bool full;      /* larger hashes were left out */
};

void fr_sketch_add(struct fr_sketch *sketch, uint32_t hash);

/* Is the hash in the set? Where the sketch doesn't reach, absent is what is answered. */
bool fr_sketch_has(const struct fr_sketch *sketch, uint32_t hash, bool absent);

/* How many words only a has, and only b, as far as both reach. */
void fr_sketch_compare(const struct fr_sketch *a, const struct fr_sketch *b, size_t *ret_only_a, size_t *ret_only_b);
#endif
