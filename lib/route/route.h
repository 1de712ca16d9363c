/*
 * route.h: whose ground a post is about, which office must act, and by when.
 *
 * A router holds the gazetteer and the offices of a pack. It reads of a record text, geo, channel.name, time, and
 * of the member class, if it is there, category, labels, respond_minutes and actionable; and writes the member route:
 *   desk          district, railway, state (an office of the whole state acts), review, out_of_state
 *   district      police district; not with review and out_of_state
 *   station       police station, where one is named or bears the name of the town or block that is
 *   office        the office that must act, copy_to others that are told (offices.h); not for what is not actionable
 *   confidence    0 to 1, of the district
 *   due           time + class.respond_minutes, or the mode's limit if that is less; absent if either is, or if the
 * post is not actionable alternatives  [{district or state, station, confidence, why}] reasons       [{kind, text,
 * start, end, place}]: the words that led there; offsets are bytes of text, and absent where the words are not the
 * text's; of kind geo_point the words are the coordinates A router remembers where the last posts were placed
 * (threads.h): an answer that names no place takes the place of the post that its reply_to, or its thread, names. So
 * records are told in the order of the stream. Memory: buffers are kept from record to record; nothing is allocated for
 * a record that is no longer than those before. See threads.h for what is remembered.
 */
#ifndef FR_ROUTE_ROUTE_H
#define FR_ROUTE_ROUTE_H
#include <stdbool.h>
#include "core/error.h"
#include "core/mem.h"
#include "core/record.h"

struct fr_router;

/* overlay: a table of stations to correct; mode: a mode of modes.tsv; each may be NULL. */
struct fr_route_options {
	const char *overlay, *mode;
};

/* pack: its folder. FR_FATAL: a bad table, or no such mode. */
int fr_router_load(const char *pack, const struct fr_route_options *options, struct fr_router **ret,
		   struct fr_error *err);
void fr_router_free(struct fr_router *router);

/*
 * Append the JSON of the member route to out. FR_REJECT: text or time is no string, or class, geo, channel no object.
 */
int fr_route(struct fr_router *router, struct fr_record *rec, struct fr_buf *out, struct fr_error *err);

/*
 * The same for people: the id, the decision, the post with its places marked (by colour, or in «»), each place with its
 * weight and what the words beside it say, and what else it might be. The router remembers the post as fr_route does.
 */
int fr_route_explain(struct fr_router *router, struct fr_record *rec, bool colour, struct fr_buf *out,
		     struct fr_error *err);

/* What was loaded, for benchmarks and --verbose runs: phrases, and bytes of memory. */
void fr_router_size(const struct fr_router *router, size_t *ret_phrases, size_t *ret_bytes);
#endif
