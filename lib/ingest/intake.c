/* Hands on what a format has read: records, rejects, and the count of what is no post. See intake.h. */
#include "ingest/intake.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define REJECT_RAW_MAX (1u << 20) /* bytes of a broken thing that are kept with the reject */

static const struct fr_fault fault_too_large = {"record-size", "record larger than a line may be"};

/* "file" or "file[member]", for messages; in the arena of nobody: the caller frees it. */
static char *place_name(const struct fr_intake *in)
{
	if (in->origin.member)
		return fr_xasprintf("%s[%s]", in->origin.file, in->origin.member);
	return fr_xstrdup(in->origin.file);
}

int fr_intake_reject(struct fr_intake *in, const struct fr_error *err, uint64_t offset, const char *raw, size_t len)
{
	char *name = place_name(in);
	struct fr_place place = {.file = name, .record = ++in->ordinal, .offset = offset, .length = len};
	struct fr_error why = *err;
	int rc = FR_FATAL;

	/* zeros that stand for what is gone are no fault of the export's: the caller says what has happened */
	if (fr_source_was_cut(in->source))
		goto out;
	/* What has no one place within the thing has that of the thing. */
	if (why.byte_off < 0)
		why.byte_off = 0;
	rc = in->sink->reject(in->sink->arg, &why, &place, raw, len < REJECT_RAW_MAX ? len : REJECT_RAW_MAX);
out:
	free(name);
	return rc;
}

/* Does the span of --since and --until leave the post out? */
static bool is_outside(struct fr_intake *in)
{
	const struct fr_ingest_span *span = in->options->span;
	int64_t at = in->post.time.at;

	if (!span)
		return false;
	if (at == FR_TIME_NONE) {
		in->n_timeless++;
		return false;
	}
	if ((span->since == FR_TIME_NONE || at >= span->since) && (span->until == FR_TIME_NONE || at < span->until))
		return false;
	in->n_outside++;
	return true;
}

/* As long as a hash. */
static const char stand_in[FR_SHA256_HEX] = "----------------------------------------------------------------";

void fr_intake_drop_kept(struct fr_intake *in)
{
	if (in->kept.data)
		in->kept.free(in->kept.data);
	in->kept = (struct fr_kept){0};
}

int fr_intake_begin_hash(struct fr_intake *in, struct fr_error *err)
{
	in->waits = !fr_source_hashed(in->source);
	if (!in->waits)
		return fr_source_sha256(in->source, &in->origin.sha256, err);
	in->origin.sha256 = stand_in;
	return FR_OK;
}

/* The hash stands in source, which is the last member: what looks like it before is escaped or somebody else's. */
static void put_hash(char *line, size_t len, const char *sha256)
{
	static const char name[] = "\"sha256\":\"";
	size_t n = sizeof(name) - 1, need = n + FR_SHA256_HEX - 1;

	for (size_t at = len >= need ? len - need + 1 : 0; at-- > 0;) {
		if (!memcmp(line + at, name, n)) {
			memcpy(line + at + n, sha256, FR_SHA256_HEX - 1);
			return;
		}
	}
}

int fr_intake_settle(struct fr_intake *in, struct fr_error *err)
{
	char *line = in->waiting.bytes, *end, *newline;
	int rc;

	if (!in->waits)
		return FR_OK;
	in->waits = false;
	rc = fr_source_sha256(in->source, &in->origin.sha256, err);
	end = line ? line + in->waiting.len : NULL;
	for (; rc == FR_OK && line < end; line = newline + 1) {
		newline = memchr(line, '\n', (size_t)(end - line));
		put_hash(line, (size_t)(newline - line), in->origin.sha256);
		rc = in->sink->record(in->sink->arg, line, (size_t)(newline - line));
	}
	fr_buf_free(&in->waiting);
	return rc;
}

/* The line, now or later. */
static int hand_on(struct fr_intake *in, struct fr_error *err)
{
	if (!in->waits)
		return in->sink->record(in->sink->arg, in->line.bytes, in->line.len);
	fr_buf_add(&in->waiting, in->line.bytes, in->line.len);
	fr_buf_addc(&in->waiting, '\n');
	if (in->waiting.len < FR_INTAKE_WAITING_MAX && !fr_source_hashed(in->source))
		return FR_OK;
	return fr_intake_settle(in, err);
}

int fr_intake_emit(struct fr_intake *in, struct fr_error *err)
{
	struct fr_draft *post = &in->post;

	if (fr_source_was_cut(in->source))
		return fr_fail(err, FR_FATAL, "%s: the file got shorter while it was read", in->origin.file);
	if (is_outside(in)) {
		/* what follows keeps its place */
		in->ordinal++;
		return FR_OK;
	}
	fr_buf_clear(&in->line);
	fr_draft_write(post, &in->origin, in->ordinal + 1, &in->line);
	if (in->line.len > FR_LINE_MAX) {
		fr_reject(err, &fault_too_large, -1, NULL);
		return fr_intake_reject(in, err, post->offset, post->raw, post->length);
	}
	in->ordinal++;
	return hand_on(in, err);
}

void fr_intake_skip(struct fr_intake *in, const char *what, uint64_t n)
{
	size_t i = 0;

	if (!n)
		return;
	while (i < in->n_skipped && strcmp(in->skipped[i].what, what))
		i++;
	if (i == FR_SKIP_NAMES_MAX)
		return;
	if (i == in->n_skipped)
		in->skipped[in->n_skipped++] = (struct fr_skipped){what, 0};
	in->skipped[i].n += n;
}

void fr_intake_note(struct fr_intake *in, const char *fmt, ...)
{
	char text[FR_ERROR_TEXT_MAX], *name = place_name(in), *all;
	va_list args;

	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	all = fr_xasprintf("%s: %s", name, text);
	in->sink->note(in->sink->arg, all);
	free(all);
	free(name);
}

int fr_intake_emit_named(struct fr_intake *in, const struct fr_fault *no_id, struct fr_error *err)
{
	const struct fr_draft *post = &in->post;

	if (post->id.len)
		return fr_intake_emit(in, err);
	fr_reject(err, no_id, -1, NULL);
	return fr_intake_reject(in, err, post->offset, post->raw, post->length);
}
