/*
 * fourcat.c: the tables that 4CAT exports: id, thread_id, author, body, timestamp, unix_timestamp, and what the source
 * of the data has besides.
 *
 * Which platform it is, other columns tell (tweet_url, tiktok_url, subreddit, ...); where none does it is other, with
 * "4cat/" in front of the id. unix_timestamp is the time; timestamp is that of the server's zone, and used only if the
 * other is missing (--tz).
 */
#include <string.h>
#include <strings.h>
#include "ingest/dates.h"
#include "ingest/jsonat.h"
#include "ingest/meta.h"
#include "ingest/sheet.h"

static const struct fr_fault fault_no_id = {"no-id", "a row without an id"};

static const char *const known[] = {"id*",
				    "thread*",
				    "author*",
				    "body",
				    "timestamp",
				    "unixtimestamp",
				    "subject",
				    "url",
				    "tweet*",
				    "tiktok*",
				    "subreddit*",
				    "views",
				    "forwards",
				    "likes*",
				    "like*",
				    "replies",
				    "reply*",
				    "replycount",
				    "retweet*",
				    "retweets",
				    "quote*",
				    "isretweet",
				    "isreply",
				    "isquotetweet",
				    "iswithheld",
				    "hashtags",
				    "mentions",
				    "urls",
				    "images",
				    "videos",
				    "imageurl*",
				    "media*",
				    "language*",
				    "geo*",
				    "place*",
				    "chat*",
				    "possiblysensitive",
				    "source",
				    "collected*",
				    "comments",
				    "numcomments",
				    "shares",
				    "num*",
				    "video*",
				    "music*",
				    "stickers",
				    "effects",
				    "warning",
				    "plays",
				    "score",
				    "parent*",
				    "postid",
				    "permalink",
				    "verified",
				    "rules",
				    "missingmedia",
				    "type*",
				    "location*",
				    "long*",
				    "is*",
				    "impressions",
				    "retweeted*",
				    "repl*",
				    NULL};

static const struct {
	const char *column, *platform, *prefix;
} signs[] = {
	{"tweeturl", "x", "x:"},
	{"isretweet", "x", "x:"},
	{"retweetcount", "x", "x:"},
	{"tiktokurl", "tiktok", "tiktok:"},
	{"subreddit", "reddit", "reddit:"},
	{"chat", "telegram", "telegram:"},
	{"authorchannelid", "youtube", "youtube:"},
	{"parentmediatype", "instagram", "instagram:"},
	{"missingmedia", "instagram", "instagram:"},
};

static int bid(const struct fr_peek *peek)
{
	static const char *const names[] = {"id", "threadid", "author", "body", "timestamp", "unixtimestamp"};
	size_t n = fr_sheet_columns_in(peek, names, sizeof(names) / sizeof(*names));

	return n >= 5 ? 32 + 8 * (int)n : 0;
}

static struct fr_str own_id(struct fr_draft *post, const char *prefix, struct fr_str id)
{
	return fr_draft_join(post, prefix, fr_id_text(id));
}

static struct fr_moment time_of(struct fr_sheet *sheet)
{
	struct fr_moment moment = fr_moment_unix(fr_sheet_cell(sheet, "unixtimestamp"));
	struct fr_str s = fr_sheet_cell(sheet, "timestamp");
	struct fr_cell_time cell;

	if (moment.at != FR_TIME_NONE || !fr_cell_time_parse(s.s ? s.s : "", s.len, &cell) || cell.unix_time ||
	    !cell.ordered || !fr_civil_valid(&cell.civil))
		return moment;
	moment.at = cell.zoned ? fr_civil_to_unix(&cell.civil) - cell.offset
			       : fr_zone_to_unix(sheet->in->options->zone, &cell.civil);
	return moment;
}

static void put_author(struct fr_sheet *sheet, struct fr_draft *post)
{
	struct fr_str author = fr_sheet_cell(sheet, "author"),
		      shown = fr_sheet_cell(sheet, "authorfullname|authorname");

	post->author.id = fr_id_text(fr_sheet_cell(sheet, "authorid"));
	if (fr_has_blank(author) || !author.len)
		post->author.name = author;
	else
		post->author.handle = author;
	if (shown.len)
		post->author.name = shown;
}

