/* Folding: which spellings meet, where words end, and that each knows its bytes. Texts are synthetic. */
#include "unit.h"

#include "core/mem.h"
#include "core/utf8.h"
#include "text/fold.h"

static struct fr_folded f;

static void folds(const char *src, const char *expected)
{
	fr_fold(&f, src, strlen(src));
	assert_string_equal(f.text, expected);
	assert_int_equal(f.len, strlen(expected));
}

static const struct fr_word *word(size_t i)
{
	assert_true(i < f.n_words);
	return &f.words[i];
}

static void word_is(size_t i, const char *src, const char *expected_src, enum fr_word_kind kind, enum fr_script script)
{
	const struct fr_word *w = word(i);

	assert_bytes(src + w->src_off, w->src_len, expected_src);
	assert_int_equal(w->kind, kind);
	assert_int_equal(w->script, script);
}

static void latin_meets_in_case_accent_width_and_style(void **state)
{
	(void)state;
	folds("", " ");
	folds(" \n\t ", " ");
	folds("Siwan", " siwan ");
	folds("café CAFE\u0301 cafe", " cafe cafe cafe ");
	folds("ｓｉｗａｎ 𝐒𝐢𝐰𝐚𝐧 𝕊𝕚𝕨𝕒𝕟 Ⓢⓘⓦⓐⓝ", " siwan siwan siwan siwan ");
	folds("Straße ﬁre №5", " strasse fire no5 ");
	folds("si\u200bw\u00ada\u202en\u2066", " siwan ");
	folds("Мир й и\u0306", " мир и и ");
}

static void devanagari_meets_in_nukta_and_nasals(void **state)
{
	(void)state;
	folds("\u095b \u091c\u093c \u091c", " ज ज ज ");
	folds("लड़का लडका फ़ायरिंग", " लडका लडका फायरिंग ");
	folds("चाँद चांद", " चांद चांद ");
	folds("क्\u200dष क्\u200cष क्ष", " क्ष क्ष क्ष ");
	folds("कऽ रहलऽ", " क रहल ");
	folds("\u0929 \u0931 \u0934", " न र ळ ");
	folds("ॐ\u0951", " ॐ ");
	folds("थाना।पुलिस॥", " थाना पुलिस ");
}

static void arabic_script_meets_in_keyboards_and_vowel_marks(void **state)
{
	(void)state;
	folds("كي کی", " کی کی ");
	folds("مَدَد مدد مـدد", " مدد مدد مدد ");
	folds("\ufef2\ufedb", " یک ");
	folds("آپ اپ ا\u0653پ", " اپ اپ اپ ");
	folds("لاہور لاهور", " لاہور لاہور ");
	folds("گیا۔کیا؟", " گیا کیا ");
}

static void a_letter_held_down_is_one(void **state)
{
	(void)state;
	folds("sirrr SIRRrrr pleaseee good", " sir sir please good ");
	folds("aaaa bbaaabb", " a bbabb ");
	folds("हेल्पपपप नहींींीं हाााा", " हेल्प नहींींीं हा ");
	folds("1000 11111", " 1000 11111 ");
	folds("soooo'oo", " so ");
}

static void numbers_are_one_word_however_they_are_written(void **state)
{
	(void)state;
	folds("१२३ ٣٤ ５６ ²", " 123 34 56 2 ");
	folds("6,000 1,00,000 10,00,00,000 1,000,000 500,000", " 6000 100000 100000000 1000000 500000 ");
	folds("147,148,149 302,307 1,2,3 12,34 1234,567", " 147 148 149 302 307 1 2 3 12 34 1234 567 ");
	folds("7.65 7.65mm .315 5.5.2024 10.30.", " 7.65 7.65mm 315 5 5 2024 10.30 ");
	folds("Rs.6,000.50/- ₹१,००० 802133", " rs 6000.50 1000 802133 ");
	folds("covid19 25kg p1 9-5 1/2 10:30 5'4", " covid19 25kg p1 9 5 1 2 10 30 5 4 ");
	folds("½", " 1 2 ");
	assert_int_equal(word(0)->kind, FR_WORD_NUMBER);
	assert_int_equal(word(0)->script, FR_SCRIPT_DIGIT);
	assert_int_equal(word(1)->src_off, 0);
	assert_int_equal(word(1)->src_len, 2);
}

