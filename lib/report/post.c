/* Records to posts: every member that a report needs, with its type checked. */
#include "report/post.h"

#include <string.h>
#include "core/time.h"

const struct fr_fault fr_fault_report_member = {"report-member", "a member that the report needs is not of its type"};

/* One object of the record and the name to call it by in messages. */
struct outer {
	const char *name;
	const json_t *object;
};

static int bad_member(const struct outer *outer, const char *name, const char *wanted, struct fr_error *err)
{
	return fr_reject(err, &fr_fault_report_member, -1, "%s.%s is not %s", outer->name, name, wanted);
}

/* A value that is there and is not null. */
static const json_t *member(const struct outer *outer, const char *name)
{
	const json_t *value = json_object_get(outer->object, name);

	return value && !json_is_null(value) ? value : NULL;
}

static int read_name(const struct outer *outer, const char *name, struct fr_bytes *ret, struct fr_error *err)
{
	const json_t *value = member(outer, name);

	if (!value)
		return FR_OK;
	if (!json_is_string(value))
		return bad_member(outer, name, "a string", err);
	if (json_string_length(value) > FR_REPORT_NAME_MAX)
		return fr_reject(err, &fr_fault_report_member, -1, "%s.%s is longer than %d bytes", outer->name, name,
				 FR_REPORT_NAME_MAX);
	if (json_string_length(value) > 0)
		*ret = (struct fr_bytes){json_string_value(value), json_string_length(value)};
	return FR_OK;
}

static int read_number(const struct outer *outer, const char *name, double *ret, struct fr_error *err)
{
	const json_t *value = member(outer, name);

	if (!value)
		return FR_OK;
	if (!json_is_number(value))
		return bad_member(outer, name, "a number", err);
	*ret = json_number_value(value);
	return FR_OK;
}

static int read_array(const struct outer *outer, const char *name, const json_t **ret, struct fr_error *err)
{
	const json_t *value = member(outer, name);

	if (value && !json_is_array(value))
		return bad_member(outer, name, "an array", err);
	*ret = value;
	return FR_OK;
}

static int read_time(const struct outer *outer, const char *name, int64_t *ret, struct fr_error *err)
{
	struct fr_bytes text = {0};
	int rc = read_name(outer, name, &text, err);

	if (rc != FR_OK || !text.bytes)
		return rc;
	*ret = fr_time_of_record(text.bytes, text.len);
	return *ret == FR_TIME_NONE ? bad_member(outer, name, "an RFC 3339 time with a zone", err) : FR_OK;
}

static bool is_word(struct fr_bytes s, const char *word)
{
	return s.bytes && s.len == strlen(word) && memcmp(s.bytes, word, s.len) == 0;
}

/* A member of the record that must be an object; outer->object is NULL if it is absent. */
static int read_object(struct fr_record *rec, struct outer *outer, struct fr_error *err)
{
	json_t *tree;
	int rc = fr_record_get(rec, outer->name, &tree, err);

	if (rc != FR_OK)
		return rc;
	if (tree && !json_is_null(tree) && !json_is_object(tree))
		return fr_reject(err, &fr_fault_member_type, -1, "%s is not an object", outer->name);
	outer->object = json_is_object(tree) ? tree : NULL;
	return FR_OK;
}

static int read_priority(const struct outer *outer, int *ret, struct fr_error *err)
{
	struct fr_bytes s = {0};
	int rc = read_name(outer, "priority", &s, err);

	if (rc != FR_OK || !s.bytes)
		return rc;
	if (s.len != 2 || s.bytes[0] != 'P' || s.bytes[1] < '1' || s.bytes[1] > '4')
		return bad_member(outer, "priority", "one of P1, P2, P3 and P4", err);
	*ret = s.bytes[1] - '0';
	return FR_OK;
}

static int read_law(const struct outer *class, struct fr_report_class *ret, struct fr_error *err)
{
	struct outer law = {"class.law", member(class, "law")};
	int rc;

	if (!law.object)
		return FR_OK;
	if (!json_is_object(law.object))
		return bad_member(class, "law", "an object", err);
	rc = read_name(&law, "code", &ret->law_code, err);
	return rc == FR_OK ? read_array(&law, "sections", &ret->sections, err) : rc;
}

static int read_class(struct fr_record *rec, struct fr_report_class *ret, struct fr_error *err)
{
	struct outer class = {"class", NULL};
	const json_t *actionable;
	int rc = read_object(rec, &class, err);

	ret->priority = FR_NO_PRIORITY;
	if (rc != FR_OK || !class.object)
		return rc;
	ret->present = true;
	if ((rc = read_name(&class, "category", &ret->category, err)) != FR_OK ||
	    (rc = read_name(&class, "reason", &ret->reason, err)) != FR_OK ||
	    (rc = read_number(&class, "score", &ret->score, err)) != FR_OK ||
	    (rc = read_priority(&class, &ret->priority, err)) != FR_OK ||
	    (rc = read_array(&class, "evidence", &ret->evidence, err)) != FR_OK ||
	    (rc = read_law(&class, ret, err)) != FR_OK)
		return rc;
	actionable = member(&class, "actionable");
	if (actionable && !json_is_boolean(actionable))
		return bad_member(&class, "actionable", "true or false", err);
	ret->actionable = actionable ? json_is_true(actionable) : !is_word(ret->category, "not_actionable");
	return FR_OK;
}

