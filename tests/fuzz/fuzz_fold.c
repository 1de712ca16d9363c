/*
 * Folding any bytes: the form that fold.h promises, spans that lie in the text on characters' borders and never step
 * back, and words that fold to themselves; with disguise undone, the same but for the last.
 */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "core/mem.h"
#include "core/utf8.h"
#include "text/fold.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_text(const struct fr_folded *f)
{
	size_t off = 1;

	assert(f->len >= 1 && f->text[0] == ' ' && f->text[f->len] == '\0');
	assert(strlen(f->text) == f->len);
	assert(fr_utf8_check(f->text, f->len) == f->len);
	for (size_t i = 0; i < f->n_words; i++) {
		const struct fr_word *w = &f->words[i];

		assert(w->fold_off == off && w->fold_len > 0);
		assert(!memchr(f->text + off, ' ', w->fold_len));
		off += w->fold_len;
		assert(f->text[off++] == ' ');
		assert(w->clause || !w->sentence);
	}
	assert(off == f->len);
}

static void check_spans(const struct fr_folded *f, const char *src, size_t len)
{
	bool *border = fr_xcalloc(len + 1, sizeof *border);
	size_t last_off = 0, last_end = 0;

	for (size_t pos = 0; pos < len; fr_utf8_next(src, len, &pos))
		border[pos] = true;
	border[len] = true;
	for (size_t i = 0; i < f->n_words; i++) {
		size_t off = f->words[i].src_off, end = off + f->words[i].src_len;

		assert(off < end && end <= len);
		assert(border[off] && border[end]);
		assert(off >= last_off && end >= last_end);
		last_off = off;
		last_end = end;
	}
	free(border);
}

static void check_places(const struct fr_folded *f)
{
	size_t word = 0;

	for (size_t off = 0; off < f->len; off++) {
		while (word < f->n_words && f->words[word].fold_off + f->words[word].fold_len <= off)
			word++;
		assert(fr_folded_word_at(f, off) == word);
	}
}

/* The words again, each with the sign that made it what it is. */
static void check_again(const struct fr_folded *f)
{
	struct fr_folded again = {0};
	struct fr_buf text = {0};

	for (size_t i = 0; i < f->n_words; i++) {
		if (f->words[i].kind == FR_WORD_MENTION)
			fr_buf_addc(&text, '@');
		fr_buf_add(&text, f->text + f->words[i].fold_off, f->words[i].fold_len + 1);
	}
	if (text.len < FR_FOLD_MAX) {
		fr_fold(&again, text.bytes, text.len);
		assert(again.len == f->len && memcmp(again.text, f->text, f->len) == 0);
		for (size_t i = 0; i < f->n_words; i++) {
			assert(again.words[i].script == f->words[i].script);
			if (f->words[i].kind != FR_WORD_HASHTAG)
				assert(again.words[i].kind == f->words[i].kind);
		}
	}
	fr_buf_free(&text);
	fr_folded_free(&again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct fr_folded used; /* from input to input: what an earlier text left must not show */
	struct fr_folded fresh = {0};
	const char *src = (const char *)data;

	fr_fold(&used, src, size);
	fr_fold(&fresh, src, size);
	assert(used.len == fresh.len && memcmp(used.text, fresh.text, fresh.len) == 0);
	assert(used.n_words == fresh.n_words);
	check_text(&fresh);
	check_spans(&fresh, src, size < FR_FOLD_MAX ? size : FR_FOLD_MAX);
	check_places(&fresh);
	check_again(&fresh);
	fresh.options = FR_FOLD_APART | FR_FOLD_LEET;
	fr_fold(&fresh, src, size);
	assert(fresh.len <= used.len && fresh.n_words <= used.n_words);
	check_text(&fresh);
	check_spans(&fresh, src, size < FR_FOLD_MAX ? size : FR_FOLD_MAX);
	check_places(&fresh);
	fr_folded_free(&fresh);
	return 0;
}
