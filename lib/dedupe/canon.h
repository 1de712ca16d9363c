/*
 * canon.h: what a post says once the wrapping of platforms is off, so that copies of it meet.
 *
 * The canonical text is the folded words of a post (text/fold.h) with one blank between them, without: URLs, mentions
 * and emoji wherever they stand; the run of hashtags at the end, and one of two or more at the start; "RT @x"; marks of
 * forwarding ("forwarded many times", "fwd"), of origin ("via @x", "cc @x") and of a mail program ("sent from my ..."),
 * at the ends only, and there also courtesies and calls to share (common.h); and a letter's end, "yours sincerely" and
 * the name and address behind it. A hashtag inside a sentence, or alone before it, is one of its words and stays.
 *
 * Beside the text stands what decides whether two alike texts speak of the same thing (telling.h), and whether the text
 * was cut: it ends in an ellipsis or "see more", so that what is here is the start of a longer one.
 *
 * Owns: its buffers, reused from call to call. Limit: the first FR_CANON_MAX bytes of canonical text.
 */
#ifndef FR_DEDUPE_CANON_H
#define FR_DEDUPE_CANON_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "core/mem.h"
#include "dedupe/common.h"
#include "dedupe/telling.h"
#include "text/fold.h"

#define FR_CANON_MAX     65536u
#define FR_CANON_OPENING 10 /* words of the opening, by which a text that was cut is found */

struct fr_canon {
	struct fr_common *common; /* owned */
	struct fr_vocab *vocab;   /* owned */
	struct fr_buf text;
	uint64_t hash;    /* XXH3 of text */
	uint64_t opening; /* XXH3 of the first FR_CANON_OPENING words; 0 if the text has no more than that */
	size_t n_words;   /* of text */
	struct fr_telling telling;
	bool cut;
};

void fr_canon_init(struct fr_canon *c);
void fr_canon_free(struct fr_canon *c);

/* Make the canonical form of a post: src[0..len) is its text, folded what fr_fold made of it. */
void fr_canon_make(struct fr_canon *c, const struct fr_folded *folded, const char *src, size_t len);
#endif
