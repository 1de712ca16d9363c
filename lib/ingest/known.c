/* What a format does not know of: counted by name, told once. See fr_intake_known in intake.h. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include "ingest/intake.h"

#define TOLD_MAX 300 /* bytes of names in the note, the one that goes beyond included */

static int compare(const char *name, size_t len, const char *known)
{
	int order = strncmp(name, known, len);

	return order ? order : -(known[len] != '\0');
}

static bool is_known(const char *name, size_t len, const char *const *known, size_t n)
{
	size_t from = 0, to = n;

	while (from < to) {
		size_t mid = from + (to - from) / 2;
		int order = compare(name, len, known[mid]);

		if (!order)
			return true;
		if (order < 0)
			to = mid;
		else
			from = mid + 1;
	}
	return false;
}

void fr_intake_unknown(struct fr_intake *in, const char *where, struct fr_str name)
{
	char full[FR_UNKNOWN_NAME_MAX + 1];
	size_t i = 0;

	snprintf(full, sizeof(full), "%s%.*s", where,
		 name.len < FR_UNKNOWN_NAME_MAX ? (int)name.len : FR_UNKNOWN_NAME_MAX, name.len ? name.s : "");
	while (i < in->n_unknown && strcmp(in->unknown[i].name, full))
		i++;
	if (i == FR_UNKNOWN_NAMES_MAX) {
		in->n_unknown_others++;
		return;
	}
	if (i == in->n_unknown) {
		memcpy(in->unknown[i].name, full, sizeof(full));
		in->unknown[i].n = 0;
		in->n_unknown++;
	}
	in->unknown[i].n++;
}

void fr_intake_known(struct fr_intake *in, const char *where, const struct fr_json_span *object,
		     const char *const *known, size_t n)
{
	struct fr_json_span name, value;
	size_t pos = 0;

	if (object->type != FR_JSON_OBJECT)
		return;
	while (fr_json_next(object, &pos, &name, &value)) {
		if (!is_known(name.bytes + 1, name.len - 2, known, n))
			fr_intake_unknown(in, where, (struct fr_str){name.bytes + 1, name.len - 2});
	}
}

void fr_intake_say_unknown(struct fr_intake *in)
{
	struct fr_buf text = {0};
	uint64_t others = in->n_unknown_others;
	size_t told = 0;
	char quoted[FR_QUOTE_MAX];

	if (!in->n_unknown)
		return;
	for (; told < in->n_unknown && text.len < TOLD_MAX; told++)
		fr_buf_addf(&text, "%s%s %" PRIu64, told ? ", " : "",
			    fr_quote(quoted, in->unknown[told].name, strlen(in->unknown[told].name)),
			    in->unknown[told].n);
	for (size_t i = told; i < in->n_unknown; i++)
		others += in->unknown[i].n;
	if (others)
		fr_buf_addf(&text, ", others %" PRIu64, others);
	fr_intake_note(in, "members that %s is not known to have: %s", in->origin.format, fr_buf_str(&text));
	fr_buf_free(&text);
	in->n_unknown = 0;
	in->n_unknown_others = 0;
}
