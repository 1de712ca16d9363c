/* One operand: its things (itself, or the members of an archive), who reads each, and what is said about them. */
#include "ingest/ingest.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include "ingest/intake.h"

/* What happened to the members of an archive that nobody reads. */
struct passed {
	unsigned n_read, n_plain, n_other; /* n_plain: pictures and the like; n_other: what might be an export */
	char *first_other, *first_guess;
};

static void say_skipped(struct fr_intake *in)
{
	struct fr_buf text = {0};
	uint64_t n = 0;

	if (!in->n_skipped)
		return;
	for (size_t i = 0; i < in->n_skipped; i++) {
		n += in->skipped[i].n;
		fr_buf_addf(&text, "%s%s %" PRIu64, i ? ", " : "", in->skipped[i].what, in->skipped[i].n);
	}
	fr_intake_note(in, "%" PRIu64 " %s no posts: %s", n, n == 1 ? "thing that is" : "things that are",
		       fr_buf_str(&text));
	fr_buf_free(&text);
}

static bool head_is_enough(void *arg, const char *bytes, size_t len)
{
	struct fr_peek *peek = arg;
	int bid;

	if (!memchr(bytes, '\n', len))
		return false;
	fr_peek_init(peek, bytes, len, false);
	fr_ingest_format_choose(peek, &bid, NULL);
	return bid >= FR_BID_SURE;
}

static void fail_input(const struct fr_sink *sink, const char *file, const char *member, const char *text)
{
	struct fr_error err = {0};

	if (member)
		fr_fail(&err, FR_REJECT, "%s[%s]: %s", file, member, text);
	else
		fr_fail(&err, FR_REJECT, "%s: %s", file, text);
	sink->failed(sink->arg, &err);
}

static void list_names(struct fr_buf *out)
{
	for (size_t i = 0; fr_ingest_formats[i]; i++)
		fr_buf_addf(out, "%s%s", i ? ", " : "", fr_ingest_formats[i]->name);
}

static void fail_unknown(const struct fr_sink *sink, const char *file, const char *member, const char *guess)
{
	struct fr_buf text = {0};

	fr_buf_addf(&text, "format not recognized: looks like %s; known formats: ", guess);
	list_names(&text);
	fr_buf_adds(&text, "; see --list-formats");
	fail_input(sink, file, member, fr_buf_str(&text));
	fr_buf_free(&text);
}

static void pass_over(struct fr_intake *in, struct passed *passed)
{
	const char *guess = fr_peek_guess(in->peek);

	if (!in->peek->first && !in->peek->utf16) {
		fr_intake_note(in, "nothing in it");
		passed->n_read++;
	} else if (!in->origin.member) {
		fail_unknown(in->sink, in->origin.file, NULL, guess);
	} else if (strstr(guess, "binary") || strstr(guess, "picture") || strstr(guess, "PDF") ||
		   strstr(guess, "card")) {
		passed->n_plain++;
	} else {
		if (!passed->n_other++) {
			passed->first_other = fr_xstrdup(in->origin.member);
			passed->first_guess = fr_xstrdup(guess);
		}
	}
}

static int read_thing(struct fr_intake *in, struct passed *passed, struct fr_error *err)
{
	struct fr_peek peek = {0};
	const struct fr_ingest_format *format = in->options->format;
	const struct fr_error *broken;
	const char *bytes;
	size_t len;
	bool whole;
	int rc = FR_OK;

	fr_source_head(in->source, FR_PEEK_MAX, head_is_enough, &peek, &bytes, &len, &whole);
	fr_peek_init(&peek, bytes, len, whole);
	in->peek = &peek;
	if (!format)
		format = fr_ingest_format_choose(&peek, NULL, NULL);
	else if (in->origin.member && format->bid(&peek) <= 0)
		format = NULL;
	broken = fr_source_broken(in->source);
	if (format) {
		in->origin.format = format->name;
		in->ordinal = 0;
		in->n_skipped = 0;
		rc = format->read(in, err);
		broken = fr_source_broken(in->source);
		if (rc == FR_REJECT) {
			fail_input(in->sink, in->origin.file, in->origin.member, err->text);
			broken = NULL;
			rc = FR_OK;
		}
		say_skipped(in);
		fr_intake_say_unknown(in);
		passed->n_read++;
	} else if (!broken) {
		pass_over(in, passed);
	}
	if (broken && rc == FR_OK)
		fail_input(in->sink, in->origin.file, in->origin.member, broken->text);
	fr_peek_free(&peek);
	in->peek = NULL;
	return rc == FR_OK ? fr_source_halted(in->source) : rc;
}

static void say_passed(struct fr_intake *in, const struct passed *passed)
{
	in->origin.member = NULL;
	if (passed->n_other) {
		fail_unknown(in->sink, in->origin.file, passed->first_other, passed->first_guess);
		if (passed->n_other > 1)
			fr_intake_note(in, "%u more members of no known format", passed->n_other - 1);
	} else if (passed->n_plain && !passed->n_read) {
		fail_input(in->sink, in->origin.file, NULL, "no member of the archive is of a known format");
	}
	if (passed->n_plain && passed->n_read)
		fr_intake_note(in, "%u %s passed over (pictures and other attachments)", passed->n_plain,
			       passed->n_plain == 1 ? "member" : "members");
}

/* path: of a file that can be opened once more, NULL for what can't. */
static int read_source(const char *name, const char *path, struct fr_source *source,
		       const struct fr_ingest_options *options, const struct fr_sink *sink, struct fr_error *err)
{
	struct fr_intake in = {.options = options, .sink = sink, .source = source, .path = path};
	struct passed passed = {0};
	const char *member;
	int rc;

	in.origin.file = name;
	rc = fr_intake_begin_hash(&in, err);
	if (rc != FR_OK)
		return rc;
	while ((rc = fr_source_next(source, &member, err)) == FR_OK) {
		in.origin.member = member;
		rc = read_thing(&in, &passed, err);
		if (rc != FR_OK || fr_source_broken(source))
			goto out;
	}
	if (rc == FR_REJECT)
		fail_input(sink, name, NULL, err->text);
	rc = fr_source_halted(source);
out:
	if (rc == FR_OK)
		rc = fr_intake_settle(&in, err);
	say_passed(&in, &passed);
	free(passed.first_other);
	free(passed.first_guess);
	fr_owner_free(&in.owner);
	fr_draft_free(&in.post);
	fr_buf_free(&in.line);
	fr_buf_free(&in.waiting);
	return rc;
}

int fr_ingest_file(const char *path, const struct fr_ingest_options *options, const struct fr_sink *sink,
		   struct fr_error *err)
{
	struct fr_source *source;
	int rc = fr_source_open(path, sink, &source, err);

	if (rc != FR_OK)
		return rc;
	rc = read_source(path, fr_source_is_file(source) ? path : NULL, source, options, sink, err);
	fr_source_close(source);
	return rc;
}

int fr_ingest_memory(const char *name, const char *bytes, size_t len, const struct fr_ingest_options *options,
		     const struct fr_sink *sink, struct fr_error *err)
{
	struct fr_source *source = fr_source_memory(bytes, len, sink);
	int rc = read_source(name, NULL, source, options, sink, err);

	fr_source_close(source);
	return rc;
}
