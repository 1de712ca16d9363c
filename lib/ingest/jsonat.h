/*
 * jsonat.h: values out of an accepted JSON value, by path, with the names that a platform has used for the same thing.
 *
 * A path is names with dots between ("snippet.authorChannelId.value"); several paths with | between are tried in their
 * order ("message|text"). null counts as not there. Cost: one walk over each object on the way.
 */
#ifndef FR_INGEST_JSONAT_H
#define FR_INGEST_JSONAT_H
#include <stdint.h>
#include "core/json.h"
#include "ingest/draft.h"

#define FR_JSON_PATH_PART_MAX 64 /* bytes of a name in a path */

/* The first of the paths that leads to a value; bytes is NULL if none does. */
struct fr_json_span fr_json_at(const struct fr_json_span *value, const char *paths);

/* One path after the other: *paths moves behind the one that has been tried, NULL at the end. */
struct fr_json_span fr_json_at_next(const struct fr_json_span *value, const char **paths);

/* The same, only an array (or object) that has something in it; bytes is NULL otherwise. */
struct fr_json_span fr_json_array_at(const struct fr_json_span *value, const char *paths);
struct fr_json_span fr_json_object_at(const struct fr_json_span *value, const char *paths);

/* The text of the first string that is not empty, or the digits of the first number, there; none if there is neither.
 */
struct fr_str fr_json_text_at(struct fr_draft *post, const struct fr_json_span *value, const char *paths);

/* The first number of things there, -1 if there is none. */
int64_t fr_json_count_at(const struct fr_json_span *value, const char *paths);

bool fr_json_true_at(const struct fr_json_span *value, const char *paths);

/* First element of an array; bytes is NULL if it has none. */
struct fr_json_span fr_json_first(const struct fr_json_span *array);

/* An id: no blanks, no controls, not empty, at most 256 bytes; else none. */
struct fr_str fr_id_text(struct fr_str s);

/* RFC 3339 and its relatives; without a zone it is read as UTC. Not known: at is FR_TIME_NONE. */
struct fr_moment fr_moment_iso(struct fr_str s);

/* Seconds, milliseconds (13 digits) or microseconds (16) since 1970, with or without a fraction. */
struct fr_moment fr_moment_unix(struct fr_str digits);
#endif
