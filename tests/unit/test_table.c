/* Tables and pack.json: what is read, and that a bad row is named by file, line, column and reason. */
#include "unit.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>
#include "core/mem.h"
#include "pack/pack.h"
#include "pack/table.h"

static char folder[] = "/tmp/fr-table.XXXXXX";
static char path[64];
static const char *const columns[] = {"name", "weight", "?note", NULL};
static struct fr_error err;

static void write_file(const char *name, const char *bytes, size_t len)
{
	FILE *file;

	snprintf(path, sizeof path, "%s/%s", folder, name);
	file = fopen(path, "wb");
	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, len, file), len);
	assert_int_equal(fclose(file), 0);
}

static struct fr_table *opened(const char *text)
{
	struct fr_table *t;

	write_file("t.tsv", text, strlen(text));
	assert_int_equal(fr_table_open(path, columns, &t, &err), FR_OK);
	assert_string_equal(fr_table_path(t), path);
	return t;
}

/* err must be the path, then what. */
static void error_is(const char *what)
{
	assert_memory_equal(err.text, path, strlen(path));
	assert_string_equal(err.text + strlen(path), what);
}

static void refused(const char *bytes, size_t len, const char *what)
{
	struct fr_table *t = NULL;

	write_file("t.tsv", bytes, len);
	assert_int_equal(fr_table_open(path, columns, &t, &err), FR_FATAL);
	assert_null(t);
	error_is(what);
}

static void row_is(struct fr_table *t, unsigned line, const char *name, const char *weight, const char *note)
{
	assert_int_equal(fr_table_next(t, &err), FR_OK);
	assert_int_equal(fr_table_line(t), line);
	assert_string_equal(fr_table_cell(t, 0), name);
	assert_string_equal(fr_table_cell(t, 1), weight);
	assert_string_equal(fr_table_cell(t, 2), note);
}

static void rows_are_read_as_spreadsheets_write_them(void **state)
{
	struct fr_table *t = opened("\xef\xbb\xbf# a comment\r\n\r\nsource\tweight \t name\r\n"
				    "s1\t2\t कट्टा \r\n#\tx\t\t\t\t\t\n\t\t\t\n  s2 \t\nlast\t1\ta b\t\t\t");

	(void)state;
	assert_string_equal(fr_table_cell(t, 0), "");
	row_is(t, 4, "कट्टा", "2", "");
	row_is(t, 7, "", "", "");
	row_is(t, 8, "a b", "1", "");
	assert_int_equal(fr_table_next(t, &err), FR_STOP);
	assert_int_equal(fr_table_next(t, &err), FR_STOP);
	fr_table_free(t);
	fr_table_free(NULL);
}

static void a_bad_header_is_refused(void **state)
{
	(void)state;
	refused("", 0, ": no header line");
	refused("# only\n\n", 8, ": no header line");
	refused("#c\nname\n", 8, ":2: the header has no column 'weight'");
	refused("name\tweight\tname\n", 17, ":1: two columns are called 'name'");
	refused("na\0me\tweight\n", 13, ":1: a byte 0 in the line: not a text file");
	refused("name\tweight\t\xff\n", 14, ":1: not UTF-8: save the table as UTF-8 text");
	snprintf(path, sizeof path, "%s/none.tsv", folder);
	struct fr_table *t = NULL;
	assert_int_equal(fr_table_open(path, columns, &t, &err), FR_FATAL);
	error_is(": No such file or directory");
	snprintf(path, sizeof path, "%s", folder);
	assert_int_equal(fr_table_open(path, columns, &t, &err), FR_FATAL);
	error_is(": Is a directory");
}

static void too_many_columns_are_refused(void **state)
{
	struct fr_buf text = {0};

	(void)state;
	fr_buf_adds(&text, "name\tweight");
	for (int i = 2; i < FR_TABLE_COLUMNS_MAX; i++)
		fr_buf_addf(&text, "\tc%d", i);
	fr_table_free(opened(fr_buf_str(&text)));
	fr_buf_adds(&text, "\tmore\n");
	refused(text.bytes, text.len, ":1: 65 columns, at most 64 are allowed");
	fr_buf_free(&text);
}

