/*
 * Three readers, for Latin letters, Devanagari and the Arabic script of Urdu, write the same sounds through one
 * function, which joins what stands twice.
 */
#include "route/phonetic.h"

#include <string.h>

/* Costs of a difference, in hundredths. */
#define COST_OTHER   100 /* another sound */
#define COST_CLOSE   50  /* e for i, o for u */
#define COST_SHORT_A 25  /* an a that is written or not */
#define COST_MEET    50  /* how much names may differ; long ones half as much again */
#define LONG_NAME    8   /* sounds */

struct writer {
	struct fr_sounds *s;
	bool full;
};

static char last_of(const struct writer *w)
{
	return w->s->len ? w->s->text[w->s->len - 1] : 0;
}

static void add(struct writer *w, char sound)
{
	char last = last_of(w);

	if (last == sound)
		return;
	/* n and m are written in turns before labials, and as one sign in Devanagari */
	if (last == 'm' && (sound == 'p' || sound == 'b'))
		w->s->text[w->s->len - 1] = 'n';
	if (w->s->len == FR_SOUNDS_MAX) {
		w->full = true;
		return;
	}
	w->s->text[w->s->len++] = sound;
}

static bool is_vowel(char sound)
{
	return sound && strchr("aeiou", sound);
}

/* Letters behind which an h is breath and no sound of its own. */
static bool takes_breath(char letter)
{
	return strchr("bcdgjkrst", letter) != NULL;
}

/* Two letters that are one sound, 0: they are not. behind: the letter after them. */
static char latin_pair(char c, char next, char behind)
{
	if (c == 'c' && next == 'h')
		return 'c';
	if (c == 'p' && next == 'h')
		return 'f';
	if (c == 'e' && next == 'e')
		return 'i';
	if (c == 'o' && next == 'o')
		return 'u';
	if (is_vowel(behind))
		return 0;
	if ((c == 'a' || c == 'e') && (next == 'i' || next == 'y'))
		return 'e';
	if ((c == 'a' && (next == 'u' || next == 'w')) || (c == 'o' && next == 'u'))
		return 'o';
	return 0;
}

/* Letters that sound as another one, from a to z. */
static const char latin[] = "abkdefghijklmnopkrstuvvxij";

static bool read_latin(const char *word, size_t len, struct writer *w)
{
	for (size_t i = 0; i < len; i++) {
		char c = word[i], next = i + 1 < len ? word[i + 1] : 0, behind = i + 2 < len ? word[i + 2] : 0;
		char pair;

		if (c < 'a' || c > 'z')
			return false;
		pair = latin_pair(c, next, behind);
		if (pair) {
			add(w, pair);
			i += pair == 'c' && behind == 'h' ? 2 : 1;
		} else if (c == 'x') {
			add(w, 'k');
			add(w, 's');
		} else if (!(c == 'h' && i + 1 == len) && !(c == 'y' && last_of(w) == 'i')) {
			add(w, latin[c - 'a']);
			i += next == 'h' && takes_breath(c);
		}
	}
	return true;
}

/* Sounds of U+0900 to U+094F; 0: none of its own. */
static const char deva[0x50] = {
	[0x02] = 'n', [0x05] = 'a', [0x06] = 'a', [0x07] = 'i', [0x08] = 'i', [0x09] = 'u', [0x0A] = 'u', [0x0D] = 'e',
	[0x0F] = 'e', [0x10] = 'e', [0x11] = 'o', [0x13] = 'o', [0x14] = 'o', [0x15] = 'k', [0x16] = 'k', [0x17] = 'g',
	[0x18] = 'g', [0x19] = 'n', [0x1A] = 'c', [0x1B] = 'c', [0x1C] = 'j', [0x1D] = 'j', [0x1E] = 'n', [0x1F] = 't',
	[0x20] = 't', [0x21] = 'd', [0x22] = 'd', [0x23] = 'n', [0x24] = 't', [0x25] = 't', [0x26] = 'd', [0x27] = 'd',
	[0x28] = 'n', [0x2A] = 'p', [0x2B] = 'f', [0x2C] = 'b', [0x2D] = 'b', [0x2E] = 'm', [0x2F] = 'y', [0x30] = 'r',
	[0x32] = 'l', [0x33] = 'l', [0x35] = 'v', [0x36] = 's', [0x37] = 's', [0x38] = 's', [0x39] = 'h', [0x3E] = 'a',
	[0x3F] = 'i', [0x40] = 'i', [0x41] = 'u', [0x42] = 'u', [0x45] = 'e', [0x46] = 'e', [0x47] = 'e', [0x48] = 'e',
	[0x49] = 'o', [0x4A] = 'o', [0x4B] = 'o', [0x4C] = 'o'};

