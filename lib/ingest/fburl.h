/*
 * fburl.h: what an address at Facebook or Instagram says of the post behind it.
 *
 * Facebook: /PAGE/posts/POST, /groups/GROUP/permalink/POST, /PAGE/videos/POST, /PAGE/photos/a.1/POST, and the queries
 * story_fbid, fbid, v, id, comment_id, reply_comment_id. Instagram: /p/CODE, /reel/CODE, /tv/CODE. Source: addresses in
 * the real exports under the formats' samples.
 */
#ifndef FR_INGEST_FBURL_H
#define FR_INGEST_FBURL_H
#include <stdbool.h>
#include "ingest/draft.h"

/* Parts of an address, none where it does not say. page: a number or a name. */
struct fr_fb_url {
	struct fr_str page, post, comment, reply;
};
void fr_fb_url_parse(struct fr_str url, struct fr_fb_url *ret);

/* "facebook:PAGE_POST" if page is a number, else "facebook:POST"; none without post. */
struct fr_str fr_fb_post_id(struct fr_draft *draft, struct fr_str page, struct fr_str post);

bool fr_is_digits(struct fr_str s); /* and not empty */

/* CODE of an address at Instagram; none if it is not of a post. */
struct fr_str fr_ig_code(struct fr_str url);

/* The address behind a detour by https://l.facebook.com/l.php?u=..., else url itself. */
struct fr_str fr_fb_unwrap(struct fr_draft *draft, struct fr_str url);

/* The same for any site: the part of the query called name, if url is at one of the hosts (NULL at the end). */
struct fr_str fr_url_unwrap(struct fr_draft *draft, struct fr_str url, const char *const *hosts, const char *name);
#endif
