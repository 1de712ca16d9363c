/*
 * yt_comments.c: comments that youtube-comment-downloader fetched: one a line, or {comments: [...]}.
 *
 * {cid, text, time, author, channel, votes, replies, reply, time_parsed}. The video stands nowhere in it: a comment
 * knows what it answers, a first comment does not know its video. time is "3 days ago"; time_parsed is what the program
 * makes of that, so the record says that its time is approximate. votes is "1.2K": a rounded number is no count and is
 * left out.
 */
#include <string.h>
#include "ingest/feed.h"
#include "ingest/jsonat.h"
#include "ingest/meta.h"
#include "ingest/youtube_text.h"

static const struct fr_fault fault_no_id = {"no-id", "a comment without an id"};

static const char *const known[] = {"author",  "channel", "cid",  "heart", "paid",        "photo",
				    "replies", "reply",   "text", "time",  "time_parsed", "votes"};

static int bid(const struct fr_peek *peek)
{
	static const char *const places[] = {"", "comments[].", "[].", NULL};
	static const struct fr_peek_sign signs[] = {{"cid", 24},  {"time_parsed", 24}, {"votes", 8},
						    {"photo", 8}, {"heart", 8},        {"channel", 8},
						    {"reply", 8}, {"author", 4},       {NULL, 0}};
	int best;

	if (peek->first != '{' && peek->first != '[')
		return 0;
	best = fr_peek_best(peek, places, signs);
	/* of other programs' comments some members may be called so, too */
	if (!fr_peek_best(peek, places, (const struct fr_peek_sign[]){{"cid", 1}, {NULL, 0}}))
		return 0;
	return best >= 36 ? best : 0;
}

static int take_item(struct fr_intake *in, void *arg, int array, const struct fr_feed_item *item, struct fr_error *err)
{
	const struct fr_json_span *object = &item->value;
	struct fr_draft *post = &in->post;
	struct fr_str id, parent;

	(void)arg;
	(void)array;
	if (object->type != FR_JSON_OBJECT) {
		fr_intake_skip(in, "other values", 1);
		return FR_OK;
	}
	fr_feed_place(in, item);
	fr_intake_known(in, "", object, known, sizeof(known) / sizeof(*known));
	post->platform = "youtube";
	post->kind = "comment";
	id = fr_id_text(fr_json_text_at(post, object, "cid"));
	parent = fr_youtube_parent(id);
	post->id = fr_youtube_id(post, id);
	post->reply_to = fr_youtube_id(post, parent);
	post->time = fr_moment_unix(fr_json_text_at(post, object, "time_parsed"));
	post->time.nanos = 0;
	post->time.digits = 0;
	post->time_approximate = true;
	post->text = fr_json_text_at(post, object, "text");
	fr_youtube_put_author(post, fr_json_text_at(post, object, "channel"), fr_json_text_at(post, object, "author"),
			      FR_STR_NONE);
	post->likes = fr_json_count_at(object, "votes");
	post->replies = fr_json_count_at(object, "replies");
	fr_draft_scan_text(post);
	fr_scan_handles(post);
	return fr_intake_emit_named(in, &fault_no_id, err);
}

static int read_comments(struct fr_intake *in, struct fr_error *err)
{
	static const char *const arrays[] = {"comments", NULL};
	static const struct fr_feed feed = {.arrays = arrays, .item = take_item};

	return fr_feed_read(in, &feed, NULL, err);
}

const struct fr_ingest_format fr_ingest_format_yt_comments = {
	.name = "yt-comments",
	.platform = "youtube",
	.title = "youtube-comment-downloader: comments, one a line",
	.bid = bid,
	.read = read_comments,
};
