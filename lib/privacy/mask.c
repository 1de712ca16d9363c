#include "privacy/mask.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "pack/table.h"
#include "privacy/personal.h"
#include "text/fold.h"

enum kind { NAME, LABEL, STOP, HOUSE, FIELD, SHIELD, KINDS };
#define KIND_WORDS "name|label|stop|house|field|shield"

struct fr_masker {
	char *key; /* NULL: none */
	size_t key_len;
	struct fr_strlist phrases[KINDS]; /* folded, with a blank before and behind; of shields as they are */
	struct fr_personal_finder finder;
	struct fr_folded folded;
	struct fr_masked *ranges;
	const char **what; /* of each range */
	size_t n_ranges, cap_ranges, cap_what;
	struct fr_buf plain; /* of a value, for its pseudonym */
};

/* ---- the table and the key */

static int read_row(struct fr_masker *m, const struct fr_table *table, struct fr_error *err)
{
	const char *word;
	size_t pos = 0, len;
	int kind, rc = fr_table_choice(table, 0, KIND_WORDS, &kind, err);

	while (rc == FR_OK && fr_cell_part(fr_table_cell(table, 1), ';', &pos, &word, &len)) {
		if (kind == SHIELD) {
			char *id = fr_xstrndup(word, len);

			fr_strlist_add(&m->phrases[kind], id);
			free(id);
			continue;
		}
		fr_fold(&m->folded, word, len);
		if (!m->folded.n_words)
			return fr_table_fail(table, 1, err, "'%.*s' has no word in it", (int)len, word);
		fr_strlist_add(&m->phrases[kind], m->folded.text);
	}
	return rc;
}

static int read_phrases(struct fr_masker *m, const char *pack, struct fr_error *err)
{
	static const char *const columns[] = {"kind", "words", NULL};
	char *path = fr_xasprintf("%s/personal.tsv", pack);
	struct fr_table *table;
	int rc;

	if (access(path, F_OK) != 0) {
		free(path);
		return FR_OK;
	}
	rc = fr_table_open(path, columns, &table, err);
	free(path);
	if (rc != FR_OK)
		return rc;
	while ((rc = fr_table_next(table, err)) == FR_OK) {
		rc = read_row(m, table, err);
		if (rc != FR_OK)
			break;
	}
	fr_table_free(table);
	return rc == FR_STOP ? FR_OK : rc;
}

static int read_key(struct fr_masker *m, const char *path, struct fr_error *err)
{
	char bytes[FR_MASK_KEY_MAX + 1];
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n = 0, got = 1;

	if (fd < 0)
		return fr_fail_errno(err, errno, "key file %s", path);
	while (n < (ssize_t)sizeof bytes && (got = read(fd, bytes + n, sizeof bytes - (size_t)n)) > 0)
		n += got;
	close(fd);
	if (got < 0)
		return fr_fail_errno(err, errno, "key file %s", path);
	if (n > FR_MASK_KEY_MAX)
		return fr_fail(err, FR_FATAL, "key file %s is longer than %d bytes", path, FR_MASK_KEY_MAX);
	while (n && (bytes[n - 1] == '\n' || bytes[n - 1] == '\r'))
		n--;
	if (n < FR_MASK_KEY_MIN)
		return fr_fail(err, FR_FATAL,
			       "key file %s holds %zd bytes, and a key has at least %d: head -c 32 "
			       "/dev/urandom | base64 makes one",
			       path, n, FR_MASK_KEY_MIN);
	m->key = fr_xmalloc((size_t)n);
	memcpy(m->key, bytes, (size_t)n);
	m->key_len = (size_t)n;
	return FR_OK;
}

int fr_masker_new(const char *pack, const char *key_file, struct fr_masker **ret, struct fr_error *err)
{
	struct fr_masker *m = fr_xcalloc(1, sizeof *m);
	int rc = read_phrases(m, pack, err);

	if (rc == FR_OK && key_file)
		rc = read_key(m, key_file, err);
	if (rc != FR_OK) {
		fr_masker_free(m);
		return rc;
	}
	*ret = m;
	return FR_OK;
}

void fr_masker_free(struct fr_masker *m)
{
	if (!m)
		return;
	if (m->key)
		memset(m->key, 0, m->key_len);
	free(m->key);
	for (size_t i = 0; i < KINDS; i++)
		fr_strlist_free(&m->phrases[i]);
	fr_personal_free(&m->finder);
	fr_folded_free(&m->folded);
	free(m->ranges);
	free(m->what);
	fr_buf_free(&m->plain);
	free(m);
}

bool fr_masker_has_key(const struct fr_masker *m)
{
	return m->key != NULL;
}

/* ---- pseudonyms */

static void put_hmac(const struct fr_masker *m, const char *what, const char *bytes, size_t len, size_t n_bytes,
		     struct fr_buf *out)
{
	unsigned char digest[EVP_MAX_MD_SIZE];
	unsigned digest_len = 0;
	struct fr_buf all = {0};

