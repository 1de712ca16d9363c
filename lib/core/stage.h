/*
 * stage.h: what a tool is. The same object serves as the program fr-NAME and as a stage of fr run.
 *
 * A filter has begin, record, end and free. A producer (fr-ingest) has input in place of record and is called once for
 * each operand, or with "-" if there is none. A sink (fr-report) has record and end and writes bytes of its own form
 * with fr_write instead of records.
 *
 * Core reads the records, keeps rejects, shows progress, writes, and turns answers into exit codes. A stage returns
 * FR_OK, FR_REJECT (this record goes to the rejects, with err), FR_STOP (from fr_emit and fr_write: pass it on) or
 * FR_FATAL. A stage keeps its state in the state it is given (state_size bytes, zeroed, then filled by the options).
 */
#ifndef FR_CORE_STAGE_H
#define FR_CORE_STAGE_H
#include <stdbool.h>
#include <stdint.h>
#include "core/error.h"
#include "core/json.h"
#include "core/option.h"
#include "core/record.h"
#include "core/time.h"

struct fr_stage;

struct fr_tool {
	const char *name;    /* "watch" */
	const char *member;  /* the member that it sets, or NULL */
	const char *usage;   /* "--list FILE [FILE ...]" */
	const char *summary; /* one line */
	const struct fr_option *options;
	size_t state_size;
	/* Before any input: load packs, check options. */
	int (*begin)(struct fr_stage *stage, void *state, struct fr_error *err);
	/* One record. To hand it on: fr_emit. */
	int (*record)(struct fr_stage *stage, void *state, struct fr_record *rec, struct fr_error *err);
	/* Producers: one operand. Rejected items are told with fr_stage_reject, so that the rest goes on. */
	int (*input)(struct fr_stage *stage, void *state, const char *path, struct fr_error *err);
	/* After the last record. */
	int (*end)(struct fr_stage *stage, void *state, struct fr_error *err);
	/*
	 * After all output has been delivered: written to its end, or renamed into place. For state that must not be
	 * ahead of what others have been given: not called if anything failed, or a reader has closed the pipe before
	 * the end.
	 */
	int (*commit)(struct fr_stage *stage, void *state, struct fr_error *err);
	void (*free)(void *state);
	bool sink; /* writes with fr_write; can only be the last stage */
};

/* Hand a record on to the next stage or the writer. FR_OK, FR_STOP or FR_FATAL (then core already has the words). */
int fr_emit(struct fr_stage *stage, struct fr_record *rec);

/* Hand on a record that a producer has written as one line of JSON (no newline), which must be valid. */
int fr_emit_line(struct fr_stage *stage, const char *line, size_t len);

/* A sink's bytes, straight to the output. */
int fr_write(struct fr_stage *stage, const char *bytes, size_t len);

/*
 * Keep an item that a producer can't make a record of: err as fr_reject left it, place where the item stands, raw its
 * bytes (may be cut; NULL if there are none). Returns FR_OK or FR_FATAL (the rejects can't be written).
 */
int fr_stage_reject(struct fr_stage *stage, const struct fr_error *err, const struct fr_place *place, const char *raw,
		    size_t raw_len);

/* One line for the person at the terminal, on stderr: "fr-TOOL: text". Not with --quiet. */
void fr_stage_note(struct fr_stage *stage, const char *fmt, ...) FR_PRINTF(2, 3);

/* A file could not be used at all (exit 1 at the end, the others go on): prints err as "fr-TOOL: text". */
void fr_stage_failed_input(struct fr_stage *stage, const struct fr_error *err);

/*
 * A producer's progress: bytes of the originals read so far, records made; total is 0 if it isn't known. Also the sign
 * that a read that may wait comes next: will_wait makes core flush what has been written.
 */
void fr_stage_progress(struct fr_stage *stage, uint64_t bytes_done, uint64_t bytes_total);
int fr_stage_flush(struct fr_stage *stage);

/* Does nothing come behind this stage? Only then may it write with fr_write. */
bool fr_stage_is_last(const struct fr_stage *stage);

/* Records that this stage has not used: lines that were no records, and those that the tool rejected itself. */
uint64_t fr_stage_rejected(const struct fr_stage *stage);

/* --now, or FR_TIME_NONE if it was not given. Tools that need a moment and have none ask for --now. */
int64_t fr_stage_now(const struct fr_stage *stage);

/* Is the output a terminal, how wide is it (columns, 80 if not known), may it be coloured (NO_COLOR, TERM=dumb)? */
bool fr_stage_output_is_terminal(const struct fr_stage *stage);
int fr_stage_output_columns(const struct fr_stage *stage);
bool fr_stage_output_colour(const struct fr_stage *stage);

/*
 * Folder of the pack: option (--pack, may be NULL), else FR_PACK, else "bihar"; a name with a slash is a folder, others
 * are looked for in FR_PACK_PATH and then among the packs that are installed or built. The caller frees *ret_path.
 * FR_FATAL: not found; err says where it was looked for.
 */
int fr_stage_pack(const struct fr_stage *stage, const char *option, char **ret_path, struct fr_error *err);

/* As a program of its own: what main returns. */
int fr_tool_main(const struct fr_tool *tool, int argc, char **argv);

/*
 * fr run: n tools (at least one) with their own arguments; argv[0] is the tool's name. output (NULL: standard output)
 * and quiet are fr run's own options; an -o of the last stage goes before output. Returns what main returns.
 */
struct fr_run_stage {
	const struct fr_tool *tool;
	int argc;
	char **argv;
};
int fr_run_main(const struct fr_run_stage *stages, size_t n, const char *output, bool quiet);
#endif
