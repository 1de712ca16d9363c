/*
 * Sound keys of any bytes, and of the words that they fold to: letters a to z, no longer than promised, the same each
 * time, and the loose key is made of the strict one.
 */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "core/mem.h"
#include "text/fold.h"
#include "text/sound.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_word(const char *bytes, size_t len)
{
	char *word = fr_xmalloc(len ? len : 1); /* of its exact size: a read behind it is seen */
	char strict[FR_SOUND_MAX], again[FR_SOUND_MAX], loose[FR_SOUND_MAX];
	size_t n, n_loose;

	if (len)
		memcpy(word, bytes, len);
	n = fr_sound_strict(word, len, strict);
	assert(n <= FR_SOUND_MAX);
	assert(fr_sound_strict(word, len, again) == n && memcmp(strict, again, n) == 0);
	n_loose = fr_sound_loose(word, len, loose);
	assert(n_loose <= n && (n_loose > 0) == (n > 0));
	for (size_t i = 0; i < n; i++)
		assert(strict[i] >= 'a' && strict[i] <= 'z');
	for (size_t i = 0; i < n_loose; i++)
		assert(memchr(strict, loose[i], n) || loose[i] == 'a');
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
