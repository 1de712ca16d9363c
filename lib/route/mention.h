/*
 * mention.h: where a record names places, and what the words around each name say of it.
 *
 * A record has three views: its text, the place that its platform gives (geo.place), and the name of the channel it was
 * posted in. Each is folded and read once; mentions of all three stand in one list, in order.
 * Bounds: FR_MENTIONS_MAX mentions a record; what comes behind them is not looked at.
 * Memory: buffers are kept from record to record.
 */
#ifndef FR_ROUTE_MENTION_H
#define FR_ROUTE_MENTION_H
#include <stdbool.h>
#include <stdint.h>
#include "route/gazetteer.h"
#include "text/fold.h"

#define FR_MENTIONS_MAX 64
#define FR_BARES_MAX    8 /* bare station names beside the word thana */

enum fr_source { FR_SOURCE_TEXT, FR_SOURCE_GEO, FR_SOURCE_CHANNEL, FR_SOURCES };

/* How a name was found; from FR_DOOR_HANDLE on its area is known at once. */
enum fr_door {
	FR_DOOR_NAME,
	FR_DOOR_SOUND,
	FR_DOOR_PINCODE,
	FR_DOOR_HANDLE,
	FR_DOOR_VEHICLE,
	FR_DOOR_TELEPHONE,
	FR_DOOR_POINT,
	FR_DOOR_THREAD
};

/* What a place has to do with the matter. */
enum fr_role {
	FR_ROLE_HERE,
	FR_ROLE_ADDRESSEE,   /* its police or officers are written to, or act */
	FR_ROLE_ORIGIN,      /* somebody lives there or is from there */
	FR_ROLE_WORK,        /* somebody works or studies there */
	FR_ROLE_ROUTE,       /* a road or border is named by it */
	FR_ROLE_DEPARTED,    /* somebody came from there */
	FR_ROLE_DESTINATION, /* somebody went there */
	FR_ROLE_TREATED,     /* somebody was taken there to be treated */
	FR_ROLE_SEAT,        /* the capital, for what has its seat there */
	FR_ROLE_TRAIN,       /* a train of that name */
	FR_ROLE_PERSON       /* a person of that name */
};

struct fr_mention {
	uint32_t first, last; /* words of its view */
	uint32_t refs;        /* the places of that name; 0 for pincodes and handles */
	uint64_t cues;        /* FR_CUE bits that are bound to it */
	enum fr_source source;
	enum fr_door door;
	enum fr_role role;
	uint32_t pin;   /* FR_DOOR_PINCODE */
	uint16_t area;  /* whose ground; FR_NO_AREA: not settled. Set at once for handles, else by weighing */
	uint32_t place; /* the place that is meant, 0 for pincodes and handles */
	uint16_t guard;
	uint8_t bare; /* the name is a bare one: it needs its district */
	bool hashtag;
	bool list;      /* one of several that stand side by side: a, b and c */
	bool dropped;   /* no place after all */
	bool ambiguous; /* of several areas, and nothing settles it */
	double weight;
};

struct fr_view {
	struct fr_folded folded;
	uint64_t *cues; /* of each word */
	size_t cap;
};

struct fr_scan {
	struct fr_view views[FR_SOURCES];
	struct fr_mention mentions[FR_MENTIONS_MAX];
	size_t n_mentions;
	struct {
		uint32_t word;
		uint8_t kind;
	} bares[FR_BARES_MAX];
	size_t n_bares;
	bool rail; /* the text speaks of railway ground */
	uint32_t rail_word;
	bool home;      /* the state itself is named */
	bool treatment; /* somebody is treated */
};

/* A text that a record brings; bytes may be NULL. */
struct fr_given {
	const char *bytes;
	size_t len;
};

/* Read the texts of a record, FR_SOURCES of them: mentions with their cues and roles, guards asked. */
void fr_scan_read(struct fr_scan *scan, const struct fr_gazetteer *gaz, const struct fr_given *given);
void fr_scan_free(struct fr_scan *scan);

/*
 * Add the districts that a point lies in, or near: mentions without words, behind all others. False if it is none of a
 * place that the pack knows.
 */
bool fr_scan_point(struct fr_scan *scan, const struct fr_gazetteer *gaz, double lat, double lon);

/* Add where the post that this one answers was placed: a mention without words. station may be 0. */
void fr_scan_thread(struct fr_scan *scan, uint16_t area, uint32_t station);

/* Does one of the places of a mention lie in this area? */
bool fr_mention_may_be(const struct fr_gazetteer *gaz, const struct fr_mention *m, uint16_t area);

/* Do two mentions stand side by side, with at most a word of connection between them? a stands before b. */
bool fr_mentions_touch(const struct fr_scan *scan, const struct fr_mention *a, const struct fr_mention *b);
#endif
