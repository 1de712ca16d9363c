/*
 * option.h: one table of options a tool, for the parser, --help, completions and the test against the man page.
 *
 * POSIX and GNU customs: -x, -xVALUE, -x VALUE, clustered flags, --name, --name=VALUE, --name VALUE, unambiguous
 * prefixes are not accepted (scripts outlive option tables), -- ends options, options and operands may be mixed.
 */
#ifndef FR_CORE_OPTION_H
#define FR_CORE_OPTION_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "core/error.h"
#include "core/mem.h"

enum fr_option_type {
	FR_OPTION_END,
	FR_OPTION_FLAG,   /* bool, set to true */
	FR_OPTION_STRING, /* const char *, borrowed from the command line */
	FR_OPTION_FILE,   /* const char *, completed as a file name */
	FR_OPTION_LIST,   /* struct fr_strlist of borrowed copies; may be repeated; a file each */
	FR_OPTION_CHOICE, /* int, index into choices ("a|b|c") */
	FR_OPTION_TIME,   /* int64_t, seconds since 1970 UTC, from RFC 3339 or a date; FR_TIME_NONE before parsing */
	FR_OPTION_NUMBER, /* double, within min..max of the text "MIN..MAX" in choices */
	FR_OPTION_COUNT,  /* uint64_t */
	FR_OPTION_PAIR    /* const char *[2], borrowed: --name FIRST SECOND; it has no letter */
};

struct fr_option {
	enum fr_option_type type;
	char letter;         /* 0: none */
	const char *name;    /* long name, without -- */
	size_t offset;       /* of the member of the tool's state that takes the value */
	const char *arg;     /* name of the value in help and man page; NULL for flags */
	const char *choices; /* CHOICE: "text|csv"; NUMBER: "0..1" */
	const char *help;    /* one line, lower case, no full stop */
};

#define FR_OPT_FLAG(c, n, s, m, h)                                                                                     \
	{                                                                                                              \
		FR_OPTION_FLAG, c, n, offsetof(s, m), NULL, NULL, h                                                    \
	}
#define FR_OPT_STRING(c, n, s, m, a, h)                                                                                \
	{                                                                                                              \
		FR_OPTION_STRING, c, n, offsetof(s, m), a, NULL, h                                                     \
	}
#define FR_OPT_FILE(c, n, s, m, a, h)                                                                                  \
	{                                                                                                              \
		FR_OPTION_FILE, c, n, offsetof(s, m), a, NULL, h                                                       \
	}
#define FR_OPT_LIST(c, n, s, m, a, h)                                                                                  \
	{                                                                                                              \
		FR_OPTION_LIST, c, n, offsetof(s, m), a, NULL, h                                                       \
	}
#define FR_OPT_CHOICE(c, n, s, m, a, ch, h)                                                                            \
	{                                                                                                              \
		FR_OPTION_CHOICE, c, n, offsetof(s, m), a, ch, h                                                       \
	}
#define FR_OPT_TIME(c, n, s, m, a, h)                                                                                  \
	{                                                                                                              \
		FR_OPTION_TIME, c, n, offsetof(s, m), a, NULL, h                                                       \
	}
#define FR_OPT_NUMBER(c, n, s, m, a, r, h)                                                                             \
	{                                                                                                              \
		FR_OPTION_NUMBER, c, n, offsetof(s, m), a, r, h                                                        \
	}
#define FR_OPT_COUNT(c, n, s, m, a, h)                                                                                 \
	{                                                                                                              \
		FR_OPTION_COUNT, c, n, offsetof(s, m), a, NULL, h                                                      \
	}
#define FR_OPT_PAIR(n, s, m, a, h)                                                                                     \
	{                                                                                                              \
		FR_OPTION_PAIR, 0, n, offsetof(s, m), a, NULL, h                                                       \
	}
#define FR_OPT_END                                                                                                     \
	{                                                                                                              \
		FR_OPTION_END, 0, NULL, 0, NULL, NULL, NULL                                                            \
	}

/* A table and the struct that its offsets are into. */
struct fr_option_set {
	const struct fr_option *options;
	void *state;
};

/*
 * Parse argv[1..argc) against n_sets tables. Operands are appended to operands. FR_FATAL: unknown option, missing or
 * bad value; err says which. TIME members are set to FR_TIME_NONE (time.h) before parsing, others left as they are.
 */
int fr_options_parse(const struct fr_option_set *sets, size_t n_sets, int argc, char **argv,
		     struct fr_strlist *operands, struct fr_error *err);

/* Append the lines of a table, as --help shows them. */
void fr_options_help(const struct fr_option *options, struct fr_buf *out);
#endif
