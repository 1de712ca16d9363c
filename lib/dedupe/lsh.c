#include <stdlib.h>
#include <string.h>
#include "core/mem.h"
#include "dedupe/lsh.h"

#define SLOTS       16 /* of a bucket: 64 bytes */
#define ITEM_BITS   24
#define ITEM_MASK   FR_LSH_ITEMS
#define BUCKETS_MIN 16

/* A slot: item + 1 in the low 24 bits (0: free), eight bits of the hash above. */
struct fr_lsh_bucket {
	uint32_t slots[SLOTS];
};

static uint64_t band_hash(const struct fr_signature *signature, size_t band)
{
	uint32_t key;
	uint64_t h;

	_Static_assert(FR_LSH_ROWS == sizeof(key), "a band is one key");
	memcpy(&key, signature->bin + band * FR_LSH_ROWS, sizeof(key));
	h = (key + 0x9e3779b97f4a7c15u) * 0xd6e8feb86659fd93u;
	h ^= h >> 29;
	return h * 0x9fb21c651e98df25u;
}

static size_t bucket_of(const struct fr_lsh_band *band, uint64_t hash)
{
	return (size_t)((hash >> 32) * (uint64_t)band->n_buckets >> 32);
}

static size_t next_bucket(const struct fr_lsh_band *band, size_t bucket)
{
	return bucket + 1 < band->n_buckets ? bucket + 1 : 0;
}

static uint32_t tag_of(uint64_t hash)
{
	return (uint32_t)(hash >> 8 & 0xff) << ITEM_BITS;
}

/* Put a slot into its bucket or the next; false if both are full. */
static bool put(struct fr_lsh_band *band, uint64_t hash, uint32_t slot)
{
	size_t bucket = bucket_of(band, hash);

	for (int tries = 0; tries < 2; tries++) {
		uint32_t *slots = band->buckets[bucket].slots;

		for (size_t i = 0; i < SLOTS; i++) {
			if (slots[i])
				continue;
			slots[i] = slot;
			band->n++;
			return true;
		}
		bucket = next_bucket(band, bucket);
	}
	return false;
}

/* Slots fill from the front, and the oldest goes out first, so the front one is the oldest. */
static void put_over_oldest(struct fr_lsh_band *band, uint64_t hash, uint32_t slot)
{
	uint32_t *slots = band->buckets[bucket_of(band, hash)].slots;

	memmove(slots, slots + 1, (SLOTS - 1) * sizeof(*slots));
	slots[SLOTS - 1] = slot;
}

static void grow(struct fr_lsh_band *band, size_t number, fr_lsh_signature_fn *signature_of, const void *arg)
{
	struct fr_lsh_band old = *band;

	band->n_buckets = old.n_buckets ? old.n_buckets + old.n_buckets / 2 : BUCKETS_MIN;
	band->n = 0;
	band->buckets = fr_xcalloc(band->n_buckets, sizeof(*band->buckets));
	for (size_t i = 0; i < old.n_buckets; i++) {
		for (size_t k = 0; k < SLOTS && old.buckets[i].slots[k]; k++) {
			uint32_t slot = old.buckets[i].slots[k];
			uint64_t hash = band_hash(signature_of(arg, (slot & ITEM_MASK) - 1), number);

			if (!put(band, hash, slot))
				put_over_oldest(band, hash, slot);
		}
	}
	free(old.buckets);
}

static bool well_filled(const struct fr_lsh_band *band)
{
	return band->n >= band->n_buckets * SLOTS / 20 * 11;
}

void fr_lsh_add(struct fr_lsh *lsh, uint32_t item, const struct fr_signature *signature,
		fr_lsh_signature_fn *signature_of, const void *arg)
{
	if (item >= FR_LSH_ITEMS)
		return;
	for (size_t i = 0; i < FR_LSH_BANDS; i++) {
		struct fr_lsh_band *band = &lsh->bands[i];
		uint64_t hash = band_hash(signature, i);
		uint32_t slot = tag_of(hash) | (item + 1);

		if (band->n_buckets && put(band, hash, slot))
			continue;
		if (well_filled(band))
			grow(band, i, signature_of, arg);
		if (!put(band, hash, slot))
			put_over_oldest(band, hash, slot);
	}
}

size_t fr_lsh_find(const struct fr_lsh *lsh, const struct fr_signature *signature, uint32_t ret_items[FR_LSH_FOUND])
{
	uint64_t hashes[FR_LSH_BANDS];
	size_t n = 0;

	if (!lsh->bands[0].n_buckets)
		return 0;
	/* The tables are far larger than the cache: ask for all lines before the first is looked at. */
	for (size_t i = 0; i < FR_LSH_BANDS; i++) {
		hashes[i] = band_hash(signature, i);
		__builtin_prefetch(&lsh->bands[i].buckets[bucket_of(&lsh->bands[i], hashes[i])]);
	}
	for (size_t i = 0; i < FR_LSH_BANDS; i++) {
		const struct fr_lsh_band *band = &lsh->bands[i];
		size_t bucket = bucket_of(band, hashes[i]);

		for (int tries = 0; tries < 2; tries++) {
			const uint32_t *slots = band->buckets[bucket].slots;
			size_t k;

			for (k = 0; k < SLOTS && slots[k]; k++)
				if ((slots[k] & ~ITEM_MASK) == tag_of(hashes[i]))
					ret_items[n++] = (slots[k] & ITEM_MASK) - 1;
			if (k < SLOTS)
				break;
			bucket = next_bucket(band, bucket);
		}
	}
	return n;
}

size_t fr_lsh_memory(const struct fr_lsh *lsh)
{
	size_t n = 0;

	for (size_t i = 0; i < FR_LSH_BANDS; i++)
		n += lsh->bands[i].n_buckets * sizeof(struct fr_lsh_bucket);
	return n;
}

void fr_lsh_free(struct fr_lsh *lsh)
{
	for (size_t i = 0; i < FR_LSH_BANDS; i++)
		free(lsh->bands[i].buckets);
	memset(lsh, 0, sizeof(*lsh));
}
