#include "route/offices.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "core/json.h"
#include "pack/table.h"

struct fr_offices {
	struct fr_office *at;
	size_t n, cap;
	struct fr_duty *duties;
	size_t n_duties, cap_duties;
	const struct fr_office *sp, *range, *grp, *station; /* whose part the code knows */
	struct fr_arena arena;
	const char *mode; /* while modes.tsv is read; borrowed */
	size_t n_changed; /* duties that the mode has changed */
};

static const struct fr_office *find(const struct fr_offices *offices, const char *id, size_t len)
{
	for (size_t i = 0; i < offices->n; i++)
		if (strlen(offices->at[i].id) == len && memcmp(offices->at[i].id, id, len) == 0)
			return &offices->at[i];
	return NULL;
}

static int office_row(const struct fr_table *table, struct fr_offices *offices, struct fr_error *err)
{
	const char *id;
	int scope, rc = fr_table_required(table, 0, &id, err);

	if (rc == FR_OK)
		rc = fr_table_choice(table, 1, "station|subdivision|district|range|rail|state", &scope, err);
	if (rc != FR_OK)
		return rc;
	if (find(offices, id, strlen(id)))
		return fr_table_fail(table, 0, err, "'%s' is there twice", id);
	offices->at = fr_grow(offices->at, offices->n, &offices->cap, sizeof *offices->at);
	offices->at[offices->n++] =
		(struct fr_office){fr_arena_dup(&offices->arena, id, strlen(id)), (enum fr_scope)scope};
	return FR_OK;
}

enum { CATEGORY, FIRST, COPY, DESK };

static int read_copies(const struct fr_table *table, size_t column, const struct fr_offices *offices,
		       struct fr_duty *duty, struct fr_error *err)
{
	const char *word;
	size_t pos = 0, len;

	while (fr_cell_part(fr_table_cell(table, column), ' ', &pos, &word, &len)) {
		const struct fr_office *office = find(offices, word, len);

		if (!office)
			return fr_table_fail(table, column, err, "no office '%.*s' in offices.tsv", (int)len, word);
		if (duty->n_copy == FR_OFFICES_MAX)
			return fr_table_fail(table, column, err, "more than %d offices", FR_OFFICES_MAX);
		duty->copy[duty->n_copy++] = office;
	}
	return FR_OK;
}

static int duty_row(const struct fr_table *table, struct fr_offices *offices, struct fr_error *err)
{
	struct fr_duty duty = {0};
	const char *category, *first = fr_table_cell(table, FIRST);
	int desk, rc = fr_table_required(table, CATEGORY, &category, err);

	if (rc == FR_OK)
		rc = fr_table_choice(table, DESK, "ground|district|state", &desk, err);
	if (rc != FR_OK)
		return rc;
	duty.category = fr_arena_dup(&offices->arena, category, strlen(category));
	duty.desk = (enum fr_duty_desk)desk;
	duty.first = find(offices, first, strlen(first));
	if (*first && !duty.first)
		return fr_table_fail(table, FIRST, err, "no office '%s' in offices.tsv", first);
	rc = read_copies(table, COPY, offices, &duty, err);
	if (rc != FR_OK)
		return rc;
	offices->duties = fr_grow(offices->duties, offices->n_duties, &offices->cap_duties, sizeof *offices->duties);
	offices->duties[offices->n_duties++] = duty;
	return FR_OK;
}

enum { MODE_NAME, MODE_CATEGORY, MODE_MINUTES, MODE_COPY };

static int mode_row(const struct fr_table *table, struct fr_offices *offices, struct fr_error *err)
{
	const char *mode, *category = fr_table_cell(table, MODE_CATEGORY);
	struct fr_duty *duty = NULL;
	int rc = fr_table_required(table, MODE_NAME, &mode, err);

	if (rc != FR_OK)
		return rc;
	for (size_t i = 0; i < offices->n_duties; i++)
		if (strcmp(offices->duties[i].category, category) == 0)
			duty = &offices->duties[i];
	if (!duty)
		return fr_table_fail(table, MODE_CATEGORY, err, "no category '%s' in duties.tsv", category);
	if (strcmp(mode, offices->mode) != 0)
		return FR_OK;
	if (duty->mode)
		return fr_table_fail(table, MODE_CATEGORY, err, "'%s' is there twice for this mode", category);
	duty->mode = true;
	offices->n_changed++;
	if (*fr_table_cell(table, MODE_MINUTES))
		rc = fr_table_int(table, MODE_MINUTES, 1, 1000000, &duty->limit_minutes, err);
	return rc == FR_OK ? read_copies(table, MODE_COPY, offices, duty, err) : rc;
}

