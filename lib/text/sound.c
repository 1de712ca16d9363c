/*
 * A word becomes a row of sounds, by one reader for Latin letters and one for Devanagari; the row becomes a key. In a
 * row, consonants are single letters, vowels a, i and u, and SCHWA stands where Devanagari implies one.
 */
#include "text/sound.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#define SCHWA '.'

struct row {
	char at[FR_SOUND_MAX];
	size_t n;
	bool full;
};

static void row_add(struct row *row, char sound)
{
	if (row->n == FR_SOUND_MAX)
		row->full = true;
	else
		row->at[row->n++] = sound;
}

static bool is_vowel(char c)
{
	return c == 'a' || c == 'i' || c == 'u' || c == SCHWA;
}

/* ---- Latin letters */

#define AT_END   1u /* only at the end of a word, or before an s there */
#define LETTER   2u /* only before a letter that is no vowel, or at the end */
#define FLAP     4u /* only between a vowel and a vowel or the end */
#define AT_START 8u /* only at the start of a word */

/* Spellings of more than one letter, the longer before the shorter of one beginning. */
struct spelling {
	char text[6], sounds[4];
	uint8_t flags;
};

static const struct spelling spell_a[] = {{"aw", "au", LETTER}, {"aa", "a", 0}, {"", "", 0}};
static const struct spelling spell_b[] = {{"bh", "b", 0}, {"", "", 0}};
static const struct spelling spell_c[] = {{"chchh", "c", 0}, {"cchh", "c", 0}, {"chch", "c", 0}, {"cch", "c", 0},
					  {"chh", "c", 0},   {"ch", "c", 0},   {"ck", "k", 0},   {"ce", "s", AT_END},
					  {"ce", "si", 0},   {"ci", "si", 0},  {"cy", "si", 0},  {"", "", 0}};
static const struct spelling spell_d[] = {{"dge", "j", AT_END}, {"dny", "gy", 0}, {"dh", "d", 0}, {"", "", 0}};
static const struct spelling spell_e[] = {{"ee", "i", 0}, {"", "", 0}};
static const struct spelling spell_g[] = {{"gh", "g", 0}, {"", "", 0}};
static const struct spelling spell_i[] = {{"ight", "ait", 0}, {"ii", "i", 0}, {"", "", 0}};
static const struct spelling spell_j[] = {{"jny", "gy", 0}, {"jh", "j", 0}, {"jn", "gy", AT_START}, {"", "", 0}};
static const struct spelling spell_k[] = {{"ksh", "ks", 0}, {"kh", "k", 0}, {"", "", 0}};
static const struct spelling spell_o[] = {{"oo", "u", 0}, {"", "", 0}};
static const struct spelling spell_p[] = {{"ph", "f", 0}, {"", "", 0}};
static const struct spelling spell_q[] = {{"que", "k", AT_END}, {"", "", 0}};
static const struct spelling spell_r[] = {{"rh", "d", FLAP}, {"rh", "r", 0}, {"", "", 0}};
static const struct spelling spell_s[] = {{"sion", "san", 0}, {"sh", "s", 0}, {"", "", 0}};
static const struct spelling spell_t[] = {
	{"ture", "car", AT_END}, {"tion", "san", 0}, {"tch", "c", 0}, {"th", "t", 0}, {"", "", 0}};
static const struct spelling spell_u[] = {{"uu", "u", 0}, {"", "", 0}};
static const struct spelling spell_z[] = {{"zh", "j", 0}, {"", "", 0}};

static const struct spelling *const spellings[26] = {spell_a, spell_b, spell_c, spell_d, spell_e, NULL,    spell_g,
						     NULL,    spell_i, spell_j, spell_k, NULL,    NULL,    NULL,
						     spell_o, spell_p, spell_q, spell_r, spell_s, spell_t, spell_u,
						     NULL,    NULL,    NULL,    NULL,    spell_z};

/* Letters by themselves, a to z; x is two sounds. */
static const char letters[] = "abkdifghijklmnupkrstuvvxyj";

