/* A whole run: one stage as a program of its own, or a chain of them under fr run. */
#include "core/stage_priv.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PROGRESS_EVERY 512 /* records */

#ifndef FR_VERSION
#define FR_VERSION "unknown"
#endif

const struct fr_option fr_common_options[] = {
	FR_OPT_FLAG('h', "help", struct fr_common, help, "show this help and exit"),
	FR_OPT_FLAG('V', "version", struct fr_common, version, "show the version and exit"),
	FR_OPT_FLAG('q', "quiet", struct fr_common, quiet, "no progress, notes or warnings; errors are still told"),
	FR_OPT_FILE('o', "output", struct fr_common, output, "FILE",
		    "write to FILE, which appears whole or not at all"),
	FR_OPT_FILE(0, "rejects", struct fr_common, rejects, "FILE",
		    "write the records that could not be used to FILE"),
	FR_OPT_TIME(0, "now", struct fr_common, now, "TIME", "the moment to take for the present"),
	FR_OPT_END,
};

static void help(const struct fr_tool *tool)
{
	struct fr_buf out = {0};

	fr_buf_addf(&out, "usage: fr-%s %s\n%s\n", tool->name, tool->usage, tool->summary);
	if (tool->options && tool->options->type != FR_OPTION_END) {
		fr_buf_adds(&out, "\noptions:\n");
		fr_options_help(tool->options, &out);
	}
	fr_buf_adds(&out, "\noptions common to all tools:\n");
	fr_options_help(fr_common_options, &out);
	fr_buf_addf(&out, "\nSee fr-%s(1).\n", tool->name);
	fwrite(out.bytes, 1, out.len, stdout);
	fr_buf_free(&out);
}

/* --help and --version go to standard output, and fail like any other output. */
static int information(const struct fr_stage *stage)
{
	if (stage->common.help)
		help(stage->tool);
	else
		printf("fr-%s %s\n", stage->tool->name, FR_VERSION);
	if (fflush(stdout) == EOF && errno != EPIPE) {
		fprintf(stderr, "fr-%s: writing to standard output: %s\n", stage->tool->name, strerror(errno));
		return 2;
	}
	return 0;
}

static int stage_open(struct fr_stage *stage, struct fr_run *run, const struct fr_tool *tool, int argc, char **argv,
		      struct fr_error *err)
{
	struct fr_option_set sets[2];

	stage->tool = tool;
	stage->run = run;
	stage->state = fr_xcalloc(1, tool->state_size);
	sets[0] = (struct fr_option_set){tool->options, stage->state};
	sets[1] = (struct fr_option_set){fr_common_options, &stage->common};
	return fr_options_parse(sets, 2, argc, argv, &stage->operands, err);
}

static void stage_close(struct fr_stage *stage)
{
	if (stage->tool && stage->tool->free)
		stage->tool->free(stage->state);
	free(stage->state);
	fr_strlist_free(&stage->operands);
	fr_rejects_free(stage->rejects);
	fr_record_free(stage->own);
}

/*
 * A program may be started with a standard stream closed. The next file to be opened would take its place, and what was
 * meant for the stream would go into that file: so the place is taken, by something that refuses every byte.
 */
static void guard_standard_streams(void)
{
	for (int fd = 0; fd <= 2; fd++)
		if (fcntl(fd, F_GETFD) < 0 && errno == EBADF && open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY) != fd)
			_exit(2);
}

static int open_rejects(struct fr_run *run, struct fr_error *err)
{
	int rc = FR_OK;

	for (size_t i = 0; rc == FR_OK && i < run->n_stages; i++) {
		struct fr_stage *stage = &run->stages[i];

		rc = fr_rejects_open(stage->common.rejects, &stage->rejects, err);
		if (rc != FR_OK)
			fr_stage_fatal(stage, err);
	}
	return rc;
}

static int begin_stages(struct fr_run *run)
{
	for (size_t i = 0; i < run->n_stages; i++) {
		struct fr_stage *stage = &run->stages[i];
		struct fr_error err;
		int rc = stage->tool->begin ? stage->tool->begin(stage, stage->state, &err) : FR_OK;

		if (rc == FR_FATAL)
			return fr_stage_fatal(stage, &err);
		if (rc != FR_OK)
			return rc;
	}
	return FR_OK;
}

static int flush_before_read(void *run, struct fr_error *err)
{
	return fr_run_flush(run, err);
}

/* A line that is too long: its pieces go to the rejects as they come. */
static int reject_long(struct fr_stage *first, struct fr_reader *reader, const char *piece, size_t len,
		       struct fr_place *place, const struct fr_error *why)
{
	struct fr_error err;
	int rc = FR_OK;

