/* Texts with marks for people. */
#include "unit.h"
#include "text/marked.h"

static void check(const char *text, struct fr_range *ranges, size_t n, const char *expected)
{
	struct fr_buf out = {0};

	fr_text_put_marked(&out, text, strlen(text), ranges, n, false);
	assert_string_equal(fr_buf_str(&out), expected);
	fr_buf_free(&out);
}

static void test_marks(void **state)
{
	(void)state;
	check("one two three", NULL, 0, "one two three");
	check("one two three", (struct fr_range[]){{8, 13}, {0, 3}}, 2, "«one» two «three»");
	check("one two three", (struct fr_range[]){{0, 5}, {4, 7}, {4, 4}, {9, 99}, {5, 2}}, 5, "«one two» three");
	check("one\033two", (struct fr_range[]){{3, 7}}, 1, "one«\\x1Btwo»");
	check("", (struct fr_range[]){{0, 1}}, 1, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_marks)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
