/*
 * hashindex.h: from a 64-bit hash to the numbers of the things that have it.
 *
 * Open addressing with linear probing, 12 bytes a slot, between 57 and 85 in 100 slots used. A hash may be entered more
 * than once. Numbers are below UINT32_MAX. The home slot depends on the upper 32 bits of the hash only, so that all
 * hashes with the same upper bits are met on one walk. Nothing is ever removed.
 * Limit: a walk ends after FR_HASHINDEX_WALK slots; what would stand behind is neither entered nor found, so hashes
 * that were made to collide cost time once and are then not indexed.
 */
#ifndef FR_DEDUPE_HASHINDEX_H
#define FR_DEDUPE_HASHINDEX_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define FR_HASHINDEX_WALK 4096

/* All zero is a valid empty index. */
struct fr_hashindex {
	uint64_t *hashes;
	uint32_t *items; /* UINT32_MAX: the slot is free */
	size_t cap, n;
};

void fr_hashindex_add(struct fr_hashindex *index, uint64_t hash, uint32_t item);

/*
 * Walk the items with this hash under mask (UINT64_MAX for all bits; the upper 32 must be in it): start with *walk = 0,
 * each call gives the next. Oldest first, unless the index has grown between their entries. False: no more.
 */
bool fr_hashindex_next(const struct fr_hashindex *index, uint64_t hash, uint64_t mask, size_t *walk,
		       uint32_t *ret_item);

/* Give the first entry of this hash another number; nothing if there is none. */
void fr_hashindex_change(struct fr_hashindex *index, uint64_t hash, uint32_t item);

void fr_hashindex_free(struct fr_hashindex *index);
#endif
