#include "pack/table.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "core/mem.h"
#include "core/utf8.h"

#define TABLE_MAX (64u << 20)
#define ABSENT    SIZE_MAX /* place of a column that may be missing, and is */

struct fr_table {
	char *path;
	char *text; /* the file; lines and cells are cut in it as they are read */
	size_t len, pos;
	unsigned line;
	size_t n_columns; /* that the caller asked for */
	size_t n_header;  /* that the file has */
	char *names[FR_TABLE_COLUMNS_MAX];
	size_t place[FR_TABLE_COLUMNS_MAX]; /* of each asked column among the cells of a row */
	char *cells[FR_TABLE_COLUMNS_MAX];
};

static int line_fail(const struct fr_table *t, struct fr_error *err, const char *what)
{
	return fr_fail(err, FR_FATAL, "%s:%u: %s", t->path, t->line, what);
}

static int read_file(struct fr_table *t, struct fr_error *err)
{
	FILE *file = fopen(t->path, "rb");
	size_t cap = 65536;
	int rc = FR_OK;

	if (!file)
		return fr_fail_errno(err, errno, "%s", t->path);
	t->text = fr_xmalloc(cap + 1);
	for (;;) {
		size_t n = fread(t->text + t->len, 1, cap - t->len, file);

		t->len += n;
		if (t->len < cap)
			break;
		if (cap > TABLE_MAX) {
			rc = fr_fail(err, FR_FATAL, "%s: larger than a table may be, 64 MiB", t->path);
			break;
		}
		cap *= 2;
		t->text = fr_xrealloc(t->text, cap + 1);
	}
	if (rc == FR_OK && ferror(file))
		rc = fr_fail_errno(err, errno, "%s", t->path);
	if (rc == FR_OK && t->len > TABLE_MAX)
		rc = fr_fail(err, FR_FATAL, "%s: larger than a table may be, 64 MiB", t->path);
	t->text[t->len] = '\0';
	fclose(file);
	return rc;
}

/* The next line that is neither empty nor a comment, NUL-terminated. */
static int next_line(struct fr_table *t, char **ret, struct fr_error *err)
{
	while (t->pos < t->len) {
		char *line = t->text + t->pos;
		char *end = memchr(line, '\n', t->len - t->pos);
		size_t len = end ? (size_t)(end - line) : t->len - t->pos;

		t->pos += len + (end != NULL);
		t->line++;
		if (len && line[len - 1] == '\r')
			len--;
		line[len] = '\0';
		if (memchr(line, '\0', len))
			return line_fail(t, err, "a byte 0 in the line: not a text file");
		if (fr_utf8_check(line, len) < len)
			return line_fail(t, err, "not UTF-8: save the table as UTF-8 text");
		if (line[strspn(line, " \t")] == '\0' || line[0] == '#')
			continue;
		*ret = line;
		return FR_OK;
	}
	return FR_STOP;
}

/* Cuts line at its tabs into at most FR_TABLE_COLUMNS_MAX cells without blanks around; returns how many there are. */
static size_t cut_line(struct fr_table *t, char *line)
{
	size_t n = 0;

	for (char *cell = line; cell; n++) {
		char *next = strchr(cell, '\t');
		char *end = next ? next : cell + strlen(cell);

		while (end > cell && end[-1] == ' ')
			end--;
		cell += strspn(cell, " ");
		if (next)
			*next++ = '\0';
		*end = '\0';
		if (n < FR_TABLE_COLUMNS_MAX)
			t->cells[n] = end < cell ? end : cell;
		cell = next;
	}
	return n;
}

static int find_columns(struct fr_table *t, const char *const *columns, struct fr_error *err)
{
	for (; columns[t->n_columns]; t->n_columns++) {
		const char *name = columns[t->n_columns];
		bool optional = name[0] == '?';
		size_t place = 0;

		if (t->n_columns == FR_TABLE_COLUMNS_MAX)
			return line_fail(t, err, "more columns asked for than a table may have");
		name += optional;
		while (place < t->n_header && strcmp(t->cells[place], name) != 0)
			place++;
		if (place == t->n_header && !optional)
			return fr_fail(err, FR_FATAL, "%s:%u: the header has no column '%s'", t->path, t->line, name);
		t->place[t->n_columns] = place < t->n_header ? place : ABSENT;
		t->names[t->n_columns] = fr_xstrdup(name);
	}
	return FR_OK;
}

static int read_header(struct fr_table *t, const char *const *columns, struct fr_error *err)
{
	char *line = NULL, quoted[FR_QUOTE_MAX];
	int rc;

	if (t->len >= 3 && memcmp(t->text, "\xEF\xBB\xBF", 3) == 0)
		t->pos = 3;
	rc = next_line(t, &line, err);
	if (rc == FR_STOP)
		return fr_fail(err, FR_FATAL, "%s: no header line", t->path);
	if (rc != FR_OK)
		return rc;
	t->n_header = cut_line(t, line);
	if (t->n_header > FR_TABLE_COLUMNS_MAX)
		return fr_fail(err, FR_FATAL, "%s:%u: %zu columns, at most %d are allowed", t->path, t->line,
			       t->n_header, FR_TABLE_COLUMNS_MAX);
	for (size_t i = 0; i < t->n_header; i++)
		for (size_t j = 0; j < i; j++)
			if (*t->cells[i] && strcmp(t->cells[i], t->cells[j]) == 0)
				return fr_fail(err, FR_FATAL, "%s:%u: two columns are called %s", t->path, t->line,
					       fr_quote(quoted, t->cells[i], strlen(t->cells[i])));
	return find_columns(t, columns, err);
}