static void punctuation_parts_words_and_joins_initials(void **state)
{
	(void)state;
	folds("U.P. u.p S.P.siwan i.e. a.bc", " up up sp siwan ie a bc ");
	folds("एस.पी. एफ.आई.आर. डब्ल्यू.एच.ओ. है.वह डॉ.राम उ.प्र. के.k", " एसपी एफआईआर डब्ल्यूएचओ है वह डॉ राम उ प्र के k ");
	folds("a1.b 7.a.b u.p.'s", " a1 b 7 ab up s ");
	folds("don't DON\u2019T rock'n'roll 'quoted' it''s", " dont dont rocknroll quoted it s ");
	folds("covid-19 and/or hai.aur a_b x&y", " covid 19 and or hai aur a b x y ");
	folds("siwanमें मैरवाmeinہے", " siwan में मैरवा mein ہے ");
	folds("*bold* _slant_ ~gone~", " bold slant gone ");
}

static void hashtags_are_split(void **state)
{
	static const char src[] = "#HarshFiring #बिहार_पुलिस #SIWANPolice2024 #G20 #_ # x";

	(void)state;
	folds(src, " harsh firing बिहार पुलिस siwan police 2024 g 20 x ");
	word_is(0, src, "Harsh", FR_WORD_HASHTAG, FR_SCRIPT_LATIN);
	word_is(1, src, "Firing", FR_WORD_HASHTAG, FR_SCRIPT_LATIN);
	word_is(2, src, "बिहार", FR_WORD_HASHTAG, FR_SCRIPT_DEVANAGARI);
	word_is(6, src, "2024", FR_WORD_HASHTAG, FR_SCRIPT_DIGIT);
	word_is(9, src, "x", FR_WORD_PLAIN, FR_SCRIPT_LATIN);
	folds("#CAPSTag #tagA #aB", " caps tag tag a a b ");
	folds("\uff03Tag", " tag ");
}

static void mentions_are_one_word(void **state)
{
	static const char src[] = ".@Bihar_Police, help@siwan @patna.police @a.Please @919876543210ने @ @_";

	(void)state;
	folds(src, " bihar_police help siwan patna.police a please 919876543210ने ");
	word_is(0, src, "Bihar_Police", FR_WORD_MENTION, FR_SCRIPT_LATIN);
	word_is(2, src, "siwan", FR_WORD_MENTION, FR_SCRIPT_LATIN);
	word_is(3, src, "patna.police", FR_WORD_MENTION, FR_SCRIPT_LATIN);
	word_is(5, src, "Please", FR_WORD_PLAIN, FR_SCRIPT_LATIN);
	assert_true(word(5)->sentence);
	folds("@bihar_policeने @sirrrr", " bihar_police ने sirrrr ");
	folds("@थाना1.in", " थाना1 in ");
}

static void links_and_addresses_are_one_word(void **state)
{
	static const char src[] = "(see https://t.co/AbC). www.Example.org/?q=1, a@b.co.in http:// x";

	(void)state;
	folds(src, " see https://t.co/abc www.example.org/?q=1 a@b.co.in http x ");
	word_is(1, src, "https://t.co/AbC", FR_WORD_URL, FR_SCRIPT_LATIN);
	word_is(2, src, "www.Example.org/?q=1", FR_WORD_URL, FR_SCRIPT_LATIN);
	word_is(3, src, "a@b.co.in", FR_WORD_URL, FR_SCRIPT_LATIN);
	folds("t.me/abc bit.ly/X siwan.nic.in example.com", " t.me/abc bit.ly/x siwan.nic.in example.com ");
	folds("hua.in his/her he.she/it police.bihar", " hua in his her he she it police bihar ");
	folds("देखोhttps://t.co/abcदेखो videohttp://x.in", " देखो https://t.co/abc देखो video http://x.in ");
	folds("https://en.wikipedia.org/wiki/A_(b) (https://x.in/c)",
	      " https://en.wikipedia.org/wiki/a_(b) https://x.in/c ");
	folds("ravi.kumar+x@mail.example.com.", " ravi.kumar+x@mail.example.com ");
	folds("rate 5@4.50 x@ybl", " rate 5 4.50 x ybl ");
}

