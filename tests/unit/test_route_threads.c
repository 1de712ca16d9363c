/* Posts that were placed: found again, replaced, and forgotten when others were used since. */
#include "unit.h"

#include <stdio.h>
#include "route/threads.h"

static void put(struct fr_threads *t, unsigned i, uint16_t area)
{
	struct fr_threads_place place = {i, area, false};
	char id[32];

	snprintf(id, sizeof id, "x:%u", i);
	fr_threads_put(t, id, strlen(id), &place);
}

static uint16_t got(struct fr_threads *t, unsigned i)
{
	struct fr_threads_place place = {0, 0, false};
	char id[32];

	snprintf(id, sizeof id, "x:%u", i);
	if (!fr_threads_get(t, id, strlen(id), &place))
		return 0;
	assert_int_equal(place.station, i);
	return place.area;
}

static void the_last_ones_are_known(void **state)
{
	struct fr_threads *t = fr_threads_new();
	unsigned known = 0;

	(void)state;
	for (unsigned i = 0; i < 3 * FR_THREADS_MAX; i++) {
		put(t, i, 7);
		/* the first is asked for again and again, and stays */
		if (i % 1000 == 0)
			assert_int_equal(got(t, 0), 7);
	}
	assert_int_equal(got(t, 0), 7);
	assert_int_equal(got(t, 1), 0);
	assert_int_equal(got(t, 2 * FR_THREADS_MAX), 0);
	for (unsigned i = 2 * FR_THREADS_MAX + 1; i < 3 * FR_THREADS_MAX; i++)
		known += got(t, i) == 7;
	assert_int_equal(known, FR_THREADS_MAX - 1);
	put(t, 3 * FR_THREADS_MAX - 1, 8);
	assert_int_equal(got(t, 3 * FR_THREADS_MAX - 1), 8);
	fr_threads_free(t);
}

static void long_and_empty_ids_are_not_kept(void **state)
{
	struct fr_threads *t = fr_threads_new();
	struct fr_threads_place place = {1, 1, true};
	char id[FR_THREAD_ID_MAX + 1];

	(void)state;
	memset(id, 'x', sizeof id);
	fr_threads_put(t, id, sizeof id, &place);
	assert_false(fr_threads_get(t, id, sizeof id, &place));
	fr_threads_put(t, id, sizeof id - 1, &place);
	assert_true(fr_threads_get(t, id, sizeof id - 1, &place));
	fr_threads_put(t, NULL, 0, &place);
	assert_false(fr_threads_get(t, NULL, 0, &place));
	fr_threads_free(t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_last_ones_are_known),
		cmocka_unit_test(long_and_empty_ids_are_not_kept),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
