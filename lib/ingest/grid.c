#include "ingest/grid.h"

#include <string.h>
#include "core/mapped.h"

#define DETECT_ROWS 50

static const struct fr_fault fault_quote = {"csv-quote", "a quote that is never closed"};
static const struct fr_fault fault_nul = {"csv-nul", "a NUL byte in a table"};
static const struct fr_fault fault_size = {"csv-size", "a row that is too long"};

static bool ends_row(const struct fr_grid *g, size_t pos)
{
	if (g->s[pos] == '\n')
		return true;
	if (g->s[pos] != '\r')
		return false;
	return g->lone_cr || (pos + 1 < g->len && g->s[pos + 1] == '\n') || pos + 1 == g->len;
}

static size_t behind_line_end(const struct fr_grid *g, size_t pos)
{
	if (pos < g->len && g->s[pos] == '\r')
		pos++;
	if (pos < g->len && g->s[pos] == '\n')
		pos++;
	return pos;
}

void fr_grid_init(struct fr_grid *grid, const char *s, size_t len, char delimiter)
{
	size_t pos = 0;
	int score;

	memset(grid, 0, sizeof(*grid));
	grid->s = s;
	grid->len = len;
	grid->lone_cr = memchr(s, '\n', len < FR_GRID_ROW_MAX ? len : FR_GRID_ROW_MAX) == NULL;
	if (len >= 5 && !memcmp(s, "sep=", 4)) {
		grid->delimiter = s[4];
		for (pos = 5; pos < len && !ends_row(grid, pos);)
			pos++;
		grid->pos = behind_line_end(grid, pos);
	}
	if (!grid->delimiter && delimiter)
		grid->delimiter = delimiter;
	if (!grid->delimiter)
		grid->delimiter = fr_grid_detect(s, len < 65536 ? len : 65536, len <= 65536, &score);
	if (!grid->delimiter)
		grid->delimiter = ',';
}

void fr_grid_free(struct fr_grid *grid)
{
	fr_buf_free(&grid->text);
	free(grid->cells);
	memset(grid, 0, sizeof(*grid));
}

/* One cell at pos into text; returns where it ends (at a delimiter, a line end or the end), or SIZE_MAX: no end. */
static size_t read_cell(struct fr_grid *g, size_t pos)
{
	size_t from, limit = g->len - g->row_off > FR_GRID_ROW_MAX + 1 ? g->row_off + FR_GRID_ROW_MAX + 1 : g->len;

	if (pos < g->len && g->s[pos] == '"') {
		for (pos++;;) {
			const char *quote = pos < limit ? memchr(g->s + pos, '"', limit - pos) : NULL;
			size_t n;

			if (!quote)
				return SIZE_MAX;
			n = (size_t)(quote - (g->s + pos));
			fr_buf_add(&g->text, g->s + pos, n);
			pos += n + 1;
			if (pos >= g->len || g->s[pos] != '"')
				break;
			fr_buf_addc(&g->text, '"');
			pos++;
		}
	}
	from = pos;
	while (pos < limit && g->s[pos] != g->delimiter && !ends_row(g, pos))
		pos++;
	fr_buf_add(&g->text, g->s + from, pos - from);
	return pos;
}

static size_t first_line_end(const struct fr_grid *g, size_t pos)
{
	size_t mark = pos;

	while (pos < g->len && !ends_row(g, pos)) {
		if (++pos - mark == FR_MAPPED_STEP)
			mark = fr_mapped_walk(g->s, mark, pos);
	}
	return pos;
}

static int reject_row(struct fr_grid *g, size_t end, const struct fr_fault *fault, struct fr_error *err)
{
	g->row_len = end - g->row_off;
	g->pos = behind_line_end(g, end);
	return fr_reject(err, fault, -1, NULL);
}

