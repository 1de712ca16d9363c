#include "model/model.h"
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
	const uint32_t *slots;
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
		return fr_fail(err, FR_FATAL, "%s: a model of version %u, this program reads version %u", path,
			       (unsigned)h->version, (unsigned)MODEL_VERSION);
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

/* Everything that reading goes by is within the file, whoever wrote it. */
static int check_parts(struct fr_model *m, const char *path, struct fr_error *err)
{
	const struct fr_model_header *h = m->head;
	const char *bytes = m->map;
	uint64_t n_slots, slots_off, rows_off;

	m->spec = (struct fr_feature_spec){h->bits, h->char_min, h->char_max, h->words, h->shape, h->raw_max};
	if (!fr_feature_spec_valid(&m->spec))
		return damaged(path, "it looks at nothing that this program knows", err);
	if (h->n_labels < 2 || h->n_labels > FR_MODEL_LABELS_MAX || h->n_rows < 1 ||
	    h->names_len > (uint64_t)FR_MODEL_LABELS_MAX * (FR_MODEL_LABEL_MAX + 1))
		return damaged(path, "its counts are beyond their limits", err);
	m->n_outputs = model_n_outputs(h->n_labels);
	n_slots = (uint64_t)FR_BLOCKS << h->bits;
	slots_off = sizeof(*h) + h->n_labels * sizeof(*m->classes) + model_pad(h->names_len);
	rows_off = slots_off + model_pad(n_slots * sizeof(*m->slots));
	if (rows_off + model_pad((uint64_t)h->n_rows * (1 + m->n_outputs) * sizeof(*m->rows)) != m->map_len)
		return damaged(path, "its parts are not as long as it says", err);
	m->classes = (const struct fr_model_class *)(bytes + sizeof(*h));
	m->slots = (const uint32_t *)(bytes + slots_off);
	m->rows = (const int16_t *)(bytes + rows_off);
	if (!find_names(m, bytes + sizeof(*h) + h->n_labels * sizeof(*m->classes), h->names_len))
		return damaged(path, "the names of its labels are not as they should be", err);
	for (uint64_t i = 0; i < n_slots; i++)
		if (m->slots[i] >= h->n_rows)
			return damaged(path, "a slot names a row that is not there", err);
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

void fr_scorer_init(struct fr_scorer *s, const struct fr_model *model)
{
	memset(s, 0, sizeof(*s));
	s->model = model;
	s->p = fr_xcalloc(model->head->n_labels, sizeof(*s->p));
	s->scores = fr_xcalloc(model->head->n_labels, sizeof(*s->scores));
	fr_features_init(&s->features, &model->spec);
}

void fr_scorer_free(struct fr_scorer *s)
{
	fr_features_free(&s->features);
	free(s->p);
	free(s->scores);
	memset(s, 0, sizeof(*s));
}

/* 1 + log(n) for the counts that short texts have. */
static float times(uint32_t n)
{
	static const float few[] = {0.0F, 1.0F, 1.6931472F, 2.0986123F, 2.3862944F, 2.6094379F, 2.7917595F, 2.9459101F};

	return n < sizeof(few) / sizeof(*few) ? few[n] : 1 + logf((float)n);
}

static const int16_t *row_of(const struct fr_model *m, uint32_t at)
{
	return m->rows + (size_t)m->slots[at] * (1 + m->n_outputs);
}

/* Add a block's share to the scores. */
static void add_block(struct fr_scorer *s, size_t block, float *sums)
{
	const struct fr_model *m = s->model;
	const struct fr_feature *items = s->features.items;
	size_t n_outputs = m->n_outputs;
	size_t from = block ? s->features.block_end[block - 1] : 0, end = s->features.block_end[block];
	float square = 0;

	memset(sums, 0, n_outputs * sizeof(*sums));
	for (size_t i = from; i < end; i++) {
		const int16_t *row = row_of(m, items[i].at);
		float x = times(items[i].count) * row[0];

		square += x * x;
		for (size_t k = 0; k < n_outputs; k++)
			sums[k] += x * row[1 + k];
	}
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

/* What a piece that is there once adds to the label's score against the mean of the others. */
static double piece_weight(const struct fr_scorer *s, size_t block, const struct fr_feature *item, size_t label)
{
	const struct fr_model *m = s->model;
	const int16_t *row = row_of(m, item->at);
	double x = s->norm[block] * (double)times(item->count) * row[0] / item->count, own, rest = 0;

	if (m->n_outputs == 1) {
		own = (double)m->classes[0].weight_scale * row[1] * 2;
		return (double)m->head->temperature * x * (label ? -own : own);
	}
	for (size_t k = 0; k < m->n_outputs; k++)
		if (k != label)
			rest += (double)m->classes[k].weight_scale * row[1 + k];
	own = (double)m->classes[label].weight_scale * row[1 + label];
	return (double)m->head->temperature * x * (own - rest / (double)(m->n_outputs - 1));
}

static size_t keep_strongest(const struct fr_folded *folded, const double *by_word, struct fr_reason *ret, size_t max)
{
	size_t n = 0;

	for (size_t i = 0; i < folded->n_words; i++) {
		const struct fr_word *w = &folded->words[i];
		size_t at = n;

		if (by_word[i] <= 0)
			continue;
		for (; at > 0 && ret[at - 1].weight < by_word[i]; at--)
			if (at < max)
				ret[at] = ret[at - 1];
		if (at >= max)
			continue;
		ret[at] = (struct fr_reason){w->src_off, w->src_len, by_word[i]};
		n += n < max;
	}
	return n;
}

size_t fr_score_reasons(struct fr_scorer *s, size_t label, struct fr_reason *ret, size_t max)
{
	const struct fr_folded *folded = &s->features.folded;
	double *by_word = fr_xcalloc(folded->n_words + 1, sizeof(*by_word));
	size_t n;

	for (size_t b = 0; b < FR_BLOCK_RAW; b++) {
		for (size_t i = b ? s->features.block_end[b - 1] : 0; i < s->features.block_end[b]; i++) {
			const struct fr_feature *item = &s->features.items[i];

			if (item->len)
				by_word[fr_folded_word_at(folded, item->off + (b == FR_BLOCK_CHARS))] +=
					piece_weight(s, b, item, label);
		}
	}
	n = keep_strongest(folded, by_word, ret, max);
	free(by_word);
	return n;
}
