#include <string.h>
#include "core/utf8.h"
#include "dedupe/number.h"
#include "dedupe/telling.h"

struct reader {
	const struct fr_telling_lists *lists;
	const struct fr_folded *folded;
	const char *src;
	size_t first, last;
	bool shouted; /* capitals say nothing: most words have one */
	struct fr_telling *ret;
};

#define ENDING(s)                                                                                                      \
	{                                                                                                              \
		s, sizeof(s) - 1                                                                                       \
	}
static const struct {
	const char *bytes;
	size_t len;
} endings[] = {ENDING("pur"),   ENDING("pura"),  ENDING("ganj"), ENDING("nagar"), ENDING("tola"),  ENDING("tole"),
	       ENDING("dih"),   ENDING("bigha"), ENDING("garh"), ENDING("abad"),  ENDING("bazar"), ENDING("bajar"),
	       ENDING("बाजार"), ENDING("gaon"),  ENDING("chak"), ENDING("patti"), ENDING("पुर"),    ENDING("पुरा"),
	       ENDING("गंज"),    ENDING("नगर"),   ENDING("टोला"), ENDING("टोले"),   ENDING("डीह"),   ENDING("बिगहा"),
	       ENDING("गढ"),    ENDING("आबाद"),  ENDING("बाद"),  ENDING("गांव"),   ENDING("चक"),    ENDING("पट्टी")};

static bool has_digit(const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (s[i] >= '0' && s[i] <= '9')
			return true;
	return false;
}

static size_t characters(const char *s, size_t len)
{
	size_t n = 0;

	for (size_t i = 0; i < len; i++)
		n += ((unsigned char)s[i] & 0xc0) != 0x80;
	return n;
}

static bool ends_as_place(const char *s, size_t len)
{
	for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++) {
		size_t end = endings[i].len;

		if (len > end + 1 && memcmp(s + len - end, endings[i].bytes, end) == 0)
			return true;
	}
	return false;
}

static bool is_cue(const struct reader *r, size_t i)
{
	const struct fr_word *word = &r->folded->words[i];

	return fr_common_cue(r->lists->common, fr_common_hash(r->folded->text + word->fold_off, word->fold_len));
}

static bool beside_cue(const struct reader *r, size_t i)
{
	return (i > r->first && is_cue(r, i - 1)) || (i + 1 < r->last && is_cue(r, i + 1));
}

/* Short words are of matter only if they are known to be: आग and शव, not एक. */
static void add_word_of_matter(struct reader *r, size_t i)
{
	const struct fr_word *word = &r->folded->words[i];
	const char *s = r->folded->text + word->fold_off;
	size_t n = characters(s, word->fold_len);
	uint32_t code = fr_code_word(s, word->fold_len), concept;

	if (n > 2 - (word->script == FR_SCRIPT_DEVANAGARI) && fr_vocab_find(r->lists->vocab, code, &concept))
	code = concept | FR_CODE_TOPIC;
	else if (n <= 2) return;
	else if (is_cue(r, i)) code |= FR_CODE_TOPIC;
	else if (ends_as_place(s, word->fold_len) || beside_cue(r, i)) code |= FR_CODE_NAME;
	else if (word->capital && !word->sentence && !r->shouted) code |= FR_CODE_CAPITAL;
	else code |= FR_CODE_PLAIN;
	fr_telling_add(r->ret, code);
}

static size_t add_word(struct reader *r, size_t i)
{
	const struct fr_word *word = &r->folded->words[i];
	const char *s = r->folded->text + word->fold_off;
	struct fr_number number;

	if (word->kind == FR_WORD_URL || word->kind == FR_WORD_MENTION || word->kind == FR_WORD_EMOJI)
		return 1;
	if (word->kind == FR_WORD_NUMBER) {
		size_t n = fr_number_read(r->folded, r->src, i, r->last, &number);

		fr_telling_add(r->ret, fr_code_number(number.digits, number.len) | FR_CODE_NUMBER);
		return n;
	}
	if (has_digit(s, word->fold_len))
		fr_telling_add(r->ret, fr_code_number(s, word->fold_len) | FR_CODE_NUMBER);
	else if (!fr_common_word(r->lists->common, fr_common_hash(s, word->fold_len)))
		add_word_of_matter(r, i);
	return 1;
}

