/* The account whose export an archive is: see owner.h. */
#include "ingest/owner.h"

#include <string.h>
#include "ingest/intake.h"
#include "ingest/jsonat.h"
#include "ingest/jsonwalk.h"
#include "ingest/mojibake.h"

#define LOOKS_MAX 16 /* times that an archive of archives is gone through for the owner of one of them */

void fr_owner_free(struct fr_owner *owner)
{
	fr_buf_free(&owner->id);
	fr_buf_free(&owner->handle);
	fr_buf_free(&owner->name);
	memset(owner, 0, sizeof(*owner));
}

static void put(struct fr_buf *out, struct fr_json_span value)
{
	struct fr_buf text = {0};
	bool cut;

	fr_buf_clear(out);
	if (!value.bytes || value.type != FR_JSON_STRING)
		return;
	fr_json_unescape(&text, &value);
	if (!fr_mojibake_repair(out, fr_buf_str(&text), text.len, &cut))
		fr_buf_add(out, fr_buf_str(&text), text.len);
	fr_buf_free(&text);
}

/* The account's number in https://www.facebook.com/profile.php?id=1000. */
static void put_id(struct fr_buf *out, struct fr_json_span uri)
{
	const char *id = uri.bytes && uri.type == FR_JSON_STRING ? memmem(uri.bytes, uri.len, "?id=", 4) : NULL;

	fr_buf_clear(out);
	for (id = id ? id + 4 : NULL; id && *id >= '0' && *id <= '9'; id++)
		fr_buf_addc(out, *id);
}

bool fr_owner_take(struct fr_owner *owner, const struct fr_json_span *profile)
{
	struct fr_json_span of = fr_json_at(profile, "profile_v2|profile"), users;

	if (of.bytes && of.type == FR_JSON_OBJECT) {
		owner->platform = "facebook";
		put(&owner->name, fr_json_at(&of, "name.full_name|name"));
		put(&owner->handle, fr_json_at(&of, "username"));
		put_id(&owner->id, fr_json_at(&of, "profile_uri"));
		return true;
	}
	users = fr_json_at(profile, "profile_user");
	of = fr_json_first(&users);
	if (!of.bytes)
		return false;
	owner->platform = "instagram";
	put(&owner->name, fr_json_at(&of, "string_map_data.Name.value"));
	put(&owner->handle, fr_json_at(&of, "string_map_data.Username.value"));
	return true;
}

static int no_record(void *arg, const char *line, size_t len)
{
	(void)arg;
	(void)line;
	(void)len;
	return FR_OK;
}

static int no_reject(void *arg, const struct fr_error *err, const struct fr_place *place, const char *raw, size_t len)
{
	(void)arg;
	(void)err;
	(void)place;
	(void)raw;
	(void)len;
	return FR_OK;
}

static void no_note(void *arg, const char *text)
{
	(void)arg;
	(void)text;
}

static void no_failure(void *arg, const struct fr_error *err)
{
	(void)arg;
	(void)err;
}

static void no_progress(void *arg, uint64_t done, uint64_t total)
{
	(void)arg;
	(void)done;
	(void)total;
}

static int no_flush(void *arg)
{
	(void)arg;
	return FR_OK;
}

bool fr_owner_may_be_profile(const char *member)
{
	const char *name = strrchr(member, '/');

	name = name ? name + 1 : member;
	return !strcmp(name, "profile_information.json") || !strcmp(name, "personal_information.json");
}

static bool take_member(struct fr_owner *owner, struct fr_source *source)
{
	struct fr_json_span value;
	struct fr_buf fixed = {0};
	struct fr_error ignored;
	const char *s;
	size_t len, pos;
	bool repaired, taken = false;

	if (fr_source_all(source, &s, &len, &ignored) != FR_OK)
		return false;
	pos = len >= 3 && !memcmp(s, "\xEF\xBB\xBF", 3) ? 3 : 0;
	if (fr_json_mend(s + pos, len - pos, &fixed, &value, &repaired, &ignored) == FR_OK)
		taken = fr_owner_take(owner, &value);
	fr_buf_free(&fixed);
	return taken;
}

static const struct fr_sink silent = {NULL, no_record, no_reject, no_note, no_failure, no_progress, no_flush};

/* Length of the path of the export that a profile is of: without its name and the folders that it stands in there. */
static size_t root_len(const char *profile)
{
	static const char *const folders[] = {"personal_information", "profile_information"};
	const char *slash = strrchr(profile, '/');
	size_t len = slash ? (size_t)(slash - profile) : 0, n;

	for (size_t i = 0; i < 2 * sizeof(folders) / sizeof(*folders); i++) {
		n = strlen(folders[i % 2]);
		if (len > n && profile[len - n - 1] == '/' && !memcmp(profile + len - n, folders[i % 2], n))
			len -= n + 1;
	}
	return len;
}

/* The profile of the innermost export that the file lies in. */
static void look_beside(struct fr_owner *owner, const char *file, const struct fr_strlist *profiles)
{
	const char *best = NULL, *member;
	struct fr_source *source;
	struct fr_error ignored;
	size_t best_len = 0;

	for (size_t i = 0; i < profiles->n; i++) {
		size_t len = root_len(profiles->items[i]);

		if (len > best_len && !strncmp(profiles->items[i], file, len) && file[len] == '/') {
			best = profiles->items[i];
			best_len = len;
		}
	}
	if (!best || fr_source_open(best, &silent, &source, &ignored) != FR_OK)
		return;
	if (fr_source_next(source, &member, &ignored) == FR_OK)
		take_member(owner, source);
	fr_source_close(source);
}

static void look(struct fr_owner *owner, const char *path, unsigned container)
{
	struct fr_source *source;
	struct fr_error ignored;
	const char *member;
	int rc;

	if (fr_source_open(path, &silent, &source, &ignored) != FR_OK)
		return;
	while ((rc = fr_source_next(source, &member, &ignored)) == FR_OK || rc == FR_REJECT) {
		/* an archive in the archive may be somebody else's */
		if (rc == FR_OK && member && fr_source_container(source) == container &&
		    fr_owner_may_be_profile(member) && take_member(owner, source))
			break;
	}
	fr_source_close(source);
}

const struct fr_owner *fr_owner_of(struct fr_intake *in)
{
	if (!in->owner.platform && !in->owner.looked && in->path && in->origin.member && in->n_looks++ < LOOKS_MAX)
		look(&in->owner, in->path, fr_source_container(in->source));
	else if (!in->owner.platform && !in->owner.looked && in->profiles && !in->origin.member)
		look_beside(&in->owner, in->beside, in->profiles);
	in->owner.looked = true;
	return &in->owner;
}

void fr_owner_put(struct fr_intake *in, const char *platform)
{
	const struct fr_owner *owner = fr_owner_of(in);

	if (!owner->platform || strcmp(owner->platform, platform) != 0)
		return;
	in->post.author.id = (struct fr_str){owner->id.bytes, owner->id.len};
	in->post.author.handle = (struct fr_str){owner->handle.bytes, owner->handle.len};
	in->post.author.name = (struct fr_str){owner->name.bytes, owner->name.len};
}
