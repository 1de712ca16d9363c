#include "learn/intern.h"
#include <stdlib.h>
#include <string.h>

#define FNV_OFFSET 2166136261u
#define FNV_PRIME  16777619u
#define SLOTS_MIN  256

static uint32_t hash_of(const char *bytes, size_t len)
{
	uint32_t h = FNV_OFFSET;

	for (size_t i = 0; i < len; i++)
		h = (h ^ (unsigned char)bytes[i]) * FNV_PRIME;
	return (h ^ (h >> 15)) * 0x9E3779B1u;
}

/* The slot that holds the name, or the empty one where it belongs. */
static uint32_t *slot_of(struct fr_intern *names, const char *bytes, size_t len, uint32_t hash)
{
	for (size_t i = hash;; i++) {
		uint32_t *slot = &names->slots[i & (names->n_slots - 1)];
		const struct fr_interned *name;

		if (!*slot)
			return slot;
		name = &names->items[*slot - 1];
		if (name->hash == hash && name->len == len && memcmp(name->bytes, bytes, len) == 0)
			return slot;
	}
}

static void grow(struct fr_intern *names)
{
	free(names->slots);
	names->n_slots = names->n_slots ? 2 * names->n_slots : SLOTS_MIN;
	names->slots = fr_xcalloc(names->n_slots, sizeof(*names->slots));
	for (size_t i = 0; i < names->n; i++) {
		const struct fr_interned *name = &names->items[i];

		*slot_of(names, name->bytes, name->len, name->hash) = (uint32_t)i + 1;
	}
}

uint32_t fr_intern_number(struct fr_intern *names, const char *bytes, size_t len, bool *ret_new)
{
	uint32_t hash = hash_of(bytes, len), *slot;

	if (2 * names->n >= names->n_slots)
		grow(names);
	slot = slot_of(names, bytes, len, hash);
	if (ret_new)
		*ret_new = !*slot;
	if (!*slot) {
		names->items = fr_grow(names->items, names->n, &names->cap, sizeof(*names->items));
		names->items[names->n++] =
			(struct fr_interned){fr_arena_dup(&names->arena, bytes, len), (uint32_t)len, hash};
		*slot = (uint32_t)names->n;
	}
	return *slot - 1;
}

void fr_intern_free(struct fr_intern *names)
{
	free(names->items);
	free(names->slots);
	fr_arena_free(&names->arena);
	memset(names, 0, sizeof(*names));
}
