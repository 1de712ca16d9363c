/*
 * crowdtangle.c: posts of pages and groups that CrowdTangle collected (it was shut down in August 2024): answers of its
 * API, and its CSV of Facebook and of Instagram.
 *
 * API: {status, result: {posts: [...], pagination}}, or the posts by themselves, one a line or in an array. date is
 * UTC. CSV: "Post Created" is local in New York, with EST or EDT behind it: readers that drop that are five hours off.
 * The words of a post are message (Facebook) or description (Instagram); title, caption and, at Facebook, description
 * are the linked site's. Ids: PAGE_POST as in the Graph API, which the CSV holds in its URL; at Instagram the code in
 * the URL.
 */
#include <string.h>
#include "core/time.h"
#include "ingest/dates.h"
#include "ingest/fburl.h"
#include "ingest/feed.h"
#include "ingest/jsonat.h"
#include "ingest/meta.h"
#include "ingest/sheet.h"

static const struct fr_fault fault_no_id = {"no-id", "a post without id and address"};

static int bid_api(const struct fr_peek *peek)
{
	static const char *const places[] = {"result.posts[].", "[].", "", "posts[].", "result[].", NULL};
	static const struct fr_peek_sign signs[] = {
		{"platformId", 24},         {"postUrl", 24},       {"statistics.actual", 24}, {"subscriberCount", 16},
		{"account.platformId", 16}, {"expandedLinks", 16}, {"legacyId", 16},          {NULL, 0}};
	int best;

	if (peek->first != '{' && peek->first != '[')
		return 0;
	best = fr_peek_best(peek, places, signs);
	return best >= 40 ? best : 0;
}

static bool is(struct fr_str s, const char *word)
{
	return s.len == strlen(word) && !memcmp(s.s, word, s.len);
}

/* Facebook's id or Instagram's code; what neither has is known by its native id. */
static void put_id(struct fr_draft *post, struct fr_str native, struct fr_str page)
{
	struct fr_fb_url url;
	struct fr_str code = fr_ig_code(post->url);

	fr_fb_url_parse(post->url, &url);
	if (code.len) {
		post->platform = "instagram";
		post->id = fr_draft_join(post, "instagram:", fr_id_text(code));
	} else if (native.len && memchr(native.s, '_', native.len) && !strcmp(post->platform, "facebook")) {
		post->id = fr_draft_join(post, "facebook:", fr_id_text(native));
	} else if (url.post.len) {
		page = fr_is_digits(url.page) ? url.page : page;
		post->id = fr_id_text(fr_fb_post_id(post, page, url.post));
	} else if (native.len) {
		fr_buf_clear(&post->work);
		fr_buf_adds(&post->work, post->platform);
		fr_buf_addc(&post->work, ':');
		fr_buf_add(&post->work, native.s, native.len);
		post->id = fr_id_text(fr_draft_take(post));
	}
}

static const char *platform_of(struct fr_str name)
{
	if (is(name, "Instagram"))
		return "instagram";
	if (is(name, "Reddit"))
		return "reddit";
	if (is(name, "Twitter"))
		return "x";
	return "facebook";
}

static void put_media(struct fr_draft *post, const struct fr_json_span *object)
{
	struct fr_json_span list = fr_json_array_at(object, "media"), one;
	struct fr_str type, url;
	size_t pos = 0;

	/* the picture of a shared link is not the post's */
	if (is(fr_json_text_at(post, object, "type"), "link"))
		return;
	while (list.bytes && fr_json_next(&list, &pos, NULL, &one)) {
		type = fr_json_text_at(post, &one, "type");
		url = fr_json_text_at(post, &one, "full|url");
		if (fr_is_link(url))
			fr_draft_add_media(post, is(type, "video") ? "video" : "photo")->url = url;
	}
}

