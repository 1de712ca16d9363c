#include "model/model.h"
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>
#include "core/mem.h"
#include "core/utf8.h"
#include "model/model_priv.h"

_Static_assert(sizeof(struct fr_model_header) % 8 == 0 && sizeof(struct fr_model_class) % 8 == 0, "no part is padded");

struct fr_model {
	void *map;
	size_t map_len;
	const struct fr_model_header *head;
	const struct fr_model_class *classes;
	const char **names;
	const struct fr_feature_rows *buckets;
	const int16_t *rows;
	size_t n_outputs;
	struct fr_feature_spec spec;
};

static int damaged(const char *path, const char *what, struct fr_error *err)
{
	return fr_fail(err, FR_FATAL, "%s: damaged model: %s; make it again with fr-train", path, what);
}

static int check_header(const struct fr_model_header *h, size_t len, const char *path, struct fr_error *err)
{
	if (!h || len < sizeof(*h) || memcmp(h->magic, MODEL_MAGIC, sizeof(h->magic)) != 0)
		return fr_fail(err, FR_FATAL, "%s: no model; fr-train makes them", path);
	if (h->order != MODEL_ORDER)
		return fr_fail(err, FR_FATAL, "%s: a model of a machine with another byte order", path);
	if (h->version != MODEL_VERSION)
		return fr_fail(err, FR_FATAL,
			       "%s: a model of version %u, this program reads version %u; make it again with fr-train",
			       path, (unsigned)h->version, (unsigned)MODEL_VERSION);
	if (h->file_len != len)
		return damaged(path, "it is not as long as it says", err);
	if (XXH3_64bits((const char *)h + MODEL_CHECKED_FROM, len - MODEL_CHECKED_FROM) != h->checksum)
		return damaged(path, "its checksum is wrong", err);
	return FR_OK;
}

static bool floats_fine(const float *at, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!isfinite(at[i]) || fabsf(at[i]) > 1e9F)
			return false;
	return true;
}

/* The names are n_labels strings, in the order of bytes. */
static bool find_names(struct fr_model *m, const char *names, size_t len)
{
	size_t pos = 0;

	m->names = fr_xcalloc(m->head->n_labels, sizeof(*m->names));
	for (size_t k = 0; k < m->head->n_labels; k++) {
		const char *end = memchr(names + pos, 0, len - pos);
		size_t name_len = end ? (size_t)(end - names) - pos : 0;

		if (name_len == 0 || name_len > FR_MODEL_LABEL_MAX || fr_utf8_check(names + pos, name_len) != name_len)
			return false;
		m->names[k] = names + pos;
		if (k > 0 && strcmp(m->names[k - 1], m->names[k]) >= 0)
			return false;
		pos += name_len + 1;
	}
	return pos == len;
}

/* Each bit has the next row, up to the last. */
static bool rows_fine(const struct fr_feature_rows *at, uint64_t n, uint32_t n_rows)
{
	uint64_t row = 0;

	for (uint64_t i = 0; i < n; i++) {
		if (at[i].first != row)
			return false;
		for (uint32_t has = at[i].has; has; has &= has - 1)
			row++;
	}
	return row == n_rows;
}

