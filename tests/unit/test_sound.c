/* Sound keys: spellings that meet, words that must not, and what has no key. */
#include "unit.h"

#include "text/fold.h"
#include "text/sound.h"

typedef size_t key_fn(const char *word, size_t len, char key[FR_SOUND_MAX]);

/* The key of the first word of text, folded. */
static void key_of(key_fn *fn, const char *text, char key[FR_SOUND_MAX + 1])
{
	struct fr_folded f = {0};

	fr_fold(&f, text, strlen(text));
	assert_true(f.n_words > 0);
	key[fn(f.text + f.words[0].fold_off, f.words[0].fold_len, key)] = '\0';
	fr_folded_free(&f);
}

/* words: with blanks between them; all have the key of the first. */
static void meet(key_fn *fn, const char *words)
{
	char first[FR_SOUND_MAX + 1], key[FR_SOUND_MAX + 1];

	key_of(fn, words, first);
	assert_true(*first);
	for (const char *at = words; at; at = strchr(at, ' ')) {
		at += *at == ' ';
		key_of(fn, at, key);
		if (strcmp(first, key) != 0)
			print_message("%s: %s and %s\n", at, first, key);
		assert_string_equal(first, key);
	}
}

static void part(key_fn *fn, const char *a, const char *b)
{
	char key_a[FR_SOUND_MAX + 1], key_b[FR_SOUND_MAX + 1];

	key_of(fn, a, key_a);
	key_of(fn, b, key_b);
	if (strcmp(key_a, key_b) == 0)
		print_message("%s and %s: %s\n", a, b, key_a);
	assert_string_not_equal(key_a, key_b);
}

static void key_is(key_fn *fn, const char *word, const char *expected)
{
	char key[FR_SOUND_MAX + 1];

	key_of(fn, word, key);
	assert_string_equal(key, expected);
}

static void weapons_meet(void **state)
{
	(void)state;
	meet(fr_sound_strict, "तमंचा तमन्चा tamancha tamncha tamanchaa tmancha");
	meet(fr_sound_strict, "कट्टा कटटा katta kta kattaa");
	meet(fr_sound_strict, "पिस्टल pistal peestal");
	meet(fr_sound_loose, "पिस्टल pistal pistol पिस्तौल pistaul");
	meet(fr_sound_strict, "बंदूक bandook banduk bandooq");
	meet(fr_sound_strict, "गोली goli golee");
	meet(fr_sound_strict, "चाकू chaku chaaku chakoo");
}

static void places_meet(void **state)
{
	(void)state;
	meet(fr_sound_strict, "सिवान सीवान Siwan Sivan Seewan Siwaan");
	meet(fr_sound_strict, "मैरवा Mairwa Mairva Mairawa Mairava");
	meet(fr_sound_strict, "पूर्णिया पुर्णिया Purnia Purnea Purniya Poornia");
	meet(fr_sound_strict, "छपरा Chhapra Chapra Chhapara");
	meet(fr_sound_strict, "मुजफ्फरपुर मुज़फ़्फ़रपुर Muzaffarpur Mujaffarpur Mujafarpur");
	meet(fr_sound_strict, "दरभंगा Darbhanga Darbhangaa");
	meet(fr_sound_strict, "किशनगंज Kishanganj Kisanganj");
	meet(fr_sound_strict, "गोपालगंज Gopalganj");
	meet(fr_sound_strict, "रामगढ़ Ramgarh Ramgadh");
}

static void romanisation_customs_meet(void **state)
{
	(void)state;
	meet(fr_sound_strict, "अच्छा acha accha achchha achha");
	meet(fr_sound_strict, "क्षेत्र kshetra xetra");
	meet(fr_sound_strict, "ज्ञान gyan jnan dnyan");
	meet(fr_sound_strict, "फोन phon fon");
	meet(fr_sound_strict, "ज़मीन जमीन zameen jamin jameen");
	meet(fr_sound_strict, "शिक्षा shiksha siksha");
	meet(fr_sound_strict, "स्वागत swagat svagat swaagat");
	meet(fr_sound_strict, "संवाद samvad sanvaad");
	meet(fr_sound_strict, "बंबई bambai banbai बम्बई");
	meet(fr_sound_strict, "भाई bhai bhaai bhaee");
	meet(fr_sound_strict, "लोशन lotion loshan");
	meet(fr_sound_strict, "पुलिस police pulis pulees");
}

