/*
 * progress.h: one line on a terminal that says how far a run is: records, bytes of the total, rate, time left.
 *
 * Shown only where it disturbs nobody: standard error is a terminal, the output is not, and the size of the input is
 * known. So of a whole pipe only the tool that reads the files shows it. This is the one place that looks at the clock.
 */
#ifndef FR_CORE_PROGRESS_H
#define FR_CORE_PROGRESS_H
#include <stdbool.h>
#include <stdint.h>
#include "core/mem.h"

struct fr_progress {
	bool wanted, shown;
	const char *tool;
	double began_at, last_at; /* seconds of the monotonic clock */
};

void fr_progress_begin(struct fr_progress *progress, const char *tool, bool quiet, bool output_is_terminal);

/* Cheap enough to be called every few hundred records. total 0: not known, nothing is shown. */
void fr_progress_step(struct fr_progress *progress, uint64_t records, uint64_t done, uint64_t total);

/* Take the line off the terminal, before anything else is written there. */
void fr_progress_clear(struct fr_progress *progress);

/* The line for these figures, without the codes that move the cursor: what fr_progress_step shows. */
void fr_progress_line(struct fr_buf *out, const char *tool, uint64_t records, uint64_t done, uint64_t total,
		      double seconds);
#endif
