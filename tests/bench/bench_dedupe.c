/*
 * Near-copies: speed, bytes a post, and recall and precision by kind of planted edit.
 *
 * The posts are synthetic and name nobody: words of a small list, words and village names made of syllables, drawn by a
 * Zipf law, in Devanagari, romanised Hindi and English, with the dress of platforms (mentions, links, tags, emoji).
 * Each original may be followed, some posts later, by an edited copy (which must join its case) or by a trap: another
 * matter in almost the same words (which must not). The seed is fixed: two runs print the same figures, times apart.
 *
 *     bench_dedupe [POSTS [THRESHOLD [SEED]]]     default: 100000 posts, the tool's own threshold, seed 0
 *
 * With the labelled pairs of ../shared (or FR_SHARED) at hand, F1 on them is printed as well, the threshold chosen on
 * the even pairs and scored on the odd ones.
 */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include "core/mem.h"
#include "dedupe/cases.h"
#include "dedupe/minhash.h"
#include "text/fold.h"

#define WORDS_MAX 96
#define WORD_MAX  48
#define LAG       64 /* an edited copy follows within so many originals */

enum edit {
	E_NONE,
	E_EXACT,
	E_URL,
	E_EMOJI,
	E_HASHTAG,
	E_RT,
	E_STORM,
	E_PUNCT,
	E_FORWARD,
	E_PHONE,
	E_CUT_TAIL,
	E_CUT_140,
	E_SWAP,
	E_REPLACE,
	E_TYPO,
	E_QUOTE,
	E_ADDED,
	E_SEVERAL,
	T_NUMBER,
	T_PLACE_SHORT,
	T_PLACE_LONG,
	T_ROUTE,
	T_START,
	T_STORM,
	T_TAGS,
	T_GREETING,
	N_EDITS
};

static const char *const edit_names[N_EDITS] = {"original",
						"exact",
						"URL",
						"emoji",
						"hashtag run",
						"RT @x:",
						"mention storm",
						"case, punctuation",
						"forward mark",
						"phone rewritten",
						"cut by a fifth",
						"cut at 140",
						"two words swapped",
						"word replaced",
						"typing error",
						"quoted",
						"words added",
						"several of these",
						"trap: other number",
						"trap: other place, 10-14 words",
						"trap: other place, 25-40 words",
						"trap: routed elsewhere",
						"trap: same opening, cut",
						"trap: same mentions",
						"trap: same tags",
						"trap: greeting"};

static uint64_t seed;

static uint64_t next(void)
{
	uint64_t z = (seed += 0x9e3779b97f4a7c15u);

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
	z = (z ^ z >> 27) * 0x94d049bb133111ebu;
	return z ^ z >> 31;
}

static unsigned upto(unsigned n)
{
	return (unsigned)(next() >> 33) % n;
}

struct post {
	char words[WORDS_MAX][WORD_MAX];
	unsigned n, lang, place;  /* place: index of the word that names it */
	unsigned group, district; /* what it is about; 0: not routed */
	enum edit edit;
};

static const char *const grammar[3][40] = {{"में",   "के",   "की", "है",  "को", "से",  "ने",  "पर", "और",  "का", "हैं",
					    "नहीं", "रहा", "हो", "भी", "एक", "कर", "था", "यह", "गया", NULL},
					   {"me",   "ke",   "ki", "hai", "ko", "se",  "ne",  "par", "aur",  "ka",
					    "nahi", "raha", "ho", "bhi", "ek", "kar", "tha", "yah", "gaya", NULL},
					   {"the", "in", "of", "and", "to", "is", "was", "on", "by", "at", "for",
					    "with", "not", "has", "they", "from", "are", "been", NULL}};

