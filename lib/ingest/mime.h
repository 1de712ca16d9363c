/*
 * mime.h: the parts of a mail, in their order, without recursion.
 *
 * One pass over the lines with a stack of open boundaries. A multipart that is never closed ends with what it is in;
 * one in which no boundary stands is taken as text; one that names none has the boundary that its first lines look
 * like. message/rfc822 is a part like any other: what is in it is not looked into. Limits: FR_MIME_DEPTH_MAX levels
 * (what is deeper is one part), FR_MIME_PARTS_MAX parts (the last one holds the rest).
 */
#ifndef FR_INGEST_MIME_H
#define FR_INGEST_MIME_H
#include <stdbool.h>
#include <stddef.h>
#include "ingest/draft.h"
#include "ingest/mailhead.h"

#define FR_MIME_DEPTH_MAX 32
#define FR_MIME_PARTS_MAX 4096

struct fr_part {
	struct fr_head head;
	const char *body; /* as it stands, encoded */
	size_t len;
	char type[80];              /* "text/plain", lower case */
	unsigned group;             /* number, from 1, of the outermost multipart/alternative that it is in; 0: none */
	bool whole;                 /* the mail itself: it has no parts */
	struct fr_str content_type; /* the field's value */
};

struct fr_parts {
	struct fr_part *items;
	size_t n, cap;
	unsigned n_groups;
	char type[80]; /* of the mail */
};

/*
 * The parts of the mail s. post: for decoded parameters, in its arena. All zero before the first use; items are kept
 * for the next mail. Spans point into s.
 */
void fr_mime_parts(struct fr_draft *post, const char *s, size_t len, struct fr_parts *ret);
void fr_mime_free(struct fr_parts *parts);

/* The bytes of a part with its transfer encoding undone: in hold, or where they stand if there is none. */
struct fr_str fr_part_bytes(const struct fr_part *part, struct fr_buf *hold);
#endif
