/* Common to the exports of Meta's platforms: see meta.h. */
#include "ingest/meta.h"

#include <inttypes.h>
#include <string.h>
#include <strings.h>
#include "ingest/jsonat.h"
#include "ingest/mojibake.h"

#define NAME_MAX_LEN 200 /* bytes of a name in a text */

struct fr_str fr_meta_text(struct fr_draft *post, const struct fr_json_span *value)
{
	struct fr_str s = fr_draft_json(post, value);
	bool cut;

	if (!s.len || value->type != FR_JSON_STRING)
		return FR_STR_NONE;
	fr_buf_clear(&post->work);
	if (!fr_mojibake_repair(&post->work, s.s, s.len, &cut))
		return s;
	post->repaired = post->repaired || cut;
	return fr_draft_take(post);
}

struct fr_str fr_meta_text_at(struct fr_draft *post, const struct fr_json_span *value, const char *paths)
{
	struct fr_str s = FR_STR_NONE;

	while (!s.len && paths) {
		struct fr_json_span found = fr_json_at_next(value, &paths);

		s = fr_meta_text(post, &found);
	}
	return s;
}

struct fr_str fr_base_name(struct fr_str path)
{
	const char *query = path.len ? memchr(path.s, '?', path.len) : NULL, *slash;

	if (query && memmem(path.s, path.len, "://", 3))
		path.len = (size_t)(query - path.s);
	slash = path.len ? memrchr(path.s, '/', path.len) : NULL;
	if (slash) {
		path.len -= (size_t)(slash + 1 - path.s);
		path.s = slash + 1;
	}
	return path;
}

const char *fr_media_type_of(struct fr_str path)
{
	static const char *const endings[][2] = {
		{".jpg", "photo"}, {".jpeg", "photo"}, {".png", "photo"}, {".webp", "photo"}, {".heic", "photo"},
		{".gif", "photo"}, {".mp4", "video"},  {".mov", "video"}, {".webm", "video"}, {".m4v", "video"},
		{".3gp", "video"}, {".m4a", "audio"},  {".aac", "audio"}, {".mp3", "audio"},  {".ogg", "audio"},
		{".wav", "audio"}, {".opus", "audio"}};
	struct fr_str name = fr_base_name(path);

	for (size_t i = 0; i < sizeof(endings) / sizeof(*endings); i++) {
		size_t len = strlen(endings[i][0]);

		if (name.len > len && !strncasecmp(name.s + name.len - len, endings[i][0], len))
			return endings[i][1];
	}
	return "file";
}

/* Nothing but zeros, a sign and a point: the place where nobody is. */
static bool is_zero(struct fr_str s)
{
	for (size_t i = 0; i < s.len; i++) {
		if (s.s[i] != '0' && s.s[i] != '.' && s.s[i] != '-')
			return false;
	}
	return true;
}

void fr_put_geo(struct fr_draft *post, const struct fr_json_span *place)
{
	struct fr_str lat = fr_json_text_at(post, place, "latitude|lat"),
		      lon = fr_json_text_at(post, place, "longitude|lng|lon");

	if (post->lat.s || !fr_is_coordinate(lat, 90) || !fr_is_coordinate(lon, 180) || (is_zero(lat) && is_zero(lon)))
		return;
	post->lat = lat;
	post->lon = lon;
}

static void put_exif(struct fr_draft *post, const struct fr_json_span *media)
{
	static const char *const kinds[] = {"photo_metadata.exif_data", "video_metadata.exif_data"};
	struct fr_json_span about = fr_json_at(media, "media_metadata"), exif, one;

	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
		size_t pos = 0;

		exif = fr_json_array_at(&about, kinds[i]);
		while (exif.bytes && fr_json_next(&exif, &pos, NULL, &one))
			fr_put_geo(post, &one);
	}
}

void fr_meta_add_media(struct fr_draft *post, const struct fr_json_span *media)
{
	struct fr_str uri = fr_meta_text_at(post, media, "uri|path"), alt;
	struct fr_media *m;

	if (!uri.len)
		return;
	alt = fr_meta_text_at(post, media, "description");
	m = fr_draft_add_media(post, fr_media_type_of(uri));
	if (fr_is_link(uri))
		m->url = uri;
	else
		m->file = uri;
	m->alt = alt;
	put_exif(post, media);
}

void fr_meta_scan_mentions(struct fr_draft *post)
{
	const char *s = post->text.s, *end, *at;

	if (!s)
		return;
	end = s + post->text.len;
	while (s < end && (at = memmem(s, (size_t)(end - s), "@[", 2))) {
		const char *name = at + 2, *close;
		int colons = 0;

		s = at + 2;
		for (; name < end && colons < 2 && (*name == ':' || (*name >= '0' && *name <= '9')); name++)
			colons += *name == ':';
		close = colons == 2 ? memchr(name, ']', (size_t)(end - name < NAME_MAX_LEN ? end - name : NAME_MAX_LEN))
				    : NULL;
		if (!close || close == name)
			continue;
		fr_draft_add(&post->mentions, (struct fr_str){name, (size_t)(close - name)});
		s = close;
	}
}

static bool is_handle_char(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.' ||
	       c == '-';
}

void fr_scan_handles(struct fr_draft *post)
{
	const char *s = post->text.s;
	size_t len = post->text.len, pos = 0, end;

	while (pos < len) {
		const char *at = memchr(s + pos, '@', len - pos);

		if (!at)
			return;
		pos = (size_t)(at - s) + 1;
		if (pos > 1 && (is_handle_char((unsigned char)s[pos - 2]) || s[pos - 2] == '@' || s[pos - 2] == '/'))
			continue;
		for (end = pos; end < len && is_handle_char((unsigned char)s[end]);)
			end++;
		while (end > pos && (s[end - 1] == '.' || s[end - 1] == '-'))
			end--;
		if (end > pos + 1)
			fr_draft_add(&post->mentions, (struct fr_str){s + pos, end - pos});
		pos = end;
	}
}

static void add_part(struct fr_buf *identity, struct fr_str s)
{
	fr_buf_addc(identity, '\0');
	if (s.len)
		fr_buf_add(identity, s.s, s.len);
}

void fr_meta_put_id(struct fr_draft *post, const char *what, struct fr_str context, struct fr_twins *twins)
{
	struct fr_buf identity = {0};
	char hex[17];

	fr_buf_adds(&identity, what);
	fr_buf_addf(&identity, " %" PRId64 " %d", post->time.at, post->time.nanos);
	add_part(&identity, context);
	add_part(&identity, post->text);
	for (size_t i = 0; i < post->links.n; i++)
		add_part(&identity, post->links.items[i]);
	if (!post->text.len && !post->links.n) {
		for (size_t i = 0; i < post->n_media; i++)
			add_part(&identity,
				 fr_base_name(post->media[i].file.len ? post->media[i].file : post->media[i].url));
		add_part(&identity, post->place);
	}
	fr_identity_hex(identity.bytes, identity.len, post->time.at, twins, hex);
	fr_buf_free(&identity);
	fr_buf_clear(&post->work);
	fr_buf_adds(&post->work, post->platform);
	fr_buf_addc(&post->work, ':');
	fr_buf_add(&post->work, hex, 16);
	post->id = fr_draft_take(post);
}
