/*
 * x_page.h: the look-up tables of a page of X API v2 (includes), and a post made of one of its elements.
 *
 * Source of the members: the samples and the public v2 data dictionary; see fr-ingest(1), FORMATS.
 */
#ifndef FR_INGEST_X_PAGE_H
#define FR_INGEST_X_PAGE_H
#include "ingest/intake.h"
#include "ingest/jsonwalk.h"

struct fr_x_table {
	struct fr_x_entry {
		const char *id;
		size_t id_len;
		struct fr_json_span value;
	} * entries;
	size_t n, cap;
};

/* Tables of one page; all zero is an empty one. They borrow the page's bytes. */
struct fr_x_page {
	struct fr_x_table users, tweets, media, places;
};

/* Fill the tables from the member includes (may be absent). Cost: O(n log n) of its elements. */
void fr_x_page_index(struct fr_x_page *page, const struct fr_json_span *includes);
void fr_x_page_free(struct fr_x_page *page);

/* Members of pages, posts, events and all else that stands where posts do. */
enum fr_x_member {
	FR_X_ID,
	FR_X_TEXT,
	FR_X_NOTE,
	FR_X_ENTITIES,
	FR_X_ATTACHMENTS,
	FR_X_GEO,
	FR_X_AUTHOR_ID,
	FR_X_AUTHOR,
	FR_X_CREATED,
	FR_X_LANG,
	FR_X_METRICS,
	FR_X_REFERENCED,
	FR_X_CONVERSATION,
	FR_X_DM_CONVERSATION,
	FR_X_EVENT,
	FR_X_SENDER,
	FR_X_USERNAME,
	FR_X_MEMBERS,
	FR_X_OWNER,
	FR_X_TWEETS,
	FR_X_ACTION,
	FR_X_STATE,
	FR_X_HOSTS,
	FR_X_DATA,
	FR_X_META,
	FR_X_ERRORS,
	FR_X_INCLUDES,
	FR_X_TWARC,
	FR_X_N_MEMBERS
};

/* A value taken apart, once for all who ask: members that are absent or null have no bytes. */
struct fr_x_element {
	struct fr_json_span value, m[FR_X_N_MEMBERS];
};
void fr_x_look(const struct fr_json_span *value, struct fr_x_element *ret);

/* What an element of data is, by its members. */
enum fr_x_kind { FR_X_POST, FR_X_DM, FR_X_USER, FR_X_LIST, FR_X_COUNT, FR_X_COMPLIANCE, FR_X_SPACE, FR_X_OTHER };
enum fr_x_kind fr_x_kind_of(const struct fr_x_element *element);

/* Fill post from a post, or from an event of direct messages. */
void fr_x_post(struct fr_draft *post, const struct fr_x_page *page, const struct fr_x_element *element);
void fr_x_dm(struct fr_draft *post, const struct fr_x_page *page, const struct fr_x_element *element);
#endif
