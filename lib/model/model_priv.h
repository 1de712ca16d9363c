/*
 * model_priv.h: the parts of a model's file as they lie in memory. model.c reads them, model_put.c writes them.
 */
#ifndef FR_MODEL_MODEL_PRIV_H
#define FR_MODEL_MODEL_PRIV_H
#include "model/model.h"

#define MODEL_MAGIC   "frmodel"
#define MODEL_VERSION 2
#define MODEL_ORDER   0x01020304u /* reads otherwise on a machine of the other byte order */

struct fr_model_header {
	char magic[8];
	uint32_t version;
	uint32_t order;
	uint64_t checksum; /* of all bytes behind it */
	uint64_t file_len;
	uint64_t seed;
	uint8_t data_hash[FR_MODEL_HASH_LEN];
	uint64_t n_posts;
	uint32_t n_labels;
	uint32_t n_rows;
	uint64_t names_len;
	uint8_t bits, char_min, char_max, words, shape, sounds, raw_max;
	uint8_t unused; /* 0 */
	float temperature;
	float rarity_scale; /* of one step of a row's rarity */
	float block_weight[FR_BLOCKS];
	uint32_t unused_too; /* 0 */
};

struct fr_model_class {
	float prior, shift, lead;
	float bias, weight_scale; /* of the output; of two labels the first has it */
	float unused;             /* 0 */
};

#define MODEL_CHECKED_FROM (offsetof(struct fr_model_header, checksum) + sizeof(uint64_t))

static inline size_t model_n_outputs(size_t n_labels)
{
	return n_labels == 2 ? 1 : n_labels;
}

static inline size_t model_pad(size_t len)
{
	return (len + 7) / 8 * 8;
}
#endif
