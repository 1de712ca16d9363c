/*
 * lsh.h: candidates for likeness: the signatures that share at least one band with a given one.
 *
 * A signature is cut into FR_LSH_BANDS bands of FR_LSH_ROWS bins; each band has a table from its bytes to the items
 * that have them. Two texts of likeness J share a band with probability 1 - (1 - J^4)^16: 0.64 at 0.5, 0.99 at 0.7.
 *
 * A table is made of buckets of one cache line, 16 items each; an item that finds its bucket and the next one full
 * makes the table grow, or, if the table is not well filled (one key is flooded), takes the place of the oldest there.
 * So a look-up costs two cache lines a band whatever the input, and of a flood of alike but different posts the newest
 * stay. Memory: 4 bytes a band and item, at 55 to 90 in 100 used: 75 to 120 bytes an item. Limits: FR_LSH_ITEMS items;
 * what comes behind is not indexed.
 */
#ifndef FR_DEDUPE_LSH_H
#define FR_DEDUPE_LSH_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "dedupe/minhash.h"

#define FR_LSH_BANDS 16
#define FR_LSH_ROWS  (FR_MINHASH / FR_LSH_BANDS)
#define FR_LSH_ITEMS ((1u << 24) - 1)
#define FR_LSH_FOUND (FR_LSH_BANDS * 32) /* items that fr_lsh_find gives at most */

struct fr_lsh_bucket;

/* All zero is a valid empty index. */
struct fr_lsh {
	struct fr_lsh_band {
		struct fr_lsh_bucket *buckets;
		size_t n_buckets, n;
	} bands[FR_LSH_BANDS];
};

/* The signature of an item, asked for when a table grows. */
typedef const struct fr_signature *fr_lsh_signature_fn(const void *arg, uint32_t item);

void fr_lsh_add(struct fr_lsh *lsh, uint32_t item, const struct fr_signature *signature,
		fr_lsh_signature_fn *signature_of, const void *arg);

/*
 * Items that share a band with signature, each at least once, some by chance: eight bits of the band's hash are
 * compared. Returns how many.
 */
size_t fr_lsh_find(const struct fr_lsh *lsh, const struct fr_signature *signature, uint32_t ret_items[FR_LSH_FOUND]);

size_t fr_lsh_memory(const struct fr_lsh *lsh);
void fr_lsh_free(struct fr_lsh *lsh);
#endif
