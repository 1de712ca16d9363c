#include "classify/rules.h"
#include <stdlib.h>
#include <string.h>
#include "core/json.h"

int fr_rules_category(const struct fr_rules *rules, const char *id)
{
	for (size_t i = 0; i < rules->n_categories; i++)
		if (strcmp(rules->categories[i].id, id) == 0)
			return (int)i;
	return -1;
}

int fr_rules_gate(const struct fr_rules *rules, const char *name, size_t len)
{
	for (size_t i = 0; i < rules->n_gates; i++)
		if (strncmp(rules->gates[i].name, name, len) == 0 && rules->gates[i].name[len] == '\0')
			return (int)i;
	return -1;
}

int fr_rules_set(const struct fr_rules *rules, const char *name)
{
	for (size_t i = 0; i < rules->n_sets; i++)
		if (strcmp(rules->sets[i], name) == 0)
			return (int)i;
	return -1;
}

/* What evidence calls a word of this owner: "terms:katta*", "gates:closed_news". Combinations name their sets. */
static const char *rule_name(struct fr_rules *rules, enum fr_pattern_kind kind, size_t owner, const char *word,
			     size_t len)
{
	struct fr_buf buf = {0};
	const char *name;

	if (kind == FR_PATTERN_GATE) {
		fr_buf_adds(&buf, "gate:");
		fr_buf_adds(&buf, rules->gates[owner].name);
	} else {
		fr_buf_adds(&buf, "term:");
		fr_buf_add(&buf, word, len);
	}
	name = fr_arena_dup(&rules->arena, buf.bytes, buf.len);
	fr_buf_free(&buf);
	return name;
}

/*
 * A stem may begin with a word that counts as another: both the word as it is written and the one that it counts as
 * are then stems. Texts are read through same.tsv, so a whole word needs only the latter.
 */
static bool add_pattern(struct fr_rules *rules, const char *word, size_t len, unsigned flags, uint32_t id)
{
	fr_fold(&rules->fold, word, len);
	if (rules->fold.n_words == 0)
		return false;
	fr_same_apply(rules->same, &rules->fold, &rules->view);
	if (!fr_matcher_add(rules->matcher, rules->view.folded.text, rules->view.folded.len, flags, id))
		return false;
	if ((flags & FR_MATCH_PREFIX) && (rules->fold.len != rules->view.folded.len ||
					  memcmp(rules->fold.text, rules->view.folded.text, rules->fold.len) != 0))
		fr_matcher_add(rules->matcher, word, len, flags, id);
	return true;
}

/* By sound: a text is read through same.tsv for these too. */
static bool add_sound(struct fr_rules *rules, const char *word, size_t len, enum fr_sounds_how how, uint32_t id)
{
	fr_fold(&rules->fold, word, len);
	fr_same_apply(rules->same, &rules->fold, &rules->view);
	return fr_sounds_add(rules->sounds, &rules->view.folded, how, id);
}

static int add_word(struct fr_rules *rules, struct fr_table *table, size_t column, const char *word, size_t full,
		    struct fr_error *err)
{
	uint32_t id = (uint32_t)rules->n_patterns;
	char quoted[FR_QUOTE_MAX];
	size_t marks = 0, len = full;
	bool open = len > 0 && word[len - 1] == '*', added;

	while (marks < len && marks < 2 && word[marks] == '~')
		marks++;
	len -= open;
	if (memchr(word, '*', len))
		return fr_table_fail(table, column, err, "%s: * may only stand at the end",
				     fr_quote(quoted, word, full));
	if (marks == 2 && open)
		return fr_table_fail(table, column, err, "%s: a stem goes on anyway: ~~ or *, not both",
				     fr_quote(quoted, word, full));
	if (marks) {
		enum fr_sounds_how how = marks == 2 ? FR_SOUNDS_STEM : open ? FR_SOUNDS_OPEN : FR_SOUNDS_WORD;

		if (!add_sound(rules, word + marks, len - marks, how, id))
			return fr_table_fail(table, column, err, "%s: its sound is too short to say anything",
					     fr_quote(quoted, word, full));
		return FR_OK;
	}
	added = add_pattern(rules, word, len, open ? FR_MATCH_PREFIX : 0, id);
	return added ? FR_OK
		     : fr_table_fail(table, column, err, "nothing to look for in %s", fr_quote(quoted, word, full));
}

