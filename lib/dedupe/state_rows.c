/* Rows of the state: cases, forms, anchors, posts. What stands in a file is not trusted: see check_*. */
#include "dedupe/state_rows.h"

#include <stdlib.h>
#include <string.h>
#include "dedupe/cases_priv.h"

enum { NO_CASE = 1, UNMERGED = 2 };   /* flags of a case */
enum { FULL = 1, CUT = 2, NEAR = 4 }; /* and of a form */

static int damaged(const struct fr_state *state, const char *what, struct fr_error *err)
{
	return fr_fail(err, FR_FATAL, "%s: damaged: %s", state->path, what);
}

/* Index of the case with this serial, which ascend; FR_CASE_NONE. */
static uint32_t case_of_serial(const struct fr_cases *cases, int64_t serial)
{
	size_t low = 0, high = cases->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (cases->items[mid].serial < serial)
			low = mid + 1;
		else
			high = mid;
	}
	return low < cases->n && cases->items[low].serial == serial ? (uint32_t)low : FR_CASE_NONE;
}

static int64_t time_of(sqlite3_stmt *stmt, int column)
{
	return sqlite3_column_type(stmt, column) == SQLITE_NULL ? FR_TIME_NONE : sqlite3_column_int64(stmt, column);
}

static uint64_t hash_of(sqlite3_stmt *stmt, int column)
{
	return (uint64_t)sqlite3_column_int64(stmt, column);
}

/* ---- reading */

typedef int row_fn(struct fr_state *state, struct fr_cases *cases, sqlite3_stmt *stmt, struct fr_error *err);

static int each_row(struct fr_state *state, struct fr_cases *cases, const char *sql, row_fn *fn, struct fr_error *err)
{
	sqlite3_stmt *stmt;
	int rc = fr_state_prepare(state, sql, &stmt, err), step;

	while (rc == FR_OK && (step = sqlite3_step(stmt)) != SQLITE_DONE)
		rc = step == SQLITE_ROW ? fn(state, cases, stmt, err) : fr_state_fail(state, err);
	sqlite3_finalize(stmt);
	return rc;
}

static int read_about(struct fr_state *state, struct fr_cases *cases, sqlite3_stmt *stmt, struct fr_error *err)
{
	const char *name = (const char *)sqlite3_column_text(stmt, 0);
	const void *blob;

	if (!name)
		return damaged(state, "a value without a name", err);
	if (!strcmp(name, "threshold") && cases->options.threshold <= 0) {
		cases->options.threshold = sqlite3_column_double(stmt, 1);
	} else if (!strcmp(name, "window") && cases->options.window <= 0) {
		cases->options.window = sqlite3_column_int64(stmt, 1);
	} else if (!strcmp(name, "at")) {
		cases->at = time_of(stmt, 1);
	} else if (!strcmp(name, "next_serial")) {
		cases->next_serial = (uint32_t)sqlite3_column_int64(stmt, 1);
	} else if (!strcmp(name, "forms_serial")) {
		cases->forms.next_serial = (uint32_t)sqlite3_column_int64(stmt, 1);
	} else if (!strcmp(name, "n_purged")) {
		cases->n_purged = (size_t)sqlite3_column_int64(stmt, 1);
	} else if (!strcmp(name, "freq_cases")) {
		cases->freq.n_cases = hash_of(stmt, 1);
	} else if (!strcmp(name, "freq")) {
		blob = sqlite3_column_blob(stmt, 1);
		if (!blob || sqlite3_column_bytes(stmt, 1) != (int)sizeof(cases->freq.count))
			return damaged(state, "the table of words is not as long as it should be", err);
		memcpy(cases->freq.count, blob, sizeof(cases->freq.count));
	}
	return FR_OK;
}

