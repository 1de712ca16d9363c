/* Any bytes as a table: cells without blanks around, tabs or controls of lines in them, errors with their place. */
#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include "core/utf8.h"
#include "pack/table.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_cell(const struct fr_table *t, size_t column)
{
	const char *cell = fr_table_cell(t, column), *part;
	size_t len = strlen(cell), pos = 0, part_len, before = 0;
	struct fr_error err;
	int64_t n;
	double d;

	assert(!strpbrk(cell, "\t\n"));
	assert(!len || (cell[0] != ' ' && cell[len - 1] != ' '));
	assert(fr_utf8_check(cell, len) == len);
	if (fr_table_number(t, column, -5, 5, &d, &err) == FR_OK)
		assert(d >= -5 && d <= 5);
	else
		assert(strstr(err.text, "column '"));
	if (fr_table_int(t, column, 0, 99, &n, &err) == FR_OK)
		assert(n >= 0 && n <= 99);
	while (fr_cell_part(cell, '|', &pos, &part, &part_len)) {
		assert(pos > before && pos <= len);
		assert(part_len && part[0] != ' ' && part[part_len - 1] != ' ' && !memchr(part, '|', part_len));
		before = pos;
	}
}

static void walk(const char *path)
{
	static const char *const columns[] = {"a", "?b", NULL};
	struct fr_table *t;
	struct fr_error err;
	unsigned line = 0;
	int rc = fr_table_open(path, columns, &t, &err);

	if (rc != FR_OK) {
		assert(rc == FR_FATAL && strncmp(err.text, path, strlen(path)) == 0);
		return;
	}
	while ((rc = fr_table_next(t, &err)) != FR_STOP) {
		assert(fr_table_line(t) > line);
		line = fr_table_line(t);
		if (rc == FR_FATAL) {
			assert(strncmp(err.text, path, strlen(path)) == 0);
			continue;
		}
		check_cell(t, 0);
		check_cell(t, 1);
	}
	fr_table_free(t);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char path[32];
	int fd = memfd_create("table", 0);

	assert(fd >= 0);
	assert(write(fd, data, size) == (ssize_t)size);
	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	walk(path);
	close(fd);
	return 0;
}