static const char *const matter[3][64] = {
	{"गोली",   "फायरिंग", "शराब",   "चोरी",  "लूट",   "मारपीट", "जमीन",  "विवाद", "धमकी", "पिस्टल",  "आर्केस्ट्रा",
	 "बारात",  "मोबाइल", "ठगी",    "खाता",  "पैसा",  "लड़की",   "गायब",  "सड़क",   "जाम",  "दुर्घटना", "ट्रक",
	 "बालू",    "माफिया", "दहेज",    "पत्नी",  "मंदिर", "बाजार",  "दुकान",  "रात",   "सुबह",  "गाड़ी",   "नंबर",
	 "वीडियो", "वायरल",  "हथियार", "गिरोह", "पुल",   "घर",     "पड़ोसी", NULL},
	{"goli",      "firing", "sharab", "chori", "loot",     "marpit", "jamin",  "vivad", "dhamki", "pistol",
	 "orchestra", "barat",  "mobile", "thagi", "khata",    "paisa",  "ladki",  "gayab", "sadak",  "jam",
	 "durghatna", "truck",  "balu",   "mafia", "dahej",    "patni",  "mandir", "bajar", "dukan",  "raat",
	 "subah",     "gadi",   "video",  "viral", "hathiyar", "giroh",  "pul",    "ghar",  "padosi", NULL},
	{"firing",    "liquor",   "theft",   "robbery", "assault", "land",   "dispute", "threat",  "pistol",
	 "orchestra", "wedding",  "phone",   "fraud",   "account", "money",  "girl",    "missing", "road",
	 "jam",       "accident", "truck",   "sand",    "mafia",   "dowry",  "wife",    "temple",  "market",
	 "shop",      "night",    "morning", "vehicle", "video",   "weapon", "gang",    "bridge",  "house",
	 "neighbour", "station",  "bank",    "train",   NULL}};

static const char *const onsets[2][24] = {{"क", "ख", "ग", "च", "ज", "त", "द", "न", "प", "ब", "म", "र",
					   "ल", "स", "ह", "भ", "ध", "थ", "व", "श", "ट", "ड", "फ", "झ"},
					  {"k", "kh", "g", "ch", "j",  "t",  "d", "n",  "p",  "b",  "m",  "r",
					   "l", "s",  "h", "bh", "dh", "th", "v", "sh", "tr", "dr", "ph", "jh"}};
static const char *const vowels[2][8] = {{"ा", "ि", "ी", "ु", "े", "ो", "", "ं"},
					 {"a", "i", "ee", "u", "e", "o", "a", "an"}};
static const char *const villages[2][8] = {{"पुर", "गंज", "टोला", "डीह", "चक", "बाजार", "", ""},
					   {"pur", "ganj", "tola", "dih", "chak", "bazar", "", ""}};

static unsigned count(const char *const *list)
{
	unsigned n = 0;

	while (list[n])
		n++;
	return n;
}

/* The word of this number: always the same syllables. */
static void make_word(char out[WORD_MAX], unsigned lang, unsigned number, bool village)
{
	unsigned script = lang ? 1 : 0, syllables = 2 + number % 2, n = 0;
	uint64_t keep = seed;

	seed = number * 7919u + lang;
	for (unsigned i = 0; i < syllables; i++)
		n += (unsigned)snprintf(out + n, WORD_MAX - n, "%s%s", onsets[script][upto(24)],
					vowels[script][upto(8)]);
	if (village)
		snprintf(out + n, WORD_MAX - n, "%s", villages[script][upto(8)]);
	seed = keep;
}

/* Small numbers far more often than large ones. */
static unsigned skewed(unsigned n)
{
	double u = (double)(next() >> 11) / 9007199254740992.0;

	return (unsigned)(n * u * u * u * u);
}

static void draw_word(char out[WORD_MAX], unsigned lang)
{
	unsigned kind = upto(100);

	if (kind < 40)
		snprintf(out, WORD_MAX, "%s", grammar[lang][skewed(count(grammar[lang]))]);
	else if (kind < 70)
		snprintf(out, WORD_MAX, "%s", matter[lang][upto(count(matter[lang]))]);
	else
		make_word(out, lang, skewed(30000), false);
}

static void draw_number(char out[WORD_MAX])
{
	snprintf(out, WORD_MAX, "%u%09u", 6 + upto(4), upto(1000000000));
}

static void draw_post(struct post *p, unsigned group, unsigned least, unsigned most)
{
	static const unsigned districts = 44;

	memset(p, 0, sizeof(*p));
	p->group = group;
	p->lang = upto(3);
	p->n = least + skewed(most - least + 1);
	p->district = 1 + upto(districts);
	for (unsigned i = 0; i < p->n; i++)
		draw_word(p->words[i], p->lang);
	p->place = upto(p->n);
	make_word(p->words[p->place], p->lang, upto(20000), true);
	if (upto(4) == 0)
		draw_number(p->words[(p->place + 1 + upto(p->n - 1)) % p->n]);
}

static void insert(struct post *p, unsigned at, const char *word)
{
	if (p->n == WORDS_MAX)
		return;
	memmove(p->words[at + 1], p->words[at], (p->n - at) * sizeof(p->words[0]));
	snprintf(p->words[at], WORD_MAX, "%s", word);
	p->n++;
}

