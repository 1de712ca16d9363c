/*
 * expressions.h: regular expressions of the pack, for what phrases cannot say.
 *
 * An expression is matched against folded text: words in lower case with one blank between them and one at either end,
 * digits 0-9, no punctuation. A word's border is therefore a blank, and \b, which breaks on the vowel signs of
 * Devanagari, is refused. Which words a text must hold before an expression is tried is the caller's (rules.h).
 *
 * Owns: the compiled expressions (PCRE2, UTF, compiled for the machine where that is possible) and the memory of a
 * match. Limits: FR_EXPRESSIONS_MAX; a match is given up after FR_EXPRESSION_STEPS steps, FR_EXPRESSION_DEPTH levels
 * of backtracking or FR_EXPRESSION_HEAP KiB; that is counted, and the text counts as not matching.
 * Private to lib/classify.
 */
#ifndef FR_CLASSIFY_EXPRESSIONS_H
#define FR_CLASSIFY_EXPRESSIONS_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "core/error.h"

#define FR_EXPRESSIONS_MAX  4096
#define FR_EXPRESSION_STEPS 20000
#define FR_EXPRESSION_DEPTH 1000
#define FR_EXPRESSION_HEAP  1024

struct fr_expressions;

struct fr_expressions *fr_expressions_new(void);
void fr_expressions_free(struct fr_expressions *e); /* NULL is fine */

/* Add one; their indexes count from 0. FR_FATAL: it does not compile, it matches nothing at all, or it uses \b. */
int fr_expressions_add(struct fr_expressions *e, const char *expression, struct fr_error *err);

/* First match in text[0..len), which is folded text. False: none, or given up. */
bool fr_expressions_match(struct fr_expressions *e, size_t index, const char *text, size_t len, size_t *ret_start,
			  size_t *ret_end);

/* Matches given up so far, and the expression of the first of them (NULL: none). */
uint64_t fr_expressions_given_up(const struct fr_expressions *e, size_t *ret_first);
#endif
