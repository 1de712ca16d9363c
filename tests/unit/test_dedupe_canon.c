/* The canonical text of a post, its numbers, and what tells it from another. Posts are synthetic. */
#include "unit.h"

#include "dedupe/canon.h"

static void make(struct fr_canon *c, const char *text)
{
	struct fr_folded folded = {0};

	fr_fold(&folded, text, strlen(text));
	fr_canon_make(c, &folded, text, strlen(text));
	fr_folded_free(&folded);
}

static void reads(const char *text, const char *expected)
{
	struct fr_canon c;

	fr_canon_init(&c);
	make(&c, text);
	assert_string_equal(fr_buf_str(&c.text), expected);
	fr_canon_free(&c);
}

static void the_dress_of_platforms_comes_off(void **state)
{
	(void)state;
	reads("Goli chali Mairwa bazar me", "goli chali mairwa bazar me");
	reads("RT @citizen: Goli chali!! 😡 https://t.co/abc123 @police #Siwan #Bihar", "goli chali");
	reads("@a @b @c goli @d chali", "goli chali");
	reads("Forwarded many times: goli chali", "goli chali");
	reads("*Forwarded* ➡️ Fwd: goli chali", "goli chali");
	reads("goli chali via @someone", "goli chali");
	reads("goli chali\n\nSent from my iPhone", "goli chali");
	reads("गोली चली साभार @khabar", "गोली चली");
	reads("via media goli chali", "via media goli chali");
	reads("", "");
	reads("🙏🙏 #help @police", "");
}

static void courtesies_and_calls_come_off_the_ends(void **state)
{
	(void)state;
	reads("*जरूरी सूचना* 🙏 मेरा भाई लापता है, दिखे तो बताएं। आगे भेजें", "मेरा भाई लापता है दिखे तो बताएं");
	reads("कृपया रीट्वीट करें 🙏 मेरा भाई लापता है, दिखे तो बताएं। #Missing", "मेरा भाई लापता है दिखे तो बताएं");
	reads("Please share: goli chali, please help sir", "goli chali");
	reads("goli chali kripya madad aur goli", "goli chali kripya madad aur goli");
}

static void a_hashtag_of_the_sentence_stays(void **state)
{
	(void)state;
	reads("#Mairwa me goli chali", "mairwa me goli chali");
	reads("goli #Mairwa me chali #Siwan #Bihar", "goli mairwa me chali");
	reads("#Siwan #Bihar goli chali", "goli chali");
	reads("#OneLongTag is one tag", "one long tag is one tag");
}

static void numbers_have_one_form(void **state)
{
	(void)state;
	reads("call +91 98765 43210 now", "call 9876543210 now");
	reads("call 98765-43210 now", "call 9876543210 now");
	reads("call 09876543210 now", "call 9876543210 now");
	reads("call ९८७६५४३२१० now", "call 9876543210 now");
	reads("lost Rs 1,00,000 and 5,000", "lost rs 100000 and 5000");
	reads("ward 5, 7 and 12", "ward 5 7 and 12");
}

static void a_text_that_was_cut_is_known(void **state)
{
	struct fr_canon c;

	(void)state;
	fr_canon_init(&c);
	make(&c, "RT @a: raat me goli chali aur log bh…");
	assert_true(c.cut);
	make(&c, "raat me goli chali aur log bhage... https://t.co/abc123");
	assert_true(c.cut);
	make(&c, "raat me goli chali aur log bhage See more");
	assert_true(c.cut);
	assert_string_equal(fr_buf_str(&c.text), "raat me goli chali aur log bhage");
	make(&c, "raat me... goli chali aur log bhage.");
	assert_false(c.cut);
	fr_canon_free(&c);
}

static struct fr_telling telling(const char *text)
{
	struct fr_telling ret;
	struct fr_canon c;

	fr_canon_init(&c);
	make(&c, text);
	ret = c.telling;
	fr_canon_free(&c);
	return ret;
}

