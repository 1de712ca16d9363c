/* The columns of the classifier's tables: fr-pack(5). */
#include <string.h>
#include <unistd.h>
#include "classify/rules.h"
#include "core/json.h"

static const char *keep(struct fr_rules *rules, const char *s)
{
	return fr_arena_dup(&rules->arena, s, strlen(s));
}

static int category_cell(struct fr_rules *rules, struct fr_table *table, size_t column, size_t *ret,
			 struct fr_error *err)
{
	const char *id;
	int i, rc;

	rc = fr_table_required(table, column, &id, err);
	if (rc != FR_OK)
		return rc;
	i = fr_rules_category(rules, id);
	if (i < 0)
		return fr_table_fail(table, column, err, "'%s' is no category of the pack", id);
	*ret = (size_t)i;
	return FR_OK;
}

/* Call row for each row of the table at path. */
typedef int row_fn(struct fr_rules *rules, struct fr_table *table, void *arg, struct fr_error *err);
static int each_row(struct fr_rules *rules, const char *path, const char *const *columns, row_fn *row, void *arg,
		    struct fr_error *err)
{
	struct fr_table *table;
	int rc;

	rc = fr_table_open(path, columns, &table, err);
	if (rc != FR_OK)
		return rc;
	while ((rc = fr_table_next(table, err)) == FR_OK) {
		rc = row(rules, table, arg, err);
		if (rc != FR_OK)
			break;
	}
	fr_table_free(table);
	return rc == FR_STOP ? FR_OK : rc;
}

static int gate_row(struct fr_rules *rules, struct fr_table *table, void *arg, struct fr_error *err)
{
	const char *name;
	double weight;
	int effect, at, rc;

	(void)arg;
	rc = fr_table_required(table, 0, &name, err);
	if (rc == FR_OK)
		rc = fr_table_choice(table, 1, "no|lower|raise|request|home|not_thanks|mark|law|not_before|not_behind",
				     &effect, err);
	if (rc == FR_OK)
		rc = fr_table_number(table, 2, -FR_WEIGHT_MAX, FR_WEIGHT_MAX, &weight, err);
	if (rc != FR_OK)
		return rc;
	at = fr_rules_gate(rules, name, strlen(name));
	if (at >= 0 && rules->gates[at].effect != (enum fr_gate_effect)effect)
		return fr_table_fail(table, 1, err, "gate '%s' has another effect above", name);
	if (at < 0) {
		if (rules->n_gates >= FR_GATES_MAX)
			return fr_table_fail(table, 0, err, "more than %d gates", FR_GATES_MAX);
		at = (int)rules->n_gates++;
		rules->gates[at] = (struct fr_gate){
			.name = keep(rules, name),
			.effect = (enum fr_gate_effect)effect,
			.other_state = strcmp(name, "other_state") == 0,
			.own_post = strcmp(name, "own_post") == 0,
		};
	}
	rules->any_denial |= rules->gates[at].effect >= FR_GATE_NOT_BEFORE;
	return fr_rules_add_words(rules, table, 3, FR_PATTERN_GATE, (size_t)at, weight, err);
}

int fr_rules_load_gates(struct fr_rules *rules, const char *path, struct fr_error *err)
{
	static const char *const columns[] = {"gate", "effect", "weight", "words", NULL};

	return each_row(rules, path, columns, gate_row, NULL, err);
}

#define SEVERITIES "critical|high|medium|low|none"
enum { N_SEVERITIES = 5 };

static int limit_row(struct fr_rules *rules, struct fr_table *table, void *arg, struct fr_error *err)
{
	int *bands = arg, severity, band, rc;
	int64_t direct;

	rc = fr_table_choice(table, 0, SEVERITIES, &severity, err);
	if (rc == FR_OK)
		rc = fr_table_choice(table, 1, "P1|P2|P3|P4", &band, err);
	if (rc == FR_OK)
		rc = fr_table_int(table, 2, 0, 10000000, &direct, err);
	if (rc != FR_OK)
		return rc;
	band += FR_P1;
	bands[severity] = band;
	if (rules->respond_at[band] == 0)
		rules->respond_at[band] = direct;
	return FR_OK;
}

