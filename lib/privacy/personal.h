/*
 * personal.h: numbers and addresses in a text that lead to a person.
 *
 * Found, in digits of any script, with the blanks, dots and hyphens that people set between them:
 *   phone     mobile numbers of India (ten digits from 6 to 9, with +91, 91 or 0 before them or not), trunk code and
 *             number of a fixed line (0612-2233445), numbers with a + and 8 to 15 digits
 *   aadhaar   twelve digits whose check digit (Verhoeff, 1969) is right
 *   pan       five letters, four digits, a letter; the fourth letter says whose (Income-tax Rules 114)
 *   id        voter's card (three letters, seven digits), passport (a letter, seven digits), driving licence
 *   mail      local@host.domain, also "local at gmail dot com"
 *   upi       local@handle, the handle without a dot
 *   vehicle   BR29A1234, BR 01 AB 1234, 22 BH 1234 AA; बीआर for BR
 *   account   any other run of 9 to 18 digits, and of card numbers in groups of four
 * Not taken for one: pincodes, dates, amounts with commas, sections of law, toll-free and short public numbers (1800…,
 * 112, 1930), and what stands in the link of a post on a known platform (its number is the post's). Numbers in words
 * are not found.
 *
 * Memory: about 9 bytes a byte of the longest text, kept from call to call. Cost: one pass.
 */
#ifndef FR_PRIVACY_PERSONAL_H
#define FR_PRIVACY_PERSONAL_H
#include <stddef.h>
#include <stdint.h>

enum fr_personal_kind {
	FR_PERSONAL_PHONE,
	FR_PERSONAL_AADHAAR,
	FR_PERSONAL_PAN,
	FR_PERSONAL_ID,
	FR_PERSONAL_MAIL,
	FR_PERSONAL_UPI,
	FR_PERSONAL_VEHICLE,
	FR_PERSONAL_ACCOUNT,
	FR_PERSONAL_KINDS
};

struct fr_personal {
	size_t start, end; /* bytes [start, end) of the text */
	enum fr_personal_kind kind;
};

/* All zero is ready for use. */
struct fr_personal_finder {
	char *plain;   /* the text with digits and letters of Latin made plain */
	uint32_t *off; /* where each byte of plain comes from, and the end */
	size_t len, cap;
	struct fr_personal *found;
	size_t n_found, cap_found;
};

void fr_personal_free(struct fr_personal_finder *finder);

/*
 * All of them, in the order of the text, none overlapping; valid until the next call. text must be UTF-8 (other bytes
 * are gaps) of at most 4 GB.
 */
const struct fr_personal *fr_personal_find(struct fr_personal_finder *finder, const char *text, size_t len,
					   size_t *ret_n);

/* "phone", "aadhaar", … */
const char *fr_personal_name(enum fr_personal_kind kind);

/* Is the check digit of these n digits right? Verhoeff's method over the dihedral group D5. */
int fr_verhoeff_right(const char *digits, size_t n);
#endif
