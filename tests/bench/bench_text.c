/*
 * bench_text: how fast posts are folded and matched, in MB of original text a second. Posts are synthetic.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "core/mem.h"
#include "text/fold.h"
#include "text/match.h"

#define BYTES (16u << 20)

static const char *const english[] = {
	"Sir please look into this matter, a person is waving a pistol at the orchestra party in our village since 9 "
	"pm. ",
	"The road near the block office is broken and nobody listens to us. ",
	"Thank you for the quick action yesterday night, we are grateful. ",
	"Fake account is spreading rumours about a child lifting gang, please block it! ",
	NULL,
};
static const char *const hindi[] = {
	"महोदय, हमारे गाँव में कल रात शादी में हर्ष फायरिंग हुई है, कृपया कार्रवाई करें। ",
	"मैरवा थाना क्षेत्र में बाज़ार के पास सड़क जाम है और पुलिस नहीं आई। ",
	"मेरी बेटी कल शाम से लापता है, कृपया मदद कीजिए, मोबाइल नंबर ९८७६५ पर बात करें। ",
	NULL,
};
static const char *const mixed[] = {
	"@bihar_police sirrr dekhiye मैरवा me kya ho raha hai 😡😡 #HarshFiring #बिहार_पुलिस https://t.co/AbCdEf ",
	"Ee ladka log katta lahrawat ba, koi rokat nahi… 🙏🏽 “jaldi” kuchh kijiye – Rs.5,000 mangta hai ",
	"Bhaiya U.P. se aaye log हैं, don't wait! ₹1,00,000 ki thagi hui, café ke paas ",
	NULL,
};
static const char *const urdu[] = {
	"جناب ہمارے گاؤں میں کل رات شادی میں ہوائی فائرنگ ہوئی ہے، براہ کرم کارروائی کریں۔ ",
	"سڑک پر بہت بھیڑ ہے اور کوئی مدد نہیں آئی۔ ",
	NULL,
};

static uint32_t seed = 7;

static uint32_t roll(uint32_t below)
{
	seed = seed * 1664525u + 1013904223u;
	return (seed >> 8) % below;
}

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Posts of one to four lines of a kind, BYTES of them in all; each ends with a NUL. */
static void make_posts(struct fr_buf *posts, const char *const *lines)
{
	uint32_t n = 0;

	while (lines[n])
		n++;
	fr_buf_clear(posts);
	while (posts->len < BYTES) {
		for (uint32_t k = 1 + roll(4); k; k--)
			fr_buf_adds(posts, lines[roll(n)]);
		fr_buf_addc(posts, '\0');
	}
}

static bool count_hit(void *arg, const struct fr_hit *hit)
{
	(void)hit;
	++*(size_t *)arg;
	return true;
}

/* Folds all posts, and scans them if there is a matcher; returns seconds. */
static double run(const struct fr_buf *posts, const struct fr_matcher *m, size_t *ret_words, size_t *ret_hits)
{
	struct fr_folded f = {0};
	double start = now();

	*ret_words = *ret_hits = 0;
	for (size_t at = 0; at < posts->len;) {
		size_t len = strlen(posts->bytes + at);

		fr_fold(&f, posts->bytes + at, len);
		*ret_words += f.n_words;
		if (m)
			fr_matcher_scan(m, &f, count_hit, ret_hits);
		at += len + 1;
	}
	start = now() - start;
	fr_folded_free(&f);
	return start;
}

/* A matcher of n phrases: words of the posts in pairs, and words made of syllables. */
static struct fr_matcher *make_matcher(uint32_t n)
{
	static const char *const syllables[] = {"ka", "ta", "ma", "ri", "la", "su", "pi", "no", "फा", "यर", "ग", "मै"};
	static const char *const words[] = {"pistol", "party", "road", "block office", "fake account", "हर्ष फायरिंग",
					    "लापता",  "katta", "जाम",  "thagi",        "sadak",        "पुलिस"};
	struct fr_matcher *m = fr_matcher_new();
	struct fr_buf phrase = {0};

	for (uint32_t i = 0; i < n; i++) {
		fr_buf_clear(&phrase);
		for (uint32_t k = 2 + roll(4); i >= 12 && k; k--)
			fr_buf_adds(&phrase, syllables[roll(12)]);
		if (i < 12 || roll(4) == 0) {
			fr_buf_addc(&phrase, ' ');
			fr_buf_adds(&phrase, words[i < 12 ? i : roll(12)]);
		}
		fr_matcher_add(m, phrase.bytes, phrase.len, roll(4) ? 0 : FR_MATCH_PREFIX, i);
	}
	fr_buf_free(&phrase);
	fr_matcher_build(m);
	return m;
}

static void bench(const char *name, const char *const *lines)
{
	static const uint32_t sizes[] = {600, 3000, 100000};
	struct fr_buf posts = {0};
	size_t words, hits;
	double fold;

	make_posts(&posts, lines);
	run(&posts, NULL, &words, &hits);
	fold = run(&posts, NULL, &words, &hits);
	printf("%-8s fold %4.0f MB/s (%.1f ns a byte, %zu words)", name, (double)posts.len / fold / 1e6,
	       fold * 1e9 / (double)posts.len, words);
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		struct fr_matcher *m = make_matcher(sizes[i]);
		double both = run(&posts, m, &words, &hits);

		printf(", %u phrases %4.0f MB/s", sizes[i], (double)posts.len / (both - fold) / 1e6);
		fr_matcher_free(m);
	}
	printf("\n");
	fr_buf_free(&posts);
}

static void bench_build(uint32_t n)
{
	double start = now();
	struct fr_matcher *m = make_matcher(n);

	printf("build    %u phrases in %.0f ms, %zu distinct, %.1f MB\n", n, (now() - start) * 1e3, fr_matcher_count(m),
	       (double)fr_matcher_memory(m) / 1e6);
	fr_matcher_free(m);
}

int main(void)
{
	printf("text: folding and matching posts, synthetic\n");
	bench("english", english);
	bench("hindi", hindi);
	bench("mixed", mixed);
	bench("urdu", urdu);
	bench_build(3000);
	bench_build(100000);
	return 0;
}
