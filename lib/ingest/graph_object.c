/* One object of the Graph API as records: see graph_object.h. */
#include "ingest/graph_object.h"

#include <string.h>
#include "ingest/fburl.h"
#include "ingest/jsonat.h"
#include "ingest/known_names.h"
#include "ingest/meta.h"

static const struct fr_fault fault_no_id = {"no-id", "a post without an id"};

void fr_graph_free(struct fr_graph *graph)
{
	fr_buf_free(&graph->object);
	fr_buf_free(&graph->edge);
	fr_buf_free(&graph->page_id);
	fr_buf_free(&graph->page_name);
	fr_buf_free(&graph->thread);
	fr_buf_free(&graph->post);
	for (size_t i = 0; i < FR_GRAPH_LEVELS; i++)
		fr_buf_free(&graph->parents[i]);
}

static struct fr_str view(const struct fr_buf *buf)
{
	return (struct fr_str){buf->bytes, buf->len};
}

static void set(struct fr_buf *buf, struct fr_str s)
{
	fr_buf_clear(buf);
	if (s.len)
		fr_buf_add(buf, s.s, s.len);
}

static bool same(struct fr_str a, struct fr_str b)
{
	return a.len && a.len == b.len && !memcmp(a.s, b.s, a.len);
}

/* The parts of "1_2_3"; returns how many, at most 3. */
static size_t split_id(struct fr_str id, struct fr_str parts[3])
{
	size_t n = 0, pos = 0, end;

	memset(parts, 0, 3 * sizeof(*parts));
	while (n < 3 && pos < id.len) {
		for (end = pos; end < id.len && (id.s[end] != '_' || n == 2);)
			end++;
		parts[n++] = (struct fr_str){id.s + pos, end - pos};
		pos = end + 1;
	}
	return n;
}

static void put_author(struct fr_draft *post, const struct fr_json_span *object)
{
	post->author.id = fr_json_text_at(post, object, "from.id|owner.id|user.id");
	post->author.name = fr_json_text_at(post, object, "from.name");
	post->author.handle = fr_json_text_at(post, object, "from.username|username|user.username");
	for (; post->author.handle.len && post->author.handle.s[0] == '@'; post->author.handle.len--)
		post->author.handle.s++;
}

static void add_tags(struct fr_draft *post, const struct fr_json_span *tags)
{
	struct fr_json_span tag, inner;
	size_t pos = 0, at;

	if (!tags->bytes)
		return;
	/* An older API has an object by offset: {"12": [{name}]}. */
	while (fr_json_next(tags, &pos, NULL, &tag)) {
		if (tag.type != FR_JSON_ARRAY) {
			fr_draft_add(&post->mentions, fr_json_text_at(post, &tag, "name"));
			continue;
		}
		for (at = 0; fr_json_next(&tag, &at, NULL, &inner);)
			fr_draft_add(&post->mentions, fr_json_text_at(post, &inner, "name"));
	}
}

static void put_tags(struct fr_draft *post, const struct fr_json_span *object)
{
	struct fr_json_span tags = fr_json_array_at(object, "message_tags|with_tags.data");

	if (!tags.bytes)
		tags = fr_json_object_at(object, "message_tags");
	add_tags(post, &tags);
}

static bool has(struct fr_str s, const char *part)
{
	return s.len && memmem(s.s, s.len, part, strlen(part));
}

/* One attachment of a post or comment. A link's picture is the linked site's, not the post's. */
static void put_attachment(struct fr_draft *post, const struct fr_json_span *a)
{
	struct fr_str type = fr_json_text_at(post, a, "media_type|type"), url, source;
	bool video = has(type, "video"), photo = has(type, "photo") || has(type, "sticker") || has(type, "animated");
	struct fr_media *m;

	url = fr_json_text_at(post, a, "unshimmed_url|target.url|url");
	source = fr_json_text_at(post, a, video ? "media.source|media.image.src" : "media.image.src");
	if (video || photo) {
		m = fr_draft_add_media(post, video ? "video" : has(type, "sticker") ? "sticker" : "photo");
		m->url = fr_is_link(source) ? source : FR_STR_NONE;
	} else if (!has(type, "album") && url.len) {
		fr_draft_add_link(post, fr_fb_unwrap(post, url));
	}
}

