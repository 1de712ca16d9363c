/*
 * bench_sound: recall, precision and speed of the sound keys, and speed of stemming, over tables of native word, Roman
 * word and count.
 *
 * The more words, the more strangers share a key: so that tables can be compared, the native words of each are dealt
 * into blocks of some 2,500, by their hash, and a block is measured by itself.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "core/mem.h"
#include "text/fold.h"
#include "text/sound.h"
#include "text/stem.h"

#define BLOCK_WORDS 2500
#define ROUNDS      20

typedef size_t key_fn(const char *word, size_t len, char key[FR_SOUND_MAX]);

struct pair {
	char *word[2]; /* native, Roman; folded */
	unsigned long count;
	uint32_t hash;
};

struct table {
	struct pair *pairs;
	size_t n, cap;
};

struct keyed {
	const char *word;
	char key[FR_SOUND_MAX + 1];
};

struct score {
	size_t pairs, joined, equal;
	double weight, joined_weight;
};

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static uint32_t hash_of(const char *s)
{
	uint32_t h = 2166136261u; /* FNV-1a */

	for (; *s; s++)
		h = (h ^ (unsigned char)*s) * 16777619u;
	return h ^ h >> 15;
}

static char *folded(struct fr_folded *f, const char *word)
{
	fr_fold(f, word, strlen(word));
	return f->len > 2 ? fr_xstrndup(f->text + 1, f->len - 2) : fr_xstrdup("");
}

static int by_words(const void *a, const void *b)
{
	const struct pair *x = a, *y = b;
	int order = strcmp(x->word[0], y->word[0]);

	return order ? order : strcmp(x->word[1], y->word[1]);
}

/* Pairs that folding has made the same are one. */
static void merge_copies(struct table *t)
{
	size_t kept = 0;

	qsort(t->pairs, t->n, sizeof *t->pairs, by_words);
	for (size_t i = 0; i < t->n; i++) {
		if (kept && by_words(&t->pairs[kept - 1], &t->pairs[i]) == 0) {
			t->pairs[kept - 1].count += t->pairs[i].count;
			free(t->pairs[i].word[0]);
			free(t->pairs[i].word[1]);
		} else {
			t->pairs[kept++] = t->pairs[i];
		}
	}
	t->n = kept;
}

static void load(const char *path, struct table *table)
{
	struct fr_folded f = {0};
	char line[4096];
	FILE *file = fopen(path, "r");
	bool head = true;

	if (!file) {
		perror(path);
		exit(2);
	}
	for (; fgets(line, sizeof line, file); head = false) {
		char *roman = strchr(line, '\t'), *count = roman ? strchr(roman + 1, '\t') : NULL;
		struct pair *pair;

		if (head || !count)
			continue;
		*roman = *count = '\0';
		table->pairs = fr_grow(table->pairs, table->n, &table->cap, sizeof *table->pairs);
		pair = &table->pairs[table->n++];
		pair->word[0] = folded(&f, line);
		pair->word[1] = folded(&f, roman + 1);
		pair->count = strtoul(count + 1, NULL, 10);
		pair->hash = hash_of(pair->word[0]);
	}
	fclose(file);
	fr_folded_free(&f);
	merge_copies(table);
}

static void set_key(struct keyed *k, const char *word, key_fn *fn)
{
	k->word = word;
	k->key[fn(word, strlen(word), k->key)] = '\0';
}

static int by_key(const void *a, const void *b)
{
	const struct keyed *x = a, *y = b;
	int order = strcmp(x->key, y->key);

	return order ? order : strcmp(x->word, y->word);
}

/* Sorts by key, and drops words that stand twice or have no key; returns how many are left. */
static size_t settle(struct keyed *keys, size_t n)
{
	size_t kept = 0;

	qsort(keys, n, sizeof *keys, by_key);
	for (size_t i = 0; i < n; i++)
		if (*keys[i].key && (!kept || strcmp(keys[kept - 1].word, keys[i].word) != 0))
			keys[kept++] = keys[i];
	return kept;
}

static size_t run_length(const struct keyed *keys, size_t n, size_t from)
{
	size_t i = from;

	while (i < n && strcmp(keys[i].key, keys[from].key) == 0)
		i++;
	return i - from;
}

