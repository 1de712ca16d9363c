/* The endings, by step and script, each list in order of length, the longest first. */
#include "text/stem.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#define VIRAMA "्"

/* Hindi: imperfective, infinitive, perfective behind a vowel, future, request, gerund. Bhojpuri: -वत, -वे, -वेला, -लस. */
static const char *const deva_verb[] = {
	"इयेगा", "ियेगा", "येंगे",  "येंगी", "इएगा", "िएगा", "िएगी", "ूंगा", "ूंगी", "ऊंगा", "ऊंगी", "एंगे", "एंगी", "ेंगे",  "ेंगी", "वेला",
	"येगा",  "येगी",  "एगा", "एगी", "ओगे",   "ओगी",  "ेगा",   "ेगी", "ोगे", "ोगी", "इये",  "िये", "तीं",  "लें",  "इए", "िए",
	"कर",   "ता",   "ते",   "ती",  "ना",   "ने",    "नी",   "या", "ये",  "यी",  "वत",  "वे",  "लस",  "लन", NULL};
/* Vowels of gender, number and case, and of a verb that has nothing else. */
static const char *const deva_vowel[] = {"ियां", "ियों", "ियो", "ाओं", "ाएं", "ुओं", "यां", "यों", "ाई", "ाओ", "ाए", "ों",
					 "ें",    "ीं",   "ओं",   "एं",  "ए",  "ई", "ओ",  "ा",  "ी",  "े",   "ो",  NULL};

static const char *const latin_verb[] = {"oonga", "oongi", "iyega", "iyegi", "enge", "engi", "unga", "ungi", "wela",
					 "vela",  "yega",  "yegi",  "tein",  "iye",  "ega",  "egi",  "oge",  "ogi",
					 "taa",   "tee",   "naa",   "nee",   "yaa",  "yee",  "wat",  "vat",  "las",
					 "lan",   "len",   "ten",   "ta",    "te",   "ti",   "na",   "ne",   "ni",
					 "ya",    "ye",    "yi",    "we",    "ve",   NULL};
static const char *const latin_vowel[] = {"iyaan", "iyan", "iyon", "iyaa", "iya", "iyo", "aao", "aon",
					  "ein",   "aye",  "ao",   "ae",   "ai",  "aa",  "ee",  "oo",
					  "on",    "en",   "a",    "e",    "i",   "o",   NULL};

static bool all_of(const char *word, size_t len, bool devanagari)
{
	const unsigned char *c = (const unsigned char *)word;

	if (!devanagari) {
		for (size_t i = 0; i < len; i++)
			if (c[i] < 'a' || c[i] > 'z')
				return false;
		return true;
	}
	for (size_t i = 0; i < len; i += 3)
		if (len - i < 3 || c[i] != 0xE0 || (c[i + 1] & 0xFE) != 0xA4 || (c[i + 2] & 0xC0) != 0x80)
			return false;
	return true;
}

static bool ends_with(const char *word, size_t len, const char *ending, size_t n)
{
	return n <= len && memcmp(word + len - n, ending, n) == 0;
}

/* Letters of Devanagari that are no signs: vowels of their own and consonants; at least two are a stem. */
static bool is_deva_stem(const char *word, size_t len)
{
	size_t n = 0;

	if (ends_with(word, len, VIRAMA, strlen(VIRAMA)))
		return false;
	for (size_t i = 0; i < len && n < 2; i += 3) {
		unsigned low = ((unsigned char)word[i + 1] & 1u) << 6 | ((unsigned char)word[i + 2] & 0x3Fu);

		n += low >= 0x05 && low <= 0x39;
	}
	return n == 2;
}

static bool is_latin_stem(const char *word, size_t len)
{
	size_t n = 0;

	for (size_t i = 0; i < len && n < 2; i++)
		n += strchr("aeiou", word[i]) == NULL;
	return n == 2 && len >= 3;
}

static size_t cut(const char *word, size_t len, const char *const *endings, bool devanagari)
{
	for (; *endings; endings++) {
		size_t n = strlen(*endings);

		if (ends_with(word, len, *endings, n) &&
		    (devanagari ? is_deva_stem(word, len - n) : is_latin_stem(word, len - n)))
			return len - n;
	}
	return len;
}

size_t fr_stem(const char *word, size_t len)
{
	bool devanagari = len && (unsigned char)word[0] >= 0x80;

	if (!len || !all_of(word, len, devanagari))
		return len;
	len = cut(word, len, devanagari ? deva_verb : latin_verb, devanagari);
	return cut(word, len, devanagari ? deva_vowel : latin_vowel, devanagari);
}
