/* Cases: who joins whom, what stays apart, and that ids and groups depend on nothing they shouldn't. Synthetic posts.
 */
#include "unit.h"

#include <stdio.h>
#include "dedupe/cases.h"
#include "dedupe/hashindex.h"
#include "dedupe/lsh.h"

static const struct fr_cases_options options = {FR_CASE_THRESHOLD, FR_CASE_WINDOW};

struct desk {
	struct fr_cases *cases;
	struct fr_canon canon;
	struct fr_folded folded;
};

static void open_desk(struct desk *d)
{
	memset(d, 0, sizeof(*d));
	d->cases = fr_cases_new(&options);
	fr_canon_init(&d->canon);
}

static void close_desk(struct desk *d)
{
	fr_cases_free(d->cases);
	fr_canon_free(&d->canon);
	fr_folded_free(&d->folded);
}

static struct fr_case_verdict place_at(struct desk *d, const char *id, const char *text, uint64_t district)
{
	struct fr_case_post post = {
		.id = id, .id_len = strlen(id), .key = fr_case_key(id, strlen(id)), .district = district};
	struct fr_case_verdict verdict;

	if (text) {
		fr_fold(&d->folded, text, strlen(text));
		fr_canon_make(&d->canon, &d->folded, text, strlen(text));
		post.canon = &d->canon;
	}
	fr_cases_place(d->cases, &post, &verdict);
	return verdict;
}

static struct fr_case_verdict place(struct desk *d, const char *id, const char *text)
{
	return place_at(d, id, text, 0);
}

/* What becomes of b, fed behind a. */
static enum fr_case_why second(const char *a, const char *b)
{
	struct desk d;
	struct fr_case_verdict verdict;

	open_desk(&d);
	assert_int_equal(place(&d, "x:1", a).to.why, FR_WHY_FIRST);
	verdict = place(&d, "x:2", b);
	if (verdict.to.why == FR_WHY_TEXT)
		assert_bytes(verdict.to.of, verdict.to.of_len, "x:1");
	close_desk(&d);
	return verdict.to.why;
}

static const char measure[] = "सिवान जिले के मैरवा में ऑर्केस्ट्रा पार्टी के मंच पर एक युवक खुलेआम पिस्टल लहराते हुए नाच रहा है, वीडियो "
			      "तेजी से वायरल हो रहा है। किसी दिन बड़ी घटना हो जाएगी।";

static void copies_join(void **state)
{
	(void)state;
	assert_int_equal(second(measure, measure), FR_WHY_TEXT);
	assert_int_equal(
		second(measure,
		       "*Forwarded* सिवान जिले के मैरवा में ऑर्केस्ट्रा पार्टी के मंच पर एक युवक खुलेआम पिस्टल लहराते हुए नाच रहा "
		       "है 😡 विडियो तेजी से वायरल हो रहा है। बड़ी घटना हो जाएगी 🙏 @bihar_police #Siwan"),
		FR_WHY_TEXT);
	assert_int_equal(
		second("RT @a: kal raat Mairwa me orchestra party ke manch par ek yuvak pistol lahra raha tha, video…",
		       "Kal raat Mairwa me orchestra party ke manch par ek yuvak pistol lahra raha tha, video viral ho "
		       "raha hai, ghar ke log dar gaye hain, bacche ro rahe the, mukhiya ji chup hain"),
		FR_WHY_TEXT);
}

static void alike_is_not_the_same(void **state)
{
	(void)state;
	assert_int_equal(second("please help sir", "please help sir"), FR_WHY_FIRST);
	assert_int_equal(second("बहुत बहुत धन्यवाद बिहार पुलिस 🙏", "बहुत बहुत धन्यवाद बिहार पुलिस 🙏"), FR_WHY_FIRST);
	assert_int_equal(second("@a1 @b2 @c3 @d4 @e5 @f6 @g7 @h8 @i9 goli chali",
				"@a1 @b2 @c3 @d4 @e5 @f6 @g7 @h8 @i9 chori hui"),
			 FR_WHY_FIRST);
	assert_int_equal(second("#a #b #c #d #e #f sadak jam", "#a #b #c #d #e #f bijli gul"), FR_WHY_FIRST);
	assert_int_equal(second("मेरे खाते से पैसे कट गए, ठग का नंबर 9876543210 है, बैंक वाले सुनते नहीं, कृपया मदद करें",
				"मेरे खाते से पैसे कट गए, ठग का नंबर 9123456780 है, बैंक वाले सुनते नहीं, कृपया मदद करें"),
			 FR_WHY_FIRST);
	assert_int_equal(second("ग्राम रामपुर में अवैध शराब की बिक्री खुलेआम हो रही है, महिलाएं परेशान हैं, थाना सुनता नहीं",
				"ग्राम सोनपुर में अवैध शराब की बिक्री खुलेआम हो रही है, महिलाएं परेशान हैं, थाना सुनता नहीं"),
			 FR_WHY_FIRST);
}

