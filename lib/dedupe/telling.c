#include <string.h>
#include <xxhash.h>
#include "core/utf8.h"
#include "dedupe/number.h"
#include "dedupe/telling.h"

/*
 * Hashes of decisive words have 32 bits, with these in the lowest: a number, not a word; a name by its ending or cue,
 * not only by its capital. Those of the matter have the upper 16 of the same.
 */
#define IS_NUMBER    1u
#define BY_FORM      2u
#define SKELETON_MAX 64 /* bytes of a word's consonants that are compared */

struct reader {
	const struct fr_common *common;
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

static uint32_t number_hash(const char *s, size_t len)
{
	return ((uint32_t)XXH3_64bits(s, len) & ~BY_FORM) | IS_NUMBER;
}

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

/* A vowel sign, anusvara, virama and the like of Devanagari, or a Latin vowel. */
static bool is_vowel(uint32_t cp)
{
	if (cp < 0x80)
		return cp == 'a' || cp == 'e' || cp == 'i' || cp == 'o' || cp == 'u' || cp == 'y';
	return (cp >= 0x900 && cp <= 0x914) || (cp >= 0x93c && cp <= 0x94f);
}

/* Hash of a word's consonants, and of whether a vowel comes first. */
static uint32_t skeleton(const char *s, size_t len)
{
	char bones[SKELETON_MAX + 4];
	size_t n = 0, pos = 0;
	uint32_t last = 0;

	while (pos < len && n < SKELETON_MAX) {
		uint32_t cp = fr_utf8_next(s, len, &pos);

		cp = cp == 'w' ? 'v' : cp == 'z' ? 'j' : is_vowel(cp) ? 'a' : cp;
		if (cp == last || (n && cp == 'a'))
			continue;
		last = cp;
		n += fr_utf8_put(bones + n, cp);
	}
	return (uint32_t)XXH3_64bits(bones, n) & ~(IS_NUMBER | BY_FORM);
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

	return fr_common_cue(r->common, fr_common_hash(r->folded->text + word->fold_off, word->fold_len));
}

/* Is word i, no common one, a name by its ending or by what stands beside it? */
static bool formed_as_name(const struct reader *r, size_t i)
{
	const struct fr_word *word = &r->folded->words[i];

	if (ends_as_place(r->folded->text + word->fold_off, word->fold_len))
		return true;
	return (i > r->first && is_cue(r, i - 1)) || (i + 1 < r->last && is_cue(r, i + 1));
}

/* A word that carries the matter; common ones were left out. */
static void add_matter(struct reader *r, size_t i)
{
	const struct fr_word *word = &r->folded->words[i];
	uint32_t hash = skeleton(r->folded->text + word->fold_off, word->fold_len);

	fr_sketch_add(&r->ret->matter, hash >> 16);
	if (is_cue(r, i))
		return;
	if (formed_as_name(r, i))
		fr_sketch_add(&r->ret->decisive, hash | BY_FORM);
	else if (word->capital && !word->sentence && !r->shouted)
		fr_sketch_add(&r->ret->decisive, hash);
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

		fr_sketch_add(&r->ret->decisive, number_hash(number.digits, number.len));
		return n;
	}
	if (has_digit(s, word->fold_len)) {
		fr_sketch_add(&r->ret->decisive, number_hash(s, word->fold_len));
		return 1;
	}
	if (characters(s, word->fold_len) > 2 && !fr_common_word(r->common, fr_common_hash(s, word->fold_len)))
		add_matter(r, i);
	return 1;
}

void fr_telling_read(const struct fr_common *common, const struct fr_folded *folded, const char *src, size_t first,
		     size_t last, struct fr_telling *ret)
{
	struct reader r = {common, folded, src, first, last, false, ret};
	size_t n_capitals = 0;

	memset(ret, 0, sizeof(*ret));
	ret->decisive.cap = FR_DECISIVE;
	ret->matter.cap = FR_MATTER;
	for (size_t i = first; i < last; i++)
		n_capitals += folded->words[i].capital;
	r.shouted = n_capitals > (last - first) / 2;
	for (size_t i = first; i < last;)
		i += add_word(&r, i);
}

size_t fr_telling_size(const struct fr_telling *telling)
{
	size_t n = telling->matter.n;

	for (size_t i = 0; i < telling->decisive.n; i++)
		n += telling->decisive.hashes[i] & IS_NUMBER;
	return n;
}

void fr_telling_pack(const struct fr_telling *telling, struct fr_telling_packed *ret)
{
	memset(ret, 0, sizeof(*ret));
	for (size_t i = 0; i < telling->decisive.n; i++)
		ret->decisive[i] = telling->decisive.hashes[i];
	for (size_t i = 0; i < telling->matter.n; i++)
		ret->matter[i] = (uint16_t)telling->matter.hashes[i];
	ret->n_decisive = telling->decisive.n;
	ret->n_matter = telling->matter.n;
	ret->decisive_full = telling->decisive.full;
	ret->matter_full = telling->matter.full;
}

void fr_telling_unpack(const struct fr_telling_packed *packed, struct fr_telling *ret)
{
	memset(ret, 0, sizeof(*ret));
	for (size_t i = 0; i < packed->n_decisive; i++)
		ret->decisive.hashes[i] = packed->decisive[i];
	for (size_t i = 0; i < packed->n_matter; i++)
		ret->matter.hashes[i] = packed->matter[i];
	ret->decisive.n = packed->n_decisive;
	ret->decisive.cap = FR_DECISIVE;
	ret->decisive.full = packed->decisive_full;
	ret->matter.n = packed->n_matter;
	ret->matter.cap = FR_MATTER;
	ret->matter.full = packed->matter_full;
}

/* What one text has that the other surely lacks, in order of what it proves. */
enum own { OWN_NOTHING, OWN_DECISIVE, OWN_NAME };

/*
 * What has a of its own? The other's capitals and cues may have got lost: what is one of its plain words isn't lacking.
 * Where the sketch of those doesn't reach, a capital alone isn't believed.
 */
static enum own own_of(const struct fr_telling *a, const struct fr_telling *b)
{
	enum own own = OWN_NOTHING;

	for (size_t i = 0; i < a->decisive.n; i++) {
		uint32_t hash = a->decisive.hashes[i];
		bool by_form = hash & BY_FORM;

		if (fr_sketch_has(&b->decisive, hash, true))
			continue;
		if (!(hash & IS_NUMBER) && (fr_sketch_has(&b->decisive, hash ^ BY_FORM, true) ||
					    fr_sketch_has(&b->matter, hash >> 16, !by_form)))
			continue;
		if (by_form)
			return OWN_NAME;
		own = OWN_DECISIVE;
	}
	return own;
}

bool fr_telling_apart(const struct fr_telling *a, const struct fr_telling *b)
{
	enum own own_a = own_of(a, b), own_b = own_of(b, a);

	if (own_a && own_b)
		return true;
	return (own_a == OWN_NAME || own_b == OWN_NAME) && fr_telling_exchanged(a, b);
}

bool fr_telling_exchanged(const struct fr_telling *a, const struct fr_telling *b)
{
	size_t only_a, only_b;

	fr_sketch_compare(&a->matter, &b->matter, &only_a, &only_b);
	return only_a && only_b;
}
