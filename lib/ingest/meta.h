/*
 * meta.h: what the exports of Facebook, Instagram and Messenger ("download your information") have in common.
 *
 * Strings are mojibake (mojibake.h). Posts, comments and messages have no ids of their own: their id is a hash
 * (digest.h) over time, text and links, or, where there are none, over what is attached, so that the file by itself,
 * the zip that it came in and a later export give the same id. The author is no part of it: a file by itself does not
 * name one. Media are named by their path in the export, of which only the last part stays the same between layouts.
 */
#ifndef FR_INGEST_META_H
#define FR_INGEST_META_H
#include "core/json.h"
#include "ingest/digest.h"
#include "ingest/draft.h"

/* A string, repaired; none for what is no string, or empty. A cut character sets post->repaired. */
struct fr_str fr_meta_text(struct fr_draft *post, const struct fr_json_span *value);
struct fr_str fr_meta_text_at(struct fr_draft *post, const struct fr_json_span *value, const char *paths);

/* "photo", "video", "audio" or "file", by the ending of a path or URL. */
const char *fr_media_type_of(struct fr_str path);

/* The last part of a path, or of a URL before its query. */
struct fr_str fr_base_name(struct fr_str path);

/* Add {uri, title, description, media_metadata}: media and, if the post has none yet, where it was taken. */
void fr_meta_add_media(struct fr_draft *post, const struct fr_json_span *media);

/* {latitude, longitude} as strings or numbers; 0, 0 is none. */
void fr_put_geo(struct fr_draft *post, const struct fr_json_span *place);

/* People named in a text by Facebook's "@[id:type:name]": to mentions. */
void fr_meta_scan_mentions(struct fr_draft *post);

/* @handles in the text, where no letter or digit stands before the @: to mentions. */
void fr_scan_handles(struct fr_draft *post);

/* Set post->id: platform, ":" and the hash; what: "post", "comment", ...; context: the thread it stands in, or none. */
void fr_meta_put_id(struct fr_draft *post, const char *what, struct fr_str context, struct fr_twins *twins);
#endif
