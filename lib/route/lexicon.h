/*
 * lexicon.h: phrases of one or more folded words, found word by word, and what each stands for.
 *
 * A tree of words kept in one hash table: the key of a node is its parent and its word. So a text is read with one
 * look-up a word where no phrase begins, and the longest phrase is found by going on as long as there is a node. What
 * a phrase stands for (places, cues, a guard) is kept in its node by the rooms that own those tables.
 * Besides, a table of phonetic keys (phonetic.h) that lead to places.
 * Memory: about 64 bytes a node. Read-only once filled.
 */
#ifndef FR_ROUTE_LEXICON_H
#define FR_ROUTE_LEXICON_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "core/mem.h"
#include "route/phonetic.h"
#include "text/fold.h"

#define FR_LEXICON_WORDS_MAX 8 /* words of a phrase */

struct fr_lex_node {
	const char *word; /* in the lexicon's arena */
	uint64_t cues;    /* FR_CUE bits (cues.h) */
	uint32_t word_len;
	uint32_t parent;
	uint32_t refs;  /* first of the list of places, 0: none (gazetteer.h) */
	uint16_t guard; /* index of a guard, 0: none (guards.h) */
	uint8_t bare;   /* a word of station names that means nothing alone: its kind, 0: none */
	bool not_place; /* a common word: the phonetic door is shut to it */
};

/* A spelling in the phonetic door. */
struct fr_lex_sound {
	struct fr_sounds sounds;
	uint32_t refs;
	uint32_t next; /* another of the same key, 0: none */
};

struct fr_lex_key {
	char *key; /* NULL: free slot */
	uint32_t len;
	uint32_t first; /* index of a sound */
};

struct fr_lexicon {
	struct fr_lex_node *nodes; /* node 0 is no node, 1 is the root */
	size_t n_nodes, cap_nodes;
	uint32_t *slots; /* hash table of nodes */
	size_t n_slots;
	struct fr_lex_key *keys; /* hash table of phonetic keys */
	size_t n_keys, n_key_slots;
	struct fr_lex_sound *sounds; /* from 1 */
	size_t n_sounds, cap_sounds;
	struct fr_arena words;
	struct fr_folded folded; /* of the phrase that is being added */
};

#define FR_LEX_ROOT 1u

void fr_lexicon_init(struct fr_lexicon *lex);
void fr_lexicon_free(struct fr_lexicon *lex);

/*
 * Fold a phrase and find or make its node. Returns the node's index, or 0 if nothing is left of the phrase or it has
 * more than FR_LEXICON_WORDS_MAX words. Pointers to nodes are valid until the next call.
 */
uint32_t fr_lexicon_phrase(struct fr_lexicon *lex, const char *phrase, size_t len);

/* The child of a node by a folded word, 0: none. */
uint32_t fr_lexicon_step(const struct fr_lexicon *lex, uint32_t parent, const char *word, size_t len);

/* The sound of a spelling, made if it isn't there; NULL if it says too little. Valid until the next call. */
struct fr_lex_sound *fr_lexicon_sound(struct fr_lexicon *lex, const char *word, size_t len);

/* The places of the first spelling that a word meets by its sound, 0: none. */
uint32_t fr_lexicon_heard(const struct fr_lexicon *lex, const char *word, size_t len);

/* A hash of short words and ids with many different ends. */
uint64_t fr_lexicon_hash(uint64_t seed, const char *s, size_t len);

/* Bytes that it takes: for benchmarks. */
size_t fr_lexicon_memory(const struct fr_lexicon *lex);
#endif
