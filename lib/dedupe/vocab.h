/*
 * vocab.h: the words of the desk's daily matters, and which of them mean the same in another language.
 *
 * Each line of the list is one concept (theft, truck, night, injured) with its words in Hindi, romanised Hindi and
 * English, where people mix them. Such a word is no name, and a text that exchanges one for another may still be a
 * copy; two posts that share several may be of one incident though no word is written alike.
 *
 * Owns the list; folded and coded when it is loaded, by the functions that read posts. Read-only once loaded. Source:
 * compiled for this project from ordinary usage.
 */
#ifndef FR_DEDUPE_VOCAB_H
#define FR_DEDUPE_VOCAB_H
#include <stdbool.h>
#include <stdint.h>

struct fr_vocab;

struct fr_vocab *fr_vocab_new(void);
void fr_vocab_free(struct fr_vocab *vocab);

/* Is the word of this code (fr_code_word) in the list? *ret_concept is then the code of its concept. */
bool fr_vocab_find(const struct fr_vocab *vocab, uint32_t code, uint32_t *ret_concept);
#endif