#define LOW_RI  0x0B
#define SIGN_RI 0x43

/* As sarai is written सराय, with a consonant. */
static void add_y(struct writer *w, bool end)
{
	if (end && last_of(w) == 'a')
		w->s->text[w->s->len - 1] = 'e';
	else if (last_of(w) != 'i')
		add(w, 'i');
}

static bool read_devanagari(const char *word, size_t len, struct writer *w)
{
	for (size_t i = 0; i < len; i += 3) {
		const unsigned char *c = (const unsigned char *)word + i;
		unsigned low;

		if (len - i < 3 || c[0] != 0xE0 || (c[1] & 0xFE) != 0xA4)
			return false;
		low = (c[1] & 1u) << 6 | (c[2] & 0x3Fu);
		if (low == LOW_RI || low == SIGN_RI) {
			add(w, 'r');
			add(w, 'i');
		} else if (low < sizeof deva && deva[low] == 'y') {
			add_y(w, i + 3 == len);
		} else if (low < sizeof deva && deva[low]) {
			add(w, deva[low]);
		}
	}
	return true;
}

/*
 * Letters of the Arabic script as Urdu uses them, by code point; h is also the breath behind a consonant, ی and و are
 * vowels or consonants by where they stand. Signs for short vowels are seldom written and left out.
 */
static const struct {
	unsigned short code;
	char sound;
} urdu[] = {
	{0x0622, 'a'}, {0x0623, 'a'}, {0x0626, 'i'}, {0x0627, 'a'}, {0x0628, 'b'}, {0x062A, 't'}, {0x062B, 's'},
	{0x062C, 'j'}, {0x062D, 'h'}, {0x062E, 'k'}, {0x062F, 'd'}, {0x0630, 'j'}, {0x0631, 'r'}, {0x0632, 'j'},
	{0x0633, 's'}, {0x0634, 's'}, {0x0635, 's'}, {0x0636, 'j'}, {0x0637, 't'}, {0x0638, 'j'}, {0x0639, 'a'},
	{0x063A, 'g'}, {0x0641, 'f'}, {0x0642, 'k'}, {0x0643, 'k'}, {0x0644, 'l'}, {0x0645, 'm'}, {0x0646, 'n'},
	{0x0647, 'h'}, {0x0648, 'u'}, {0x0649, 'i'}, {0x064A, 'i'}, {0x0679, 't'}, {0x067E, 'p'}, {0x0686, 'c'},
	{0x0688, 'd'}, {0x0691, 'r'}, {0x0698, 'j'}, {0x06A9, 'k'}, {0x06AF, 'g'}, {0x06BA, 'n'}, {0x06C1, 'h'},
	{0x06CC, 'i'}, {0x06D2, 'e'},
};

#define URDU_BREATH   0x06BE
#define URDU_FIRST    0x0600
#define URDU_LAST     0x06FF
#define URDU_MARKS    0x064B /* short vowels and doubling, to URDU_MARKS_TO */
#define URDU_MARKS_TO 0x0670

/* The code point of two bytes at i, 0: none of this script. */
static unsigned urdu_at(const char *word, size_t len, size_t i)
{
	const unsigned char *c = (const unsigned char *)word + i;
	unsigned code;

	if (i + 2 > len || c[0] < 0xD8 || c[0] > 0xDB || (c[1] & 0xC0) != 0x80)
		return 0;
	code = (c[0] & 0x1Fu) << 6 | (c[1] & 0x3Fu);
	return code >= URDU_FIRST && code <= URDU_LAST ? code : 0;
}

