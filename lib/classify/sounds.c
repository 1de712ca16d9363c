#include "classify/sounds.h"
#include <stdlib.h>
#include <string.h>
#include "core/mem.h"
#include "text/sound.h"
#include "text/stem.h"

#define WORD_TOKENS_MAX 6          /* of one word */
#define MEMORY_SLOTS    (1u << 14) /* a power of two */
#define MEMORY_WORD_MAX 40         /* bytes; longer words are looked up anew each time */
#define OPEN_MIN        2          /* sounds of a beginning */

/* The kinds of tokens, as the first byte of their names. */
enum { BY_SOUND = 's', BY_STEM = 't', BY_START = 'p', BY_LETTERS = '=' };

struct token {
	const char *name; /* in the arena; NULL: free slot */
	uint32_t len, id; /* id from 1 */
};

struct phrase {
	uint32_t tokens; /* index of the first in all */
	uint32_t n, id;
};

struct tokens {
	uint32_t id[WORD_TOKENS_MAX];
	uint8_t n;
};

struct remembered {
	struct tokens tokens;
	uint8_t len; /* 0: nothing remembered here */
	char word[MEMORY_WORD_MAX];
};

struct fr_sounds {
	struct fr_arena arena;
	struct token *slots;
	size_t n_tokens, cap_slots; /* power of two, at most half full */
	uint32_t *all;              /* tokens of all phrases */
	size_t n_all, cap_all;
	struct phrase *phrases; /* once built by last token */
	size_t n_phrases, cap_phrases;
	uint32_t *first; /* by token: index of its first phrase; one more at the end */
	struct remembered *memory;
	struct tokens *words; /* of the text that is scanned */
	size_t cap_words;
};

struct fr_sounds *fr_sounds_new(void)
{
	return fr_xcalloc(1, sizeof(struct fr_sounds));
}

void fr_sounds_free(struct fr_sounds *s)
{
	if (!s)
		return;
	fr_arena_free(&s->arena);
	free(s->slots);
	free(s->all);
	free(s->phrases);
	free(s->first);
	free(s->memory);
	free(s->words);
	free(s);
}

/* FNV-1a, 32 bits. */
static uint32_t hash(uint32_t h, const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++)
		h = (h ^ (unsigned char)s[i]) * 16777619u;
	return h;
}
#define HASH_START 2166136261u

static struct token *find(const struct fr_sounds *s, uint32_t h, char kind, const char *name, size_t len)
{
	size_t i = h & (s->cap_slots - 1);

	for (; s->slots[i].name; i = (i + 1) & (s->cap_slots - 1)) {
		const struct token *t = &s->slots[i];

		if (t->len == len + 1 && t->name[0] == kind && memcmp(t->name + 1, name, len) == 0)
			break;
	}
	return &s->slots[i];
}

static void grow(struct fr_sounds *s)
{
	struct token *old = s->slots;
	size_t n = s->cap_slots;

	s->cap_slots = n ? n * 2 : 1024;
	s->slots = fr_xcalloc(s->cap_slots, sizeof(*s->slots));
	for (size_t i = 0; i < n; i++)
		if (old[i].name)
			*find(s, hash(HASH_START, old[i].name, old[i].len), old[i].name[0], old[i].name + 1,
			      old[i].len - 1) = old[i];
	free(old);
}

static uint32_t number_of(struct fr_sounds *s, char kind, const char *name, size_t len)
{
	char full[1 + FR_SOUND_MAX + 256];
	struct token *t;

	if (s->n_tokens * 2 >= s->cap_slots)
		grow(s);
	if (len > sizeof(full) - 1)
		len = sizeof(full) - 1;
	full[0] = kind;
	memcpy(full + 1, name, len);
	t = find(s, hash(HASH_START, full, len + 1), kind, name, len);
	if (!t->name)
		*t = (struct token){fr_arena_dup(&s->arena, full, len + 1), (uint32_t)len + 1, (uint32_t)++s->n_tokens};
	return t->id;
}

/* A beginning does not end where its word does, so a last vowel that only counts there is no part of it. */
static size_t open_length(const char *key, size_t len)
{
	return len > OPEN_MIN && key[len - 1] == 'a' ? len - 1 : len;
}

bool fr_sounds_add(struct fr_sounds *s, const struct fr_folded *phrase, enum fr_sounds_how how, uint32_t id)
{
	uint32_t tokens[FR_SOUNDS_WORDS_MAX];
	size_t n = phrase->n_words;

	if (n == 0 || n > FR_SOUNDS_WORDS_MAX)
		return false;
	for (size_t i = 0; i < n; i++) {
		const char *word = phrase->text + phrase->words[i].fold_off;
		size_t len = phrase->words[i].fold_len, key_len;
		bool open = how == FR_SOUNDS_OPEN && i + 1 == n;
		char key[FR_SOUND_MAX];

		key_len = fr_sound_strict(word, how == FR_SOUNDS_STEM ? fr_stem(word, len) : len, key);
		if (open)
			key_len = open_length(key, key_len);
		if (key_len ? n == 1 && key_len < FR_SOUNDS_KEY_MIN : n == 1 || open)
			return false;
		if (open && key_len < OPEN_MIN)
			return false;
		if (key_len)
			tokens[i] = number_of(s,
					      how == FR_SOUNDS_STEM ? BY_STEM
					      : open                ? BY_START
								    : BY_SOUND,
					      key, key_len);
		else
			tokens[i] = number_of(s, BY_LETTERS, word, len);
	}
	s->phrases = fr_grow(s->phrases, s->n_phrases, &s->cap_phrases, sizeof(*s->phrases));
	s->phrases[s->n_phrases++] = (struct phrase){(uint32_t)s->n_all, (uint32_t)n, id};
	for (size_t i = 0; i < n; i++) {
		s->all = fr_grow(s->all, s->n_all, &s->cap_all, sizeof(*s->all));
		s->all[s->n_all++] = tokens[i];
	}
	return true;
}

