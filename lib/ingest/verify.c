/* Records held against their originals: see verify.h. */
#include "ingest/verify.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "core/mapped.h"
#include "core/reader.h"
#include "core/utf8.h"
#include "ingest/again.h"
#include "ingest/digest.h"
#include "ingest/format.h"
#include "ingest/silent.h"

#define SPOOL_BLOCK (256u << 10)

enum status { UNKNOWN, OK, CHANGED, MISSING };

/* The members that fr-ingest writes, and what is said if one is not what the original gives. */
static const struct {
	const char *name, *differs;
} members[] = {
	{"source", "its source is not what the original gives"},
	{"id", "its id is not what the original gives"},
	{"platform", "its platform is not what the original gives"},
	{"kind", "its kind is not what the original gives"},
	{"time", "its time is not what the original gives"},
	{"author", "its author is not what the original gives"},
	{"channel", "its channel is not what the original gives"},
	{"text", "its text is not what the original gives"},
	{"lang", "its lang is not what the original gives"},
	{"url", "its url is not what the original gives"},
	{"reply_to", "its reply_to is not what the original gives"},
	{"repost_of", "its repost_of is not what the original gives"},
	{"quote_of", "its quote_of is not what the original gives"},
	{"thread", "its thread is not what the original gives"},
	{"mentions", "its mentions are not what the original gives"},
	{"hashtags", "its hashtags are not what the original gives"},
	{"links", "its links are not what the original gives"},
	{"media", "its media are not what the original gives"},
	{"geo", "its geo is not what the original gives"},
	{"counts", "its counts are not what the original gives"},
	{"form", "its form is not what the original gives"},
};

/* An original: a file with a hash. */
struct original {
	char *file, *sha256;
	const struct fr_ingest_format *format; /* of all records of it, NULL: of different ones */
	bool plain;                            /* no record of it comes out of an archive */
	uint64_t n_left;                       /* records that have not been found */
	uint32_t next;                         /* in the same slot of the table, counted from 1 */
};

/* A record that is asked for. */
struct asked {
	uint64_t member, ordinal; /* member: its hash */
	uint64_t off;             /* of the line in the spool */
	uint32_t len;
	uint32_t original; /* counted from 1; 0: none */
	enum status status;
	const char *why; /* static, or in strings */
};

struct chunk {
	struct fr_verify *verify;
	struct asked *asked;
	size_t n, cap;
	uint32_t *order; /* of asked, by original, member, ordinal */
	struct original *originals;
	size_t n_originals, cap_originals;
	uint32_t *slots; /* FR_VERIFY_CHUNK of them */
	struct fr_arena strings;
	int fd; /* the spool */
	struct fr_buf pending;
	uint64_t spool_len;
	struct fr_mapped map;
	size_t passed;
	struct fr_record *given, *now;
	struct original *current;
};

static uint64_t hash(uint64_t seed, const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++)
		seed = (seed ^ (unsigned char)s[i]) * 0x100000001b3;
	return seed;
}

#define HASH_START 0xcbf29ce484222325

/* A member of source as text, decoded; false: it has none. */
static bool source_string(const struct fr_json_span *source, const char *name, struct fr_buf *out)
{
	struct fr_json_span value;

	fr_buf_clear(out);
	if (!fr_json_member(source, name, &value) || value.type != FR_JSON_STRING)
		return false;
	fr_json_unescape(out, &value);
	fr_buf_str(out);
	return true;
}

static uint64_t source_number(const struct fr_json_span *source, const char *name)
{
	struct fr_json_span value;

	if (!fr_json_member(source, name, &value) || value.type != FR_JSON_NUMBER)
		return 0;
	return strtoull(value.bytes, NULL, 10);
}

static uint64_t member_hash(const struct fr_json_span *source)
{
	struct fr_buf member = {0};
	uint64_t key = source_string(source, "member", &member) ? hash(HASH_START, member.bytes, member.len) : 0;

	fr_buf_free(&member);
	return key;
}

static uint32_t find_original(struct chunk *c, const char *file, const char *sha256)
{
	uint64_t key = hash(hash(HASH_START, file, strlen(file) + 1), sha256, strlen(sha256));
	uint32_t *slot = &c->slots[key % FR_VERIFY_CHUNK];
	struct original *original;

	for (uint32_t at = *slot; at; at = c->originals[at - 1].next) {
		original = &c->originals[at - 1];
		if (!strcmp(original->file, file) && !strcmp(original->sha256, sha256))
			return at;
	}
	c->originals = fr_grow(c->originals, c->n_originals, &c->cap_originals, sizeof(*c->originals));
	original = &c->originals[c->n_originals++];
	*original = (struct original){.plain = true, .next = *slot};
	original->file = fr_arena_dup(&c->strings, file, strlen(file));
	original->sha256 = fr_arena_dup(&c->strings, sha256, strlen(sha256));
	*slot = (uint32_t)c->n_originals;
	return *slot;
}

