#include "route/villages.h"

#include <stdlib.h>
#include <string.h>
#include "core/mem.h"
#include "pack/table.h"
#include "route/lexicon.h"
#include "route/phonetic.h"

struct village {
	struct fr_sounds sounds;
	uint16_t area;
	uint32_t block;
	uint32_t next; /* of its slot, 0: none */
};

struct fr_villages {
	struct village *at; /* from 1 */
	size_t n, cap;
	uint32_t *slots;
	size_t n_slots; /* a power of 2 */
};

/* The slot of what sounds so in an area; false if the name says too little. */
static bool slot_of(const struct fr_villages *v, uint16_t area, const struct fr_sounds *sounds, size_t *ret)
{
	char key[FR_SOUNDS_MAX];
	size_t len = fr_sounds_key(sounds, key);

	*ret = fr_lexicon_hash(area, key, len) & (v->n_slots - 1);
	return len != 0;
}

/* A name's folded words without the blanks between them. False: none of letters, or too long. */
static bool read_name(struct fr_folded *folded, const char *name, struct fr_sounds *ret)
{
	char joined[128];
	size_t n = 0;

	fr_fold(folded, name, strlen(name));
	for (size_t i = 0; i < folded->n_words; i++) {
		const struct fr_word *w = &folded->words[i];

		if (w->fold_len > sizeof joined - n)
			return false;
		memcpy(joined + n, folded->text + w->fold_off, w->fold_len);
		n += w->fold_len;
	}
	return n && fr_sounds_read(joined, n, ret);
}

struct loader {
	struct fr_villages *v;
	fr_block_find *find;
	const void *places;
	char block[32]; /* of the row before: rows of a block stand together */
	struct fr_village_block at;
	struct fr_folded folded;
};

static int village_row(const struct fr_table *table, struct loader *l, struct fr_error *err)
{
	struct fr_villages *v = l->v;
	struct village row = {0};
	const char *block, *name;
	size_t slot;
	int rc = fr_table_required(table, 0, &block, err);

	if (rc == FR_OK)
		rc = fr_table_required(table, 1, &name, err);
	if (rc != FR_OK)
		return rc;
	if (strcmp(block, l->block) != 0) {
		l->at = l->find(l->places, block);
		if (!l->at.place || strlen(block) >= sizeof l->block)
			return fr_table_fail(table, 0, err, "no block '%s' in blocks.tsv", block);
		memcpy(l->block, block, strlen(block) + 1);
	}
	if (v->n == FR_VILLAGES_MAX)
		return fr_table_fail(table, 1, err, "more than %d villages", FR_VILLAGES_MAX - 1);
	row.block = l->at.place;
	row.area = l->at.area;
	if (!read_name(&l->folded, name, &row.sounds) || !slot_of(v, row.area, &row.sounds, &slot))
		return FR_OK;
	v->at = fr_grow(v->at, v->n, &v->cap, sizeof *v->at);
	v->at[v->n++] = row;
	return FR_OK;
}

/* In the order of the table, from the last to the first, so that each slot begins with its first row. */
static void fill_slots(struct fr_villages *v)
{
	size_t slot;

	while (v->n_slots < v->n * 2)
		v->n_slots *= 2;
	v->slots = fr_xcalloc(v->n_slots, sizeof *v->slots);
	for (size_t i = v->n; i-- > 1;)
		if (slot_of(v, v->at[i].area, &v->at[i].sounds, &slot)) {
			v->at[i].next = v->slots[slot];
			v->slots[slot] = (uint32_t)i;
		}
}

int fr_villages_load(const char *path, fr_block_find *find, const void *places, struct fr_villages **ret,
		     struct fr_error *err)
{
	static const char *const columns[] = {"block", "name_en", NULL};
	struct loader loader = {.find = find, .places = places};
	struct fr_villages *v;
	struct fr_table *table;
	int rc = fr_table_open(path, columns, &table, err);

	if (rc != FR_OK)
		return rc;
	v = loader.v = fr_xcalloc(1, sizeof *v);
	v->at = fr_grow(NULL, 0, &v->cap, sizeof *v->at);
	v->n = v->n_slots = 1;
	while ((rc = fr_table_next(table, err)) == FR_OK) {
		rc = village_row(table, &loader, err);
		if (rc != FR_OK)
			break;
	}
	fr_table_free(table);
	fr_folded_free(&loader.folded);
	if (rc != FR_STOP) {
		fr_villages_free(v);
		return rc;
	}
	fill_slots(v);
	*ret = v;
	return FR_OK;
}

void fr_villages_free(struct fr_villages *v)
{
	if (!v)
		return;
	free(v->at);
	free(v->slots);
	free(v);
}

size_t fr_villages_find(const struct fr_villages *v, uint16_t area, const char *name, size_t len,
			uint32_t ret_blocks[FR_VILLAGE_ANSWERS])
{
	struct fr_sounds sounds;
	size_t slot, n = 0;

	if (!fr_sounds_read(name, len, &sounds) || !slot_of(v, area, &sounds, &slot))
		return 0;
	for (uint32_t i = v->slots[slot]; i && n < FR_VILLAGE_ANSWERS; i = v->at[i].next) {
		const struct village *one = &v->at[i];

		if (one->area == area && (!n || ret_blocks[n - 1] != one->block) &&
		    fr_sounds_meet(&sounds, &one->sounds))
			ret_blocks[n++] = one->block;
	}
	return n;
}

size_t fr_villages_memory(const struct fr_villages *v)
{
	return v ? v->cap * sizeof *v->at + v->n_slots * sizeof *v->slots : 0;
}
