/* Outlines: within, on the edge, in a hole, near; bad tables. */
#include "unit.h"

#include <stdio.h>
#include "route/outlines.h"

#define HEAD "police_district\tring\n"

static uint16_t letter(const void *areas, const char *id, size_t len)
{
	(void)areas;
	return len == 1 && *id >= 'a' && *id <= 'z' ? (uint16_t)(*id - 'a' + 1) : 0;
}

static int load_text(const char *text, struct fr_outlines **ret, struct fr_error *err)
{
	const char *path = "test-outlines.tsv";
	FILE *file = fopen(path, "w");
	int rc;

	assert_non_null(file);
	fputs(text, file);
	assert_int_equal(fclose(file), 0);
	rc = fr_outlines_load(path, letter, NULL, ret, err);
	remove(path);
	return rc;
}

static void a_point_lies_in_or_near(void **state)
{
	struct fr_outlines *o = NULL;
	struct fr_near near[FR_NEAR_MAX];
	struct fr_error err;

	(void)state;
	/* a square, another to its east, and a hole in the first with a third in it */
	assert_int_equal(load_text(HEAD "a\t25 85;26 85;26 86;25 86\nb\t25 86;26 86;26 87;25 87\n"
					"a\t25.4 85.4;25.6 85.4;25.6 85.6;25.4 85.6\n"
					"c\t25.4 85.4;25.6 85.4;25.6 85.6;25.4 85.6\n",
				   &o, &err),
			 FR_OK);
	assert_int_equal(fr_outlines_near(o, 25.2, 85.2, 2, near), 1);
	assert_true(near[0].area == 1 && near[0].inside);
	assert_int_equal(fr_outlines_near(o, 25.5, 85.5, 2, near), 1);
	assert_int_equal(near[0].area, 3);
	assert_int_equal(fr_outlines_near(o, 25.2, 85.995, 2, near), 2);
	assert_true(near[0].area == 1 && near[0].inside && near[1].area == 2 && !near[1].inside);
	assert_true(near[1].km2 > 0.24 && near[1].km2 < 0.27);
	assert_int_equal(fr_outlines_near(o, 24.99, 85.5, 2, near), 1);
	assert_true(near[0].area == 1 && !near[0].inside);
	assert_int_equal(fr_outlines_near(o, 24.97, 85.5, 2, near), 0);
	assert_int_equal(fr_outlines_near(o, 90, 180, 2, near), 0);
	fr_outlines_free(o);
}

static void a_bad_ring_stops_the_run(void **state)
{
	static const char *const bad[] = {
		HEAD "\t1 2;3 4;5 6\n",    HEAD "nowhere\t1 2;3 4;5 6\n", HEAD "a\t1 2;3 4\n",
		HEAD "a\t1 2;3;5 6\n",     HEAD "a\t1 2;3 4 5;5 6\n",     HEAD "a\t1 2;91 4;5 6\n",
		HEAD "a\t1 2;nan 4;5 6\n", HEAD "a\t1 2;0x1 4;5 6\n",     HEAD "a\t\n",
		"police_district\na\n"};
	struct fr_outlines *o = NULL;
	struct fr_error err;

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_int_equal(load_text(bad[i], &o, &err), FR_FATAL);
	assert_null(o);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_point_lies_in_or_near),
		cmocka_unit_test(a_bad_ring_stops_the_run),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
