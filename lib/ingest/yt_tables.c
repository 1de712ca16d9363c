/*
 * yt_tables.c: tables of YouTube: comments and live chats of Google Takeout, and the tables of YouTube Data Tools.
 *
 * Takeout: Channel ID, Comment Create Timestamp, Comment ID, Parent Comment ID, Video ID, Post ID, Comment Text, in two
 * ways of writing the names in capitals. The text is JSON: {"takeoutSegments": [...]} until 2024, since then its
 * segments by themselves with commas between; or plain. The author is the account's owner, known by channel. Accounts
 * in other languages have a translated header; its columns are then told by what stands in them.
 *
 * YouTube Data Tools: comments (id, publishedAt, authorName, text, authorChannelId, isReply, isReplyTo ...), which do
 * not name their video, and videos (videoId, videoTitle, videoDescription ...). Times are UTC. Quotes in the cells are
 * doubled and have a backslash besides, which is taken off; new lines have become blanks.
 */
#include <string.h>
#include "core/time.h"
#include "ingest/feed.h"
#include "ingest/jsonat.h"
#include "ingest/meta.h"
#include "ingest/sheet.h"
#include "ingest/youtube_text.h"

#define COLUMNS_MAX 32 /* that are looked at in a table with a translated header */

static const struct fr_fault fault_no_id = {"no-id", "a row without an id"};

/* ---- Takeout in other languages: the header is translated, what stands in the cells is not */

static bool is_id_char(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-';
}

static bool is_id(struct fr_str s, const char *prefix, size_t from, size_t to)
{
	size_t n = strlen(prefix);

	if (s.len < from || s.len > to || memcmp(s.s, prefix, n) != 0)
		return false;
	/* the point of a reply's id */
	for (size_t i = n; i < s.len; i++) {
		if (!is_id_char(s.s[i]) && !(s.s[i] == '.' && s.len > 26))
			return false;
	}
	return true;
}

/* Lengths of ids: channels 24, videos 11, posts UgkX... 36, comments from 26 on. */
static const char *content_of(struct fr_str cell)
{
	if (is_id(cell, "UC", 24, 24))
		return "channelid";
	if (is_id(cell, "Ugk", 30, 48))
		return "postid";
	if (is_id(cell, "Ug", 20, 64) || is_id(cell, "z", 20, 64))
		return "commentid";
	if (cell.len >= 20 && fr_moment_iso(cell).at != FR_TIME_NONE)
		return "commentcreatetimestamp";
	if (cell.len > 10 && (!memcmp(cell.s, "{\"text\":", 8) || !memcmp(cell.s, "{\"takeoutS", 10)))
		return "commenttext";
	return is_id(cell, "", 11, 11) ? "videoid" : NULL;
}

/* The row in grid has what a row of Takeout's comments has. */
static bool looks_takeout(const struct fr_grid *grid)
{
	static const char *const must[] = {"channelid", "commentid", "commentcreatetimestamp", "commenttext"};
	unsigned seen = 0;

	for (size_t i = 0; i < grid->n; i++) {
		const char *content = content_of(fr_grid_cell(grid, i));

		for (size_t k = 0; content && k < 4; k++)
			seen |= (unsigned)!strcmp(content, must[k]) << k;
	}
	return seen == 15;
}

static int bid_translated(const struct fr_peek *peek)
{
	struct fr_grid grid = {0};
	struct fr_error ignored;
	size_t mark;
	bool found;

	if (fr_textenc_find(peek->bytes, peek->len, &mark) != FR_ENC_UTF8)
		return 0;
	fr_grid_init(&grid, peek->bytes + mark, peek->len - mark, ',');
	found = fr_grid_row(&grid, &ignored) == FR_OK && grid.n >= 6 && fr_grid_row(&grid, &ignored) == FR_OK &&
		looks_takeout(&grid);
	fr_grid_free(&grid);
	return found ? 48 : 0;
}

/*
 * Name the columns by what stands in all of their cells that are not empty. Of those with ids of comments the first is
 * the comment's own, then come its parent's and the first one's of the thread, in every language.
 */
