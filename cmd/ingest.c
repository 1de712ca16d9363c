/*
 * fr-ingest: raw exports into records.
 *
 * Options and wiring. What a format looks like, and what a record is made of: lib/ingest.
 */
#include <inttypes.h>
#include <string.h>
#include "core/stage.h"
#include "ingest/columns.h"
#include "ingest/format.h"
#include "ingest/ingest.h"
#include "ingest/verify.h"

#define ZONE_DEFAULT "Asia/Kolkata"

struct ingest {
	const char *format_name; /* --format; borrowed from the command line */
	const char *zone_name;   /* --tz */
	const char *map_path;    /* --map */
	int date_order;          /* --date-order */
	bool list_formats;
	bool verify;
	const char *base;           /* --base */
	uint64_t n_checked, n_bad;  /* --verify */
	struct fr_ingest_span span; /* --since, --until */
	struct fr_zone *zone;       /* owned, from begin to free */
	struct fr_map *map;
	struct fr_ingest_options options;
};

/* What fr_sink.arg is during one input. */
struct bound {
	struct fr_stage *stage;
};

static int on_record(void *arg, const char *line, size_t len)
{
	return fr_emit_line(((struct bound *)arg)->stage, line, len);
}

static int on_reject(void *arg, const struct fr_error *err, const struct fr_place *place, const char *raw, size_t len)
{
	return fr_stage_reject(((struct bound *)arg)->stage, err, place, raw, len);
}

static void on_note(void *arg, const char *text)
{
	fr_stage_note(((struct bound *)arg)->stage, "%s", text);
}

static void on_failed(void *arg, const struct fr_error *err)
{
	fr_stage_failed_input(((struct bound *)arg)->stage, err);
}

static void on_progress(void *arg, uint64_t done, uint64_t total)
{
	fr_stage_progress(((struct bound *)arg)->stage, done, total);
}

static int on_flush(void *arg)
{
	return fr_stage_flush(((struct bound *)arg)->stage);
}

/* FR_STOP: there is nothing to read behind it. */
static int list_formats(struct fr_stage *stage)
{
	struct fr_buf table = {0};
	int rc;

	fr_ingest_list_formats(&table);
	rc = fr_write(stage, table.bytes, table.len);
	fr_buf_free(&table);
	return rc == FR_OK ? FR_STOP : rc;
}

static int ingest_begin(struct fr_stage *stage, void *state, struct fr_error *err)
{
	struct ingest *ingest = state;
	char quoted[FR_QUOTE_MAX];
	int rc;

	if (ingest->list_formats)
		return list_formats(stage);
	if (ingest->verify && !fr_stage_is_last(stage))
		return fr_fail(err, FR_FATAL, "--verify writes no records: nothing can come behind it");
	if (ingest->base && !ingest->verify)
		return fr_fail(err, FR_FATAL, "--base is for --verify");
	if (ingest->span.since != FR_TIME_NONE && ingest->span.until != FR_TIME_NONE &&
	    ingest->span.since >= ingest->span.until)
		return fr_fail(err, FR_FATAL, "--since is not before --until: nothing lies between them");
	if (ingest->span.since != FR_TIME_NONE || ingest->span.until != FR_TIME_NONE)
		ingest->options.span = &ingest->span;
	if (ingest->format_name) {
		ingest->options.format = fr_ingest_format_named(ingest->format_name);
		if (!ingest->options.format)
			return fr_fail(err, FR_FATAL, "no format %s; see --list-formats",
				       fr_quote(quoted, ingest->format_name, strlen(ingest->format_name)));
	}
	ingest->options.zone_name = ingest->zone_name ? ingest->zone_name : ZONE_DEFAULT;
	ingest->options.order = (enum fr_date_order)ingest->date_order;
	rc = fr_zone_open(ingest->options.zone_name, &ingest->zone, err);
	if (rc == FR_OK && ingest->map_path)
		rc = fr_map_load(ingest->map_path, &ingest->map, err);
	ingest->options.zone = ingest->zone;
	ingest->options.map = ingest->map;
	return rc;
}

static int on_report(void *arg, const char *line, size_t len)
{
	struct fr_stage *stage = ((struct bound *)arg)->stage;
	int rc = fr_write(stage, line, len);

	return rc == FR_OK ? fr_write(stage, "\n", 1) : rc;
}

static int verify_input(struct fr_stage *stage, struct ingest *ingest, const char *path, struct fr_error *err)
{
	struct bound bound = {stage};
	struct fr_sink sink = {&bound, on_report, on_reject, on_note, on_failed, on_progress, on_flush};
	struct fr_verify verify = {.options = &ingest->options, .base = ingest->base, .sink = &sink};
	int rc = fr_verify_file(&verify, path, err);

	ingest->n_checked += verify.n_checked;
	ingest->n_bad += verify.n_bad;
	return rc;
}

static int ingest_end(struct fr_stage *stage, void *state, struct fr_error *err)
{
	struct ingest *ingest = state;

	if (ingest->n_bad) {
		fr_fail(err, FR_REJECT, "%" PRIu64 " of %" PRIu64 " records could not be verified", ingest->n_bad,
			ingest->n_checked);
		fr_stage_failed_input(stage, err);
	}
	return FR_OK;
}

static int ingest_input(struct fr_stage *stage, void *state, const char *path, struct fr_error *err)
{
	struct ingest *ingest = state;
	struct bound bound = {stage};
	struct fr_sink sink = {&bound, on_record, on_reject, on_note, on_failed, on_progress, on_flush};

	if (ingest->verify)
		return verify_input(stage, ingest, path, err);
	return fr_ingest_file(path, &ingest->options, &sink, err);
}

static void ingest_free(void *state)
{
	struct ingest *ingest = state;

	fr_zone_free(ingest->zone);
	fr_map_free(ingest->map);
}

static const struct fr_option options[] = {
	FR_OPT_STRING('f', "format", struct ingest, format_name, "FORMAT", "read every input as this format"),
	FR_OPT_STRING(0, "tz", struct ingest, zone_name, "ZONE", "zone of local times (default " ZONE_DEFAULT ")"),
	FR_OPT_CHOICE(0, "date-order", struct ingest, date_order, "ORDER", FR_DATE_ORDERS,
		      "order of day, month and year where the dates leave it open"),
	FR_OPT_FILE(0, "map", struct ingest, map_path, "FILE", "JSON: record member to column of a table"),
	FR_OPT_TIME(0, "since", struct ingest, span.since, "TIME", "only records from this moment on"),
	FR_OPT_TIME(0, "until", struct ingest, span.until, "TIME", "only records before this moment"),
	FR_OPT_FLAG(0, "verify", struct ingest, verify,
		    "read records, and say of each whether its original still gives it"),
	FR_OPT_FILE(0, "base", struct ingest, base, "DIR",
		    "with --verify: folder to look up the names of originals in"),
	FR_OPT_FLAG(0, "list-formats", struct ingest, list_formats, "print the formats that can be read, and end"),
	FR_OPT_END};

const struct fr_tool fr_tool_ingest = {
	.name = "ingest",
	.usage = "[-f FORMAT] [--tz ZONE] [FILE ...]",
	.summary = "make records of raw exports",
	.options = options,
	.state_size = sizeof(struct ingest),
	.begin = ingest_begin,
	.input = ingest_input,
	.end = ingest_end,
	.free = ingest_free,
};