static void put_attachments(struct fr_draft *post, const struct fr_json_span *object)
{
	struct fr_json_span list = fr_json_array_at(object, "attachments.data"), one, inner, each;
	size_t pos = 0, at;

	while (list.bytes && fr_json_next(&list, &pos, NULL, &one)) {
		inner = fr_json_array_at(&one, "subattachments.data");
		if (!inner.bytes)
			put_attachment(post, &one);
		for (at = 0; inner.bytes && fr_json_next(&inner, &at, NULL, &each);)
			put_attachment(post, &each);
	}
	one = fr_json_object_at(object, "attachment");
	if (one.bytes)
		put_attachment(post, &one);
	if (!list.bytes && !one.bytes) {
		struct fr_str picture = fr_json_text_at(post, object, "full_picture");

		fr_draft_add_link(post, fr_fb_unwrap(post, fr_json_text_at(post, object, "link")));
		if (fr_is_link(picture) && !post->links.n)
			fr_draft_add_media(post, "photo")->url = picture;
	}
}

static void put_counts(struct fr_draft *post, const struct fr_json_span *object)
{
	post->likes = fr_json_count_at(object, "like.summary.total_count|likes.summary.total_count|likes.count|"
					       "like_count|likes|reactions.summary.total_count");
	post->reposts = fr_json_count_at(object, "shares.count|share_count|shares");
	post->replies = fr_json_count_at(object, "comments.summary.total_count|comments.count|comment_count|"
						 "comments_count|replies_count");
	post->views = fr_json_count_at(object, "views|video_views|view_count");
}

static void put_common(struct fr_draft *post, const struct fr_json_span *object)
{
	struct fr_json_span place = fr_json_object_at(object, "place"),
			    location = fr_json_object_at(&place, "location");
	struct fr_str url = fr_json_text_at(post, object, "permalink_url|permalink");

	post->time = fr_moment_iso(fr_json_text_at(post, object, "created_time|timestamp|updated_time"));
	post->text = fr_json_text_at(post, object, "message|text|caption");
	post->url = fr_is_link(url) ? url : FR_STR_NONE;
	put_author(post, object);
	put_tags(post, object);
	put_attachments(post, object);
	put_counts(post, object);
	post->place = fr_json_text_at(post, &place, "name");
	if (location.bytes)
		fr_put_geo(post, &location);
	fr_draft_scan_text(post);
}

/* in->post for the item, and what of it we don't know. */
static void place(struct fr_intake *in, const struct fr_feed_item *item)
{
	fr_feed_place(in, item);
	fr_intake_known(in, "", &item->value, fr_names_graph.names, fr_names_graph.n);
}

/* Which post a comment is of: its own id and permalink, else what is around it. */
static void put_thread(struct fr_draft *post, const struct fr_graph *graph, struct fr_str in_post, struct fr_str page)
{
	struct fr_str object[3];
	size_t n = split_id(view(&graph->object), object);

	if (graph->thread.len) {
		post->thread = fr_draft_dup(post, graph->thread.bytes, graph->thread.len);
		split_id((struct fr_str){graph->thread.bytes + 9, graph->thread.len - 9}, object);
		if (same(object[0], in_post) || !fr_is_digits(object[0]) || !object[1].len)
			object[0] = FR_STR_NONE;
		page = page.len ? page : object[0];
	} else {
		if (!in_post.len)
			in_post = n > 1 ? object[1] : object[0];
		if (!page.len && n > 1 && same(object[1], in_post))
			page = object[0];
		post->thread = fr_fb_post_id(post, page, in_post);
	}
	post->channel_id = fr_is_digits(page) ? page : view(&graph->page_id);
	post->channel_name = view(&graph->page_name);
}