static void emoji_are_words_of_their_own(void **state)
{
	static const char src[] = "help😡😡pls 👨‍👩‍👧 🇮🇳 ❤️ 🙏🏽 1️⃣ ™";

	(void)state;
	folds(src, " help 😡 😡 pls 👨‍👩‍👧 🇮🇳 ❤ 🙏 1 tm ");
	word_is(1, src, "😡", FR_WORD_EMOJI, FR_SCRIPT_OTHER);
	word_is(4, src, "👨‍👩‍👧", FR_WORD_EMOJI, FR_SCRIPT_OTHER);
	word_is(6, src, "❤️", FR_WORD_EMOJI, FR_SCRIPT_OTHER);
	word_is(7, src, "🙏🏽", FR_WORD_EMOJI, FR_SCRIPT_OTHER);
}

static void a_word_covers_its_bytes_and_no_more(void **state)
{
	static const char src[] = "  “Sirrr” गाज़, U.P. 6,000";

	(void)state;
	folds(src, " sir गाज up 6000 ");
	word_is(0, src, "Sirrr", FR_WORD_PLAIN, FR_SCRIPT_LATIN);
	word_is(1, src, "गाज़", FR_WORD_PLAIN, FR_SCRIPT_DEVANAGARI);
	word_is(2, src, "U.P", FR_WORD_PLAIN, FR_SCRIPT_LATIN);
	word_is(3, src, "6,000", FR_WORD_NUMBER, FR_SCRIPT_DIGIT);
}

/* marks: one letter a word: S begins a sentence, C a clause, . neither; lower case if the word has no capital. */
static void flags_are(const char *src, const char *marks)
{
	fr_fold(&f, src, strlen(src));
	assert_int_equal(f.n_words, strlen(marks));
	for (size_t i = 0; i < f.n_words; i++) {
		char mark = word(i)->sentence ? 's' : word(i)->clause ? 'c' : '.';

		if (word(i)->capital)
			mark = mark == '.' ? ':' : (char)(mark - 'a' + 'A');
		assert_int_equal(mark, marks[i]);
	}
}

static void sentences_and_clauses_and_capitals_are_told(void **state)
{
	(void)state;
	flags_are("One two, three. Four! five? Six\nseven", "S.cSsSs");
	flags_are("एक दो। तीन, चार| पाँच", "s.scs");
	flags_are("U.P. Police on Rs.500 at covid-19 - but", "S:.:c..."
							     "c");
	flags_are("\"Mairwa\" (Siwan) mein", "SCc");
	flags_are("😡 Sir", "sS");
	flags_are("ÉCOLE бБ", "S.");
}

static void bytes_that_are_no_text_are_gaps(void **state)
{
	static const char src[] = "a\xff"
				  "b\xe0\xa4 c\0d \xed\xa0\x80 e";

	(void)state;
	fr_fold(&f, src, sizeof src - 1);
	assert_string_equal(f.text, " a b c d e ");
	assert_int_equal(f.len, strlen(f.text));
	folds("\ue000x\U0010ffff", " x ");
}

static void hostile_texts_are_folded_in_bounded_time(void **state)
{
	static const char *const parts[] = {
		"a.",
		"1.",
		"1,",
		"a@",
		"@a",
		"#A",
		"\u05b0\u05bc\u05b4",
		"e\u0301\u0323",
		"😀\u200d",
		"\ufdfa",
		"http",
		"a-",
		"a.b@",
		"\u0300",
		"1,11,",
		"w",
		".",
		"a'",
		"_",
		"\u094d",
		"@a.",
		"x.com",
		"\u05b0\u093c",
	};
	size_t len = FR_FOLD_MAX + 100;
	char *text = malloc(len);

	(void)state;
	assert_non_null(text);
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		size_t part = strlen(parts[i]);

		for (size_t at = 0; at < len; at++)
			text[at] = parts[i][at % part];
		fr_fold(&f, text, len);
		assert_true(f.len >= 1 && f.text[f.len - 1] == ' ');
		if (f.n_words)
			assert_true(f.words[f.n_words - 1].src_off < FR_FOLD_MAX);
	}
	free(text);
}