static char urdu_sound(unsigned code)
{
	for (size_t i = 0; i < sizeof urdu / sizeof *urdu; i++)
		if (urdu[i].code == code)
			return urdu[i].sound;
	return 0;
}

static bool read_urdu(const char *word, size_t len, struct writer *w)
{
	for (size_t i = 0; i < len; i += 2) {
		unsigned code = urdu_at(word, len, i);
		char sound = urdu_sound(code), next = urdu_sound(urdu_at(word, len, i + 2));

		if (!code)
			return false;
		if (code == URDU_BREATH || (code >= URDU_MARKS && code <= URDU_MARKS_TO))
			continue;
		if (!sound)
			return false;
		if (sound == 'h' && i + 2 == len)
			sound = 'a';
		/* before a vowel, and at the beginning: a consonant */
		if (sound == 'u' && (!i || is_vowel(next)))
			sound = 'v';
		add(w, sound);
	}
	return true;
}

static bool is_urdu(const char *word, size_t len)
{
	return urdu_at(word, len, 0) != 0;
}

bool fr_sounds_read(const char *word, size_t len, struct fr_sounds *ret)
{
	struct writer w = {.s = ret};
	bool urdu_word = is_urdu(word, len), devanagari = len && (unsigned char)word[0] == 0xE0;

	ret->len = 0;
	ret->long_a = devanagari || urdu_word;
	if (urdu_word)
		return read_urdu(word, len, &w) && !w.full;
	return (devanagari ? read_devanagari(word, len, &w) : read_latin(word, len, &w)) && !w.full;
}

size_t fr_sounds_key(const struct fr_sounds *sounds, char key[FR_SOUNDS_MAX])
{
	size_t n = 0, consonants = 0;

	for (size_t i = 0; i < sounds->len; i++) {
		char c = sounds->text[i];

		c = c == 'e' ? 'i' : c == 'o' ? 'u' : c;
		if ((c == 'a' && i) || (n && key[n - 1] == c))
			continue;
		consonants += !is_vowel(c);
		key[n++] = c;
	}
	return n >= 4 && consonants >= 3 ? n : 0;
}

static unsigned cost_of(char a, char b)
{
	if (a == b)
		return 0;
	if ((a == 'e' && b == 'i') || (a == 'i' && b == 'e') || (a == 'o' && b == 'u') || (a == 'u' && b == 'o'))
		return COST_CLOSE;
	return COST_OTHER;
}

static unsigned min3(unsigned a, unsigned b, unsigned c)
{
	unsigned least = a < b ? a : b;

	return least < c ? least : c;
}

/* The least cost of changes from one to the other (Wagner and Fischer, 1974). */
static unsigned difference(const struct fr_sounds *a, const struct fr_sounds *b)
{
	unsigned row[FR_SOUNDS_MAX + 1], short_a = a->long_a && b->long_a ? COST_OTHER : COST_SHORT_A;

	row[0] = 0;
	for (size_t k = 0; k < b->len; k++)
		row[k + 1] = row[k] + (b->text[k] == 'a' ? short_a : COST_OTHER);
	for (size_t i = 0; i < a->len; i++) {
		unsigned before = row[0], drop = a->text[i] == 'a' ? short_a : COST_OTHER;

		row[0] += drop;
		for (size_t k = 0; k < b->len; k++) {
			unsigned above = row[k + 1];
			unsigned put = b->text[k] == 'a' ? short_a : COST_OTHER;

			row[k + 1] = min3(before + cost_of(a->text[i], b->text[k]), above + drop, row[k] + put);
			before = above;
		}
	}
	return row[b->len];
}

bool fr_sounds_meet(const struct fr_sounds *a, const struct fr_sounds *b)
{
	unsigned most = COST_MEET;

	if (a->len >= LONG_NAME && b->len >= LONG_NAME)
		most += COST_MEET / 2;
	return difference(a, b) <= most;
}