/* Id, thread and reply_to of a comment: POST_COMMENT, PAGE_POST_COMMENT, or out of the permalink. */
static void put_comment_ids(struct fr_draft *post, const struct fr_graph *graph, int level,
			    const struct fr_json_span *object)
{
	struct fr_str id = fr_id_text(fr_json_text_at(post, object, "id")), parts[3], own, in_post, page, parent;
	struct fr_fb_url url;
	size_t n = split_id(id, parts);

	fr_fb_url_parse(post->url, &url);
	own = n ? parts[n - 1] : url.reply.len ? url.reply : url.comment;
	in_post = n > 1 ? parts[n - 2] : url.post.len ? url.post : view(&graph->post);
	page = n > 2 ? parts[0] : fr_is_digits(url.page) ? url.page : FR_STR_NONE;
	put_thread(post, graph, in_post, page);
	if (!own.len)
		return;
	/* "facebook:" + "POST_COMMENT": the same join as of page and post */
	post->id = fr_id_text(fr_fb_post_id(post, in_post, own));
	parent = fr_id_text(fr_json_text_at(post, object, "parent.id|parent_id"));
	n = split_id(parent, parts);
	if (level > 0)
		post->reply_to = fr_draft_dup(post, graph->parents[level - 1].bytes, graph->parents[level - 1].len);
	else if (n)
		post->reply_to = fr_fb_post_id(post, n > 1 ? parts[n - 2] : in_post, parts[n - 1]);
	else if (url.reply.len && url.comment.len)
		post->reply_to = fr_fb_post_id(post, in_post, url.comment);
	else if (split_id(view(&graph->object), parts) == 2 && same(parts[0], in_post) && graph->edge.len)
		post->reply_to = fr_fb_post_id(post, in_post, parts[1]);
	else
		post->reply_to = post->thread;
}

static int take_comments(struct fr_intake *in, struct fr_graph *graph, const struct fr_feed_item *item, int level,
			 struct fr_error *err);

static int take_comment(struct fr_intake *in, struct fr_graph *graph, const struct fr_feed_item *item, int level,
			struct fr_error *err)
{
	struct fr_draft *post = &in->post;
	int rc;

	place(in, item);
	post->platform = "facebook";
	post->kind = "comment";
	put_common(post, &item->value);
	put_comment_ids(post, graph, level, &item->value);
	set(&graph->parents[level], post->id);
	if (!level && !graph->thread.len) {
		set(&graph->thread, post->thread);
		rc = fr_intake_emit_named(in, &fault_no_id, err);
		if (rc == FR_OK)
			rc = take_comments(in, graph, item, level + 1, err);
		fr_buf_clear(&graph->thread);
		return rc;
	}
	rc = fr_intake_emit_named(in, &fault_no_id, err);
	return rc == FR_OK ? take_comments(in, graph, item, level + 1, err) : rc;
}

/* What stands in comments.data of a post or comment. */
static int take_comments(struct fr_intake *in, struct fr_graph *graph, const struct fr_feed_item *item, int level,
			 struct fr_error *err)
{
	struct fr_json_span list = fr_json_array_at(&item->value, "comments.data|replies.data"), one;
	struct fr_feed_item inside;
	size_t pos = 0;
	int rc = FR_OK;

	while (list.bytes && rc == FR_OK && fr_json_next(&list, &pos, NULL, &one)) {
		inside = fr_feed_inside(item, &one);
		if (one.type != FR_JSON_OBJECT || level >= FR_GRAPH_LEVELS)
			fr_intake_skip(in, "other values", 1);
		else
			rc = take_comment(in, graph, &inside, level, err);
	}
	return rc;
}

static int take_post(struct fr_intake *in, struct fr_graph *graph, const struct fr_feed_item *item,
		     struct fr_error *err)
{
	struct fr_draft *post = &in->post;
	struct fr_str parts[3], parent, page;
	struct fr_fb_url url;
	size_t n;
	int rc;

	place(in, item);
	post->platform = "facebook";
	post->kind = "post";
	put_common(post, &item->value);
	n = split_id(fr_id_text(fr_json_text_at(post, &item->value, "id")), parts);
	fr_fb_url_parse(post->url, &url);
	page = n > 1 ? parts[0] : fr_is_digits(url.page) ? url.page : view(&graph->page_id);
	post->id = fr_id_text(fr_fb_post_id(post, page, n ? parts[n - 1] : url.post));
	post->channel_id = page;
	post->channel_name = same(page, view(&graph->page_id)) ? view(&graph->page_name)
			     : same(page, post->author.id)     ? post->author.name
							       : FR_STR_NONE;
	parent = fr_id_text(fr_json_text_at(post, &item->value, "parent_id"));
	if (parent.len && post->text.len)
		post->quote_of = fr_draft_join(post, "facebook:", parent);
	else if (parent.len)
		post->repost_of = fr_draft_join(post, "facebook:", parent);
	if (parent.len)
		post->kind = post->text.len ? "quote" : "repost";
	set(&graph->thread, post->id);
	set(&graph->post, n ? parts[n - 1] : url.post);
	set(&graph->parents[0], post->id);
	rc = fr_intake_emit_named(in, &fault_no_id, err);
	if (rc == FR_OK)
		rc = take_comments(in, graph, item, 0, err);
	fr_buf_clear(&graph->thread);
	fr_buf_clear(&graph->post);
	return rc;
}

