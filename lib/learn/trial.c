#include "learn/trial.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "core/utf8.h"
#include "learn/member.h"

const struct fr_fault fr_fault_trial = {"trial", "a record that can't be scored"};

/* What one record says. */
struct words {
	enum fr_member_state gold, named;
	const char *id;
	size_t id_len;
};

void fr_trial_init(struct fr_trial *t, const char *label, const char *predicted, const char *score, bool compare)
{
	memset(t, 0, sizeof(*t));
	t->label = label;
	t->predicted = predicted;
	t->score = score;
	t->compare = compare;
	fr_intern_number(&t->names, "", 0, NULL);
}

void fr_trial_free(struct fr_trial *t)
{
	fr_intern_free(&t->names);
	fr_intern_free(&t->ids);
	fr_arena_free(&t->arena);
	fr_buf_free(&t->gold);
	fr_buf_free(&t->named);
	fr_buf_free(&t->id);
	free(t->items);
	free(t->of_id);
	memset(t, 0, sizeof(*t));
}

static uint32_t number(struct fr_trial *t, enum fr_member_state state, const struct fr_buf *name)
{
	return state == FR_MEMBER_TEXT ? fr_intern_number(&t->names, name->bytes, name->len, NULL) : FR_TRIAL_NONE;
}

/* Which of the files of a comparison the record stands in: 0, 1, and so on. */
static size_t file_of(struct fr_trial *t, const struct fr_place *place)
{
	if (t->n_files == 0 || place->file != t->file || place->record <= t->record) {
		t->file = place->file;
		t->n_files++;
	}
	t->record = place->record;
	return t->n_files - 1;
}

static int read_words(struct fr_trial *t, struct fr_record *rec, struct words *ret, struct fr_error *err)
{
	int rc = fr_record_get_string(rec, "id", &ret->id, &ret->id_len, err);

	if (rc != FR_OK)
		return rc;
	ret->gold = fr_member_text(rec, t->label, &t->gold);
	ret->named = fr_member_text(rec, t->predicted, &t->named);
	if (ret->gold == FR_MEMBER_OTHER || ret->named == FR_MEMBER_OTHER)
		return fr_reject(err, &fr_fault_trial, -1, "%s is no text, number or boolean",
				 ret->gold == FR_MEMBER_OTHER ? t->label : t->predicted);
	return FR_OK;
}

static struct fr_item *new_item(struct fr_trial *t)
{
	t->items = fr_grow(t->items, t->n, &t->cap, sizeof(*t->items));
	t->items[t->n] = (struct fr_item){.score = NAN};
	return &t->items[t->n++];
}

/* The item of that id, or a new one. */
static struct fr_item *item_of_id(struct fr_trial *t, const struct words *w, bool *ret_new)
{
	uint32_t at = fr_intern_number(&t->ids, w->id, w->id_len, ret_new);

	if (*ret_new) {
		t->of_id = fr_grow(t->of_id, t->n_of_id, &t->cap_of_id, sizeof(*t->of_id));
		t->of_id[t->n_of_id++] = (uint32_t)t->n;
		new_item(t)->id = t->ids.items[at].bytes;
	}
	return &t->items[t->of_id[at]];
}

static void keep_text(struct fr_trial *t, struct fr_item *item, struct fr_record *rec)
{
	const char *text;
	size_t len;
	struct fr_error err;

	if (item->text || fr_record_get_string(rec, "text", &text, &len, &err) != FR_OK || !text)
		return;
	if (len > FR_TRIAL_TEXT_MAX)
		len = FR_TRIAL_TEXT_MAX;
	item->text = fr_arena_dup(&t->arena, text, fr_utf8_check(text, len));
}