static void name_columns(struct fr_sheet *sheet)
{
	static const char *const ids[] = {"commentid", "parentcommentid", "toplevelcommentid"};
	struct fr_grid grid = {0};
	struct fr_error ignored;
	const char *contents[COLUMNS_MAX] = {NULL}, *content;
	bool mixed[COLUMNS_MAX] = {false};
	size_t n_ids = 0;
	int got;

	if (fr_sheet_has(sheet, "commenttext") || fr_sheet_has(sheet, "livechattext"))
		return;
	fr_grid_init(&grid, sheet->grid.s, sheet->grid.len, sheet->grid.delimiter);
	fr_grid_row(&grid, &ignored);
	while ((got = fr_grid_row(&grid, &ignored)) != FR_STOP) {
		for (size_t i = 0; got == FR_OK && i < grid.n && i < COLUMNS_MAX; i++) {
			if (!fr_grid_cell(&grid, i).len)
				continue;
			content = content_of(fr_grid_cell(&grid, i));
			contents[i] = contents[i] ? contents[i] : content;
			mixed[i] = mixed[i] || !content || strcmp(content, contents[i]) != 0;
		}
	}
	for (size_t i = 0; i < sheet->names.n && i < COLUMNS_MAX; i++) {
		/* cells with other things in them are what somebody wrote, or a price */
		if (contents[i] && !strcmp(contents[i], "commentid") && !mixed[i] && n_ids < 3)
			fr_sheet_rename(sheet, i, ids[n_ids++]);
		else if (contents[i] && (!mixed[i] || !strcmp(contents[i], "commenttext")))
			fr_sheet_rename(sheet, i, contents[i]);
		else
			fr_sheet_rename(sheet, i, "");
	}
	fr_grid_free(&grid);
}

/* ---- Takeout */

static int bid_takeout(const struct fr_peek *peek)
{
	static const char *const names[] = {"commentcreatetimestamp",
					    "parentcommentid",
					    "commenttext",
					    "toplevelcommentid",
					    "livechatcreatetimestamp",
					    "livechattext",
					    "livechatid",
					    "commentid",
					    "channelid",
					    "videoid"};
	static const char *const must[] = {"commenttext", "livechattext", "commentcreatetimestamp",
					   "livechatcreatetimestamp"};
	size_t n = fr_sheet_columns_in(peek, names, sizeof(names) / sizeof(*names));

	return n >= 3 && fr_sheet_columns_in(peek, must, 4) ? 16 + 8 * (int)n : bid_translated(peek);
}

static void join_segments(struct fr_draft *post, const struct fr_json_span *segments)
{
	struct fr_json_span one;
	struct fr_buf text = {0};
	size_t pos = 0;

	while (fr_json_next(segments, &pos, NULL, &one)) {
		struct fr_str s = fr_json_text_at(post, &one, "text"),
			      link = fr_json_text_at(post, &one, "link.linkUrl");

		if (s.len)
			fr_buf_add(&text, s.s, s.len);
		if (fr_is_link(link))
			fr_draft_add_link(post, link);
	}
	post->text = text.len ? fr_draft_dup(post, text.bytes, text.len) : FR_STR_NONE;
	fr_buf_free(&text);
}

/* cell: the segments, the object that holds them, or plain text. */
static void put_segments(struct fr_draft *post, struct fr_str cell)
{
	struct fr_json_span array, inner;
	struct fr_error ignored;
	struct fr_str json;

	post->text = cell;
	if (!cell.len || cell.s[0] != '{')
		return;
	fr_buf_clear(&post->work);
	fr_buf_addc(&post->work, '[');
	fr_buf_add(&post->work, cell.s, cell.len);
	fr_buf_addc(&post->work, ']');
	json = fr_draft_take(post);
	if (fr_json_check(json.s, json.len, &array, &ignored) != FR_OK)
		return;
	inner = fr_json_first(&array);
	if (fr_json_at(&inner, "takeoutSegments").bytes)
		array = fr_json_at(&inner, "takeoutSegments");
	else if (!fr_json_at(&inner, "text|mention|link").bytes)
		return;
	if (array.type == FR_JSON_ARRAY)
		join_segments(post, &array);
}