	fr_rejects_begin(first->rejects, why, place);
	while (rc == FR_OK && len) {
		rc = fr_rejects_piece(first->rejects, piece, len, &err);
		if (rc == FR_OK)
			rc = fr_reader_rest(reader, &piece, &len, place, &err);
	}
	if (rc == FR_OK)
		rc = fr_rejects_end(first->rejects, place, &err);
	return rc == FR_FATAL ? fr_stage_fatal(first, &err) : rc;
}

/* One line of the reader: parsed and delivered, or rejected. */
static int read_one(struct fr_stage *first, struct fr_reader *reader, struct fr_record *rec)
{
	struct fr_error err = {.byte_off = -1};
	struct fr_place place;
	const char *line;
	size_t len;
	int rc;

	rc = fr_reader_next(reader, &line, &len, &place, &err);
	if (rc == FR_FATAL)
		return fr_stage_fatal(first, &err);
	if (rc == FR_REJECT)
		return reject_long(first, reader, line, len, &place, &err);
	if (rc != FR_OK)
		return rc;
	rc = fr_record_parse(rec, line, len, &place, &err);
	if (rc != FR_OK)
		return fr_stage_reject(first, &err, &place, line, len);
	return fr_stage_deliver(first, rec, &place);
}

static int read_records(struct fr_run *run)
{
	struct fr_stage *first = &run->stages[0];
	struct fr_record *rec = NULL;
	struct fr_reader *reader;
	struct fr_error err;
	uint64_t done, total;
	int rc;

	if (fr_reader_open(&first->operands, flush_before_read, run, &reader, &err) != FR_OK)
		return fr_stage_fatal(first, &err);
	rec = fr_record_new();
	for (uint64_t n = 1; (rc = read_one(first, reader, rec)) == FR_OK; n++)
		if (n % PROGRESS_EVERY == 0) {
			fr_reader_progress(reader, &done, &total);
			fr_progress_step(&run->progress, n, done, total);
		}
	/* FR_STOP from a reader that has gone is remembered by the writer, and comes again when it is closed */
	fr_record_free(rec);
	fr_reader_free(reader);
	return rc == FR_STOP ? FR_OK : rc;
}

static int produce(struct fr_run *run)
{
	struct fr_stage *first = &run->stages[0];
	int rc = FR_OK;

	if (!first->operands.n)
		fr_strlist_add(&first->operands, "-");
	for (size_t i = 0; rc == FR_OK && i < first->operands.n; i++) {
		struct fr_error err = {.byte_off = -1};

		rc = first->tool->input(first, first->state, first->operands.items[i], &err);
		if (rc == FR_FATAL)
			fr_stage_fatal(first, &err);
	}
	return rc;
}

static int end_stages(struct fr_run *run)
{
	for (size_t i = 0; i < run->n_stages; i++) {
		struct fr_stage *stage = &run->stages[i];
		struct fr_error err = {.byte_off = -1};
		int rc = stage->tool->end ? stage->tool->end(stage, stage->state, &err) : FR_OK;

		if (rc == FR_FATAL)
			return fr_stage_fatal(stage, &err);
		if (rc != FR_OK)
			return rc;
	}
	return FR_OK;
}

/* What was finished goes out even if the run fails; a named file doesn't. */
static int close_output(struct fr_run *run, int rc)
{
	struct fr_stage *last = &run->stages[run->n_stages - 1];
	struct fr_error err;
	int closed = FR_OK;

	if (!run->writer)
		return rc;
	if (rc == FR_FATAL)
		fr_writer_abandon(run->writer);
	closed = rc == FR_FATAL ? fr_writer_flush(run->writer, &err) : fr_writer_close(run->writer, &err);
	if (rc != FR_FATAL && closed == FR_FATAL)
		return fr_stage_fatal(last, &err);
	return rc == FR_OK ? closed : rc;
}

/* Before the output gets its final name: what can't keep its rejects has not done its work. */
static int flush_rejects(struct fr_run *run)
{
	struct fr_error err;
	int rc = FR_OK;

	for (size_t i = 0; rc == FR_OK && i < run->n_stages; i++) {
		rc = fr_rejects_flush(run->stages[i].rejects, &err);
		if (rc == FR_FATAL)
			fr_stage_fatal(&run->stages[i], &err);
	}
	return rc;
}

static bool close_rejects(struct fr_run *run, int *rc)
{
	bool rejected = false;

	for (size_t i = 0; i < run->n_stages; i++) {
		struct fr_stage *stage = &run->stages[i];
		struct fr_error err;

		if (!stage->rejects)
			continue;
		if (fr_rejects_close(stage->rejects, &err) != FR_OK)
			*rc = fr_stage_fatal(stage, &err);
		rejected |= fr_rejects_count(stage->rejects) > 0;
		if (!stage->common.rejects && !stage->common.quiet && !run->quiet && *rc != FR_STOP) {
			char *who = fr_xasprintf("fr-%s", stage->tool->name);

			fr_rejects_tell(stage->rejects, who);
			free(who);
		}
	}
	return rejected;
}

