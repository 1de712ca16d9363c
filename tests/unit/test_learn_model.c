/* Pieces of text, a model's file, and what it says. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>
#include "core/mem.h"
#include "model/model.h"

static const struct fr_feature_spec small = {
	.bits = 12, .char_min = 2, .char_max = 3, .words = 1, .shape = 1, .raw_max = 3};

static size_t block_len(const struct fr_features *f, size_t block)
{
	return f->block_end[block] - (block ? f->block_end[block - 1] : 0);
}

static void pieces_are_counted(void **state)
{
	struct fr_feature_spec spec = {.bits = 16, .char_min = 2, .char_max = 2};
	struct fr_features f;

	(void)state;
	fr_features_init(&f, &spec);
	fr_features_read(&f, "Na na कट्टा", strlen("Na na कट्टा"));
	/* " n" "na" "a " twice; " क" "कट" "ट्" "्ट" "टा" "ा " */
	assert_int_equal(f.n, 9);
	assert_int_equal(f.items[0].count, 2);
	assert_int_equal(f.items[3].count, 1);
	assert_int_equal(f.items[0].word, 0);
	assert_int_equal(f.items[3].word, 2);
	fr_features_read(&f, "https://t.co/abc", 16);
	assert_int_equal(f.n, 0);
	fr_features_free(&f);
}

static void capitals_and_marks_are_shape(void **state)
{
	struct fr_feature_spec spec = {.bits = 16, .words = 1, .shape = 0};
	struct fr_features f;
	size_t words;

	(void)state;
	fr_features_init(&f, &spec);
	fr_features_read(&f, "ek do ek do", 11);
	words = f.n; /* ek, do, ek do, do ek */
	assert_int_equal(words, 4);
	fr_features_free(&f);
	spec.shape = 1;
	fr_features_init(&f, &spec);
	fr_features_read(&f, "ek do ek do", 11);
	assert_true(f.n > words);
	for (size_t i = words; i < f.n; i++)
		assert_int_equal(f.items[i].word, FR_FEATURE_NO_WORD);
	fr_features_free(&f);
}

static void raw_sees_what_folding_drops(void **state)
{
	struct fr_feature_spec spec = {.bits = 16, .raw_max = 2};
	struct fr_features f;

	(void)state;
	fr_features_init(&f, &spec);
	fr_features_read(&f, "A!  \n!a", 7); /* "a!" "! " " !" "!a" */
	assert_int_equal(f.n, 4);
	fr_features_free(&f);
}

static void rows_choose_pieces(void **state)
{
	struct fr_feature_spec spec = {.bits = 8, .words = 1};
	struct fr_feature_rows rows[FR_BLOCKS * 256 / 32] = {{0}};
	struct fr_features f;
	uint32_t at;

	(void)state;
	fr_features_init(&f, &spec);
	fr_features_read(&f, "ek", 2);
	assert_int_equal(f.n, 1);
	at = f.items[0].at;
	rows[at / 32].has = 1u << at % 32;
	rows[at / 32].first = 5;
	f.rows = rows;
	fr_features_read(&f, "ek ek", 5);
	assert_int_equal(f.n, 2); /* each time for itself; the pair has no row */
	assert_int_equal(f.items[1].at, at);
	assert_int_equal(f.items[1].word, 1);
	rows[at / 32].has = UINT32_MAX;
	assert_int_equal(fr_feature_row(rows, at), 5 + at % 32);
	rows[at / 32].has = 1u << at % 32;
	assert_int_equal(fr_feature_row(rows, at), 5);
	fr_features_free(&f);
}

static void any_bytes_can_be_read(void **state)
{
	struct fr_features f;
	char *text = fr_xmalloc(FR_FEATURES_TEXT_MAX + 100);

	(void)state;
	fr_features_init(&f, &small);
	fr_features_read(&f, NULL, 0);
	assert_int_equal(block_len(&f, FR_BLOCK_CHARS), 0);
	for (size_t i = 0; i < FR_FEATURES_TEXT_MAX + 100; i++)
		text[i] = (char)(i * 167 + i / 256);
	fr_features_read(&f, text, FR_FEATURES_TEXT_MAX + 100);
	for (size_t i = 0; i < f.n; i++)
		assert_true(f.items[i].at < (uint32_t)FR_BLOCKS << small.bits);
	for (size_t i = 0; i < f.block_end[FR_BLOCK_WORDS]; i++)
		assert_true(f.items[i].word < f.folded.n_words || f.items[i].word == FR_FEATURE_NO_WORD);
	fr_features_free(&f);
	free(text);
}

static void a_spec_has_limits(void **state)
{
	struct fr_feature_spec spec = small;

	(void)state;
	assert_true(fr_feature_spec_valid(&spec));
	spec.bits = FR_FEATURES_BITS_MAX + 1;
	assert_false(fr_feature_spec_valid(&spec));
	spec = small;
	spec.char_min = 4;
	assert_false(fr_feature_spec_valid(&spec));
	spec = (struct fr_feature_spec){.bits = 12, .shape = 1};
	assert_false(fr_feature_spec_valid(&spec));
}

