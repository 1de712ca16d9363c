#include "core/record.h"

#include <stdlib.h>
#include <string.h>

const struct fr_fault fr_fault_not_object = {"not-object", "the top level is not an object"};
const struct fr_fault fr_fault_members = {"members", "too many members"};
const struct fr_fault fr_fault_member_type = {"member-type", "a member of the wrong type"};

/* Members of the line come first in the table, in their order; those that were added follow. */
struct member {
	struct fr_json_span name, value;
	size_t raw_off, raw_len; /* of the value in the line; raw_len 0: added */
	bool set;                /* value is no longer the line's */
	json_t *tree;            /* cached, owned; NULL until asked for */
};

struct fr_record {
	const char *line;
	size_t len;
	size_t brace_off; /* of the last brace */
	size_t new_len;
	struct fr_place place;
	struct member *members;
	size_t n_members, cap_members;
	struct fr_arena arena; /* set values, decoded strings */
	struct fr_buf work;
	bool trees; /* some member has a cached tree */
};

struct fr_record *fr_record_new(void)
{
	return fr_xcalloc(1, sizeof(struct fr_record));
}

static void record_clear(struct fr_record *rec)
{
	for (size_t i = 0; rec->trees && i < rec->n_members; i++)
		json_decref(rec->members[i].tree);
	rec->trees = false;
	rec->n_members = 0;
	rec->line = "{}";
	rec->len = rec->new_len = 2;
	rec->brace_off = 1;
	fr_arena_reset(&rec->arena);
}

void fr_record_free(struct fr_record *rec)
{
	if (!rec)
		return;
	record_clear(rec);
	free(rec->members);
	fr_arena_free(&rec->arena);
	fr_buf_free(&rec->work);
	free(rec);
}

static struct member *member_add(struct fr_record *rec)
{
	struct member *member;

	rec->members = fr_grow(rec->members, rec->n_members, &rec->cap_members, sizeof *rec->members);
	member = &rec->members[rec->n_members++];
	memset(member, 0, sizeof *member);
	return member;
}

/* A line that does not begin with a brace: is it JSON of another kind, or no JSON at all? */
static int reject_top_level(const char *line, size_t len, struct fr_error *err)
{
	struct fr_json_span value;
	int rc = fr_json_check(line, len, &value, err);

	if (rc != FR_OK)
		return rc;
	return fr_reject(err, &fr_fault_not_object, value.bytes - line, NULL);
}

int fr_record_parse(struct fr_record *rec, const char *line, size_t len, const struct fr_place *place,
		    struct fr_error *err)
{
	struct fr_json_span name, value;
	size_t pos = 0, start = 0;
	int rc;

	record_clear(rec);
	rec->place = *place;
	while (start < len && strchr(" \t\r\n", line[start]) && line[start])
		start++;
	if (start == len || line[start] != '{')
		return reject_top_level(line, len, err);
	while ((rc = fr_json_walk(line, len, &pos, &name, &value, err)) == FR_OK) {
		if (rec->n_members == FR_MEMBERS_MAX) {
			rc = fr_reject(err, &fr_fault_members, name.bytes - line, "more than %d members",
				       FR_MEMBERS_MAX);
			break;
		}
		struct member *member = member_add(rec);
		member->name = name;
		member->value = value;
		member->raw_off = (size_t)(value.bytes - line);
		member->raw_len = value.len;
	}
	if (rc != FR_STOP) {
		rec->n_members = 0;
		return rc;
	}
	rec->line = line;
	rec->len = rec->new_len = len;
	rec->brace_off = pos;
	return FR_OK;
}

const struct fr_place *fr_record_place(const struct fr_record *rec)
{
	return &rec->place;
}

/* Of several members with one name the last one counts. */
static struct member *member_find(const struct fr_record *rec, const char *name)
{
	size_t len = strlen(name);

	for (size_t i = rec->n_members; i-- > 0;) {
		struct member *member = &rec->members[i];

		if (member->name.escaped ? fr_json_string_is(&member->name, name)
					 : member->name.len == len + 2 && !memcmp(member->name.bytes + 1, name, len))
			return member;
	}
	return NULL;
}

bool fr_record_find(const struct fr_record *rec, const char *name, struct fr_json_span *ret_value)
{
	const struct member *member = member_find(rec, name);

	if (member)
		*ret_value = member->value;
	return member != NULL;
}

