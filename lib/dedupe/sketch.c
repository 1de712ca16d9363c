#include <string.h>
#include "dedupe/sketch.h"

void fr_sketch_add(struct fr_sketch *sketch, uint32_t hash)
{
	size_t at = 0;

	while (at < sketch->n && sketch->hashes[at] < hash)
		at++;
	if (at < sketch->n && sketch->hashes[at] == hash)
		return;
	if (sketch->n == sketch->cap) {
		sketch->full = true;
		if (at == sketch->cap)
			return;
		sketch->n--;
	}
	memmove(sketch->hashes + at + 1, sketch->hashes + at, (sketch->n - at) * sizeof(sketch->hashes[0]));
	sketch->hashes[at] = hash;
	sketch->n++;
}

/* The largest hash of which the sketch can say whether it is in the set. */
static uint32_t reach(const struct fr_sketch *sketch)
{
	return sketch->full ? sketch->hashes[sketch->cap - 1] : UINT32_MAX;
}

bool fr_sketch_has(const struct fr_sketch *sketch, uint32_t hash, bool absent)
{
	for (size_t i = 0; i < sketch->n; i++)
		if (sketch->hashes[i] == hash)
			return true;
	return hash > reach(sketch) ? absent : false;
}

void fr_sketch_compare(const struct fr_sketch *a, const struct fr_sketch *b, size_t *ret_only_a, size_t *ret_only_b)
{
	uint32_t limit = reach(a) < reach(b) ? reach(a) : reach(b);
	size_t i = 0, k = 0, only_a = 0, only_b = 0;

	while (i < a->n || k < b->n) {
		uint64_t x = i < a->n ? a->hashes[i] : UINT64_MAX;
		uint64_t y = k < b->n ? b->hashes[k] : UINT64_MAX;

		if ((x < y ? x : y) > limit)
			break;
		only_a += x < y;
		only_b += y < x;
		i += x <= y;
		k += y <= x;
	}
	*ret_only_a = only_a;
	*ret_only_b = only_b;
}