static void put_files(struct fr_draft *post, const struct fr_json_span *object)
{
	struct fr_json_span list = fr_json_array_at(object, "attachments.data"), one;
	struct fr_str url, mime;
	struct fr_media *m;
	size_t pos = 0;

	while (list.bytes && fr_json_next(&list, &pos, NULL, &one)) {
		mime = fr_json_text_at(post, &one, "mime_type");
		url = fr_json_text_at(post, &one, "image_data.url|video_data.url|file_url|generic_template.media_url");
		m = fr_draft_add_media(post, has(mime, "image/")   ? "photo"
					     : has(mime, "video/") ? "video"
					     : has(mime, "audio/") ? "audio"
								   : "file");
		m->url = fr_is_link(url) ? url : FR_STR_NONE;
	}
	list = fr_json_array_at(object, "shares.data");
	for (pos = 0; list.bytes && fr_json_next(&list, &pos, NULL, &one);)
		fr_draft_add_link(post, fr_fb_unwrap(post, fr_json_text_at(post, &one, "link")));
}

/* In a conversation the chat is known; by itself a message names whom it went to. */
static int take_message(struct fr_intake *in, struct fr_graph *graph, const struct fr_feed_item *item, bool in_chat,
			struct fr_error *err)
{
	struct fr_draft *post = &in->post;
	struct fr_json_span list = fr_json_array_at(&item->value, "to.data"), to = fr_json_first(&list);

	place(in, item);
	post->platform = "facebook";
	post->kind = "message";
	post->time = fr_moment_iso(fr_json_text_at(post, &item->value, "created_time"));
	post->text = fr_json_text_at(post, &item->value, "message|text");
	post->id = fr_draft_join(post, "facebook:", fr_id_text(fr_json_text_at(post, &item->value, "id")));
	put_author(post, &item->value);
	put_files(post, &item->value);
	post->channel_id = in_chat ? view(&graph->page_id) : fr_json_text_at(post, &to, "id");
	post->channel_name = in_chat ? view(&graph->page_name) : fr_json_text_at(post, &to, "name|username");
	fr_draft_scan_text(post);
	return fr_intake_emit_named(in, &fault_no_id, err);
}

static int take_conversation(struct fr_intake *in, struct fr_graph *graph, const struct fr_feed_item *item,
			     struct fr_error *err)
{
	struct fr_json_span list = fr_json_array_at(&item->value, "participants.data|senders.data"), one;
	struct fr_feed_item inside;
	struct fr_str name;
	size_t pos = 0;
	int rc = FR_OK;

	fr_draft_reset(&in->post);
	set(&graph->page_id, fr_json_text_at(&in->post, &item->value, "id"));
	fr_buf_clear(&graph->page_name);
	while (list.bytes && graph->page_name.len < 400 && fr_json_next(&list, &pos, NULL, &one)) {
		name = fr_json_text_at(&in->post, &one, "name|username");
		if (name.len && graph->page_name.len)
			fr_buf_adds(&graph->page_name, ", ");
		if (name.len)
			fr_buf_add(&graph->page_name, name.s, name.len);
	}
	list = fr_json_array_at(&item->value, "messages.data");
	for (pos = 0; rc == FR_OK && list.bytes && fr_json_next(&list, &pos, NULL, &one);) {
		inside = fr_feed_inside(item, &one);
		rc = take_message(in, graph, &inside, true, err);
	}
	fr_buf_clear(&graph->page_id);
	fr_buf_clear(&graph->page_name);
	return rc;
}