static int read_case(struct fr_state *state, struct fr_cases *cases, sqlite3_stmt *stmt, struct fr_error *err)
{
	const char *id = sqlite3_column_blob(stmt, 3);
	int id_len = sqlite3_column_bytes(stmt, 3), flags = sqlite3_column_int(stmt, 10);
	struct fr_case c = {.serial = (uint32_t)sqlite3_column_int64(stmt, 0),
			    .case_id = hash_of(stmt, 1),
			    .first_key = hash_of(stmt, 2),
			    .first_at = time_of(stmt, 4),
			    .last_at = time_of(stmt, 5),
			    .district = (uint32_t)sqlite3_column_int64(stmt, 6),
			    .station = (uint32_t)sqlite3_column_int64(stmt, 7),
			    .category = (uint32_t)sqlite3_column_int64(stmt, 8),
			    .merged = FR_CASE_NONE,
			    .id_len = (uint16_t)id_len,
			    .no_case = flags & NO_CASE,
			    .unmerged = flags & UNMERGED};

	if (id_len < 0 || id_len > FR_CASE_ID_MAX)
		return damaged(state, "an id that is too long", err);
	if (cases->n >= FR_CASE_NONE - 1)
		return damaged(state, "more cases than there can be", err);
	fr_cases_restore(cases, &c, id ? id : "");
	return FR_OK;
}

/* Once all cases are there. A chain of merged cases that came back to itself would never end. */
static int read_merged(struct fr_state *state, struct fr_cases *cases, sqlite3_stmt *stmt, struct fr_error *err)
{
	uint32_t from = case_of_serial(cases, sqlite3_column_int64(stmt, 0)),
		 to = case_of_serial(cases, sqlite3_column_int64(stmt, 1));

	if (from == FR_CASE_NONE || to == FR_CASE_NONE || fr_cases_resolve(cases, to) == from)
		return damaged(state, "a merged case leads nowhere", err);
	cases->items[from].merged = to;
	state->any_merged = true;
	return FR_OK;
}

static int read_form(struct fr_state *state, struct fr_cases *cases, sqlite3_stmt *stmt, struct fr_error *err)
{
	const void *signature = sqlite3_column_blob(stmt, 2), *codes = sqlite3_column_blob(stmt, 6);
	int n_bytes = sqlite3_column_bytes(stmt, 6), flags = sqlite3_column_int(stmt, 9);
	struct fr_form form = {.serial = (uint32_t)sqlite3_column_int64(stmt, 0),
			       .case_n = case_of_serial(cases, sqlite3_column_int64(stmt, 1)),
			       .text_hash = hash_of(stmt, 3),
			       .opening = hash_of(stmt, 4),
			       .at = time_of(stmt, 5),
			       .block = (uint32_t)sqlite3_column_int64(stmt, 7),
			       .n_shingles = (uint16_t)sqlite3_column_int(stmt, 8),
			       .n_codes = (uint8_t)(n_bytes / (int)sizeof(uint32_t)),
			       .full = flags & FULL,
			       .cut = flags & CUT,
			       .near = flags & NEAR};
	uint32_t words[FR_TELLING_MAX] = {0};
	struct fr_case *c;

	if (form.case_n == FR_CASE_NONE || !signature || sqlite3_column_bytes(stmt, 2) != (int)sizeof(form.signature) ||
	    n_bytes < 0 || n_bytes > (int)sizeof(words) || n_bytes % (int)sizeof(uint32_t))
		return damaged(state, "a text that is not as long as it should be, or of no case", err);
	c = &cases->items[form.case_n];
	if (c->n_forms == FR_FORMS_A_CASE)
		return damaged(state, "a case with too many texts", err);
	memcpy(&form.signature, signature, sizeof(form.signature));
	if (n_bytes)
		memcpy(words, codes, (size_t)n_bytes);
	c->forms[c->n_forms++] = (uint32_t)cases->forms.n;
	fr_forms_add(&cases->forms, &form, words);
	return FR_OK;
}

static int read_anchor(struct fr_state *state, struct fr_cases *cases, sqlite3_stmt *stmt, struct fr_error *err)
{
	struct fr_anchor anchor = {.hash = hash_of(stmt, 1),
				   .case_n = case_of_serial(cases, sqlite3_column_int64(stmt, 2)),
				   .n = (uint16_t)sqlite3_column_int(stmt, 3),
				   .n_strange = (uint16_t)sqlite3_column_int(stmt, 4)};

	if (anchor.case_n == FR_CASE_NONE || sqlite3_column_int64(stmt, 0) != (int64_t)cases->anchors.n)
		return damaged(state, "a link or file of no case", err);
	fr_anchors_restore(&cases->anchors, &anchor);
	return FR_OK;
}

