#include "route/cues.h"

#include <stdlib.h>
#include <string.h>
#include "pack/table.h"

/* In the order of enum fr_cue_bit. */
static const char *const cue_names[FR_CUES] = {
	"station",      "district",  "block",     "subdivision", "village",       "town",   "rail_station",
	"in",           "in_before", "at",        "near",        "near_before",   "from",   "from_before",
	"to",           "to_before", "motion",    "of",          "skip",          "police", "officer",
	"seat",         "hospital",  "treatment", "native",      "native_before", "folk",   "person_before",
	"person_after", "and",       "train",     "rail",        "rail_near",     "home",   "money",
	"work",         "route",     "road"};

const char *fr_cue_name(size_t cue)
{
	return cue_names[cue];
}

static uint64_t cue_of(const char *kind)
{
	for (size_t i = 0; i < FR_CUES; i++)
		if (strcmp(cue_names[i], kind) == 0)
			return UINT64_C(1) << i;
	return 0;
}

uint8_t fr_bare_find(const struct fr_bare_kinds *kinds, const char *name, size_t len)
{
	for (size_t i = 1; i < kinds->n; i++)
		if (strlen(kinds->names[i]) == len && memcmp(kinds->names[i], name, len) == 0)
			return (uint8_t)i;
	return 0;
}

void fr_bare_free(struct fr_bare_kinds *kinds)
{
	for (size_t i = 1; i < kinds->n; i++)
		free(kinds->names[i]);
	kinds->n = 0;
}

static uint8_t bare_add(struct fr_bare_kinds *bare, const char *name)
{
	uint8_t found = fr_bare_find(bare, name, strlen(name));

	if (!bare->n)
		bare->n = 1;
	if (found || bare->n == FR_BARE_MAX)
		return found;
	bare->names[bare->n] = fr_xstrdup(name);
	return (uint8_t)bare->n++;
}

enum { KIND, WORDS };

static int load_endings(const char *words, struct fr_lexicon *lex, struct fr_strlist *endings)
{
	const char *word;
	size_t pos = 0, len;

	while (fr_cell_part(words, ';', &pos, &word, &len)) {
		fr_fold(&lex->folded, word, len);
		if (lex->folded.n_words == 1) {
			lex->folded.text[lex->folded.len - 1] = '\0';
			fr_strlist_add(endings, lex->folded.text + 1);
		}
	}
	return FR_OK;
}

static int load_row(const struct fr_table *table, struct fr_lexicon *lex, struct fr_bare_kinds *bare,
		    struct fr_strlist *endings, struct fr_error *err)
{
	const char *kind = fr_table_cell(table, KIND), *words, *word;
	uint64_t cue = cue_of(kind);
	uint8_t number = 0;
	size_t pos = 0, len;
	int rc = fr_table_required(table, WORDS, &words, err);

	if (rc != FR_OK)
		return rc;
	if (strcmp(kind, "ending") == 0)
		return load_endings(words, lex, endings);
	if (!cue && strncmp(kind, "bare:", 5) == 0 && kind[5])
		number = bare_add(bare, kind + 5);
	if (!cue && !number)
		return fr_table_fail(table, KIND, err, "'%s' is no kind of cue", kind);
	while (fr_cell_part(words, ';', &pos, &word, &len)) {
		uint32_t node = fr_lexicon_phrase(lex, word, len);

		if (!node)
			return fr_table_fail(table, WORDS, err, "'%.*s' has no word in it, or too many", (int)len,
					     word);
		lex->nodes[node].cues |= cue;
		if (number)
			lex->nodes[node].bare = number;
	}
	return FR_OK;
}

int fr_cues_load(const char *path, struct fr_lexicon *lex, struct fr_bare_kinds *bare, struct fr_strlist *endings,
		 struct fr_error *err)
{
	static const char *const columns[] = {"kind", "words", NULL};
	struct fr_table *table;
	int rc = fr_table_open(path, columns, &table, err);

	if (rc != FR_OK)
		return rc;
	while ((rc = fr_table_next(table, err)) == FR_OK) {
		rc = load_row(table, lex, bare, endings, err);
		if (rc != FR_OK)
			break;
	}
	fr_table_free(table);
	return rc == FR_STOP ? FR_OK : rc;
}