static void routed_elsewhere_is_another_case(void **state)
{
	struct desk d;

	(void)state;
	open_desk(&d);
	assert_int_equal(place_at(&d, "x:1", measure, UINT64_C(1) << 40).to.why, FR_WHY_FIRST);
	assert_int_equal(place_at(&d, "x:2", measure, UINT64_C(2) << 40).to.why, FR_WHY_FIRST);
	assert_bytes(place_at(&d, "x:3", measure, UINT64_C(2) << 40).to.of, 3, "x:2");
	assert_bytes(place_at(&d, "x:4", measure, 0).to.of, 3, "x:1");
	assert_int_equal(fr_cases_count(d.cases), 2);
	close_desk(&d);
}

static void copies_of_two_places_do_not_meet_in_a_case_without_one(void **state)
{
	struct desk d;

	(void)state;
	open_desk(&d);
	assert_int_equal(place_at(&d, "x:1", measure, 0).to.why, FR_WHY_FIRST);
	assert_int_equal(place_at(&d, "x:2", measure, UINT64_C(1) << 40).to.why, FR_WHY_TEXT);
	assert_int_equal(place_at(&d, "x:3", measure, UINT64_C(2) << 40).to.why, FR_WHY_FIRST);
	assert_bytes(place_at(&d, "x:4", measure, UINT64_C(2) << 40).to.of, 3, "x:3");
	close_desk(&d);
}

static void the_same_post_again_is_known_by_its_id(void **state)
{
	struct desk d;
	struct fr_case_verdict first, again;

	(void)state;
	open_desk(&d);
	first = place(&d, "x:1", "thanks");
	again = place(&d, "x:1", "thanks, edited later");
	assert_int_equal(again.to.why, FR_WHY_SAME_POST);
	assert_true(first.to.case_id == again.to.case_id);
	assert_int_equal(place(&d, "x:2", NULL).to.why, FR_WHY_FIRST);
	close_desk(&d);
}

/* Each text shares most of its words with the one before it, the last none with the first. */
static void cases_do_not_chain(void **state)
{
	struct desk d;
	char text[512];
	size_t n_cases;

	(void)state;
	open_desk(&d);
	for (unsigned first = 0; first < 40; first++) {
		char id[16];
		size_t n = 0;

		snprintf(id, sizeof(id), "x:%u", first);
		for (unsigned i = first; i < first + 20; i++)
			n += (size_t)snprintf(text + n, sizeof(text) - n, "sab%c%cdar%c%c ", 'a' + i % 23, 'b' + i % 19,
					      'c' + i % 17, 'd' + i % 13);
		place(&d, id, text);
	}
	n_cases = fr_cases_count(d.cases);
	assert_in_range(n_cases, 5, 40);
	close_desk(&d);
}

/* Synthetic posts of words drawn from 500, every third one a copy of an earlier one. */
static void draw(uint32_t *seed, unsigned number, char text[1024])
{
	size_t n = 0;
	unsigned words;

	*seed = number % 3 == 2 ? number / 3 : number * 2654435761u;
	words = 10 + *seed % 20;
	for (unsigned i = 0; i < words; i++) {
		*seed = *seed * 1664525u + 1013904223u;
		n += (size_t)snprintf(text + n, 1024 - n, "%c%u%c%c%c ", 'a' + (*seed >> 8) % 26, *seed >> 28,
				      'k' + (*seed >> 13) % 9, 'a' + (*seed >> 17) % 25, 'b' + (*seed >> 22) % 21);
	}
}

static void feeding_twice_changes_nothing(void **state)
{
	enum { N = 600 };
	static uint64_t ids[N];
	struct desk d;
	char text[1024], id[16];
	uint32_t seed;

	(void)state;
	open_desk(&d);
	for (unsigned pass = 0; pass < 2; pass++) {
		size_t n_cases = fr_cases_count(d.cases);

		for (unsigned i = 0; i < N; i++) {
			struct fr_case_verdict verdict;

			draw(&seed, i, text);
			snprintf(id, sizeof(id), "x:%u", i);
			verdict = place(&d, id, text);
			if (pass == 0)
				ids[i] = verdict.to.case_id;
			else
				assert_int_equal(verdict.to.why, FR_WHY_SAME_POST);
			assert_true(verdict.to.case_id == ids[i]);
		}
		assert_true(pass == 0 || fr_cases_count(d.cases) == n_cases);
	}
	close_desk(&d);
}

static void order_changes_roles_not_groups(void **state)
{
	static const char *const texts[] = {"raat me kumhar mohalla ke paas bijli ka khambha gira hua hai",
					    "bade gaon ke school me teacher hafte bhar se gayab hain",
					    "nahar ke kinare avaidh balu khanan tractor se jari hai"};
	uint64_t forth[9], back[9];
	struct desk d;
	char id[16];

	(void)state;
	open_desk(&d);
	for (unsigned i = 0; i < 9; i++) {
		snprintf(id, sizeof(id), "x:%u", i);
		forth[i] = place(&d, id, texts[i % 3]).to.case_id;
	}
	close_desk(&d);
	open_desk(&d);
	for (unsigned i = 9; i-- > 0;) {
		snprintf(id, sizeof(id), "x:%u", i);
		back[i] = place(&d, id, texts[i % 3]).to.case_id;
	}
	close_desk(&d);
	for (unsigned i = 0; i < 9; i++)
		for (unsigned k = 0; k < 9; k++)
			assert_int_equal(forth[i] == forth[k], back[i] == back[k]);
}