static bool is_latin_vowel(char c)
{
	return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

static bool fits(const struct spelling *s, size_t n, const char *word, size_t len, size_t i)
{
	size_t end = i + n;

	if (n > len - i || memcmp(word + i, s->text, n) != 0)
		return false;
	if (s->flags & AT_END)
		return end == len || (end + 1 == len && word[end] == 's');
	if (s->flags & LETTER)
		return end == len || !is_latin_vowel(word[end]);
	if (s->flags & FLAP)
		return i && is_latin_vowel(word[i - 1]) && (end == len || is_latin_vowel(word[end]));
	return !(s->flags & AT_START) || !i;
}

static bool read_latin(const char *word, size_t len, struct row *row)
{
	for (size_t i = 0; i < len;) {
		unsigned letter = (unsigned char)word[i] - (unsigned)'a';
		const struct spelling *s;

		if (letter >= 26)
			return false;
		s = spellings[letter];
		while (s && *s->text && !fits(s, strlen(s->text), word, len, i))
			s++;
		if (s && *s->text) {
			for (const char *sound = s->sounds; *sound; sound++)
				row_add(row, *sound);
			i += strlen(s->text);
			continue;
		}
		if (word[i] == 'x') {
			row_add(row, 'k');
			row_add(row, 's');
		} else {
			row_add(row, letters[letter]);
		}
		i++;
	}
	return true;
}

/* ---- Devanagari */

#define ANUSVARA 0x02
#define VISARGA  0x03
#define VOWEL_RI 0x0B
#define NYA      0x1E
#define SIGN_RI  0x43
#define VIRAMA   0x4D

/* Sounds of U+0900 to U+094F. */
static const char deva[0x50] = {
	[0x02] = 'n', [0x05] = 'a', [0x06] = 'a', [0x07] = 'i', [0x08] = 'i', [0x09] = 'u', [0x0A] = 'u', [0x0B] = 'i',
	[0x0D] = 'i', [0x0E] = 'i', [0x0F] = 'i', [0x10] = 'i', [0x11] = 'u', [0x12] = 'u', [0x13] = 'u', [0x14] = 'u',
	[0x15] = 'k', [0x16] = 'k', [0x17] = 'g', [0x18] = 'g', [0x19] = 'n', [0x1A] = 'c', [0x1B] = 'c', [0x1C] = 'j',
	[0x1D] = 'j', [0x1E] = 'n', [0x1F] = 't', [0x20] = 't', [0x21] = 'd', [0x22] = 'd', [0x23] = 'n', [0x24] = 't',
	[0x25] = 't', [0x26] = 'd', [0x27] = 'd', [0x28] = 'n', [0x2A] = 'p', [0x2B] = 'f', [0x2C] = 'b', [0x2D] = 'b',
	[0x2E] = 'm', [0x2F] = 'y', [0x30] = 'r', [0x32] = 'l', [0x33] = 'l', [0x35] = 'v', [0x36] = 's', [0x37] = 's',
	[0x38] = 's', [0x39] = 'h', [0x3E] = 'a', [0x3F] = 'i', [0x40] = 'i', [0x41] = 'u', [0x42] = 'u', [0x43] = 'i',
	[0x45] = 'i', [0x46] = 'i', [0x47] = 'i', [0x48] = 'i', [0x49] = 'u', [0x4A] = 'u', [0x4B] = 'u', [0x4C] = 'u'};

/* low: of U+0900. pending: the letter before is a consonant without a vowel sign so far. */
static bool read_sign(struct row *row, unsigned low, bool *pending)
{
	bool consonant = low >= 0x15 && low <= 0x39, sign = low >= 0x3E;

	if (low == VIRAMA) {
		*pending = false;
		return true;
	}
	if (low != VISARGA && (low >= sizeof deva || !deva[low]))
		return false;
	if (*pending && !sign)
		row_add(row, SCHWA);
	if (low == NYA && !*pending && row->n && row->at[row->n - 1] == 'j') {
		row->at[row->n - 1] = 'g';
		row_add(row, 'y');
	} else if (low != VISARGA) {
		if (low == VOWEL_RI || low == SIGN_RI)
			row_add(row, 'r');
		row_add(row, deva[low]);
	}
	*pending = consonant;
	return true;
}

/* Behind which two consonants is a final schwa heard? Those that rise: stop before r, anything before y, ... */
static bool holds_schwa(char first, char second)
{
	if (second == 'y')
		return true;
	if (second == 'r')
		return first != 'r' && first != 'l' && first != 'm';
	return first == 's' && (second == 'n' || second == 'v');
}

static void delete_schwas(struct row *row)
{
	size_t n = row->n;

	for (size_t i = n; i-- > 1;) {
		if (row->at[i] != SCHWA)
			continue;
		/* VC_CV */
		if (i >= 2 && is_vowel(row->at[i - 2]) && !is_vowel(row->at[i - 1]) && i + 2 < n &&
		    !is_vowel(row->at[i + 1]) && is_vowel(row->at[i + 2])) {
			memmove(row->at + i, row->at + i + 1, n - i - 1);
			n--;
		} else {
			row->at[i] = 'a';
		}
	}
	row->n = n;
}

static bool read_devanagari(const char *word, size_t len, struct row *row)
{
	bool pending = false;
	size_t n;

	for (size_t i = 0; i < len; i += 3) {
		const unsigned char *c = (const unsigned char *)word + i;

		if (len - i < 3 || c[0] != 0xE0 || (c[1] & 0xFE) != 0xA4)
			return false;
		if (!read_sign(row, (c[1] & 1u) << 6 | (c[2] & 0x3Fu), &pending))
			return false;
	}
	n = row->n;
	if (pending && (n == 1 || (n >= 3 && !is_vowel(row->at[n - 2]) && holds_schwa(row->at[n - 2], row->at[n - 1]))))
		row_add(row, 'a');
	delete_schwas(row);
	return true;
}

/* ---- keys */

static bool read_word(const char *word, size_t len, struct row *row)
{
	row->n = 0;
	row->full = false;
	if (!len)
		return false;
	if (!((unsigned char)*word < 0x80 ? read_latin(word, len, row) : read_devanagari(word, len, row)))
		return false;
	return row->n && !row->full;
}

/* Before these, n and m are written in turns, and Devanagari writes one dot for both: संवाद samvad, बंबई bambai. */
static bool takes_nasal(char c)
{
	return c == 'p' || c == 'b' || c == 'f' || c == 'v' || c == 's';
}

/* The letter of the key for sound i of the row; 0 if it has none. */
static char key_letter(const struct row *row, size_t i)
{
	char c = row->at[i];
	bool end = i + 1 == row->n;

	if (i == 0)
		return c;
	if (c == 'y')
		return 'i';
	if (c == 'v' && end)
		return 'u';
	return c == 'a' && !end ? 0 : c;
}

size_t fr_sound_strict(const char *word, size_t len, char key[FR_SOUND_MAX])
{
	struct row row;
	size_t n = 0;
	char before = 0; /* letter of the sound before, 0 for one that has none: papa is not pappa */

	if (!read_word(word, len, &row))
		return 0;
	for (size_t i = 0; i < row.n; i++) {
		char c = key_letter(&row, i), last = n ? key[n - 1] : 0;

		if (c && !(c == last && (c == before || is_vowel(c))) && !(c == 'v' && last == 'u')) {
			if (last == 'm' && takes_nasal(c))
				key[n - 1] = 'n';
			else if (c == 'u' && last == 'v')
				n--;
			if (c != 'u' || !n || key[n - 1] != 'u')
				key[n++] = c;
		}
		before = c;
	}
	return n;
}

size_t fr_sound_loose(const char *word, size_t len, char key[FR_SOUND_MAX])
{
	size_t n = fr_sound_strict(word, len, key), kept = n > 0;

	if (n && is_vowel(key[0]))
		key[0] = 'a';
	for (size_t i = 1; i < n; i++)
		if (!is_vowel(key[i]))
			key[kept++] = key[i];
	return kept;
}