static void insert_drawn(struct post *p, unsigned at, const char *form, unsigned range)
{
	char word[WORD_MAX];

	snprintf(word, sizeof(word), form, upto(range));
	insert(p, at, word);
}

static void cut_at(struct post *p, unsigned words)
{
	if (p->n > words)
		p->n = words;
	insert(p, p->n, "…");
}

/* A word that is no number and not the place: with those exchanged, it would be another matter. */
static unsigned plain_word(const struct post *p)
{
	unsigned i;

	do
		i = upto(p->n);
	while (i == p->place || (p->words[i][0] >= '0' && p->words[i][0] <= '9'));
	return i;
}

static void typing_error(struct post *p)
{
	char *word = p->words[plain_word(p)];
	size_t len = strlen(word);

	if ((unsigned char)word[0] >= 0x80 && len >= 6)
		memmove(word + 3, word + 6, len - 5); /* a sign left out; each of these takes three bytes */
	else if (len >= 2)
		word[upto((unsigned)len)] = (char)('a' + upto(26));
}

static unsigned words_of_140(const struct post *p)
{
	size_t len = 0;
	unsigned n = 0;

	while (n < p->n) {
		for (const char *s = p->words[n]; *s; s++)
			len += (*s & 0xc0) != 0x80;
		if (++len > 140)
			break;
		n++;
	}
	return n;
}

static void rewrite_phone(struct post *p)
{
	for (unsigned i = 0; i < p->n; i++) {
		char old[WORD_MAX];

		snprintf(old, sizeof(old), "%s", p->words[i]);
		if (strspn(old, "0123456789") == 10 && !old[10])
			snprintf(p->words[i], WORD_MAX, "+91 %.5s %.5s", old, old + 5);
	}
}

static void storm(struct post *p, unsigned first)
{
	char word[WORD_MAX];

	for (unsigned i = 0; i < 20; i++) {
		snprintf(word, sizeof(word), "@handle%u", first + i);
		insert(p, 0, word);
	}
}

static void tags(struct post *p, unsigned first)
{
	char word[WORD_MAX + 1], tag[WORD_MAX];

	for (unsigned i = 0; i < 6; i++) {
		make_word(tag, 1, first + i, false);
		snprintf(word, sizeof(word), "#%s", tag);
		insert(p, p->n, word);
	}
}

static void edit(struct post *p, enum edit kind)
{
	static const char *const intro[3] = {"देखिए:", "dekhiye:", "see this:"};
	unsigned i, n;

	switch (kind) {
	case E_URL:
		insert_drawn(p, p->n, "https://t.co/%u", 1u << 30);
		break;
	case E_EMOJI:
		for (i = 1 + upto(4); i; i--)
			insert(p, upto(p->n + 1), i & 1 ? "🙏" : "😡");
		break;
	case E_HASHTAG:
		tags(p, upto(1000));
		break;
	case E_RT:
		insert_drawn(p, 0, "RT @user%u:", 100000);
		break;
	case E_STORM:
		storm(p, upto(100000));
		break;
	case E_PUNCT:
		for (i = 0; i < p->n; i += 3)
			if (p->words[i][0] >= 'a' && p->words[i][0] <= 'z')
				p->words[i][0] = (char)(p->words[i][0] - 'a' + 'A');
		for (i = 2; i < p->n; i += 5)
			insert(p, i, i & 1 ? "!!" : ",");
		break;
	case E_FORWARD:
		insert(p, 0, upto(2) ? "Forwarded many times:" : "Fwd:");
		break;
	case E_PHONE:
		rewrite_phone(p);
		break;
	case E_CUT_TAIL:
		cut_at(p, p->n - p->n / 5);
		break;
	case E_CUT_140:
		cut_at(p, words_of_140(p));
		insert_drawn(p, 0, "RT @user%u:", 100000);
		break;
	case E_SWAP:
		i = upto(p->n - 1);
		memcpy(p->words[WORDS_MAX - 1], p->words[i], WORD_MAX);
		memcpy(p->words[i], p->words[i + 1], WORD_MAX);
		memcpy(p->words[i + 1], p->words[WORDS_MAX - 1], WORD_MAX);
		break;
	case E_REPLACE:
		draw_word(p->words[plain_word(p)], p->lang);
		break;
	case E_TYPO:
		typing_error(p);
		break;
	case E_QUOTE:
		insert(p, 0, "“");
		insert(p, 0, intro[p->lang]);
		insert(p, p->n, "”");
		break;
	case E_ADDED:
		for (i = 2 + upto(p->n / 6 + 1); i; i--) {
			char word[WORD_MAX];

			draw_word(word, p->lang);
			insert(p, p->n, word);
		}
		break;
	case E_SEVERAL:
		for (n = 3; n; n--)
			edit(p, E_URL + upto(E_PHONE - E_URL + 1));
		edit(p, upto(2) ? E_SWAP : E_QUOTE);
		break;
	default:
		break;
	}
}