static int read_row(struct fr_grid *g, struct fr_error *err)
{
	size_t pos = g->pos, off;

	fr_buf_clear(&g->text);
	g->n = 0;
	g->row_off = pos;
	for (;;) {
		off = g->text.len;
		pos = read_cell(g, pos);
		if (pos == SIZE_MAX)
			return reject_row(g, first_line_end(g, g->row_off), &fault_quote, err);
		if (g->n == FR_GRID_COLUMNS_MAX || pos - g->row_off > FR_GRID_ROW_MAX)
			return reject_row(g, first_line_end(g, pos), &fault_size, err);
		g->cells = fr_grow(g->cells, g->n, &g->cap, sizeof(*g->cells));
		g->cells[g->n++] = (struct fr_grid_cell){off, g->text.len - off};
		if (pos >= g->len || g->s[pos] != g->delimiter || ends_row(g, pos))
			break;
		pos++;
	}
	g->row_len = pos - g->row_off;
	g->pos = behind_line_end(g, pos);
	if (memchr(g->s + g->row_off, '\0', g->row_len))
		return fr_reject(err, &fault_nul, -1, NULL);
	return FR_OK;
}

int fr_grid_row(struct fr_grid *g, struct fr_error *err)
{
	int rc;

	while (g->pos < g->len) {
		g->passed = fr_mapped_walk(g->s, g->passed, g->pos);
		rc = read_row(g, err);
		if (rc != FR_OK || g->n > 1 || fr_grid_cell(g, 0).len)
			return rc;
	}
	return FR_STOP;
}

struct fr_str fr_grid_cell(const struct fr_grid *g, size_t i)
{
	struct fr_str cell = {"", 0};

	if (i >= g->n || !g->text.len)
		return cell;
	cell = (struct fr_str){g->text.bytes + g->cells[i].off, g->cells[i].len};
	while (cell.len && strchr(" \t\r\n", *cell.s) && *cell.s) {
		cell.s++;
		cell.len--;
	}
	for (;;) {
		if (cell.len && strchr(" \t\r\n", cell.s[cell.len - 1]) && cell.s[cell.len - 1])
			cell.len--;
		else if (cell.len >= 2 && !memcmp(cell.s + cell.len - 2, "\xC2\xA0", 2)) /* no-break space */
			cell.len -= 2;
		else
			break;
	}
	return cell;
}

/* 0 to 100: rows as long as the header count whole, shorter ones half. *ret_n: cells of the header. */
static int score_of(const char *s, size_t len, bool whole, char delimiter, size_t *ret_n)
{
	struct fr_grid g;
	struct fr_error err;
	unsigned n_rows = 0, halves = 0;
	bool blank_behind = false;
	int rc;

	fr_grid_init(&g, s, len, delimiter);
	rc = fr_grid_row(&g, &err);
	*ret_n = rc == FR_OK ? g.n : 0;
	for (size_t i = 1; i < *ret_n; i++)
		blank_behind = blank_behind || (g.cells[i].len && g.text.bytes[g.cells[i].off] == ' ');
	while (rc == FR_OK && *ret_n > 1 && n_rows < DETECT_ROWS && (rc = fr_grid_row(&g, &err)) == FR_OK) {
		if (g.pos >= g.len && !whole)
			break;
		n_rows++;
		if (g.n == *ret_n)
			halves += 2;
		else if (g.n > 1 && g.n < *ret_n)
			halves++;
	}
	fr_grid_free(&g);
	if (*ret_n < 2)
		return 0;
	/* Nothing but a header: then it must not look like a sentence. */
	if (!n_rows)
		return blank_behind ? 0 : 50;
	return (int)(50 * halves / n_rows);
}

char fr_grid_detect(const char *s, size_t len, bool whole, int *ret_score)
{
	static const char candidates[] = {',', '\t', ';', '|'};
	size_t n, best_n = 0;
	char best = 0;
	int score;

	*ret_score = 0;
	for (size_t i = 0; i < sizeof(candidates); i++) {
		score = score_of(s, len, whole, candidates[i], &n);
		if (score > *ret_score || (score == *ret_score && score && n > best_n)) {
			best = candidates[i];
			best_n = n;
			*ret_score = score;
		}
	}
	return best;
}
