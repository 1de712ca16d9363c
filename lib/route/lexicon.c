#include "route/lexicon.h"

#include <stdlib.h>
#include <string.h>

/* Short words with many different ends: mixed eight bytes at a time (after wyhash's folded multiply). */
static uint64_t mix(uint64_t a, uint64_t b)
{
	unsigned __int128 product = (unsigned __int128)a * b;

	return (uint64_t)product ^ (uint64_t)(product >> 64);
}

uint64_t fr_lexicon_hash(uint64_t seed, const char *s, size_t len)
{
	uint64_t h = seed ^ 0x9E3779B97F4A7C15u ^ len;

	while (len) {
		uint64_t part = 0;
		size_t n = len < 8 ? len : 8;

		memcpy(&part, s, n);
		h = mix(h ^ part, 0xA0761D6478BD642Fu);
		s += n;
		len -= n;
	}
	return h;
}

void fr_lexicon_init(struct fr_lexicon *lex)
{
	*lex = (struct fr_lexicon){.n_slots = 1u << 12, .n_key_slots = 1u << 12};
	lex->slots = fr_xcalloc(lex->n_slots, sizeof *lex->slots);
	lex->keys = fr_xcalloc(lex->n_key_slots, sizeof *lex->keys);
	lex->cap_nodes = 1024;
	lex->nodes = fr_xcalloc(lex->cap_nodes, sizeof *lex->nodes);
	lex->n_nodes = FR_LEX_ROOT + 1;
	lex->sounds = fr_grow(NULL, 0, &lex->cap_sounds, sizeof *lex->sounds);
	lex->n_sounds = 1;
}

void fr_lexicon_free(struct fr_lexicon *lex)
{
	free(lex->nodes);
	free(lex->slots);
	free(lex->keys);
	free(lex->sounds);
	fr_arena_free(&lex->words);
	fr_folded_free(&lex->folded);
	*lex = (struct fr_lexicon){0};
}

/* The slot where the node of this word under this parent is, or would be. */
static size_t find_slot(const struct fr_lexicon *lex, uint32_t parent, const char *word, size_t len)
{
	size_t mask = lex->n_slots - 1, at = fr_lexicon_hash(parent, word, len) & mask;

	for (; lex->slots[at]; at = (at + 1) & mask) {
		const struct fr_lex_node *node = &lex->nodes[lex->slots[at]];
		if (node->parent == parent && node->word_len == len && memcmp(node->word, word, len) == 0)
			break;
	}
	return at;
}

uint32_t fr_lexicon_step(const struct fr_lexicon *lex, uint32_t parent, const char *word, size_t len)
{
	return lex->slots[find_slot(lex, parent, word, len)];
}

static void grow_slots(struct fr_lexicon *lex)
{
	free(lex->slots);
	lex->n_slots *= 2;
	lex->slots = fr_xcalloc(lex->n_slots, sizeof *lex->slots);
	for (size_t i = FR_LEX_ROOT + 1; i < lex->n_nodes; i++) {
		const struct fr_lex_node *node = &lex->nodes[i];
		lex->slots[find_slot(lex, node->parent, node->word, node->word_len)] = (uint32_t)i;
	}
}

static uint32_t add_child(struct fr_lexicon *lex, uint32_t parent, const char *word, size_t len)
{
	size_t slot = find_slot(lex, parent, word, len);
	struct fr_lex_node *node;

	if (lex->slots[slot])
		return lex->slots[slot];
	lex->nodes = fr_grow(lex->nodes, lex->n_nodes, &lex->cap_nodes, sizeof *lex->nodes);
	node = &lex->nodes[lex->n_nodes];
	*node = (struct fr_lex_node){.word = fr_arena_dup(&lex->words, word, len), .parent = parent};
	node->word_len = (uint32_t)len;
	lex->slots[slot] = (uint32_t)lex->n_nodes++;
	if (lex->n_nodes * 2 > lex->n_slots)
		grow_slots(lex);
	return (uint32_t)lex->n_nodes - 1;
}