	fr_buf_add(&all, what, strlen(what) + 1);
	fr_buf_add(&all, bytes, len);
	if (!HMAC(EVP_sha256(), m->key, (int)m->key_len, (const unsigned char *)all.bytes, all.len, digest,
		  &digest_len))
		fr_out_of_memory();
	for (size_t i = 0; i < n_bytes && i < digest_len; i++)
		fr_buf_addf(out, "%02x", digest[i]);
	fr_buf_free(&all);
}

void fr_mask_put_digest(const struct fr_masker *m, const char *what, const char *bytes, size_t len, struct fr_buf *out)
{
	if (m->key)
		put_hmac(m, what, bytes, len, 8, out);
}

/* One form for all ways to write it: letters folded, of a phone its last ten digits. */
static void normalise(struct fr_masker *m, const char *what, const char *bytes, size_t len)
{
	struct fr_folded folded = {0};

	fr_buf_clear(&m->plain);
	fr_fold(&folded, bytes, len);
	for (size_t i = 0; i < folded.n_words; i++)
		fr_buf_add(&m->plain, folded.text + folded.words[i].fold_off, folded.words[i].fold_len);
	if (strcmp(what, "phone") == 0 && m->plain.len > 10) {
		memmove(m->plain.bytes, m->plain.bytes + m->plain.len - 10, 10);
		m->plain.len = 10;
	}
	fr_folded_free(&folded);
}

void fr_mask_put(struct fr_masker *m, const char *what, const char *bytes, size_t len, struct fr_buf *out)
{
	fr_buf_addf(out, "[%s", what);
	if (m->key) {
		normalise(m, what, bytes, len);
		fr_buf_addc(out, ' ');
		put_hmac(m, what, m->plain.len ? m->plain.bytes : "", m->plain.len, 4, out);
	}
	fr_buf_addc(out, ']');
}

/* ---- what is to be masked */

static void add(struct fr_masker *m, const char *what, size_t start, size_t end)
{
	if (start >= end)
		return;
	m->ranges = fr_grow(m->ranges, m->n_ranges, &m->cap_ranges, sizeof *m->ranges);
	m->what = fr_grow(m->what, m->n_ranges, &m->cap_what, sizeof *m->what);
	m->what[m->n_ranges] = what;
	m->ranges[m->n_ranges++] = (struct fr_masked){start, end, 0};
}

static void add_numbers(struct fr_masker *m, const char *text, size_t len)
{
	size_t n;
	const struct fr_personal *found = fr_personal_find(&m->finder, text, len, &n);

	for (size_t i = 0; i < n; i++)
		add(m, fr_personal_name(found[i].kind), found[i].start, found[i].end);
}

/* How many words of a phrase (" my name is ") stand at word i of the folded text: all of them, or 0. */
static size_t phrase_at(const struct fr_folded *f, size_t i, const char *phrase)
{
	size_t len = strlen(phrase), n = 0, from = f->words[i].fold_off;

	if (!from || from - 1 + len > f->words[f->n_words - 1].fold_off + f->words[f->n_words - 1].fold_len + 1 ||
	    memcmp(f->text + from - 1, phrase, len) != 0)
		return 0;
	for (size_t k = 1; k < len; k++)
		n += phrase[k] == ' ';
	return n;
}

/* The longest phrase of a kind at word i: its words, 0: none. */
static size_t longest_at(const struct fr_masker *m, enum kind kind, size_t i)
{
	size_t longest = 0;

	for (size_t k = 0; k < m->phrases[kind].n; k++) {
		size_t n = phrase_at(&m->folded, i, m->phrases[kind].items[k]);

		longest = n > longest ? n : longest;
	}
	return longest;
}

static size_t source_end(const struct fr_word *w)
{
	return w->src_off + w->src_len;
}

/* Is there a colon or dash right behind word i, and what follows on the same line? */
static bool has_mark(const char *text, const struct fr_word *w, const struct fr_word *next)
{
	size_t i = source_end(w);
	bool mark = false;

	for (; i < next->src_off; i++) {
		if (text[i] == '\n')
			return false;
		mark |= text[i] == ':' || text[i] == '-' || text[i] == '=';
	}
	return mark;
}

/* A name from word i on: the word behind it. */
static size_t name_end(const struct fr_masker *m, const char *text, size_t i)
{
	const struct fr_folded *f = &m->folded;
	size_t end = i;

	while (end < f->n_words && end < i + FR_MASK_NAME_WORDS) {
		const struct fr_word *w = &f->words[end];
		bool first = end == i;
		size_t gap = first ? 0 : source_end(&f->words[end - 1]);

		if (w->kind != FR_WORD_PLAIN || longest_at(m, STOP, end) || (!first && (w->clause || w->sentence)))
			break;
		/* words that one character folds to share its bytes */
		if (!first && w->src_off > gap && memchr(text + gap, '\n', w->src_off - gap))
			break;
		end++;
	}
	return end;
}

