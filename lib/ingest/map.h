/* map.h: a --map file applied to the columns of a table. Its form: columns.h, fr_map_load. */
#ifndef FR_INGEST_MAP_H
#define FR_INGEST_MAP_H
#include "core/error.h"
#include "ingest/columns.h"

/* FR_REJECT: a column of the map is not in the table; err names it and the columns that are. */
int fr_map_apply(const struct fr_map *map, struct fr_columns *columns, struct fr_error *err);
#endif