static void schwa_is_silent_where_nobody_says_it(void **state)
{
	(void)state;
	meet(fr_sound_strict, "राम ram raam");
	meet(fr_sound_strict, "बंद band");
	meet(fr_sound_strict, "चन्द्र चंद्र chandra");
	meet(fr_sound_strict, "सत्य satya");
	meet(fr_sound_strict, "जनना janna");
	meet(fr_sound_strict, "न na");
	part(fr_sound_strict, "राम", "रामा");
	part(fr_sound_strict, "जनाना", "जनना");
}

static void what_sounds_twice_is_no_double_letter(void **state)
{
	(void)state;
	key_is(fr_sound_strict, "papa", "ppa");
	meet(fr_sound_strict, "पापा papa paapa");
	meet(fr_sound_strict, "पप्पू pappu papu");
	part(fr_sound_strict, "पापा", "pa");
}

static void other_words_do_not_meet(void **state)
{
	static const char *const pairs[][2] = {
		{"गया", "गाय"},    {"बाढ़", "बड़ा"},      {"मारा", "मार"},     {"गोली", "गोल"}, {"लूट", "लौटा"},
		{"थाना", "ठान"},   {"चोरी", "चार"},     {"हत्या", "हाथ"},     {"बम", "भूमि"},   {"पटना", "पीटना"},
		{"सारण", "सूरन"},   {"गया", "गिरा"},     {"जमुई", "जमा"},      {"आग", "गा"},    {"katta", "kutta"},
		{"सिवान", "सावन"}, {"mairwa", "marwa"}, {"chori", "chhora"}, {"डर", "डर्रा"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
		part(fr_sound_strict, pairs[i][0], pairs[i][1]);
	part(fr_sound_loose, "पिस्टल", "postman");
	part(fr_sound_loose, "आग", "गा");
	part(fr_sound_loose, "पटना", "बेतिया");
}

/* What the keys can't tell apart: said here so that nobody is surprised. */
static void some_other_words_meet_all_the_same(void **state)
{
	(void)state;
	meet(fr_sound_strict, "काल कल");
	meet(fr_sound_strict, "बाट भात");
	meet(fr_sound_strict, "दिन देन दीन");
	meet(fr_sound_strict, "भाई भी");
	meet(fr_sound_loose, "गया गाय गाया गे");
	meet(fr_sound_loose, "कट्टा कुत्ता कट");
}

static void what_is_no_such_word_has_no_key(void **state)
{
	static const char *const none[] = {"p1stol", "كتا", "мир", "ab_c",     "क1",   "kक",
					   "कk",     "ॐ",   "a b", "\xe0\xa4", "a\xff"};
	char key[FR_SOUND_MAX];

	(void)state;
	assert_int_equal(fr_sound_strict("", 0, key), 0);
	assert_int_equal(fr_sound_loose("", 0, key), 0);
	for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
		assert_int_equal(fr_sound_strict(none[i], strlen(none[i]), key), 0);
		assert_int_equal(fr_sound_loose(none[i], strlen(none[i]), key), 0);
	}
}

static void a_word_of_too_many_sounds_has_no_key(void **state)
{
	char word[FR_SOUND_MAX + 2], key[FR_SOUND_MAX];

	(void)state;
	for (size_t i = 0; i < sizeof word; i++)
		word[i] = i % 2 ? 't' : 'k';
	assert_int_equal(fr_sound_strict(word, FR_SOUND_MAX, key), FR_SOUND_MAX);
	assert_int_equal(fr_sound_loose(word, FR_SOUND_MAX, key), FR_SOUND_MAX);
	assert_int_equal(fr_sound_strict(word, FR_SOUND_MAX + 1, key), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(weapons_meet),
		cmocka_unit_test(places_meet),
		cmocka_unit_test(romanisation_customs_meet),
		cmocka_unit_test(schwa_is_silent_where_nobody_says_it),
		cmocka_unit_test(what_sounds_twice_is_no_double_letter),
		cmocka_unit_test(other_words_do_not_meet),
		cmocka_unit_test(some_other_words_meet_all_the_same),
		cmocka_unit_test(what_is_no_such_word_has_no_key),
		cmocka_unit_test(a_word_of_too_many_sounds_has_no_key),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