/* "in_progress:P1, weapon_seen:P2" */
static int raise_cell(struct fr_rules *rules, struct fr_table *table, size_t column, struct fr_category *category,
		      struct fr_error *err)
{
	const char *part;
	size_t pos = 0, len;
	char quoted[FR_QUOTE_MAX];

	while (fr_cell_part(fr_table_cell(table, column), ',', &pos, &part, &len)) {
		int gate = -1;

		if (len > 3 && part[len - 3] == ':' && part[len - 2] == 'P' && part[len - 1] >= '1' &&
		    part[len - 1] <= '3')
			gate = fr_rules_gate(rules, part, len - 3);
		if (gate < 0)
			return fr_table_fail(table, column, err, "%s is not GATE:P1, P2 or P3",
					     fr_quote(quoted, part, len));
		category->raise[gate] = (uint8_t)(part[len - 1] - '0');
	}
	return FR_OK;
}

static int category_row(struct fr_rules *rules, struct fr_table *table, void *arg, struct fr_error *err)
{
	const int *bands = arg;
	struct fr_category *category = &rules->categories[rules->n_categories];
	const char *id, *no_case;
	int severity, rc;

	rc = fr_table_required(table, 0, &id, err);
	if (rc == FR_OK && fr_rules_category(rules, id) >= 0)
		rc = fr_table_fail(table, 0, err, "category '%s' stands twice", id);
	if (rc == FR_OK && rules->n_categories >= FR_CATEGORIES_MAX)
		rc = fr_table_fail(table, 0, err, "more than %d categories", FR_CATEGORIES_MAX);
	if (rc == FR_OK)
		rc = fr_table_choice(table, 1, SEVERITIES, &severity, err);
	if (rc == FR_OK && !bands[severity])
		rc = fr_table_fail(table, 1, err, "limits.tsv has no row for this severity");
	if (rc == FR_OK)
		rc = fr_table_required(table, 2, &no_case, err);
	if (rc == FR_OK)
		rc = fr_table_int(table, 3, 0, 10000000, &category->respond, err);
	if (rc == FR_OK)
		rc = raise_cell(rules, table, 4, category, err);
	if (rc != FR_OK)
		return rc;
	category->id = keep(rules, id);
	category->no_case = strcmp(no_case, "yes") == 0 ? NULL : keep(rules, no_case);
	category->priority = bands[severity];
	rules->n_categories++;
	return FR_OK;
}

int fr_rules_load_categories(struct fr_rules *rules, const char *path, const char *limits, struct fr_error *err)
{
	static const char *const limit_columns[] = {"severity", "priority", "direct", NULL};
	static const char *const columns[] = {"id", "severity", "case", "respond_minutes", "raise", NULL};
	int bands[N_SEVERITIES] = {0};
	int rc, none;

	rc = each_row(rules, limits, limit_columns, limit_row, bands, err);
	if (rc == FR_OK)
		rc = each_row(rules, path, columns, category_row, bands, err);
	if (rc != FR_OK)
		return rc;
	none = fr_rules_category(rules, FR_CATEGORY_NONE);
	if (none < 0 || !rules->categories[none].no_case)
		return fr_fail(err, FR_FATAL, "%s: no category " FR_CATEGORY_NONE " without a case", path);
	rules->none = (size_t)none;
	return FR_OK;
}