static void put_links(struct fr_draft *post, const struct fr_json_span *object)
{
	struct fr_json_span list = fr_json_array_at(object, "expandedLinks"), one;
	struct fr_str link = fr_json_text_at(post, object, "link");
	size_t pos = 0;

	while (list.bytes && fr_json_next(&list, &pos, NULL, &one))
		fr_draft_add_link(post, fr_fb_unwrap(post, fr_json_text_at(post, &one, "expanded|original")));
	if (!list.bytes && link.len && (link.len != post->url.len || memcmp(link.s, post->url.s, link.len) != 0))
		fr_draft_add_link(post, fr_fb_unwrap(post, link));
}

static void put_account(struct fr_draft *post, const struct fr_json_span *object)
{
	struct fr_json_span account = fr_json_object_at(object, "account"), verified = fr_json_at(&account, "verified");
	struct fr_str type = fr_json_text_at(post, &account, "accountType");

	post->channel_id = fr_json_text_at(post, &account, "platformId");
	post->channel_name = fr_json_text_at(post, &account, "name");
	/* who posted in a group is not told */
	if (is(type, "facebook_group"))
		return;
	post->author.id = post->channel_id;
	post->author.name = post->channel_name;
	post->author.handle = fr_json_text_at(post, &account, "handle");
	post->author.followers = fr_json_count_at(&account, "subscriberCount");
	if (verified.bytes && (verified.type == FR_JSON_TRUE || verified.type == FR_JSON_FALSE))
		post->author.verified = verified.type == FR_JSON_TRUE;
}

static void say_unknown(struct fr_intake *in, const struct fr_json_span *object)
{
	static const char *const known[] = {"account",
					    "brandedContentSponsor",
					    "caption",
					    "date",
					    "description",
					    "expandedLinks",
					    "history",
					    "id",
					    "imageText",
					    "languageCode",
					    "legacyId",
					    "link",
					    "liveVideoStatus",
					    "media",
					    "message",
					    "newId",
					    "originalText",
					    "platform",
					    "platformId",
					    "postUrl",
					    "score",
					    "statistics",
					    "subscriberCount",
					    "title",
					    "type",
					    "updated",
					    "videoLengthMS"};
	static const char *const known_account[] = {"accountType",
						    "handle",
						    "id",
						    "name",
						    "pageAdminTopCountry",
						    "pageCategory",
						    "pageCreatedDate",
						    "pageDescription",
						    "platform",
						    "platformId",
						    "profileImage",
						    "subscriberCount",
						    "url",
						    "verified"};
	struct fr_json_span account = fr_json_object_at(object, "account");

	fr_intake_known(in, "", object, known, sizeof(known) / sizeof(*known));
	if (account.bytes)
		fr_intake_known(in, "account.", &account, known_account,
				sizeof(known_account) / sizeof(*known_account));
}

static int take_post(struct fr_intake *in, void *arg, int array, const struct fr_feed_item *item, struct fr_error *err)
{
	const struct fr_json_span *object = &item->value;
	struct fr_draft *post = &in->post;
	struct fr_str lang;

	(void)arg;
	(void)array;
	if (!fr_json_at(object, "platformId|postUrl").bytes) {
		fr_intake_skip(in, "other objects", 1);
		return FR_OK;
	}
	fr_feed_place(in, item);
	say_unknown(in, object);
	post->kind = "post";
	post->platform = platform_of(fr_json_text_at(post, object, "platform|account.platform"));
	post->url = fr_json_text_at(post, object, "postUrl");
	post->url = fr_is_link(post->url) ? post->url : FR_STR_NONE;
	put_account(post, object);
	put_id(post, fr_id_text(fr_json_text_at(post, object, "platformId")), post->channel_id);
	post->time = fr_moment_iso(fr_json_text_at(post, object, "date"));
	post->text = fr_json_text_at(post, object,
				     strcmp(post->platform, "facebook") ? "message|description|title" : "message");
	lang = fr_json_text_at(post, object, "languageCode");
	post->lang = lang.len == 2 ? lang : FR_STR_NONE;
	put_links(post, object);
	put_media(post, object);
	post->likes = fr_json_count_at(object, "statistics.actual.likeCount|statistics.actual.favoriteCount");
	post->reposts = fr_json_count_at(object, "statistics.actual.shareCount");
	post->replies = fr_json_count_at(object, "statistics.actual.commentCount");
	post->views = fr_json_count_at(object, "statistics.actual.viewCount");
	fr_draft_scan_text(post);
	if (!strcmp(post->platform, "instagram"))
		fr_scan_handles(post);
	return fr_intake_emit_named(in, &fault_no_id, err);
}