static int read_post(struct fr_state *state, struct fr_cases *cases, sqlite3_stmt *stmt, struct fr_error *err)
{
	uint32_t case_n = case_of_serial(cases, sqlite3_column_int64(stmt, 1));

	if (case_n == FR_CASE_NONE)
		return damaged(state, "a post of no case", err);
	fr_cases_enter_key(cases, hash_of(stmt, 0), case_n);
	return FR_OK;
}

int fr_state_read(struct fr_state *state, const struct fr_cases_options *options, struct fr_cases **ret,
		  struct fr_error *err)
{
	static const struct {
		const char *sql;
		row_fn *fn;
	} tables[] = {
		{"SELECT name, value FROM about", read_about},
		{"SELECT serial, case_id, first_key, id, first_at, last_at, district, station, category, merged, flags"
		 " FROM cases ORDER BY serial",
		 read_case},
		{"SELECT serial, merged FROM cases WHERE merged IS NOT NULL ORDER BY serial", read_merged},
		{"SELECT serial, case_serial, signature, text_hash, opening, at, codes, block, n_shingles, flags"
		 " FROM forms ORDER BY serial",
		 read_form},
		{"SELECT seq, hash, case_serial, n, strange FROM anchors ORDER BY seq", read_anchor},
		{"SELECT key, case_serial FROM posts ORDER BY key", read_post},
	};
	struct fr_cases *cases = *ret = fr_cases_new(options);
	int rc = FR_OK;

	for (size_t i = 0; i < sizeof(tables) / sizeof(*tables) && rc == FR_OK; i++)
		rc = each_row(state, cases, tables[i].sql, tables[i].fn, err);
	if (cases->options.threshold <= 0)
		cases->options.threshold = FR_CASE_THRESHOLD;
	if (cases->options.window <= 0)
		cases->options.window = FR_CASE_WINDOW;
	cases->threshold_changed = (1 + cases->options.threshold) / 2;
	state->forms_serial = cases->forms.next_serial;
	return rc;
}

/* ---- writing */

struct writer {
	struct fr_state *state;
	const struct fr_cases *cases;
	sqlite3_stmt *stmt;
	struct fr_error *err;
};

static void bind_hash(sqlite3_stmt *stmt, int at, uint64_t hash)
{
	sqlite3_bind_int64(stmt, at, (sqlite3_int64)hash);
}

static void bind_time(sqlite3_stmt *stmt, int at, int64_t time)
{
	if (time == FR_TIME_NONE)
		sqlite3_bind_null(stmt, at);
	else
		sqlite3_bind_int64(stmt, at, time);
}

static int begin(struct writer *w, const char *sql)
{
	return fr_state_prepare(w->state, sql, &w->stmt, w->err);
}

static int put_row(struct writer *w)
{
	int rc = sqlite3_step(w->stmt) == SQLITE_DONE ? FR_OK : fr_state_fail(w->state, w->err);

	sqlite3_reset(w->stmt);
	return rc;
}

static int end(struct writer *w, int rc)
{
	sqlite3_finalize(w->stmt);
	w->stmt = NULL;
	return rc;
}

static int put_number(struct writer *w, const char *name, int64_t value)
{
	sqlite3_bind_text(w->stmt, 1, name, -1, SQLITE_STATIC);
	bind_time(w->stmt, 2, value);
	return put_row(w);
}

