/* Calibration, figures, and how label and prediction meet. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "learn/calibrate.h"
#include "learn/learn.h"
#include "learn/measure.h"
#include "learn/trial.h"

static void probabilities_add_up_to_the_posts(void **state)
{
	/* of the posts with score 1 three in four have label 0, of those with -1 one in four */
	enum { N = 400 };
	static double scores[2 * N];
	static uint32_t labels[N];
	struct fr_calibration c;

	(void)state;
	for (size_t i = 0; i < N; i++) {
		bool ahead = i % 2, right = i / 2 % 4 != 0;

		scores[2 * i] = ahead ? 1 : -1;
		scores[2 * i + 1] = -scores[2 * i];
		labels[i] = ahead == right ? 0 : 1;
	}
	fr_calibrate(scores, labels, N, 2, &c);
	assert_float_equal(1 / (1 + exp(-(2 * c.temperature + c.shift[0] - c.shift[1]))), 0.75, 1e-3);
	fr_calibration_free(&c);
}

static void a_rare_label_gets_a_lead(void **state)
{
	/* 90 of 100 are label 0; of label 1 the scores are a little higher, but never above 0 */
	enum { N = 1000 };
	static double scores[2 * N];
	static uint32_t labels[N];
	struct fr_calibration c;
	struct fr_class_counts counts[2];

	(void)state;
	for (size_t i = 0; i < N; i++) {
		labels[i] = i % 10 == 0;
		scores[2 * i] = labels[i] ? 0.1 + 0.001 * (double)(i % 97) : 0.5 + 0.001 * (double)(i % 97);
		scores[2 * i + 1] = -scores[2 * i];
	}
	fr_calibrate(scores, labels, N, 2, &c);
	assert_float_equal(fr_calibration_macro_f1(&c, scores, labels, N, counts), 1, 1e-9);
	assert_int_equal(counts[1].right, counts[1].gold);
	fr_calibration_free(&c);
}

static void f1_is_counted(void **state)
{
	const uint32_t gold[] = {0, 0, 0, 1}, named[] = {0, 0, 1, 1};
	struct fr_class_counts counts[3];

	(void)state;
	fr_count_classes(gold, named, 4, counts, 3);
	assert_float_equal(fr_precision(&counts[0]), 1, 1e-9);
	assert_float_equal(fr_recall(&counts[0]), 2.0 / 3, 1e-9);
	assert_float_equal(fr_f1(&counts[1]), 2.0 / 3, 1e-9);
	assert_float_equal(fr_macro_f1(counts, 3), (0.8 + 2.0 / 3) / 2, 1e-9);
}

static int add(struct fr_trial *t, const char *file, uint64_t n, const char *line)
{
	struct fr_place place = {file, n, 0, strlen(line)};
	struct fr_record *rec = fr_record_new();
	struct fr_error err;
	int rc = fr_record_parse(rec, line, strlen(line), &place, &err);

	assert_int_equal(rc, FR_OK);
	rc = fr_trial_add(t, rec, &err);
	fr_record_free(rec);
	return rc;
}

static void label_and_prediction_meet_by_id(void **state)
{
	struct fr_trial t;
	struct fr_error err;
	struct fr_figures f;

	(void)state;
	fr_trial_init(&t, "gold", "class.category", "class.score", false);
	assert_int_equal(add(&t, "a", 1, "{\"id\":\"x:1\",\"gold\":\"fire\"}"), FR_OK);
	assert_int_equal(add(&t, "a", 2, "{\"id\":\"x:2\",\"gold\":null}"), FR_OK);
	assert_int_equal(add(&t, "a", 3, "{\"gold\":7,\"class\":{\"category\":\"7\"}}"), FR_OK);
	assert_int_equal(add(&t, "a", 4, "{\"gold\":[1]}"), FR_REJECT);
	assert_int_equal(add(&t, "b", 1, "{\"id\":\"x:1\",\"class\":{\"category\":\"fire\",\"score\":0.5}}"), FR_OK);
	assert_int_equal(add(&t, "b", 2, "{\"id\":\"x:9\",\"class\":{\"category\":\"fire\"}}"), FR_OK);
	assert_int_equal(add(&t, "b", 3, "{\"id\":\"x:1\",\"gold\":\"theft\"}"), FR_REJECT);
	assert_int_equal(fr_trial_finish(&t, &err), FR_OK);
	assert_int_equal(t.n, 3);
	assert_int_equal(t.n_unlabelled, 1);
	fr_measure(&t, 0, 5, &f);
	assert_int_equal(f.n_right, 3);
	assert_int_equal(f.n_classes, 3);
	assert_int_equal(f.n_scored, 1);
	assert_int_equal(f.n_worst, 0);
	fr_figures_free(&f);
	fr_trial_free(&t);
}

