/* map.h: a --map file applied to the columns of a table. Its form: columns.h, fr_map_load. */
#ifndef FR_INGEST_MAP_H
#define FR_INGEST_MAP_H
#include "core/error.h"
#include "ingest/columns.h"

/* FR_REJECT: a column of the map is not in the table; err names it and the columns that are. */
int fr_map_apply(const struct fr_map *map, struct fr_columns *columns, struct fr_error *err);

/* For JSON: fn is called with the role and each path (names with dots between), in the order of the record. */
typedef void fr_map_fn(void *arg, enum fr_role role, const char *path);
void fr_map_each(const struct fr_map *map, fr_map_fn *fn, void *arg);
#endif