static int take_takeout(struct fr_sheet *sheet, void *arg, struct fr_error *err)
{
	struct fr_draft *post = &sheet->in->post;
	struct fr_str id = fr_sheet_cell(sheet, "commentid|livechatid"), video = fr_sheet_cell(sheet, "videoid"),
		      parent = fr_sheet_cell(sheet, "parentcommentid");

	(void)arg;
	post->platform = "youtube";
	post->kind = fr_sheet_cell(sheet, "livechatid").len ? "message" : "comment";
	post->id = fr_youtube_id(post, id);
	post->thread = fr_youtube_id(post, video.len ? video : fr_sheet_cell(sheet, "postid"));
	if (!parent.len)
		parent = fr_youtube_parent(id);
	if (!parent.len)
		parent = fr_sheet_cell(sheet, "toplevelcommentid");
	post->reply_to = parent.len && (parent.len != id.len || memcmp(parent.s, id.s, id.len) != 0)
				 ? fr_youtube_id(post, parent)
				 : post->thread;
	post->url = fr_youtube_url(post, video, post->kind[0] == 'c' ? id : FR_STR_NONE);
	post->time = fr_moment_iso(fr_sheet_cell(sheet, "commentcreatetimestamp|livechatcreatetimestamp|"
							"commentupdatetimestamp"));
	post->author.id = fr_sheet_cell(sheet, "channelid");
	put_segments(post, fr_sheet_cell(sheet, "commenttext|livechattext"));
	fr_draft_scan_text(post);
	fr_scan_handles(post);
	return fr_intake_emit_named(sheet->in, &fault_no_id, err);
}

static int read_takeout(struct fr_intake *in, struct fr_error *err)
{
	static const char *const known[] = {"channelid",
					    "commentcreatetimestamp",
					    "commentupdatetimestamp",
					    "commentid",
					    "parentcommentid",
					    "toplevelcommentid",
					    "postid",
					    "videoid",
					    "commenttext",
					    "price",
					    "livechatid",
					    "livechatcreatetimestamp",
					    "livechattext",
					    "livechatauthorchannelid",
					    NULL};
	static const struct fr_sheet_reader reader = {.row = take_takeout, .header = name_columns, .known = known};

	return fr_sheet_read(in, &reader, NULL, err);
}

const struct fr_ingest_format fr_ingest_format_yt_takeout = {
	.name = "yt-takeout",
	.platform = "youtube",
	.title = "Google Takeout's comments and live chats of YouTube, CSV",
	.bid = bid_takeout,
	.read = read_takeout,
};

/* ---- YouTube Data Tools */

static int bid_tools(const struct fr_peek *peek)
{
	static const char *const names[] = {"replycount",         "isreply",          "isreplyto",     "isreplytoname",
					    "authorchannelid",    "authorchannelurl", "publishedat",   "authorname",
					    "videotitle",         "videodescription", "videoid",       "publishedatsql",
					    "videocategorylabel", "channeltitle",     "favoritecount", "isreplytoid"};
	static const char *const must[] = {"isreplyto",       "isreplytoid", "isreply",
					   "authorchannelid", "videotitle",  "videodescription"};
	size_t n = fr_sheet_columns_in(peek, names, sizeof(names) / sizeof(*names));

	return n >= 3 && fr_sheet_columns_in(peek, must, 6) ? 16 + 8 * (int)n : 0;
}

/* A backslash before a quote is the exporter's. */
static struct fr_str unquote(struct fr_draft *post, struct fr_str s)
{
	if (!s.len || !memmem(s.s, s.len, "\\\"", 2))
		return s;
	fr_buf_clear(&post->work);
	for (size_t i = 0; i < s.len; i++) {
		if (s.s[i] != '\\' || i + 1 == s.len || s.s[i + 1] != '"')
			fr_buf_addc(&post->work, s.s[i]);
	}
	return fr_draft_take(post);
}