static int read_table(const char *pack, const char *name, const char *const *columns, struct fr_offices *offices,
		      int (*row)(const struct fr_table *, struct fr_offices *, struct fr_error *), struct fr_error *err)
{
	char *path = fr_xasprintf("%s/places/%s", pack, name);
	struct fr_table *table;
	int rc = fr_table_open(path, columns, &table, err);

	free(path);
	if (rc != FR_OK)
		return rc;
	while ((rc = fr_table_next(table, err)) == FR_OK) {
		rc = row(table, offices, err);
		if (rc != FR_OK)
			break;
	}
	fr_table_free(table);
	return rc == FR_STOP ? FR_OK : rc;
}

/* The offices that the code itself speaks of must be there, with their scope. */
static int check_known(struct fr_offices *offices, const char *pack, struct fr_error *err)
{
	const struct {
		const char *id;
		enum fr_scope scope;
		const struct fr_office **ret;
	} known[] = {{"sp", FR_SCOPE_DISTRICT, &offices->sp},
		     {"range", FR_SCOPE_RANGE, &offices->range},
		     {"grp", FR_SCOPE_RAIL, &offices->grp},
		     {"station", FR_SCOPE_STATION, &offices->station}};

	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		*known[i].ret = find(offices, known[i].id, strlen(known[i].id));
		if (!*known[i].ret || (*known[i].ret)->scope != known[i].scope)
			return fr_fail(err, FR_FATAL, "%s/places/offices.tsv: no office '%s' of its scope", pack,
				       known[i].id);
	}
	for (size_t i = 0; i < offices->n_duties; i++)
		if (strcmp(offices->duties[i].category, "*") == 0)
			return FR_OK;
	return fr_fail(err, FR_FATAL, "%s/places/duties.tsv: no row for '*', records without a category", pack);
}

/* The duties of a mode. */
static int load_mode(const char *pack, const char *mode, struct fr_offices *offices, struct fr_error *err)
{
	static const char *const columns[] = {"mode", "category", "respond_minutes", "copy", NULL};
	int rc;

	offices->mode = mode;
	rc = read_table(pack, "modes.tsv", columns, offices, mode_row, err);
	offices->mode = NULL;
	if (rc == FR_OK && !offices->n_changed)
		return fr_fail(err, FR_FATAL, "%s/places/modes.tsv: no mode '%.60s'", pack, mode);
	return rc;
}

int fr_offices_load(const char *pack, const char *mode, struct fr_offices **ret, struct fr_error *err)
{
	static const char *const office_columns[] = {"id", "scope", NULL};
	static const char *const duty_columns[] = {"category", "first", "copy", "desk", NULL};
	struct fr_offices *offices = fr_xcalloc(1, sizeof *offices);
	int rc = read_table(pack, "offices.tsv", office_columns, offices, office_row, err);

	if (rc == FR_OK)
		rc = read_table(pack, "duties.tsv", duty_columns, offices, duty_row, err);
	if (rc == FR_OK)
		rc = check_known(offices, pack, err);
	if (rc == FR_OK && mode)
		rc = load_mode(pack, mode, offices, err);
	if (rc != FR_OK) {
		fr_offices_free(offices);
		return rc;
	}
	*ret = offices;
	return FR_OK;
}

void fr_offices_free(struct fr_offices *offices)
{
	if (!offices)
		return;
	free(offices->at);
	free(offices->duties);
	fr_arena_free(&offices->arena);
	free(offices);
}

const struct fr_duty *fr_offices_duty(const struct fr_offices *offices, const char *category, size_t len)
{
	const struct fr_duty *any = NULL;

	for (size_t i = 0; i < offices->n_duties; i++) {
		const char *name = offices->duties[i].category;

		if (category && strlen(name) == len && memcmp(name, category, len) == 0)
			return &offices->duties[i];
		if (strcmp(name, "*") == 0)
			any = &offices->duties[i];
	}
	return any;
}

/* An office for this ground: kind and where it is. */
struct post {
	const struct fr_office *office; /* NULL: there is none */
	const char *where;              /* NULL: it is one for the whole state */
};