static int read_api(struct fr_intake *in, struct fr_error *err)
{
	static const char *const arrays[] = {"result.posts", "posts", "result", NULL};
	static const struct fr_feed feed = {.arrays = arrays, .item = take_post};

	return fr_feed_read(in, &feed, NULL, err);
}

const struct fr_ingest_format fr_ingest_format_crowdtangle = {
	.name = "crowdtangle",
	.platform = "any",
	.title = "CrowdTangle's API: posts of Facebook pages and groups, and of Instagram, JSON",
	.bid = bid_api,
	.read = read_api,
};

/* ---- CSV */

static int bid_csv(const struct fr_peek *peek)
{
	static const char *const names[] = {
		"pagename",           "groupname",   "facebookid",      "pageadmintopcountry", "likesatposting",
		"followersatposting", "postcreated", "postcreateddate", "postcreatedtime",     "totalinteractions",
		"videosharestatus",   "finallink",   "isvideoowner?",   "sponsorid",           "imagetext"};
	static const char *const must[] = {"postcreated"};
	static const char *const with[] = {"url"};
	size_t n;

	if (!fr_sheet_columns_in(peek, must, 1) || !fr_sheet_columns_in(peek, with, 1))
		return 0;
	n = fr_sheet_columns_in(peek, names, sizeof(names) / sizeof(*names));
	return n >= 2 ? 16 + 8 * (int)n : 0;
}

/* "2023-11-05 22:56:36 EST". Without a zone, as some have cut it off, it is New York's all the same. */
static struct fr_moment read_time(struct fr_draft *post, const struct fr_sheet *sheet, const struct fr_zone *new_york)
{
	struct fr_moment moment = {.at = FR_TIME_NONE};
	struct fr_cell_time cell;
	struct fr_str s = fr_sheet_cell(sheet, "postcreated"), day = fr_sheet_cell(sheet, "postcreateddate"),
		      clock = fr_sheet_cell(sheet, "postcreatedtime");

	if (!s.len && day.len && clock.len) {
		fr_buf_clear(&post->work);
		fr_buf_add(&post->work, day.s, day.len);
		fr_buf_addc(&post->work, ' ');
		fr_buf_add(&post->work, clock.s, clock.len);
		s = fr_draft_take(post);
	}
	if (!s.len || !fr_cell_time_parse(s.s, s.len, &cell))
		return moment;
	if (cell.unix_time)
		moment.at = cell.at;
	else if (cell.ordered || fr_date_in_order(&cell.parts, FR_ORDER_YMD, &cell.civil))
		moment.at = cell.zoned ? fr_civil_to_unix(&cell.civil) - cell.offset
				       : fr_zone_to_unix(new_york, &cell.civil);
	return moment;
}

static void put_csv_media(struct fr_draft *post, const struct fr_sheet *sheet)
{
	struct fr_str type = fr_sheet_cell(sheet, "type"), photo = fr_sheet_cell(sheet, "photo"),
		      link = fr_sheet_cell(sheet, "finallink|link");
	bool video = type.len && memmem(type.s, type.len, "ideo", 4);
	const char *kind = video ? "video" : "photo";

	/* Facebook gives its own address of a photo or video as the link */
	if (fr_is_link(photo))
		fr_draft_add_media(post, kind)->url = photo;
	else if (fr_is_link(link) && (video || is(type, "Photo")) && memmem(link.s, link.len, "facebook.com/", 13))
		fr_draft_add_media(post, kind)->url = link;
	else if (link.len != post->url.len || (link.len && memcmp(link.s, post->url.s, link.len) != 0))
		fr_draft_add_link(post, fr_fb_unwrap(post, link));
}

