/* One operand: its things (itself, or the members of an archive), who reads each, and what is said about them. */
#include "ingest/ingest.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "ingest/again.h"
#include "ingest/folder.h"
#include "ingest/intake.h"

#define FAILED_TOLD_MAX       16
#define PROFILE_UP_MAX        6
#define PASSED_SKIP_NAMES_MAX 64

/* What happened to the members of an archive, or the files of a folder, that nobody reads. */
struct passed {
	const char *folder;                /* NULL: one file */
	uint64_t n_outside, n_timeless;    /* records: see struct fr_intake */
	unsigned n_failed;                 /* members that were told to be broken, or could not be read */
	unsigned n_read, n_plain, n_other; /* n_plain: pictures and the like; n_other: what might be an export */
	char *first_other, *first_guess;   /* "file[member]", and what it looks like */
	struct fr_skipped skipped[PASSED_SKIP_NAMES_MAX]; /* of all members or files */
	size_t n_skipped;
};

/* What all inputs of an operand have in common. */
struct reading {
	const struct fr_ingest_options *options;
	const struct fr_sink *sink;
	const struct fr_strlist *profiles; /* files of the folder that may name an export's owner; NULL: no folder */
	const char *beside;                /* what their paths are compared with; NULL: the name of the input */
};

static void say_skipped(struct fr_intake *in, const struct fr_skipped *skipped, size_t n_skipped)
{
	struct fr_buf text = {0};
	uint64_t n = 0;

	if (!n_skipped)
		return;
	for (size_t i = 0; i < n_skipped; i++) {
		n += skipped[i].n;
		fr_buf_addf(&text, "%s%s %" PRIu64, i ? ", " : "", skipped[i].what, skipped[i].n);
	}
	fr_intake_note(in, "%" PRIu64 " %s no posts: %s", n, n == 1 ? "thing that is" : "things that are",
		       fr_buf_str(&text));
	fr_buf_free(&text);
}

/* An archive has many members with things that are no posts: they are told together, when all have been read. */
static void add_skipped(struct passed *passed, const struct fr_intake *in)
{
	for (size_t i = 0; i < in->n_skipped; i++) {
		size_t at = 0;

		while (at < passed->n_skipped && strcmp(passed->skipped[at].what, in->skipped[i].what))
			at++;
		if (at == PASSED_SKIP_NAMES_MAX)
			at--;
		else if (at == passed->n_skipped)
			passed->skipped[passed->n_skipped++] = (struct fr_skipped){.what = in->skipped[i].what};
		passed->skipped[at].n += in->skipped[i].n;
	}
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

static char *place_name(const struct fr_intake *in)
{
	return in->origin.member ? fr_xasprintf("%s[%s]", in->origin.file, in->origin.member)
				 : fr_xstrdup(in->origin.file);
}

static void fail_input(const struct fr_sink *sink, const char *place, const char *text)
{
	struct fr_error err = {0};

	fr_fail(&err, FR_REJECT, "%s: %s", place, text);
	sink->failed(sink->arg, &err);
}

/* A member that can't be read to its end: of a hundred thousand such members the first few are told. */
static void fail_thing(struct fr_intake *in, struct passed *passed, const char *text)
{
	char *place = place_name(in);

	if (passed->n_failed++ < FAILED_TOLD_MAX)
		fail_input(in->sink, place, text);
	free(place);
}

static void list_names(struct fr_buf *out)
{
	for (size_t i = 0; fr_ingest_formats[i]; i++)
		fr_buf_addf(out, "%s%s", i ? ", " : "", fr_ingest_formats[i]->name);
}

static void fail_unknown(const struct fr_sink *sink, const char *place, const char *guess)
{
	struct fr_buf text = {0};

	fr_buf_addf(&text, "format not recognized: looks like %s; known formats: ", guess);
	list_names(&text);
	fr_buf_adds(&text, "; see --list-formats");
	fail_input(sink, place, fr_buf_str(&text));
	fr_buf_free(&text);
}

static void pass_over(struct fr_intake *in, struct passed *passed)
{
	const char *guess = fr_peek_guess(in->peek);

	if (!in->peek->first && !in->peek->utf16) {
		fr_intake_note(in, "nothing in it");
		passed->n_read++;
	} else if (!in->origin.member && !passed->folder) {
		fail_unknown(in->sink, in->origin.file, guess);
	} else if (strstr(guess, "binary") || strstr(guess, "office") || strstr(guess, "picture") ||
		   strstr(guess, "PDF") || strstr(guess, "card")) {
		passed->n_plain++;
	} else {
		if (!passed->n_other++) {
			passed->first_other = place_name(in);
			passed->first_guess = fr_xstrdup(guess);
		}
	}
}

static int read_thing(struct fr_intake *in, struct passed *passed, struct fr_error *err)
{
	struct fr_peek peek = {.mapped = in->options->map != NULL};
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
		if (fr_source_was_cut(in->source))
			rc = fr_fail(err, FR_FATAL, "%s: the file got shorter while it was read", in->origin.file);
		broken = fr_source_broken(in->source);
		if (rc == FR_REJECT) {
			fail_thing(in, passed, err->text);
			broken = NULL;
			rc = FR_OK;
		}
		if (in->origin.member || passed->folder)
			add_skipped(passed, in);
		else
			say_skipped(in, in->skipped, in->n_skipped);
		fr_intake_say_unknown(in);
		passed->n_read++;
	} else if (!broken) {
		pass_over(in, passed);
	}
	if (broken && rc == FR_OK)
		fail_thing(in, passed, broken->text);
	fr_peek_free(&peek);
	in->peek = NULL;
	return rc == FR_OK ? fr_source_halted(in->source) : rc;
}

