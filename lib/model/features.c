#include "model/features.h"
#include <stdlib.h>
#include <string.h>
#include "core/mem.h"
#include "core/utf8.h"
#include "text/sound.h"
#include "text/stem.h"

/* Multipliers of splitmix64 and of murmur3's finaliser: odd, with bits well spread. */
#define MIX_A 0x9E3779B97F4A7C15u
#define MIX_B 0xFF51AFD7ED558CCDu
#define SEED  0x2545F4914F6CDD1Du

#define SLOTS_MIN 1024

struct fr_feature_slot {
	uint32_t stamp; /* of the text that filled it */
	uint32_t at;
	uint32_t item;
};

/* The sound of a word, remembered: finding it costs ten times what looking here does, and most words come again. */
struct fr_feature_sound {
	uint64_t word;  /* hash */
	uint64_t sound; /* hash; 0: it has none */
};
#define SOUNDS_KEPT 16384

bool fr_feature_spec_valid(const struct fr_feature_spec *spec)
{
	bool chars = spec->char_min >= 1 && spec->char_max >= spec->char_min && spec->char_max <= FR_FEATURES_RUN_MAX;
	bool raw = spec->raw_max >= 2 && spec->raw_max <= FR_FEATURES_RUN_MAX;

	if (spec->bits < FR_FEATURES_BITS_MIN || spec->bits > FR_FEATURES_BITS_MAX || spec->words > 1 ||
	    spec->shape > 1 || spec->sounds > spec->words)
		return false;
	if ((!chars && (spec->char_min || spec->char_max)) || (!raw && spec->raw_max))
		return false;
	return chars || raw || spec->words;
}

void fr_features_init(struct fr_features *f, const struct fr_feature_spec *spec)
{
	memset(f, 0, sizeof(*f));
	f->spec = *spec;
	if (spec->sounds)
		f->sounds = fr_xcalloc(SOUNDS_KEPT, sizeof(*f->sounds));
}

void fr_features_free(struct fr_features *f)
{
	fr_folded_free(&f->folded);
	free(f->items);
	free(f->slots);
	free(f->chars);
	free(f->sounds);
	memset(f, 0, sizeof(*f));
}

static uint64_t step(uint64_t h, uint64_t x)
{
	h = (h ^ x) * MIX_A;
	return h ^ (h >> 29);
}

static uint64_t last_step(uint64_t h)
{
	return h * MIX_B;
}

/* What pieces are added by: its number of items after one more piece, of word. There is room for it: make_room. */
typedef size_t add_fn(struct fr_features *f, size_t n, enum fr_block block, uint64_t h, uint32_t word);
#define ALWAYS_INLINE static inline __attribute__((always_inline))

/* The bucket of the piece with hash h. */
ALWAYS_INLINE uint32_t bucket_of(const struct fr_features *f, enum fr_block block, uint64_t h)
{
	return (uint32_t)block << f->spec.bits | (uint32_t)(last_step(h) >> (64 - f->spec.bits));
}

/* Keeps the piece if there is a row for it: without a branch, for whether there is one is as good as chance. */
ALWAYS_INLINE size_t add_known(struct fr_features *f, size_t n, enum fr_block block, uint64_t h, uint32_t word)
{
	uint32_t at = bucket_of(f, block, h);

	f->items[n] = (struct fr_feature){at, 1, word};
	return n + (f->rows[at / 32].has >> at % 32 & 1);
}

/* Counts the piece. */
ALWAYS_INLINE size_t add_any(struct fr_features *f, size_t n, enum fr_block block, uint64_t h, uint32_t word)
{
	uint32_t at = bucket_of(f, block, h), stamp = f->stamp;
	size_t mask = f->n_slots - 1;
	struct fr_feature_slot *slots = f->slots;

	for (size_t i = at & mask;; i = (i + 1) & mask) {
		if (slots[i].stamp != stamp) {
			slots[i] = (struct fr_feature_slot){stamp, at, (uint32_t)n};
			f->items[n] = (struct fr_feature){at, 1, word};
			return n + 1;
		}
		if (slots[i].at == at) {
			f->items[slots[i].item].count++;
			return n;
		}
	}
}

/* Room for so many pieces, in slots of which at most half are taken. */
static void make_room(struct fr_features *f, size_t pieces)
{
	size_t n = SLOTS_MIN;

	while (n < 2 * (pieces + 1)) /* add_known writes one more than it keeps */
		n *= 2;
	if (n > f->cap) {
		f->cap = n;
		f->slots = fr_xreallocarray(f->slots, n, sizeof(*f->slots));
		f->items = fr_xreallocarray(f->items, n / 2, sizeof(*f->items));
		f->stamp = 0;
	}
	if (f->stamp == 0)
		memset(f->slots, 0, f->cap * sizeof(*f->slots));
	f->n_slots = n;
	f->n = 0;
	f->stamp++;
}

