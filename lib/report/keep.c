#include "report/keep.h"

#include <stdlib.h>
#include <string.h>
#include "core/mem.h"
#include "core/utf8.h"
#include "text/width.h"

/* Nothing longer is looked at when an item is cut to columns: marks take no columns, and a text may be all marks. */
#define ITEM_BYTES_MAX 512

const char *fr_items_next(const struct fr_items *items, size_t *pos)
{
	const char *item = items->bytes + *pos;

	if (*pos >= items->len)
		return NULL;
	*pos += strlen(item) + 1;
	return item;
}

void fr_keep_string(char **at, struct fr_bytes s)
{
	free(*at);
	*at = s.bytes ? fr_xstrndup(s.bytes, s.len) : NULL;
}

/* Start of the character that byte off of s is part of. */
static size_t character_start(const char *s, size_t off)
{
	while (off > 0 && ((unsigned char)s[off] & 0xc0) == 0x80)
		off--;
	return off;
}

size_t fr_keep_cut(const char *s, size_t len, size_t max)
{
	/* Clusters are looked at around the end only; one may be of any length (a letter and its marks). */
	const size_t window = 256;
	const size_t end = character_start(s, max), start = end > window ? character_start(s, end - window) : 0;
	const size_t ahead = len - end > window ? character_start(s, end + window) : len;
	size_t columns = fr_width(s + start, end - start), cut;

	if (columns == 0)
		return end;
	cut = fr_width_cut(s + start, ahead - start, columns, NULL);
	if (start + cut > end) /* marks behind the end belong to the last cluster: without it */
		cut = fr_width_cut(s + start, ahead - start, columns - 1, NULL);
	return cut > 0 && start + cut <= end ? start + cut : end;
}

/* Append one item, made short. */
static void add_item(struct fr_buf *out, const char *s, size_t len)
{
	if (len > ITEM_BYTES_MAX)
		len = character_start(s, ITEM_BYTES_MAX);
	fr_width_put(out, s, len, FR_CASE_ITEM_COLUMNS, 0);
	fr_buf_addc(out, '\0');
}

static void add_member(struct fr_buf *out, const json_t *object, const char *name)
{
	const char *s = json_string_value(json_object_get(object, name));

	add_item(out, s ? s : "", s ? strlen(s) : 0);
}

/* Make the buffer's bytes the items. */
static void items_take(struct fr_items *items, struct fr_buf *buf)
{
	free(items->bytes);
	*items = (struct fr_items){buf->len ? fr_xrealloc(buf->bytes, buf->len) : NULL, buf->len};
}

static bool items_have(const struct fr_buf *buf, size_t item_off)
{
	for (size_t off = 0; off < item_off; off += strlen(buf->bytes + off) + 1)
		if (strcmp(buf->bytes + off, buf->bytes + item_off) == 0)
			return true;
	return false;
}

/* Evidence for one category, or for any if category is NULL; what weighs against is none. Returns how many were added.
 */
static size_t add_evidence(struct fr_buf *out, const json_t *evidence, const char *category)
{
	const json_t *one;
	size_t i, n = 0;

	json_array_foreach((json_t *)evidence, i, one)
	{
		const char *of = json_string_value(json_object_get(one, "category"));
		const char *text = json_string_value(json_object_get(one, "text"));
		const size_t item_off = out->len;

		if (!text || !*text || json_number_value(json_object_get(one, "weight")) < 0 ||
		    (category && (!of || strcmp(of, category) != 0)))
			continue;
		if (n == FR_CASE_LIST_MAX)
			break;
		add_item(out, text, strlen(text));
		if (items_have(out, item_off))
			out->len = item_off;
		else
			n++;
	}
	return n;
}

void fr_keep_evidence(struct fr_items *items, const json_t *evidence, struct fr_bytes category)
{
	struct fr_buf buf = {0};

	if (!evidence || !category.bytes || add_evidence(&buf, evidence, category.bytes) == 0)
		add_evidence(&buf, evidence, NULL);
	items_take(items, &buf);
}

void fr_keep_law(struct fr_items *items, const json_t *sections)
{
	struct fr_buf buf = {0};
	const json_t *one;
	size_t i;

	json_array_foreach((json_t *)sections, i, one)
	{
		if (i == FR_CASE_LAW_MAX)
			break;
		add_member(&buf, one, "act");
		add_member(&buf, one, "section");
	}
	items_take(items, &buf);
}

/* An element that names a place or an office: a string, or an object that has one under one of the usual names. */
static const char *name_of(const json_t *one)
{
	static const char *const names[] = {"station", "district", "id", "place", "office", "text"};
	const char *s = json_string_value(one);

	for (size_t i = 0; !s && i < sizeof names / sizeof *names; i++)
		s = json_string_value(json_object_get(one, names[i]));
	return s;
}

static void keep_names(struct fr_items *items, const json_t *array)
{
	struct fr_buf buf = {0};
	const json_t *one;
	size_t i, n = 0;

	json_array_foreach((json_t *)array, i, one)
	{
		const char *s = name_of(one);

		if (n == FR_CASE_LIST_MAX)
			break;
		if (!s || !*s)
			continue;
		add_item(&buf, s, strlen(s));
		n++;
	}
	items_take(items, &buf);
}

static void keep_reasons(struct fr_items *items, const json_t *reasons)
{
	struct fr_buf buf = {0};
	const json_t *one;
	size_t i;

	json_array_foreach((json_t *)reasons, i, one)
	{
		if (i == FR_CASE_LIST_MAX)
			break;
		add_member(&buf, one, "kind");
		add_member(&buf, one, "text");
		add_member(&buf, one, "place");
	}
	items_take(items, &buf);
}

void fr_keep_route(struct fr_case_route *route, const struct fr_report_post *post)
{
	const struct fr_report_route *from = &post->route;

	route->present = from->present;
	route->confidence = from->confidence;
	fr_keep_string(&route->desk, from->desk);
	fr_keep_string(&route->district, from->district);
	fr_keep_string(&route->station, from->station);
	fr_keep_string(&route->office, from->office);
	fr_keep_string(&route->post, post->id);
	keep_names(&route->copy_to, from->copy_to);
	keep_names(&route->alternatives, from->alternatives);
	keep_reasons(&route->reasons, from->reasons);
}

void fr_keep_route_free(struct fr_case_route *route)
{
	free(route->desk);
	free(route->district);
	free(route->station);
	free(route->office);
	free(route->post);
	free(route->copy_to.bytes);
	free(route->alternatives.bytes);
	free(route->reasons.bytes);
}
