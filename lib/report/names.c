#include "report/names.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>
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

static const struct {
	const char *file;
	const char *prefix; /* of a place of this kind in a route, or NULL */
	bool optional;
} kinds[FR_NAME_KINDS] = {
	[FR_NAME_CATEGORY] = {"categories.tsv", NULL, false},
	[FR_NAME_DISTRICT] = {"places/police_districts.tsv", "district", false},
	[FR_NAME_STATION] = {"places/stations.tsv", "station", false},
	[FR_NAME_SUBDIVISION] = {"places/subdivisions.tsv", "subdivision", true},
	[FR_NAME_RANGE] = {"places/ranges.tsv", "range", true},
	[FR_NAME_BLOCK] = {"places/blocks.tsv", "block", true},
	[FR_NAME_TOWN] = {"places/towns.tsv", "town", true},
	[FR_NAME_OFFICE] = {"places/offices.tsv", NULL, true},
};

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

static int read_list(const struct fr_pack *pack, enum fr_name_kind kind, enum fr_report_lang lang,
		     struct name_list *list, struct fr_error *err)
{
	static const char *const columns[] = {"id", "name_en", "?name_hi", NULL};
	char *path = fr_pack_file(pack, kinds[kind].file);
	struct fr_table *table = NULL;
	int rc = FR_OK;

	if (!kinds[kind].optional || access(path, F_OK) == 0)
		rc = fr_table_open(path, columns, &table, err);
	if (rc == FR_OK && table)
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
		if (read_list(pack, (enum fr_name_kind)kind, lang, &names->lists[kind], err) != FR_OK) {
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

/* A station's name says little without its district's: "Mairwa, Siwan". */
static void put_station(const struct fr_names *names, struct fr_buf *out, const char *id)
{
	const char *slash = strchr(id, '/');
	char *district;

	fr_buf_adds(out, fr_names_of(names, FR_NAME_STATION, id));
	if (!slash)
		return;
	district = fr_xstrndup(id, (size_t)(slash - id));
	fr_buf_adds(out, ", ");
	fr_buf_adds(out, fr_names_of(names, FR_NAME_DISTRICT, district));
	free(district);
}

static void put_named(const struct fr_names *names, struct fr_buf *out, enum fr_name_kind kind, const char *id)
{
	if (kind == FR_NAME_STATION)
		put_station(names, out, id);
	else
		fr_buf_adds(out, fr_names_of(names, kind, id));
}

void fr_names_put_place(const struct fr_names *names, struct fr_buf *out, const char *ref)
{
	const char *colon = strchr(ref, ':');

	for (int kind = 0; kind < FR_NAME_KINDS; kind++) {
		const char *prefix = kinds[kind].prefix;
		const char *id = !colon ? ref : colon + 1;

		if (!prefix || (colon && (strlen(prefix) != (size_t)(colon - ref) ||
					  strncmp(prefix, ref, (size_t)(colon - ref)) != 0)))
			continue;
		if (fr_names_has(names, (enum fr_name_kind)kind, id)) {
			put_named(names, out, (enum fr_name_kind)kind, id);
			return;
		}
	}
	fr_buf_adds(out, ref);
}

void fr_names_put_office(const struct fr_names *names, struct fr_buf *out, const char *ref)
{
	const char *colon = strchr(ref, ':'), *name, *hole;
	char *office = fr_xstrndup(ref, colon ? (size_t)(colon - ref) : strlen(ref));
	struct fr_buf place = {0};

	if (!fr_names_has(names, FR_NAME_OFFICE, office)) {
		fr_names_put_place(names, out, ref);
	} else {
		name = fr_names_of(names, FR_NAME_OFFICE, office);
		hole = strstr(name, "{place}");
		if (colon && fr_names_has(names, FR_NAME_STATION, colon + 1))
			fr_buf_adds(&place, fr_names_of(names, FR_NAME_STATION, colon + 1));
		else if (colon)
			fr_names_put_place(names, &place, colon + 1);
		fr_buf_add(out, name, hole ? (size_t)(hole - name) : strlen(name));
		if (hole) {
			fr_buf_add(out, place.bytes, place.len);
			fr_buf_adds(out, hole + strlen("{place}"));
		}
	}
	fr_buf_free(&place);
	free(office);
}
