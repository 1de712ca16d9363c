#include <string.h>
#include <xxhash.h>
#include "dedupe/code.h"
#include "text/sound.h"
#include "text/stem.h"

#define LETTERS     5
#define LETTER_BITS 5
#define REST_BITS   4
#define REST_MASK   ((1u << REST_BITS) - 1)
#define WORD_BITS   29
#define WORD_MASK   ((1u << WORD_BITS) - 1)
#define MIX         0x0d35a2cdu /* odd */
#define UNMIX       inverse(MIX)
#define LOOSE_MIN   3
#define OTHER_MIN   4 /* letters of a word that may have another one in one place */
/* First "letters" of what isn't spelt; 1 to 26 are a to z. */
#define NUMBER_MARK  30u
#define CONCEPT_MARK 29u
#define HASH_MARK    31u
#define STRICT_REST  REST_MASK /* in place of the rest: the letters are of a strict key */

/* Of an odd number, modulo a power of two. */
static uint32_t inverse(uint32_t odd)
{
	uint32_t x = odd;

	for (int i = 0; i < 5; i++)
		x *= 2 - odd * x;
	return x;
}

static uint32_t finish(uint32_t packed)
{
	return ((packed * MIX) & WORD_MASK) << 3;
}

static uint32_t packed_of(uint32_t code)
{
	return (FR_CODE_WORD_OF(code) * UNMIX) & WORD_MASK;
}

static uint32_t marked(uint32_t mark, uint32_t value)
{
	return finish(mark << (WORD_BITS - LETTER_BITS) | (value & ((1u << (WORD_BITS - LETTER_BITS)) - 1)));
}

static uint32_t hashed(uint32_t mark, const char *s, size_t len)
{
	return marked(mark, (uint32_t)XXH3_64bits(s, len));
}

static uint32_t pack(const char *key, size_t len, bool strict)
{
	uint32_t packed = 0;

	for (size_t i = 0; i < LETTERS; i++)
		packed = packed << LETTER_BITS | (i < len ? (uint32_t)(key[i] - 'a' + 1) & 31u : 0);
	packed <<= REST_BITS;
	if (strict)
		packed |= STRICT_REST;
	else if (len > LETTERS)
		packed |= 1 + (uint32_t)(XXH3_64bits(key + LETTERS, len - LETTERS) % (STRICT_REST - 1));
	return packed;
}

uint32_t fr_code_word(const char *word, size_t len)
{
	char key[FR_SOUND_MAX];
	size_t stem = fr_stem(word, len), n = fr_sound_loose(word, stem, key);

	if (n >= LOOSE_MIN)
		return finish(pack(key, n, false));
	n = fr_sound_strict(word, stem, key);
	if (n)
		return finish(pack(key, n, true));
	return hashed(HASH_MARK, word, len);
}

uint32_t fr_code_number(const char *digits, size_t len)
{
	return hashed(NUMBER_MARK, digits, len);
}

uint32_t fr_code_concept(unsigned number)
{
	return marked(CONCEPT_MARK, number);
}

struct letters {
	uint8_t at[LETTERS + 1]; /* the rest counts as one letter more */
	size_t n;
};

static bool spelt(uint32_t packed, struct letters *ret)
{
	uint32_t rest = packed & REST_MASK;

	memset(ret, 0, sizeof(*ret));
	if (packed >> (WORD_BITS - LETTER_BITS) >= CONCEPT_MARK)
		return false;
	for (unsigned i = 0; i < LETTERS; i++) {
		uint8_t letter = packed >> (REST_BITS + LETTER_BITS * (LETTERS - 1 - i)) & 31u;

		if (letter)
			ret->at[ret->n++] = letter;
	}
	if (rest && rest != STRICT_REST)
		ret->at[ret->n++] = (uint8_t)(32 + rest);
	return true;
}

static size_t same_start(const struct letters *a, const struct letters *b)
{
	size_t n = 0;

	while (n < a->n && n < b->n && a->at[n] == b->at[n])
		n++;
	return n;
}

static size_t same_end(const struct letters *a, const struct letters *b, size_t most)
{
	size_t n = 0;

	while (n < most && a->at[a->n - 1 - n] == b->at[b->n - 1 - n])
		n++;
	return n;
}

static bool is_strict(uint32_t packed)
{
	return (packed & REST_MASK) == STRICT_REST;
}

/* The letters of a strict key as a loose one has them. */
static void drop_vowels(struct letters *letters)
{
	size_t n = 0;

	for (size_t i = 0; i < letters->n; i++)
		if (!strchr("aeiou", letters->at[i] + 'a' - 1))
			letters->at[n++] = letters->at[i];
	letters->n = n;
}

/* Is l, the longer, s with one letter more, or with another in one place? */
static bool one_apart(const struct letters *l, const struct letters *s)
{
	size_t start = same_start(l, s);

	return start + same_end(l, s, s->n - start) + 1 >= l->n;
}

bool fr_code_variant(uint32_t a, uint32_t b)
{
	uint32_t x = packed_of(a), y = packed_of(b);
	bool name = FR_CODE_KIND_OF(a) >= FR_CODE_NAME || FR_CODE_KIND_OF(b) >= FR_CODE_NAME;
	struct letters l, s;
	size_t least = 3;

	if (!spelt(x, &l) || !spelt(y, &s))
		return false;
	if (is_strict(x) != is_strict(y)) {
		drop_vowels(is_strict(x) ? &l : &s);
		least = 2;
	}
	if (l.n < s.n) {
		struct letters swap = l;

		l = s;
		s = swap;
	}
	if (s.n < least || l.n - s.n > 1 || (l.n == s.n && (name || (l.n < OTHER_MIN && !is_strict(x)))))
		return false;
	return one_apart(&l, &s);
}