static void chance_is_told_from_change(void **state)
{
	struct fr_trial t;
	struct fr_error err;
	struct fr_difference d;
	char line[128];

	(void)state;
	fr_trial_init(&t, "label", "p", "s", true);
	for (unsigned i = 0; i < 100; i++) {
		snprintf(line, sizeof line, "{\"id\":\"x:%u\",\"label\":\"%u\",\"p\":\"%u\"}", i, i % 2,
			 i < 50 ? i % 2 : 0);
		assert_int_equal(add(&t, "a", i + 1, line), FR_OK);
	}
	for (unsigned i = 0; i < 100; i++) {
		snprintf(line, sizeof line, "{\"id\":\"x:%u\",\"p\":\"%u\"}", i, i < 90 ? i % 2 : 0);
		assert_int_equal(add(&t, "b", i + 1, line), FR_OK);
	}
	assert_int_equal(add(&t, "b", 101, "{\"p\":\"1\"}"), FR_REJECT);
	assert_int_equal(add(&t, "b", 102, "{\"id\":\"x:1\",\"p\":\"1\"}"), FR_REJECT);
	assert_int_equal(fr_trial_finish(&t, &err), FR_OK);
	fr_compare(&t, &d);
	assert_int_equal(d.only_first, 0);
	assert_int_equal(d.only_second, 20);
	assert_float_equal(d.mcnemar_p, 2.0 / 1048576, 1e-12);
	assert_true(d.accuracy_real && d.macro_f1_real);
	assert_true(d.macro_f1_in.low < d.macro_f1 && d.macro_f1 < d.macro_f1_in.high);
	fr_trial_free(&t);
}

static void pairs_are_counted(void **state)
{
	static const char *const lines[] = {
		"{\"g\":\"a\",\"case\":{\"id\":\"1\"}}", "{\"g\":\"a\",\"case\":{\"id\":\"1\"}}",
		"{\"g\":\"a\",\"case\":{\"id\":\"2\"}}", "{\"g\":\"b\",\"case\":{\"id\":\"2\"}}",
		"{\"g\":null,\"case\":{\"id\":\"3\"}}",
	};
	struct fr_trial t;
	struct fr_error err;
	struct fr_pair_figures f;

	(void)state;
	fr_trial_init(&t, "g", "case.id", "s", false);
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
		assert_int_equal(add(&t, "a", i + 1, lines[i]), FR_OK);
	assert_int_equal(fr_trial_finish(&t, &err), FR_OK);
	fr_measure_pairs(&t, &f);
	assert_int_equal(f.gold, 3);
	assert_int_equal(f.named, 2);
	assert_int_equal(f.right, 1);
	assert_int_equal(f.n_gold_groups, 3);
	assert_float_equal(f.b3_precision, (1 + 1 + 0.5 + 0.5 + 1) / 5, 1e-9);
	assert_float_equal(f.b3_recall, (2.0 / 3 + 2.0 / 3 + 1.0 / 3 + 1 + 1) / 5, 1e-9);
	fr_trial_free(&t);
}

static void copies_are_one_group(void **state)
{
	struct fr_corpus c;
	struct fr_error err;
	static const char *const texts[] = {"Katta lahraya https://t.co/a", "RT @x: katta LAHRAYA", "katta mila"};

	(void)state;
	fr_corpus_init(&c, &fr_learn_spec);
	for (size_t i = 0; i < 3; i++)
		assert_int_equal(fr_corpus_add(&c, texts[i], strlen(texts[i]), i ? "b" : "z", 1, &err), FR_OK);
	assert_int_equal(fr_corpus_add(&c, "x", 1, "\xff", 1, &err), FR_REJECT);
	assert_int_equal(fr_corpus_finish(&c, &err), FR_OK);
	assert_true(c.group[0] == c.group[1] && c.group[1] != c.group[2]);
	assert_string_equal(c.names[0], "b");
	assert_int_equal(c.label[0], 1);
	fr_corpus_free(&c);
}

static void cut_copies_are_one_group(void **state)
{
	static const char *const texts[] = {
		"RT @some_one: kal raat mairwa me goli chali hai police ko khabar do https://t.co/x",
		"kal raat mairwa me goli chali hai police ko khabar do",
		"kal raat mairwa me goli chali hai police ko kha\xe2\x80\xa6", /* cut */
		"kal subah mairwa me goli chali hai police ko khabar do",
		"@some_one dhanyavad",
		"@others dhanyavad",
		"dhanyavad",
	};
	static const char *const labels[] = {"a", "a", "b", "a", "b", "b", "a"};
	struct fr_corpus c;
	struct fr_error err;

	(void)state;
	fr_corpus_init(&c, &fr_learn_spec);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		assert_int_equal(fr_corpus_add(&c, texts[i], strlen(texts[i]), labels[i], 1, &err), FR_OK);
	assert_int_equal(fr_corpus_finish(&c, &err), FR_OK);
	assert_true(c.group[0] == c.group[1] && c.group[1] == c.group[2]);
	assert_true(c.group[3] != c.group[0] && c.group[4] != c.group[0]);
	assert_true(c.group[4] == c.group[5] && c.group[5] == c.group[6]);
	assert_int_equal(fr_corpus_n_disputed(&c), 2);
	fr_corpus_free(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(probabilities_add_up_to_the_posts),
		cmocka_unit_test(cut_copies_are_one_group),
		cmocka_unit_test(a_rare_label_gets_a_lead),
		cmocka_unit_test(f1_is_counted),
		cmocka_unit_test(label_and_prediction_meet_by_id),
		cmocka_unit_test(chance_is_told_from_change),
		cmocka_unit_test(pairs_are_counted),
		cmocka_unit_test(copies_are_one_group),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