static size_t count_equal(const struct keyed *a, size_t n_a, const struct keyed *b, size_t n_b)
{
	size_t equal = 0;

	for (size_t i = 0, k = 0; i < n_a && k < n_b;) {
		int order = strcmp(a[i].key, b[k].key);
		size_t run_a = run_length(a, n_a, i), run_b = run_length(b, n_b, k);

		if (!order)
			equal += run_a * run_b;
		i += order <= 0 ? run_a : 0;
		k += order >= 0 ? run_b : 0;
	}
	return equal;
}

static void measure_block(const struct table *t, key_fn *fn, uint32_t block, uint32_t n_blocks, struct score *score)
{
	struct keyed *keys[2];
	size_t n = 0, n_a, n_b;

	for (int side = 0; side < 2; side++)
		keys[side] = fr_xcalloc(t->n, sizeof *keys[side]);
	for (size_t i = 0; i < t->n; i++) {
		const struct pair *pair = &t->pairs[i];
		bool joined;

		if (pair->hash % n_blocks != block)
			continue;
		for (int side = 0; side < 2; side++)
			set_key(&keys[side][n], pair->word[side], fn);
		joined = *keys[0][n].key && strcmp(keys[0][n].key, keys[1][n].key) == 0;
		n++;
		score->pairs++;
		score->weight += (double)pair->count;
		score->joined += joined;
		score->joined_weight += joined ? (double)pair->count : 0;
	}
	n_a = settle(keys[0], n);
	n_b = settle(keys[1], n);
	score->equal += count_equal(keys[0], n_a, keys[1], n_b);
	free(keys[0]);
	free(keys[1]);
}

static void measure(const struct table *t, key_fn *fn, const char *name)
{
	struct score score = {0};
	size_t n_native = 0;
	uint32_t n_blocks;

	for (size_t i = 0; i < t->n; i++)
		n_native += !i || strcmp(t->pairs[i].word[0], t->pairs[i - 1].word[0]) != 0;
	n_blocks = (uint32_t)((n_native + BLOCK_WORDS / 2) / BLOCK_WORDS);
	n_blocks += !n_blocks;
	for (uint32_t b = 0; b < n_blocks; b++)
		measure_block(t, fn, b, n_blocks, &score);
	printf("  %s: recall %.3f (by count %.3f), precision %.3f; %zu pairs, blocks: %u\n", name,
	       (double)score.joined / (double)score.pairs, score.joined_weight / score.weight,
	       score.equal ? (double)score.joined / (double)score.equal : 1.0, score.pairs, n_blocks);
}

static void measure_speed(const struct table *t, key_fn *fn, const char *name)
{
	static const char *const scripts[2] = {"Devanagari", "Latin"};
	char key[FR_SOUND_MAX];
	size_t letters = 0;

	printf("  %s:", name);
	for (int side = 0; side < 2; side++) {
		double start = now();

		for (int round = 0; round < ROUNDS; round++)
			for (size_t i = 0; i < t->n; i++)
				letters += fn(t->pairs[i].word[side], strlen(t->pairs[i].word[side]), key);
		start = now() - start;
		printf(" %s %.1f million words/s%s", scripts[side], (double)(t->n * ROUNDS) / start / 1e6,
		       side ? "" : ",");
	}
	printf(letters ? "\n" : " (no keys)\n");
}

static size_t stem_only(const char *word, size_t len, char key[FR_SOUND_MAX])
{
	(void)key;
	return fr_stem(word, len);
}

int main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		const char *folder = strstr(argv[i], "/labels/");
		struct table t = {0};

		load(argv[i], &t);
		printf("%s\n", folder ? folder + strlen("/labels/") : argv[i]);
		measure(&t, fr_sound_strict, "strict");
		measure(&t, fr_sound_loose, "loose ");
		if (i == 1) {
			measure_speed(&t, fr_sound_strict, "strict");
			measure_speed(&t, fr_sound_loose, "loose ");
			measure_speed(&t, stem_only, "stem  ");
		}
		for (size_t k = 0; k < t.n; k++)
			for (int side = 0; side < 2; side++)
				free(t.pairs[k].word[side]);
		free(t.pairs);
	}
	return 0;
}