/* Runs of the characters from..end. */
ALWAYS_INLINE size_t each_run(struct fr_features *f, size_t n, enum fr_block block, size_t from, size_t end,
			      uint32_t word, add_fn *add)
{
	size_t min = block == FR_BLOCK_RAW ? 2 : f->spec.char_min;
	size_t max = block == FR_BLOCK_RAW ? f->spec.raw_max : f->spec.char_max;
	const uint32_t *chars = f->chars;

	for (size_t start = from; start < end; start++) {
		size_t stop = end - start < max ? end : start + max, i = start;
		uint64_t h = SEED + block;

		for (; i < stop && i - start + 1 < min; i++)
			h = step(h, chars[i]);
		for (; i < stop; i++) {
			h = step(h, chars[i]);
			n = add(f, n, block, h, word);
		}
	}
	return n;
}

static uint64_t hash_chars(const uint32_t *chars, size_t n)
{
	uint64_t h = SEED + FR_BLOCKS;

	for (size_t i = 0; i < n; i++)
		h = step(h, chars[i]);
	return h;
}

/* The characters of the folded text, which is valid UTF-8; its blanks part its words. Returns their number. */
static size_t decode_folded(struct fr_features *f)
{
	const unsigned char *s = (const unsigned char *)f->folded.text;
	uint32_t *chars = f->chars;
	size_t len = f->folded.len, n = 0;

	for (size_t pos = 0; pos < len; n++) {
		unsigned char c = s[pos];

		if (c < 0x80) {
			chars[n] = c;
			pos++;
		} else if ((c & 0xf0) == 0xe0) { /* of three bytes: Devanagari and its like */
			chars[n] = (c & 0x0fu) << 12 | (s[pos + 1] & 0x3fu) << 6 | (s[pos + 2] & 0x3fu);
			pos += 3;
		} else {
			chars[n] = fr_utf8_next(f->folded.text, len, &pos);
		}
	}
	return n;
}

/* Pieces of the folded text: each word with the blanks beside it. */
ALWAYS_INLINE void read_chars(struct fr_features *f, size_t n_chars, add_fn *add)
{
	const struct fr_word *words = f->folded.words;
	size_t n = f->n;

	for (size_t begin = 0, end, w = 0; begin + 1 < n_chars; begin = end, w++) {
		for (end = begin + 1; f->chars[end] != ' '; end++)
			;
		if (words[w].kind != FR_WORD_URL)
			n = each_run(f, n, FR_BLOCK_CHARS, begin, end + 1, (uint32_t)w, add);
	}
	f->n = n;
}

/* The hash of the sound of the word's stem, 0 if it has none. h: hash of the word. */
static uint64_t sound_of(struct fr_features *f, const struct fr_word *w, uint64_t h)
{
	struct fr_feature_sound *kept = &f->sounds[h >> 32 & (SOUNDS_KEPT - 1)];
	const char *word = f->folded.text + w->fold_off;
	char key[FR_SOUND_MAX];
	size_t len;

	if (w->kind == FR_WORD_URL || w->kind == FR_WORD_MENTION)
		return 0;
	if (kept->word != h) {
		len = fr_sound_strict(word, fr_stem(word, w->fold_len), key);
		kept->word = h;
		kept->sound = len ? SEED + FR_BLOCKS + 1 : 0;
		for (size_t i = 0; i < len; i++)
			kept->sound = step(kept->sound, (unsigned char)key[i]);
	}
	return kept->sound;
}

ALWAYS_INLINE void read_words(struct fr_features *f, size_t n_chars, add_fn *add)
{
	static const uint32_t link = 'u';
	const struct fr_word *words = f->folded.words;
	uint64_t before = 0, sound_before = 0;
	size_t n = f->n;

	for (size_t begin = 0, end, w = 0; begin + 1 < n_chars; begin = end, w++) {
		uint64_t h, sound;

		for (end = begin + 1; f->chars[end] != ' '; end++)
			;
		h = words[w].kind == FR_WORD_URL ? hash_chars(&link, 1)
						 : hash_chars(f->chars + begin + 1, end - begin - 1);
		n = add(f, n, FR_BLOCK_WORDS, h, (uint32_t)w);
		if (w > 0)
			n = add(f, n, FR_BLOCK_WORDS, step(last_step(before), h), (uint32_t)w - 1);
		before = h;
		if (!f->spec.sounds)
			continue;
		sound = sound_of(f, &words[w], h);
		if (sound)
			n = add(f, n, FR_BLOCK_WORDS, sound, (uint32_t)w);
		if (sound && sound_before)
			n = add(f, n, FR_BLOCK_WORDS, step(last_step(sound_before), sound), (uint32_t)w - 1);
		sound_before = sound;
	}
	f->n = n;
}