void fr_telling_read(const struct fr_telling_lists *lists, const struct fr_folded *folded, const char *src,
		     size_t first, size_t last, struct fr_telling *ret)
{
	struct reader r = {lists, folded, src, first, last, false, ret};
	size_t n_capitals = 0;

	memset(ret, 0, sizeof(*ret));
	for (size_t i = first; i < last; i++)
		n_capitals += folded->words[i].capital;
	r.shouted = n_capitals > (last - first) / 2;
	for (size_t i = first; i < last;)
		i += add_word(&r, i);
}

/* Where the word stands, or would. */
static size_t place_of(const struct fr_telling *t, uint32_t word)
{
	size_t at = 0;

	while (at < t->n && FR_CODE_WORD_OF(t->codes[at]) < word)
		at++;
	return at;
}

static bool has(const struct fr_telling *t, size_t at, uint32_t word)
{
	return at < t->n && FR_CODE_WORD_OF(t->codes[at]) == word;
}

void fr_telling_add(struct fr_telling *t, uint32_t code)
{
	size_t at = place_of(t, FR_CODE_WORD_OF(code));

	if (has(t, at, FR_CODE_WORD_OF(code))) {
		if (code > t->codes[at])
			t->codes[at] = code;
		return;
	}
	if (t->n == FR_TELLING_MAX) {
		t->full = true;
		if (at == FR_TELLING_MAX)
			return;
		t->n--;
	}
	memmove(t->codes + at + 1, t->codes + at, (t->n - at) * sizeof(t->codes[0]));
	t->codes[at] = code;
	t->n++;
}

void fr_telling_mark_place(struct fr_telling *t, uint32_t code)
{
	size_t at = place_of(t, FR_CODE_WORD_OF(code));

	if (has(t, at, FR_CODE_WORD_OF(code)))
		t->codes[at] = (t->codes[at] & ~FR_CODE_KIND) | FR_CODE_PLACE;
}

/* The largest code of which the telling can say whether it is there. */
static uint32_t reach(const struct fr_telling *t)
{
	return t->full ? FR_CODE_WORD_OF(t->codes[t->n - 1]) : UINT32_MAX;
}

struct own {
	uint32_t codes[FR_TELLING_MAX];
	size_t n;
};

static size_t split(const struct fr_telling *a, const struct fr_telling *b, struct own *own_a, struct own *own_b)
{
	uint32_t limit = reach(a) < reach(b) ? reach(a) : reach(b);
	size_t i = 0, k = 0, n_shared = 0;

	own_a->n = own_b->n = 0;
	while (i < a->n || k < b->n) {
		uint32_t x = i < a->n ? FR_CODE_WORD_OF(a->codes[i]) : UINT32_MAX;
		uint32_t y = k < b->n ? FR_CODE_WORD_OF(b->codes[k]) : UINT32_MAX;

		if ((x < y ? x : y) > limit)
			break;
		if (x < y)
			own_a->codes[own_a->n++] = a->codes[i];
		else if (y < x)
			own_b->codes[own_b->n++] = b->codes[k];
		n_shared += x == y;
		i += x <= y;
		k += y <= x;
	}
	return n_shared;
}

static void drop(struct own *own, size_t at)
{
	own->codes[at] = own->codes[--own->n];
}

/* Two spellings of one word are nobody's own. */
static void drop_variants(struct own *a, struct own *b)
{
	for (size_t i = a->n; i-- > 0;)
		for (size_t k = b->n; k-- > 0;)
			if (fr_code_variant(a->codes[i], b->codes[k])) {
				drop(a, i);
				drop(b, k);
				break;
			}
}

/* The strongest kind of a word of its own; -1: it has none. A place is a name here. */
static int strongest(const struct own *own)
{
	int most = -1;

	for (size_t i = 0; i < own->n; i++) {
		int kind = (int)FR_CODE_KIND_OF(own->codes[i]);

		if (kind > most)
			most = kind;
	}
	return most;
}

void fr_telling_compare(const struct fr_telling *a, const struct fr_telling *b, struct fr_telling_diff *ret)
{
	struct own own_a, own_b;
	int x, y;

	ret->n_shared = split(a, b, &own_a, &own_b);
	if (own_a.n && own_b.n)
		drop_variants(&own_a, &own_b);
	x = strongest(&own_a);
	y = strongest(&own_b);
	ret->exchanged = x >= 0 && y >= 0;
	ret->apart = (x >= FR_CODE_CAPITAL && y >= FR_CODE_CAPITAL) ||
		     (ret->exchanged && (x >= FR_CODE_NAME || y >= FR_CODE_NAME));
	ret->rare = x >= FR_CODE_PLAIN && y >= FR_CODE_PLAIN;
}