static void every_character_folds_to_what_folds_to_itself(void **state)
{
	char *once = NULL;

	(void)state;
	for (uint32_t cp = 1; cp < 0x110000; cp = cp == 0x323AF ? 0xE0000 : cp == 0xE0FFF ? 0x10FFFF : cp + 1) {
		char src[4];

		fr_fold(&f, src, fr_utf8_put(src, cp));
		for (size_t i = 0; i < f.n_words; i++)
			assert_true(word(i)->src_off == 0 && word(i)->src_len == fr_utf8_put(src, cp));
		free(once);
		once = fr_xstrndup(f.text, f.len);
		folds(once, once);
	}
	free(once);
}

static void places_are_found_by_offset(void **state)
{
	size_t off, len;

	(void)state;
	folds("Mairwa, थाना X", " mairwa थाना x ");
	assert_int_equal(fr_folded_word_at(&f, 0), 0);
	assert_int_equal(fr_folded_word_at(&f, 1), 0);
	assert_int_equal(fr_folded_word_at(&f, 6), 0);
	assert_int_equal(fr_folded_word_at(&f, 7), 1);
	assert_int_equal(fr_folded_word_at(&f, 8), 1);
	assert_int_equal(fr_folded_word_at(&f, f.len - 2), 2);
	assert_int_equal(fr_folded_word_at(&f, f.len - 1), 3);
	fr_folded_source(&f, 0, 1, &off, &len);
	assert_int_equal(off, 0);
	assert_int_equal(len, strlen("Mairwa, थाना"));
}

static void disguise_is_undone_if_asked_for(void **state)
{
	static const char src[] = "yah P i-s t o l, p1stol";

	(void)state;
	folds(src, " yah p i s t o l p1stol ");
	f.options = FR_FOLD_APART | FR_FOLD_LEET;
	folds(src, " yah pistol pistol ");
	word_is(1, src, "P i-s t o l", FR_WORD_PLAIN, FR_SCRIPT_LATIN);
	word_is(2, src, "p1stol", FR_WORD_PLAIN, FR_SCRIPT_LATIN);
	assert_true(word(1)->capital && word(2)->clause);
	folds("प ि स्टल है। क ट ् ट ा पिस ् टल तुम ्हारे धु ंद", " पिस्टल है कट्टा पिस्टल तुम्हारे धुंद ");
	folds("i p s d, s p a, b, c, d x  y     z w", " ipsd s p a b c d x y z w ");
	folds("है ै मरती ः अ ब कि ि", " है ै मरती ः अ ब कि ि ");
	folds("p1st0l k4tta #p1stol @p1stol", " pistol katta p 1 stol p1stol ");
	folds("covid19 to15aug MH03DF mp3s 4you g20 b2b gr8ting", " covid19 to15aug mh03df mp3s 4you g20 b2b gr8ting ");
	folds("", " ");
	f.options = 0;
}

static int free_folded(void **state)
{
	(void)state;
	fr_folded_free(&f);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(latin_meets_in_case_accent_width_and_style),
		cmocka_unit_test(devanagari_meets_in_nukta_and_nasals),
		cmocka_unit_test(arabic_script_meets_in_keyboards_and_vowel_marks),
		cmocka_unit_test(a_letter_held_down_is_one),
		cmocka_unit_test(numbers_are_one_word_however_they_are_written),
		cmocka_unit_test(punctuation_parts_words_and_joins_initials),
		cmocka_unit_test(hashtags_are_split),
		cmocka_unit_test(mentions_are_one_word),
		cmocka_unit_test(links_and_addresses_are_one_word),
		cmocka_unit_test(emoji_are_words_of_their_own),
		cmocka_unit_test(a_word_covers_its_bytes_and_no_more),
		cmocka_unit_test(sentences_and_clauses_and_capitals_are_told),
		cmocka_unit_test(bytes_that_are_no_text_are_gaps),
		cmocka_unit_test(hostile_texts_are_folded_in_bounded_time),
		cmocka_unit_test(every_character_folds_to_what_folds_to_itself),
		cmocka_unit_test(places_are_found_by_offset),
		cmocka_unit_test(disguise_is_undone_if_asked_for),
	};

	return cmocka_run_group_tests(tests, NULL, free_folded);
}
