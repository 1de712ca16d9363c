/*
 * draft.h: one post as a format reader has understood it, and the writer of the record's JSON.
 *
 * A reader fills a struct fr_draft and hands it to fr_intake_emit (intake.h), which writes the members in the order of
 * fr-record(5). What is absent stays absent: a string whose s is NULL, a number that is -1, an empty list.
 *
 * Owns: an arena for the strings of the current post, given back by fr_draft_reset. Strings are UTF-8; a byte that is
 * none becomes U+FFFD when the record is written, and source.repaired says so.
 */
#ifndef FR_INGEST_DRAFT_H
#define FR_INGEST_DRAFT_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "core/json.h"
#include "core/mem.h"

/* A run of bytes, not NUL-terminated unless said. s NULL: there is none. */
struct fr_str {
	const char *s;
	size_t len;
};

#define FR_STR_NONE ((struct fr_str){NULL, 0})

struct fr_strs {
	struct fr_str *items;
	size_t n, cap;
};

struct fr_media {
	const char *type; /* "photo", "video", "audio", "animation", "sticker", "document", "file", "view_once" */
	struct fr_str url, file, alt;
	const char *sha256; /* hex, of the bytes, where the export holds them; NULL: it does not */
};

struct fr_moment {
	int64_t at; /* seconds UTC, FR_TIME_NONE: not known */
	int nanos, digits;
};

struct fr_person {
	struct fr_str id, handle, name;
	int verified; /* 0, 1, or -1: not said */
	int64_t followers;
	struct fr_moment created;
};

/* A cell of a table that no member of the record is for: goes into the member form. */
struct fr_answer {
	struct fr_str question, answer;
};

struct fr_draft {
	struct fr_arena arena;
	struct fr_buf work; /* for whoever builds a string; nothing is kept in it between calls */
	const char *platform, *kind;
	struct fr_str id; /* with its platform: "x:123" */
	struct fr_moment time;
	bool time_approximate; /* the source says "2 years ago" and no more: source.time_approximate */
	struct fr_person author;
	struct fr_str channel_id, channel_name;
	/* url: written only if it is one of the web */
	struct fr_str text, lang, url, reply_to, repost_of, quote_of, thread;
	struct fr_strs mentions, hashtags, links;
	struct fr_media *media;
	size_t n_media, cap_media;
	struct fr_str lat, lon, place; /* lat and lon are JSON numbers as text: digits of the source, no rounding */
	int64_t likes, reposts, replies, views;
	struct fr_answer *answers;
	size_t n_answers, cap_answers;
	/* Where it stands in the (decompressed) file or member, in bytes. raw: the bytes there; may be NULL in tests.
	 */
	uint64_t offset, length;
	const char *raw;
	bool repaired; /* bytes that are no UTF-8 were replaced on the way */
	bool valid;    /* all strings come out of a text that was accepted as UTF-8: nobody has to look again */
};

/* What is the same for all records of a file. */
struct fr_origin {
	const char *format;
	const char *file;   /* as named on the command line */
	const char *member; /* of an archive, or NULL */
	const char *sha256; /* hex, of the whole original; NULL: there is none, the record's own bytes are hashed */
};

/* Forget the last post; all absent. Zeroed memory is a valid post before the first reset. */
void fr_draft_reset(struct fr_draft *post);
void fr_draft_free(struct fr_draft *post);

/* "repost", "reply", "quote" or "post", by the relations that are set: a post that answers and quotes is a reply. */
const char *fr_draft_relation(const struct fr_draft *post);

/* Copies into the post's arena. */
struct fr_str fr_draft_dup(struct fr_draft *post, const char *s, size_t len);
/* What stands in post->work, copied; post->work is empty afterwards. */
struct fr_str fr_draft_take(struct fr_draft *post);
/* The text of a string span, escapes undone; of a number, its digits; of anything else, none. */
struct fr_str fr_draft_json(struct fr_draft *post, const struct fr_json_span *value);
/* prefix and s in one: "x:" and "123". None if s is none. */
struct fr_str fr_draft_join(struct fr_draft *post, const char *prefix, struct fr_str s);

/* Add a link, with http:// before one that names no scheme. One with blanks in it is no link. */
void fr_draft_add_link(struct fr_draft *post, struct fr_str s);
bool fr_is_link(struct fr_str s);     /* scheme:rest, no blanks */
bool fr_has_blank(struct fr_str s);   /* of ASCII, or a control character */
bool fr_is_language(struct fr_str s); /* a tag of BCP 47, more or less: "hi", "hi-IN", "bho"; not empty */

/* Add to a list unless it is there already or empty; the bytes must stay (arena, or the input). */
void fr_draft_add(struct fr_strs *list, struct fr_str s);
struct fr_media *fr_draft_add_media(struct fr_draft *post, const char *type);
void fr_draft_add_answer(struct fr_draft *post, struct fr_str question, struct fr_str answer);

/* Links (http://, https://, www.) and hashtags that stand in post->text, for formats that don't list them. */
void fr_draft_scan_text(struct fr_draft *post);

/* An integer span as int64_t, or -1: no number, negative, fraction, too large. Digits in quotes are fine. */
int64_t fr_json_count(const struct fr_json_span *value);

/* Is s a decimal number as JSON writes it, of at most limit degrees either way? */
bool fr_is_coordinate(struct fr_str s, int limit);

/* Append the record as one line of JSON, without newline. ordinal: of the record in its file, from 1. */
void fr_draft_write(const struct fr_draft *post, const struct fr_origin *origin, uint64_t ordinal, struct fr_buf *out);
#endif