int fr_rules_add_words(struct fr_rules *rules, struct fr_table *table, size_t column, enum fr_pattern_kind kind,
		       size_t owner, double weight, struct fr_error *err)
{
	const char *cell, *word;
	size_t pos = 0, len;
	int rc;

	rc = fr_table_required(table, column, &cell, err);
	while (rc == FR_OK && fr_cell_part(cell, ',', &pos, &word, &len)) {
		if (rules->n_patterns >= FR_PATTERNS_MAX)
			return fr_table_fail(table, column, err, "more than %d words in the pack", FR_PATTERNS_MAX);
		rc = add_word(rules, table, column, word, len, err);
		if (rc != FR_OK)
			break;
		rules->patterns =
			fr_grow(rules->patterns, rules->n_patterns, &rules->cap_patterns, sizeof(*rules->patterns));
		rules->patterns[rules->n_patterns++] = (struct fr_pattern){
			.rule = kind == FR_PATTERN_TERM || kind == FR_PATTERN_GATE
					? rule_name(rules, kind, owner, word, len)
					: NULL,
			.weight = (float)weight,
			.kind = (uint8_t)kind,
			.owner = (uint16_t)owner,
		};
	}
	return rc;
}

/* A table of the pack, given to its loader. */
static int load_file(struct fr_rules *rules, const char *name,
		     int (*load)(struct fr_rules *, const char *, struct fr_error *), struct fr_error *err)
{
	char *path = fr_pack_file(rules->pack, name);
	int rc = load(rules, path, err);

	free(path);
	return rc;
}

static int load_categories(struct fr_rules *rules, const char *path, struct fr_error *err)
{
	char *limits = fr_pack_file(rules->pack, "limits.tsv");
	int rc = fr_rules_load_categories(rules, path, limits, err);

	free(limits);
	return rc;
}

static int load_same(struct fr_rules *rules, const char *path, struct fr_error *err)
{
	return fr_same_load(path, &rules->same, err);
}

static int load_all(struct fr_rules *rules, const struct fr_strlist *extra, struct fr_error *err)
{
	static const struct {
		const char *name;
		int (*load)(struct fr_rules *, const char *, struct fr_error *);
	} tables[] = {
		{"same.tsv", load_same},
		{"gates.tsv", fr_rules_load_gates},
		{"categories.tsv", load_categories},
		{"terms.tsv", fr_rules_load_terms},
		{"stems.tsv", fr_rules_load_stems},
		{"combos.tsv", fr_rules_load_combos},
		{"laws.tsv", fr_rules_load_laws},
		{"handles.tsv", fr_rules_load_handles},
		{"expressions.tsv", fr_rules_load_expressions},
	};
	int rc = FR_OK;

	for (size_t i = 0; rc == FR_OK && i < sizeof(tables) / sizeof(*tables); i++)
		rc = load_file(rules, tables[i].name, tables[i].load, err);
	for (size_t i = 0; rc == FR_OK && extra && i < extra->n; i++)
		rc = fr_rules_load_terms(rules, extra->items[i], err);
	return rc;
}

int fr_rules_load(const char *folder, const struct fr_strlist *extra, struct fr_rules **ret, struct fr_error *err)
{
	struct fr_rules *rules = fr_xcalloc(1, sizeof(*rules));
	int rc;

	rules->matcher = fr_matcher_new();
	rules->sounds = fr_sounds_new();
	rules->expressions = fr_expressions_new();
	rc = fr_pack_open(folder, &rules->pack, err);
	if (rc == FR_OK)
		rc = load_all(rules, extra, err);
	if (rc != FR_OK) {
		fr_rules_free(rules);
		return rc;
	}
	fr_matcher_build(rules->matcher);
	fr_sounds_build(rules->sounds);
	fr_folded_free(&rules->fold);
	fr_same_view_free(&rules->view);
	*ret = rules;
	return FR_OK;
}

void fr_rules_free(struct fr_rules *rules)
{
	if (!rules)
		return;
	fr_folded_free(&rules->fold);
	fr_same_view_free(&rules->view);
	if (rules->pack)
		fr_pack_free(rules->pack);
	fr_same_free(rules->same);
	fr_matcher_free(rules->matcher);
	fr_sounds_free(rules->sounds);
	fr_expressions_free(rules->expressions);
	free(rules->found);
	free(rules->patterns);
	free(rules->combos);
	free(rules->laws);
	free(rules->handles);
	fr_arena_free(&rules->arena);
	free(rules);
}