static unsigned log2_of(size_t n)
{
	unsigned log = 0;

	for (; n; n >>= 1)
		log++;
	return log;
}

enum {
	SHAPE_KINDS = FR_WORD_EMOJI + 1,
	SHAPE_CAPITALS = SHAPE_KINDS,
	SHAPE_WORDS,
	SHAPE_MARKS,
	SHAPES = SHAPE_MARKS + 3
};

ALWAYS_INLINE void read_shape(struct fr_features *f, const char *text, size_t len, add_fn *add)
{
	size_t n[SHAPES] = {0}, calls = 0, questions = 0, quotes = 0;

	for (size_t i = 0; i < f->folded.n_words; i++) {
		n[f->folded.words[i].kind]++;
		n[SHAPE_CAPITALS] += f->folded.words[i].capital;
	}
	n[SHAPE_WORDS] = f->folded.n_words;
	for (size_t i = 0; i < len; i++) {
		calls += text[i] == '!';
		questions += text[i] == '?';
		quotes += text[i] == '"';
	}
	n[SHAPE_MARKS] = calls;
	n[SHAPE_MARKS + 1] = questions;
	n[SHAPE_MARKS + 2] = quotes;
	for (size_t i = 0; i < SHAPES; i++)
		f->n = add(f, f->n, FR_BLOCK_WORDS, step(SEED + FR_BLOCKS + 2 + i, log2_of(n[i])), FR_FEATURE_NO_WORD);
}

static bool is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* The character at *pos as block raw sees it: runs of blanks one, capitals small. */
static uint32_t raw_next(const char *s, size_t len, size_t *pos)
{
	uint32_t c;

	if (is_blank(s[*pos])) {
		while (*pos < len && is_blank(s[*pos]))
			++*pos;
		return ' ';
	}
	c = fr_utf8_next(s, len, pos);
	return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
}

ALWAYS_INLINE void read_raw(struct fr_features *f, const char *s, size_t len, add_fn *add)
{
	size_t n = 0;

	for (size_t pos = 0; pos < len; n++)
		f->chars[n] = raw_next(s, len, &pos);
	f->n = each_run(f, f->n, FR_BLOCK_RAW, 0, n, FR_FEATURE_NO_WORD, add);
}

static void room_for_chars(struct fr_features *f, size_t n)
{
	if (n <= f->cap_chars)
		return;
	f->cap_chars = 2 * n;
	f->chars = fr_xreallocarray(f->chars, f->cap_chars, sizeof(*f->chars));
}

ALWAYS_INLINE void read_blocks(struct fr_features *f, size_t n_chars, const char *text, size_t len, add_fn *add)
{
	const struct fr_feature_spec *spec = &f->spec;

	if (spec->char_max)
		read_chars(f, n_chars, add);
	f->block_end[FR_BLOCK_CHARS] = f->n;
	if (spec->words)
		read_words(f, n_chars, add);
	if (spec->shape)
		read_shape(f, text, len, add);
	f->block_end[FR_BLOCK_WORDS] = f->n;
	if (spec->raw_max)
		read_raw(f, text, len, add);
	f->block_end[FR_BLOCK_RAW] = f->n;
}

void fr_features_read(struct fr_features *f, const char *text, size_t len)
{
	const struct fr_feature_spec *spec = &f->spec;
	size_t runs = 0, n_words, n_chars;

	if (len > FR_FEATURES_TEXT_MAX)
		len = FR_FEATURES_TEXT_MAX;
	fr_fold(&f->folded, text, len);
	n_words = f->folded.n_words;
	room_for_chars(f, (f->folded.len > len ? f->folded.len : len) + 1);
	n_chars = decode_folded(f);
	/* a run begins at each character of the folded text, and at the two blanks of a word that neighbours share */
	if (spec->char_max)
		runs += (n_chars + n_words) * (size_t)(spec->char_max - spec->char_min + 1);
	if (spec->raw_max)
		runs += len * (size_t)(spec->raw_max - 1);
	make_room(f, runs + 4 * n_words + SHAPES);
	if (f->rows)
		read_blocks(f, n_chars, text, len, add_known);
	else
		read_blocks(f, n_chars, text, len, add_any);
}