static int term_row(struct fr_rules *rules, struct fr_table *table, void *arg, struct fr_error *err)
{
	size_t category = 0;
	double weight;
	int rc;

	(void)arg;
	rc = fr_table_number(table, 1, -FR_WEIGHT_MAX, FR_WEIGHT_MAX, &weight, err);
	if (rc != FR_OK)
		return rc;
	if (strcmp(fr_table_cell(table, 0), "*") == 0) {
		if (weight != 0)
			return fr_table_fail(table, 1, err, "category * needs weight 0");
		return fr_rules_add_words(rules, table, 2, FR_PATTERN_MASK, 0, 0, err);
	}
	rc = category_cell(rules, table, 0, &category, err);
	if (rc == FR_OK && weight == 0)
		rc = fr_table_fail(table, 1, err, "a weight of 0 says nothing");
	if (rc == FR_OK && category == rules->none)
		rc = fr_table_fail(table, 0, err, "reasons for no case are gates (gates.tsv)");
	if (rc != FR_OK)
		return rc;
	return fr_rules_add_words(rules, table, 2, FR_PATTERN_TERM, category, weight, err);
}

int fr_rules_load_terms(struct fr_rules *rules, const char *path, struct fr_error *err)
{
	static const char *const columns[] = {"category", "weight", "words", NULL};

	return each_row(rules, path, columns, term_row, NULL, err);
}

static int stem_row(struct fr_rules *rules, struct fr_table *table, void *arg, struct fr_error *err)
{
	const char *name;
	int at, rc;

	(void)arg;
	rc = fr_table_required(table, 0, &name, err);
	if (rc != FR_OK)
		return rc;
	at = fr_rules_set(rules, name);
	if (at < 0) {
		if (rules->n_sets >= FR_SETS_MAX)
			return fr_table_fail(table, 0, err, "more than %d stem sets", FR_SETS_MAX);
		at = (int)rules->n_sets++;
		rules->sets[at] = keep(rules, name);
	}
	return fr_rules_add_words(rules, table, 1, FR_PATTERN_STEM, (size_t)at, 0, err);
}

int fr_rules_load_stems(struct fr_rules *rules, const char *path, struct fr_error *err)
{
	static const char *const columns[] = {"set", "words", NULL};

	return each_row(rules, path, columns, stem_row, NULL, err);
}

static int set_cell(struct fr_rules *rules, struct fr_table *table, size_t column, uint8_t *ret, struct fr_error *err)
{
	const char *name = fr_table_cell(table, column);
	int at = fr_rules_set(rules, name);

	if (at < 0)
		return fr_table_fail(table, column, err, "'%s' is no stem set of the pack", name);
	*ret = (uint8_t)at;
	return FR_OK;
}

static int combo_row(struct fr_rules *rules, struct fr_table *table, void *arg, struct fr_error *err)
{
	struct fr_combo combo = {0};
	struct fr_buf rule = {0};
	size_t category = 0;
	int64_t window;
	double weight;
	int rc;

	(void)arg;
	rc = category_cell(rules, table, 0, &category, err);
	if (rc == FR_OK)
		rc = set_cell(rules, table, 1, &combo.a, err);
	if (rc == FR_OK)
		rc = set_cell(rules, table, 2, &combo.b, err);
	if (rc == FR_OK && combo.a == combo.b)
		rc = fr_table_fail(table, 2, err, "a set is not combined with itself");
	if (rc == FR_OK)
		rc = fr_table_int(table, 3, 1, 255, &window, err);
	if (rc == FR_OK)
		rc = fr_table_number(table, 4, -FR_WEIGHT_MAX, FR_WEIGHT_MAX, &weight, err);
	if (rc == FR_OK && rules->n_combos >= FR_COMBOS_MAX)
		rc = fr_table_fail(table, 0, err, "more than %d combinations", FR_COMBOS_MAX);
	if (rc != FR_OK)
		return rc;
	fr_buf_addf(&rule, "pair:%s+%s", rules->sets[combo.a], rules->sets[combo.b]);
	combo.rule = fr_arena_dup(&rules->arena, rule.bytes, rule.len);
	fr_buf_free(&rule);
	combo.category = (uint8_t)category;
	combo.window = (uint8_t)window;
	combo.weight = (float)weight;
	rules->combos = fr_grow(rules->combos, rules->n_combos, &rules->cap_combos, sizeof(*rules->combos));
	rules->combos[rules->n_combos++] = combo;
	return FR_OK;
}

