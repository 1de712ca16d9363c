/* Cells and values put where their role says: see roles.h. */
#include "ingest/roles.h"

#include <inttypes.h>
#include <string.h>

/* Uploads of a form are links, several of them with ", " between; a bare file name is one too, "yes" is an answer. */
static bool put_media(struct fr_draft *post, const char *name, struct fr_str cell)
{
	const char *type = strcasestr(name, "video") || strstr(name, "वीडियो") ? "video"
			   : strcasestr(name, "photo") || strcasestr(name, "image") || strcasestr(name, "picture") ||
					   strcasestr(name, "screenshot") || strstr(name, "फोटो") ||
					   strstr(name, "फ़ोटो")
				   ? "photo"
				   : "file";
	size_t pos = 0, end;

	if (!memmem(cell.s, cell.len, "://", 3)) {
		if (!memchr(cell.s, '.', cell.len) || cell.len > 200 || cell.s[cell.len - 1] == '.')
			return false;
		fr_draft_add_media(post, type)->file = cell;
		return true;
	}
	while (pos < cell.len) {
		while (pos < cell.len && strchr(" ,;|\n\r", cell.s[pos]))
			pos++;
		for (end = pos; end < cell.len && !strchr(" ,;|\n\r", cell.s[end]);)
			end++;
		if (end > pos)
			fr_draft_add_media(post, type)->url = (struct fr_str){cell.s + pos, end - pos};
		pos = end;
	}
	return true;
}

/* Append to a member that several columns make up. */
static struct fr_str append(struct fr_draft *post, struct fr_str have, const char *between, struct fr_str more)
{
	if (!have.len)
		return more;
	fr_buf_clear(&post->work);
	fr_buf_add(&post->work, have.s, have.len);
	fr_buf_adds(&post->work, between);
	fr_buf_add(&post->work, more.s, more.len);
	return fr_draft_take(post);
}

bool fr_id_is_rounded(struct fr_str id)
{
	size_t zeros = 0;

	while (zeros < id.len && id.s[id.len - 1 - zeros] == '0')
		zeros++;
	return memmem(id.s, id.len, "E+", 2) || memmem(id.s, id.len, "e+", 2) ||
	       (id.len > FR_EXACT_DIGITS + 1 && zeros >= id.len - FR_EXACT_DIGITS);
}

static bool put_plain(struct fr_draft *post, enum fr_role role, struct fr_str cell)
{
	switch (role) {
	case FR_ROLE_TEXT:
		post->text = append(post, post->text, "\n", cell);
		return true;
	case FR_ROLE_PLACE:
		post->place = append(post, post->place, ", ", cell);
		return true;
	case FR_ROLE_NAME:
		post->author.name = cell;
		return true;
	case FR_ROLE_PHONE:
		post->author.id = cell;
		return true;
	case FR_ROLE_HANDLE:
		for (; cell.len && cell.s[0] == '@'; cell.len--)
			cell.s++;
		post->author.handle = cell;
		return true;
	case FR_ROLE_EMAIL:
		if (post->author.handle.len)
			return false;
		post->author.handle = cell;
		return true;
	case FR_ROLE_LAT:
		post->lat = cell;
		return fr_is_coordinate(cell, 90);
	case FR_ROLE_LON:
		post->lon = cell;
		return fr_is_coordinate(cell, 180);
	case FR_ROLE_URL:
		post->url = fr_is_link(cell) ? cell : FR_STR_NONE;
		return post->url.s != NULL;
	case FR_ROLE_LANG:
		post->lang = fr_is_language(cell) ? cell : FR_STR_NONE;
		return post->lang.s != NULL;
	case FR_ROLE_CHANNEL_ID:
		post->channel_id = cell;
		return true;
	case FR_ROLE_CHANNEL_NAME:
		post->channel_name = cell;
		return true;
	default:
		return false;
	}
}

static struct fr_str own_id(struct fr_draft *post, const char *platform, struct fr_str native)
{
	fr_buf_clear(&post->work);
	fr_buf_adds(&post->work, platform);
	fr_buf_addc(&post->work, ':');
	fr_buf_add(&post->work, native.s, native.len);
	return fr_draft_take(post);
}

bool fr_role_put(struct fr_draft *post, const char *platform, enum fr_role role, const char *name, struct fr_str cell)
{
	if ((role == FR_ROLE_ID || role == FR_ROLE_REPLY_TO || role == FR_ROLE_THREAD) && fr_has_blank(cell))
		return false;
	switch (role) {
	case FR_ROLE_MEDIA:
		return put_media(post, name, cell);
	case FR_ROLE_ID:
		if (fr_id_is_rounded(cell))
			return false;
		post->id = own_id(post, platform, cell);
		return true;
	case FR_ROLE_REPLY_TO:
		post->reply_to = own_id(post, platform, cell);
		return true;
	case FR_ROLE_THREAD:
		post->thread = own_id(post, platform, cell);
		return true;
	default:
		return put_plain(post, role, cell);
	}
}

void fr_role_put_id(struct fr_draft *post, const char *platform, struct fr_twins *twins)
{
	struct fr_str parts[] = {post->author.id, post->author.handle, post->author.name, post->text, post->place};
	struct fr_buf identity = {0};
	char hex[17];

	fr_buf_addf(&identity, "%" PRId64, post->time.at);
	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++) {
		fr_buf_addc(&identity, '\0');
		fr_buf_add(&identity, parts[i].s ? parts[i].s : "", parts[i].len);
	}
	for (size_t i = 0; i < post->n_answers; i++) {
		fr_buf_addc(&identity, '\0');
		fr_buf_add(&identity, post->answers[i].answer.s, post->answers[i].answer.len);
	}
	fr_identity_hex(identity.bytes, identity.len, post->time.at, twins, hex);
	fr_buf_free(&identity);
	post->id = own_id(post, platform, (struct fr_str){hex, 16});
}
