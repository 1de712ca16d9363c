/*
 * feed.h: JSON whose posts stand in arrays: pages of an API, one a line or a document; exports of one array; bare
 * objects.
 *
 * An object at the top is entered by brackets and quotes (jsonwalk.h), so that one broken post does not cost the
 * others; each element is then checked by itself. Lines are read one by one in flat memory, documents whole (source.h).
 */
#ifndef FR_INGEST_FEED_H
#define FR_INGEST_FEED_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "core/json.h"
#include "ingest/intake.h"

enum { FR_FEED_BARE = -1, FR_FEED_OBJECT = -2 };

/* A checked value, and where it came from. */
struct fr_feed_item {
	struct fr_json_span value;
	const char *raw; /* as it came: len bytes at offset of the file or member */
	size_t len;
	uint64_t offset;
	bool repaired; /* bytes that are no UTF-8 were replaced */
	bool shifted;  /* value points into a mended copy, so places inside it are those of the whole */
};

/* An object at the top, unchecked. */
struct fr_feed_page {
	const char *s;
	size_t len, pos; /* of its brace */
};

struct fr_feed {
	const char *const *arrays; /* members of an object that are arrays of posts, "a" or "a.b"; NULL at the end */
	bool document;             /* never one value a line, however long the first line is */
	bool assignment;           /* a script that sets a variable: what stands before the value is passed over */
	/* Before the posts of each object at the top that has one of the arrays: may be NULL. */
	int (*page)(struct fr_intake *in, void *arg, const struct fr_feed_page *page, struct fr_error *err);
	/*
	 * A value: array is the number of the array in arrays that it stands in, FR_FEED_BARE for an element of a bare
	 * array, FR_FEED_OBJECT for an object that has none of the arrays, at the top or in a bare array.
	 */
	int (*item)(struct fr_intake *in, void *arg, int array, const struct fr_feed_item *item, struct fr_error *err);
};

/* Read it all. Broken values go to the rejects. FR_OK, or what the functions and the source answer. */
int fr_feed_read(struct fr_intake *in, const struct fr_feed *feed, void *arg, struct fr_error *err);

/* A value inside an item as an item of its own. */
struct fr_feed_item fr_feed_inside(const struct fr_feed_item *item, const struct fr_json_span *value);

/* in->post emptied, with the item's place. */
void fr_feed_place(struct fr_intake *in, const struct fr_feed_item *item);

/* Reject the item: err as fr_reject left it. */
int fr_feed_reject(struct fr_intake *in, const struct fr_feed_item *item, const struct fr_error *err);

/*
 * The named member of a page, checked; it may be cut or broken, then it is not there. hold keeps what had to be mended.
 * The span is valid while page and hold are.
 */
bool fr_feed_member(const struct fr_feed_page *page, const char *name, struct fr_buf *hold, struct fr_json_span *ret);
#endif
