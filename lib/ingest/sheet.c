/* Tables of a known exporter: see sheet.h. */
#include "ingest/sheet.h"

#include <string.h>

static const struct fr_fault fault_long_row = {"csv-long-row", "a row with more cells than the header"};

static bool is_passed(char c)
{
	return c == ' ' || c == '_' || c == '.' || c == '-' || c == '\t' || c == '\n' || c == '\r';
}

static void shorten(struct fr_buf *out, struct fr_str name)
{
	fr_buf_clear(out);
	for (size_t i = 0; i < name.len; i++) {
		if (!is_passed(name.s[i]))
			fr_buf_addc(out, (char)(name.s[i] >= 'A' && name.s[i] <= 'Z' ? name.s[i] | 32 : name.s[i]));
	}
}

size_t fr_sheet_columns_in(const struct fr_peek *peek, const char *const *names, size_t n)
{
	struct fr_buf utf8 = {0}, name = {0};
	struct fr_grid grid = {0};
	struct fr_error ignored;
	size_t mark, found = 0;
	enum fr_textenc enc;

	if (!peek->first || strchr("{[<", peek->first))
		return 0;
	enc = fr_textenc_find(peek->bytes, peek->len, &mark);
	fr_textenc_convert(enc, peek->bytes + mark, peek->len - mark, &utf8);
	fr_grid_init(&grid, fr_buf_str(&utf8), utf8.len, 0);
	if (fr_grid_row(&grid, &ignored) == FR_OK && grid.n > 1) {
		for (size_t i = 0; i < grid.n; i++) {
			shorten(&name, fr_grid_cell(&grid, i));
			for (size_t k = 0; k < n; k++)
				found += !strcmp(fr_buf_str(&name), names[k]);
		}
	}
	fr_grid_free(&grid);
	fr_buf_free(&name);
	fr_buf_free(&utf8);
	return found < n ? found : n;
}

static int open_sheet(struct fr_sheet *sheet, struct fr_intake *in, struct fr_error *err)
{
	struct fr_buf name = {0};
	size_t len, mark;
	int rc = fr_source_all(in->source, &sheet->raw, &len, err);

	if (rc != FR_OK)
		return rc;
	sheet->in = in;
	sheet->enc = fr_textenc_find(sheet->raw, len, &mark);
	sheet->raw_off_at = mark;
	sheet->s = sheet->raw + mark;
	len -= mark;
	if (sheet->enc != FR_ENC_UTF8) {
		fr_textenc_convert(sheet->enc, sheet->s, len, &sheet->utf8);
		sheet->s = fr_buf_str(&sheet->utf8);
		len = sheet->utf8.len;
	}
	fr_grid_init(&sheet->grid, sheet->s, len, 0);
	rc = fr_grid_row(&sheet->grid, err);
	if (rc == FR_REJECT)
		return fr_fail(err, FR_REJECT, "the header can't be read: a quote that is never closed, or a NUL byte");
	for (size_t i = 0; rc == FR_OK && i < sheet->grid.n; i++) {
		shorten(&name, fr_grid_cell(&sheet->grid, i));
		fr_strlist_add(&sheet->names, fr_buf_str(&name));
	}
	fr_buf_free(&name);
	return FR_OK;
}

static void free_sheet(struct fr_sheet *sheet)
{
	fr_strlist_free(&sheet->names);
	fr_grid_free(&sheet->grid);
	fr_buf_free(&sheet->utf8);
}

/* Offset in the original of an offset in the text; asked for in rising order. */
static size_t source_off(struct fr_sheet *t, size_t off)
{
	t->raw_off_at += fr_textenc_source_len(t->enc, t->s + t->text_off_at, off - t->text_off_at);
	t->text_off_at = off;
	return t->raw_off_at;
}

/* A row that has been read, or refused by the grid (got, err). */
static int take_row(struct fr_sheet *t, int got, fr_sheet_row_fn *row, void *arg, struct fr_error *err)
{
	struct fr_draft *post = &t->in->post;

	fr_draft_reset(post);
	post->offset = source_off(t, t->grid.row_off);
	post->length = source_off(t, t->grid.row_off + t->grid.row_len) - post->offset;
	post->raw = t->raw + post->offset;
	for (size_t i = t->names.n; got == FR_OK && i < t->grid.n; i++) {
		if (fr_grid_cell(&t->grid, i).len)
			got = fr_reject(err, &fault_long_row, -1, "%zu cells in a row, %zu in the header", t->grid.n,
					t->names.n);
	}
	if (got == FR_OK)
		return row(t, arg, err);
	return fr_intake_reject(t->in, err, post->offset, post->raw, post->length);
}

void fr_sheet_rename(struct fr_sheet *sheet, size_t i, const char *name)
{
	free(sheet->names.items[i]);
	sheet->names.items[i] = fr_xstrdup(name);
}

bool fr_sheet_has(const struct fr_sheet *sheet, const char *name)
{
	for (size_t i = 0; i < sheet->names.n; i++) {
		if (!strcmp(sheet->names.items[i], name))
			return true;
	}
	return false;
}

static bool is_known(const char *name, const char *const *known)
{
	for (; *known; known++) {
		size_t len = strlen(*known);

		if ((*known)[len - 1] == '*' ? !strncmp(name, *known, len - 1) : !strcmp(name, *known))
			return true;
	}
	return !*name;
}

int fr_sheet_read(struct fr_intake *in, const struct fr_sheet_reader *reader, void *arg, struct fr_error *err)
{
	struct fr_sheet sheet = {0};
	int rc = open_sheet(&sheet, in, err), got;

	if (rc == FR_OK && reader->header)
		reader->header(&sheet);
	for (size_t i = 0; rc == FR_OK && i < sheet.names.n; i++) {
		const char *name = sheet.names.items[i];

		if (!is_known(name, reader->known))
			fr_intake_unknown(in, "", (struct fr_str){name, strlen(name)});
	}
	while (rc == FR_OK && (got = fr_grid_row(&sheet.grid, err)) != FR_STOP)
		rc = take_row(&sheet, got, reader->row, arg, err);
	free_sheet(&sheet);
	return rc;
}

struct fr_str fr_sheet_cell(const struct fr_sheet *sheet, const char *names)
{
	struct fr_str cell;

	while (*names) {
		size_t len = strcspn(names, "|");

		for (size_t i = 0; i < sheet->names.n; i++) {
			const char *name = sheet->names.items[i];

			if (strlen(name) != len || memcmp(name, names, len) != 0)
				continue;
			cell = fr_grid_cell(&sheet->grid, i);
			if (cell.len)
				return cell;
		}
		names += len + (names[len] == '|');
	}
	return FR_STR_NONE;
}

int64_t fr_sheet_count(const struct fr_sheet *sheet, const char *names)
{
	struct fr_str cell = fr_sheet_cell(sheet, names);
	int64_t n = 0;
	int digits = 0;

	for (size_t i = 0; i < cell.len; i++) {
		if (cell.s[i] == ',' && digits)
			continue;
		/* "12.0" is how some tables write a number of things */
		if (cell.s[i] == '.' && digits && cell.len - i == 2 && cell.s[i + 1] == '0')
			break;
		if (cell.s[i] < '0' || cell.s[i] > '9' || ++digits > 18)
			return -1;
		n = 10 * n + (cell.s[i] - '0');
	}
	return digits ? n : -1;
}
