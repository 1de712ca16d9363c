/*
 * Any bytes as an export: detected, or, where FR_FUZZ_FORMAT names a format, forced upon that one. What comes out must
 * be whole: each line is a record that the filters take, with an id, inside the input; and the same bytes give the same
 * lines. make fuzz FUZZ=ingest-FORMAT sets the variable; the tests replay the corpus of each format, and that of
 * detection upon each (tests/run.sh).
 */
#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "core/record.h"
#include "ingest/columns.h"
#include "ingest/format.h"
#include "ingest/ingest.h"
#include "ingest/unpack.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct check {
	struct fr_record *rec;
	size_t size;
	bool packed;
	uint64_t hash; /* FNV-1a over all that came out */
};

static void add(struct check *check, const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++)
		check->hash = (check->hash ^ (unsigned char)s[i]) * 0x100000001b3;
}

static int on_record(void *arg, const char *line, size_t len)
{
	struct check *check = arg;
	struct fr_place place = {"fuzz", 1, 0, len};
	struct fr_json_span span, off, length;
	struct fr_error err;

	assert(!memchr(line, '\n', len));
	assert(fr_record_parse(check->rec, line, len, &place, &err) == FR_OK);
	assert(fr_record_find(check->rec, "id", &span) && span.type == FR_JSON_STRING && span.len > 4);
	assert(fr_record_find(check->rec, "platform", &span) && fr_record_find(check->rec, "kind", &span));
	assert(fr_record_find(check->rec, "source", &span));
	assert(fr_json_member(&span, "offset", &off) && fr_json_member(&span, "length", &length));
	if (!check->packed)
		assert(strtoull(off.bytes, NULL, 10) + strtoull(length.bytes, NULL, 10) <= check->size);
	add(check, line, len);
	return FR_OK;
}

static int on_reject(void *arg, const struct fr_error *err, const struct fr_place *place, const char *raw, size_t len)
{
	struct check *check = arg;

	assert(err->fault && err->text[0]);
	assert(check->packed || place->offset + place->length <= check->size);
	assert(len <= place->length);
	add(check, err->text, strlen(err->text));
	add(check, raw, len);
	return FR_OK;
}

static void on_note(void *arg, const char *text)
{
	add(arg, text, strlen(text));
}

static void on_failed(void *arg, const struct fr_error *err)
{
	add(arg, err->text, strlen(err->text));
}

static void on_progress(void *arg, uint64_t done, uint64_t total)
{
	(void)arg;
	(void)done;
	(void)total;
}

static int on_flush(void *arg)
{
	(void)arg;
	return FR_OK;
}

static uint64_t run(const uint8_t *data, size_t size, const struct fr_ingest_format *format, const struct fr_zone *zone,
		    const struct fr_map *map)
{
	struct check check = {.rec = fr_record_new(), .size = size, .hash = 0xcbf29ce484222325};
	struct fr_sink sink = {&check, on_record, on_reject, on_note, on_failed, on_progress, on_flush};
	struct fr_ingest_options options = {.format = format, .zone = zone, .zone_name = "+05:30", .map = map};
	struct fr_error err;
	int rc;

	check.packed = fr_packing_find((const char *)data, size) != FR_PACKED_NOT;
	rc = fr_ingest_memory("fuzz", (const char *)data, size, &options, &sink, &err);
	assert(rc == FR_OK);
	fr_record_free(check.rec);
	return check.hash;
}

/* NULL: by content. */
static const struct fr_ingest_format *find_format(void)
{
	const char *name = getenv("FR_FUZZ_FORMAT");
	const struct fr_ingest_format *format;

	if (!name || !*name)
		return NULL;
	format = fr_ingest_format_named(name);
	if (!format) {
		fprintf(stderr, "fuzz_ingest: there is no format '%s'\n", name);
		exit(2);
	}
	return format;
}

/* JSON of any kind is read with a map only. */
static struct fr_map *make_map(const struct fr_ingest_format *format)
{
	static const char text[] = "{\"id\": \"ticket\", \"time\": \"reported.at\", \"author.name\": \"who.name\","
				   "\"text\": [\"what.title\", \"what.body\"], \"geo.place\": [\"where\", \"zone\"],"
				   "\"media\": \"files\", \"geo.lat\": \"lat\", \"reply_to\": \"to\"}";
	char path[] = "/tmp/fr-fuzz-map.XXXXXX";
	struct fr_map *map = NULL;
	struct fr_error err;
	int fd;

	if (!format || strcmp(format->name, "ndjson") != 0)
		return NULL;
	fd = mkstemp(path);
	if (fd < 0 || write(fd, text, strlen(text)) != (ssize_t)strlen(text) || close(fd) ||
	    fr_map_load(path, &map, &err) != FR_OK)
		abort();
	unlink(path);
	return map;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct fr_ingest_format *format;
	static struct fr_zone *zone;
	static struct fr_map *map;
	struct fr_error err;

	if (!zone) {
		if (fr_zone_open("+05:30", &zone, &err) != FR_OK)
			abort();
		format = find_format();
		map = make_map(format);
	}
	assert(run(data, size, format, zone, map) == run(data, size, format, zone, map));
	return 0;
}
