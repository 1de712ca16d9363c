#include <stdlib.h>
#include <string.h>
#include "core/mem.h"
#include "dedupe/anchors.h"

size_t fr_anchors_find(const struct fr_anchors *anchors, uint64_t hash, uint32_t ret[FR_ANCHOR_CASES])
{
	size_t walk = 0, n = 0;

	while (n < FR_ANCHOR_CASES && fr_hashindex_next(&anchors->index, hash, UINT64_MAX, &walk, &ret[n]))
		n++;
	/* The index may give them in another order after it has grown. */
	for (size_t i = 1; i < n; i++)
		for (size_t k = i; k > 0 && ret[k] < ret[k - 1]; k--) {
			uint32_t swap = ret[k];

			ret[k] = ret[k - 1];
			ret[k - 1] = swap;
		}
	return n;
}

void fr_anchors_restore(struct fr_anchors *anchors, const struct fr_anchor *anchor)
{
	anchors->items = fr_grow(anchors->items, anchors->n, &anchors->cap, sizeof(*anchors->items));
	anchors->items[anchors->n] = *anchor;
	fr_hashindex_add(&anchors->index, anchor->hash, (uint32_t)anchors->n++);
}

void fr_anchors_add(struct fr_anchors *anchors, uint64_t hash, uint32_t case_n)
{
	const struct fr_anchor anchor = {.hash = hash, .case_n = case_n, .changed = true};
	uint32_t found[FR_ANCHOR_CASES];
	size_t n = fr_anchors_find(anchors, hash, found);

	for (size_t i = 0; i < n; i++)
		if (anchors->items[found[i]].case_n == case_n)
			return;
	if (n < FR_ANCHOR_CASES)
		fr_anchors_restore(anchors, &anchor);
}

static struct fr_anchor *first_of(const struct fr_anchors *anchors, uint64_t hash)
{
	uint32_t found[FR_ANCHOR_CASES];

	return fr_anchors_find(anchors, hash, found) ? &anchors->items[found[0]] : NULL;
}

void fr_anchors_count(struct fr_anchors *anchors, uint64_t hash, bool strange)
{
	struct fr_anchor *anchor = first_of(anchors, hash);

	if (!anchor || anchor->n == UINT16_MAX)
		return;
	anchor->n++;
	anchor->n_strange += strange;
	anchor->changed = true;
}

bool fr_anchors_common(const struct fr_anchors *anchors, uint64_t hash, unsigned strange_min)
{
	const struct fr_anchor *anchor = first_of(anchors, hash);

	return anchor && anchor->n_strange >= strange_min && anchor->n_strange * 2u >= anchor->n;
}

void fr_anchors_purge(struct fr_anchors *anchors, const uint32_t *new_case)
{
	struct fr_anchors old = *anchors;

	memset(anchors, 0, sizeof(*anchors));
	for (size_t i = 0; i < old.n; i++) {
		struct fr_anchor anchor = old.items[i];

		if (new_case[anchor.case_n] == UINT32_MAX)
			continue;
		anchor.case_n = new_case[anchor.case_n];
		fr_anchors_restore(anchors, &anchor);
	}
	fr_anchors_free(&old);
}

size_t fr_anchors_memory(const struct fr_anchors *anchors)
{
	return anchors->n * sizeof(*anchors->items) + anchors->index.cap * (sizeof(uint64_t) + sizeof(uint32_t));
}

void fr_anchors_free(struct fr_anchors *anchors)
{
	free(anchors->items);
	fr_hashindex_free(&anchors->index);
	memset(anchors, 0, sizeof(*anchors));
}