static void add_names(struct fr_masker *m, const char *text, size_t len)
{
	const struct fr_folded *f = &m->folded;

	fr_fold(&m->folded, text, len);
	for (size_t i = 0; i < f->n_words; i++) {
		size_t name = longest_at(m, NAME, i), label = longest_at(m, LABEL, i), house = longest_at(m, HOUSE, i);
		size_t words = name > label ? name : label, end;

		if (house && i + house < f->n_words)
			add(m, "house", f->words[i + house].src_off, source_end(&f->words[i + house]));
		if (!words || i + words >= f->n_words)
			continue;
		if (label == words && name < label && !has_mark(text, &f->words[i + words - 1], &f->words[i + words]))
			continue;
		end = name_end(m, text, i + words);
		if (end > i + words)
			add(m, "name", f->words[i + words].src_off, source_end(&f->words[end - 1]));
	}
}

/* Wherever the words stand, beginning and ending with a word's edge. Shorter ones than three bytes say nothing. */
static void add_words(struct fr_masker *m, const struct fr_mask_word *words, size_t n)
{
	struct fr_folded folded = {0};

	for (size_t k = 0; k < n; k++) {
		if (words[k].len < 3)
			continue;
		fr_fold(&folded, words[k].bytes, words[k].len);
		for (size_t i = 0; folded.n_words && i < m->folded.n_words; i++) {
			size_t found = phrase_at(&m->folded, i, folded.text);

			if (found)
				add(m, "person", m->folded.words[i].src_off,
				    source_end(&m->folded.words[i + found - 1]));
		}
	}
	fr_folded_free(&folded);
}

static int by_start(const void *a, const void *b)
{
	const struct fr_masked *x = *(const struct fr_masked *const *)a, *y = *(const struct fr_masked *const *)b;

	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	return x->end > y->end ? -1 : x->end < y->end;
}

/* In the order of the text; what overlaps becomes one, called after the one that begins first. */
static void join(struct fr_masker *m)
{
	const struct fr_masked **order = fr_xcalloc(m->n_ranges + 1, sizeof(struct fr_masked *));
	struct fr_masked *sorted = fr_xcalloc(m->n_ranges + 1, sizeof *sorted);
	const char **what = fr_xcalloc(m->n_ranges + 1, sizeof(char *));
	size_t n = 0;

	for (size_t i = 0; i < m->n_ranges; i++)
		order[i] = &m->ranges[i];
	if (m->n_ranges)
		qsort(order, m->n_ranges, sizeof *order, by_start);
	for (size_t i = 0; i < m->n_ranges; i++) {
		if (n && order[i]->start < sorted[n - 1].end) {
			if (order[i]->end > sorted[n - 1].end)
				sorted[n - 1].end = order[i]->end;
			continue;
		}
		what[n] = m->what[order[i] - m->ranges];
		sorted[n++] = *order[i];
	}
	memcpy(m->ranges, sorted, n * sizeof *sorted);
	memcpy(m->what, what, n * sizeof *what);
	m->n_ranges = n;
	free(order);
	free(sorted);
	free(what);
}

void fr_mask_text(struct fr_masker *m, const char *text, size_t len, const struct fr_mask_word *words, size_t n,
		  struct fr_buf *out, const struct fr_masked **ret, size_t *ret_n)
{
	size_t pos = 0;

	m->n_ranges = 0;
	if (len) {
		add_numbers(m, text, len);
		add_names(m, text, len); /* folds the text, for the next */
		add_words(m, words, n);
	}
	if (m->n_ranges)
		join(m);
	for (size_t i = 0; i < m->n_ranges; i++) {
		size_t before;

		fr_buf_add(out, text + pos, m->ranges[i].start - pos);
		before = out->len;
		fr_mask_put(m, m->what[i], text + m->ranges[i].start, m->ranges[i].end - m->ranges[i].start, out);
		m->ranges[i].len = out->len - before;
		pos = m->ranges[i].end;
	}
	fr_buf_add(out, text + pos, len - pos);
	if (ret) {
		*ret = m->ranges;
		*ret_n = m->n_ranges;
	}
}

bool fr_mask_is_field(struct fr_masker *m, const char *name, size_t len)
{
	fr_fold(&m->folded, name, len);
	for (size_t i = 0; m->folded.n_words && i < m->phrases[FIELD].n; i++)
		if (phrase_at(&m->folded, 0, m->phrases[FIELD].items[i]) == m->folded.n_words)
			return true;
	return false;
}

bool fr_mask_shields(const struct fr_masker *m, const char *category, size_t len)
{
	for (size_t i = 0; i < m->phrases[SHIELD].n; i++)
		if (strlen(m->phrases[SHIELD].items[i]) == len &&
		    memcmp(m->phrases[SHIELD].items[i], category, len) == 0)
			return true;
	return false;
}
