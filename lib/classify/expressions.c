#include "classify/expressions.h"
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdlib.h>
#include <string.h>
#include "core/mem.h"

struct fr_expressions {
	pcre2_code **codes;
	size_t n, cap;
	pcre2_match_context *context;
	pcre2_match_data *data;
	uint64_t given_up;
	size_t first_given_up;
};

struct fr_expressions *fr_expressions_new(void)
{
	struct fr_expressions *e = fr_xcalloc(1, sizeof(*e));

	e->context = pcre2_match_context_create(NULL);
	e->data = pcre2_match_data_create(1, NULL);
	if (!e->context || !e->data)
		fr_out_of_memory();
	pcre2_set_match_limit(e->context, FR_EXPRESSION_STEPS);
	pcre2_set_depth_limit(e->context, FR_EXPRESSION_DEPTH);
	pcre2_set_heap_limit(e->context, FR_EXPRESSION_HEAP);
	return e;
}

void fr_expressions_free(struct fr_expressions *e)
{
	if (!e)
		return;
	for (size_t i = 0; i < e->n; i++)
		pcre2_code_free(e->codes[i]);
	free(e->codes);
	pcre2_match_context_free(e->context);
	pcre2_match_data_free(e->data);
	free(e);
}

/* Is there a \b or \B outside a character class's own meaning? An escaped backslash is none. */
static bool has_border(const char *s)
{
	for (; *s; s++) {
		if (*s != '\\' || !s[1])
			continue;
		s++;
		if (*s == 'b' || *s == 'B')
			return true;
	}
	return false;
}

int fr_expressions_add(struct fr_expressions *e, const char *expression, struct fr_error *err)
{
	PCRE2_UCHAR why[128];
	PCRE2_SIZE at;
	pcre2_code *code;
	uint32_t shortest = 0;
	int number;

	if (has_border(expression))
		return fr_fail(err, FR_FATAL,
			       "\\b breaks on the vowel signs of Devanagari: words of folded text have a blank on "
			       "either side, write that");
	code = pcre2_compile((PCRE2_SPTR)expression, PCRE2_ZERO_TERMINATED,
			     PCRE2_UTF | PCRE2_NEVER_BACKSLASH_C | PCRE2_NO_AUTO_CAPTURE, &number, &at, NULL);
	if (!code) {
		pcre2_get_error_message(number, why, sizeof(why));
		return fr_fail(err, FR_FATAL, "byte %zu of the expression: %s", (size_t)at, (char *)why);
	}
	pcre2_pattern_info(code, PCRE2_INFO_MINLENGTH, &shortest);
	if (shortest == 0) {
		pcre2_code_free(code);
		return fr_fail(err, FR_FATAL, "the expression also fits nothing at all");
	}
	/* Where there is no compiler for this machine, the interpreter does the same, more slowly. */
	pcre2_jit_compile(code, PCRE2_JIT_COMPLETE);
	e->codes = fr_grow(e->codes, e->n, &e->cap, sizeof(*e->codes));
	e->codes[e->n++] = code;
	return FR_OK;
}

bool fr_expressions_match(struct fr_expressions *e, size_t index, const char *text, size_t len, size_t *ret_start,
			  size_t *ret_end)
{
	int rc = pcre2_match(e->codes[index], (PCRE2_SPTR)text, len, 0, PCRE2_NO_UTF_CHECK, e->data, e->context);
	const PCRE2_SIZE *at;

	if (rc < 0) {
		if (rc != PCRE2_ERROR_NOMATCH && e->given_up++ == 0)
			e->first_given_up = index;
		return false;
	}
	at = pcre2_get_ovector_pointer(e->data);
	*ret_start = at[0];
	*ret_end = at[1];
	return at[1] > at[0];
}

uint64_t fr_expressions_given_up(const struct fr_expressions *e, size_t *ret_first)
{
	*ret_first = e->first_given_up;
	return e->given_up;
}
