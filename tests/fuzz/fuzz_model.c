/* Any bytes as a model's file: refused, or safe to ask. Checksum and length are set right, or nothing else is reached.
 */
#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <xxhash.h>
#include "core/mem.h"
#include "model/model_priv.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void ask(const struct fr_model *model)
{
	static const char text[] = "Kal raat Mairwa me katta लहराया गया!! @x https://t.co/a 😀 \xff";
	struct fr_scorer scorer;
	struct fr_reason reasons[3];
	size_t label;

	fr_scorer_init(&scorer, model);
	for (size_t len = 0; len < sizeof text; len += 17) {
		label = fr_score(&scorer, text, len);
		assert(label < fr_model_n_labels(model) && *fr_model_label(model, label));
		for (size_t i = 0, n = fr_score_reasons(&scorer, label, reasons, 3); i < n; i++)
			assert(reasons[i].off + reasons[i].len <= len);
	}
	fr_scorer_free(&scorer);
}

static void load(const void *bytes, size_t len)
{
	struct fr_model *model;
	struct fr_error err;
	char path[32];
	int fd = memfd_create("model", 0);

	assert(fd >= 0 && write(fd, bytes, len) == (ssize_t)len);
	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	if (fr_model_load(path, &model, &err) == FR_OK) {
		ask(model);
		fr_model_free(model);
	} else {
		assert(strncmp(err.text, path, strlen(path)) == 0);
	}
	close(fd);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fr_model_header head;
	char *copy;

	load(data, size);
	if (size < sizeof head)
		return 0;
	copy = fr_xmalloc(size);
	memcpy(copy, data, size);
	memcpy(&head, copy, sizeof head);
	memcpy(head.magic, MODEL_MAGIC, sizeof head.magic);
	head.version = MODEL_VERSION;
	head.order = MODEL_ORDER;
	head.file_len = size;
	memcpy(copy, &head, sizeof head);
	head.checksum = XXH3_64bits(copy + MODEL_CHECKED_FROM, size - MODEL_CHECKED_FROM);
	memcpy(copy, &head, sizeof head);
	load(copy, size);
	free(copy);
	return 0;
}
