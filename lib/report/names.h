/*
 * names.h: what the pack calls a category, a police district and a station, in the reader's language.
 *
 * Knows: the columns id, name_en and name_hi of categories.tsv, places/police_districts.tsv and places/stations.tsv.
 * Memory: the ids and one name of each row. Lookup: O(log n).
 */
#ifndef FR_REPORT_NAMES_H
#define FR_REPORT_NAMES_H
#include "core/error.h"
#include "pack/pack.h"

enum fr_report_lang { FR_LANG_EN, FR_LANG_HI };
enum fr_name_kind { FR_NAME_CATEGORY, FR_NAME_DISTRICT, FR_NAME_STATION, FR_NAME_KINDS };

struct fr_names;

/* FR_FATAL: a table is missing or has a bad row; err names it. Where name_hi is empty, name_en stands in. */
int fr_names_load(const struct fr_pack *pack, enum fr_report_lang lang, struct fr_names **ret, struct fr_error *err);
void fr_names_free(struct fr_names *names); /* NULL is fine */

/* The name of id, or id itself if the pack has none. Never NULL unless id is. */
const char *fr_names_of(const struct fr_names *names, enum fr_name_kind kind, const char *id);

/* Is id one of that kind? */
bool fr_names_has(const struct fr_names *names, enum fr_name_kind kind, const char *id);
#endif
