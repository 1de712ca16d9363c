/* YouTube's ids and its text: see youtube_text.h. */
#include "ingest/youtube_text.h"

#include <string.h>
#include <strings.h>
#include "ingest/entities.h"
#include "ingest/jsonat.h"

#define TAG_MAX 8192 /* bytes of a tag; what is longer is none */

struct fr_str fr_youtube_id(struct fr_draft *post, struct fr_str native)
{
	return fr_draft_join(post, "youtube:", fr_id_text(native));
}

struct fr_str fr_youtube_parent(struct fr_str comment_id)
{
	const char *dot = comment_id.len ? memchr(comment_id.s, '.', comment_id.len) : NULL;

	return dot && dot > comment_id.s ? (struct fr_str){comment_id.s, (size_t)(dot - comment_id.s)} : FR_STR_NONE;
}

/* href of the tag at s, its references decoded; relative addresses and YouTube's own are none of the writer's links. */
static void take_href(struct fr_draft *post, const char *s, size_t len)
{
	const char *href = memmem(s, len, "href=\"", 6), *end;
	struct fr_buf link = {0};

	end = href ? memchr(href + 6, '"', len - (size_t)(href + 6 - s)) : NULL;
	if (!end)
		return;
	fr_entities_decode(&link, href + 6, (size_t)(end - href) - 6);
	if (link.len > 8 && !strncasecmp(link.bytes, "http", 4) && !strstr(fr_buf_str(&link), "youtube.com/results?") &&
	    !strstr(fr_buf_str(&link), "youtube.com/hashtag/") && !strstr(fr_buf_str(&link), "youtube.com/watch?"))
		fr_draft_add_link(post, fr_draft_dup(post, link.bytes, link.len));
	fr_buf_free(&link);
}

struct fr_str fr_youtube_plain(struct fr_draft *post, struct fr_str html)
{
	struct fr_buf text = {0};
	struct fr_str plain;
	size_t pos = 0;

	while (pos < html.len) {
		const char *tag = memchr(html.s + pos, '<', html.len - pos), *end = NULL;
		size_t at = tag ? (size_t)(tag - html.s) : html.len;

		fr_entities_decode(&text, html.s + pos, at - pos);
		pos = at;
		if (!tag)
			break;
		if (at + 1 < html.len && tag[1] && strchr("/abisABIS", tag[1]))
			end = memchr(tag, '>', html.len - at < TAG_MAX ? html.len - at : TAG_MAX);
		/* a < that opens no tag is text */
		if (!end) {
			fr_buf_addc(&text, '<');
			pos++;
			continue;
		}
		if (html.len - at > 3 && !strncasecmp(tag, "<br", 3))
			fr_buf_addc(&text, '\n');
		else if (!strncasecmp(tag, "<a ", 3))
			take_href(post, tag, (size_t)(end - tag));
		pos = (size_t)(end + 1 - html.s);
	}
	plain = text.len ? fr_draft_dup(post, text.bytes, text.len) : FR_STR_NONE;
	fr_buf_free(&text);
	return plain;
}

void fr_youtube_put_author(struct fr_draft *post, struct fr_str id, struct fr_str shown)
{
	post->author.id = fr_id_text(id);
	post->author.name = shown;
	if (shown.len > 1 && shown.s[0] == '@' && shown.s[1] != '@' && !fr_has_blank(shown))
		post->author.handle = (struct fr_str){shown.s + 1, shown.len - 1};
}

struct fr_str fr_youtube_url(struct fr_draft *post, struct fr_str video, struct fr_str comment)
{
	if (!fr_id_text(video).len)
		return FR_STR_NONE;
	fr_buf_clear(&post->work);
	fr_buf_adds(&post->work, "https://www.youtube.com/watch?v=");
	fr_buf_add(&post->work, video.s, video.len);
	if (fr_id_text(comment).len) {
		fr_buf_adds(&post->work, "&lc=");
		fr_buf_add(&post->work, comment.s, comment.len);
	}
	return fr_draft_take(post);
}

struct fr_str fr_youtube_title(struct fr_draft *post, struct fr_str title, struct fr_str description)
{
	if (!title.len || !description.len)
		return title.len ? title : description;
	fr_buf_clear(&post->work);
	fr_buf_add(&post->work, title.s, title.len);
	fr_buf_addc(&post->work, '\n');
	fr_buf_add(&post->work, description.s, description.len);
	return fr_draft_take(post);
}
