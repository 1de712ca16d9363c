/*
 * youtube_text.h: what the formats of YouTube share: ids, and text that YouTube has made HTML of.
 *
 * Its HTML is small: <br> for a new line, <a href> around times, tags and links, <b> <i> <s> for emphasis, and
 * character references. Blanks are the writer's own and stay, which is why this is no reader of HTML at large.
 */
#ifndef FR_INGEST_YOUTUBE_TEXT_H
#define FR_INGEST_YOUTUBE_TEXT_H
#include "ingest/draft.h"

/* "youtube:" and an id; none if there is no id. */
struct fr_str fr_youtube_id(struct fr_draft *post, struct fr_str native);

/* The id of the comment that the id of a reply (PARENT.OWN) begins with; none for one that is no reply. */
struct fr_str fr_youtube_parent(struct fr_str comment_id);

/*
 * Plain text of textDisplay. Links of its <a> are added to the post's, but for those that YouTube makes of a time of
 * the video, a tag or a handle.
 */
struct fr_str fr_youtube_plain(struct fr_draft *post, struct fr_str html);

/* Handle and name of an author as shown: "@somebody" is both. url: of the author's channel, tells what is missing. */
void fr_youtube_put_author(struct fr_draft *post, struct fr_str id, struct fr_str shown, struct fr_str url);

/* A language as YouTube tags it; none for its "und" and "zxx", which say that there is none. */
struct fr_str fr_youtube_lang(struct fr_str tag);

/* The address of a video, and of a comment under it. */
struct fr_str fr_youtube_url(struct fr_draft *post, struct fr_str video, struct fr_str comment);

/* title, a new line, description: each where it is there. */
struct fr_str fr_youtube_title(struct fr_draft *post, struct fr_str title, struct fr_str description);
#endif