/* Another matter in almost the same words as base. */
static void make_trap(struct post *p, const struct post *base, enum edit kind, unsigned group)
{
	*p = *base;
	p->group = group;
	switch (kind) {
	case T_NUMBER:
		draw_number(p->words[(p->place + 1) % p->n]);
		break;
	case T_PLACE_SHORT:
	case T_PLACE_LONG:
		make_word(p->words[p->place], p->lang, 20000 + upto(20000), true);
		break;
	case T_ROUTE:
		p->district = base->district % 44 + 1;
		break;
	case T_START:
		for (unsigned i = FR_CANON_OPENING + 2; i < p->n; i++)
			draw_word(p->words[i], p->lang);
		insert(p, p->n, "…");
		break;
	default:
		for (unsigned i = 0; i < p->n; i++)
			draw_word(p->words[i], p->lang);
		break;
	}
}

/* The base of a trap has the length that the trap is about. */
static void draw_base(struct post *p, unsigned group, enum edit kind)
{
	static const char *const greetings[3] = {"बहुत बहुत धन्यवाद बिहार पुलिस", "bahut bahut dhanyawad sir",
						 "thank you so much sir"};

	if (kind == T_PLACE_SHORT)
		draw_post(p, group, 10, 14);
	else if (kind == T_PLACE_LONG)
		draw_post(p, group, 25, 40);
	else
		draw_post(p, group, kind == E_CUT_140 || kind == T_START ? 25 : 12, 60);
	if (kind == T_NUMBER || kind == E_PHONE)
		draw_number(p->words[(p->place + 1) % p->n]);
	if (kind == T_STORM || kind == T_TAGS)
		p->n = 3;
	if (kind == T_GREETING) {
		p->n = 1;
		snprintf(p->words[0], WORD_MAX, "%s", greetings[p->lang]);
	}
	/* What isn't about routing has to do without it, so that it isn't helped by it. */
	if (kind != T_ROUTE)
		p->district = 0;
}

struct tally {
	unsigned n[N_EDITS], merged[N_EDITS], wrong[N_EDITS];
};

struct run {
	struct fr_cases *cases;
	struct fr_canon canon;
	struct fr_folded folded;
	struct fr_buf text;
	unsigned *group_of_case; /* by ordinal of the first post */
	unsigned n_posts;
	uint64_t bytes;
	double seconds;
	struct tally tally;
};

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void feed(struct run *run, const struct post *p, enum edit kind)
{
	struct fr_case_post post = {0};
	struct fr_case_verdict verdict;
	char id[32];
	double start;

	fr_buf_clear(&run->text);
	for (unsigned i = 0; i < p->n; i++) {
		fr_buf_adds(&run->text, i ? " " : "");
		fr_buf_adds(&run->text, p->words[i]);
	}
	run->bytes += run->text.len;
	run->group_of_case[run->n_posts] = p->group;
	post.id_len = (size_t)snprintf(id, sizeof(id), "x:18000000%010u", run->n_posts++);
	post.id = id;
	start = now();
	fr_fold(&run->folded, run->text.bytes, run->text.len);
	fr_canon_make(&run->canon, &run->folded, run->text.bytes, run->text.len);
	post.key = fr_case_key(id, post.id_len);
	post.canon = &run->canon;
	post.district = p->district * UINT64_C(0x9e3779b97f4a7c15);
	fr_cases_place(run->cases, &post, &verdict);
	run->seconds += now() - start;
	run->tally.n[kind]++;
	if (verdict.to.why == FR_WHY_FIRST)
		return;
	memcpy(id, verdict.to.of, verdict.to.of_len);
	id[verdict.to.of_len] = '\0';
	if (run->group_of_case[strtoul(id + 10, NULL, 10)] == p->group)
		run->tally.merged[kind]++;
	else
		run->tally.wrong[kind]++;
}

