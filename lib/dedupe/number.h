/*
 * number.h: the numbers of a text in one form, however they were written.
 *
 * Digits grouped with commas are one number ("1,00,000": 100000). A phone is its last ten digits, with or without the
 * country's code or a leading zero, in one piece or in groups with blanks or hyphens ("+91 98765-43210": 9876543210).
 * Digits of other scripts were folded before. Limit: the last FR_NUMBER_MAX digits.
 */
#ifndef FR_DEDUPE_NUMBER_H
#define FR_DEDUPE_NUMBER_H
#include <stddef.h>
#include "text/fold.h"

#define FR_NUMBER_MAX 64

struct fr_number {
	char digits[FR_NUMBER_MAX];
	size_t len;
};

/*
 * Read the number at word first, a FR_WORD_NUMBER, of the words [first, last); src is the original text. Returns how
 * many words it takes.
 */
size_t fr_number_read(const struct fr_folded *folded, const char *src, size_t first, size_t last,
		      struct fr_number *ret);
#endif
