/* Posts in arrays: see feed.h. */
#include "ingest/feed.h"

#include <string.h>
#include "ingest/jsonat.h"
#include "ingest/jsonwalk.h"

#define ARRAYS_MAX 32

struct feeding {
	struct fr_intake *in;
	const struct fr_feed *feed;
	void *arg;
	const char *s; /* a line, or a document */
	size_t len;
	uint64_t base; /* offset of s in the file or member */
	struct fr_buf fixed;
	struct fr_json_index index;
};

struct fr_feed_item fr_feed_inside(const struct fr_feed_item *item, const struct fr_json_span *value)
{
	struct fr_feed_item inside = *item;

	inside.value = *value;
	if (!item->shifted) {
		inside.offset = item->offset + (uint64_t)(value->bytes - item->raw);
		inside.raw = value->bytes;
		inside.len = value->len;
	}
	return inside;
}

void fr_feed_place(struct fr_intake *in, const struct fr_feed_item *item)
{
	fr_draft_reset(&in->post);
	in->post.raw = item->raw;
	in->post.offset = item->offset;
	in->post.length = item->len;
	in->post.repaired = item->repaired;
}

int fr_feed_reject(struct fr_intake *in, const struct fr_feed_item *item, const struct fr_error *err)
{
	return fr_intake_reject(in, err, item->offset, item->raw, item->len);
}

bool fr_feed_member(const struct fr_feed_page *page, const char *name, struct fr_buf *hold, struct fr_json_span *ret)
{
	struct fr_error ignored;
	size_t at, end;
	bool repaired;

	fr_json_find(page->s, page->len, page->pos, &name, 1, &at);
	end = at ? fr_json_extent(page->s, page->len, at) : 0;
	return end > at && fr_json_mend(page->s + at, end - at, hold, ret, &repaired, &ignored) == FR_OK;
}

static int item(struct feeding *f, int array, const struct fr_feed_item *it, struct fr_error *err)
{
	return f->feed->item(f->in, f->arg, array, it, err);
}

/* An object that has been checked as a whole: an element of a bare array, or one with no array of posts in it. */
static int take_object(struct feeding *f, const struct fr_feed_item *it, bool bare, struct fr_error *err)
{
	struct fr_feed_page page = {it->value.bytes, it->value.len, 0};
	struct fr_json_span array, element;
	struct fr_feed_item inside;
	bool found = false;
	size_t pos;
	int rc = FR_OK;

	for (int i = 0; f->feed->arrays[i] && rc == FR_OK; i++) {
		array = fr_json_at(&it->value, f->feed->arrays[i]);
		if (!array.bytes || array.type != FR_JSON_ARRAY)
			continue;
		if (!found && f->feed->page)
			rc = f->feed->page(f->in, f->arg, &page, err);
		found = true;
		for (pos = 0; rc == FR_OK && fr_json_next(&array, &pos, NULL, &element);) {
			inside = fr_feed_inside(it, &element);
			rc = item(f, i, &inside, err);
		}
	}
	return found || rc != FR_OK ? rc : item(f, bare ? FR_FEED_BARE : FR_FEED_OBJECT, it, err);
}

/* The array whose bracket is at pos; *ret_end is behind it. */
static int take_array(struct feeding *f, size_t pos, int array, size_t *ret_end, struct fr_error *err)
{
	struct fr_elements e;
	struct fr_element element;
	struct fr_feed_item it;
	int rc = FR_OK, got;

	*ret_end = pos + 1;
	if (!fr_elements_begin(&e, f->s, f->len, pos))
		return FR_OK;
	while (rc == FR_OK && (got = fr_elements_next(&e, &element, err)) != FR_STOP) {
		it = (struct fr_feed_item){.value = element.value,
					   .raw = f->s + element.off,
					   .len = element.len,
					   .offset = f->base + element.off,
					   .repaired = element.repaired};
		it.shifted = it.value.bytes < it.raw || it.value.bytes >= it.raw + it.len;
		if (got == FR_REJECT)
			rc = fr_feed_reject(f->in, &it, err);
		else if (array == FR_FEED_BARE && it.value.type == FR_JSON_OBJECT)
			rc = take_object(f, &it, true, err);
		else
			rc = item(f, array, &it, err);
	}
	*ret_end = e.pos;
	fr_elements_end(&e);
	return rc;
}

/* Where the array of a path ("a" or "a.b") begins in the object at pos, 0: nowhere. */
static size_t find_array(const struct feeding *f, size_t at, const char *path)
{
	const char *dot = strchr(path, '.'), *names[1];
	char inner[FR_JSON_PATH_PART_MAX] = "";
	size_t found = at;

	if (dot && found && strlen(dot + 1) < sizeof(inner)) {
		memcpy(inner, dot + 1, strlen(dot + 1) + 1);
		names[0] = inner;
		fr_json_find(f->s, f->len, at, names, 1, &found);
	}
	return found && found < f->len && f->s[found] == '[' ? found : 0;
}

