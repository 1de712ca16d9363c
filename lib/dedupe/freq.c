#include <math.h>
#include "dedupe/freq.h"

#define COMMON_SHARE 0.25 /* of the cases: a word in so many of them says nothing */
#define FEW          20   /* cases, of which nothing is learned yet */

static size_t slot_of(uint32_t code)
{
	return FR_CODE_WORD_OF(code) % FR_FREQ_SLOTS;
}

void fr_freq_count(struct fr_freq *freq, const struct fr_telling *telling)
{
	freq->n_cases++;
	for (size_t i = 0; i < telling->n; i++) {
		uint16_t *count = &freq->count[slot_of(telling->codes[i])];

		*count += *count < FR_FREQ_MAX;
	}
}

double fr_freq_rarity(const struct fr_freq *freq, uint32_t code)
{
	double n = (double)freq->n_cases, share = (freq->count[slot_of(code)] + 1) / (n + FEW), rarity;

	if (n < FEW)
		return 1;
	if (share >= COMMON_SHARE)
		return 0;
	rarity = log10(COMMON_SHARE / share);
	return rarity < 1 ? rarity : 1;
}

void fr_freq_halve(struct fr_freq *freq)
{
	freq->n_cases /= 2;
	for (size_t i = 0; i < FR_FREQ_SLOTS; i++)
		freq->count[i] /= 2;
}
