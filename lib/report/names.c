#include "report/names.h"

#include <stdlib.h>
#include <string.h>
#include "core/mem.h"
#include "pack/table.h"

struct name {
	char *id;
	char *text;
};

struct name_list {
	struct name *items;
	size_t n, cap;
};

struct fr_names {
	struct name_list lists[FR_NAME_KINDS];
};

static const char *const files[FR_NAME_KINDS] = {"categories.tsv", "places/police_districts.tsv",
						 "places/stations.tsv"};

static int by_id(const void *a, const void *b)
{
	return strcmp(((const struct name *)a)->id, ((const struct name *)b)->id);
}

static int read_row(struct fr_table *table, enum fr_report_lang lang, struct name_list *list, struct fr_error *err)
{
	enum { ID, NAME_EN, NAME_HI };
	const char *id, *en, *hi = fr_table_cell(table, NAME_HI);

	if (fr_table_required(table, ID, &id, err) != FR_OK || fr_table_required(table, NAME_EN, &en, err) != FR_OK)
		return FR_FATAL;
	list->items = fr_grow(list->items, list->n, &list->cap, sizeof *list->items);
	list->items[list->n++] = (struct name){fr_xstrdup(id), fr_xstrdup(lang == FR_LANG_HI && *hi ? hi : en)};
	return FR_OK;
}

static int read_list(const struct fr_pack *pack, const char *file, enum fr_report_lang lang, struct name_list *list,
		     struct fr_error *err)
{
	static const char *const columns[] = {"id", "name_en", "?name_hi", NULL};
	char *path = fr_pack_file(pack, file);
	struct fr_table *table = NULL;
	int rc = fr_table_open(path, columns, &table, err);

	if (rc == FR_OK)
		while ((rc = fr_table_next(table, err)) == FR_OK)
			if ((rc = read_row(table, lang, list, err)) != FR_OK)
				break;
	fr_table_free(table);
	free(path);
	if (rc == FR_FATAL)
		return rc;
	if (list->n)
		qsort(list->items, list->n, sizeof *list->items, by_id);
	return FR_OK;
}

int fr_names_load(const struct fr_pack *pack, enum fr_report_lang lang, struct fr_names **ret, struct fr_error *err)
{
	struct fr_names *names = fr_xcalloc(1, sizeof *names);

	for (int kind = 0; kind < FR_NAME_KINDS; kind++) {
		if (read_list(pack, files[kind], lang, &names->lists[kind], err) != FR_OK) {
			fr_names_free(names);
			return FR_FATAL;
		}
	}
	*ret = names;
	return FR_OK;
}

void fr_names_free(struct fr_names *names)
{
	if (!names)
		return;
	for (int kind = 0; kind < FR_NAME_KINDS; kind++) {
		for (size_t i = 0; i < names->lists[kind].n; i++) {
			free(names->lists[kind].items[i].id);
			free(names->lists[kind].items[i].text);
		}
		free(names->lists[kind].items);
	}
	free(names);
}

static const struct name *find(const struct fr_names *names, enum fr_name_kind kind, const char *id)
{
	const struct name_list *list = &names->lists[kind];
	const struct name key = {.id = (char *)id};

	if (!id || !list->n)
		return NULL;
	return bsearch(&key, list->items, list->n, sizeof *list->items, by_id);
}

const char *fr_names_of(const struct fr_names *names, enum fr_name_kind kind, const char *id)
{
	const struct name *name = find(names, kind, id);

	return name ? name->text : id;
}

bool fr_names_has(const struct fr_names *names, enum fr_name_kind kind, const char *id)
{
	return find(names, kind, id) != NULL;
}
