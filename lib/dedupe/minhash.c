#include <string.h>
#include "core/utf8.h"
#include "dedupe/minhash.h"

#define BIN_BITS 6
#define CHANCE   (1.0 / 256.0) /* that two bins of different texts hold the same eight bits */

static uint64_t mix(uint64_t h)
{
	h ^= h >> 32;
	h *= 0xd6e8feb86659fd93u;
	h ^= h >> 32;
	h *= 0xd6e8feb86659fd93u;
	return h ^ h >> 32;
}

/* Fill the bins; returns how many runs there were. */
static size_t fill(const char *text, size_t len, uint64_t min[FR_MINHASH])
{
	uint64_t last = 0; /* the last three characters, 21 bits each */
	size_t pos = 0, n = 0;

	_Static_assert(FR_SHINGLE == 4, "a run is the character at hand and the last three");
	for (size_t i = 0; i < FR_MINHASH; i++)
		min[i] = UINT64_MAX;
	while (pos < len) {
		unsigned char c = (unsigned char)text[pos];
		uint64_t cp, h;

		if (c < 0x80) {
			cp = c;
			pos++;
		} else {
			cp = fr_utf8_next(text, len, &pos);
		}
		h = mix(last * 0x9e3779b97f4a7c15u + cp);
		last = (last << 21 | cp) & (UINT64_MAX >> 1);
		if (++n >= FR_SHINGLE && h < min[h >> (64 - BIN_BITS)])
			min[h >> (64 - BIN_BITS)] = h;
	}
	return n < FR_SHINGLE ? 0 : n - FR_SHINGLE + 1;
}

/* The bin that an empty one borrows from: the same for every text in which it and those drawn before it are empty. */
static size_t lender(const uint64_t min[FR_MINHASH], size_t bin)
{
	for (uint64_t attempt = 1;; attempt++) {
		size_t other = mix(bin * 0x100000001b3u + attempt * 0x9e3779b97f4a7c15u) >> (64 - BIN_BITS);

		if (min[other] != UINT64_MAX)
			return other;
	}
}

size_t fr_minhash_sign(const char *text, size_t len, struct fr_signature *ret)
{
	uint64_t min[FR_MINHASH];
	size_t n = fill(text, len, min);

	memset(ret, 0, sizeof(*ret));
	if (!n)
		return 0;
	for (size_t i = 0; i < FR_MINHASH; i++) {
		uint64_t h = min[i] != UINT64_MAX ? min[i] : min[lender(min, i)];

		/* The low bits: the high ones are small by the choice of the smallest. */
		ret->bin[i] = h & 0xff;
	}
	return n;
}

double fr_minhash_likeness(const struct fr_signature *a, const struct fr_signature *b)
{
	unsigned same = 0;
	double share;

	for (size_t i = 0; i < FR_MINHASH; i++)
		same += a->bin[i] == b->bin[i];
	share = ((double)same / FR_MINHASH - CHANCE) / (1 - CHANCE);
	return share > 0 ? share : 0;
}
