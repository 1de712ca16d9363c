/*
 * fr-redact: records without what leads to the people in them.
 *
 * Options and wiring. What is masked, and for whom: lib/privacy and lib/redact.
 */
#include <stdlib.h>
#include "core/stage.h"
#include "redact/redact.h"

struct redact {
	const char *pack; /* --pack; borrowed from the command line */
	const char *key;  /* --key; borrowed */
	int audience;     /* --for; 0: not given */
	uint64_t n;       /* records so far */
	struct fr_masker *masker;
	struct fr_redactor *redactor;
	struct fr_buf line, out; /* reused from record to record */
};

/* In the order of the option's words. */
enum { FOR_DISTRICT, FOR_PUBLIC };

static int redact_begin(struct fr_stage *stage, void *state, struct fr_error *err)
{
	struct redact *r = state;
	char *folder;
	int rc = fr_stage_pack(stage, r->pack, &folder, err);

	if (rc != FR_OK)
		return rc;
	rc = fr_masker_new(folder, r->key, &r->masker, err);
	free(folder);
	if (rc == FR_OK)
		r->redactor = fr_redactor_new(r->masker, r->audience == FOR_PUBLIC ? FR_FOR_PUBLIC : FR_FOR_DISTRICT);
	return rc;
}

static int redact_record(struct fr_stage *stage, void *state, struct fr_record *rec, struct fr_error *err)
{
	struct redact *r = state;

	(void)err;
	fr_buf_clear(&r->line);
	fr_buf_clear(&r->out);
	fr_record_render(rec, &r->line);
	fr_redact(r->redactor, r->line.bytes, r->line.len, ++r->n, &r->out);
	return fr_emit_line(stage, r->out.bytes, r->out.len);
}

static void redact_free(void *state)
{
	struct redact *r = state;

	fr_redactor_free(r->redactor);
	fr_masker_free(r->masker);
	fr_buf_free(&r->line);
	fr_buf_free(&r->out);
}

static const struct fr_option options[] = {
	FR_OPT_CHOICE(0, "for", struct redact, audience, "READERS", "district|public",
		      "who is to read it (default: district)"),
	FR_OPT_FILE('k', "key", struct redact, key, "FILE", "key of the pseudonyms: 16 bytes or more that stay secret"),
	FR_OPT_STRING('p', "pack", struct redact, pack, "PACK", "pack to use, a name or a folder"),
	FR_OPT_END,
};

const struct fr_tool fr_tool_redact = {
	.name = "redact",
	.usage = "[--for district|public] [--key FILE] [--pack PACK] [FILE ...]",
	.summary = "mask what leads to the people in records",
	.options = options,
	.state_size = sizeof(struct redact),
	.begin = redact_begin,
	.record = redact_record,
	.free = redact_free,
};
