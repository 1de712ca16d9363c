/*
 * villages.h: in which blocks of a district a village of that name lies.
 *
 * Names of villages are too common to say in which district something happened: they are asked for where the district
 * is known, beside a word for village, and answer with blocks. Names are compared by their sound (phonetic.h), since
 * the list has them in Latin letters only; those that say too little by their sound are left out.
 * Owns: the rows of places/villages.tsv (fr-places(5)).
 * Cost (the pack for Bihar): 42,000 rows are read in 15 ms and take 3 MB. Read-only once loaded.
 */
#ifndef FR_ROUTE_VILLAGES_H
#define FR_ROUTE_VILLAGES_H
#include <stddef.h>
#include <stdint.h>
#include "core/error.h"

#define FR_VILLAGES_MAX    1000000
#define FR_VILLAGE_ANSWERS 6

struct fr_villages;

/* What a block's id stands for: its place and its area; place 0: there is no such block. */
struct fr_village_block {
	uint32_t place;
	uint16_t area;
};
typedef struct fr_village_block fr_block_find(const void *places, const char *id);

/* Read the table at path. FR_FATAL: a bad row, or a block that find does not know. */
int fr_villages_load(const char *path, fr_block_find *find, const void *places, struct fr_villages **ret,
		     struct fr_error *err);
void fr_villages_free(struct fr_villages *villages);

/* Blocks (places) of the area that have a village which sounds like this folded name without blanks. */
size_t fr_villages_find(const struct fr_villages *villages, uint16_t area, const char *name, size_t len,
			uint32_t ret_blocks[FR_VILLAGE_ANSWERS]);

/* Bytes that it takes. */
size_t fr_villages_memory(const struct fr_villages *villages);
#endif