/* Two keys that agree in the bits of a case id, as only somebody who looks for them finds them. */
static void two_cases_never_share_an_id(void **state)
{
	struct fr_cases *cases = fr_cases_new(&options);
	struct fr_case_post post = {.id = "x:1", .id_len = 3, .key = UINT64_C(0x123456789abc0001)};
	struct fr_case_verdict first, second_one, again;

	(void)state;
	fr_cases_place(cases, &post, &first);
	post.key = UINT64_C(0x123456789abc0002);
	fr_cases_place(cases, &post, &second_one);
	fr_cases_place(cases, &post, &again);
	assert_true(first.to.case_id == UINT64_C(0x123456789abc));
	assert_int_equal(second_one.to.why, FR_WHY_FIRST);
	assert_false(first.to.case_id == second_one.to.case_id);
	assert_int_equal(again.to.why, FR_WHY_SAME_POST);
	assert_true(again.to.case_id == second_one.to.case_id);
	fr_cases_free(cases);
}

static const struct fr_signature *signature_at(const void *arg, uint32_t item)
{
	return (const struct fr_signature *)arg + item;
}

/* One signature for all: look-ups stay small, the newest are kept, and others are still found. */
static void a_flood_of_one_signature_is_bounded(void **state)
{
	enum { N = 5000 };
	static struct fr_signature signatures[N];
	uint32_t items[FR_LSH_FOUND];
	struct fr_lsh lsh = {0};
	size_t n;
	bool newest = false;

	(void)state;
	memset(signatures[0].bin, 7, FR_MINHASH);
	fr_lsh_add(&lsh, 0, &signatures[0], signature_at, signatures);
	for (uint32_t i = 1; i < N; i++)
		fr_lsh_add(&lsh, i, &signatures[i], signature_at, signatures);
	n = fr_lsh_find(&lsh, &signatures[1], items);
	assert_in_range(n, 1, FR_LSH_FOUND);
	for (size_t i = 0; i < n; i++)
		newest |= items[i] == N - 1;
	assert_true(newest);
	assert_in_range(fr_lsh_memory(&lsh), 1, 64 * 1024);
	assert_int_equal(fr_lsh_find(&lsh, &signatures[0], items) > 0, 1);
	fr_lsh_free(&lsh);
}

static void the_index_of_hashes_finds_all_of_one(void **state)
{
	struct fr_hashindex index = {0};
	uint32_t item;
	size_t walk = 0, n = 0;

	(void)state;
	assert_false(fr_hashindex_next(&index, 1, UINT64_MAX, &walk, &item));
	for (uint32_t i = 0; i < 5000; i++)
		fr_hashindex_add(&index, i % 1000 * UINT64_C(0x9e3779b97f4a7c15), i);
	for (walk = 0; fr_hashindex_next(&index, 7 * UINT64_C(0x9e3779b97f4a7c15), UINT64_MAX, &walk, &item); n++)
		assert_int_equal(item % 1000, 7);
	assert_int_equal(n, 5);
	fr_hashindex_free(&index);
}

static void likeness_is_near_jaccard(void **state)
{
	static const char a[] = "abcdefghij klmnopqrst uvwxyzabcd efghijklmn",
			  b[] = "abcdefghij klmnopqrst uvwxyzabcd xxyyzzxxyy";
	struct fr_signature x, y;

	(void)state;
	assert_int_equal(fr_minhash_sign("abc", 3, &x), 0);
	assert_int_equal(fr_minhash_sign(a, sizeof(a) - 1, &x), sizeof(a) - FR_SHINGLE);
	fr_minhash_sign(b, sizeof(b) - 1, &y);
	assert_true(fr_minhash_likeness(&x, &x) > 0.999);
	/* 30 of 50 runs of four are shared */
	assert_true(fr_minhash_likeness(&x, &y) > 0.35 && fr_minhash_likeness(&x, &y) < 0.85);
	fr_minhash_sign("0123456789012345", 16, &y);
	assert_true(fr_minhash_likeness(&x, &y) < 0.1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(copies_join),
		cmocka_unit_test(alike_is_not_the_same),
		cmocka_unit_test(routed_elsewhere_is_another_case),
		cmocka_unit_test(copies_of_two_places_do_not_meet_in_a_case_without_one),
		cmocka_unit_test(the_same_post_again_is_known_by_its_id),
		cmocka_unit_test(cases_do_not_chain),
		cmocka_unit_test(feeding_twice_changes_nothing),
		cmocka_unit_test(order_changes_roles_not_groups),
		cmocka_unit_test(two_cases_never_share_an_id),
		cmocka_unit_test(a_flood_of_one_signature_is_bounded),
		cmocka_unit_test(the_index_of_hashes_finds_all_of_one),
		cmocka_unit_test(likeness_is_near_jaccard),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
