#include <stdlib.h>
#include <string.h>
#include "core/mem.h"
#include "dedupe/hashindex.h"

#define CAP_MIN 1024
#define FREE    UINT32_MAX

static size_t home_of(const struct fr_hashindex *index, uint64_t hash)
{
	return (size_t)((hash >> 32) * (uint64_t)index->cap >> 32);
}

static size_t wrap(const struct fr_hashindex *index, size_t slot)
{
	return slot < index->cap ? slot : slot - index->cap;
}

static void place(struct fr_hashindex *index, uint64_t hash, uint32_t item)
{
	size_t home = home_of(index, hash);

	for (size_t i = 0; i < FR_HASHINDEX_WALK && i < index->cap; i++) {
		size_t slot = wrap(index, home + i);

		if (index->items[slot] != FREE)
			continue;
		index->hashes[slot] = hash;
		index->items[slot] = item;
		index->n++;
		return;
	}
}

static void grow(struct fr_hashindex *index)
{
	struct fr_hashindex old = *index;

	index->cap = old.cap ? old.cap + old.cap / 2 : CAP_MIN;
	index->n = 0;
	index->hashes = fr_xreallocarray(NULL, index->cap, sizeof(*index->hashes));
	index->items = fr_xreallocarray(NULL, index->cap, sizeof(*index->items));
	memset(index->items, 0xff, index->cap * sizeof(*index->items));
	for (size_t i = 0; i < old.cap; i++)
		if (old.items[i] != FREE)
			place(index, old.hashes[i], old.items[i]);
	fr_hashindex_free(&old);
}

void fr_hashindex_add(struct fr_hashindex *index, uint64_t hash, uint32_t item)
{
	if (index->n >= index->cap / 20 * 17)
		grow(index);
	place(index, hash, item);
}

bool fr_hashindex_next(const struct fr_hashindex *index, uint64_t hash, uint64_t mask, size_t *walk, uint32_t *ret_item)
{
	size_t home = home_of(index, hash);

	while (*walk < FR_HASHINDEX_WALK && *walk < index->cap) {
		size_t slot = wrap(index, home + (*walk)++);

		if (index->items[slot] == FREE)
			return false;
		if (((index->hashes[slot] ^ hash) & mask) == 0) {
			*ret_item = index->items[slot];
			return true;
		}
	}
	return false;
}

void fr_hashindex_change(struct fr_hashindex *index, uint64_t hash, uint32_t item)
{
	size_t walk = 0;
	uint32_t there;

	if (fr_hashindex_next(index, hash, UINT64_MAX, &walk, &there))
		index->items[wrap(index, home_of(index, hash) + walk - 1)] = item;
}

void fr_hashindex_free(struct fr_hashindex *index)
{
	free(index->hashes);
	free(index->items);
	memset(index, 0, sizeof(*index));
}