/* Instagram: a medium, or a comment; comments and replies inside are of their own. */
static int take_instagram(struct fr_intake *in, struct fr_graph *graph, const struct fr_feed_item *item, int level,
			  struct fr_error *err)
{
	struct fr_draft *post = &in->post;
	struct fr_json_span list = fr_json_array_at(&item->value,
						    level ? "replies.data" : "comments.data|replies.data"),
			    one;
	struct fr_str code, type, url;
	struct fr_feed_item inside;
	bool medium = fr_json_at(&item->value, "media_type|permalink|caption").bytes != NULL;
	size_t pos = 0;
	int rc;

	place(in, item);
	post->platform = "instagram";
	post->kind = medium ? "post" : "comment";
	put_common(post, &item->value);
	code = medium ? fr_ig_code(post->url) : FR_STR_NONE;
	code = code.len ? code : fr_id_text(fr_json_text_at(post, &item->value, medium ? "shortcode|id" : "id"));
	post->id = fr_draft_join(post, "instagram:", code);
	type = fr_json_text_at(post, &item->value, "media_type");
	url = fr_json_text_at(post, &item->value, "media_url|thumbnail_url");
	if (fr_is_link(url))
		fr_draft_add_media(post, has(type, "VIDEO") ? "video" : "photo")->url = url;
	if (level) {
		post->reply_to = fr_draft_dup(post, graph->parents[level - 1].bytes, graph->parents[level - 1].len);
		post->thread = fr_draft_dup(post, graph->thread.bytes, graph->thread.len);
	} else if (!medium) {
		post->thread =
			fr_draft_join(post, "instagram:", fr_id_text(fr_json_text_at(post, &item->value, "media.id")));
		url = fr_draft_join(post, "instagram:", fr_id_text(fr_json_text_at(post, &item->value, "parent_id")));
		post->reply_to = url.len ? url : post->thread;
	}
	fr_scan_handles(post);
	set(&graph->parents[level], post->id);
	if (!level)
		set(&graph->thread, medium ? post->id : post->thread);
	rc = fr_intake_emit_named(in, &fault_no_id, err);
	while (list.bytes && rc == FR_OK && level + 1 < FR_GRAPH_LEVELS && fr_json_next(&list, &pos, NULL, &one)) {
		inside = fr_feed_inside(item, &one);
		rc = take_instagram(in, graph, &inside, level + 1, err);
	}
	if (!level)
		fr_buf_clear(&graph->thread);
	return rc;
}

static bool is_comment(struct fr_draft *post, const struct fr_graph *graph, const struct fr_json_span *object)
{
	struct fr_str parts[3];

	if (has(view(&graph->edge), "comments") || has(view(&graph->edge), "replies"))
		return true;
	if (has(fr_json_text_at(post, object, "permalink_url"), "comment_id="))
		return true;
	if (split_id(fr_json_text_at(post, object, "id"), parts) == 3)
		return true;
	return fr_json_at(object, "comment_count|parent|can_remove|can_reply_privately|user_likes|attachment").bytes &&
	       !fr_json_at(object, "shares|status_type|attachments|full_picture").bytes;
}

int fr_graph_take(struct fr_intake *in, struct fr_graph *graph, const struct fr_feed_item *item, struct fr_error *err)
{
	const struct fr_json_span *object = &item->value;
	struct fr_draft *post = &in->post;
	struct fr_str id;

	fr_draft_reset(post);
	id = fr_json_text_at(post, object, "id");
	if (fr_json_array_at(object, "messages.data").bytes)
		return take_conversation(in, graph, item, err);
	if (!fr_json_at(object, "created_time|message|story|attachments|permalink_url|caption|timestamp|text").bytes) {
		fr_intake_skip(
			in, id.len > 2 && !memcmp(id.s, "t_", 2) ? "conversations without messages" : "other objects",
			1);
		return FR_OK;
	}
	if (fr_json_at(object, "timestamp").bytes && !fr_json_at(object, "created_time").bytes)
		return take_instagram(in, graph, item, 0, err);
	if (fr_json_array_at(object, "to.data").bytes || (id.len > 2 && !memcmp(id.s, "m_", 2)) ||
	    (id.len > 4 && !memcmp(id.s, "mid.", 4)))
		return take_message(in, graph, item, false, err);
	if (is_comment(post, graph, object))
		return take_comment(in, graph, item, 0, err);
	return take_post(in, graph, item, err);
}