/* What original a record is of, and where in it. */
static void ask(struct chunk *c, struct asked *asked)
{
	struct fr_buf file = {0}, sha256 = {0}, word = {0};
	const struct fr_ingest_format *format;
	struct original *original;
	struct fr_json_span source;

	asked->status = MISSING;
	asked->why = "the record names no original";
	if (!fr_record_find(c->given, "source", &source) || source.type != FR_JSON_OBJECT)
		return;
	if (source_string(&source, "scope", &word) && !strcmp(word.bytes, "record")) {
		asked->why = "it came from standard input: there is no original to go back to";
	} else if (source_string(&source, "file", &file) && source_string(&source, "sha256", &sha256)) {
		asked->original = find_original(c, file.bytes, sha256.bytes);
		asked->member = member_hash(&source);
		asked->ordinal = source_number(&source, "record");
		asked->status = UNKNOWN;
		asked->why = NULL;
		format = source_string(&source, "format", &word) ? fr_ingest_format_named(word.bytes) : NULL;
		original = &c->originals[asked->original - 1];
		if (!original->n_left)
			original->format = format;
		else if (original->format != format)
			original->format = NULL;
		original->plain = original->plain && !asked->member;
		original->n_left++;
	}
	fr_buf_free(&file);
	fr_buf_free(&sha256);
	fr_buf_free(&word);
}

static int flush_spool(struct chunk *c, struct fr_error *err)
{
	int rc = fr_spool_write(c->fd, c->pending.bytes, c->pending.len, err);

	fr_buf_clear(&c->pending);
	return rc;
}

static int add(struct chunk *c, const char *line, size_t len, struct fr_error *err)
{
	struct asked *asked;

	c->asked = fr_grow(c->asked, c->n, &c->cap, sizeof(*c->asked));
	asked = &c->asked[c->n++];
	*asked = (struct asked){.off = c->spool_len, .len = (uint32_t)len};
	ask(c, asked);
	fr_buf_add(&c->pending, line, len);
	c->spool_len += len;
	return c->pending.len < SPOOL_BLOCK ? FR_OK : flush_spool(c, err);
}

static int compare(const void *a, const void *b, void *arg)
{
	const struct chunk *c = arg;
	const struct asked *x = &c->asked[*(const uint32_t *)a], *y = &c->asked[*(const uint32_t *)b];

	if (x->original != y->original)
		return x->original < y->original ? -1 : 1;
	if (x->member != y->member)
		return x->member < y->member ? -1 : 1;
	if (x->ordinal != y->ordinal)
		return x->ordinal < y->ordinal ? -1 : 1;
	return 0;
}

