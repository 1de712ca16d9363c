/* Any bytes on a terminal: a cut keeps to its columns, and what is made visible holds no control. */
#include <assert.h>
#include <stdint.h>
#include <string.h>
#include "core/utf8.h"
#include "text/width.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_cuts(const char *s, size_t len)
{
	struct fr_buf out = {0};
	size_t before = 0;

	for (size_t columns = 0; columns < 12; columns++) {
		size_t taken, cut = fr_width_cut(s, len, columns, &taken);

		assert(cut <= len && taken <= columns && cut >= before);
		assert(taken == fr_width(s, cut));
		before = cut;
		fr_buf_clear(&out);
		fr_width_put(&out, s, len, columns, 1);
		if (fr_utf8_check(s, len) == len)
			assert(fr_width(out.bytes, out.len) == columns);
	}
	assert(fr_width_cut(s, len, SIZE_MAX, NULL) == len);
	fr_buf_free(&out);
}

static void check_visible(const char *s, size_t len)
{
	struct fr_buf out = {0}, again = {0};

	fr_text_put_visible(&out, s, len);
	assert(fr_utf8_check(out.bytes, out.len) == out.len);
	for (size_t i = 0; i < out.len; i++)
		assert((unsigned char)out.bytes[i] >= ' ' && out.bytes[i] != 0x7F);
	fr_text_put_visible(&again, out.bytes, out.len);
	assert(again.len == out.len && (!out.len || memcmp(again.bytes, out.bytes, out.len) == 0));
	fr_buf_free(&out);
	fr_buf_free(&again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	check_cuts((const char *)data, size);
	check_visible((const char *)data, size);
	return 0;
}
