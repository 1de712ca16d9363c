/*
 * table.h: a pack's tables: TSV with a header line and # comments.
 *
 * One row a line, cells between tabs, UTF-8, no quoting; lines that are empty or begin with # are skipped; the first
 * other line is the header. Columns are found by name; columns that nobody asks for are fine (notes, sources). A row
 * with more cells than the header is an error; missing cells at its end are empty. A carriage return before the newline
 * and a byte order mark at the start are taken off (spreadsheets write both). Blanks around a cell are taken off.
 * Errors are FR_FATAL with file, line, column and reason: a bad pack stops a run before the first record.
 * Limit: 64 MiB a table.
 */
#ifndef FR_PACK_TABLE_H
#define FR_PACK_TABLE_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "core/error.h"

#define FR_TABLE_COLUMNS_MAX 64

struct fr_table;

/*
 * Read the table at path. columns: the names that the caller will ask for, by index, NULL at the end; a name that
 * begins with ? may be missing (its cells are then empty), any other must be there.
 */
int fr_table_open(const char *path, const char *const *columns, struct fr_table **ret, struct fr_error *err);
void fr_table_free(struct fr_table *table);

/* Move to the next row: FR_OK, FR_STOP at the end, FR_FATAL for a bad row. */
int fr_table_next(struct fr_table *table, struct fr_error *err);

/* Cell of the current row, by index into columns. NUL-terminated, never NULL, valid until the table is freed. */
const char *fr_table_cell(const struct fr_table *table, size_t column);
unsigned fr_table_line(const struct fr_table *table);
const char *fr_table_path(const struct fr_table *table);

/* Cells that must have a form. On FR_FATAL err names file, line, column and value. */
int fr_table_number(const struct fr_table *table, size_t column, double min, double max, double *ret,
		    struct fr_error *err);
int fr_table_int(const struct fr_table *table, size_t column, int64_t min, int64_t max, int64_t *ret,
		 struct fr_error *err);
int fr_table_required(const struct fr_table *table, size_t column, const char **ret, struct fr_error *err);
/* Index into words ("a|b|c"), or FR_FATAL that lists them. */
int fr_table_choice(const struct fr_table *table, size_t column, const char *words, int *ret, struct fr_error *err);

/* An error in the current row, in words of the caller: returns FR_FATAL with "path:line: column 'x': ..." */
int fr_table_fail(const struct fr_table *table, size_t column, struct fr_error *err, const char *fmt, ...)
	FR_PRINTF(4, 5);

/*
 * The next of the parts of a cell between separators: *pos starts at 0; returns false at the end. Blanks around a part
 * are left out, empty parts are skipped.
 */
bool fr_cell_part(const char *cell, char separator, size_t *pos, const char **ret, size_t *ret_len);
#endif