static void a_bad_row_is_refused(void **state)
{
	struct fr_table *t = opened("name\tweight\na\t1\tmore\nb\t\xc3\nc\t1\t\t\n");

	(void)state;
	assert_int_equal(fr_table_next(t, &err), FR_FATAL);
	error_is(":2: 3 cells, but the header has 2 columns");
	assert_int_equal(fr_table_next(t, &err), FR_FATAL);
	error_is(":3: not UTF-8: save the table as UTF-8 text");
	row_is(t, 4, "c", "1", "");
	fr_table_free(t);
}

/* The next row's cell 1 as a number; what: the error behind "path:line: column 'weight': ", or NULL. */
static void number_is(struct fr_table *t, double expected, const char *what)
{
	char whole[256];
	double d = -1;

	assert_int_equal(fr_table_next(t, &err), FR_OK);
	assert_int_equal(fr_table_number(t, 1, -2, 10, &d, &err), what ? FR_FATAL : FR_OK);
	if (what) {
		snprintf(whole, sizeof whole, ":%u: column 'weight': %s", fr_table_line(t), what);
		error_is(whole);
		assert_true(d == -1);
	} else {
		assert_true(d == expected);
	}
}

static void numbers_have_a_form_and_a_range(void **state)
{
	struct fr_table *t = opened(
		"name\tweight\na\t2.5\na\t-2\na\t10.01\na\t1e1\na\t0x1\na\tnan\na\t\na\t.5\na\t1 2\na\t1.\na\t+3\n");
	int64_t n = 0;

	(void)state;
	number_is(t, 2.5, NULL);
	number_is(t, -2, NULL);
	number_is(t, 0, "'10.01' is not between -2 and 10");
	number_is(t, 0, "'1e1' is not a number");
	number_is(t, 0, "'0x1' is not a number");
	number_is(t, 0, "'nan' is not a number");
	number_is(t, 0, "'' is not a number");
	number_is(t, 0, "'.5' is not a number");
	number_is(t, 0, "'1 2' is not a number");
	number_is(t, 0, "'1.' is not a number");
	number_is(t, 3, NULL);
	assert_int_equal(fr_table_next(t, &err), FR_STOP);
	fr_table_free(t);
	t = opened("name\tweight\na\t7\na\t99999999999999999999\na\t7.0\na\t11\na\t-\na\t\n");
	assert_int_equal(fr_table_next(t, &err), FR_OK);
	assert_int_equal(fr_table_int(t, 1, 0, 10, &n, &err), FR_OK);
	assert_int_equal(n, 7);
	static const char *const wrong[] = {
		":3: column 'weight': '99999999999999999999' is not between 0 and 10",
		":4: column 'weight': '7.0' is not a whole number", ":5: column 'weight': '11' is not between 0 and 10",
		":6: column 'weight': '-' is not a whole number", ":7: column 'weight': '' is not a whole number"};
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		assert_int_equal(fr_table_next(t, &err), FR_OK);
		assert_int_equal(fr_table_int(t, 1, 0, 10, &n, &err), FR_FATAL);
		error_is(wrong[i]);
	}
	fr_table_free(t);
}

static void cells_are_required_or_chosen(void **state)
{
	struct fr_table *t = opened("name\tweight\nstrong\tx\n\tx\nstron\tx\n");
	const char *cell;
	int choice = -1;

	(void)state;
	fr_table_next(t, &err);
	assert_int_equal(fr_table_required(t, 0, &cell, &err), FR_OK);
	assert_string_equal(cell, "strong");
	assert_int_equal(fr_table_choice(t, 0, "weak|strong", &choice, &err), FR_OK);
	assert_int_equal(choice, 1);
	fr_table_next(t, &err);
	assert_int_equal(fr_table_required(t, 0, &cell, &err), FR_FATAL);
	error_is(":3: column 'name': is empty, and must not be");
	assert_int_equal(fr_table_choice(t, 0, "|strong", &choice, &err), FR_OK);
	assert_int_equal(choice, 0);
	fr_table_next(t, &err);
	assert_int_equal(fr_table_choice(t, 0, "weak|strong", &choice, &err), FR_FATAL);
	error_is(":4: column 'name': 'stron' is none of weak|strong");
	assert_int_equal(fr_table_fail(t, 2, &err, "no category %d", 5), FR_FATAL);
	error_is(":4: column 'note': no category 5");
	fr_table_free(t);
}