static void feed_all(struct run *run, unsigned n_posts)
{
	static struct post waiting[LAG];
	unsigned n_groups = 0;

	while (run->n_posts + LAG < n_posts) {
		unsigned at = upto(LAG);
		struct post base;
		/* Half of the originals have a successor, as likely an edit as a trap of each kind. */
		enum edit kind = upto(2) ? E_NONE : (enum edit)(1 + upto(N_EDITS - 1));

		if (waiting[at].n) {
			feed(run, &waiting[at], waiting[at].edit);
			waiting[at].n = 0;
			continue;
		}
		draw_base(&base, n_groups++, kind);
		if (kind == T_STORM)
			storm(&base, base.group);
		else if (kind == T_TAGS)
			tags(&base, base.group);
		feed(run, &base, E_NONE);
		if (kind == E_NONE)
			continue;
		if (kind == T_STORM || kind == T_TAGS)
			base.n = 3;
		if (kind >= T_NUMBER) {
			make_trap(&waiting[at], &base, kind, n_groups++);
		} else {
			waiting[at] = base;
			edit(&waiting[at], kind);
		}
		if (kind == T_STORM)
			storm(&waiting[at], base.group);
		else if (kind == T_TAGS)
			tags(&waiting[at], base.group);
		waiting[at].edit = kind;
	}
}

static void print_run(const struct run *run)
{
	unsigned copies = 0, merged = 0, wrong = 0, places;
	struct rusage usage;

	printf("%-32s %8s %8s %8s\n", "planted", "posts", "joined", "wrong");
	for (unsigned i = 0; i < N_EDITS; i++) {
		const struct tally *t = &run->tally;

		printf("%-32s %8u %8.4f %8u\n", edit_names[i], t->n[i], t->n[i] ? (double)t->merged[i] / t->n[i] : 0.0,
		       t->wrong[i]);
		wrong += t->wrong[i];
		merged += t->merged[i];
		copies += i > E_NONE && i < T_NUMBER ? t->n[i] : 0;
	}
	getrusage(RUSAGE_SELF, &usage);
	places = run->tally.wrong[T_PLACE_SHORT] + run->tally.wrong[T_PLACE_LONG];
	printf("recall %.4f, precision %.4f; but for posts alike in all but the place, which wait for fr-route: %.4f\n",
	       (double)merged / copies, (double)merged / (merged + wrong), (double)merged / (merged + wrong - places));
	printf("%u posts, %zu cases, %.0f bytes of text a post: %.0f posts/s, %.1f MB/s\n", run->n_posts,
	       fr_cases_count(run->cases), (double)run->bytes / run->n_posts, run->n_posts / run->seconds,
	       (double)run->bytes / run->seconds / 1e6);
	printf("%.0f bytes a post, %.0f a case; resident at most %.1f MB\n",
	       (double)fr_cases_memory(run->cases) / run->n_posts,
	       (double)fr_cases_memory(run->cases) / (double)fr_cases_count(run->cases),
	       (double)usage.ru_maxrss / 1024);
}

/* What the tool says of two texts: their likeness if they are one case, else -1. */
static double merged_likeness(struct run *run, const char *const texts[2])
{
	const struct fr_cases_options options = {FR_CASE_THRESHOLD, FR_CASE_WINDOW};
	struct fr_cases *cases = fr_cases_new(&options);
	struct fr_case_verdict verdict = {0};

	for (size_t i = 0; i < 2; i++) {
		struct fr_case_post post = {.id = "", .key = fr_case_key(&i, sizeof(i)), .canon = &run->canon};

		fr_fold(&run->folded, texts[i], strlen(texts[i]));
		fr_canon_make(&run->canon, &run->folded, texts[i], strlen(texts[i]));
		fr_cases_place(cases, &post, &verdict);
	}
	fr_cases_free(cases);
	return verdict.to.why == FR_WHY_FIRST ? -1 : verdict.to.likeness;
}

/* The estimate alone, without bands and without what holds texts apart. */
static double estimate(struct run *run, const char *const texts[2])
{
	struct fr_signature signatures[2];

	for (size_t i = 0; i < 2; i++) {
		fr_fold(&run->folded, texts[i], strlen(texts[i]));
		fr_canon_make(&run->canon, &run->folded, texts[i], strlen(texts[i]));
		fr_minhash_sign(fr_buf_str(&run->canon.text), run->canon.text.len, &signatures[i]);
	}
	return fr_minhash_likeness(&signatures[0], &signatures[1]);
}