/* name: of the operand. */
static void say_passed(const struct fr_sink *sink, const char *name, const struct passed *passed)
{
	const char *one = passed->folder ? "file" : "member";
	struct fr_intake in = {.sink = sink, .origin = {.file = name}};

	say_skipped(&in, passed->skipped, passed->n_skipped);
	if (passed->n_outside)
		fr_intake_note(&in, "%" PRIu64 " %s left out by --since or --until", passed->n_outside,
			       passed->n_outside == 1 ? "record" : "records");
	if (passed->n_timeless)
		fr_intake_note(&in, "%" PRIu64 " %s no time, kept whatever --since and --until say", passed->n_timeless,
			       passed->n_timeless == 1 ? "record has" : "records have");
	if (passed->n_failed > FAILED_TOLD_MAX)
		fr_intake_note(&in, "%u more %ss are broken", passed->n_failed - FAILED_TOLD_MAX, one);
	if (passed->n_other) {
		fail_unknown(sink, passed->first_other, passed->first_guess);
		if (passed->n_other > 1)
			fr_intake_note(&in, "%u more %ss of no known format", passed->n_other - 1, one);
	} else if (passed->n_plain && !passed->n_read) {
		fail_input(sink, name,
			   passed->folder ? "no file of the folder is of a known format"
					  : "no member of the archive is of a known format");
	}
	if (passed->n_plain && passed->n_read)
		fr_intake_note(&in, "%u %s%s passed over (pictures and other attachments)", passed->n_plain, one,
			       passed->n_plain == 1 ? "" : "s");
}

/* Whose export it was, and what was kept of it. */
static void forget_export(struct fr_intake *in)
{
	fr_owner_free(&in->owner);
	fr_intake_drop_kept(in);
}

/* path: of a file that can be opened once more, NULL for what can't. */
static int read_source(const char *name, const char *path, struct fr_source *source, const struct reading *reading,
		       struct passed *passed, struct fr_error *err)
{
	struct fr_intake in = {.options = reading->options,
			       .sink = reading->sink,
			       .source = source,
			       .path = path,
			       .profiles = reading->profiles,
			       .beside = reading->beside ? reading->beside : name};
	unsigned container = 0, n_things = 0;
	const char *member;
	int rc = FR_OK, got;

	in.origin.file = name;
	rc = fr_intake_begin_hash(&in, err);
	while (rc == FR_OK && (got = fr_source_next(source, &member, err)) != FR_STOP) {
		n_things++;
		in.origin.member = member;
		if (fr_source_container(source) != container)
			forget_export(&in);
		container = fr_source_container(source);
		if (got == FR_FATAL)
			rc = got;
		else if (got == FR_REJECT)
			fail_thing(&in, passed, err->text);
		else
			rc = read_thing(&in, passed, err);
	}
	if (rc == FR_OK)
		rc = fr_source_halted(source);
	if (rc == FR_OK)
		rc = fr_intake_settle(&in, err);
	in.origin.member = NULL;
	passed->n_outside += in.n_outside;
	passed->n_timeless += in.n_timeless;
	if (!n_things && rc == FR_OK)
		fr_intake_note(&in, "nothing in it");
	forget_export(&in);
	fr_draft_free(&in.post);
	fr_buf_free(&in.line);
	fr_buf_free(&in.waiting);
	return rc;
}

static int read_path(const char *path, const struct reading *reading, struct passed *passed, struct fr_error *err)
{
	struct fr_source *source;
	int rc = fr_source_open(path, reading->sink, &source, err);

	if (rc != FR_OK)
		return rc;
	rc = read_source(path, fr_source_is_file(source) ? path : NULL, source, reading, passed, err);
	fr_source_close(source);
	return rc;
}

