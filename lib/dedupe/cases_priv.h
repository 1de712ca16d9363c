/*
 * cases_priv.h: what the cases are made of: shared by cases.c (the cases), decide.c (to which one a post belongs) and
 * those who keep them (state*.c). Nobody else includes it.
 */
#ifndef FR_DEDUPE_CASES_PRIV_H
#define FR_DEDUPE_CASES_PRIV_H
#include "core/mem.h"
#include "core/time.h"
#include "dedupe/anchors.h"
#include "dedupe/cases.h"
#include "dedupe/forms.h"
#include "dedupe/freq.h"

#define FR_CASE_NONE     UINT32_MAX
#define FR_CASE_ID_SHIFT 16 /* case ids are the upper 48 bits of keys */

struct fr_case {
	uint64_t case_id;
	uint64_t first_key;              /* of its first post */
	uint64_t id_off;                 /* of the first post's id, in ids */
	int64_t first_at, last_at;       /* of its posts; FR_TIME_NONE */
	uint32_t serial;                 /* ascending, never reused */
	uint32_t merged;                 /* index of the case that its posts go to now; FR_CASE_NONE */
	uint32_t district, station;      /* 0: not known */
	uint32_t category;               /* of its first actionable post; 0 */
	uint32_t forms[FR_FORMS_A_CASE]; /* indexes, oldest first */
	uint16_t id_len;
	uint8_t n_forms;
	bool no_case;  /* its first post was classed, and was not actionable */
	bool unmerged; /* its first post was taken out of another case */
	bool changed;  /* since it was last saved */
};

/* A post as the state keeps it. */
struct fr_seen {
	uint64_t key, author, id_off; /* id_off: in fr_cases.log_ids */
	int64_t at;
	uint32_t case_serial;
	uint16_t id_len;
	uint8_t platform;
};

struct fr_cases {
	struct fr_cases_options options;
	double threshold_changed;
	struct fr_case *items;
	size_t n, cap;
	struct fr_buf ids;
	struct fr_hashindex keys; /* keys of posts, and ids of cases whose id isn't that of their key: to the case */
	struct fr_forms forms;
	struct fr_anchors anchors;
	struct fr_freq freq;
	int64_t at; /* of the last post that had a time */
	uint32_t next_serial;
	size_t n_purged; /* cases that were left when last purged */
	bool keep_log;   /* note new posts in log, for those who save them */
	struct fr_seen *log;
	size_t n_log, cap_log;
	struct fr_buf log_ids;
	bool purged; /* since it was last saved */
};

/* cases.c */
uint32_t fr_cases_resolve(const struct fr_cases *cases, uint32_t case_n);
uint32_t fr_cases_find_key(const struct fr_cases *cases, uint64_t key);
/* By its name, "c-..."; FR_CASE_NONE. */
uint32_t fr_cases_find_name(const struct fr_cases *cases, const char *name);
/* Enter a case that was read back; its id is copied. */
void fr_cases_restore(struct fr_cases *cases, const struct fr_case *c, const char *id);
void fr_cases_enter_key(struct fr_cases *cases, uint64_t key, uint32_t case_n);

/* decide.c: where does the post belong? FR_CASE_NONE: it is the first of a new case. */
struct fr_decision {
	struct fr_sample sample; /* with place, category and time as 32-bit hashes */
	uint32_t district, station, category;
	int64_t at;
	uint32_t case_n;
	enum fr_case_why why;
	double likeness;
	struct fr_maybe {
		uint32_t case_n;
		enum fr_case_why why;
		double likeness;
	} maybe[FR_CASE_MAYBES];
	size_t n_maybe;
};
void fr_cases_decide(struct fr_cases *cases, const struct fr_case_post *post, struct fr_decision *ret);
#endif
