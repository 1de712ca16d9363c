/*
 * fr-report: write the routed case list.
 *
 * Options and wiring. What a case is, in which order they stand and what is said of them: lib/report.
 */
#include <stdlib.h>
#include "core/mem.h"
#include "core/stage.h"
#include "report/report.h"

struct report {
	int view, format, lang;
	const char *pack; /* --pack; borrowed from the command line */
	double width;     /* --width; 0: not given */
	struct fr_report *report;
};

static size_t columns(const struct fr_stage *stage, const struct report *r)
{
	if (r->width > 0)
		return (size_t)r->width;
	return fr_stage_output_is_terminal(stage) ? (size_t)fr_stage_output_columns(stage) : FR_REPORT_COLUMNS_DEFAULT;
}

static int report_begin(struct fr_stage *stage, void *state, struct fr_error *err)
{
	struct report *r = state;
	struct fr_report_settings settings = {
		.view = r->view,
		.format = r->format,
		.lang = r->lang,
		.now_at = fr_stage_now(stage),
		.columns = columns(stage, r),
		.colour = fr_stage_output_colour(stage),
	};
	char *folder;
	int rc = fr_stage_pack(stage, r->pack, &folder, err);

	if (rc != FR_OK)
		return rc;
	settings.pack_folder = folder;
	rc = fr_report_new(&settings, &r->report, err);
	free(folder);
	return rc;
}

static int report_record(struct fr_stage *stage, void *state, struct fr_record *rec, struct fr_error *err)
{
	(void)stage;
	return fr_report_add(((struct report *)state)->report, rec, err);
}

static int write_bytes(void *stage, const char *bytes, size_t len)
{
	return fr_write(stage, bytes, len);
}

static int report_end(struct fr_stage *stage, void *state, struct fr_error *err)
{
	struct report *r = state;
	struct fr_buf counts = {0};
	int rc;

	(void)err; /* fr_write tells core */
	fr_report_set_rejected(r->report, fr_stage_rejected(stage));
	rc = fr_report_write(r->report, write_bytes, stage);
	if (rc == FR_OK && fr_report_counts(r->report, &counts))
		fr_stage_note(stage, "%s", fr_buf_str(&counts));
	fr_buf_free(&counts);
	return rc;
}

static void report_free(void *state)
{
	fr_report_free(((struct report *)state)->report);
}

static const struct fr_option options[] = {
	FR_OPT_CHOICE(0, "view", struct report, view, "VIEW", FR_REPORT_VIEWS, "what to report (default: cases)"),
	FR_OPT_CHOICE('f', "format", struct report, format, "FORMAT", FR_REPORT_FORMATS,
		      "how to write it (default: text)"),
	FR_OPT_CHOICE('l', "lang", struct report, lang, "LANG", FR_REPORT_LANGS,
		      "language of names and headings (default: en)"),
	FR_OPT_NUMBER('w', "width", struct report, width, "COLUMNS", "60..500",
		      "columns of the text format (default: the terminal's, or 100)"),
	FR_OPT_STRING(0, "pack", struct report, pack, "PACK", "name or folder of the pack (default: bihar)"),
	FR_OPT_END,
};

const struct fr_tool fr_tool_report = {
	.name = "report",
	.usage = "[--format text|csv|ndjson] [--lang en|hi] [FILE ...]",
	.summary = "write the routed case list",
	.options = options,
	.state_size = sizeof(struct report),
	.begin = report_begin,
	.record = report_record,
	.end = report_end,
	.free = report_free,
	.sink = true,
};
