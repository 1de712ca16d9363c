/* Stems of any bytes and of the words they fold to: not empty, not longer, and cut between characters. */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "core/mem.h"
#include "core/utf8.h"
#include "text/fold.h"
#include "text/stem.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_word(const char *bytes, size_t len)
{
	char *word = fr_xmalloc(len ? len : 1); /* of its exact size: a read behind it is seen */
	size_t stem;

	if (len)
		memcpy(word, bytes, len);
	stem = fr_stem(word, len);
	assert(stem <= len && (stem > 0) == (len > 0));
	assert(stem == len || fr_utf8_check(word, stem) == stem);
	free(word);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fr_folded f = {0};

	check_word((const char *)data, size);
	fr_fold(&f, (const char *)data, size);
	for (size_t i = 0; i < f.n_words; i++)
		check_word(f.text + f.words[i].fold_off, f.words[i].fold_len);
	fr_folded_free(&f);
	return 0;
}
