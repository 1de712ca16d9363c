/*
 * format.h: the interface of a format, and how one is chosen.
 *
 * A format is one file with one struct fr_ingest_format. It looks at the head of an input (its content, never its name)
 * and bids the number of bits that it has checked, 0 if the input is not its own; the highest bid reads. Equal bids are
 * a mistake of ours, which the unit tests look for. A new format is a file and a line in formats.c.
 */
#ifndef FR_INGEST_FORMAT_H
#define FR_INGEST_FORMAT_H
#include <stdbool.h>
#include <stddef.h>
#include "core/error.h"
#include "core/mem.h"

struct fr_intake;

#define FR_PEEK_MAX 65536 /* bytes of the head that a format may look at */

/*
 * The head of an input. For JSON, paths holds the names and short string values that stand in it, however it is cut:
 * "data[].id" (a member id in an element of the array data), "kind=Listing". Ask with fr_peek_has.
 */
struct fr_peek {
	const char *bytes; /* byte order mark taken off */
	size_t len;
	bool whole;  /* the head is all there is */
	bool utf16;  /* a byte order mark of UTF-16 was there: bytes are code units */
	char first;  /* first byte that is no blank, 0 if there is none */
	bool mapped; /* the user has given a map: JSON of any kind can be read */
	bool lines;  /* JSON: one value a line, rather than a document spread over lines or an array */
	struct fr_buf paths;
};

struct fr_ingest_format {
	const char *name;     /* "whatsapp": for -f and source.format */
	const char *platform; /* "whatsapp"; "any" if the data says it */
	const char *title;    /* what it is, one line, for --list-formats */
	int (*bid)(const struct fr_peek *peek);
	/*
	 * Read it all. FR_OK; FR_STOP (nobody wants more); FR_REJECT (this input can't be used at all, err says why);
	 * FR_FATAL. Faults of single posts go to fr_intake_reject.
	 */
	int (*read)(struct fr_intake *in, struct fr_error *err);
};

/* A bid at or over this is certain enough to start on a live feed before FR_PEEK_MAX bytes have come. */
#define FR_BID_SURE 24

/* Look at a head. peek: all zero before the first use; bytes are borrowed. */
void fr_peek_init(struct fr_peek *peek, const char *bytes, size_t len, bool whole);
void fr_peek_free(struct fr_peek *peek);

/* Is this path, or path=value, in the head? */
bool fr_peek_has(const struct fr_peek *peek, const char *path);

/* What speaks for a format: a path, or path=value, and how many bits that is. Lists of these end with a path of NULL.
 */
struct fr_peek_sign {
	const char *path;
	int bits;
};

/* The bits of those that are in the head; 0 for what is no JSON. */
int fr_peek_bits(const struct fr_peek *peek, const struct fr_peek_sign *signs);

/* The same behind each of the places ("", "[].", "posts[]."; NULL at the end), where they make up most. */
int fr_peek_best(const struct fr_peek *peek, const char *const *places, const struct fr_peek_sign *signs);

/* All formats, NULL at the end. */
extern const struct fr_ingest_format *const fr_ingest_formats[];

const struct fr_ingest_format *fr_ingest_format_named(const char *name); /* NULL: none */

/* The highest bidder, NULL if none bids. *ret_bid and *ret_tie (a second one bid the same) may be NULL. */
const struct fr_ingest_format *fr_ingest_format_choose(const struct fr_peek *peek, int *ret_bid, bool *ret_tie);

/* What an input looks like that no format bids for, in words: "an X account archive", "JSON", "binary data". */
const char *fr_peek_guess(const struct fr_peek *peek);

extern const struct fr_ingest_format fr_ingest_format_x_v2;
extern const struct fr_ingest_format fr_ingest_format_x_v1;
extern const struct fr_ingest_format fr_ingest_format_x_archive;
extern const struct fr_ingest_format fr_ingest_format_x_scrape;
extern const struct fr_ingest_format fr_ingest_format_x_table;
extern const struct fr_ingest_format fr_ingest_format_telegram;
extern const struct fr_ingest_format fr_ingest_format_whatsapp;
extern const struct fr_ingest_format fr_ingest_format_facebook_dyi;
extern const struct fr_ingest_format fr_ingest_format_instagram_dyi;
extern const struct fr_ingest_format fr_ingest_format_messenger;
extern const struct fr_ingest_format fr_ingest_format_facebook_graph;
extern const struct fr_ingest_format fr_ingest_format_mbox;
extern const struct fr_ingest_format fr_ingest_format_eml;
extern const struct fr_ingest_format fr_ingest_format_crowdtangle;
extern const struct fr_ingest_format fr_ingest_format_crowdtangle_csv;
extern const struct fr_ingest_format fr_ingest_format_mcl_csv;
extern const struct fr_ingest_format fr_ingest_format_youtube;
extern const struct fr_ingest_format fr_ingest_format_yt_dlp;
extern const struct fr_ingest_format fr_ingest_format_yt_comments;
extern const struct fr_ingest_format fr_ingest_format_yt_takeout;
extern const struct fr_ingest_format fr_ingest_format_yt_tools;
extern const struct fr_ingest_format fr_ingest_format_mastodon;
extern const struct fr_ingest_format fr_ingest_format_reddit;
extern const struct fr_ingest_format fr_ingest_format_bluesky;
extern const struct fr_ingest_format fr_ingest_format_telethon;
extern const struct fr_ingest_format fr_ingest_format_zeeschuimer;
extern const struct fr_ingest_format fr_ingest_format_fourcat;
extern const struct fr_ingest_format fr_ingest_format_csv;
extern const struct fr_ingest_format fr_ingest_format_ndjson;
#endif
