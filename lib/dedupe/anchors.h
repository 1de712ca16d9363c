/*
 * anchors.h: what posts have in common besides words (a media file, a link, a post that they repeat), and the cases
 * that have it.
 *
 * An anchor is a 64-bit hash of what it is and of which kind. Each case that has it is entered once, up to
 * FR_ANCHOR_CASES. How common an anchor is, is learned from the stream: for each, the posts that came by it are
 * counted, and those of them that have not a word in common with the case, or belong to another place or matter
 * (strange). Where they are many and half of all, it stands in signatures or under everything (a helpline, a channel's
 * own link, a logo) and holds nothing together any more.
 *
 * Memory: 32 to 40 bytes an anchor.
 */
#ifndef FR_DEDUPE_ANCHORS_H
#define FR_DEDUPE_ANCHORS_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "dedupe/hashindex.h"

#define FR_ANCHOR_CASES 8
#define FR_ANCHORS_MAX  64 /* looked at of one post */

struct fr_anchor {
	uint64_t hash;
	uint32_t case_n;
	uint16_t n, n_strange; /* posts that came by it; of the anchor's first entry */
	bool changed;          /* since it was last saved */
};

struct fr_anchors {
	struct fr_anchor *items;
	size_t n, cap;
	struct fr_hashindex index;
};

/* Indexes of the entries of an anchor, oldest first; returns how many. */
size_t fr_anchors_find(const struct fr_anchors *anchors, uint64_t hash, uint32_t ret[FR_ANCHOR_CASES]);

/* Enter a case, unless it is there or the anchor has enough. */
void fr_anchors_add(struct fr_anchors *anchors, uint64_t hash, uint32_t case_n);

/* Enter an anchor as it was saved. */
void fr_anchors_restore(struct fr_anchors *anchors, const struct fr_anchor *anchor);

/* Count a post that came by the anchor. */
void fr_anchors_count(struct fr_anchors *anchors, uint64_t hash, bool strange);

/* Is it too common to hold posts together? strange_min: how many strange posts it takes. */
bool fr_anchors_common(const struct fr_anchors *anchors, uint64_t hash, unsigned strange_min);

/* Keep those whose case new_case maps to something. */
void fr_anchors_purge(struct fr_anchors *anchors, const uint32_t *new_case);

size_t fr_anchors_memory(const struct fr_anchors *anchors);
void fr_anchors_free(struct fr_anchors *anchors);
#endif
