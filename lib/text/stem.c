/* The endings, by step and script, each list in order of length, the longest first. */
#include "text/stem.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#define VIRAMA "्"

struct ending {
	char text[16];
	uint8_t n;
};

#define E(text)                                                                                                        \
	{                                                                                                              \
		text, sizeof(text) - 1                                                                                 \
	}

/* Hindi: imperfective, infinitive, perfective behind a vowel, future, request, gerund. Bhojpuri: -वत, -वे, -वेला, -लस. */
static const struct ending deva_verb[] = {
	E("इयेगा"), E("ियेगा"), E("येंगे"),  E("येंगी"), E("इएगा"), E("िएगा"), E("िएगी"), E("ूंगा"),  E("ूंगी"),  E("ऊंगा"),
	E("ऊंगी"),  E("एंगे"),   E("एंगी"), E("ेंगे"),   E("ेंगी"),   E("वेला"),  E("येगा"),  E("येगी"), E("एगा"), E("एगी"),
	E("ओगे"),   E("ओगी"),  E("ेगा"),  E("ेगी"),  E("ोगे"),   E("ोगी"),  E("इये"),   E("िये"),  E("तीं"),  E("लें"),
	E("इए"),   E("िए"),   E("कर"),  E("ता"),  E("ते"),    E("ती"),   E("ना"),   E("ने"),   E("नी"),  E("या"),
	E("ये"),    E("यी"),   E("वत"),  E("वे"),   E("लस"),   E("लन"),   {"", 0}};
/* Vowels of gender, number and case, and of a verb that has nothing else. */
static const struct ending deva_vowel[] = {E("ियां"), E("ियों"), E("ियो"), E("ाओं"), E("ाएं"), E("ुओं"), E("यां"), E("यों"),
					   E("ाई"),  E("ाओ"),  E("ाए"),  E("ों"),  E("ें"),   E("ीं"), E("ओं"),  E("एं"),
					   E("ए"),   E("ई"),   E("ओ"),   E("ा"),  E("ी"),  E("े"),  E("ो"),  {"", 0}};

static const struct ending latin_verb[] = {
	E("oonga"), E("oongi"), E("iyega"), E("iyegi"), E("enge"), E("engi"), E("unga"), E("ungi"), E("wela"),
	E("vela"),  E("yega"),  E("yegi"),  E("tein"),  E("iye"),  E("ega"),  E("egi"),  E("oge"),  E("ogi"),
	E("taa"),   E("tee"),   E("naa"),   E("nee"),   E("yaa"),  E("yee"),  E("wat"),  E("vat"),  E("las"),
	E("lan"),   E("len"),   E("ten"),   E("ta"),    E("te"),   E("ti"),   E("na"),   E("ne"),   E("ni"),
	E("ya"),    E("ye"),    E("yi"),    E("we"),    E("ve"),   {"", 0}};
static const struct ending latin_vowel[] = {E("iyaan"), E("iyan"), E("iyon"), E("iyaa"), E("iya"), E("iyo"),
					    E("aao"),   E("aon"),  E("ein"),  E("aye"),  E("ao"),  E("ae"),
					    E("ai"),    E("aa"),   E("ee"),   E("oo"),   E("on"),  E("en"),
					    E("a"),     E("e"),    E("i"),    E("o"),    {"", 0}};

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

static size_t cut(const char *word, size_t len, const struct ending *e, bool devanagari)
{
	for (; e->n; e++)
		/* the last byte first: it tells most of them apart */
		if (e->n < len && word[len - 1] == e->text[e->n - 1] && ends_with(word, len, e->text, e->n) &&
		    (devanagari ? is_deva_stem(word, len - e->n) : is_latin_stem(word, len - e->n)))
			return len - e->n;
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
