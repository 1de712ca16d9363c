/*
 * chain.h: the chain of tools that fr run is given, taken apart.
 *
 * Two forms. As words: "ingest a.zip then classify then route". As one quoted string: "ingest a.zip | classify |
 * route". In the string, words stand between blanks; '...' and "..." quote, a backslash quotes the next character (in
 * double quotes: only " and \ and $). It is no shell: what a shell would expand or do ($ ` * ? [ ~ > < ; & ( ) { } # !)
 * is refused by name where it stands unquoted, so that nobody relies on it. A leading "fr-" of a tool's name is taken
 * off.
 */
#ifndef FR_CORE_CHAIN_H
#define FR_CORE_CHAIN_H
#include "core/error.h"
#include "core/mem.h"

#define FR_CHAIN_STAGES_MAX 64

struct fr_chain {
	struct fr_strlist stages[FR_CHAIN_STAGES_MAX]; /* words of each stage; the first is the tool's name */
	size_t n;
};

/* One word that holds a blank or a bar is the string form. FR_FATAL: empty stage, too many, refused character, open
 * quote. */
int fr_chain_parse(int argc, char **argv, struct fr_chain *ret, struct fr_error *err);
void fr_chain_free(struct fr_chain *chain);
#endif
