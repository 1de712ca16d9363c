/* One stage of a run: handing on, rejecting, telling. */
#include "core/stage_priv.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include "core/share.h"

#define COLUMNS_UNKNOWN 80

int fr_stage_fatal(struct fr_stage *stage, const struct fr_error *err)
{
	struct fr_run *run = stage->run;

	if (!run->failed_stage) {
		run->failed_stage = stage;
		run->why = *err;
	}
	return FR_FATAL;
}

int fr_stage_reject(struct fr_stage *stage, const struct fr_error *err, const struct fr_place *place, const char *raw,
		    size_t raw_len)
{
	struct fr_error why;

	if (fr_rejects_add(stage->rejects, err, place, raw, raw_len, &why) == FR_OK)
		return FR_OK;
	return fr_stage_fatal(stage, &why);
}

/* A record that a tool refused, as it was when it came in but for what the tool may have set before. */
static int reject_record(struct fr_stage *stage, const struct fr_record *rec, const struct fr_error *err,
			 const struct fr_place *place)
{
	struct fr_buf raw = {0};
	int rc;

	fr_record_render(rec, &raw);
	rc = fr_stage_reject(stage, err, place, raw.bytes, raw.len);
	fr_buf_free(&raw);
	return rc;
}

int fr_stage_deliver(struct fr_stage *stage, struct fr_record *rec, const struct fr_place *place)
{
	struct fr_error err = {.byte_off = -1};
	int rc;

	stage->n_in++;
	rc = stage->tool->record(stage, stage->state, rec, &err);
	if (rc == FR_REJECT)
		return reject_record(stage, rec, &err, place);
	return rc == FR_FATAL ? fr_stage_fatal(stage, &err) : rc;
}

static int emit_to_next(struct fr_stage *stage, struct fr_record *rec)
{
	struct fr_place place = {"-", stage->n_in + 1, stage->in_off, fr_record_len(rec)};
	struct fr_error err;

	stage->in_off += place.length + 1;
	if (place.length > FR_LINE_MAX) {
		/* what the reader of a program of its own would say */
		stage->n_in++;
		fr_reject(&err, &fr_fault_line_long, FR_LINE_MAX, NULL);
		return reject_record(stage, rec, &err, &place);
	}
	return fr_stage_deliver(stage, rec, &place);
}

int fr_emit(struct fr_stage *stage, struct fr_record *rec)
{
	struct fr_run *run = stage->run;
	struct fr_buf *out;
	struct fr_error err;
	int rc;

	if (stage->next)
		return emit_to_next(stage->next, rec);
	out = fr_writer_buf(run->writer);
	fr_record_render(rec, out);
	fr_buf_addc(out, '\n');
	rc = fr_writer_added(run->writer, &err);
	return rc == FR_FATAL ? fr_stage_fatal(stage, &err) : rc;
}

int fr_emit_line(struct fr_stage *stage, const char *line, size_t len)
{
	struct fr_place place = {"-", 0, 0, len};
	struct fr_run *run = stage->run;
	struct fr_error err;
	int rc;

	run->n_out++;
	if (!stage->next) {
		rc = fr_writer_put(run->writer, line, len, &err);
		if (rc == FR_OK)
			rc = fr_writer_put(run->writer, "\n", 1, &err);
		return rc == FR_FATAL ? fr_stage_fatal(stage, &err) : rc;
	}
	if (!stage->own)
		stage->own = fr_record_new();
	rc = fr_record_parse(stage->own, line, len, &place, &err);
	if (rc != FR_OK)
		return fr_stage_fatal(stage, &err);
	return fr_emit(stage, stage->own);
}

int fr_write(struct fr_stage *stage, const char *bytes, size_t len)
{
	struct fr_error err;
	int rc = fr_writer_put(stage->run->writer, bytes, len, &err);

	return rc == FR_FATAL ? fr_stage_fatal(stage, &err) : rc;
}

void fr_tool_tell(const struct fr_tool *tool, const char *text)
{
	char *who = fr_xasprintf("fr-%s", tool->name);

	fr_tell(who, text);
	free(who);
}

static void tell(struct fr_stage *stage, const char *text)
{
	fr_progress_clear(&stage->run->progress);
	fr_tool_tell(stage->tool, text);
}

void fr_stage_note(struct fr_stage *stage, const char *fmt, ...)
{
	char text[FR_ERROR_TEXT_MAX];
	va_list ap;

	if (stage->common.quiet || stage->run->quiet)
		return;
	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	tell(stage, text);
}

void fr_stage_failed_input(struct fr_stage *stage, const struct fr_error *err)
{
	stage->run->failed_input = true;
	tell(stage, err->text);
}

void fr_stage_progress(struct fr_stage *stage, uint64_t bytes_done, uint64_t bytes_total)
{
	fr_progress_step(&stage->run->progress, stage->run->n_out, bytes_done, bytes_total);
}

int fr_run_flush(struct fr_run *run, struct fr_error *err)
{
	int rc = FR_OK;

	/* rejects first: whoever has seen a record may rely on what came before it being kept */
	for (size_t i = 0; rc == FR_OK && i < run->n_stages; i++)
		rc = fr_rejects_flush(run->stages[i].rejects, err);
	return rc == FR_OK ? fr_writer_flush(run->writer, err) : rc;
}

int fr_stage_flush(struct fr_stage *stage)
{
	struct fr_error err;
	int rc = fr_run_flush(stage->run, &err);

	return rc == FR_FATAL ? fr_stage_fatal(stage, &err) : rc;
}

bool fr_stage_is_last(const struct fr_stage *stage)
{
	return !stage->next;
}

uint64_t fr_stage_rejected(const struct fr_stage *stage)
{
	return fr_rejects_count(stage->rejects);
}

int64_t fr_stage_now(const struct fr_stage *stage)
{
	return stage->common.now;
}

bool fr_stage_output_is_terminal(const struct fr_stage *stage)
{
	return fr_writer_is_terminal(stage->run->writer);
}

int fr_stage_output_columns(const struct fr_stage *stage)
{
	struct winsize size;

	if (fr_stage_output_is_terminal(stage) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col)
		return size.ws_col;
	return COLUMNS_UNKNOWN;
}

bool fr_stage_output_colour(const struct fr_stage *stage)
{
	const char *term = getenv("TERM"), *no = getenv("NO_COLOR");

	return fr_stage_output_is_terminal(stage) && !(no && *no) && term && strcmp(term, "dumb") != 0;
}

int fr_stage_pack(const struct fr_stage *stage, const char *option, char **ret_path, struct fr_error *err)
{
	(void)stage;
	return fr_share_pack(option, ret_path, err);
}