static void parts_of_a_cell_are_walked(void **state)
{
	const char *part;
	size_t pos = 0, len;

	(void)state;
	assert_true(fr_cell_part(" a b |; | c", '|', &pos, &part, &len));
	assert_bytes(part, len, "a b");
	assert_true(fr_cell_part(" a b |; | c", '|', &pos, &part, &len));
	assert_bytes(part, len, ";");
	assert_true(fr_cell_part(" a b |; | c", '|', &pos, &part, &len));
	assert_bytes(part, len, "c");
	assert_false(fr_cell_part(" a b |; | c", '|', &pos, &part, &len));
	pos = 0;
	assert_false(fr_cell_part(" | ||", '|', &pos, &part, &len));
}

#define PACK                                                                                                           \
	"{\"name\":\"bihar\",\"version\":\"1\",\"languages\":[\"hi\"],\"timezone\":\"Asia/Kolkata\","                  \
	"\"default_desk\":\"review\",\"offence_code_from\":\"%s\"}"

static void a_pack_is_opened(void **state)
{
	char text[512], *name;
	struct fr_pack *pack;

	(void)state;
	snprintf(text, sizeof text, PACK, "2024-07-01");
	write_file("pack.json", text, strlen(text));
	assert_int_equal(fr_pack_open(folder, &pack, &err), FR_OK);
	assert_string_equal(pack->name, "bihar");
	assert_string_equal(pack->default_desk, "review");
	assert_true(pack->new_law_at == 1719772200); /* 2024-06-30T18:30:00Z */
	name = fr_pack_file(pack, "terms.tsv");
	assert_memory_equal(name, folder, strlen(folder));
	assert_string_equal(name + strlen(folder), "/terms.tsv");
	free(name);
	fr_pack_free(pack);
	fr_pack_free(NULL);
}

static void pack_refused(const char *text, const char *what)
{
	struct fr_pack *pack = NULL;

	write_file("pack.json", text, strlen(text));
	assert_int_equal(fr_pack_open(folder, &pack, &err), FR_FATAL);
	assert_null(pack);
	assert_memory_equal(err.text, path, strlen(path));
	assert_memory_equal(err.text + strlen(path), what, strlen(what));
}

static void a_bad_pack_is_refused(void **state)
{
	char text[512];

	(void)state;
	pack_refused("", ":");
	pack_refused("{\n\"a\":1,\n}", ":3: ");
	pack_refused("[]", ": not a JSON object");
	pack_refused("{}", ": no member 'name'");
	pack_refused("{\"name\":1}", ": 'name' is not a string, or an empty one");
	pack_refused("{\"name\":\"a\",\"version\":\"\"}", ": 'version' is not a string, or an empty one");
	pack_refused("{\"name\":\"a\",\"version\":\"1\",\"languages\":[1]}", ": 'languages' holds something that");
	static const char *const days[] = {"2024-13-01", "2024-7-1", "2024-02-30", "soon", "2024-07-01T", "0000-01-01"};
	for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
		snprintf(text, sizeof text, PACK, days[i]);
		pack_refused(text, ": 'offence_code_from': '");
	}
	unlink(path);
	struct fr_pack *pack = NULL;
	assert_int_equal(fr_pack_open(folder, &pack, &err), FR_FATAL);
	error_is(": No such file or directory");
}

static int make_folder(void **state)
{
	(void)state;
	return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state)
{
	(void)state;
	snprintf(path, sizeof path, "%s/t.tsv", folder);
	unlink(path);
	snprintf(path, sizeof path, "%s/pack.json", folder);
	unlink(path);
	return rmdir(folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_are_read_as_spreadsheets_write_them),
		cmocka_unit_test(a_bad_header_is_refused),
		cmocka_unit_test(too_many_columns_are_refused),
		cmocka_unit_test(a_bad_row_is_refused),
		cmocka_unit_test(numbers_have_a_form_and_a_range),
		cmocka_unit_test(cells_are_required_or_chosen),
		cmocka_unit_test(parts_of_a_cell_are_walked),
		cmocka_unit_test(a_pack_is_opened),
		cmocka_unit_test(a_bad_pack_is_refused),
	};

	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
