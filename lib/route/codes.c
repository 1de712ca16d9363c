/*
 * Number plates and telephone numbers: whose district's office or exchange gave them. codes.tsv of fr-places(5).
 *
 * Plates: "BR29A1234", "BR-29 A 1234", "br 29": letters and number of the registering office. A telephone number is
 * that of a fixed line: its code and the rest in one word of eleven digits, or in two.
 */
#include <string.h>
#include "route/gazetteer.h"
#include "route/mention_priv.h"

#define PHONE_DIGITS 11 /* of code, with its 0, and number together */
#define PHONE_PARTS  6  /* digits that a number has at least behind its code */

uint16_t fr_gazetteer_code(const struct fr_gazetteer *gaz, enum fr_code_kind kind, const char *code, size_t len)
{
	for (size_t i = 0; i < gaz->n_codes; i++) {
		const struct fr_code *c = &gaz->codes[i];
		if (c->kind == kind && c->len == len && memcmp(c->code, code, len) == 0)
			return c->area;
	}
	return FR_NO_AREA;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return c >= 'a' && c <= 'z';
}

static size_t digits_of(const char *s, size_t len)
{
	size_t n = 0;

	while (n < len && is_digit(s[n]))
		n++;
	return n;
}

/* Is what stands behind the office's number the rest of a plate: up to three letters, up to four digits? */
static bool is_plate_rest(const char *s, size_t len)
{
	size_t n = 0;

	while (n < len && n < 3 && is_letter(s[n]))
		n++;
	return len - n <= 4 && digits_of(s + n, len - n) == len - n;
}

/* A plate that begins with word i: its district, and its last word. */
static uint16_t plate_at(const struct fr_gazetteer *gaz, const struct fr_folded *f, size_t i, size_t *ret_last)
{
	const struct fr_word *w = &f->words[i];
	const char *word = f->text + w->fold_off, *number = word + 2;
	size_t len = w->fold_len, rest, n;
	char code[4];

	if (len < 2 || !is_letter(word[0]) || !is_letter(word[1]))
		return FR_NO_AREA;
	if (len == 2) {
		if (i + 1 >= f->n_words || f->words[i + 1].sentence)
			return FR_NO_AREA;
		w++;
		number = f->text + w->fold_off;
		rest = w->fold_len;
		*ret_last = i + 1;
	} else {
		rest = len - 2;
		*ret_last = i;
	}
	n = digits_of(number, rest);
	/* BR1 is BR01; BR291234 is BR29 1234 */
	if (!n || (n > 2 && n != 6 && n != rest))
		return FR_NO_AREA;
	memcpy(code, word, 2);
	code[2] = n == 1 ? '0' : number[0];
	code[3] = n == 1 ? number[0] : number[1];
	n = n < 2 ? n : 2;
	return is_plate_rest(number + n, rest - n) ? fr_gazetteer_code(gaz, FR_CODE_VEHICLE, code, sizeof code)
						   : FR_NO_AREA;
}

static uint16_t phone_at(const struct fr_gazetteer *gaz, const struct fr_folded *f, size_t i, size_t *ret_last)
{
	const struct fr_word *w = &f->words[i], *next = w + 1;
	const char *word = f->text + w->fold_off;
	uint16_t area = FR_NO_AREA;

	*ret_last = i;
	if (word[0] != '0' || digits_of(word, w->fold_len) != w->fold_len)
		return FR_NO_AREA;
	for (size_t n = 5; w->fold_len == PHONE_DIGITS && n >= 3 && !area; n--)
		area = fr_gazetteer_code(gaz, FR_CODE_TELEPHONE, word, n);
	if (area || w->fold_len > 5 || i + 1 >= f->n_words || next->sentence || next->fold_len < PHONE_PARTS ||
	    w->fold_len + next->fold_len != PHONE_DIGITS ||
	    digits_of(f->text + next->fold_off, next->fold_len) != next->fold_len)
		return area;
	*ret_last = i + 1;
	return fr_gazetteer_code(gaz, FR_CODE_TELEPHONE, word, w->fold_len);
}

uint16_t fr_code_at(const struct fr_gazetteer *gaz, const struct fr_folded *f, size_t i, enum fr_code_kind *ret_kind,
		    size_t *ret_last)
{
	const struct fr_word *w = &f->words[i];
	uint16_t area = FR_NO_AREA;

	if (!gaz->n_codes || (w->kind != FR_WORD_PLAIN && w->kind != FR_WORD_NUMBER))
		return FR_NO_AREA;
	*ret_kind = FR_CODE_VEHICLE;
	if (w->script == FR_SCRIPT_LATIN)
		area = plate_at(gaz, f, i, ret_last);
	if (!area && w->kind == FR_WORD_NUMBER) {
		*ret_kind = FR_CODE_TELEPHONE;
		area = phone_at(gaz, f, i, ret_last);
	}
	return area;
}