static uint32_t last_token(const struct fr_sounds *s, const struct phrase *p)
{
	return s->all[p->tokens + p->n - 1];
}

static int by_last_token(const void *a, const void *b, void *arg)
{
	const struct phrase *x = a, *y = b;
	uint32_t tx = last_token(arg, x), ty = last_token(arg, y);

	if (tx != ty)
		return tx < ty ? -1 : 1;
	if (x->n != y->n)
		return x->n > y->n ? -1 : 1;
	return x->id < y->id ? -1 : x->id > y->id;
}

void fr_sounds_build(struct fr_sounds *s)
{
	if (s->n_phrases == 0)
		return;
	qsort_r(s->phrases, s->n_phrases, sizeof(*s->phrases), by_last_token, s);
	s->first = fr_xcalloc(s->n_tokens + 2, sizeof(*s->first));
	for (size_t i = 0; i < s->n_phrases; i++)
		s->first[last_token(s, &s->phrases[i]) + 1]++;
	for (size_t t = 1; t < s->n_tokens + 2; t++)
		s->first[t] += s->first[t - 1];
	s->memory = fr_xcalloc(MEMORY_SLOTS, sizeof(*s->memory));
}

static void add_token(struct fr_sounds *s, struct tokens *tokens, char kind, const char *name, size_t len)
{
	uint32_t h = hash((HASH_START ^ (unsigned char)kind) * 16777619u, name, len);
	const struct token *t = find(s, h, kind, name, len);

	if (t->name && tokens->n < WORD_TOKENS_MAX)
		tokens->id[tokens->n++] = t->id;
}

static void look_up(struct fr_sounds *s, const char *word, size_t len, struct tokens *ret)
{
	char key[FR_SOUND_MAX];
	size_t key_len = fr_sound_strict(word, len, key), stem;

	ret->n = 0;
	if (!key_len) {
		add_token(s, ret, BY_LETTERS, word, len);
		return;
	}
	add_token(s, ret, BY_SOUND, key, key_len);
	for (size_t n = key_len; n >= OPEN_MIN; n--)
		add_token(s, ret, BY_START, key, n);
	stem = fr_stem(word, len);
	if (stem < len)
		key_len = fr_sound_strict(word, stem, key);
	add_token(s, ret, BY_STEM, key, key_len);
}

static void tokens_of(struct fr_sounds *s, const char *word, size_t len, struct tokens *ret)
{
	struct remembered *r;

	if (len == 0 || len > MEMORY_WORD_MAX) {
		look_up(s, word, len, ret);
		return;
	}
	r = &s->memory[hash(HASH_START, word, len) & (MEMORY_SLOTS - 1)];
	if (r->len != len || memcmp(r->word, word, len) != 0) {
		look_up(s, word, len, &r->tokens);
		memcpy(r->word, word, len);
		r->len = (uint8_t)len;
	}
	*ret = r->tokens;
}

static bool has(const struct tokens *tokens, uint32_t id)
{
	for (size_t i = 0; i < tokens->n; i++)
		if (tokens->id[i] == id)
			return true;
	return false;
}

/* Does the phrase end at word at? */
static bool ends_at(const struct fr_sounds *s, const struct phrase *p, size_t at)
{
	if (p->n > at + 1)
		return false;
	for (size_t i = 1; i < p->n; i++)
		if (!has(&s->words[at - i], s->all[p->tokens + p->n - 1 - i]))
			return false;
	return true;
}

/* Keep the hits of one end in order: longer first, then by id, each once. */
static size_t insert(struct fr_hit *hits, size_t start, size_t n, struct fr_hit hit)
{
	size_t i = n;

	for (size_t k = start; k < n; k++)
		if (hits[k].id == hit.id && hits[k].first == hit.first)
			return n;
	while (i > start &&
	       (hits[i - 1].first > hit.first || (hits[i - 1].first == hit.first && hits[i - 1].id > hit.id))) {
		hits[i] = hits[i - 1];
		i--;
	}
	hits[i] = hit;
	return n + 1;
}

size_t fr_sounds_scan(struct fr_sounds *s, const struct fr_folded *text, struct fr_hit *hits, size_t max)
{
	size_t n = 0;

	if (s->n_phrases == 0)
		return 0;
	if (text->n_words > s->cap_words) {
		s->words = fr_xreallocarray(s->words, text->n_words, sizeof(*s->words));
		s->cap_words = text->n_words;
	}
	for (size_t w = 0; w < text->n_words; w++) {
		size_t start = n;

		tokens_of(s, text->text + text->words[w].fold_off, text->words[w].fold_len, &s->words[w]);
		for (size_t t = 0; t < s->words[w].n; t++) {
			uint32_t token = s->words[w].id[t];

			for (uint32_t p = s->first[token]; p < s->first[token + 1]; p++) {
				const struct phrase *phrase = &s->phrases[p];

				if (n < max && ends_at(s, phrase, w))
					n = insert(hits, start, n,
						   (struct fr_hit){phrase->id, (uint32_t)(w + 1 - phrase->n),
								   (uint32_t)w});
			}
		}
	}
	return n;
}
