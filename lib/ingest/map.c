#include "ingest/map.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include "core/mem.h"
#include "text/fold.h"

struct fr_map {
	json_t *tree;
};

static const struct {
	const char *member;
	enum fr_role role;
} members[] = {
	{"id", FR_ROLE_ID},
	{"time", FR_ROLE_TIME},
	{"author.id", FR_ROLE_PHONE},
	{"author.handle", FR_ROLE_HANDLE},
	{"author.name", FR_ROLE_NAME},
	{"channel.id", FR_ROLE_CHANNEL_ID},
	{"channel.name", FR_ROLE_CHANNEL_NAME},
	{"text", FR_ROLE_TEXT},
	{"lang", FR_ROLE_LANG},
	{"url", FR_ROLE_URL},
	{"reply_to", FR_ROLE_REPLY_TO},
	{"thread", FR_ROLE_THREAD},
	{"media", FR_ROLE_MEDIA},
	{"geo.place", FR_ROLE_PLACE},
	{"geo.lat", FR_ROLE_LAT},
	{"geo.lon", FR_ROLE_LON},
};
#define N_MEMBERS (sizeof(members) / sizeof(*members))

static const char *const platforms[] = {"x",        "facebook", "instagram", "youtube", "whatsapp",
					"telegram", "reddit",   "mastodon",  "bluesky", "tiktok",
					"mail",     "form",     "other",     NULL};
static const char *const kinds[] = {"post",    "repost", "quote", "reply",  "comment",
				    "message", "mail",   "form",  "system", NULL};

static const char *const *fixed_values(const char *member)
{
	if (!strcmp(member, "platform"))
		return platforms;
	return strcmp(member, "kind") ? NULL : kinds;
}

static int check_fixed(const char *path, const char *member, const json_t *value, struct fr_error *err)
{
	const char *const *allowed = fixed_values(member);
	char quoted[FR_QUOTE_MAX];

	for (size_t i = 0; json_is_string(value) && allowed[i]; i++) {
		if (!strcmp(json_string_value(value), allowed[i]))
			return FR_OK;
	}
	if (!json_is_string(value))
		return fr_fail(err, FR_FATAL, "%s: '%s' must be a string", path, member);
	return fr_fail(err, FR_FATAL, "%s: '%s' can't be %s; see fr-record(5)", path, member,
		       fr_quote(quoted, json_string_value(value), json_string_length(value)));
}

static int check_member(const char *path, const char *member, const json_t *value, struct fr_error *err)
{
	struct fr_buf known = {0};
	char quoted[FR_QUOTE_MAX];
	size_t i;
	json_t *name;

	if (fixed_values(member))
		return check_fixed(path, member, value, err);
	for (i = 0; i < N_MEMBERS && strcmp(member, members[i].member); i++)
		;
	if (i == N_MEMBERS) {
		for (i = 0; i < N_MEMBERS; i++)
			fr_buf_addf(&known, "%s, ", members[i].member);
		fr_fail(err, FR_FATAL, "%s: no member %s to map to; there are %splatform, kind", path,
			fr_quote(quoted, member, strlen(member)), fr_buf_str(&known));
		fr_buf_free(&known);
		return FR_FATAL;
	}
	if (json_is_string(value))
		return FR_OK;
	if (!json_is_array(value) || !json_array_size(value))
		return fr_fail(err, FR_FATAL, "%s: '%s' must be the name of a column or an array of names", path,
			       member);
	json_array_foreach(value, i, name)
	{
		if (!json_is_string(name))
			return fr_fail(err, FR_FATAL, "%s: '%s' must be an array of names", path, member);
	}
	return FR_OK;
}

int fr_map_load(const char *path, struct fr_map **ret, struct fr_error *err)
{
	json_error_t where;
	json_t *tree = json_load_file(path, JSON_REJECT_DUPLICATES, &where), *value;
	struct fr_map *map;
	const char *member;
	int rc = FR_OK;

	if (!tree && where.line < 0)
		return fr_fail(err, FR_FATAL, "%s: %s", path, where.text);
	if (!tree)
		return fr_fail(err, FR_FATAL, "%s:%d: %s", path, where.line, where.text);
	if (!json_is_object(tree))
		rc = fr_fail(err, FR_FATAL, "%s: a map is a JSON object of record members to column names", path);
	json_object_foreach(tree, member, value)
	{
		if (rc == FR_OK)
			rc = check_member(path, member, value, err);
	}
	if (rc != FR_OK) {
		json_decref(tree);
		return rc;
	}
	map = fr_xcalloc(1, sizeof(*map));
	map->tree = tree;
	*ret = map;
	return FR_OK;
}

void fr_map_free(struct fr_map *map)
{
	if (!map)
		return;
	json_decref(map->tree);
	free(map);
}

const char *fr_map_platform(const struct fr_map *map)
{
	return json_string_value(json_object_get(map->tree, "platform"));
}

const char *fr_map_kind(const struct fr_map *map)
{
	return json_string_value(json_object_get(map->tree, "kind"));
}

/* By name, and where none is called just so, by folded name: "district" finds "District". */
static size_t find_column(const struct fr_columns *columns, const char *name)
{
	struct fr_folded want = {0}, have = {0};
	size_t i, found = columns->n;

	for (i = 0; i < columns->n; i++) {
		if (!strcmp(columns->names[i], name))
			return i;
	}
	fr_fold(&want, name, strlen(name));
	for (i = 0; i < columns->n && found == columns->n; i++) {
		fr_fold(&have, columns->names[i], strlen(columns->names[i]));
		if (want.len > 1 && want.len == have.len && !memcmp(want.text, have.text, want.len))
			found = i;
	}
	fr_folded_free(&want);
	fr_folded_free(&have);
	return found;
}

static int apply_name(struct fr_columns *columns, enum fr_role role, const json_t *name, struct fr_error *err)
{
	size_t i = find_column(columns, json_string_value(name));
	struct fr_buf have = {0};
	char quoted[FR_QUOTE_MAX];

	if (i < columns->n) {
		columns->roles[i] = role;
		return FR_OK;
	}
	for (i = 0; i < columns->n && have.len < 300; i++)
		fr_buf_addf(&have, "%s%s", i ? ", " : "",
			    fr_quote(quoted, columns->names[i], strlen(columns->names[i])));
	fr_fail(err, FR_REJECT, "the map names the column %s, which is not there; columns: %s",
		fr_quote(quoted, json_string_value(name), json_string_length(name)), fr_buf_str(&have));
	fr_buf_free(&have);
	return FR_REJECT;
}

int fr_map_apply(const struct fr_map *map, struct fr_columns *columns, struct fr_error *err)
{
	json_t *value, *name;
	size_t at;
	int rc = FR_OK;

	for (size_t i = 0; i < N_MEMBERS && rc == FR_OK; i++) {
		value = json_object_get(map->tree, members[i].member);
		if (json_is_string(value))
			rc = apply_name(columns, members[i].role, value, err);
		json_array_foreach(value, at, name)
		{
			if (rc == FR_OK)
				rc = apply_name(columns, members[i].role, name, err);
		}
	}
	return rc;
}

void fr_map_each(const struct fr_map *map, fr_map_fn *fn, void *arg)
{
	json_t *value, *name;
	size_t at;

	for (size_t i = 0; i < N_MEMBERS; i++) {
		value = json_object_get(map->tree, members[i].member);
		if (json_is_string(value))
			fn(arg, members[i].role, json_string_value(value));
		json_array_foreach(value, at, name) fn(arg, members[i].role, json_string_value(name));
	}
}
