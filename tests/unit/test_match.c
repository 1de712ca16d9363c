/* The matcher: what it finds, in which order, against a search by hand; and its size. Phrases are synthetic. */
#include "unit.h"

#include <stdio.h>
#include "core/mem.h"
#include "text/match.h"

struct log {
	struct fr_buf text;
	size_t stop_after, n;
};

static bool write_hit(void *arg, const struct fr_hit *hit)
{
	struct log *log = arg;

	fr_buf_addf(&log->text, "%u:%u-%u ", hit->id, hit->first, hit->last);
	return ++log->n != log->stop_after;
}

/* phrases: "flag phrase" each, w for whole words, p for a stem; ids from 0. */
static struct fr_matcher *matcher(const char *const *phrases)
{
	struct fr_matcher *m = fr_matcher_new();

	for (uint32_t id = 0; phrases[id]; id++)
		assert_true(fr_matcher_add(m, phrases[id] + 2, strlen(phrases[id]) - 2,
					   phrases[id][0] == 'p' ? FR_MATCH_PREFIX : 0, id));
	fr_matcher_build(m);
	return m;
}

static void finds(const struct fr_matcher *m, const char *text, const char *expected)
{
	struct fr_folded f = {0};
	struct log log = {0};

	fr_fold(&f, text, strlen(text));
	fr_matcher_scan(m, &f, write_hit, &log);
	assert_string_equal(fr_buf_str(&log.text), expected);
	fr_buf_free(&log.text);
	fr_folded_free(&f);
}

static void whole_words_and_stems_are_found(void **state)
{
	static const char *const phrases[] = {"w harsh firing", "w firing", "p lahra", "w कट्टा", "p हर्ष फायर", NULL};
	struct fr_matcher *m = matcher(phrases);

	(void)state;
	finds(m, "Harsh firing!", "0:0-1 1:1-1 ");
	finds(m, "harshfiring misfiring firings", "");
	finds(m, "#HarshFiring", "0:0-1 1:1-1 ");
	finds(m, "lahra lahraya alahra", "2:0-0 2:1-1 ");
	finds(m, "कट्टा लेकर हर्ष फ़ायरिंग", "3:0-0 4:2-3 ");
	finds(m, "कट्टाा", "");
	finds(m, "", "");
	finds(m, "harsh", "");
	finds(m, "harsh harsh firing", "0:1-2 1:2-2 ");
	fr_matcher_free(m);
}

static void hits_come_by_end_then_length_then_id(void **state)
{
	static const char *const phrases[] = {"w c", "w b c", "p c", "w a b c", "w b c", "p b", "p bo", "w boat", NULL};
	struct fr_matcher *m = matcher(phrases);

	(void)state;
	finds(m, "a b c", "5:1-1 3:0-2 1:1-2 4:1-2 0:2-2 2:2-2 ");
	finds(m, "cd boat", "2:0-0 5:1-1 6:1-1 7:1-1 ");
	fr_matcher_free(m);
}

static void a_phrase_may_have_several_ids_and_is_stored_once(void **state)
{
	struct fr_matcher *m = fr_matcher_new();

	(void)state;
	assert_true(fr_matcher_add(m, "Katta", 5, 0, 9));
	assert_true(fr_matcher_add(m, "katta!", 6, 0, 3));
	assert_true(fr_matcher_add(m, "KATTA", 5, 0, 9));
	assert_false(fr_matcher_add(m, " ,. ", 4, 0, 1));
	assert_false(fr_matcher_add(m, "", 0, 0, 1));
	fr_matcher_build(m);
	assert_int_equal(fr_matcher_count(m), 2);
	finds(m, "katta", "3:0-0 9:0-0 ");
	fr_matcher_free(m);
}

static void a_scan_can_be_stopped_and_an_empty_matcher_scanned(void **state)
{
	static const char *const phrases[] = {"w a", NULL};
	struct fr_matcher *m = matcher(phrases), *none = fr_matcher_new();
	struct fr_folded f = {0};
	struct log log = {.stop_after = 2};

	(void)state;
	fr_matcher_build(none);
	finds(none, "a a", "");
	fr_fold(&f, "a a a a", 7);
	fr_matcher_scan(m, &f, write_hit, &log);
	assert_string_equal(fr_buf_str(&log.text), "0:0-0 0:1-1 ");
	fr_buf_free(&log.text);
	fr_folded_free(&f);
	fr_matcher_free(m);
	fr_matcher_free(none);
	fr_matcher_free(NULL);
}