/* a, b or a|b. */
static void put_items(struct fr_draft *post, struct fr_strs *list, struct fr_str cell)
{
	size_t pos = 0, end;

	while (pos < cell.len) {
		while (pos < cell.len && strchr(" ,|#@", cell.s[pos]))
			pos++;
		for (end = pos; end < cell.len && !strchr(" ,|", cell.s[end]);)
			end++;
		if (list == &post->links)
			fr_draft_add_link(post, (struct fr_str){cell.s + pos, end - pos});
		else
			fr_draft_add(list, (struct fr_str){cell.s + pos, end - pos});
		pos = end;
	}
}

static bool yes(struct fr_str s)
{
	return s.len && (!strncasecmp(s.s, "yes", s.len) || !strncasecmp(s.s, "true", s.len) || s.s[0] == '1');
}

static int take_row(struct fr_sheet *sheet, void *arg, struct fr_error *err)
{
	struct fr_draft *post = &sheet->in->post;
	const char *prefix = "other:4cat/";
	struct fr_str id = fr_id_text(fr_sheet_cell(sheet, "id")),
		      thread = fr_id_text(fr_sheet_cell(sheet, "threadid")),
		      url = fr_sheet_cell(sheet, "tweeturl|tiktokurl|url|permalink"), subject;

	(void)arg;
	post->platform = "other";
	for (size_t i = 0; i < sizeof(signs) / sizeof(*signs) && !strcmp(post->platform, "other"); i++) {
		if (fr_sheet_has(sheet, signs[i].column)) {
			post->platform = signs[i].platform;
			prefix = signs[i].prefix;
		}
	}
	post->id = own_id(post, prefix, id);
	post->thread = own_id(post, prefix, thread);
	post->time = time_of(sheet);
	put_author(sheet, post);
	post->text = fr_sheet_cell(sheet, "body");
	subject = fr_sheet_cell(sheet, "subject");
	if (subject.len && post->text.len) {
		fr_buf_clear(&post->work);
		fr_buf_add(&post->work, subject.s, subject.len);
		fr_buf_adds(&post->work, "\n\n");
		fr_buf_add(&post->work, post->text.s, post->text.len);
		post->text = fr_draft_take(post);
	} else if (subject.len) {
		post->text = subject;
	}
	post->url = fr_is_link(url) ? url : FR_STR_NONE;
	post->repost_of = own_id(post, prefix, fr_sheet_cell(sheet, "retweetedid|retweettweetid"));
	post->reply_to = own_id(post, prefix, fr_sheet_cell(sheet, "replytoid|replyto|parentid"));
	post->kind = post->repost_of.len || yes(fr_sheet_cell(sheet, "isretweet")) ? "repost"
		     : post->reply_to.len || yes(fr_sheet_cell(sheet, "isreply"))  ? "reply"
		     : yes(fr_sheet_cell(sheet, "isquotetweet"))                   ? "quote"
										   : "post";
	put_items(post, &post->hashtags, fr_sheet_cell(sheet, "hashtags"));
	put_items(post, &post->mentions, fr_sheet_cell(sheet, "mentions"));
	put_items(post, &post->links, fr_sheet_cell(sheet, "urls"));
	post->likes = fr_sheet_count(sheet, "likecount|likes|numlikes|score");
	post->reposts = fr_sheet_count(sheet, "retweetcount|retweets|shares|forwards");
	post->replies = fr_sheet_count(sheet, "replycount|replies|comments|numcomments");
	post->views = fr_sheet_count(sheet, "views|plays|impressions|viewcount");
	fr_draft_scan_text(post);
	return fr_intake_emit_named(sheet->in, &fault_no_id, err);
}

static int read_fourcat(struct fr_intake *in, struct fr_error *err)
{
	static const struct fr_sheet_reader reader = {.row = take_row, .known = known};

	return fr_sheet_read(in, &reader, NULL, err);
}

const struct fr_ingest_format fr_ingest_format_fourcat = {
	.name = "4cat",
	.platform = "any",
	.title = "4CAT, CSV: posts of any of its sources",
	.bid = bid,
	.read = read_fourcat,
};
