/* YouTube's ids and its text: see youtube_text.h. */
#include "ingest/youtube_text.h"

#include <string.h>
#include <strings.h>
#include "ingest/entities.h"
#include "ingest/fburl.h"
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

/* What YouTube itself makes a link: 1:02, #tag, @handle. */
static bool is_own_anchor(struct fr_str shown)
{
	if (shown.len && (shown.s[0] == '#' || shown.s[0] == '@'))
		return true;
	for (size_t i = 0; i < shown.len; i++) {
		if ((shown.s[i] < '0' || shown.s[i] > '9') && shown.s[i] != ':')
			return false;
	}
	return true;
}

/* href of the tag at s, its references decoded, behind YouTube's detour. shown: what stands up to the next tag. */
static void take_href(struct fr_draft *post, struct fr_str tag, struct fr_str shown)
{
	static const char *const hosts[] = {"youtube.com", NULL};
	const char *href = memmem(tag.s, tag.len, "href=\"", 6), *end;
	struct fr_str link;

	end = href ? memchr(href + 6, '"', tag.len - (size_t)(href + 6 - tag.s)) : NULL;
	if (!end || is_own_anchor(shown))
		return;
	fr_buf_clear(&post->work);
	fr_entities_decode(&post->work, href + 6, (size_t)(end - href) - 6);
	link = fr_draft_take(post);
	if (!fr_is_link(link))
		return;
	if (memmem(link.s, link.len, "/redirect?", 10))
		link = fr_url_unwrap(post, link, hosts, "q");
	fr_draft_add_link(post, link);
}

/* The tag that begins at s.s[at], a <: its length; 0: it is text. */
static size_t tag_len(struct fr_str s, size_t at)
{
	const char *tag = s.s + at, *end = NULL;
	size_t len = s.len - at < TAG_MAX ? s.len - at : TAG_MAX;

	if (len > 1 && tag[1] && strchr("/abisABIS", tag[1]))
		end = memchr(tag, '>', len);
	return end ? (size_t)(end + 1 - tag) : 0;
}

struct fr_str fr_youtube_plain(struct fr_draft *post, struct fr_str html)
{
	struct fr_buf text = {0};
	struct fr_str plain;
	size_t pos = 0;

	while (pos < html.len) {
		const char *tag = memchr(html.s + pos, '<', html.len - pos), *next;
		size_t at = tag ? (size_t)(tag - html.s) : html.len, len = tag ? tag_len(html, at) : 0;

		fr_entities_decode(&text, html.s + pos, at - pos);
		pos = at + (len ? len : tag != NULL);
		if (tag && !len) {
			fr_buf_addc(&text, '<');
		} else if (len > 3 && !strncasecmp(tag, "<br", 3)) {
			fr_buf_addc(&text, '\n');
		} else if (len > 3 && !strncasecmp(tag, "<a ", 3)) {
			next = memchr(html.s + pos, '<', html.len - pos);
			take_href(post, (struct fr_str){tag, len},
				  (struct fr_str){html.s + pos,
						  (size_t)(next ? next - html.s : (ptrdiff_t)html.len) - pos});
		}
	}
	plain = text.len ? fr_draft_dup(post, text.bytes, text.len) : FR_STR_NONE;
	fr_buf_free(&text);
	return plain;
}

/* What stands behind mark in url, up to the next part of the path. */
static struct fr_str part_behind(struct fr_str url, const char *mark)
{
	const char *at = url.len ? memmem(url.s, url.len, mark, strlen(mark)) : NULL;
	struct fr_str part = FR_STR_NONE;

	if (!at)
		return part;
	part.s = at + strlen(mark);
	while (part.s + part.len < url.s + url.len && !strchr("/?#", part.s[part.len]))
		part.len++;
	return part.len ? part : FR_STR_NONE;
}

void fr_youtube_put_author(struct fr_draft *post, struct fr_str id, struct fr_str shown, struct fr_str url)
{
	post->author.id = fr_id_text(id);
	if (!post->author.id.len)
		post->author.id = fr_id_text(part_behind(url, "youtube.com/channel/"));
	post->author.name = shown;
	if (shown.len > 1 && shown.s[0] == '@' && shown.s[1] != '@' && !fr_has_blank(shown))
		post->author.handle = (struct fr_str){shown.s + 1, shown.len - 1};
	else
		post->author.handle = fr_id_text(part_behind(url, "youtube.com/@"));
}

struct fr_str fr_youtube_lang(struct fr_str tag)
{
	if (tag.len == 3 && (!memcmp(tag.s, "und", 3) || !memcmp(tag.s, "zxx", 3)))
		return FR_STR_NONE;
	return fr_is_language(tag) ? tag : FR_STR_NONE;
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
