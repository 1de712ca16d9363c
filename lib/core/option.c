#include "core/option.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "core/time.h"

#define HELP_COLUMN 26

struct found {
	const struct fr_option *option;
	void *state;
};

static struct found find_letter(const struct fr_option_set *sets, size_t n, char letter)
{
	for (size_t i = 0; i < n; i++)
		for (const struct fr_option *o = sets[i].options; o && o->type != FR_OPTION_END; o++)
			if (o->letter == letter)
				return (struct found){o, sets[i].state};
	return (struct found){NULL, NULL};
}

static struct found find_name(const struct fr_option_set *sets, size_t n, const char *name, size_t len)
{
	for (size_t i = 0; i < n; i++)
		for (const struct fr_option *o = sets[i].options; o && o->type != FR_OPTION_END; o++)
			if (strlen(o->name) == len && memcmp(o->name, name, len) == 0)
				return (struct found){o, sets[i].state};
	return (struct found){NULL, NULL};
}

static int bad_value(const struct fr_option *o, const char *value, const char *wanted, struct fr_error *err)
{
	char quoted[FR_QUOTE_MAX];

	return fr_fail(err, FR_FATAL, "option --%s: %s is not %s", o->name, fr_quote(quoted, value, strlen(value)),
		       wanted);
}

/* Index of value among the words between the bars, or -1. */
static int choice_index(const char *choices, const char *value)
{
	size_t len = strlen(value);
	int index = 0;

	for (const char *p = choices;; index++) {
		size_t word = strcspn(p, "|");

		if (word == len && memcmp(p, value, len) == 0)
			return index;
		if (!p[word])
			return -1;
		p += word + 1;
	}
}

static int take_number(const struct fr_option *o, double *where, const char *value, struct fr_error *err)
{
	double min = strtod(o->choices, NULL), max = strtod(strstr(o->choices, "..") + 2, NULL), number;
	char *end, wanted[64];

	number = strtod(value, &end);
	if (end == value || *end || !isfinite(number) || number < min || number > max) {
		snprintf(wanted, sizeof wanted, "a number from %s", o->choices);
		return bad_value(o, value, wanted, err);
	}
	*where = number;
	return FR_OK;
}

static int take_count(const struct fr_option *o, uint64_t *where, const char *value, struct fr_error *err)
{
	unsigned long long number;
	char *end;

	errno = 0;
	number = strtoull(value, &end, 10);
	if (*value < '0' || *value > '9' || *end || errno)
		return bad_value(o, value, "a whole number", err);
	*where = number;
	return FR_OK;
}

static int take_time(const struct fr_option *o, int64_t *where, const char *value, struct fr_error *err)
{
	struct fr_civil civil;
	int32_t offset;
	bool zoned;

	if (!fr_time_parse_iso(value, strlen(value), &civil, &zoned, &offset))
		return bad_value(o, value, "a time such as 2024-05-06T08:00:00+05:30, or a date", err);
	*where = fr_civil_to_unix(&civil) - offset;
	return FR_OK;
}

static int take_value(struct found found, const char *value, struct fr_error *err)
{
	const struct fr_option *o = found.option;
	void *where = (char *)found.state + o->offset;
	char wanted[160];
	int index;

	switch (o->type) {
	case FR_OPTION_FLAG:
		*(bool *)where = true;
		return FR_OK;
	case FR_OPTION_STRING:
	case FR_OPTION_FILE:
		*(const char **)where = value;
		return FR_OK;
	case FR_OPTION_LIST:
		fr_strlist_add(where, value);
		return FR_OK;
	case FR_OPTION_CHOICE:
		index = choice_index(o->choices, value);
		if (index < 0) {
			snprintf(wanted, sizeof wanted, "one of %s", o->choices);
			return bad_value(o, value, wanted, err);
		}
		*(int *)where = index;
		return FR_OK;
	case FR_OPTION_TIME:
		return take_time(o, where, value, err);
	case FR_OPTION_NUMBER:
		return take_number(o, where, value, err);
	case FR_OPTION_COUNT:
		return take_count(o, where, value, err);
	case FR_OPTION_PAIR:
	case FR_OPTION_END:
		break;
	}
	abort();
}

