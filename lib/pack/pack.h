/*
 * pack.h: a pack is a folder with pack.json and tables; another state is another folder. See fr-pack(5).
 *
 * pack.json: {"name", "version", "languages": [...], "timezone", "default_desk", "offence_code_from"} where
 * offence_code_from is the first day (local to the pack's zone) of the new criminal law.
 */
#ifndef FR_PACK_PACK_H
#define FR_PACK_PACK_H
#include "core/error.h"
#include "core/time.h"

struct fr_pack {
	char *folder;
	char *name;
	char *version;
	char *timezone;       /* IANA name */
	char *default_desk;   /* where posts go that cannot be placed: "review" */
	int64_t new_law_at;   /* first moment of the new criminal law, seconds UTC */
	struct fr_zone *zone; /* timezone, opened */
};

/* FR_FATAL: no pack.json there, not JSON, a member missing or of the wrong kind; err names the file. */
int fr_pack_open(const char *folder, struct fr_pack **ret, struct fr_error *err);
void fr_pack_free(struct fr_pack *pack);

/* Path of a file of the pack; the caller frees it. */
char *fr_pack_file(const struct fr_pack *pack, const char *name);
#endif
