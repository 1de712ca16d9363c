/*
 * stage_priv.h: what the files of core that make up a run share: stage.c (one stage), run.c (the whole of a run).
 */
#ifndef FR_CORE_STAGE_PRIV_H
#define FR_CORE_STAGE_PRIV_H
#include "core/progress.h"
#include "core/reader.h"
#include "core/rejects.h"
#include "core/stage.h"
#include "core/writer.h"

/* The options that every tool has. */
struct fr_common {
	bool help, version, quiet;
	const char *output, *rejects;
	int64_t now;
};
extern const struct fr_option fr_common_options[];

struct fr_stage {
	const struct fr_tool *tool;
	void *state;
	struct fr_common common;
	struct fr_strlist operands;
	struct fr_rejects *rejects;
	struct fr_stage *next;
	struct fr_run *run;
	uint64_t n_in;         /* records that it was handed */
	uint64_t in_off;       /* bytes of them, as if they had come through a pipe */
	struct fr_record *own; /* what fr_emit_line parses into, made when first needed */
};

struct fr_run {
	struct fr_stage *stages;
	size_t n_stages;
	struct fr_writer *writer;
	struct fr_progress progress;
	uint64_t n_out; /* records that a producer has made */
	bool quiet;
	bool failed_input;
	struct fr_stage *failed_stage; /* who found the FR_FATAL that ends the run; NULL: nobody yet */
	struct fr_error why;
};

/* Hand a record to a stage; its rejects are kept. FR_OK, FR_STOP or FR_FATAL (noted in the run). */
int fr_stage_deliver(struct fr_stage *stage, struct fr_record *rec, const struct fr_place *place);

/* Note why the run ends; returns FR_FATAL. The first to say so counts. */
int fr_stage_fatal(struct fr_stage *stage, const struct fr_error *err);

/* "fr-TOOL: text" on stderr. */
void fr_tool_tell(const struct fr_tool *tool, const char *text);

/* Writer and rejects, before a read that may wait. */
int fr_run_flush(struct fr_run *run, struct fr_error *err);
#endif
