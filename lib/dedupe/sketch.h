/*
 * sketch.h: a small fixed-size picture of a set of words, in which two sets can be compared.
 *
 * It holds the FR_SKETCH smallest of the 16-bit hashes of the words, ascending. Of a larger set the others are left
 * out; as it is always the larger hashes that are left out, two sketches can be compared up to where the shorter reach
 * ends. Two words share a hash by chance once in 65,536.
 */
#ifndef FR_DEDUPE_SKETCH_H
#define FR_DEDUPE_SKETCH_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define FR_SKETCH 12

/* All zero is the empty set. */
struct fr_sketch {
	uint16_t hashes[FR_SKETCH];
	uint8_t n;
	bool full; /* larger hashes were left out */
};

void fr_sketch_add(struct fr_sketch *sketch, uint16_t hash);

/* Is the hash in the set? Where the sketch doesn't reach, absent is what is answered. */
bool fr_sketch_has(const struct fr_sketch *sketch, uint16_t hash, bool absent);

/* How many words only a has, and only b, as far as both reach. */
void fr_sketch_compare(const struct fr_sketch *a, const struct fr_sketch *b, size_t *ret_only_a, size_t *ret_only_b);
#endif