static struct fr_telling_diff compare(const char *a, const char *b)
{
	struct fr_telling x = telling(a), y = telling(b);
	struct fr_telling_diff forth, back;

	fr_telling_compare(&x, &y, &forth);
	fr_telling_compare(&y, &x, &back);
	assert_int_equal(forth.apart, back.apart);
	assert_int_equal(forth.exchanged, back.exchanged);
	assert_int_equal(forth.rare, back.rare);
	assert_int_equal(forth.n_shared, back.n_shared);
	return forth;
}

static bool apart(const char *a, const char *b)
{
	return compare(a, b).apart;
}

static void numbers_and_names_tell_apart(void **state)
{
	(void)state;
	assert_true(apart("khata se paisa gaya 9876543210", "khata se paisa gaya 9876543211"));
	assert_false(apart("khata se paisa gaya 9876543210", "khata se paisa gaya +91 98765 43210"));
	assert_false(apart("khata se paisa gaya 9876543210", "khata se paisa gaya"));
	assert_true(apart("truck BR01AB1234 ne thokar mari", "truck BR05CD4321 ne thokar mari"));
	assert_true(apart("rampur me sadak kharab", "sonpur me sadak kharab"));
	assert_true(apart("थाना मैरवा क्षेत्र में चोरी", "थाना दरौली क्षेत्र में चोरी"));
	assert_true(apart("the road in Mairwa is broken", "the road in Darauli is broken"));
	assert_false(apart("the road in Mairwa is broken", "the road in mairwa is Broken"));
	assert_false(apart("the road in Mairwa is broken", "THE ROAD IN MAIRWA IS BROKEN"));
	assert_false(apart("the road in Mairwa is broken", "the road in Mairva is broken"));
}

static void an_exchanged_word_is_seen(void **state)
{
	struct fr_telling_diff diff = compare("orchestra party me pistol lahraya", "orchestra party me rassi lahraya");

	(void)state;
	assert_true(diff.exchanged);
	assert_false(diff.rare);
	assert_int_equal(diff.n_shared, 3);
	assert_false(
		compare("orchestra party me pistol lahraya", "kal orchestra party me pistal lahraya video").exchanged);
	/* of two words of which nothing is known each may be a village */
	diff = compare("ahirauli me sadak par pani", "bhatwaliya me sadak par pani");
	assert_true(diff.rare);
	assert_false(diff.apart);
	assert_false(compare("ahirauli me sadak par pani", "ahiroli me sadak par pani").exchanged);
}

static void scripts_and_languages_meet(void **state)
{
	(void)state;
	assert_int_equal(compare("मंच पर पिस्टल लहराया", "manch par pistol lahraya").n_shared, 3);
	assert_int_equal(compare("ट्रक ने छात्रा को कुचल दिया", "a truck crushed a student").n_shared, 3);
	assert_int_equal(compare("दरौली", "darauli").n_shared, 1);
}

static void courtesies_carry_no_matter(void **state)
{
	struct fr_telling t = telling("कृपया उचित कार्रवाई करें सर, धन्यवाद। please take strict action sir, jai hind");

	(void)state;
	assert_int_equal(fr_telling_size(&t), 0);
	t = telling("Mairwa me orchestra party, pistol lahraya");
	assert_int_equal(fr_telling_size(&t), 5);
	t = telling("आग में एक शव");
	assert_int_equal(fr_telling_size(&t), 2);
}

