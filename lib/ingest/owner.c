/* The account whose export an archive is: see owner.h. */
#include "ingest/owner.h"

#include <string.h>
#include "ingest/beside.h"
#include "ingest/intake.h"
#include "ingest/jsonat.h"
#include "ingest/jsonwalk.h"
#include "ingest/mojibake.h"

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
	of = fr_json_at(profile, "account");
	if (of.bytes && of.type == FR_JSON_OBJECT) {
		owner->platform = "x";
		put(&owner->id, fr_json_at(&of, "accountId"));
		put(&owner->handle, fr_json_at(&of, "username"));
		put(&owner->name, fr_json_at(&of, "accountDisplayName"));
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

bool fr_owner_may_be_profile(const char *member)
{
	const char *name = strrchr(member, '/');

	name = name ? name + 1 : member;
	return !strcmp(name, "profile_information.json") || !strcmp(name, "personal_information.json") ||
	       !strcmp(name, "account.js");
}

static bool take_profile(void *arg, const char *s, size_t len)
{
	struct fr_owner *owner = arg;
	struct fr_json_span value, first;
	struct fr_buf fixed = {0};
	struct fr_error ignored;
	size_t pos = 0;
	bool repaired, taken = false;

	/* X sets a variable: window.YTD.account.part0 = [ {"account": ...} ] */
	while (len - pos > 7 && !memcmp(s, "window.", 7) && s[pos] != '[')
		pos++;
	if (fr_json_mend(s + pos, len - pos, &fixed, &value, &repaired, &ignored) == FR_OK) {
		first = value.type == FR_JSON_ARRAY ? fr_json_first(&value) : value;
		taken = first.bytes && fr_owner_take(owner, &first);
	}
	fr_buf_free(&fixed);
	return taken;
}

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
	const char *best = NULL;
	size_t best_len = 0;

	for (size_t i = 0; i < profiles->n; i++) {
		size_t len = root_len(profiles->items[i]);

		if (len > best_len && !strncmp(profiles->items[i], file, len) && file[len] == '/') {
			best = profiles->items[i];
			best_len = len;
		}
	}
	if (best)
		fr_beside_file(best, take_profile, owner);
}

const struct fr_owner *fr_owner_of(struct fr_intake *in)
{
	if (!in->owner.platform && !in->owner.looked && in->origin.member)
		fr_beside_look(in, fr_owner_may_be_profile, take_profile, &in->owner);
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