static int read_route(struct fr_record *rec, struct fr_report_route *ret, struct fr_error *err)
{
	struct outer route = {"route", NULL};
	int rc = read_object(rec, &route, err);

	ret->due_at = FR_TIME_NONE;
	if (rc != FR_OK || !route.object)
		return rc;
	ret->present = true;
	if ((rc = read_name(&route, "desk", &ret->desk, err)) != FR_OK ||
	    (rc = read_name(&route, "district", &ret->district, err)) != FR_OK ||
	    (rc = read_name(&route, "station", &ret->station, err)) != FR_OK ||
	    (rc = read_name(&route, "office", &ret->office, err)) != FR_OK ||
	    (rc = read_number(&route, "confidence", &ret->confidence, err)) != FR_OK ||
	    (rc = read_time(&route, "due", &ret->due_at, err)) != FR_OK ||
	    (rc = read_array(&route, "copy_to", &ret->copy_to, err)) != FR_OK ||
	    (rc = read_array(&route, "alternatives", &ret->alternatives, err)) != FR_OK)
		return rc;
	return read_array(&route, "reasons", &ret->reasons, err);
}

static int read_case(struct fr_record *rec, struct fr_report_post *ret, struct fr_error *err)
{
	struct outer of = {"case", NULL};
	struct fr_bytes why = {0};
	int rc = read_object(rec, &of, err);

	ret->case_id = ret->id;
	if (rc != FR_OK || !of.object)
		return rc;
	rc = read_name(&of, "id", &ret->case_id, err);
	if (rc == FR_OK)
		rc = read_name(&of, "why", &why, err);
	ret->again = is_word(why, "same-post");
	return rc;
}

/* FNV-1a, 64 bits: http://www.isthe.com/chongo/tech/comp/fnv/. A collision miscounts one account, no more. */
static uint64_t hash_add(uint64_t hash, struct fr_bytes s)
{
	for (size_t i = 0; i < s.len; i++)
		hash = (hash ^ (unsigned char)s.bytes[i]) * UINT64_C(0x100000001b3);
	return (hash ^ 0xff) * UINT64_C(0x100000001b3);
}

static int read_author(struct fr_record *rec, struct fr_report_post *ret, struct fr_error *err)
{
	static const char *const names[] = {"id", "handle", "name"};
	struct outer author = {"author", NULL};
	struct fr_bytes who = {0};
	int rc = read_object(rec, &author, err);

	for (size_t i = 0; rc == FR_OK && author.object && !who.bytes && i < sizeof names / sizeof *names; i++) {
		const json_t *value = member(&author, names[i]);

		if (value && !json_is_string(value))
			rc = bad_member(&author, names[i], "a string", err);
		else if (value && json_string_length(value) > 0)
			who = (struct fr_bytes){json_string_value(value), json_string_length(value)};
	}
	if (rc != FR_OK || !who.bytes)
		return rc;
	ret->account = hash_add(hash_add(UINT64_C(0xcbf29ce484222325), ret->platform), who);
	if (ret->account == 0)
		ret->account = 1;
	return FR_OK;
}

static int read_top(struct fr_record *rec, const char *name, size_t max, struct fr_bytes *ret, struct fr_error *err)
{
	const char *s;
	size_t len;
	int rc = fr_record_get_string(rec, name, &s, &len, err);

	if (rc != FR_OK || !s || len == 0)
		return rc;
	if (len > max)
		return fr_reject(err, &fr_fault_report_member, -1, "%s is longer than %zu bytes", name, max);
	*ret = (struct fr_bytes){s, len};
	return FR_OK;
}

int fr_report_post_read(struct fr_record *rec, struct fr_report_post *ret, struct fr_error *err)
{
	struct fr_bytes time = {0};
	int rc;

	memset(ret, 0, sizeof *ret);
	ret->time_at = FR_TIME_NONE;
	if ((rc = read_top(rec, "id", FR_REPORT_NAME_MAX, &ret->id, err)) != FR_OK ||
	    (rc = read_top(rec, "platform", FR_REPORT_NAME_MAX, &ret->platform, err)) != FR_OK ||
	    (rc = read_top(rec, "url", FR_LINE_MAX, &ret->url, err)) != FR_OK ||
	    (rc = read_top(rec, "text", FR_LINE_MAX, &ret->text, err)) != FR_OK ||
	    (rc = read_top(rec, "time", FR_REPORT_NAME_MAX, &time, err)) != FR_OK ||
	    (rc = read_class(rec, &ret->class, err)) != FR_OK || (rc = read_route(rec, &ret->route, err)) != FR_OK ||
	    (rc = read_case(rec, ret, err)) != FR_OK)
		return rc;
	if (time.bytes) {
		ret->time_at = fr_time_of_record(time.bytes, time.len);
		if (ret->time_at == FR_TIME_NONE)
			return fr_reject(err, &fr_fault_report_member, -1, "time is not an RFC 3339 time with a zone");
	}
	return read_author(rec, ret, err);
}