uint32_t fr_lexicon_phrase(struct fr_lexicon *lex, const char *phrase, size_t len)
{
	const struct fr_folded *f = &lex->folded;
	uint32_t node = FR_LEX_ROOT;

	fr_fold(&lex->folded, phrase, len);
	if (!f->n_words || f->n_words > FR_LEXICON_WORDS_MAX)
		return 0;
	for (size_t i = 0; i < f->n_words; i++)
		node = add_child(lex, node, f->text + f->words[i].fold_off, f->words[i].fold_len);
	return node;
}

static size_t find_key(const struct fr_lexicon *lex, const char *key, size_t len)
{
	size_t mask = lex->n_key_slots - 1, at = fr_lexicon_hash(0, key, len) & mask;

	for (; lex->keys[at].key; at = (at + 1) & mask)
		if (lex->keys[at].len == len && memcmp(lex->keys[at].key, key, len) == 0)
			break;
	return at;
}

static void grow_keys(struct fr_lexicon *lex)
{
	struct fr_lex_key *old = lex->keys;
	size_t n_old = lex->n_key_slots;

	lex->n_key_slots *= 2;
	lex->keys = fr_xcalloc(lex->n_key_slots, sizeof *lex->keys);
	for (size_t i = 0; i < n_old; i++)
		if (old[i].key)
			lex->keys[find_key(lex, old[i].key, old[i].len)] = old[i];
	free(old);
}

struct fr_lex_sound *fr_lexicon_sound(struct fr_lexicon *lex, const char *word, size_t len)
{
	struct fr_sounds sounds;
	char key[FR_SOUNDS_MAX];
	size_t n = fr_sounds_read(word, len, &sounds) ? fr_sounds_key(&sounds, key) : 0, at;
	uint32_t *link;

	if (!n)
		return NULL;
	if ((lex->n_keys + 1) * 2 > lex->n_key_slots)
		grow_keys(lex);
	at = find_key(lex, key, n);
	if (!lex->keys[at].key) {
		lex->keys[at] = (struct fr_lex_key){.key = fr_arena_dup(&lex->words, key, n), .len = (uint32_t)n};
		lex->n_keys++;
	}
	lex->sounds = fr_grow(lex->sounds, lex->n_sounds, &lex->cap_sounds, sizeof *lex->sounds);
	for (link = &lex->keys[at].first; *link; link = &lex->sounds[*link].next) {
		const struct fr_sounds *there = &lex->sounds[*link].sounds;
		if (there->len == sounds.len && there->long_a == sounds.long_a &&
		    memcmp(there->text, sounds.text, sounds.len) == 0)
			return &lex->sounds[*link];
	}
	*link = (uint32_t)lex->n_sounds;
	lex->sounds[lex->n_sounds] = (struct fr_lex_sound){.sounds = sounds};
	return &lex->sounds[lex->n_sounds++];
}

uint32_t fr_lexicon_heard(const struct fr_lexicon *lex, const char *word, size_t len)
{
	struct fr_sounds sounds;
	char key[FR_SOUNDS_MAX];
	size_t n = fr_sounds_read(word, len, &sounds) ? fr_sounds_key(&sounds, key) : 0;

	if (!n)
		return 0;
	for (uint32_t i = lex->keys[find_key(lex, key, n)].first; i; i = lex->sounds[i].next)
		if (fr_sounds_meet(&lex->sounds[i].sounds, &sounds))
			return lex->sounds[i].refs;
	return 0;
}

size_t fr_lexicon_memory(const struct fr_lexicon *lex)
{
	size_t bytes = lex->cap_nodes * sizeof *lex->nodes + lex->n_slots * sizeof *lex->slots;

	bytes += lex->n_key_slots * sizeof *lex->keys + lex->cap_sounds * sizeof *lex->sounds;
	for (size_t i = FR_LEX_ROOT + 1; i < lex->n_nodes; i++)
		bytes += (lex->nodes[i].word_len + 16) & ~15u;
	return bytes;
}
