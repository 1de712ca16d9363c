/* Nobody listens: see silent.h. */
#include "ingest/silent.h"

static int no_record(void *arg, const char *line, size_t len)
{
	(void)arg;
	(void)line;
	(void)len;
	return FR_OK;
}

static int no_reject(void *arg, const struct fr_error *err, const struct fr_place *place, const char *raw, size_t len)
{
	(void)arg;
	(void)err;
	(void)place;
	(void)raw;
	(void)len;
	return FR_OK;
}

static void no_note(void *arg, const char *text)
{
	(void)arg;
	(void)text;
}

static void no_failure(void *arg, const struct fr_error *err)
{
	(void)arg;
	(void)err;
}

static void no_progress(void *arg, uint64_t done, uint64_t total)
{
	(void)arg;
	(void)done;
	(void)total;
}

static int no_flush(void *arg)
{
	(void)arg;
	return FR_OK;
}

const struct fr_sink fr_sink_silent = {NULL, no_record, no_reject, no_note, no_failure, no_progress, no_flush};