static void tellings_compare_as_far_as_both_reach(void **state)
{
	struct fr_telling a = {.n = 0}, b = {.n = 0};
	struct fr_telling_diff diff;

	(void)state;
	for (uint32_t i = 0; i < 2 * FR_TELLING_MAX; i++)
		fr_telling_add(&a, (1000 - i) << 3 | FR_CODE_PLAIN);
	assert_int_equal(a.n, FR_TELLING_MAX);
	assert_true(a.full);
	for (uint32_t i = 0; i < FR_TELLING_MAX; i++)
		fr_telling_add(&b, a.codes[i]);
	fr_telling_add(&b, 60000u << 3);
	fr_telling_compare(&a, &b, &diff);
	assert_int_equal(diff.n_shared, FR_TELLING_MAX);
	assert_false(diff.exchanged);
	fr_telling_add(&a, 5 << 3);
	fr_telling_add(&b, 6 << 3);
	fr_telling_compare(&a, &b, &diff);
	assert_true(diff.exchanged);
	fr_telling_add(&b, 6 << 3 | FR_CODE_NAME);
	assert_int_equal(FR_CODE_KIND_OF(b.codes[0]), FR_CODE_NAME);
	fr_telling_mark_place(&b, 6 << 3);
	assert_int_equal(FR_CODE_KIND_OF(b.codes[0]), FR_CODE_PLACE);
}

static uint32_t code(const char *word)
{
	return fr_code_word(word, strlen(word));
}

static void a_typing_error_is_a_variant(void **state)
{
	(void)state;
	assert_int_equal(code("pistol"), code("पिस्टल"));
	assert_true(fr_code_variant(code("pistol"), code("pitol")));
	assert_true(fr_code_variant(code("bhatwaliya"), code("bhatbaliya")));
	assert_false(fr_code_variant(code("mairwa"), code("darauli")));
	assert_false(fr_code_variant(code("rampur") | FR_CODE_NAME, code("rajpur") | FR_CODE_NAME));
	assert_false(fr_code_variant(fr_code_number("12345", 5), fr_code_number("12346", 5)));
}

static void a_letters_end_comes_off(void **state)
{
	(void)state;
	reads("hamare gaon me nahar ka pani nahi aata fasal sookh rahi\nPrarthi: Complainant One, ward 4, 9000000001",
	      "hamare gaon me nahar ka pani nahi aata fasal sookh rahi");
	reads("नहर का पानी नहीं आता, फसल सूख रही है, अधिकारी सुनते नहीं।\nभवदीय\nग्राम एक के लोग",
	      "नहर का पानी नहीं आता फसल सूख रही है अधिकारी सुनते नहीं");
}

/* Any bytes are a text: nothing is read past its end (the sanitizers watch), and the same bytes give the same form. */
static void any_bytes_are_fine(void **state)
{
	static const char alphabet[] = "a9 #@.,-…\xe0\xa4\x95\xff\xf0\x9f\x98\xa1https://t.co RT:\n";
	struct fr_canon c;
	uint32_t seed = 1;

	(void)state;
	fr_canon_init(&c);
	for (int round = 0; round < 3000; round++) {
		size_t len = (size_t)round % 90;
		char *text = malloc(len + 1);
		struct fr_folded folded = {0};
		uint64_t hash;

		assert_non_null(text);
		for (size_t i = 0; i < len; i++)
			text[i] = alphabet[(seed = seed * 1664525u + 1013904223u) % (sizeof(alphabet) - 1)];
		fr_fold(&folded, text, len);
		fr_canon_make(&c, &folded, text, len);
		hash = c.hash;
		fr_canon_make(&c, &folded, text, len);
		assert_true(hash == c.hash);
		fr_folded_free(&folded);
		free(text);
	}
	fr_canon_free(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_dress_of_platforms_comes_off),
		cmocka_unit_test(courtesies_and_calls_come_off_the_ends),
		cmocka_unit_test(a_hashtag_of_the_sentence_stays),
		cmocka_unit_test(numbers_have_one_form),
		cmocka_unit_test(a_text_that_was_cut_is_known),
		cmocka_unit_test(numbers_and_names_tell_apart),
		cmocka_unit_test(an_exchanged_word_is_seen),
		cmocka_unit_test(courtesies_carry_no_matter),
		cmocka_unit_test(tellings_compare_as_far_as_both_reach),
		cmocka_unit_test(scripts_and_languages_meet),
		cmocka_unit_test(a_typing_error_is_a_variant),
		cmocka_unit_test(a_letters_end_comes_off),
		cmocka_unit_test(any_bytes_are_fine),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