static int take_row(struct fr_sheet *sheet, void *arg, struct fr_error *err)
{
	struct fr_draft *post = &sheet->in->post;
	bool instagram;

	post->kind = "post";
	post->url = fr_sheet_cell(sheet, "url|posturl");
	post->url = fr_is_link(post->url) ? post->url : FR_STR_NONE;
	instagram = fr_ig_code(post->url).len > 0;
	post->platform = instagram ? "instagram" : "facebook";
	post->channel_id = fr_sheet_cell(sheet, "facebookid|pageid|groupid");
	post->channel_name = fr_sheet_cell(sheet, "pagename|groupname|account|accountname");
	if (!fr_sheet_cell(sheet, "groupname").len) {
		post->author.id = post->channel_id;
		post->author.name = post->channel_name;
		post->author.handle = fr_sheet_cell(sheet, "username");
		for (; post->author.handle.len && post->author.handle.s[0] == '@'; post->author.handle.len--)
			post->author.handle.s++;
		post->author.followers = fr_sheet_count(sheet, "followersatposting");
	}
	post->time = read_time(post, sheet, arg);
	post->text = fr_sheet_cell(sheet, instagram ? "description|message|title" : "message");
	put_id(post, FR_STR_NONE, post->channel_id);
	put_csv_media(post, sheet);
	post->likes = fr_sheet_count(sheet, "likes");
	post->reposts = fr_sheet_count(sheet, "shares");
	post->replies = fr_sheet_count(sheet, "comments");
	post->views = fr_sheet_count(sheet, "postviews|totalviews|views");
	fr_draft_scan_text(post);
	if (instagram)
		fr_scan_handles(post);
	return fr_intake_emit_named(sheet->in, &fault_no_id, err);
}

static int read_csv(struct fr_intake *in, struct fr_error *err)
{
	static const char *const known[] = {"pagename",
					    "groupname",
					    "account",
					    "accountname",
					    "username",
					    "facebookid",
					    "pageid",
					    "groupid",
					    "pagecategory",
					    "pageadmintopcountry",
					    "pagedescription",
					    "pagecreated",
					    "likesatposting",
					    "followersatposting",
					    "postcreated",
					    "postcreateddate",
					    "postcreatedtime",
					    "type",
					    "totalinteractions*",
					    "likes",
					    "comments",
					    "shares",
					    "love",
					    "wow",
					    "haha",
					    "sad",
					    "angry",
					    "care",
					    "thankful",
					    "videosharestatus",
					    "isvideoowner?",
					    "postviews",
					    "totalviews",
					    "totalviewsforallcrossposts",
					    "views",
					    "videolength",
					    "url",
					    "posturl",
					    "message",
					    "link",
					    "finallink",
					    "photo",
					    "title",
					    "imagetext",
					    "linktext",
					    "description",
					    "sponsorid",
					    "sponsorname",
					    "sponsorcategory",
					    "overperformingscore*",
					    "score",
					    NULL};
	static const struct fr_sheet_reader reader = {.row = take_row, .known = known};
	struct fr_zone *new_york;
	int rc = fr_zone_open("America/New_York", &new_york, err);

	if (rc != FR_OK)
		return rc;
	rc = fr_sheet_read(in, &reader, new_york, err);
	fr_zone_free(new_york);
	return rc;
}

const struct fr_ingest_format fr_ingest_format_crowdtangle_csv = {
	.name = "crowdtangle-csv",
	.platform = "any",
	.title = "CrowdTangle's CSV: posts of Facebook pages and groups, or of Instagram",
	.bid = bid_csv,
	.read = read_csv,
};