static void take_comment(struct fr_draft *post, const struct fr_sheet *sheet)
{
	struct fr_str id = fr_sheet_cell(sheet, "id|commentid"), parent = fr_sheet_cell(sheet, "isreplytoid|isreplyto"),
		      video = fr_sheet_cell(sheet, "videoid");

	post->kind = "comment";
	post->id = fr_youtube_id(post, id);
	post->thread = fr_youtube_id(post, video);
	/* 0 and 1 say whether, not what to */
	if (parent.len < 8)
		parent = fr_youtube_parent(id);
	post->reply_to = parent.len ? fr_youtube_id(post, parent) : post->thread;
	post->url = fr_youtube_url(post, video, id);
	fr_youtube_put_author(post, fr_sheet_cell(sheet, "authorchannelid"),
			      unquote(post, fr_sheet_cell(sheet, "authorname|authordisplayname")),
			      fr_sheet_cell(sheet, "authorchannelurl"));
	post->text = unquote(post, fr_sheet_cell(sheet, "text|textoriginal"));
	post->likes = fr_sheet_count(sheet, "likecount");
	post->replies = fr_sheet_count(sheet, "replycount");
	fr_scan_handles(post);
}

static void take_video(struct fr_draft *post, const struct fr_sheet *sheet)
{
	struct fr_str video = fr_sheet_cell(sheet, "videoid");

	post->kind = "post";
	post->id = fr_youtube_id(post, video);
	post->url = fr_youtube_url(post, video, FR_STR_NONE);
	post->author.id = fr_sheet_cell(sheet, "channelid");
	post->author.name = unquote(post, fr_sheet_cell(sheet, "channeltitle"));
	post->channel_id = post->author.id;
	post->channel_name = post->author.name;
	post->text = fr_youtube_title(post, unquote(post, fr_sheet_cell(sheet, "videotitle|title")),
				      unquote(post, fr_sheet_cell(sheet, "videodescription|description")));
	post->likes = fr_sheet_count(sheet, "likecount");
	post->replies = fr_sheet_count(sheet, "commentcount");
	post->views = fr_sheet_count(sheet, "viewcount");
}

static int take_tools(struct fr_sheet *sheet, void *arg, struct fr_error *err)
{
	struct fr_draft *post = &sheet->in->post;

	(void)arg;
	post->platform = "youtube";
	if (fr_sheet_cell(sheet, "videotitle|videodescription").len)
		take_video(post, sheet);
	else
		take_comment(post, sheet);
	post->time = fr_moment_iso(fr_sheet_cell(sheet, "publishedat|publishedatsql"));
	if (post->time.at == FR_TIME_NONE)
		post->time = fr_moment_iso(fr_sheet_cell(sheet, "publishedatsql"));
	fr_draft_scan_text(post);
	return fr_intake_emit_named(sheet->in, &fault_no_id, err);
}

static int read_tools(struct fr_intake *in, struct fr_error *err)
{
	static const char *const known[] = {"id",
					    "commentid",
					    "isreply",
					    "isreplyto",
					    "isreplytoid",
					    "isreplytoname",
					    "replycount",
					    "likecount",
					    "dislikecount",
					    "favoritecount",
					    "commentcount",
					    "viewcount",
					    "publishedat",
					    "publishedatsql",
					    "updatedat",
					    "authorname",
					    "authordisplayname",
					    "authorchannelid",
					    "authorchannelurl",
					    "text",
					    "textoriginal",
					    "position",
					    "channelid",
					    "channeltitle",
					    "video*",
					    "title",
					    "description",
					    "tags",
					    "thumbnail*",
					    "duration*",
					    "dimension",
					    "definition",
					    "caption",
					    "default*",
					    "licensedcontent",
					    NULL};
	static const struct fr_sheet_reader reader = {.row = take_tools, .known = known};

	return fr_sheet_read(in, &reader, NULL, err);
}

const struct fr_ingest_format fr_ingest_format_yt_tools = {
	.name = "yt-tools",
	.platform = "youtube",
	.title = "YouTube Data Tools: tables of comments and of videos",
	.bid = bid_tools,
	.read = read_tools,
};