/* A model of the words katta (arms) and namaste (other), at path. */
static void write_model(char *path, struct fr_buf *file)
{
	static const char *const names[] = {"arms", "other"};
	const double prior[] = {0.5, 0.5}, bias[] = {0}, shift[] = {0, 0}, lead[] = {0, 0};
	const float rarity[] = {2, 3}, weights[] = {1, -1};
	uint32_t at[2], swap;
	float turned[] = {-1, 1}, rarity_turned[] = {3, 2};
	struct fr_model_draft draft = {.spec = small,
				       .n_posts = 2,
				       .n_labels = 2,
				       .names = names,
				       .prior = prior,
				       .bias = bias,
				       .shift = shift,
				       .lead = lead,
				       .temperature = 1,
				       .block_weight = {0, 1, 0},
				       .n_rows = 2,
				       .row_at = at,
				       .rarity = rarity,
				       .weights = weights};
	struct fr_features f;
	FILE *out;
	int fd;

	fr_features_init(&f, &small);
	fr_features_read(&f, "katta", 5);
	at[0] = f.items[f.block_end[FR_BLOCK_CHARS]].at;
	fr_features_read(&f, "namaste", 7);
	at[1] = f.items[f.block_end[FR_BLOCK_CHARS]].at;
	fr_features_free(&f);
	if (at[0] > at[1]) {
		swap = at[0];
		at[0] = at[1];
		at[1] = swap;
		draft.weights = turned;
		draft.rarity = rarity_turned;
	}
	fr_model_put(&draft, file);
	snprintf(path, 64, "/tmp/fr-model.XXXXXX");
	fd = mkstemp(path);
	out = fdopen(fd, "wb");
	assert_non_null(out);
	assert_int_equal(fwrite(file->bytes, 1, file->len, out), file->len);
	assert_int_equal(fclose(out), 0);
}

static void what_was_written_is_read(void **state)
{
	struct fr_buf file = {0};
	struct fr_model *model;
	struct fr_scorer scorer;
	struct fr_reason reasons[2];
	struct fr_error err;
	char path[64];

	(void)state;
	write_model(path, &file);
	assert_int_equal(fr_model_load(path, &model, &err), FR_OK);
	assert_int_equal(fr_model_n_labels(model), 2);
	assert_string_equal(fr_model_label(model, 1), "other");
	fr_scorer_init(&scorer, model);
	assert_int_equal(fr_score(&scorer, "ek KATTA", 8), 0);
	assert_float_equal(scorer.p[0], 0.8808, 0.001); /* 1 / (1 + e^-2) */
	assert_float_equal(scorer.p[0] + scorer.p[1], 1, 1e-9);
	assert_int_equal(fr_score_reasons(&scorer, 0, reasons, 2), 1);
	assert_int_equal(reasons[0].off, 3);
	assert_int_equal(reasons[0].len, 5);
	assert_int_equal(fr_score(&scorer, "katta katta katta katta", 23), 0);
	assert_float_equal(scorer.p[0], 0.8808, 0.001); /* the only piece is all of the length */
	assert_int_equal(fr_score(&scorer, "katta namaste namaste namaste", 29), 1);
	/* 2 * 1 against 3 * (1 + log 3) of length sqrt(4 + 39.6), twice as log-odds */
	assert_float_equal(scorer.p[1], 0.7859, 0.001);
	assert_int_equal(fr_score(&scorer, "namaste ji", 10), 1);
	fr_score(&scorer, "kuch aur", 8);
	assert_float_equal(scorer.p[0], 0.5, 1e-9);
	fr_scorer_free(&scorer);
	fr_model_free(model);
	fr_buf_free(&file);
	unlink(path);
}

static void one_wrong_bit_is_seen(void **state)
{
	struct fr_buf file = {0};
	struct fr_model *model;
	struct fr_error err;
	char path[64];
	FILE *f;

	(void)state;
	write_model(path, &file);
	for (size_t at = 0; at < file.len; at += 211) {
		f = fopen(path, "wb");
		file.bytes[at] ^= 4;
		fwrite(file.bytes, 1, file.len, f);
		file.bytes[at] ^= 4;
		fclose(f);
		assert_int_equal(fr_model_load(path, &model, &err), FR_FATAL);
	}
	assert_int_equal(truncate(path, (off_t)file.len - 8), 0);
	assert_int_equal(fr_model_load(path, &model, &err), FR_FATAL);
	assert_int_equal(truncate(path, 0), 0);
	assert_int_equal(fr_model_load(path, &model, &err), FR_FATAL);
	unlink(path);
	assert_int_equal(fr_model_load(path, &model, &err), FR_FATAL);
	fr_buf_free(&file);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pieces_are_counted),          cmocka_unit_test(capitals_and_marks_are_shape),
		cmocka_unit_test(raw_sees_what_folding_drops), cmocka_unit_test(any_bytes_can_be_read),
		cmocka_unit_test(rows_choose_pieces),          cmocka_unit_test(a_spec_has_limits),
		cmocka_unit_test(what_was_written_is_read),    cmocka_unit_test(one_wrong_bit_is_seen),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