/* The first in order that is not before what key says. */
static size_t lower_bound(const struct chunk *c, const struct asked *key)
{
	size_t low = 0, high = c->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		const struct asked *at = &c->asked[c->order[mid]];
		bool before = at->original != key->original ? at->original < key->original
			      : at->member != key->member   ? at->member < key->member
							    : at->ordinal < key->ordinal;

		if (before)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

/* Equal as JSON: jq may have written it in another way. */
static bool same_value(const struct fr_json_span *a, const struct fr_json_span *b)
{
	struct fr_error ignored;
	json_t *x = NULL, *y = NULL;
	bool same;

	if (a->len == b->len && !memcmp(a->bytes, b->bytes, a->len))
		return true;
	same = fr_json_tree(a, &x, &ignored) == FR_OK && fr_json_tree(b, &y, &ignored) == FR_OK && json_equal(x, y);
	json_decref(x);
	json_decref(y);
	return same;
}

/* A record from the spool in c->given. */
static bool load(struct chunk *c, const struct asked *asked)
{
	struct fr_place place = {.file = "-", .record = 1, .length = asked->len};
	struct fr_error ignored;

	c->passed = fr_mapped_walk(c->map.bytes, c->passed, asked->off);
	return fr_record_parse(c->given, c->map.bytes + asked->off, asked->len, &place, &ignored) == FR_OK;
}

/* c->given against c->now. NULL: the same. */
static const char *difference(struct chunk *c)
{
	struct fr_json_span given, now;

	for (size_t i = 0; i < sizeof(members) / sizeof(*members); i++) {
		bool has = fr_record_find(c->given, members[i].name, &given);
		bool gives = fr_record_find(c->now, members[i].name, &now);

		/* an export unpacked in a folder has its owner from another file, which may not have been asked */
		if (!has && gives && !strcmp(members[i].name, "author") && c->current->plain)
			continue;
		if (has != gives || (has && !same_value(&given, &now)))
			return members[i].differs;
	}
	return NULL;
}

/* A record that the original gives now. FR_STOP: none of those that are asked for is left. */
static int on_record(void *arg, const char *line, size_t len)
{
	struct chunk *c = arg;
	struct fr_place place = {.file = "-", .record = 1, .length = len};
	struct asked key = {.original = (uint32_t)(c->current - c->originals) + 1};
	struct fr_json_span source;
	struct fr_error ignored;

	if (fr_record_parse(c->now, line, len, &place, &ignored) != FR_OK || !fr_record_find(c->now, "source", &source))
		return FR_OK;
	key.member = member_hash(&source);
	key.ordinal = source_number(&source, "record");
	for (size_t i = lower_bound(c, &key); i < c->n; i++) {
		struct asked *asked = &c->asked[c->order[i]];

		if (asked->original != key.original || asked->member != key.member || asked->ordinal != key.ordinal)
			break;
		if (asked->status != UNKNOWN && asked->status != CHANGED)
			continue;
		/* members of one name: the record may be of any of them */
		c->current->n_left -= asked->status == UNKNOWN;
		asked->why = load(c, asked) ? difference(c) : "it can't be read";
		asked->status = asked->why ? CHANGED : OK;
	}
	return c->current->n_left || !c->current->plain ? FR_OK : FR_STOP;
}

/* All records of an original that have no answer yet get this one. */
static void answer_rest(struct chunk *c, const struct original *original, enum status status, const char *why)
{
	struct asked key = {.original = (uint32_t)(original - c->originals) + 1};

	for (size_t i = lower_bound(c, &key); i < c->n && c->asked[c->order[i]].original == key.original; i++) {
		struct asked *asked = &c->asked[c->order[i]];

		if (asked->status == UNKNOWN) {
			asked->status = status;
			asked->why = why;
		}
	}
}

static int check_original(struct chunk *c, struct original *original, struct fr_error *err)
{
	struct fr_sink sink = fr_sink_silent;
	struct fr_ingest_options options = *c->verify->options;
	const char *base = c->verify->base;
	char now[FR_SHA256_HEX] = "", *path;
	char why[FR_ERROR_TEXT_MAX];
	struct fr_error failed;
	int rc;

	sink.arg = c;
	sink.record = on_record;
	path = base && original->file[0] != '/' ? fr_xasprintf("%s/%s", base, original->file)
						: fr_xstrdup(original->file);
	options.format = options.format ? options.format : original->format;
	options.span = NULL;
	c->current = original;
	rc = fr_ingest_again(path, original->file, original->sha256, &options, &sink, now, &failed);
	if (rc == FR_FATAL && !now[0]) {
		answer_rest(c, original, MISSING, fr_arena_dup(&c->strings, failed.text, strlen(failed.text)));
		rc = FR_OK;
	} else if (rc == FR_FATAL) {
		*err = failed;
	} else if (strcmp(now, original->sha256) != 0) {
		snprintf(why, sizeof(why), "the SHA-256 of the file is now %s", now);
		answer_rest(c, original, CHANGED, fr_arena_dup(&c->strings, why, strlen(why)));
	} else {
		answer_rest(c, original, CHANGED, "the original gives no such record");
	}
	free(path);
	return rc == FR_FATAL ? FR_FATAL : FR_OK;
}

static void put_field(struct fr_buf *out, const char *s, size_t len)
{
	char visible[FR_UTF8_VISIBLE_MAX + 1];

	for (size_t pos = 0; pos < len;)
		fr_buf_add(out, visible, fr_utf8_visible(visible, s, len, &pos));
}

static int report(struct chunk *c)
{
	static const char *const words[] = {[OK] = "ok", [CHANGED] = "changed", [MISSING] = "missing"};
	struct fr_buf line = {0}, text = {0};
	struct fr_json_span source;
	struct fr_error ignored;
	const char *id;
	size_t len;
	int rc = FR_OK;

	c->passed = 0;
	for (size_t i = 0; i < c->n && rc == FR_OK; i++) {
		struct asked *asked = &c->asked[i];
		bool has =
			load(c, asked) && fr_record_find(c->given, "source", &source) && source.type == FR_JSON_OBJECT;

		fr_buf_clear(&line);
		fr_buf_adds(&line, words[asked->status]);
		fr_buf_addc(&line, '\t');
		if (fr_record_get_string(c->given, "id", &id, &len, &ignored) == FR_OK && id)
			put_field(&line, id, len);
		fr_buf_addc(&line, '\t');
		if (has && source_string(&source, "file", &text))
			put_field(&line, text.bytes, text.len);
		fr_buf_addc(&line, '\t');
		if (has && source_string(&source, "member", &text))
			put_field(&line, text.bytes, text.len);
		fr_buf_addc(&line, '\t');
		if (asked->why)
			put_field(&line, asked->why, strlen(asked->why));
		c->verify->n_checked++;
		c->verify->n_bad += asked->status != OK;
		rc = c->verify->sink->record(c->verify->sink->arg, line.bytes, line.len);
	}
	fr_buf_free(&line);
	fr_buf_free(&text);
	return rc;
}

/* Answer what has come together; then the chunk is empty again. */
static int check_chunk(struct chunk *c, struct fr_error *err)
{
	int rc;

	if (!c->n)
		return FR_OK;
	rc = flush_spool(c, err);
	if (rc == FR_OK && !fr_mapped_open(&c->map, c->fd, (size_t)c->spool_len))
		rc = fr_fail_errno(err, errno, "temporary file (in TMPDIR)");
	c->passed = 0;
	c->order = fr_xreallocarray(c->order, c->n, sizeof(*c->order));
	for (size_t i = 0; i < c->n; i++)
		c->order[i] = (uint32_t)i;
	qsort_r(c->order, c->n, sizeof(*c->order), compare, c);
	for (size_t i = 0; i < c->n_originals && rc == FR_OK; i++)
		rc = check_original(c, &c->originals[i], err);
	if (rc == FR_OK)
		rc = report(c);
	fr_mapped_close(&c->map);
	if (rc == FR_OK && (ftruncate(c->fd, 0) || lseek(c->fd, 0, SEEK_SET) < 0))
		rc = fr_fail_errno(err, errno, "temporary file (in TMPDIR)");
	c->n = c->n_originals = 0;
	c->spool_len = 0;
	memset(c->slots, 0, FR_VERIFY_CHUNK * sizeof(*c->slots));
	fr_arena_reset(&c->strings);
	return rc;
}

static int on_wait(void *arg, struct fr_error *err)
{
	const struct fr_sink *sink = arg;

	(void)err;
	return sink->flush(sink->arg);
}

static int take_lines(struct chunk *c, struct fr_reader *reader, struct fr_error *err)
{
	const struct fr_sink *sink = c->verify->sink;
	struct fr_place place, ignored_place;
	const char *line, *piece;
	size_t len, piece_len;
	int rc = FR_OK, got;

	while (rc == FR_OK && (got = fr_reader_next(reader, &line, &len, &place, err)) != FR_STOP) {
		if (got == FR_FATAL)
			return got;
		if (got == FR_OK)
			got = fr_record_parse(c->given, line, len, &place, err);
		else
			while (fr_reader_rest(reader, &piece, &piece_len, &ignored_place, err) == FR_OK && piece_len)
				;
		if (got == FR_REJECT)
			rc = sink->reject(sink->arg, err, &place, line, len);
		else
			rc = add(c, line, len, err);
		if (rc == FR_OK && c->n == FR_VERIFY_CHUNK)
			rc = check_chunk(c, err);
	}
	return rc == FR_OK ? check_chunk(c, err) : rc;
}

int fr_verify_file(struct fr_verify *verify, const char *path, struct fr_error *err)
{
	struct chunk c = {.verify = verify, .fd = -1};
	struct fr_strlist files = {0};
	struct fr_reader *reader = NULL;
	int rc;

	fr_strlist_add(&files, path);
	rc = fr_reader_open(&files, on_wait, (void *)verify->sink, &reader, err);
	if (rc == FR_OK)
		rc = fr_spool_open(&c.fd, err);
	if (rc == FR_OK) {
		c.given = fr_record_new();
		c.now = fr_record_new();
		c.slots = fr_xcalloc(FR_VERIFY_CHUNK, sizeof(*c.slots));
		rc = take_lines(&c, reader, err);
	}
	if (c.fd >= 0)
		close(c.fd);
	fr_mapped_close(&c.map);
	fr_reader_free(reader);
	fr_record_free(c.given);
	fr_record_free(c.now);
	free(c.slots);
	free(c.asked);
	free(c.order);
	free(c.originals);
	fr_arena_free(&c.strings);
	fr_buf_free(&c.pending);
	fr_strlist_free(&files);
	return rc;
}
