/* The formats, who reads an input, and what to call one that nobody reads. See format.h. */
#include <stddef.h>
#include <string.h>
#include "ingest/format.h"
#include "ingest/ingest.h"

const struct fr_ingest_format *const fr_ingest_formats[] = {
	&fr_ingest_format_x_v2,         &fr_ingest_format_x_v1,
	&fr_ingest_format_x_archive,    &fr_ingest_format_x_scrape,
	&fr_ingest_format_x_table,      &fr_ingest_format_telegram,
	&fr_ingest_format_telethon,     &fr_ingest_format_whatsapp,
	&fr_ingest_format_facebook_dyi, &fr_ingest_format_instagram_dyi,
	&fr_ingest_format_messenger,    &fr_ingest_format_facebook_graph,
	&fr_ingest_format_mbox,         &fr_ingest_format_eml,
	&fr_ingest_format_crowdtangle,  &fr_ingest_format_crowdtangle_csv,
	&fr_ingest_format_mcl_csv,      &fr_ingest_format_youtube,
	&fr_ingest_format_yt_dlp,       &fr_ingest_format_yt_comments,
	&fr_ingest_format_yt_takeout,   &fr_ingest_format_yt_tools,
	&fr_ingest_format_mastodon,     &fr_ingest_format_reddit,
	&fr_ingest_format_bluesky,      &fr_ingest_format_zeeschuimer,
	&fr_ingest_format_fourcat,      &fr_ingest_format_csv,
	&fr_ingest_format_ndjson,       NULL,
};

const struct fr_ingest_format *fr_ingest_format_named(const char *name)
{
	for (size_t i = 0; fr_ingest_formats[i]; i++) {
		if (!strcmp(fr_ingest_formats[i]->name, name))
			return fr_ingest_formats[i];
	}
	return NULL;
}

const struct fr_ingest_format *fr_ingest_format_choose(const struct fr_peek *peek, int *ret_bid, bool *ret_tie)
{
	const struct fr_ingest_format *best = NULL;
	int best_bid = 0;
	bool tie = false;

	for (size_t i = 0; fr_ingest_formats[i]; i++) {
		int bid = fr_ingest_formats[i]->bid(peek);

		if (bid > 0 && bid == best_bid)
			tie = true;
		if (bid <= best_bid)
			continue;
		best = fr_ingest_formats[i];
		best_bid = bid;
		tie = false;
	}
	if (ret_bid)
		*ret_bid = best_bid;
	if (ret_tie)
		*ret_tie = tie;
	return best;
}

/* What begins with these bytes. */
static const struct {
	const char *bytes;
	size_t len;
	const char *what;
} heads[] = {
	{"PK\3\4", 4, "an office document or an app: save tables as CSV"},
	{"7z\xbc\xaf\x27\x1c", 6, "a 7z archive"},
	{"Rar!", 4, "a RAR archive"},
	{"%PDF-", 5, "a PDF"},
	{"\xff\xd8\xff", 3, "a JPEG picture"},
	{"\x89PNG", 4, "a PNG picture"},
	{"From ", 5, "a mailbox (mbox)"},
	{"BEGIN:VCARD", 11, "a contact card"},
	{"<!DOCTYPE", 9, "an HTML page: ask for the JSON export"},
	{"<html", 5, "an HTML page: ask for the JSON export"},
};

/* JSON in which one of these stands. */
static const struct {
	const char *path;
	const char *what;
} members[] = {
	{"etag", "YouTube Data API"},
	{"items[].snippet", "YouTube Data API"},
	{"cid", "YouTube comments"},
	{"extractor", "a yt-dlp info file"},
	{"ig_reels_media", "an Instagram export"},
	{"[].media[].creation_timestamp", "an Instagram export"},
	{"[].timestamp", "a Facebook export"},
	{"profile_v2", "a Facebook export"},
	{"comments_v2", "a Facebook export"},
	{"participants", "a Facebook or Instagram export"},
	{"platformId", "CrowdTangle"},
	{"data[].created_time", "Facebook Graph API"},
	{"data[].permalink_url", "Facebook Graph API"},
};

static bool is_mail_header(const struct fr_peek *peek)
{
	size_t i = 0;

	while (i < peek->len && i < 64 && peek->bytes[i] > ' ' && peek->bytes[i] < 127 && peek->bytes[i] != ':')
		i++;
	return i > 1 && i + 1 < peek->len && peek->bytes[i] == ':' &&
	       (peek->bytes[i + 1] == ' ' || peek->bytes[i + 1] == '\t') && memchr(peek->bytes, '\n', peek->len);
}

static bool is_binary(const struct fr_peek *peek)
{
	for (size_t i = 0; i < peek->len; i++) {
		unsigned char c = (unsigned char)peek->bytes[i];

		if (c < ' ' && !strchr("\t\n\v\f\r\x1b", c))
			return true;
		if (!c)
			return true;
	}
	return false;
}

const char *fr_peek_guess(const struct fr_peek *peek)
{
	if (!peek->first)
		return peek->len ? "nothing but blanks" : "empty";
	for (size_t i = 0; i < sizeof(heads) / sizeof(*heads); i++) {
		if (peek->len >= heads[i].len && !memcmp(peek->bytes, heads[i].bytes, heads[i].len))
			return heads[i].what;
	}
	if (peek->paths.len) {
		for (size_t i = 0; i < sizeof(members) / sizeof(*members); i++) {
			if (fr_peek_has(peek, members[i].path))
				return members[i].what;
		}
	}
	if (peek->first == '{' || peek->first == '[')
		return "JSON of an unknown kind (--map says what is where)";
	if (!peek->utf16 && is_binary(peek))
		return "binary data";
	return is_mail_header(peek) ? "an e-mail" : "plain text";
}

void fr_ingest_list_formats(struct fr_buf *out)
{
	fr_buf_addf(out, "%-16s %-10s %s\n", "FORMAT", "PLATFORM", "WHAT IT IS");
	for (size_t i = 0; fr_ingest_formats[i]; i++)
		fr_buf_addf(out, "%-16s %-10s %s\n", fr_ingest_formats[i]->name, fr_ingest_formats[i]->platform,
			    fr_ingest_formats[i]->title);
}