static int write_about(struct writer *w)
{
	const struct fr_cases *cases = w->cases;
	int rc = begin(w, "INSERT OR REPLACE INTO about(name, value) VALUES(?, ?)");

	if (rc != FR_OK)
		return rc;
	rc = put_number(w, "at", cases->at);
	if (rc == FR_OK)
		rc = put_number(w, "window", cases->options.window);
	if (rc == FR_OK)
		rc = put_number(w, "next_serial", cases->next_serial);
	if (rc == FR_OK)
		rc = put_number(w, "forms_serial", cases->forms.next_serial);
	if (rc == FR_OK)
		rc = put_number(w, "n_purged", (int64_t)cases->n_purged);
	if (rc == FR_OK)
		rc = put_number(w, "freq_cases", (int64_t)cases->freq.n_cases);
	if (rc == FR_OK) {
		sqlite3_bind_text(w->stmt, 1, "threshold", -1, SQLITE_STATIC);
		sqlite3_bind_double(w->stmt, 2, cases->options.threshold);
		rc = put_row(w);
	}
	if (rc == FR_OK) {
		sqlite3_bind_text(w->stmt, 1, "freq", -1, SQLITE_STATIC);
		sqlite3_bind_blob(w->stmt, 2, cases->freq.count, (int)sizeof(cases->freq.count), SQLITE_STATIC);
		rc = put_row(w);
	}
	return end(w, rc);
}

static int put_case(struct writer *w, const struct fr_case *c)
{
	sqlite3_bind_int64(w->stmt, 1, c->serial);
	bind_hash(w->stmt, 2, c->case_id);
	bind_hash(w->stmt, 3, c->first_key);
	sqlite3_bind_blob(w->stmt, 4, c->id_len ? w->cases->ids.bytes + c->id_off : "", c->id_len, SQLITE_STATIC);
	bind_time(w->stmt, 5, c->first_at);
	bind_time(w->stmt, 6, c->last_at);
	sqlite3_bind_int64(w->stmt, 7, c->district);
	sqlite3_bind_int64(w->stmt, 8, c->station);
	sqlite3_bind_int64(w->stmt, 9, c->category);
	bind_time(w->stmt, 10, c->merged == FR_CASE_NONE ? FR_TIME_NONE : w->cases->items[c->merged].serial);
	sqlite3_bind_int(w->stmt, 11, (c->no_case ? NO_CASE : 0) | (c->unmerged ? UNMERGED : 0));
	return put_row(w);
}

static int write_cases(struct writer *w)
{
	int rc = begin(w, "INSERT OR REPLACE INTO cases VALUES(?,?,?,?,?,?,?,?,?,?,?)");

	for (size_t i = 0; i < w->cases->n && rc == FR_OK; i++)
		if (w->cases->items[i].changed)
			rc = put_case(w, &w->cases->items[i]);
	return end(w, rc);
}

static int put_form(struct writer *w, const struct fr_form *form)
{
	const uint32_t *codes = w->cases->forms.codes.at;

	sqlite3_bind_int64(w->stmt, 1, form->serial);
	sqlite3_bind_int64(w->stmt, 2, w->cases->items[form->case_n].serial);
	sqlite3_bind_blob(w->stmt, 3, &form->signature, (int)sizeof(form->signature), SQLITE_STATIC);
	bind_hash(w->stmt, 4, form->text_hash);
	bind_hash(w->stmt, 5, form->opening);
	bind_time(w->stmt, 6, form->at);
	sqlite3_bind_blob(w->stmt, 7, form->n_codes ? (const void *)(codes + form->codes_off) : "",
			  (int)(form->n_codes * sizeof(*codes)), SQLITE_STATIC);
	sqlite3_bind_int64(w->stmt, 8, form->block);
	sqlite3_bind_int(w->stmt, 9, form->n_shingles);
	sqlite3_bind_int(w->stmt, 10, (form->full ? FULL : 0) | (form->cut ? CUT : 0) | (form->near ? NEAR : 0));
	return put_row(w);
}

static int write_forms(struct writer *w)
{
	int rc = begin(w, "INSERT OR REPLACE INTO forms VALUES(?,?,?,?,?,?,?,?,?,?)");

	for (size_t i = 0; i < w->cases->forms.n && rc == FR_OK; i++)
		if (w->cases->forms.items[i].serial >= w->state->forms_serial)
			rc = put_form(w, &w->cases->forms.items[i]);
	return end(w, rc);
}

