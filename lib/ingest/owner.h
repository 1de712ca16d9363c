/*
 * owner.h: the account whose export an archive is.
 *
 * Exports of Facebook, Instagram and X name their owner in one member of the zip (profile_information.json,
 * personal_information.json, account.js) and not in the posts. Members come in any order, so where the profile has not
 * been seen yet and the archive is a file, its members are gone through once more for it. In a folder it is the profile
 * in whose export the file lies: two people's exports may lie side by side. Memory: the three strings.
 */
#ifndef FR_INGEST_OWNER_H
#define FR_INGEST_OWNER_H
#include <stdbool.h>
#include "core/json.h"
#include "core/mem.h"
#include "ingest/draft.h"

struct fr_intake;

/* By the name of a file or member; what it is is then told by its content. */
bool fr_owner_may_be_profile(const char *name);

/* All zero: not known. */
struct fr_owner {
	const char *platform; /* "facebook", "instagram", "x"; NULL: not known */
	struct fr_buf id, handle, name;
	bool looked;
};

void fr_owner_free(struct fr_owner *owner);

/* Take what a profile says: an accepted object with profile_v2, profile, profile_user or account. False: it is none. */
bool fr_owner_take(struct fr_owner *owner, const struct fr_json_span *profile);

/* The owner, looked for if need be. Members that are not known are empty. */
const struct fr_owner *fr_owner_of(struct fr_intake *in);

/* Make the owner the author of in->post, as far as it is known and has an account of that platform. */
void fr_owner_put(struct fr_intake *in, const char *platform);
#endif
