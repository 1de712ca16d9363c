/*
 * bench_pass: the smallest filter that works on the core: reads three members, adds two. What the core costs by itself.
 */
#include <string.h>
#include "core/stage.h"

static int pass_record(struct fr_stage *stage, void *state, struct fr_record *rec, struct fr_error *err)
{
	const char *text, *id, *time;
	size_t text_len, id_len, time_len;
	struct fr_buf *json = state;
	int rc;

	rc = fr_record_get_string(rec, "text", &text, &text_len, err);
	if (rc == FR_OK)
		rc = fr_record_get_string(rec, "id", &id, &id_len, err);
	if (rc == FR_OK)
		rc = fr_record_get_string(rec, "time", &time, &time_len, err);
	if (rc != FR_OK)
		return rc;
	fr_buf_clear(json);
	fr_buf_addc(json, '{');
	fr_json_member_int(json, "text", (int64_t)text_len);
	fr_json_member_int(json, "id", (int64_t)id_len);
	fr_buf_addc(json, '}');
	fr_record_set_raw(rec, "bench_lengths", json->bytes, json->len);
	fr_record_set_raw(rec, "bench_time", "true", 4);
	return fr_emit(stage, rec);
}

static void pass_free(void *state)
{
	fr_buf_free(state);
}

static const struct fr_tool pass = {
	.name = "pass",
	.usage = "[FILE ...]",
	.summary = "read three members, add two",
	.state_size = sizeof(struct fr_buf),
	.record = pass_record,
	.free = pass_free,
};

int main(int argc, char **argv)
{
	return fr_tool_main(&pass, argc, argv);
}
