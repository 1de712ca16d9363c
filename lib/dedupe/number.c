#include <stdbool.h>
#include <string.h>
#include "dedupe/number.h"

#define PHONE_DIGITS     10 /* of an Indian number, without the country's code or the leading 0 */
#define PHONE_DIGITS_MAX 13

struct words {
	const struct fr_folded *folded;
	const char *src;
	size_t last;
};

/* Does the number at word i go on in the next word, with the byte sep between them? */
static bool grouped(const struct words *w, size_t i, char sep)
{
	const struct fr_word *word = &w->folded->words[i];

	return i + 1 < w->last && word->kind == FR_WORD_NUMBER && word[1].kind == FR_WORD_NUMBER &&
	       word->src_off + word->src_len + 1 == word[1].src_off && w->src[word[1].src_off - 1] == sep &&
	       (sep != ',' || word[1].fold_len == 2 || word[1].fold_len == 3);
}

static size_t words_of_number(const struct words *w, size_t i)
{
	size_t n = 1, len = w->folded->words[i].fold_len;

	while (grouped(w, i + n - 1, ','))
		n++;
	if (n > 1)
		return n;
	while (len < PHONE_DIGITS_MAX && (grouped(w, i + n - 1, ' ') || grouped(w, i + n - 1, '-')))
		len += w->folded->words[i + n++].fold_len;
	return len >= PHONE_DIGITS && len <= PHONE_DIGITS_MAX ? n : 1;
}

size_t fr_number_read(const struct fr_folded *folded, const char *src, size_t first, size_t last, struct fr_number *ret)
{
	const struct words w = {folded, src, last};
	size_t n = words_of_number(&w, first), room = FR_NUMBER_MAX;

	for (size_t i = first + n; i-- > first && room;) {
		const struct fr_word *word = &folded->words[i];
		size_t len = word->fold_len < room ? word->fold_len : room;

		room -= len;
		memcpy(ret->digits + room, folded->text + word->fold_off + word->fold_len - len, len);
	}
	ret->len = FR_NUMBER_MAX - room;
	if (ret->len > PHONE_DIGITS && ret->len <= PHONE_DIGITS_MAX)
		ret->len = PHONE_DIGITS;
	memmove(ret->digits, ret->digits + FR_NUMBER_MAX - ret->len, ret->len);
	return n;
}
