#include <string.h>
#include <strings.h>
#include "dedupe/ties.h"

struct list {
	struct fr_buf *work;
	uint64_t own_key;
	struct fr_tie *at;
	size_t n, max;
};

static void add(struct list *list, uint64_t hash, enum fr_tie_kind kind)
{
	if (list->n == list->max || (hash == list->own_key && kind > FR_TIE_LINK))
		return;
	for (size_t i = 0; i < list->n; i++)
		if (list->at[i].hash == hash)
			return;
	list->at[list->n++] = (struct fr_tie){hash, kind};
}

/* What is in work, behind a prefix that keeps the kinds apart. */
static void add_value(struct list *list, enum fr_tie_kind kind)
{
	if (list->work->len)
		add(list,
		    fr_case_key(list->work->bytes, list->work->len) ^ (UINT64_C(0xd6e8feb86659fd93) * (kind + 1u)),
		    kind);
}

static bool is_host(const char *host, size_t len, const char *name)
{
	return len == strlen(name) && strncasecmp(host, name, len) == 0;
}

/* Parameters that say who shared the link, not where it leads. */
static bool tracks(const char *s, size_t len)
{
	static const char *const names[] = {"fbclid", "gclid",   "igshid",  "igsh",     "si",     "feature",
					    "ref",    "ref_src", "ref_url", "mibextid", "__tn__", "__cft__",
					    "s",      "t",       "share",   "rdid",     "app",    NULL};
	size_t name = 0;

	while (name < len && s[name] != '=')
		name++;
	if (len >= 4 && strncasecmp(s, "utm_", 4) == 0)
		return true;
	for (size_t i = 0; names[i]; i++)
		if (is_host(s, name, names[i]))
			return true;
	return false;
}

static void put_query(struct fr_buf *out, const char *s, size_t len)
{
	char sign = '?';

	for (size_t pos = 0; pos < len;) {
		size_t n = 0;

		while (pos + n < len && s[pos + n] != '&')
			n++;
		if (n && !tracks(s + pos, n)) {
			fr_buf_addc(out, sign);
			fr_buf_add(out, s + pos, n);
			sign = '&';
		}
		pos += n + 1;
	}
}

struct parts {
	const char *host, *path, *query;
	size_t host_len, path_len, query_len;
};

static size_t until(const char *s, size_t len, const char *ends)
{
	size_t n = 0;

	while (n < len && !strchr(ends, s[n]))
		n++;
	return n;
}

static bool starts(const char *s, size_t len, const char *with)
{
	return len >= strlen(with) && strncasecmp(s, with, strlen(with)) == 0;
}

static bool split(const char *s, size_t len, struct parts *ret)
{
	size_t scheme = starts(s, len, "https://") ? 8 : starts(s, len, "http://") ? 7 : 0, n;

	s += scheme;
	len -= scheme;
	if (!scheme && memchr(s, ':', len))
		return false;
	while (starts(s, len, "www.") || starts(s, len, "m.") || starts(s, len, "mobile.")) {
		n = until(s, len, ".") + 1;
		s += n;
		len -= n;
	}
	ret->host = s;
	ret->host_len = until(s, len, "/?#");
	ret->path = s + ret->host_len;
	ret->path_len = until(ret->path, len - ret->host_len, "?#");
	ret->query = ret->path + ret->path_len;
	n = (size_t)(s + len - ret->query);
	if (n && ret->query[0] == '?') {
		ret->query++;
		ret->query_len = until(ret->query, n - 1, "#");
	} else {
		ret->query_len = 0;
	}
	while (ret->path_len && ret->path[ret->path_len - 1] == '/')
		ret->path_len--;
	return ret->host_len > 0 && memchr(ret->host, '.', ret->host_len);
}

/* The video of a YouTube link, in any of its forms. */
static bool put_video(struct fr_buf *out, const struct parts *p)
{
	static const char *const forms[] = {"/shorts/", "/live/", "/embed/", "/v/", NULL};
	const char *id = NULL;
	size_t len = 0;

	if (is_host(p->host, p->host_len, "youtu.be") && p->path_len > 1) {
		id = p->path + 1;
		len = p->path_len - 1;
	} else if (is_host(p->host, p->host_len, "youtube.com")) {
		for (size_t i = 0; forms[i]; i++)
			if (starts(p->path, p->path_len, forms[i])) {
				id = p->path + strlen(forms[i]);
				len = p->path_len - strlen(forms[i]);
			}
		for (size_t pos = 0; !id && pos + 2 < p->query_len;
		     pos += until(p->query + pos, p->query_len - pos, "&") + 1)
			if (starts(p->query + pos, p->query_len - pos, "v=")) {
				id = p->query + pos + 2;
				len = until(id, p->query_len - pos - 2, "&");
			}
	}
	if (!id || !len)
		return false;
	fr_buf_adds(out, "youtu.be/");
	fr_buf_add(out, id, until(id, len, "/"));
	return true;
}

