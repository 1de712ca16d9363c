/*
 * columns.h: which member of the record a table's column is for.
 *
 * Without a map the names of the columns tell: words in English and Hindi, folded as posts are, so that "District",
 * "ज़िला / District" and "जिला" are one. With a map (--map) its author tells. A column that is for no member is never
 * lost: the table reader keeps it in the member form, under its own name.
 */
#ifndef FR_INGEST_COLUMNS_H
#define FR_INGEST_COLUMNS_H
#include <stdbool.h>
#include <stddef.h>
#include "core/error.h"
#include "ingest/draft.h"

enum fr_role {
	FR_ROLE_NONE,
	FR_ROLE_ID,
	FR_ROLE_TIME,
	FR_ROLE_DATE, /* a day, with a time of day in FR_ROLE_CLOCK's column */
	FR_ROLE_CLOCK,
	FR_ROLE_TEXT,
	FR_ROLE_NAME,
	FR_ROLE_PHONE, /* author.id */
	FR_ROLE_EMAIL, /* author.handle, unless there is one */
	FR_ROLE_HANDLE,
	FR_ROLE_PLACE,
	FR_ROLE_LAT,
	FR_ROLE_LON,
	FR_ROLE_MEDIA,
	FR_ROLE_URL,
	FR_ROLE_LANG,
	FR_ROLE_CHANNEL_ID,
	FR_ROLE_CHANNEL_NAME,
	FR_ROLE_REPLY_TO,
	FR_ROLE_THREAD,
	FR_N_ROLES
};

struct fr_columns {
	size_t n;
	char **names;        /* owned; never empty, never twice the same: "column 3", "Name (2)" */
	enum fr_role *roles; /* by column */
};

struct fr_map;

/*
 * Read a map: a JSON object of record members (id, time, text, lang, url, reply_to, thread, author.id, author.handle,
 * author.name, channel.id, channel.name, geo.place, geo.lat, geo.lon, media) to the name of a column or an array of
 * names; platform and kind to their value. FR_FATAL: no file, not JSON, a member that can't be mapped.
 */
int fr_map_load(const char *path, struct fr_map **ret, struct fr_error *err);
void fr_map_free(struct fr_map *map);                  /* NULL is fine */
const char *fr_map_platform(const struct fr_map *map); /* NULL: not said */
const char *fr_map_kind(const struct fr_map *map);

/* Give the n columns of a header their roles. FR_REJECT: the map names a column that is not there; err says which. */
int fr_columns_find(struct fr_columns *columns, const struct fr_str *header, size_t n, const struct fr_map *map,
		    struct fr_error *err);
void fr_columns_free(struct fr_columns *columns);

bool fr_columns_has(const struct fr_columns *columns, enum fr_role role);
#endif
