/*
 * sheet.h: tables of one known exporter, row by row, columns by their names.
 *
 * For formats whose header is known (CrowdTangle, Takeout ...); tables of any kind: csv.c. Rows and cells: grid.h;
 * encodings: textenc.h. Names are compared without case, blanks, underlines and points ("Comment Create Timestamp",
 * "comment create timestamp", "post_owner.name"): exporters have changed these. Broken rows go to the rejects.
 */
#ifndef FR_INGEST_SHEET_H
#define FR_INGEST_SHEET_H
#include <stdbool.h>
#include <stddef.h>
#include "ingest/grid.h"
#include "ingest/intake.h"
#include "ingest/textenc.h"

struct fr_sheet {
	struct fr_intake *in;
	const char *raw; /* as it came, byte order mark included */
	enum fr_textenc enc;
	struct fr_buf utf8;
	const char *s; /* the text, mark taken off */
	struct fr_grid grid;
	struct fr_strlist names;        /* of the columns, shortened as above */
	size_t raw_off_at, text_off_at; /* a pair of offsets that belong together, for the next row */
};

/* How many of the n names (shortened) are columns of the table that the head may be; 0 also if it is no table. */
size_t fr_sheet_columns_in(const struct fr_peek *peek, const char *const *names, size_t n);

/*
 * Read it all: row is called for each whole row, with in->post emptied and placed; what it answers other than FR_OK
 * ends the reading and is the answer. FR_REJECT: the table can't be used, err says why.
 */
typedef int fr_sheet_row_fn(struct fr_sheet *sheet, void *arg, struct fr_error *err);
struct fr_sheet_reader {
	fr_sheet_row_fn *row;
	/* Before the first row: may rename columns (fr_sheet_rename). May be NULL. */
	void (*header)(struct fr_sheet *sheet);
	/* Shortened names of the columns that the exporter is known to write, a * at the end of one for whatever
	 * follows; others are told of. NULL at the end. */
	const char *const *known;
};
int fr_sheet_read(struct fr_intake *in, const struct fr_sheet_reader *reader, void *arg, struct fr_error *err);

/* Call column i by another (shortened) name: for exporters that translate their headers. */
void fr_sheet_rename(struct fr_sheet *sheet, size_t i, const char *name);
bool fr_sheet_has(const struct fr_sheet *sheet, const char *name);

/* Of the columns with these shortened names, | between, the first cell that is not empty; none if there is none. */
struct fr_str fr_sheet_cell(const struct fr_sheet *sheet, const char *names);

/* The same as a number: commas between thousands are passed over. -1: none. */
int64_t fr_sheet_count(const struct fr_sheet *sheet, const char *names);
#endif