/* Everything that reading goes by is within the file, whoever wrote it. */
static int check_parts(struct fr_model *m, const char *path, struct fr_error *err)
{
	const struct fr_model_header *h = m->head;
	const char *bytes = m->map;
	uint64_t n_buckets, buckets_off, rows_off;

	assert(h); /* what map_file says is mapped */
	m->spec = (struct fr_feature_spec){.bits = h->bits,
					   .char_min = h->char_min,
					   .char_max = h->char_max,
					   .words = h->words,
					   .shape = h->shape,
					   .sounds = h->sounds,
					   .raw_max = h->raw_max};
	if (!fr_feature_spec_valid(&m->spec))
		return damaged(path, "it looks at nothing that this program knows", err);
	if (h->n_labels < 2 || h->n_labels > FR_MODEL_LABELS_MAX || h->n_rows < 1 ||
	    h->names_len > (uint64_t)FR_MODEL_LABELS_MAX * (FR_MODEL_LABEL_MAX + 1))
		return damaged(path, "its counts are beyond their limits", err);
	m->n_outputs = model_n_outputs(h->n_labels);
	n_buckets = ((uint64_t)FR_BLOCKS << h->bits) / 32;
	buckets_off = sizeof(*h) + h->n_labels * sizeof(*m->classes) + model_pad(h->names_len);
	rows_off = buckets_off + n_buckets * sizeof(*m->buckets);
	if (rows_off + model_pad((uint64_t)h->n_rows * (1 + m->n_outputs) * sizeof(*m->rows)) != m->map_len)
		return damaged(path, "its parts are not as long as it says", err);
	m->classes = (const struct fr_model_class *)(bytes + sizeof(*h));
	m->buckets = (const struct fr_feature_rows *)(bytes + buckets_off);
	m->rows = (const int16_t *)(bytes + rows_off);
	if (!find_names(m, bytes + sizeof(*h) + h->n_labels * sizeof(*m->classes), h->names_len))
		return damaged(path, "the names of its labels are not as they should be", err);
	if (!rows_fine(m->buckets, n_buckets, h->n_rows))
		return damaged(path, "its buckets and rows do not agree", err);
	if (!floats_fine(&h->temperature, 2) || !floats_fine(h->block_weight, FR_BLOCKS) ||
	    !floats_fine(&m->classes->prior, h->n_labels * sizeof(*m->classes) / sizeof(float)))
		return damaged(path, "a number in it is none", err);
	return FR_OK;
}

static int map_file(const char *path, struct fr_model *m, struct fr_error *err)
{
	struct stat st;
	int fd = open(path, O_RDONLY | O_CLOEXEC), rc = FR_OK;

	if (fd < 0)
		return fr_fail_errno(err, errno, "%s", path);
	if (fstat(fd, &st) < 0)
		rc = fr_fail_errno(err, errno, "%s", path);
	else if (!S_ISREG(st.st_mode) || st.st_size == 0)
		rc = fr_fail(err, FR_FATAL, "%s: no model; fr-train makes them", path);
	else if (st.st_size > (off_t)FR_MODEL_FILE_MAX)
		rc = fr_fail(err, FR_FATAL, "%s: too long for a model", path);
	if (rc == FR_OK) {
		m->map_len = (size_t)st.st_size;
		m->map = mmap(NULL, m->map_len, PROT_READ, MAP_PRIVATE, fd, 0);
		if (m->map == MAP_FAILED) {
			m->map = NULL;
			rc = fr_fail_errno(err, errno, "%s", path);
		}
	}
	close(fd);
	return rc;
}

int fr_model_load(const char *path, struct fr_model **ret, struct fr_error *err)
{
	struct fr_model *m = fr_xcalloc(1, sizeof(*m));
	int rc = map_file(path, m, err);

	if (rc == FR_OK) {
		m->head = m->map;
		rc = check_header(m->head, m->map_len, path, err);
	}
	if (rc == FR_OK)
		rc = check_parts(m, path, err);
	if (rc == FR_OK)
		*ret = m;
	else
		fr_model_free(m);
	return rc;
}

void fr_model_free(struct fr_model *m)
{
	if (!m)
		return;
	if (m->map)
		munmap(m->map, m->map_len);
	free(m->names);
	free(m);
}

size_t fr_model_n_labels(const struct fr_model *m)
{
	return m->head->n_labels;
}

const char *fr_model_label(const struct fr_model *m, size_t label)
{
	return m->names[label];
}

double fr_model_prior(const struct fr_model *m, size_t label)
{
	return (double)m->classes[label].prior;
}

/* 1 + log(n) */
static double times(size_t n)
{
	return n ? 1 + log((double)n) : 0;
}

