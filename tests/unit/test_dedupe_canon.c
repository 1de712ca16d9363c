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

static bool apart(const char *a, const char *b)
{
	struct fr_telling x = telling(a), y = telling(b);

	assert_int_equal(fr_telling_apart(&x, &y), fr_telling_apart(&y, &x));
	return fr_telling_apart(&x, &y);
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

static void packing_loses_nothing(void **state)
{
	struct fr_telling
		a = telling("Rampur thana me 9876543210 par Mairwa ka khata, paisa, thagi, mobile, truck, balu, nahar, "
			    "khambha, tractor, orchestra, pistol, barat, mandir"),
		b;
	struct fr_telling_packed packed;

	(void)state;
	fr_telling_pack(&a, &packed);
	fr_telling_unpack(&packed, &b);
	assert_true(a.matter.full);
	assert_memory_equal(&a, &b, sizeof(a));
}

static void an_exchanged_word_is_seen(void **state)
{
	struct fr_telling a = telling("orchestra party me pistol lahraya"),
			  b = telling("orchestra party me katta lahraya"),
			  c = telling("kal orchestra party me pistal lahraya video");

	(void)state;
	assert_true(fr_telling_exchanged(&a, &b));
	assert_false(fr_telling_exchanged(&a, &c));
}

static void courtesies_carry_no_matter(void **state)
{
	struct fr_telling t = telling("कृपया उचित कार्रवाई करें सर, धन्यवाद। please take strict action sir, jai hind");

	(void)state;
	assert_int_equal(t.matter.n, 0);
	t = telling("Mairwa me orchestra party, pistol lahraya");
	assert_int_equal(t.matter.n, 5);
}

static void sketches_compare_as_far_as_both_reach(void **state)
{
	struct fr_sketch a = {.cap = FR_SKETCH_MAX}, b = {.cap = FR_SKETCH_MAX};
	size_t only_a, only_b;

	(void)state;
	for (uint32_t i = 0; i < 40; i++)
		fr_sketch_add(&a, 1000 - i * 10);
	assert_int_equal(a.n, FR_SKETCH_MAX);
	assert_true(a.full);
	assert_int_equal(a.hashes[0], 610);
	for (uint32_t i = 0; i < FR_SKETCH_MAX; i++)
		fr_sketch_add(&b, a.hashes[i]);
	fr_sketch_compare(&a, &b, &only_a, &only_b);
	assert_int_equal(only_a + only_b, 0);
	fr_sketch_add(&b, 60000);
	fr_sketch_compare(&a, &b, &only_a, &only_b);
	assert_int_equal(only_a + only_b, 0);
	fr_sketch_add(&b, 5);
	fr_sketch_compare(&a, &b, &only_a, &only_b);
	assert_int_equal(only_a, 0);
	assert_int_equal(only_b, 1);
	assert_true(fr_sketch_has(&a, 610, false));
	assert_false(fr_sketch_has(&a, 611, true));
	assert_true(fr_sketch_has(&a, 60001, true));
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
		cmocka_unit_test(packing_loses_nothing),
		cmocka_unit_test(an_exchanged_word_is_seen),
		cmocka_unit_test(courtesies_carry_no_matter),
		cmocka_unit_test(sketches_compare_as_far_as_both_reach),
		cmocka_unit_test(any_bytes_are_fine),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
