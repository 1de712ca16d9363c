/* Stems: inflections that meet, words that are left alone, and scripts that meet by the sound of their stems. */
#include "unit.h"

#include "text/fold.h"
#include "text/sound.h"
#include "text/stem.h"

static struct fr_folded f;

/* All words of text have the stem expected. */
static void stems(const char *text, const char *expected)
{
	fr_fold(&f, text, strlen(text));
	assert_true(f.n_words > 0);
	for (size_t i = 0; i < f.n_words; i++) {
		const char *word = f.text + f.words[i].fold_off;
		size_t len = fr_stem(word, f.words[i].fold_len);

		if (len != strlen(expected) || memcmp(word, expected, len) != 0)
			print_message("%.*s is %.*s\n", (int)f.words[i].fold_len, word, (int)len, word);
		assert_bytes(word, len, expected);
	}
}

static void verbs_meet(void **state)
{
	(void)state;
	stems("लहरा लहराते लहराता लहराया लहराई लहराना लहराएगा लहराकर लहराये लहराओ", "लहर");
	stems("lahra lahrate lahrati lahraya lahrai lahrana lahrayega lahraaye lahraao", "lahr");
	stems("मार मारा मारी मारे मारना मारते मारेंगे मारूंगा मारो मारिए मारकर", "मार");
	stems("mar mara mari mare marna marte marenge marunga maro mariye", "mar");
	stems("चल चलना चलते चलाया चलाते चलाएंगे", "चल");
}

static void bhojpuri_verbs_meet(void **state)
{
	(void)state;
	stems("लहरावत लहरावे लहरावेला", "लहर");
	stems("lahrawat lahravat lahrawe lahrawela", "lahr");
	stems("मारलस मारलन", "मार");
	stems("marlas marlan", "mar");
}

static void nouns_and_adjectives_meet(void **state)
{
	(void)state;
	stems("गोली गोलियां गोलियाँ गोलियों", "गोल");
	stems("goli goliyan goliyaan goliyon golee", "gol");
	stems("लड़का लड़के लड़कों लड़की लड़कियों", "लडक");
	stems("धमकी धमकियां", "धमक");
	stems("भाषाओं भाषाएं भाषा", "भाष");
}

static void short_and_other_words_are_left(void **state)
{
	static const char *const alone[] = {"है",  "ने",  "आग", "करत",  "औरत",    "महल",     "पिस्टल", "बम",  "चक्कर",
					    "ek", "na", "ab", "aaya", "p1stol", "covid19", "کٹا",   "мира"};

	(void)state;
	for (size_t i = 0; i < sizeof alone / sizeof *alone; i++)
		stems(alone[i], alone[i]);
	assert_int_equal(fr_stem("", 0), 0);
	assert_int_equal(fr_stem("\xe0\xa4", 2), 2);
	assert_int_equal(fr_stem("marna\xff", 6), 6);
}

static void the_short_root_keeps_its_vowel(void **state)
{
	(void)state;
	stems("थाना थाने थानों", "थान");
	stems("खाना खाने", "खान");
}

static void scripts_meet_by_sound(void **state)
{
	static const char *const pairs[][2] = {
		{"लहरावत", "lahrate"}, {"गोलियां", "goli"}, {"मारेंगे", "maarna"}, {"धमकियों", "dhamkee"}, {"लूटते", "loota"}};

	(void)state;
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		char key[2][FR_SOUND_MAX];
		size_t n[2];

		for (size_t side = 0; side < 2; side++)
			n[side] = fr_sound_strict(pairs[i][side], fr_stem(pairs[i][side], strlen(pairs[i][side])),
						  key[side]);
		assert_int_equal(n[0], n[1]);
		assert_memory_equal(key[0], key[1], n[0]);
	}
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
		cmocka_unit_test(verbs_meet),
		cmocka_unit_test(bhojpuri_verbs_meet),
		cmocka_unit_test(nouns_and_adjectives_meet),
		cmocka_unit_test(short_and_other_words_are_left),
		cmocka_unit_test(the_short_root_keeps_its_vowel),
		cmocka_unit_test(scripts_meet_by_sound),
	};

	return cmocka_run_group_tests(tests, NULL, free_folded);
}