void fr_scorer_init(struct fr_scorer *s, const struct fr_model *model)
{
	memset(s, 0, sizeof(*s));
	s->model = model;
	s->p = fr_xcalloc(model->head->n_labels, sizeof(*s->p));
	s->scores = fr_xcalloc(model->head->n_labels, sizeof(*s->scores));
	fr_features_init(&s->features, &model->spec);
	s->features.rows = model->buckets;
	s->met = fr_xcalloc(model->head->n_rows, sizeof(*s->met));
	for (size_t n = 0; n <= FR_MODEL_TIMES_MAX; n++) {
		size_t next = n < FR_MODEL_TIMES_MAX ? n + 1 : n;

		s->more[n] = (float)(times(next) - times(n));
		s->more_square[n] = (float)(times(next) * times(next) - times(n) * times(n));
	}
}

void fr_scorer_free(struct fr_scorer *s)
{
	fr_features_free(&s->features);
	free(s->p);
	free(s->scores);
	free(s->met);
	free(s->rows);
	free(s->by_word);
	memset(s, 0, sizeof(*s));
}

/* The rows of the text's pieces. */
static void find_rows(struct fr_scorer *s)
{
	const struct fr_feature *items = s->features.items;
	const struct fr_feature_rows *buckets = s->model->buckets;
	size_t n = s->features.n;

	if (n > s->cap_rows) {
		s->cap_rows = 2 * n;
		s->rows = fr_xreallocarray(s->rows, s->cap_rows, sizeof(*s->rows));
	}
	for (size_t i = 0; i < n; i++)
		s->rows[i] = fr_feature_row(buckets, items[i].at);
}

/*
 * Add up the rows at, n of them: returns the square of their length, sums by output. A piece that stands there n times
 * weighs 1 + log(n): the n-th adds by how much that is more than for n - 1, and likewise to the square.
 */
static inline __attribute__((always_inline)) float add_rows(const struct fr_scorer *s, const uint32_t *at, size_t n,
							    size_t n_outputs, float *restrict sums)
{
	const int16_t *rows = s->model->rows;
	const float *more = s->more, *more_square = s->more_square;
	uint8_t *restrict met = s->met;
	float square = 0;

	memset(sums, 0, n_outputs * sizeof(*sums));
	for (size_t i = 0; i < n; i++) {
		const int16_t *row = rows + (size_t)at[i] * (1 + n_outputs);
		unsigned times = met[at[i]];
		float rarity = row[0], x = more[times] * rarity;

		met[at[i]] = (uint8_t)(times + (times < FR_MODEL_TIMES_MAX));
		square += more_square[times] * rarity * rarity;
		for (size_t k = 0; k < n_outputs; k++)
			sums[k] += x * row[1 + k];
	}
	for (size_t i = 0; i < n; i++)
		met[at[i]] = 0;
	return square;
}

/* Add a block's share to the scores. */
static void add_block(struct fr_scorer *s, size_t block, float *sums)
{
	const struct fr_model *m = s->model;
	size_t n_outputs = m->n_outputs;
	size_t from = block ? s->features.block_end[block - 1] : 0, n = s->features.block_end[block] - from;
	float square = n_outputs == 1 ? add_rows(s, s->rows + from, n, 1, sums)
				      : add_rows(s, s->rows + from, n, n_outputs, sums);

	s->norm[block] = square > 0 ? (double)m->head->block_weight[block] / sqrt((double)square) : 0;
	for (size_t k = 0; k < n_outputs; k++)
		s->scores[k] += s->norm[block] * (double)sums[k] * (double)m->classes[k].weight_scale;
}

static void set_probabilities(struct fr_scorer *s)
{
	const struct fr_model *m = s->model;
	size_t n = m->head->n_labels;
	double max = -INFINITY, sum = 0;

	for (size_t k = 0; k < n; k++) {
		s->p[k] = (double)m->head->temperature * s->scores[k] + (double)m->classes[k].shift;
		max = s->p[k] > max ? s->p[k] : max;
	}
	for (size_t k = 0; k < n; k++) {
		s->p[k] = exp(s->p[k] - max);
		sum += s->p[k];
	}
	for (size_t k = 0; k < n; k++)
		s->p[k] /= sum;
}

