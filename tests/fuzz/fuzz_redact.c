/* Any record: what comes out is a valid JSON object. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "core/json.h"
#include "redact/redact.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void redact(struct fr_redactor *r, const char *line, size_t len, struct fr_buf *out)
{
	struct fr_json_span value;
	struct fr_error err;

	fr_redact(r, line, len, 1, out);
	if (fr_json_check(out->bytes, out->len, &value, &err) != FR_OK || value.type != FR_JSON_OBJECT)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct fr_masker *masker;
	static struct fr_redactor *redactors[2];
	struct fr_json_span value;
	struct fr_error err;

	if (!masker) {
		if (fr_masker_new("share/fr/packs/bihar", NULL, &masker, &err) != FR_OK)
			abort();
		redactors[0] = fr_redactor_new(masker, FR_FOR_DISTRICT);
		redactors[1] = fr_redactor_new(masker, FR_FOR_PUBLIC);
	}
	if (fr_json_check((const char *)data, size, &value, &err) != FR_OK || value.type != FR_JSON_OBJECT)
		return 0;
	for (size_t i = 0; i < 2; i++) {
		struct fr_buf out = {0};

		redact(redactors[i], value.bytes, value.len, &out);
		fr_buf_free(&out);
	}
	return 0;
}