static int write_anchors(struct writer *w)
{
	const struct fr_anchors *anchors = &w->cases->anchors;
	int rc = begin(w, "INSERT OR REPLACE INTO anchors VALUES(?,?,?,?,?)");

	for (size_t i = 0; i < anchors->n && rc == FR_OK; i++) {
		const struct fr_anchor *a = &anchors->items[i];

		if (!a->changed && !w->cases->purged)
			continue;
		sqlite3_bind_int64(w->stmt, 1, (sqlite3_int64)i);
		bind_hash(w->stmt, 2, a->hash);
		sqlite3_bind_int64(w->stmt, 3, w->cases->items[a->case_n].serial);
		sqlite3_bind_int(w->stmt, 4, a->n);
		sqlite3_bind_int(w->stmt, 5, a->n_strange);
		rc = put_row(w);
	}
	return end(w, rc);
}

/* Posts of this run; those of cases that it has forgotten again are not kept. */
static int write_posts(struct writer *w)
{
	const struct fr_cases *cases = w->cases;
	int rc = begin(w, "INSERT INTO posts VALUES(?,?,?,?,?,?)"
			  " ON CONFLICT(key) DO UPDATE SET case_serial = excluded.case_serial");

	for (size_t i = 0; i < cases->n_log && rc == FR_OK; i++) {
		const struct fr_seen *seen = &cases->log[i];

		if (case_of_serial(cases, seen->case_serial) == FR_CASE_NONE)
			continue;
		bind_hash(w->stmt, 1, seen->key);
		sqlite3_bind_int64(w->stmt, 2, seen->case_serial);
		bind_time(w->stmt, 3, seen->at);
		bind_hash(w->stmt, 4, seen->author);
		sqlite3_bind_int(w->stmt, 5, seen->platform);
		sqlite3_bind_blob(w->stmt, 6, seen->id_len ? cases->log_ids.bytes + seen->id_off : "", seen->id_len,
				  SQLITE_STATIC);
		rc = put_row(w);
	}
	return end(w, rc);
}

/* What has fallen out of the window. */
static int delete_old(struct writer *w)
{
	int rc = fr_state_exec(w->state,
			       "CREATE TEMP TABLE IF NOT EXISTS kept(serial INTEGER PRIMARY KEY);"
			       "DELETE FROM kept",
			       w->err);

	if (rc == FR_OK)
		rc = begin(w, "INSERT INTO kept VALUES(?)");
	for (size_t i = 0; i < w->cases->n && rc == FR_OK; i++) {
		sqlite3_bind_int64(w->stmt, 1, w->cases->items[i].serial);
		rc = put_row(w);
	}
	rc = end(w, rc);
	if (rc == FR_OK)
		rc = fr_state_exec(w->state,
				   "DELETE FROM posts WHERE case_serial NOT IN (SELECT serial FROM kept);"
				   "DELETE FROM forms WHERE case_serial NOT IN (SELECT serial FROM kept);"
				   "DELETE FROM cases WHERE serial NOT IN (SELECT serial FROM kept);"
				   "DELETE FROM anchors",
				   w->err);
	return rc;
}

int fr_state_write(struct fr_state *state, const struct fr_cases *cases, struct fr_error *err)
{
	static int (*const parts[])(struct writer *) = {write_about, write_cases, write_forms, write_anchors,
							write_posts};
	struct writer w = {.state = state, .cases = cases, .err = err};
	int rc = cases->purged ? delete_old(&w) : FR_OK;

	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts) && rc == FR_OK; i++)
		rc = parts[i](&w);
	return rc;
}

void fr_state_written(struct fr_state *state, struct fr_cases *cases)
{
	for (size_t i = 0; i < cases->n; i++)
		cases->items[i].changed = false;
	for (size_t i = 0; i < cases->anchors.n; i++)
		cases->anchors.items[i].changed = false;
	cases->n_log = 0;
	fr_buf_clear(&cases->log_ids);
	cases->purged = false;
	state->forms_serial = cases->forms.next_serial;
}
