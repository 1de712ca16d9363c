#include "pack/pack.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <jansson.h>
#include "core/mem.h"

char *fr_pack_file(const struct fr_pack *pack, const char *name)
{
	return fr_xasprintf("%s/%s", pack->folder, name);
}

static int read_string(const json_t *root, const char *path, const char *name, char **ret, struct fr_error *err)
{
	const json_t *value = json_object_get(root, name);

	if (!value)
		return fr_fail(err, FR_FATAL, "%s: no member '%s'", path, name);
	if (!json_is_string(value) || !json_string_length(value))
		return fr_fail(err, FR_FATAL, "%s: '%s' is not a string, or an empty one", path, name);
	*ret = fr_xstrndup(json_string_value(value), json_string_length(value));
	return FR_OK;
}

/* Nobody asks for them yet beyond fr-pack(5), but a pack that says them wrongly is a bad pack. */
static int check_languages(const json_t *root, const char *path, struct fr_error *err)
{
	const json_t *languages = json_object_get(root, "languages");

	if (!languages)
		return fr_fail(err, FR_FATAL, "%s: no member 'languages'", path);
	if (!json_is_array(languages) || !json_array_size(languages))
		return fr_fail(err, FR_FATAL, "%s: 'languages' is not an array, or an empty one", path);
	for (size_t i = 0; i < json_array_size(languages); i++)
		if (!json_is_string(json_array_get(languages, i)))
			return fr_fail(err, FR_FATAL, "%s: 'languages' holds something that is no string", path);
	return FR_OK;
}

static bool parse_day(const char *s, struct fr_civil *ret)
{
	static const char form[] = "dddd-dd-dd";
	struct fr_civil day = {0};

	if (strlen(s) != sizeof form - 1)
		return false;
	for (size_t i = 0; form[i]; i++)
		if (form[i] == 'd' ? s[i] < '0' || s[i] > '9' : s[i] != form[i])
			return false;
	day.year = (int)strtol(s, NULL, 10);
	day.month = (int)strtol(s + 5, NULL, 10);
	day.day = (int)strtol(s + 8, NULL, 10);
	*ret = day;
	return fr_civil_valid(&day);
}

/* offence_code_from: local midnight of that day. The zone is open. */
static int read_new_law(struct fr_pack *pack, const json_t *root, const char *path, struct fr_error *err)
{
	const char *from = json_string_value(json_object_get(root, "offence_code_from"));
	char quoted[FR_QUOTE_MAX];
	struct fr_civil day;

	if (!from)
		return fr_fail(err, FR_FATAL, "%s: no member 'offence_code_from', or no string", path);
	if (!parse_day(from, &day))
		return fr_fail(err, FR_FATAL, "%s: 'offence_code_from': %s is no day like 2024-07-01", path,
			       fr_quote(quoted, from, strlen(from)));
	pack->new_law_at = fr_zone_to_unix(pack->zone, &day);
	return FR_OK;
}

static int read_members(struct fr_pack *pack, const json_t *root, const char *path, struct fr_error *err)
{
	struct fr_error why = {0};
	int rc;

	if ((rc = read_string(root, path, "name", &pack->name, err)) != FR_OK ||
	    (rc = read_string(root, path, "version", &pack->version, err)) != FR_OK ||
	    (rc = check_languages(root, path, err)) != FR_OK ||
	    (rc = read_string(root, path, "timezone", &pack->timezone, err)) != FR_OK ||
	    (rc = read_string(root, path, "default_desk", &pack->default_desk, err)) != FR_OK)
		return rc;
	if (fr_zone_open(pack->timezone, &pack->zone, &why) != FR_OK)
		return fr_fail(err, FR_FATAL, "%s: 'timezone': %s", path, why.text);
	return read_new_law(pack, root, path, err);
}

static int read_pack(struct fr_pack *pack, const char *path, struct fr_error *err)
{
	json_error_t why;
	json_t *root;
	FILE *file = fopen(path, "rb");
	int rc;

	if (!file)
		return fr_fail_errno(err, errno, "%s", path);
	root = json_loadf(file, JSON_REJECT_DUPLICATES, &why);
	fclose(file);
	if (!root)
		return fr_fail(err, FR_FATAL, "%s:%d: %s", path, why.line, why.text);
	rc = json_is_object(root) ? read_members(pack, root, path, err)
				  : fr_fail(err, FR_FATAL, "%s: not a JSON object", path);
	json_decref(root);
	return rc;
}

int fr_pack_open(const char *folder, struct fr_pack **ret, struct fr_error *err)
{
	struct fr_pack *pack = fr_xcalloc(1, sizeof *pack);
	char *path;
	int rc;

	pack->folder = fr_xstrdup(folder);
	path = fr_pack_file(pack, "pack.json");
	rc = read_pack(pack, path, err);
	free(path);
	if (rc == FR_OK)
		*ret = pack;
	else
		fr_pack_free(pack);
	return rc;
}

void fr_pack_free(struct fr_pack *pack)
{
	if (!pack)
		return;
	if (pack->zone)
		fr_zone_free(pack->zone);
	free(pack->folder);
	free(pack->name);
	free(pack->version);
	free(pack->timezone);
	free(pack->default_desk);
	free(pack);
}
