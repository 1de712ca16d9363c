#include "core/chain.h"

#include <stdbool.h>
#include <string.h>

static int begin_stage(struct fr_chain *chain, struct fr_error *err)
{
	if (chain->n && !chain->stages[chain->n - 1].n)
		return fr_fail(err, FR_FATAL, "a stage of the chain is empty");
	if (chain->n == FR_CHAIN_STAGES_MAX)
		return fr_fail(err, FR_FATAL, "more than %d stages", FR_CHAIN_STAGES_MAX);
	chain->n++;
	return FR_OK;
}

static void add_word(struct fr_chain *chain, const char *word)
{
	struct fr_strlist *stage = &chain->stages[chain->n - 1];

	if (!stage->n && strncmp(word, "fr-", 3) == 0)
		word += 3;
	fr_strlist_add(stage, word);
}

static int parse_words(int argc, char **argv, struct fr_chain *chain, struct fr_error *err)
{
	int rc = begin_stage(chain, err);

	for (int i = 0; rc == FR_OK && i < argc; i++) {
		if (strcmp(argv[i], "then") == 0)
			rc = begin_stage(chain, err);
		else
			add_word(chain, argv[i]);
	}
	return rc;
}

static int refuse(char c, struct fr_error *err)
{
	return fr_fail(err, FR_FATAL, "'%c' means nothing here: a chain is tools, words and quotes only (see fr(1))",
		       c);
}

/* The rest of a quoted part, behind its opening quote: *p moves behind the closing one. */
static int quoted_part(const char **p, char quote, struct fr_buf *word, struct fr_error *err)
{
	for (; **p && **p != quote; (*p)++) {
		if (quote == '"' && (**p == '$' || **p == '`'))
			return refuse(**p, err);
		if (quote == '"' && **p == '\\' && (*p)[1] && strchr("\"\\$", (*p)[1]))
			(*p)++;
		fr_buf_addc(word, **p);
	}
	if (!**p)
		return fr_fail(err, FR_FATAL, "a quote is not closed: %c", quote);
	(*p)++;
	return FR_OK;
}

/* One word; *p stands at its first character and moves behind its last. */
static int take_word(const char **p, struct fr_buf *word, struct fr_error *err)
{
	int rc = FR_OK;

	while (rc == FR_OK && **p && !strchr(" \t\n|", **p)) {
		char c = *(*p)++;

		if (c == '\'' || c == '"')
			rc = quoted_part(p, c, word, err);
		else if (c == '\\' && **p)
			fr_buf_addc(word, *(*p)++);
		else if (strchr("$`*?[~><;&(){}#!\\", c))
			rc = refuse(c, err);
		else
			fr_buf_addc(word, c);
	}
	return rc;
}

static int parse_string(const char *p, struct fr_chain *chain, struct fr_error *err)
{
	struct fr_buf word = {0};
	int rc = begin_stage(chain, err);

	while (rc == FR_OK) {
		p += strspn(p, " \t\n");
		if (!*p)
			break;
		if (*p == '|') {
			p++;
			rc = begin_stage(chain, err);
			continue;
		}
		fr_buf_clear(&word);
		rc = take_word(&p, &word, err);
		if (rc == FR_OK)
			add_word(chain, fr_buf_str(&word));
	}
	fr_buf_free(&word);
	return rc;
}

int fr_chain_parse(int argc, char **argv, struct fr_chain *ret, struct fr_error *err)
{
	bool string = argc == 1 && strpbrk(argv[0], " \t\n|");
	int rc;

	memset(ret, 0, sizeof *ret);
	rc = string ? parse_string(argv[0], ret, err) : parse_words(argc, argv, ret, err);
	if (rc == FR_OK && !ret->stages[ret->n - 1].n)
		rc = fr_fail(err, FR_FATAL,
			     ret->n > 1 ? "a stage of the chain is empty" : "no chain: name the tools to run");
	if (rc != FR_OK)
		fr_chain_free(ret);
	return rc;
}

void fr_chain_free(struct fr_chain *chain)
{
	for (size_t i = 0; i < chain->n; i++)
		fr_strlist_free(&chain->stages[i]);
	chain->n = 0;
}