/* An object at pos. *ret_end is behind it, or the end if it does not close. */
static int take_top(struct feeding *f, size_t pos, size_t *ret_end, struct fr_error *err)
{
	struct fr_feed_page page = {f->s, f->len, pos};
	const char *names[ARRAYS_MAX] = {NULL};
	char parts[ARRAYS_MAX][FR_JSON_PATH_PART_MAX];
	size_t at[ARRAYS_MAX], n = 0, end, ignored;
	struct fr_feed_item it;
	bool found = false;
	int rc = FR_OK;

	for (; f->feed->arrays[n] && n < ARRAYS_MAX; n++) {
		size_t len = strcspn(f->feed->arrays[n], ".");

		memcpy(parts[n], f->feed->arrays[n], len);
		parts[n][len] = '\0';
		names[n] = parts[n];
	}
	fr_json_find(f->s, f->len, pos, names, n, at);
	end = fr_json_extent(f->s, f->len, pos);
	*ret_end = end ? end : f->len;
	for (size_t i = 0; i < n && rc == FR_OK; i++) {
		at[i] = find_array(f, at[i], f->feed->arrays[i]);
		if (at[i] && !found && f->feed->page)
			rc = f->feed->page(f->in, f->arg, &page, err);
		found = found || at[i];
		if (at[i] && rc == FR_OK)
			rc = take_array(f, at[i], (int)i, &ignored, err);
	}
	if (found || rc != FR_OK)
		return rc;
	it = (struct fr_feed_item){.raw = f->s + pos, .len = *ret_end - pos, .offset = f->base + pos};
	if (fr_json_mend_indexed(it.raw, it.len, &f->fixed, &f->index, &it.value, &it.repaired, err) != FR_OK)
		return fr_feed_reject(f->in, &it, err);
	it.shifted = it.value.bytes < it.raw || it.value.bytes >= it.raw + it.len;
	return item(f, FR_FEED_OBJECT, &it, err);
}

/* All values of a line or document. What is neither object nor array is rejected up to the next line. */
static int take_text(struct feeding *f, struct fr_error *err)
{
	size_t pos = 0;
	int rc = FR_OK;

	if (!f->base && f->len >= 3 && !memcmp(f->s, "\xEF\xBB\xBF", 3))
		pos = 3;
	while (f->feed->assignment && pos < f->len && f->s[pos] != '[' && f->s[pos] != '{')
		pos++;
	while (rc == FR_OK && (pos = fr_json_blanks(f->s, f->len, pos)) < f->len) {
		if (f->s[pos] == '{') {
			rc = take_top(f, pos, &pos, err);
		} else if (f->s[pos] == '[') {
			rc = take_array(f, pos, FR_FEED_BARE, &pos, err);
		} else if (f->s[pos] == ',' || f->s[pos] == '\0' || (f->feed->assignment && f->s[pos] == ';')) {
			pos++;
		} else {
			const char *newline = memchr(f->s + pos, '\n', f->len - pos);
			size_t end = newline ? (size_t)(newline - f->s) : f->len;

			fr_reject(err, &fr_fault_json_syntax, -1, NULL);
			rc = fr_intake_reject(f->in, err, f->base + pos, f->s + pos, end - pos);
			pos = end;
		}
	}
	return rc;
}

static int read_lines(struct feeding *f, struct fr_error *err)
{
	struct fr_source_line line;
	int rc = FR_OK, got;

	while (rc == FR_OK && (got = fr_source_line(f->in->source, &line, err)) != FR_STOP) {
		f->s = line.bytes;
		f->len = line.len;
		f->base = line.offset;
		if (got == FR_REJECT)
			rc = fr_intake_reject(f->in, err, line.offset, line.bytes, line.kept);
		else
			rc = take_text(f, err);
	}
	return rc;
}

int fr_feed_read(struct fr_intake *in, const struct fr_feed *feed, void *arg, struct fr_error *err)
{
	struct feeding f = {.in = in, .feed = feed, .arg = arg};
	int rc;

	if (in->peek->lines && !feed->document) {
		rc = read_lines(&f, err);
	} else {
		rc = fr_source_all(in->source, &f.s, &f.len, err);
		if (rc == FR_OK)
			rc = take_text(&f, err);
	}
	fr_buf_free(&f.fixed);
	fr_json_index_free(&f.index);
	return rc;
}