/* Each file is an input of its own. One that can't be opened does not keep the others from being read. */
static int read_folder(const char *path, struct reading *reading, struct passed *passed, struct fr_error *err)
{
	struct fr_intake in = {.sink = reading->sink, .origin = {.file = path}};
	struct fr_folder folder = {0};
	struct fr_strlist profiles = {0};
	int rc = fr_folder_walk(path, &folder, err);

	passed->folder = path;
	for (size_t i = 0; i < folder.files.n; i++) {
		if (fr_owner_may_be_profile(folder.files.items[i]))
			fr_strlist_add(&profiles, folder.files.items[i]);
	}
	reading->profiles = &profiles;
	for (size_t i = 0; i < folder.files.n && rc == FR_OK; i++) {
		in.origin.file = folder.files.items[i];
		if (access(in.origin.file, R_OK)) {
			fail_thing(&in, passed, strerror(errno));
			continue;
		}
		rc = read_path(in.origin.file, reading, passed, err);
	}
	in.origin.file = path;
	if (folder.n_passed && rc == FR_OK)
		fr_intake_note(&in,
			       "%lu things passed over that are neither files nor folders (links are not followed)",
			       folder.n_passed);
	if (!folder.files.n && rc == FR_OK)
		fr_intake_note(&in, "nothing in it");
	reading->profiles = NULL;
	fr_strlist_free(&profiles);
	fr_folder_free(&folder);
	return rc;
}

static void free_passed(struct passed *passed)
{
	free(passed->first_other);
	free(passed->first_guess);
}

/* The profiles that an unpacked export may have, seen from one file of it. */
static void find_profiles(const char *path, struct fr_strlist *ret)
{
	static const char *const names[] = {
		"personal_information/profile_information/profile_information.json",
		"personal_information/personal_information/personal_information.json",
		"personal_information/personal_information.json",
		"profile_information/profile_information.json",
		"account.js",
		"data/account.js",
	};
	char *folder = fr_xstrdup(path), *slash;

	for (int up = 0; up < PROFILE_UP_MAX && (slash = strrchr(folder, '/')) != NULL; up++) {
		*slash = '\0';
		for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
			char *name = fr_xasprintf("%s/%s", folder, names[i]);

			if (!access(name, R_OK))
				fr_strlist_add(ret, name);
			free(name);
		}
	}
	free(folder);
}

int fr_ingest_again(const char *path, const char *name, const char *want, const struct fr_ingest_options *options,
		    const struct fr_sink *sink, char ret_sha256[FR_SHA256_HEX], struct fr_error *err)
{
	struct reading reading = {.options = options, .sink = sink};
	struct fr_strlist profiles = {0};
	struct passed passed = {0};
	struct fr_source *source;
	const char *now;
	int rc = fr_source_open(path, sink, &source, err);

	ret_sha256[0] = '\0';
	if (rc != FR_OK)
		return rc;
	rc = fr_source_sha256(source, &now, err);
	if (rc == FR_OK && !now)
		rc = fr_fail(err, FR_FATAL, "%s: no regular file", path);
	if (rc != FR_OK || !now)
		goto out;
	memcpy(ret_sha256, now, FR_SHA256_HEX);
	if (strcmp(ret_sha256, want) != 0)
		goto out;
	find_profiles(path, &profiles);
	reading.profiles = &profiles;
	reading.beside = path;
	rc = read_source(name, path, source, &reading, &passed, err);
out:
	fr_source_close(source);
	fr_strlist_free(&profiles);
	free_passed(&passed);
	return rc;
}

int fr_ingest_file(const char *path, const struct fr_ingest_options *options, const struct fr_sink *sink,
		   struct fr_error *err)
{
	struct reading reading = {.options = options, .sink = sink};
	struct passed passed = {0};
	int rc;

	if (strcmp(path, "-") != 0 && fr_folder_is(path))
		rc = read_folder(path, &reading, &passed, err);
	else
		rc = read_path(path, &reading, &passed, err);
	if (rc != FR_FATAL)
		say_passed(sink, path, &passed);
	free_passed(&passed);
	return rc;
}

int fr_ingest_memory(const char *name, const char *bytes, size_t len, const struct fr_ingest_options *options,
		     const struct fr_sink *sink, struct fr_error *err)
{
	struct fr_source *source = fr_source_memory(bytes, len, sink);
	struct reading reading = {.options = options, .sink = sink};
	struct passed passed = {0};
	int rc = read_source(name, NULL, source, &reading, &passed, err);

	say_passed(sink, name, &passed);
	free_passed(&passed);
	fr_source_close(source);
	return rc;
}