/* A word "--name" or "--name=value"; *i moves on if the value is the next word. */
static int long_option(const struct fr_option_set *sets, size_t n, int argc, char **argv, int *i, struct fr_error *err)
{
	const char *name = argv[*i] + 2, *equals = strchr(name, '=');
	size_t len = equals ? (size_t)(equals - name) : strlen(name);
	struct found found = find_name(sets, n, name, len);
	void *where = (char *)found.state + (found.option ? found.option->offset : 0);
	char quoted[FR_QUOTE_MAX];

	if (!found.option)
		return fr_fail(err, FR_FATAL, "unknown option %s (see --help)", fr_quote(quoted, argv[*i], len + 2));
	if (found.option->type == FR_OPTION_PAIR && equals)
		return fr_fail(err, FR_FATAL, "option --%s needs two values: %s", found.option->name,
			       found.option->arg);
	if (found.option->type == FR_OPTION_FLAG && equals)
		return fr_fail(err, FR_FATAL, "option --%s takes no value", found.option->name);
	if (found.option->type == FR_OPTION_FLAG || equals)
		return take_value(found, equals ? equals + 1 : NULL, err);
	if (*i + 1 == argc)
		return fr_fail(err, FR_FATAL, "option --%s needs a value: %s", found.option->name, found.option->arg);
	if (found.option->type != FR_OPTION_PAIR)
		return take_value(found, argv[++*i], err);
	if (*i + 2 >= argc)
		return fr_fail(err, FR_FATAL, "option --%s needs two values: %s", found.option->name,
			       found.option->arg);
	((const char **)where)[0] = argv[++*i];
	((const char **)where)[1] = argv[++*i];
	return FR_OK;
}

/* A word "-abc", "-xVALUE" or "-x" with its value in the next word. */
static int short_options(const struct fr_option_set *sets, size_t n, int argc, char **argv, int *i,
			 struct fr_error *err)
{
	char quoted[FR_QUOTE_MAX];
	int rc = FR_OK;

	for (const char *p = argv[*i] + 1; rc == FR_OK && *p; p++) {
		struct found found = find_letter(sets, n, *p);

		if (!found.option)
			return fr_fail(err, FR_FATAL, "unknown option -%s (see --help)", fr_quote(quoted, p, 1));
		if (found.option->type == FR_OPTION_FLAG) {
			rc = take_value(found, NULL, err);
			continue;
		}
		if (p[1])
			return take_value(found, p + 1, err);
		if (*i + 1 == argc)
			return fr_fail(err, FR_FATAL, "option -%c needs a value: %s", *p, found.option->arg);
		return take_value(found, argv[++*i], err);
	}
	return rc;
}

int fr_options_parse(const struct fr_option_set *sets, size_t n_sets, int argc, char **argv,
		     struct fr_strlist *operands, struct fr_error *err)
{
	bool ended = false;
	int rc = FR_OK;

	for (size_t i = 0; i < n_sets; i++)
		for (const struct fr_option *o = sets[i].options; o && o->type != FR_OPTION_END; o++)
			if (o->type == FR_OPTION_TIME)
				*(int64_t *)(void *)((char *)sets[i].state + o->offset) = FR_TIME_NONE;
	for (int i = 1; rc == FR_OK && i < argc; i++) {
		const char *word = argv[i];

		if (ended || word[0] != '-' || !word[1])
			fr_strlist_add(operands, word);
		else if (word[1] != '-')
			rc = short_options(sets, n_sets, argc, argv, &i, err);
		else if (!word[2])
			ended = true;
		else
			rc = long_option(sets, n_sets, argc, argv, &i, err);
	}
	return rc;
}

void fr_options_help(const struct fr_option *options, struct fr_buf *out)
{
	for (const struct fr_option *o = options; o && o->type != FR_OPTION_END; o++) {
		size_t start = out->len, width;

		if (o->letter)
			fr_buf_addf(out, "  -%c, --%s", o->letter, o->name);
		else
			fr_buf_addf(out, "      --%s", o->name);
		if (o->arg)
			fr_buf_addf(out, " %s", o->arg);
		width = out->len - start;
		if (width > HELP_COLUMN - 2) {
			fr_buf_addc(out, '\n');
			width = 0;
		}
		for (; width < HELP_COLUMN; width++)
			fr_buf_addc(out, ' ');
		fr_buf_adds(out, o->help);
		if (o->type == FR_OPTION_CHOICE)
			fr_buf_addf(out, ": %s", o->choices);
		fr_buf_addc(out, '\n');
	}
}
