/*
 * intern.h: numbers for names, 0, 1, 2, in the order in which they first come.
 * Owns: the names, some 40 bytes each besides their own. Lookup O(1).
 */
#ifndef FR_LEARN_INTERN_H
#define FR_LEARN_INTERN_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "core/mem.h"

struct fr_interned {
	const char *bytes; /* NUL behind */
	uint32_t len;
	uint32_t hash;
};

/* All zero is a valid empty table. */
struct fr_intern {
	struct fr_interned *items;
	size_t n, cap;
	uint32_t *slots; /* item + 1, or 0 */
	size_t n_slots;
	struct fr_arena arena;
};

/* The name's number, given to it now if it is new (*ret_new, may be NULL). At most UINT32_MAX - 1 names. */
uint32_t fr_intern_number(struct fr_intern *names, const char *bytes, size_t len, bool *ret_new);
void fr_intern_free(struct fr_intern *names);
#endif