struct pairs {
	double *merged, *estimate;
	bool *same;
	size_t n;
};

static double f1(const double *likeness, const bool *same, size_t first, size_t n, double threshold,
		 double *ret_precision, double *ret_recall)
{
	double hit = 0, found = 0, all = 0;

	for (size_t i = first; i < n; i += 2) {
		found += likeness[i] >= threshold;
		all += same[i];
		hit += same[i] && likeness[i] >= threshold;
	}
	*ret_precision = found > 0 ? hit / found : 1;
	*ret_recall = all > 0 ? hit / all : 1;
	return hit > 0 ? 2 * hit / (found + all) : 0;
}

static void read_pair(struct run *run, const json_t *pair, struct pairs *ret)
{
	const char *texts[2] = {json_string_value(json_object_get(pair, "a")),
				json_string_value(json_object_get(pair, "b"))};
	const char *label = json_string_value(json_object_get(pair, "label"));

	if (!texts[0] || !texts[1] || !label)
		return;
	ret->merged[ret->n] = merged_likeness(run, texts);
	ret->estimate[ret->n] = estimate(run, texts);
	ret->same[ret->n++] = *label == '1';
}

static double best_threshold(const struct pairs *pairs)
{
	double best = 0, precision, recall;

	for (int i = 1; i <= 100; i++)
		if (f1(pairs->estimate, pairs->same, 0, pairs->n, i / 100.0, &precision, &recall) >
		    f1(pairs->estimate, pairs->same, 0, pairs->n, best, &precision, &recall))
			best = i / 100.0;
	return best;
}

static void print_f1(const char *what, const double *likeness, const struct pairs *pairs, double threshold)
{
	double precision, recall, score = f1(likeness, pairs->same, 1, pairs->n, threshold, &precision, &recall);

	printf("%-32s F1 %.3f, precision %.3f, recall %.3f\n", what, score, precision, recall);
}

static void print_pairs(struct run *run, const char *path)
{
	enum { PAIRS_MAX = 20000 };
	FILE *file = fopen(path, "r");
	char line[16384], what[64];
	struct pairs pairs = {0};
	double best;

	if (!file) {
		printf("labelled pairs: %s is not there, skipped\n", path);
		return;
	}
	pairs.merged = fr_xcalloc(PAIRS_MAX, sizeof(*pairs.merged));
	pairs.estimate = fr_xcalloc(PAIRS_MAX, sizeof(*pairs.estimate));
	pairs.same = fr_xcalloc(PAIRS_MAX, sizeof(*pairs.same));
	while (pairs.n < PAIRS_MAX && fgets(line, sizeof(line), file)) {
		json_t *pair = json_loads(line, 0, NULL);

		read_pair(run, pair, &pairs);
		json_decref(pair);
	}
	fclose(file);
	best = best_threshold(&pairs);
	printf("%zu labelled pairs, most of them rewritten, not copied (claim-edits-en); scored on the odd ones:\n",
	       pairs.n);
	print_f1("the tool", pairs.merged, &pairs, 0);
	snprintf(what, sizeof(what), "the estimate alone, from %.2f on", best);
	print_f1(what, pairs.estimate, &pairs, best);
	free(pairs.merged);
	free(pairs.estimate);
	free(pairs.same);
}

int main(int argc, char **argv)
{
	unsigned n_posts = argc > 1 ? (unsigned)strtoul(argv[1], NULL, 10) : 100000;
	const char *shared = getenv("FR_SHARED");
	struct fr_cases_options options = {FR_CASE_THRESHOLD, FR_CASE_WINDOW};
	struct run run = {0};
	struct fr_buf path = {0};

	options.threshold = argc > 2 ? strtod(argv[2], NULL) : FR_CASE_THRESHOLD;
	run.cases = fr_cases_new(&options);
	seed = argc > 3 ? strtoul(argv[3], NULL, 10) : 0;
	run.group_of_case = fr_xcalloc(n_posts + 1, sizeof(*run.group_of_case));
	fr_canon_init(&run.canon);
	feed_all(&run, n_posts);
	print_run(&run);
	fr_buf_addf(&path, "%s/labels/claim-edits-en/train.ndjson", shared ? shared : "../shared");
	print_pairs(&run, fr_buf_str(&path));
	fr_cases_free(run.cases);
	fr_canon_free(&run.canon);
	fr_folded_free(&run.folded);
	fr_buf_free(&run.text);
	fr_buf_free(&path);
	free(run.group_of_case);
	return 0;
}