static struct post post_of(const struct fr_offices *offices, const struct fr_office *office,
			   const struct fr_ground *ground)
{
	const struct fr_area *area = &ground->gaz->areas[ground->area];
	const struct fr_site *station = &ground->gaz->places[ground->station];
	struct post none = {NULL, NULL};

	/* on railway ground the police above the station are the railway's */
	if (ground->rail &&
	    (office == offices->sp || office->scope == FR_SCOPE_SUBDIVISION || office->scope == FR_SCOPE_RANGE))
		return (struct post){offices->grp, area->id};
	switch (office->scope) {
	case FR_SCOPE_STATE:
		return (struct post){office, NULL};
	case FR_SCOPE_STATION:
		return ground->station && !ground->accused ? (struct post){office, station->id} : none;
	case FR_SCOPE_SUBDIVISION:
		return ground->station && *station->subdivision ? (struct post){office, station->subdivision} : none;
	case FR_SCOPE_RANGE:
		return *area->range ? (struct post){office, area->range} : none;
	default:
		return (struct post){office, area->id};
	}
}

static void put_post(struct fr_buf *out, const struct post *post)
{
	char id[256];
	int n = snprintf(id, sizeof id, "%s%s%s", post->office->id, post->where ? ":" : "",
			 post->where ? post->where : "");

	fr_json_put_string(out, id, n < (int)sizeof id ? (size_t)n : sizeof id - 1);
}

static bool same_post(const struct post *a, const struct post *b)
{
	return a->office == b->office &&
	       (a->where == b->where || (a->where && b->where && !strcmp(a->where, b->where)));
}

/* Who acts, and behind that who gets a copy; 0: nobody acts. */
static size_t list_posts(const struct fr_offices *offices, const struct fr_duty *duty, const struct fr_ground *ground,
			 struct post posts[FR_OFFICES_MAX + 2])
{
	const struct fr_office *copies[FR_OFFICES_MAX + 1];
	size_t n = 0, n_copies = duty->n_copy;

	if (!duty->first)
		return 0;
	posts[n++] = post_of(offices, duty->first, ground);
	/* while no station is known, and where it is complained of, its part is the SP's */
	if (!posts[0].office)
		posts[0] = post_of(offices, offices->sp, ground);
	if (!posts[0].office)
		return 0;
	memcpy(copies, duty->copy, duty->n_copy * sizeof *copies);
	if (ground->accused && duty->first->scope != FR_SCOPE_STATE)
		copies[n_copies++] = offices->range;
	for (size_t i = 0; i < n_copies; i++) {
		bool again = false;

		posts[n] = post_of(offices, copies[i], ground);
		/* offices of the district have no counterpart with the railway police */
		if (ground->rail && posts[n].office == copies[i] && copies[i]->scope == FR_SCOPE_DISTRICT)
			posts[n].where = ground->gaz->areas[ground->land].id;
		for (size_t k = 0; k < n && posts[n].office; k++)
			again |= same_post(&posts[k], &posts[n]);
		if (posts[n].office && !again)
			n++;
	}
	return n;
}

void fr_offices_put(const struct fr_offices *offices, const struct fr_duty *duty, const struct fr_ground *ground,
		    struct fr_buf *out)
{
	struct post posts[FR_OFFICES_MAX + 2];
	size_t n = list_posts(offices, duty, ground, posts);

	if (!n)
		return;
	fr_json_put_name(out, "office");
	put_post(out, &posts[0]);
	fr_json_put_name(out, "copy_to");
	fr_buf_addc(out, '[');
	for (size_t i = 1; i < n; i++) {
		fr_json_put_comma(out);
		put_post(out, &posts[i]);
	}
	fr_buf_addc(out, ']');
}

void fr_offices_list(const struct fr_offices *offices, const struct fr_duty *duty, const struct fr_ground *ground,
		     struct fr_buf *out)
{
	struct post posts[FR_OFFICES_MAX + 2];
	size_t n = list_posts(offices, duty, ground, posts);

	fr_buf_adds(out, n ? "" : "nobody");
	for (size_t i = 0; i < n; i++)
		fr_buf_addf(out, "%s%s%s%s", i ? i == 1 ? "; copy to " : ", " : "", posts[i].office->id,
			    posts[i].where ? ":" : "", posts[i].where ? posts[i].where : "");
}
