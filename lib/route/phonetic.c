/*
 * Two readers, one for Latin letters and one for Devanagari, write the same sounds through one function, which joins
 * what stands twice.
 */
#include "route/phonetic.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

struct sounds {
	char *key;
	size_t n;
	bool full;
};

static void add(struct sounds *s, char sound)
{
	if (s->n && s->key[s->n - 1] == sound)
		return;
	/* n and m are written in turns before labials, and as one sign in Devanagari */
	if (s->n && s->key[s->n - 1] == 'm' && (sound == 'p' || sound == 'b'))
		s->key[s->n - 1] = 'n';
	if (s->n == FR_PHONETIC_MAX) {
		s->full = true;
		return;
	}
	s->key[s->n++] = sound;
}

/* Sounds of Latin letters by themselves; 0: none. */
static const char latin[26] = {['a' - 'a'] = 'a', ['b' - 'a'] = 'b', ['c' - 'a'] = 'k', ['d' - 'a'] = 'd',
			       ['e' - 'a'] = 'i', ['f' - 'a'] = 'f', ['g' - 'a'] = 'g', ['h' - 'a'] = 'h',
			       ['i' - 'a'] = 'i', ['j' - 'a'] = 'j', ['k' - 'a'] = 'k', ['l' - 'a'] = 'l',
			       ['m' - 'a'] = 'm', ['n' - 'a'] = 'n', ['o' - 'a'] = 'u', ['p' - 'a'] = 'p',
			       ['q' - 'a'] = 'k', ['r' - 'a'] = 'r', ['s' - 'a'] = 's', ['t' - 'a'] = 't',
			       ['u' - 'a'] = 'u', ['v' - 'a'] = 'v', ['w' - 'a'] = 'v', ['x' - 'a'] = 'x',
			       ['y' - 'a'] = 'i', ['z' - 'a'] = 'j'};

static bool is_vowel(char sound)
{
	return sound == 'a' || sound == 'i' || sound == 'u';
}

/* Letters behind which an h is breath and no sound of its own. */
static bool takes_breath(char letter)
{
	return strchr("bcdgjkprst", letter) != NULL;
}

static size_t read_latin(const char *word, size_t len, struct sounds *s)
{
	for (size_t i = 0; i < len; i++) {
		char c = word[i], next = i + 1 < len ? word[i + 1] : 0;

		if (c < 'a' || c > 'z')
			return 0;
		if (c == 'c' && next == 'h') {
			add(s, 'c');
			i += i + 2 < len && word[i + 2] == 'h' ? 2 : 1;
		} else if (c == 'p' && next == 'h') {
			add(s, 'f');
			i++;
		} else if (c == 'x') {
			add(s, 'k');
			add(s, 's');
		} else if (c == 'a') {
			if (!i && next != 'u')
				add(s, 'a');
		} else if (c == 'h' && i + 1 == len) {
			continue;
		} else {
			add(s, latin[c - 'a']);
			i += next == 'h' && i + 2 <= len && takes_breath(c);
		}
	}
	return s->n;
}

/* Sounds of the letters U+0904 to U+0939, 0: not a letter. */
static const char deva[0x3A] = {
	[0x05] = 'a', [0x06] = 'a', [0x07] = 'i', [0x08] = 'i', [0x09] = 'u', [0x0A] = 'u', [0x0B] = 'r', [0x0D] = 'i',
	[0x0F] = 'i', [0x10] = 'i', [0x11] = 'u', [0x13] = 'u', [0x14] = 'u', [0x15] = 'k', [0x16] = 'k', [0x17] = 'g',
	[0x18] = 'g', [0x19] = 'n', [0x1A] = 'c', [0x1B] = 'c', [0x1C] = 'j', [0x1D] = 'j', [0x1E] = 'n', [0x1F] = 't',
	[0x20] = 't', [0x21] = 'd', [0x22] = 'd', [0x23] = 'n', [0x24] = 't', [0x25] = 't', [0x26] = 'd', [0x27] = 'd',
	[0x28] = 'n', [0x2A] = 'p', [0x2B] = 'f', [0x2C] = 'b', [0x2D] = 'b', [0x2E] = 'm', [0x2F] = 'i', [0x30] = 'r',
	[0x32] = 'l', [0x33] = 'l', [0x35] = 'v', [0x36] = 's', [0x37] = 's', [0x38] = 's', [0x39] = 'h'};

static void add_sign(struct sounds *s, unsigned low)
{
	switch (low) {
	case 0x02: /* anusvara */
		add(s, 'n');
		break;
	case 0x3F:
	case 0x40:
	case 0x45 ... 0x48:
		add(s, 'i');
		break;
	case 0x41:
	case 0x42:
	case 0x49 ... 0x4C:
		add(s, 'u');
		break;
	case 0x43: /* vocalic r */
		add(s, 'r');
		add(s, 'i');
		break;
	default: /* the sign of a, virama, visarga */
		break;
	}
}

static size_t read_devanagari(const char *word, size_t len, struct sounds *s)
{
	for (size_t i = 0; i < len; i += 3) {
		const unsigned char *c = (const unsigned char *)word + i;
		unsigned low;

		if (len - i < 3 || c[0] != 0xE0 || (c[1] & 0xFE) != 0xA4)
			return 0;
		low = (c[1] & 1u) << 6 | (c[2] & 0x3Fu);
		if (low < sizeof deva && deva[low]) {
			if (deva[low] != 'a' || !i)
				add(s, deva[low]);
		} else {
			add_sign(s, low);
		}
	}
	return s->n;
}

size_t fr_phonetic_key(const char *word, size_t len, char key[FR_PHONETIC_MAX])
{
	struct sounds s = {.key = key};
	size_t n;

	if (!len)
		return 0;
	n = (unsigned char)word[0] == 0xE0 ? read_devanagari(word, len, &s) : read_latin(word, len, &s);
	return s.full ? 0 : n;
}

int fr_phonetic_enough(const char *key, size_t len)
{
	size_t consonants = 0;

	for (size_t i = 0; i < len; i++)
		consonants += !is_vowel(key[i]);
	return len >= 4 && consonants >= 3;
}
