/* Columns on a terminal, cuts between clusters, and text made safe to show. */
#include "unit.h"

#include <unicode/ubrk.h>
#include <unicode/ustring.h>
#include "core/utf8.h"
#include "text/width.h"

static void width_is(const char *s, size_t columns)
{
	assert_int_equal(fr_width(s, strlen(s)), columns);
}

static void letters_signs_and_pictures_have_their_columns(void **state)
{
	(void)state;
	width_is("", 0);
	width_is("Siwan", 5);
	width_is("सिवान", 5); /* two of the signs are spacing ones */
	width_is("हिंदी", 4);  /* the anusvara takes none */
	width_is("क्षेत्र", 4);  /* nor do viramas and the upper sign */
	width_is("e\u0301", 1);
	width_is("中文", 4);
	width_is("Ａ", 2);
	width_is("🔫", 2);
	width_is("🇮🇳", 2);
	width_is("\u200e\u200d", 0);
	width_is("a\u00adb", 3);
	width_is("\xff", 1);
	width_is("한", 2);
	width_is("\u1112\u1161\u11ab", 2);
}

static void cut_is(const char *s, size_t columns, const char *expected)
{
	size_t taken, len = fr_width_cut(s, strlen(s), columns, &taken);

	assert_bytes(s, len, expected);
	assert_int_equal(taken, fr_width(expected, strlen(expected)));
	assert_int_equal(fr_width_cut(s, strlen(s), columns, NULL), len);
}

static void a_cut_keeps_clusters_whole(void **state)
{
	(void)state;
	cut_is("Mairwa", 3, "Mai");
	cut_is("Mairwa", 6, "Mairwa");
	cut_is("Mairwa", 0, "");
	cut_is("कितना", 1, ""); /* the letter and its sign are one */
	cut_is("कितना", 2, "कि");
	cut_is("क्षमा", 1, ""); /* so is a conjunct */
	cut_is("क्षमा", 2, "क्ष");
	cut_is("e\u0301e\u0301", 1, "e\u0301");
	cut_is("🔫a", 1, "");
	cut_is("🇮🇳🇮🇳", 3, "🇮🇳");
	cut_is("👨‍👩‍👧x", 5, "");
	cut_is("👨‍👩‍👧x", 6, "👨‍👩‍👧");
	cut_is("a\r\nb", 1, "a\r\n");
	cut_is("\xff\xfe"
	       "a",
	       2, "\xff\xfe");
}

/*
 * Every cut is a break of ICU's iterator, and what lies before one of its breaks can be had by a cut, but inside a
 * conjunct.
 */
static void same_clusters(const uint32_t *cps, size_t n)
{
	UErrorCode icu = U_ZERO_ERROR;
	size_t len = 0, end = 0, off16 = 0;
	UChar text[64];
	int32_t n_text = 0;
	char utf8[256];

	for (size_t i = 0; i < n; i++) {
		U16_APPEND_UNSAFE(text, n_text, cps[i]);
		len += fr_utf8_put(utf8 + len, cps[i]);
	}
	UBreakIterator *it = ubrk_open(UBRK_CHARACTER, "en", text, n_text, &icu);
	assert_true(U_SUCCESS(icu));
	for (size_t i = 0; i < n; i++) {
		char bytes[4];
		size_t columns, cut;

		end += fr_utf8_put(bytes, cps[i]);
		off16 += cps[i] > 0xFFFF ? 2 : 1;
		columns = fr_width(utf8, end);
		cut = fr_width_cut(utf8, len, columns, NULL);
		if (!ubrk_isBoundary(it, (int32_t)off16))
			assert_true(cut != end);
		else if (i + 1 == n || cps[i + 1] != 0x915)
			assert_true(cut >= end);
	}
	ubrk_close(it);
}

static void clusters_end_where_icu_ends_them(void **state)
{
	static const uint32_t pool[] = {'a',    '\r',    '\n',    0x300,  0x200D, 0x1F468, 0x1F3FB, 0x2764,
					0xFE0F, 0x1F1EE, 0x1F1F3, 0x1100, 0x1161, 0x11A8,  0xAC00,  0xAC01,
					0x903,  0x915,   0x93F,   0x600,  0x200B, 0xA9,    0xE33,   0x94D};
	uint32_t cps[6], random = 1;

	(void)state;
	for (int round = 0; round < 20000; round++) {
		for (size_t i = 0; i < 6; i++) {
			random = random * 1664525u + 1013904223u;
			cps[i] = pool[(random >> 16) % (sizeof pool / sizeof *pool)];
		}
		same_clusters(cps, 6);
	}
}

static void put_is(const char *s, size_t columns, int pad, const char *expected)
{
	struct fr_buf out = {0};

	fr_width_put(&out, s, strlen(s), columns, pad);
	assert_string_equal(fr_buf_str(&out), expected);
	fr_buf_free(&out);
}

static void a_cell_is_cut_with_a_mark_and_padded(void **state)
{
	(void)state;
	put_is("Siwan", 7, 1, "Siwan  ");
	put_is("Siwan", 7, 0, "Siwan");
	put_is("Siwan", 5, 1, "Siwan");
	put_is("Siwan", 4, 1, "Siw…");
	put_is("Siwan", 1, 1, "…");
	put_is("Siwan", 0, 1, "");
	put_is("मैरवा", 3, 1, "मैर…");
	put_is("किक", 2, 1, "… ");
	put_is("🔫🔫", 3, 1, "🔫…");
	put_is("🔫🔫", 2, 1, "… ");
}

static void visible_is(const char *s, size_t len, const char *expected)
{
	struct fr_buf out = {0};

	fr_text_put_visible(&out, s, len);
	assert_string_equal(fr_buf_str(&out), expected);
	fr_buf_free(&out);
}

static void a_hostile_text_is_shown_on_one_line(void **state)
{
	(void)state;
	visible_is("a\r\n\n\t b", 7, "a b");
	visible_is("\x1b[31mred\x7f\0", 10, "\\x1B[31mred\\x7F\\x00");
	visible_is("a\u202eb\u2066\u200f", 11, "a\\u{202E}b\\u{2066}\\u{200F}");
	visible_is("\xc2\x9b", 2, "\\u{009B}");
	visible_is("\xe0\xa4", 2, "\\xE0\\xA4");
	visible_is("क्‍ष\u00a0\u3000x", 18, "क्‍ष x");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(letters_signs_and_pictures_have_their_columns),
		cmocka_unit_test(a_cut_keeps_clusters_whole),
		cmocka_unit_test(clusters_end_where_icu_ends_them),
		cmocka_unit_test(a_cell_is_cut_with_a_mark_and_padded),
		cmocka_unit_test(a_hostile_text_is_shown_on_one_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