/* A page that leads to nothing in particular. */
static bool leads_nowhere(const struct parts *p)
{
	static const char *const hosts[] = {"chat.whatsapp.com", "wa.me", "play.google.com", "apps.apple.com", NULL};

	if (p->path_len <= 1 && !p->query_len)
		return true;
	for (size_t i = 0; hosts[i]; i++)
		if (is_host(p->host, p->host_len, hosts[i]))
			return true;
	return is_host(p->host, p->host_len, "t.me") &&
	       (starts(p->path, p->path_len, "/joinchat") || starts(p->path, p->path_len, "/+"));
}

bool fr_ties_link(struct fr_buf *out, const char *link, size_t len)
{
	struct parts p;

	if (!split(link, len, &p) || leads_nowhere(&p))
		return false;
	if (put_video(out, &p))
		return true;
	for (size_t i = 0; i < p.host_len; i++)
		fr_buf_addc(out, p.host[i] >= 'A' && p.host[i] <= 'Z' ? (char)(p.host[i] | 0x20) : p.host[i]);
	fr_buf_add(out, p.path, p.path_len);
	put_query(out, p.query, p.query_len);
	return true;
}

static void read_links(struct list *list, const struct fr_record *rec)
{
	struct fr_json_span links, link;
	struct fr_buf raw = {0};
	size_t pos = 0;

	if (!fr_record_find(rec, "links", &links) || links.type != FR_JSON_ARRAY)
		return;
	while (fr_json_next(&links, &pos, NULL, &link)) {
		if (link.type != FR_JSON_STRING)
			continue;
		fr_buf_clear(&raw);
		fr_buf_clear(list->work);
		fr_json_unescape(&raw, &link);
		if (fr_ties_link(list->work, fr_buf_str(&raw), raw.len))
			add_value(list, FR_TIE_LINK);
	}
	fr_buf_free(&raw);
}

static bool member(struct list *list, const struct fr_json_span *object, const char *name, enum fr_json_type type)
{
	struct fr_json_span value;

	if (!fr_json_member(object, name, &value) || value.type != type)
		return false;
	fr_buf_addc(list->work, '\n');
	if (type == FR_JSON_STRING)
		fr_json_unescape(list->work, &value);
	else
		fr_buf_add(list->work, value.bytes, value.len);
	return true;
}

static void read_media(struct list *list, const struct fr_record *rec)
{
	struct fr_json_span media, item;
	size_t pos = 0;

	if (!fr_record_find(rec, "media", &media) || media.type != FR_JSON_ARRAY)
		return;
	while (fr_json_next(&media, &pos, NULL, &item)) {
		if (item.type != FR_JSON_OBJECT)
			continue;
		fr_buf_clear(list->work);
		if (member(list, &item, "sha256", FR_JSON_STRING) ||
		    (member(list, &item, "size", FR_JSON_NUMBER) && member(list, &item, "file", FR_JSON_STRING)))
			add_value(list, FR_TIE_MEDIA);
		fr_buf_clear(list->work);
		if (!member(list, &item, "url", FR_JSON_STRING))
			continue;
		list->work->len = until(list->work->bytes, list->work->len, "?#");
		add_value(list, FR_TIE_MEDIA);
	}
}

static void read_posts(struct list *list, const struct fr_record *rec)
{
	static const struct {
		const char *member;
		enum fr_tie_kind kind;
	} posts[] = {{"repost_of", FR_TIE_REPOST},
		     {"quote_of", FR_TIE_QUOTE},
		     {"reply_to", FR_TIE_REPLY},
		     {"thread", FR_TIE_REPLY}};
	struct fr_json_span id;

	for (size_t i = 0; i < sizeof(posts) / sizeof(posts[0]); i++) {
		if (!fr_record_find(rec, posts[i].member, &id) || id.type != FR_JSON_STRING)
			continue;
		fr_buf_clear(list->work);
		fr_json_unescape(list->work, &id);
		if (list->work->len)
			add(list, fr_case_key(list->work->bytes, list->work->len), posts[i].kind);
	}
}

size_t fr_ties_read(const struct fr_record *rec, uint64_t own_key, struct fr_buf *work, struct fr_tie *ret, size_t max)
{
	struct list list = {work, own_key, ret, 0, max};

	read_posts(&list, rec);
	read_media(&list, rec);
	read_links(&list, rec);
	return list.n;
}
