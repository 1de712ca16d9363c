/*
 * x_post.h: what all exports of X (Twitter) have in common.
 *
 * Whatever wrote it, a post of X has the id "x:" and its number, an address made of that, and text in which &, < and >
 * are escaped as HTML does it.
 */
#ifndef FR_INGEST_X_POST_H
#define FR_INGEST_X_POST_H
#include "core/json.h"
#include "ingest/draft.h"

/* An id as its bytes: digits, or what a later API may make of them; nothing that needs an escape. */
struct fr_str fr_x_id(const struct fr_json_span *value);

/* s if it is all digits, as an id of X is; none for what went through a double (1.7e18). */
struct fr_str fr_x_digits(struct fr_str s);

/* post->url, of the post with that id; post->author.handle is known by now, or never. */
void fr_x_put_url(struct fr_draft *post, struct fr_str id);

/* post->text, escapes of HTML undone once. */
void fr_x_put_text(struct fr_draft *post, const struct fr_json_span *text);

/* "photo", "video", "animation" or "file", by a medium's type. */
const char *fr_x_media_type(const struct fr_json_span *type);

/* Of a video the variant with the most bits a second: what an investigator wants to keep. */
struct fr_str fr_x_best_variant(struct fr_draft *post, const struct fr_json_span *variants);

/* The digits of a number as they stand there. */
struct fr_str fr_x_number(const struct fr_json_span *value);

/* "Sun Dec 31 14:36:59 +0000 2023". */
struct fr_moment fr_x_time(struct fr_str s);
#endif
