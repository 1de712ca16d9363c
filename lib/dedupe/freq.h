/*
 * freq.h: in how many cases each word was met, as the stream has taught.
 *
 * A fixed table of FR_FREQ_SLOTS counters of 16 bits by the word of a code (code.h): a counter that is full stays
 * so, and words that share a slot count as one. Words are counted once a case, not once a post, so that what many
 * repeat about one incident does not make its names common. Memory: twice FR_FREQ_SLOTS bytes.
 */
#ifndef FR_DEDUPE_FREQ_H
#define FR_DEDUPE_FREQ_H
#include <stddef.h>
#include <stdint.h>
#include "dedupe/telling.h"

#define FR_FREQ_SLOTS 65536u
#define FR_FREQ_MAX   65535u

struct fr_freq {
	uint16_t count[FR_FREQ_SLOTS];
	uint64_t n_cases;
};

void fr_freq_count(struct fr_freq *freq, const struct fr_telling *telling);

/*
 * How rare a word is, 0 to 1: 0 for one that stands in every fourth case, 1 for one in every fortieth or less, by the
 * logarithm between; 1 as long as there is too little to tell.
 */
double fr_freq_rarity(const struct fr_freq *freq, uint32_t code);

/* Old cases count half: called when the stream has moved on. */
void fr_freq_halve(struct fr_freq *freq);
#endif