int fr_rules_load_combos(struct fr_rules *rules, const char *path, struct fr_error *err)
{
	static const char *const columns[] = {"category", "set_a", "set_b", "window", "weight", NULL};

	return each_row(rules, path, columns, combo_row, NULL, err);
}

enum { LAW_CATEGORY, LAW_ACT, LAW_SECTION, LAW_PERIOD, LAW_WHEN, LAW_TITLE, LAW_COGNIZABLE, LAW_CONFIDENCE };

/* {"act","section","title","cognizable","confidence"}: written once here, copied for each post. */
static const char *law_json(struct fr_rules *rules, const struct fr_table *table, int cognizable, int confidence)
{
	static const char *const sure[] = {"high", "medium", "low"};
	struct fr_buf buf = {0};
	const char *json;

	fr_buf_addc(&buf, '{');
	fr_json_member_cstring(&buf, "act", fr_table_cell(table, LAW_ACT));
	fr_json_member_cstring(&buf, "section", fr_table_cell(table, LAW_SECTION));
	fr_json_member_cstring(&buf, "title", fr_table_cell(table, LAW_TITLE));
	if (cognizable < 2) {
		fr_json_member_bool(&buf, "cognizable", cognizable == 0);
	} else {
		fr_json_put_name(&buf, "cognizable");
		fr_buf_adds(&buf, "null");
	}
	fr_json_member_cstring(&buf, "confidence", sure[confidence]);
	fr_buf_addc(&buf, '}');
	json = fr_arena_dup(&rules->arena, buf.bytes, buf.len);
	fr_buf_free(&buf);
	return json;
}

static int law_row(struct fr_rules *rules, struct fr_table *table, void *arg, struct fr_error *err)
{
	struct fr_law law = {0};
	const char *part, *cell;
	size_t category = 0, pos = 0, len;
	int period, cognizable, confidence, gate, rc;

	(void)arg;
	rc = category_cell(rules, table, LAW_CATEGORY, &category, err);
	if (rc == FR_OK)
		rc = fr_table_required(table, LAW_ACT, &cell, err);
	if (rc == FR_OK)
		rc = fr_table_required(table, LAW_SECTION, &cell, err);
	if (rc == FR_OK)
		rc = fr_table_choice(table, LAW_PERIOD, "old|new|both", &period, err);
	if (rc == FR_OK)
		rc = fr_table_choice(table, LAW_COGNIZABLE, "yes|no|unsure", &cognizable, err);
	if (rc == FR_OK)
		rc = fr_table_choice(table, LAW_CONFIDENCE, "high|medium|low", &confidence, err);
	if (rc != FR_OK)
		return rc;
	law.always = true;
	while (fr_cell_part(fr_table_cell(table, LAW_WHEN), ',', &pos, &part, &len)) {
		gate = fr_rules_gate(rules, part, len);
		if (gate < 0)
			return fr_table_fail(table, LAW_WHEN, err, "'%.*s' is no gate of the pack", (int)len, part);
		fr_gate_set_add(&law.when, (size_t)gate);
		law.always = false;
	}
	law.category = (uint8_t)category;
	law.period = (enum fr_law_period)period;
	law.json = law_json(rules, table, cognizable, confidence);
	rules->laws = fr_grow(rules->laws, rules->n_laws, &rules->cap_laws, sizeof(*rules->laws));
	rules->laws[rules->n_laws++] = law;
	return FR_OK;
}

int fr_rules_load_laws(struct fr_rules *rules, const char *path, struct fr_error *err)
{
	static const char *const columns[] = {"category", "act",        "section",    "period", "when",
					      "title",    "cognizable", "confidence", NULL};

	return each_row(rules, path, columns, law_row, NULL, err);
}