size_t fr_score(struct fr_scorer *s, const char *text, size_t len)
{
	const struct fr_model *m = s->model;
	float sums[FR_MODEL_LABELS_MAX];
	size_t best = 0, n = m->head->n_labels;
	double max = -INFINITY;

	fr_features_read(&s->features, text, len);
	for (size_t k = 0; k < m->n_outputs; k++)
		s->scores[k] = (double)m->classes[k].bias;
	find_rows(s);
	for (size_t b = 0; b < FR_BLOCKS; b++)
		add_block(s, b, sums);
	if (n == 2)
		s->scores[1] = -s->scores[0];
	set_probabilities(s);
	for (size_t k = 0; k < n; k++) {
		double z = (double)m->head->temperature * s->scores[k] + (double)m->classes[k].shift +
			   (double)m->classes[k].lead;

		if (z > max) {
			max = z;
			best = k;
		}
	}
	return best;
}

/*
 * By how much each output's weights count in what a row adds to the label's score against the mean of the others,
 * before its block is brought to length one.
 */
static void set_shares(const struct fr_model *m, size_t label, float *share)
{
	float others = -1 / (float)(m->n_outputs > 1 ? m->n_outputs - 1 : 1);

	if (m->n_outputs == 1) {
		share[0] = m->classes[0].weight_scale * (label ? -2 : 2);
		return;
	}
	for (size_t k = 0; k < m->n_outputs; k++)
		share[k] = m->classes[k].weight_scale * (k == label ? 1 : others);
}

/* Adds what the items of a block speak for the label to their words. */
static inline __attribute__((always_inline)) void add_to_words(struct fr_scorer *s, size_t block, float by,
							       size_t n_outputs, const float *share)
{
	const struct fr_feature *items = s->features.items;
	const int16_t *rows = s->model->rows;
	float *by_word = s->by_word;

	for (size_t i = block ? s->features.block_end[block - 1] : 0; i < s->features.block_end[block]; i++) {
		const int16_t *row = rows + (size_t)s->rows[i] * (1 + n_outputs);
		float weight = 0;

		for (size_t k = 0; k < n_outputs; k++)
			weight += share[k] * row[1 + k];
		if (items[i].word != FR_FEATURE_NO_WORD)
			by_word[items[i].word] += by * row[0] * weight;
	}
}

static size_t keep_strongest(const struct fr_folded *folded, const float *by_word, struct fr_reason *ret, size_t max)
{
	size_t n = 0;

	for (size_t i = 0; i < folded->n_words; i++) {
		const struct fr_word *w = &folded->words[i];
		size_t at = n;

		if (by_word[i] <= 0)
			continue;
		for (; at > 0 && ret[at - 1].weight < (double)by_word[i]; at--)
			if (at < max)
				ret[at] = ret[at - 1];
		if (at >= max)
			continue;
		ret[at] = (struct fr_reason){w->src_off, w->src_len, (double)by_word[i]};
		n += n < max;
	}
	return n;
}

size_t fr_score_reasons(struct fr_scorer *s, size_t label, struct fr_reason *ret, size_t max)
{
	const struct fr_model *m = s->model;
	const struct fr_folded *folded = &s->features.folded;
	float share[FR_MODEL_LABELS_MAX];

	if (folded->n_words > s->cap_words) {
		s->cap_words = 2 * folded->n_words;
		s->by_word = fr_xreallocarray(s->by_word, s->cap_words, sizeof(*s->by_word));
	}
	for (size_t i = 0; i < folded->n_words; i++)
		s->by_word[i] = 0;
	set_shares(m, label, share);
	for (size_t b = 0; b < FR_BLOCK_RAW; b++) {
		float by = m->head->temperature * (float)s->norm[b];

		if (m->n_outputs == 1)
			add_to_words(s, b, by, 1, share);
		else
			add_to_words(s, b, by, m->n_outputs, share);
	}
	return keep_strongest(folded, s->by_word, ret, max);
}
