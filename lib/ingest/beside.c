/* Other members and files, out of their turn: see beside.h. */
#include "ingest/beside.h"

#include <string.h>
#include "ingest/intake.h"
#include "ingest/silent.h"

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
	    fr_source_open(in->path, &fr_sink_silent, &source, &ignored) != FR_OK)
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

	if (fr_source_open(path, &fr_sink_silent, &source, &ignored) != FR_OK)
		return;
	if (fr_source_next(source, &member, &ignored) == FR_OK)
		take_all(source, take, arg);
	fr_source_close(source);
}