static int handle_row(struct fr_rules *rules, struct fr_table *table, void *arg, struct fr_error *err)
{
	const char *platform, *handle;
	int rc;

	(void)arg;
	rc = fr_table_required(table, 0, &platform, err);
	if (rc == FR_OK)
		rc = fr_table_required(table, 1, &handle, err);
	if (rc != FR_OK)
		return rc;
	rules->handles = fr_grow(rules->handles, rules->n_handles, &rules->cap_handles, sizeof(*rules->handles));
	rules->handles[rules->n_handles++] =
		(struct fr_handle){keep(rules, platform), keep(rules, handle[0] == '@' ? handle + 1 : handle)};
	return FR_OK;
}

int fr_rules_load_handles(struct fr_rules *rules, const char *path, struct fr_error *err)
{
	static const char *const columns[] = {"platform", "handle", NULL};

	return each_row(rules, path, columns, handle_row, NULL, err);
}

/* What an expression says: as a term of a category or, after "gate:", a cue of a gate. */
static int found_cell(struct fr_rules *rules, struct fr_table *table, struct fr_pattern *ret, struct fr_error *err)
{
	static const char prefix[] = "gate:";
	const char *owner = fr_table_cell(table, 0);
	size_t category = 0;
	int gate, rc;

	if (strncmp(owner, prefix, sizeof(prefix) - 1) == 0) {
		owner += sizeof(prefix) - 1;
		gate = fr_rules_gate(rules, owner, strlen(owner));
		if (gate < 0)
			return fr_table_fail(table, 0, err, "'%s' is no gate of the pack", owner);
		ret->kind = FR_PATTERN_GATE;
		ret->owner = (uint16_t)gate;
		return FR_OK;
	}
	rc = category_cell(rules, table, 0, &category, err);
	if (rc == FR_OK && category == rules->none)
		rc = fr_table_fail(table, 0, err, "reasons for no case are gates: gate:NAME");
	ret->kind = FR_PATTERN_TERM;
	ret->owner = (uint16_t)category;
	return rc;
}

static int expression_row(struct fr_rules *rules, struct fr_table *table, void *arg, struct fr_error *err)
{
	struct fr_pattern found = {0};
	struct fr_error why = {0};
	struct fr_buf rule = {0};
	const char *name, *expression;
	double weight;
	int rc;

	(void)arg;
	rc = found_cell(rules, table, &found, err);
	if (rc == FR_OK)
		rc = fr_table_required(table, 1, &name, err);
	if (rc == FR_OK)
		rc = fr_table_number(table, 2, -FR_WEIGHT_MAX, FR_WEIGHT_MAX, &weight, err);
	if (rc == FR_OK)
		rc = fr_table_required(table, 4, &expression, err);
	if (rc == FR_OK && rules->n_found >= FR_EXPRESSIONS_MAX)
		rc = fr_table_fail(table, 4, err, "more than %d expressions", FR_EXPRESSIONS_MAX);
	if (rc == FR_OK && fr_expressions_add(rules->expressions, expression, &why) != FR_OK)
		rc = fr_table_fail(table, 4, err, "%s", why.text);
	if (rc != FR_OK)
		return rc;
	fr_buf_addf(&rule, "expression:%s", name);
	found.rule = fr_arena_dup(&rules->arena, rule.bytes, rule.len);
	fr_buf_free(&rule);
	found.weight = (float)weight;
	rules->found = fr_grow(rules->found, rules->n_found, &rules->cap_found, sizeof(*rules->found));
	rules->found[rules->n_found] = found;
	return fr_rules_add_words(rules, table, 3, FR_PATTERN_NEED, rules->n_found++, 0, err);
}

/* A pack without the table has no expressions. */
int fr_rules_load_expressions(struct fr_rules *rules, const char *path, struct fr_error *err)
{
	static const char *const columns[] = {"says", "name", "weight", "needs", "expression", NULL};

	if (access(path, F_OK) != 0)
		return FR_OK;
	return each_row(rules, path, columns, expression_row, NULL, err);
}
