/*
 * post.h: what a report reads of one record.
 *
 * Members read: id, platform, author, time, text, url, and class, route and case as fr-record(5) has them. All of them
 * may be absent. A member that is there and is not of its type is a fault of that record, which is then rejected and
 * not reported on: a list that quietly leaves out half of what it was told is worse than one that says so.
 * Limits: FR_REPORT_NAME_MAX bytes an id or a code; a longer one is a fault.
 */
#ifndef FR_REPORT_POST_H
#define FR_REPORT_POST_H
#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "core/error.h"
#include "core/record.h"

#define FR_REPORT_NAME_MAX 1024
#define FR_NO_PRIORITY     5 /* behind P4 */

extern const struct fr_fault fr_fault_report_member; /* a member of class, route, case or author is not of its type */

/* A run of bytes that belongs to somebody else. bytes is NULL if there is none. */
struct fr_bytes {
	const char *bytes;
	size_t len;
};

struct fr_report_class {
	bool present;
	bool actionable; /* if the member does not say: any category but not_actionable */
	int priority;    /* 1 to 4, FR_NO_PRIORITY if the member does not say */
	double score;
	struct fr_bytes category, reason, law_code;
	const json_t *sections; /* law.sections, or NULL */
	const json_t *evidence; /* or NULL */
};

struct fr_report_route {
	bool present;
	double confidence;
	int64_t due_at; /* FR_TIME_NONE if not said */
	struct fr_bytes desk, district, station, office;
	const json_t *copy_to, *alternatives, *reasons; /* arrays, or NULL */
};

/* Everything is borrowed from the record and valid until its next parse. */
struct fr_report_post {
	struct fr_bytes id;      /* NULL if the record has none */
	struct fr_bytes case_id; /* case.id, else id */
	struct fr_bytes platform, url, text;
	int64_t time_at;  /* FR_TIME_NONE if the post has none */
	uint64_t account; /* who wrote it, as a number: platform and author's id (else handle, else name); 0: not known
			   */
	bool again;       /* case.why is same-post: the same post once more, from another export */
	struct fr_report_class class;
	struct fr_report_route route;
};

/* FR_REJECT: fr_fault_report_member, or what core says of the record; *ret is then not to be used. */
int fr_report_post_read(struct fr_record *rec, struct fr_report_post *ret, struct fr_error *err);
#endif