/* Where in the line a member stands, for messages: -1 for one that a tool has set. */
static int64_t member_place(const struct member *member)
{
	return member->set || !member->raw_len ? -1 : (int64_t)member->raw_off;
}

int fr_record_get(struct fr_record *rec, const char *name, json_t **ret, struct fr_error *err)
{
	struct member *member = member_find(rec, name);
	int rc = FR_OK;

	if (member && !member->tree) {
		rc = fr_json_tree(&member->value, &member->tree, err);
		rec->trees = true;
	}
	if (rc != FR_OK) {
		err->byte_off = member_place(member);
		return rc;
	}
	*ret = member ? member->tree : NULL;
	return FR_OK;
}

int fr_record_get_string(struct fr_record *rec, const char *name, const char **ret, size_t *ret_len,
			 struct fr_error *err)
{
	const struct member *member = member_find(rec, name);

	if (!member || member->value.type == FR_JSON_NULL) {
		*ret = NULL;
		*ret_len = 0;
		return FR_OK;
	}
	if (member->value.type != FR_JSON_STRING)
		return fr_reject(err, &fr_fault_member_type, member_place(member), "member '%s' is not a string", name);
	if (!member->value.escaped) {
		*ret = member->value.bytes + 1;
		*ret_len = member->value.len - 2;
		return FR_OK;
	}
	fr_buf_clear(&rec->work);
	fr_json_unescape(&rec->work, &member->value);
	*ret = fr_arena_dup(&rec->arena, rec->work.bytes, rec->work.len);
	*ret_len = rec->work.len;
	return FR_OK;
}

/* Bytes that an added member takes besides its value: the name, quoted, the colon and the comma before it. */
static size_t added_overhead(const struct fr_record *rec, const struct member *member)
{
	bool first = member == rec->members;

	return member->name.len + 1 + (first ? 0 : 1);
}

void fr_record_set_raw(struct fr_record *rec, const char *name, const char *json, size_t len)
{
	struct member *member = member_find(rec, name);

	if (member) {
		json_decref(member->tree);
		member->tree = NULL;
		rec->new_len -= member->value.len;
	} else {
		member = member_add(rec);
		fr_buf_clear(&rec->work);
		fr_json_put_cstring(&rec->work, name);
		member->name.bytes = fr_arena_dup(&rec->arena, rec->work.bytes, rec->work.len);
		member->name.len = rec->work.len;
		member->name.type = FR_JSON_STRING;
		member->name.escaped = memchr(rec->work.bytes, '\\', rec->work.len) != NULL;
		rec->new_len += added_overhead(rec, member);
	}
	member->set = true;
	member->value.bytes = fr_arena_dup(&rec->arena, json, len);
	member->value.len = len;
	member->value.type =
		*json == '-' || (*json >= '0' && *json <= '9') ? FR_JSON_NUMBER : (enum fr_json_type) * json;
	member->value.escaped = *json == '"' && memchr(json, '\\', len);
	rec->new_len += len;
}

void fr_record_set_new(struct fr_record *rec, const char *name, json_t *value)
{
	struct fr_buf json = {0};

	fr_json_put_tree(&json, value);
	json_decref(value);
	fr_record_set_raw(rec, name, json.bytes, json.len);
	fr_buf_free(&json);
}

size_t fr_record_len(const struct fr_record *rec)
{
	return rec->new_len;
}

void fr_record_render(const struct fr_record *rec, struct fr_buf *out)
{
	/* an empty object has no array of members */
	const struct member *end = rec->n_members ? rec->members + rec->n_members : rec->members, *member;
	size_t pos = 0;

	fr_buf_reserve(out, rec->new_len);
	for (member = rec->members; member < end && member->raw_len; member++) {
		if (!member->set)
			continue;
		fr_buf_add(out, rec->line + pos, member->raw_off - pos);
		fr_buf_add(out, member->value.bytes, member->value.len);
		pos = member->raw_off + member->raw_len;
	}
	if (member < end) {
		fr_buf_add(out, rec->line + pos, rec->brace_off - pos);
		pos = rec->brace_off;
		for (; member < end; member++) {
			if (member != rec->members)
				fr_buf_addc(out, ',');
			fr_buf_add(out, member->name.bytes, member->name.len);
			fr_buf_addc(out, ':');
			fr_buf_add(out, member->value.bytes, member->value.len);
		}
	}
	fr_buf_add(out, rec->line + pos, rec->len - pos);
}