static uint32_t seed;

static uint32_t roll(uint32_t below)
{
	seed = seed * 1664525u + 1013904223u;
	return (seed >> 8) % below;
}

/* One to n words of one to three letters out of two, so that everything overlaps. */
static void random_text(struct fr_buf *out, uint32_t n)
{
	fr_buf_clear(out);
	for (n = 1 + roll(n); n; n--) {
		for (uint32_t k = 1 + roll(3); k; k--)
			fr_buf_adds(out, roll(5) ? roll(2) ? "a" : "b" : "का");
		fr_buf_addc(out, ' ');
	}
}

struct wanted {
	char text[32]; /* " aa b": folded, without the last blank */
	uint32_t n_words;
	bool prefix;
};

/* All hits by trying every pattern at every word, in the order that the header promises. */
static void search_by_hand(const struct fr_folded *f, const struct wanted *wanted, uint32_t n, struct fr_buf *out)
{
	for (size_t end = 1; end < f->len; end++) {
		for (size_t start = 0; start < end; start++) {
			for (uint32_t id = 0; id < n; id++) {
				const struct wanted *p = &wanted[id];
				size_t last = fr_folded_word_at(f, end - 1);

				if (strlen(p->text) != end - start ||
				    memcmp(f->text + start, p->text, end - start) != 0)
					continue;
				if (!p->prefix && f->text[end] != ' ')
					continue;
				fr_buf_addf(out, "%u:%zu-%zu ", id, last + 1 - p->n_words, last);
			}
		}
	}
}

static void random_phrases_are_found_as_by_hand(void **state)
{
	struct fr_buf text = {0}, expected = {0};
	struct fr_folded f = {0};

	(void)state;
	for (seed = 1; seed < 400; seed++) {
		struct wanted wanted[40] = {0};
		struct fr_matcher *m = fr_matcher_new();
		uint32_t n = 1 + roll(40), round = seed;

		for (uint32_t id = 0; id < n; id++) {
			random_text(&text, 3);
			fr_fold(&f, text.bytes, text.len);
			memcpy(wanted[id].text, f.text, f.len - 1);
			wanted[id].n_words = (uint32_t)f.n_words;
			wanted[id].prefix = roll(2);
			fr_matcher_add(m, text.bytes, text.len, wanted[id].prefix ? FR_MATCH_PREFIX : 0, id);
		}
		fr_matcher_build(m);
		for (int i = 0; i < 5; i++) {
			random_text(&text, 20);
			fr_fold(&f, text.bytes, text.len);
			fr_buf_clear(&expected);
			search_by_hand(&f, wanted, n, &expected);
			finds(m, fr_buf_str(&text), fr_buf_str(&expected));
		}
		fr_matcher_free(m);
		seed = round;
	}
	fr_buf_free(&text);
	fr_buf_free(&expected);
	fr_folded_free(&f);
}

static void a_hundred_thousand_phrases_fit(void **state)
{
	struct fr_matcher *m = fr_matcher_new();
	char phrase[64];
	size_t bytes = 0;

	(void)state;
	seed = 1;
	for (uint32_t i = 0; i < 100000; i++) {
		int len = snprintf(phrase, sizeof phrase, "%x%x गाँव %u", roll(1u << 20), roll(1u << 20), i);

		assert_true(fr_matcher_add(m, phrase, (size_t)len, 0, i));
		bytes += (size_t)len;
	}
	fr_matcher_build(m);
	assert_int_equal(fr_matcher_count(m), 100000);
	assert_true(fr_matcher_memory(m) < bytes * 24);
	snprintf(phrase, sizeof phrase, "x");
	finds(m, phrase, "");
	fr_matcher_free(m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whole_words_and_stems_are_found),
		cmocka_unit_test(hits_come_by_end_then_length_then_id),
		cmocka_unit_test(a_phrase_may_have_several_ids_and_is_stored_once),
		cmocka_unit_test(a_scan_can_be_stopped_and_an_empty_matcher_scanned),
		cmocka_unit_test(random_phrases_are_found_as_by_hand),
		cmocka_unit_test(a_hundred_thousand_phrases_fit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
