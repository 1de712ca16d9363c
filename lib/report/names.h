/*
 * names.h: what the pack calls a category, a place and an office, in the reader's language.
 *
 * Knows: the columns id, name_en and name_hi of categories.tsv and of the tables in places/ (police_districts,
 * stations, subdivisions, ranges, blocks, towns, offices; all but the first two may be missing), and the two forms in
 * which a route names things: a place is "kind:id" ("town:249610", "district:siwan"), an office is "office:place"
 * ("sp:siwan", "station:siwan/mairwa") or the office alone ("eou"); {place} in an office's name is the place's name.
 * Memory: the ids and one name of each row. Lookup: O(log n).
 */
#ifndef FR_REPORT_NAMES_H
#define FR_REPORT_NAMES_H
#include "core/error.h"
#include "core/mem.h"
#include "pack/pack.h"

enum fr_report_lang { FR_LANG_EN, FR_LANG_HI };
enum fr_name_kind {
	FR_NAME_CATEGORY,
	FR_NAME_DISTRICT,
	FR_NAME_STATION,
	FR_NAME_SUBDIVISION,
	FR_NAME_RANGE,
	FR_NAME_BLOCK,
	FR_NAME_TOWN,
	FR_NAME_OFFICE,
	FR_NAME_KINDS
};

struct fr_names;

/* FR_FATAL: a table is missing or has a bad row; err names it. Where name_hi is empty, name_en stands in. */
int fr_names_load(const struct fr_pack *pack, enum fr_report_lang lang, struct fr_names **ret, struct fr_error *err);
void fr_names_free(struct fr_names *names); /* NULL is fine */

/* The name of id, or id itself if the pack has none. Never NULL unless id is. */
const char *fr_names_of(const struct fr_names *names, enum fr_name_kind kind, const char *id);

/* Is id one of that kind? */
bool fr_names_has(const struct fr_names *names, enum fr_name_kind kind, const char *id);

/*
 * Append the name of a place or an office as a route writes it; what the pack does not know is appended as it is. A
 * station's name is followed by its district's.
 */
void fr_names_put_place(const struct fr_names *names, struct fr_buf *out, const char *ref);
void fr_names_put_office(const struct fr_names *names, struct fr_buf *out, const char *ref);
#endif