/* All is out: what the stages keep may follow. */
static int commit_stages(struct fr_run *run)
{
	for (size_t i = 0; i < run->n_stages; i++) {
		struct fr_stage *stage = &run->stages[i];
		struct fr_error err = {.byte_off = -1};

		if (stage->tool->commit && stage->tool->commit(stage, stage->state, &err) == FR_FATAL)
			return fr_stage_fatal(stage, &err);
	}
	return FR_OK;
}

/* The stages are parsed and linked: do the work. Returns the exit status. */
static int run_all(struct fr_run *run, const char *output)
{
	struct fr_stage *first = &run->stages[0], *last = &run->stages[run->n_stages - 1];
	struct fr_error err;
	bool rejected, done = false; /* done: a stage has answered in its begin, and nothing is read */
	int rc;

	rc = fr_writer_open(output, &run->writer, &err);
	if (rc != FR_OK)
		fr_stage_fatal(last, &err);
	if (rc == FR_OK)
		rc = open_rejects(run, &err);
	if (rc == FR_OK) {
		fr_progress_begin(&run->progress, first->tool->name, first->common.quiet || run->quiet,
				  fr_writer_is_terminal(run->writer));
		rc = begin_stages(run);
		done = rc == FR_STOP;
	}
	if (rc == FR_OK)
		rc = first->tool->input ? produce(run) : read_records(run);
	if (rc == FR_OK)
		rc = end_stages(run);
	if (rc == FR_OK)
		rc = flush_rejects(run);
	fr_progress_clear(&run->progress);
	rc = close_output(run, rc);
	rejected = close_rejects(run, &rc);
	if (rc == FR_OK)
		rc = commit_stages(run);
	if (rc == FR_FATAL) {
		fr_tool_tell(run->failed_stage->tool, run->why.text);
		return 2;
	}
	return (rc == FR_OK || done) && (rejected || run->failed_input) ? 1 : 0;
}

static void run_free(struct fr_run *run)
{
	for (size_t i = 0; i < run->n_stages; i++)
		stage_close(&run->stages[i]);
	free(run->stages);
	fr_writer_free(run->writer);
}

static int usage_error(const struct fr_tool *tool, const struct fr_error *err)
{
	fr_tool_tell(tool, err->text);
	return 2;
}

int fr_tool_main(const struct fr_tool *tool, int argc, char **argv)
{
	struct fr_run run = {.n_stages = 1};
	struct fr_stage *stage = run.stages = fr_xcalloc(1, sizeof *run.stages);
	struct fr_error err;
	int status;

	guard_standard_streams();
	signal(SIGPIPE, SIG_IGN);
	if (stage_open(stage, &run, tool, argc, argv, &err) != FR_OK)
		status = usage_error(tool, &err);
	else if (stage->common.help || stage->common.version)
		status = information(stage);
	else
		status = run_all(&run, stage->common.output);
	run_free(&run);
	return status;
}

/* What a stage of a chain can't have: an input or output of its own in the middle. */
static int check_in_chain(const struct fr_run *run, size_t i, struct fr_error *err)
{
	const struct fr_stage *stage = &run->stages[i];

	if (i > 0 && stage->tool->input)
		return fr_fail(err, FR_FATAL, "reads exports: it can only be the first stage");
	if (i > 0 && stage->operands.n)
		return fr_fail(err, FR_FATAL, "a stage behind the first reads what comes before it, not '%s'",
			       stage->operands.items[0]);
	if (i + 1 < run->n_stages && stage->tool->sink)
		return fr_fail(err, FR_FATAL, "writes a report: it can only be the last stage");
	if (i + 1 < run->n_stages && stage->common.output)
		return fr_fail(err, FR_FATAL, "only the last stage writes: give -o there, or to fr run");
	return FR_OK;
}

int fr_run_main(const struct fr_run_stage *stages, size_t n, const char *output, bool quiet)
{
	struct fr_run run = {.n_stages = n, .quiet = quiet, .stages = fr_xcalloc(n, sizeof *run.stages)};
	struct fr_error err;
	int status = -1;

	guard_standard_streams();
	signal(SIGPIPE, SIG_IGN);
	for (size_t i = 0; status < 0 && i < n; i++) {
		struct fr_stage *stage = &run.stages[i];

		stage->next = i + 1 < n ? stage + 1 : NULL;
		if (stage_open(stage, &run, stages[i].tool, stages[i].argc, stages[i].argv, &err) != FR_OK)
			status = usage_error(stages[i].tool, &err);
		else if (stage->common.help || stage->common.version)
			status = information(stage);
		else if (check_in_chain(&run, i, &err) != FR_OK)
			status = usage_error(stages[i].tool, &err);
	}
	if (status < 0) {
		const char *own = run.stages[n - 1].common.output;

		status = run_all(&run, own ? own : output);
	}
	run_free(&run);
	return status;
}
