/*
 * grid.h: rows and cells of RFC 4180 text, with the place of every row.
 *
 * Why not libcsv: it hands out cells by callback without offsets, so a rejected row could not be found again, and it
 * goes on silently over the end of a quote that never closes. Leniency here: LF, CRLF or CR ends a row (CR only in a
 * file that has no other), a quote inside an unquoted cell is text, and what follows a closing quote belongs to the
 * cell. A quote that never closes costs its line only. Limits: FR_GRID_COLUMNS_MAX cells a row, FR_GRID_ROW_MAX bytes.
 */
#ifndef FR_INGEST_GRID_H
#define FR_INGEST_GRID_H
#include <stdbool.h>
#include <stddef.h>
#include "core/error.h"
#include "core/mem.h"
#include "ingest/draft.h"

#define FR_GRID_COLUMNS_MAX 4096
#define FR_GRID_ROW_MAX     (16u << 20)

struct fr_grid {
	const char *s;
	size_t len, pos;
	char delimiter;
	bool lone_cr; /* a carriage return alone ends a row */
	struct fr_buf text;
	struct fr_grid_cell {
		size_t off, len; /* in text */
	} * cells;
	size_t n, cap;
	size_t passed;           /* up to where a mapped s has been dropped from memory */
	size_t row_off, row_len; /* of the current row in s, without its line end */
};

/* s: UTF-8 or near it. A first line "sep=;" sets the delimiter and is passed over. delimiter 0: find it. */
void fr_grid_init(struct fr_grid *grid, const char *s, size_t len, char delimiter);
void fr_grid_free(struct fr_grid *grid);

/* Next row; empty lines are passed over. FR_STOP: no more. FR_REJECT: row_off and row_len say where. */
int fr_grid_row(struct fr_grid *grid, struct fr_error *err);

/* Cell i of the current row, blanks around it taken off; empty beyond the row's end. Valid until the next row. */
struct fr_str fr_grid_cell(const struct fr_grid *grid, size_t i);

/*
 * How much does the head of a text look like a table? The delimiter that gives rows of equal length, 0 if it is none.
 * *ret_score: 0 to 100. whole: the text is complete, so its last row counts.
 */
char fr_grid_detect(const char *s, size_t len, bool whole, int *ret_score);
#endif