static int set_gold(struct fr_trial *t, struct fr_item *item, const struct words *w, struct fr_error *err)
{
	uint32_t gold = number(t, w->gold, &t->gold);
	char quoted[FR_QUOTE_MAX];

	if (w->gold == FR_MEMBER_ABSENT)
		return FR_OK;
	if (item->has_gold && item->gold != gold)
		return fr_reject(err, &fr_fault_trial, -1, "%s had another label before",
				 fr_quote(quoted, w->id, w->id_len));
	item->gold = gold;
	item->has_gold = true;
	return FR_OK;
}

static void set_named(struct fr_trial *t, struct fr_item *item, const struct words *w, struct fr_record *rec,
		      size_t file)
{
	double score;

	item->named[file] = number(t, w->named, &t->named);
	item->has_named[file] = true;
	if (file == 0 && t->score && fr_member_number(rec, t->score, &score))
		item->score = score;
}

static int add_to_comparison(struct fr_trial *t, struct fr_record *rec, const struct words *w, struct fr_error *err)
{
	size_t file = file_of(t, fr_record_place(rec));
	char quoted[FR_QUOTE_MAX];
	struct fr_item *item;
	bool is_new;
	int rc;

	if (file > 1)
		return fr_fail(err, FR_FATAL, "--compare takes two files, each with predictions of the same records");
	if (!w->id)
		return fr_reject(err, &fr_fault_trial, -1, "no id, by which the two files are compared");
	item = item_of_id(t, w, &is_new);
	if (item->in_file[file])
		return fr_reject(err, &fr_fault_trial, -1, "%s stands in the file before",
				 fr_quote(quoted, w->id, w->id_len));
	rc = set_gold(t, item, w, err);
	if (rc != FR_OK)
		return rc;
	item->in_file[file] = true;
	set_named(t, item, w, rec, file);
	keep_text(t, item, rec);
	return FR_OK;
}

/* Label and prediction in one record. */
static struct fr_item *whole_item(struct fr_trial *t, const struct words *w)
{
	bool is_new = true;
	struct fr_item *item = w->id ? item_of_id(t, w, &is_new) : new_item(t);

	/* the label or the prediction alone stood in another file: this is the same record; else it is one more */
	if (!is_new && item->has_gold && item->has_named[0]) {
		const char *id = item->id;

		item = new_item(t);
		item->id = id;
	}
	return item;
}

int fr_trial_add(struct fr_trial *t, struct fr_record *rec, struct fr_error *err)
{
	struct words w;
	struct fr_item *item;
	bool is_new, has_gold, has_named;
	int rc = read_words(t, rec, &w, err);

	if (rc != FR_OK)
		return rc;
	if (t->compare)
		return add_to_comparison(t, rec, &w, err);
	has_gold = w.gold != FR_MEMBER_ABSENT;
	has_named = w.named != FR_MEMBER_ABSENT;
	if (!has_gold && !w.id) {
		t->n_unlabelled++;
		return FR_OK;
	}
	item = has_gold && (has_named || !w.id) ? whole_item(t, &w) : item_of_id(t, &w, &is_new);
	rc = set_gold(t, item, &w, err);
	if (rc != FR_OK)
		return rc;
	if (has_named && !item->has_named[0])
		set_named(t, item, &w, rec, 0);
	keep_text(t, item, rec);
	return FR_OK;
}

int fr_trial_finish(struct fr_trial *t, struct fr_error *err)
{
	size_t n = 0;

	for (size_t i = 0; i < t->n; i++) {
		struct fr_item *item = &t->items[i];

		if (!item->has_gold)
			t->n_unlabelled++;
		else if (t->compare && !(item->in_file[0] && item->in_file[1]))
			t->n_unmatched++;
		else
			t->items[n++] = *item;
	}
	t->n = n;
	if (t->compare && t->n_files < 2)
		return fr_fail(err, FR_FATAL, "--compare takes two files, each with predictions of the same records");
	if (n == 0)
		return fr_fail(err, FR_FATAL, "no record has a label in '%s' (--label names the member)%s", t->label,
			       t->n_unmatched ? " and stands in both files" : "");
	return FR_OK;
}