int fr_table_open(const char *path, const char *const *columns, struct fr_table **ret, struct fr_error *err)
{
	struct fr_table *t = fr_xcalloc(1, sizeof *t);
	int rc;

	t->path = fr_xstrdup(path);
	rc = read_file(t, err);
	if (rc == FR_OK)
		rc = read_header(t, columns, err);
	if (rc != FR_OK) {
		fr_table_free(t);
		return rc;
	}
	/* no row yet: its cells are empty */
	for (size_t i = 0; i < t->n_header; i++)
		t->cells[i] = t->text + t->len;
	*ret = t;
	return FR_OK;
}

void fr_table_free(struct fr_table *t)
{
	if (!t)
		return;
	for (size_t i = 0; i < FR_TABLE_COLUMNS_MAX; i++)
		free(t->names[i]);
	free(t->text);
	free(t->path);
	free(t);
}

int fr_table_next(struct fr_table *t, struct fr_error *err)
{
	char *line = NULL;
	size_t n;
	int rc = next_line(t, &line, err);

	if (rc != FR_OK)
		return rc;
	n = cut_line(t, line);
	/* spreadsheets write tabs behind the last cell: only cells that hold something are too many */
	while (n > t->n_header && n <= FR_TABLE_COLUMNS_MAX && !*t->cells[n - 1])
		n--;
	if (n > t->n_header)
		return fr_fail(err, FR_FATAL, "%s:%u: %zu cells, but the header has %zu columns", t->path, t->line, n,
			       t->n_header);
	for (; n < t->n_header; n++)
		t->cells[n] = t->text + t->len;
	return FR_OK;
}

const char *fr_table_cell(const struct fr_table *t, size_t column)
{
	return t->place[column] == ABSENT ? "" : t->cells[t->place[column]];
}

unsigned fr_table_line(const struct fr_table *t)
{
	return t->line;
}

const char *fr_table_path(const struct fr_table *t)
{
	return t->path;
}

int fr_table_fail(const struct fr_table *t, size_t column, struct fr_error *err, const char *fmt, ...)
{
	char text[FR_ERROR_TEXT_MAX];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	return fr_fail(err, FR_FATAL, "%s:%u: column '%s': %s", t->path, t->line, t->names[column], text);
}

/* fr_table_fail with the cell's value before what is wrong with it. */
static int cell_fail(const struct fr_table *t, size_t column, struct fr_error *err, const char *what)
{
	const char *cell = fr_table_cell(t, column);
	char quoted[FR_QUOTE_MAX];

	return fr_table_fail(t, column, err, "%s %s", fr_quote(quoted, cell, strlen(cell)), what);
}

/* A sign, digits, a fraction: nothing that strtod would take beyond them (hexadecimal, inf, nan, exponents). */
static bool is_decimal(const char *s, bool fraction)
{
	size_t n;

	s += *s == '-' || *s == '+';
	n = strspn(s, "0123456789");
	s += n;
	if (fraction && n && *s == '.') {
		s++;
		n = strspn(s, "0123456789");
		s += n;
	}
	return n && !*s;
}

int fr_table_number(const struct fr_table *t, size_t column, double min, double max, double *ret, struct fr_error *err)
{
	const char *cell = fr_table_cell(t, column);
	char range[100];
	double d;

	if (!is_decimal(cell, true))
		return cell_fail(t, column, err, "is not a number");
	d = strtod(cell, NULL);
	if (!(d >= min && d <= max)) {
		snprintf(range, sizeof range, "is not between %g and %g", min, max);
		return cell_fail(t, column, err, range);
	}
	*ret = d;
	return FR_OK;
}

int fr_table_int(const struct fr_table *t, size_t column, int64_t min, int64_t max, int64_t *ret, struct fr_error *err)
{
	const char *cell = fr_table_cell(t, column);
	char range[100];
	long long n;

	if (!is_decimal(cell, false))
		return cell_fail(t, column, err, "is not a whole number");
	errno = 0;
	n = strtoll(cell, NULL, 10);
	if (errno || n < min || n > max) {
		snprintf(range, sizeof range, "is not between %lld and %lld", (long long)min, (long long)max);
		return cell_fail(t, column, err, range);
	}
	*ret = n;
	return FR_OK;
}

int fr_table_required(const struct fr_table *t, size_t column, const char **ret, struct fr_error *err)
{
	const char *cell = fr_table_cell(t, column);

	if (!*cell)
		return fr_table_fail(t, column, err, "is empty, and must not be");
	*ret = cell;
	return FR_OK;
}

int fr_table_choice(const struct fr_table *t, size_t column, const char *words, int *ret, struct fr_error *err)
{
	const char *cell = fr_table_cell(t, column), *word = words;
	char quoted[FR_QUOTE_MAX];
	size_t len = strlen(cell);

	for (int i = 0; word; i++) {
		const char *end = strchr(word, '|');
		size_t word_len = end ? (size_t)(end - word) : strlen(word);

		if (word_len == len && memcmp(word, cell, len) == 0) {
			*ret = i;
			return FR_OK;
		}
		word = end ? end + 1 : NULL;
	}
	return fr_table_fail(t, column, err, "%s is none of %s", fr_quote(quoted, cell, len), words);
}

bool fr_cell_part(const char *cell, char separator, size_t *pos, const char **ret, size_t *ret_len)
{
	while (cell[*pos]) {
		const char *start = cell + *pos;
		const char *end = strchr(start, separator);
		size_t len;

		if (!end)
			end = start + strlen(start);
		*pos += (size_t)(end - start) + (*end != '\0');
		while (start < end && *start == ' ')
			start++;
		while (end > start && end[-1] == ' ')
			end--;
		len = (size_t)(end - start);
		if (!len)
			continue;
		*ret = start;
		*ret_len = len;
		return true;
	}
	return false;
}
