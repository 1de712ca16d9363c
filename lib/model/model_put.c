#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>
#include "core/mem.h"
#include "model/model_priv.h"

#define STEPS 32767 /* of an int16 to each side of 0 */

static void pad(struct fr_buf *out)
{
	static const char zeros[8];

	fr_buf_add(out, zeros, model_pad(out->len) - out->len);
}

static float largest(const float *at, size_t n, size_t stride)
{
	float max = 0;

	for (size_t i = 0; i < n; i++)
		if (fabsf(at[i * stride]) > max)
			max = fabsf(at[i * stride]);
	return max > 0 ? max : 1;
}

static int16_t in_steps(float x, float scale)
{
	return (int16_t)lrintf(x / scale);
}

static void put_classes(const struct fr_model_draft *d, const float *scales, struct fr_buf *out)
{
	size_t n_outputs = model_n_outputs(d->n_labels);

	for (size_t k = 0; k < d->n_labels; k++) {
		struct fr_model_class c = {
			.prior = (float)d->prior[k], .shift = (float)d->shift[k], .lead = (float)d->lead[k]};

		if (k < n_outputs) {
			c.bias = (float)d->bias[k];
			c.weight_scale = scales[k];
		}
		fr_buf_add(out, &c, sizeof(c));
	}
	for (size_t k = 0; k < d->n_labels; k++)
		fr_buf_add(out, d->names[k], strlen(d->names[k]) + 1);
	pad(out);
}

static void put_buckets(const struct fr_model_draft *d, struct fr_buf *out)
{
	size_t n = ((size_t)FR_BLOCKS << d->spec.bits) / 32, row = 0;
	struct fr_feature_rows *buckets = fr_xcalloc(n, sizeof(*buckets));

	for (size_t i = 0; i < n; i++) {
		buckets[i].first = (uint32_t)row;
		for (; row < d->n_rows && d->row_at[row] / 32 == i; row++)
			buckets[i].has |= 1u << d->row_at[row] % 32;
	}
	assert(row == d->n_rows);
	fr_buf_add(out, buckets, n * sizeof(*buckets));
	free(buckets);
}

static void put_rows(const struct fr_model_draft *d, float rarity_scale, const float *scales, struct fr_buf *out)
{
	size_t n_outputs = model_n_outputs(d->n_labels), len = (1 + n_outputs) * sizeof(int16_t);
	int16_t *row = fr_xcalloc(1 + n_outputs, sizeof(*row));

	for (size_t i = 0; i < d->n_rows; i++) {
		row[0] = in_steps(d->rarity[i], rarity_scale);
		for (size_t k = 0; k < n_outputs; k++)
			row[1 + k] = in_steps(d->weights[i * n_outputs + k], scales[k]);
		fr_buf_add(out, row, len);
	}
	free(row);
	pad(out);
}

void fr_model_put(const struct fr_model_draft *d, struct fr_buf *out)
{
	size_t n_outputs = model_n_outputs(d->n_labels), begin = out->len;
	float *scales = fr_xcalloc(n_outputs, sizeof(*scales));
	struct fr_model_header h = {.magic = MODEL_MAGIC, .version = MODEL_VERSION, .order = MODEL_ORDER};

	assert(begin == 0 && d->n_labels >= 2 && fr_feature_spec_valid(&d->spec));
	h.seed = d->seed;
	memcpy(h.data_hash, d->data_hash, sizeof(h.data_hash));
	h.n_posts = d->n_posts;
	h.n_labels = (uint32_t)d->n_labels;
	h.n_rows = (uint32_t)d->n_rows;
	for (size_t k = 0; k < d->n_labels; k++)
		h.names_len += strlen(d->names[k]) + 1;
	h.bits = d->spec.bits;
	h.char_min = d->spec.char_min;
	h.char_max = d->spec.char_max;
	h.words = d->spec.words;
	h.shape = d->spec.shape;
	h.sounds = d->spec.sounds;
	h.raw_max = d->spec.raw_max;
	h.temperature = (float)d->temperature;
	h.rarity_scale = largest(d->rarity, d->n_rows, 1) / STEPS;
	for (size_t b = 0; b < FR_BLOCKS; b++)
		h.block_weight[b] = (float)d->block_weight[b];
	for (size_t k = 0; k < n_outputs; k++)
		scales[k] = largest(d->weights + k, d->n_rows, n_outputs) / STEPS;
	fr_buf_add(out, &h, sizeof(h));
	put_classes(d, scales, out);
	put_buckets(d, out);
	put_rows(d, h.rarity_scale, scales, out);
	h.file_len = out->len;
	memcpy(out->bytes, &h, sizeof(h));
	h.checksum = XXH3_64bits(out->bytes + MODEL_CHECKED_FROM, out->len - MODEL_CHECKED_FROM);
	memcpy(out->bytes, &h, sizeof(h));
	free(scales);
}
