/*
 * rules.h: the pack's tables as the classifier uses them.
 *
 * Owns: categories (categories.tsv, limits.tsv), terms (terms.tsv and further files of that form), stem sets and their
 * combinations (stems.tsv, combos.tsv), context gates (gates.tsv), sections of law (laws.tsv), own accounts
 * (handles.tsv), words that count as one another (same.tsv), and one automaton over all of their words.
 * Knows: the columns of fr-pack(5). Weights are log-odds, times in minutes.
 * Limits: FR_CATEGORIES_MAX, FR_GATES_MAX, FR_SETS_MAX, FR_COMBOS_MAX, FR_PATTERNS_MAX; a pack beyond them is refused.
 * Private to lib/classify.
 */
#ifndef FR_CLASSIFY_RULES_H
#define FR_CLASSIFY_RULES_H
#include <stdbool.h>
#include <stdint.h>
#include "classify/expressions.h"
#include "classify/same.h"
#include "classify/sounds.h"
#include "core/mem.h"
#include "pack/pack.h"
#include "pack/table.h"
#include "text/match.h"

#define FR_CATEGORIES_MAX 64
#define FR_GATES_MAX      250
#define FR_SETS_MAX       250
#define FR_COMBOS_MAX     4096
#define FR_PATTERNS_MAX   1000000
#define FR_WEIGHT_MAX     20.0

#define FR_CATEGORY_NONE "not_actionable" /* must be among a pack's categories */

enum { FR_P1 = 1, FR_P2, FR_P3, FR_P4 };

struct fr_category {
	const char *id;
	const char *no_case;         /* reason code where no case is opened, NULL where one is */
	int priority;                /* FR_P1 .. FR_P4 */
	int64_t respond;             /* minutes */
	uint8_t raise[FR_GATES_MAX]; /* band that this gate raises the category to; 0: it does not */
};

enum fr_gate_effect {
	FR_GATE_NO,
	FR_GATE_LOWER,
	FR_GATE_RAISE,
	FR_GATE_REQUEST,
	FR_GATE_HOME,
	FR_GATE_NOT_THANKS,
	FR_GATE_MARK,
	FR_GATE_LAW,
	FR_GATE_NOT_BEFORE, /* what stands before it is denied; the weight is how many words far */
	FR_GATE_NOT_BEHIND
};

/* A set of gates. */
struct fr_gate_set {
	uint64_t bits[(FR_GATES_MAX + 63) / 64];
};

static inline void fr_gate_set_add(struct fr_gate_set *set, size_t gate)
{
	set->bits[gate / 64] |= UINT64_C(1) << (gate % 64);
}

static inline bool fr_gate_set_has(const struct fr_gate_set *set, size_t gate)
{
	return set->bits[gate / 64] >> (gate % 64) & 1;
}

struct fr_gate {
	const char *name;
	enum fr_gate_effect effect;
	bool other_state; /* taken back where a place of this state is named */
	bool own_post;    /* taken back in what is written to us */
};

enum fr_pattern_kind {
	FR_PATTERN_TERM,
	FR_PATTERN_MASK,
	FR_PATTERN_STEM,
	FR_PATTERN_GATE,
	FR_PATTERN_NEED /* of an expression: it is tried if this stands in the text */
};

/* One way to write something; its index is its id in the automaton. */
struct fr_pattern {
	const char *rule; /* as evidence names it */
	float weight;
	uint8_t kind;
	uint16_t owner; /* category, set, gate or expression */
};

struct fr_combo {
	const char *rule;
	float weight;
	uint8_t category, a, b;
	uint8_t window; /* words */
};

enum fr_law_period { FR_LAW_OLD, FR_LAW_NEW, FR_LAW_BOTH };

struct fr_law {
	uint8_t category;
	enum fr_law_period period;
	bool always;
	struct fr_gate_set when; /* else one of these gates must be there */
	const char *json;        /* the section as it is written */
};

struct fr_handle {
	const char *platform, *handle; /* lower case */
};

struct fr_rules {
	struct fr_arena arena; /* all strings */
	struct fr_pack *pack;
	struct fr_same *same;
	struct fr_matcher *matcher;
	struct fr_sounds *sounds;           /* words that are compared by sound */
	struct fr_expressions *expressions; /* their ids: indexes into found */
	struct fr_category categories[FR_CATEGORIES_MAX];
	struct fr_gate gates[FR_GATES_MAX];
	const char *sets[FR_SETS_MAX];
	struct fr_pattern *patterns;
	struct fr_combo *combos;
	struct fr_law *laws;      /* by category */
	struct fr_pattern *found; /* by expression: what it says if it is found */
	struct fr_handle *handles;
	size_t n_categories, n_gates, n_sets, n_patterns, n_combos, n_laws, n_handles, n_found;
	size_t cap_found, cap_patterns, cap_combos, cap_laws, cap_handles;
	bool any_denial;               /* a gate that denies is there */
	size_t none;                   /* index of FR_CATEGORY_NONE */
	int64_t respond_at[FR_P4 + 1]; /* minutes to the directive in each band */
	/* while loading */
	struct fr_folded fold;
	struct fr_same_view view;
};

/*
 * Load a pack's tables, and the terms tables named in extra (may be NULL). FR_FATAL with file, line and reason if
 * anything is missing or wrong.
 */
int fr_rules_load(const char *folder, const struct fr_strlist *extra, struct fr_rules **ret, struct fr_error *err);
void fr_rules_free(struct fr_rules *rules); /* NULL is fine */

/* Index of a category, gate or stem set; -1 if there is none of that name. */
int fr_rules_category(const struct fr_rules *rules, const char *id);
int fr_rules_gate(const struct fr_rules *rules, const char *name, size_t len);
int fr_rules_set(const struct fr_rules *rules, const char *name);

/* Tables, one function each. The order matters: names are resolved as they are read. */
int fr_rules_load_gates(struct fr_rules *rules, const char *path, struct fr_error *err);
int fr_rules_load_categories(struct fr_rules *rules, const char *path, const char *limits, struct fr_error *err);
int fr_rules_load_terms(struct fr_rules *rules, const char *path, struct fr_error *err);
int fr_rules_load_stems(struct fr_rules *rules, const char *path, struct fr_error *err);
int fr_rules_load_combos(struct fr_rules *rules, const char *path, struct fr_error *err);
int fr_rules_load_laws(struct fr_rules *rules, const char *path, struct fr_error *err);
int fr_rules_load_handles(struct fr_rules *rules, const char *path, struct fr_error *err);
int fr_rules_load_expressions(struct fr_rules *rules, const char *path, struct fr_error *err);

/*
 * Add the words of a cell, between commas, as patterns of owner. A * at the end: it may go on; ~ before it: compared by
 * sound; ~~: by the sound of its stem. FR_FATAL: nothing in the cell, nothing left of a word after folding, or too
 * little of its sound.
 */
int fr_rules_add_words(struct fr_rules *rules, struct fr_table *table, size_t column, enum fr_pattern_kind kind,
		       size_t owner, double weight, struct fr_error *err);
#endif
