/*
 * The matcher held against a search by hand. Input: phrases, one a line, 'p' before a stem and any other byte before
 * whole words; an empty line; the text.
 */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "core/mem.h"
#include "text/match.h"

#define PHRASES_MAX 24
#define TEXT_MAX    400

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct wanted {
	char *text; /* folded, without the last blank */
	size_t len;
	uint32_t n_words, id;
	bool prefix;
};

static bool write_hit(void *arg, const struct fr_hit *hit)
{
	fr_buf_add(arg, hit, sizeof *hit);
	return true;
}

static void add_phrase(struct fr_matcher *m, const char *line, size_t len, struct wanted *wanted, uint32_t *n)
{
	struct fr_folded f = {0};
	bool prefix = line[0] == 'p';
	bool added = fr_matcher_add(m, line + 1, len - 1, prefix ? FR_MATCH_PREFIX : 0, *n);

	fr_fold(&f, line + 1, len - 1);
	assert(added == (f.n_words > 0));
	if (added)
		wanted[*n] =
			(struct wanted){fr_xstrndup(f.text, f.len - 1), f.len - 1, (uint32_t)f.n_words, *n, prefix};
	*n += added;
	fr_folded_free(&f);
}

static void search_by_hand(const struct fr_folded *f, const struct wanted *wanted, uint32_t n, struct fr_buf *hits)
{
	for (size_t end = 1; end < f->len; end++) {
		for (size_t start = 0; start < end; start++) {
			for (uint32_t i = 0; i < n; i++) {
				const struct wanted *p = &wanted[i];
				uint32_t last = (uint32_t)fr_folded_word_at(f, end - 1);

				if (p->len != end - start || memcmp(f->text + start, p->text, p->len) != 0 ||
				    (!p->prefix && f->text[end] != ' '))
					continue;
				struct fr_hit hit = {p->id, last + 1 - p->n_words, last};
				fr_buf_add(hits, &hit, sizeof hit);
			}
		}
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct wanted wanted[PHRASES_MAX];
	struct fr_matcher *m = fr_matcher_new();
	struct fr_buf found = {0}, expected = {0};
	struct fr_folded f = {0};
	const char *s = (const char *)data, *end = s + size;
	uint32_t n = 0;

	while (s < end) {
		const char *line_end = memchr(s, '\n', (size_t)(end - s));
		size_t len = line_end ? (size_t)(line_end - s) : (size_t)(end - s);

		if (len && n < PHRASES_MAX)
			add_phrase(m, s, len, wanted, &n);
		s += len + (line_end != NULL);
		if (!len)
			break;
	}
	fr_matcher_build(m);
	assert(fr_matcher_count(m) <= n);
	fr_fold(&f, s, (size_t)(end - s) < TEXT_MAX ? (size_t)(end - s) : TEXT_MAX);
	fr_matcher_scan(m, &f, write_hit, &found);
	search_by_hand(&f, wanted, n, &expected);
	assert(found.len == expected.len);
	assert(!found.len || memcmp(found.bytes, expected.bytes, found.len) == 0);
	for (uint32_t i = 0; i < n; i++)
		free(wanted[i].text);
	fr_buf_free(&found);
	fr_buf_free(&expected);
	fr_folded_free(&f);
	fr_matcher_free(m);
	return 0;
}
