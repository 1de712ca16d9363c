/* Other members and files, out of their turn: see beside.h. */
#include "ingest/beside.h"

#include <string.h>
#include "ingest/intake.h"

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

static const struct fr_sink silent = {NULL, no_record, no_reject, no_note, no_failure, no_progress, no_flush};

static bool take_all(struct fr_source *source, fr_beside_fn *take, void *arg)
{
	struct fr_error ignored;
	const char *s;
	size_t len, pos;

	if (fr_source_all(source, &s, &len, &ignored) != FR_OK)
		return false;
	pos = len >= 3 && !memcmp(s, "\xEF\xBB\xBF", 3) ? 3 : 0;
	return take(arg, s + pos, len - pos);
}

void fr_beside_look(struct fr_intake *in, bool (*wanted)(const char *member), fr_beside_fn *take, void *arg)
{
	unsigned container = fr_source_container(in->source);
	struct fr_source *source;
	struct fr_error ignored;
	const char *member;
	int rc;

	if (!in->path || in->n_looks++ >= FR_BESIDE_LOOKS_MAX ||
	    fr_source_open(in->path, &silent, &source, &ignored) != FR_OK)
		return;
	while ((rc = fr_source_next(source, &member, &ignored)) == FR_OK || rc == FR_REJECT) {
		/* an archive in the archive may be somebody else's */
		if (rc == FR_OK && member && fr_source_container(source) == container && wanted(member) &&
		    take_all(source, take, arg))
			break;
	}
	fr_source_close(source);
}

void fr_beside_file(const char *path, fr_beside_fn *take, void *arg)
{
	struct fr_source *source;
	struct fr_error ignored;
	const char *member;

	if (fr_source_open(path, &silent, &source, &ignored) != FR_OK)
		return;
	if (fr_source_next(source, &member, &ignored) == FR_OK)
		take_all(source, take, arg);
	fr_source_close(source);
}
