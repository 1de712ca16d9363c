/* Addresses at Facebook and Instagram: see fburl.h. */
#include "ingest/fburl.h"

#include <string.h>

bool fr_is_digits(struct fr_str s)
{
	for (size_t i = 0; i < s.len; i++) {
		if (s.s[i] < '0' || s.s[i] > '9')
			return false;
	}
	return s.len > 0;
}

static bool is(struct fr_str s, const char *word)
{
	return s.len == strlen(word) && !memcmp(s.s, word, s.len);
}

/* Behind "https://host/"; false: the host is not one of these (and their subdomains). */
static bool skip_host(struct fr_str *url, const char *const *hosts)
{
	const char *start = url->len ? memmem(url->s, url->len, "://", 3) : NULL, *slash;
	size_t len;

	if (!start)
		return false;
	start += 3;
	len = (size_t)(url->s + url->len - start);
	slash = memchr(start, '/', len);
	if (!slash)
		return false;
	for (; *hosts; hosts++) {
		size_t host_len = (size_t)(slash - start), n = strlen(*hosts);

		if (host_len >= n && !memcmp(slash - n, *hosts, n) &&
		    (host_len == n || slash[-(ptrdiff_t)n - 1] == '.')) {
			url->len -= (size_t)(slash + 1 - url->s);
			url->s = slash + 1;
			return true;
		}
	}
	return false;
}

/* The next part of a path, *url moved behind it; empty at its end. */
static struct fr_str next_part(struct fr_str *url)
{
	struct fr_str part = {url->s, 0};

	while (part.len < url->len && !strchr("/?#", url->s[part.len]))
		part.len++;
	url->s += part.len;
	url->len -= part.len;
	if (url->len && *url->s == '/') {
		url->s++;
		url->len--;
	}
	return part;
}

/* The value of a name in the query, not decoded: ids need no escapes. */
static struct fr_str query(struct fr_str url, const char *name)
{
	const char *mark = url.len ? memchr(url.s, '?', url.len) : NULL;
	size_t n = strlen(name), pos = mark ? (size_t)(mark - url.s) : url.len, end;

	for (; pos < url.len && url.s[pos] != '#'; pos = end) {
		for (end = ++pos; end < url.len && url.s[end] != '&' && url.s[end] != '#';)
			end++;
		if (end - pos > n && !memcmp(url.s + pos, name, n) && url.s[pos + n] == '=')
			return (struct fr_str){url.s + pos + n + 1, end - pos - n - 1};
	}
	return FR_STR_NONE;
}

static struct fr_str first(struct fr_str a, struct fr_str b)
{
	return a.len ? a : b;
}

void fr_fb_url_parse(struct fr_str url, struct fr_fb_url *ret)
{
	static const char *const hosts[] = {"facebook.com", "fb.com", NULL};
	static const char *const kinds[] = {"posts", "permalink", "videos", "reel", "photos", "live"};
	struct fr_str path = url, part, last = FR_STR_NONE;

	memset(ret, 0, sizeof(*ret));
	if (!skip_host(&path, hosts))
		return;
	ret->comment = query(url, "comment_id");
	ret->reply = query(url, "reply_comment_id");
	part = next_part(&path);
	if (is(part, "groups")) {
		part = next_part(&path);
	} else if (is(part, "reel")) {
		last = next_part(&path);
		part = FR_STR_NONE;
	} else if (is(part, "watch") || is(part, "photo") ||
		   (part.len > 4 && !memcmp(part.s + part.len - 4, ".php", 4))) {
		part = FR_STR_NONE; /* permalink.php, photo.php: all is in the query */
	}
	ret->page = first(part, query(url, "id"));
	for (part = next_part(&path); part.len; part = next_part(&path)) {
		bool kind = false;

		for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
			kind = kind || is(part, kinds[i]);
		/* a title may stand before the number, an album too */
		if (!kind)
			last = part;
	}
	ret->post = first(query(url, "story_fbid"), first(query(url, "fbid"), first(query(url, "v"), last)));
}

struct fr_str fr_fb_post_id(struct fr_draft *draft, struct fr_str page, struct fr_str post)
{
	if (!post.len)
		return FR_STR_NONE;
	fr_buf_clear(&draft->work);
	fr_buf_adds(&draft->work, "facebook:");
	if (fr_is_digits(page)) {
		fr_buf_add(&draft->work, page.s, page.len);
		fr_buf_addc(&draft->work, '_');
	}
	fr_buf_add(&draft->work, post.s, post.len);
	return fr_draft_take(draft);
}

struct fr_str fr_ig_code(struct fr_str url)
{
	static const char *const hosts[] = {"instagram.com", NULL};
	struct fr_str path = url, part;

	if (!skip_host(&path, hosts))
		return FR_STR_NONE;
	/* a user's name may stand before */
	for (int i = 0; i < 2; i++) {
		part = next_part(&path);
		if (is(part, "p") || is(part, "reel") || is(part, "tv") || is(part, "reels"))
			return next_part(&path);
	}
	return FR_STR_NONE;
}

static int hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 32;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

struct fr_str fr_fb_unwrap(struct fr_draft *draft, struct fr_str url)
{
	static const char *const hosts[] = {"l.facebook.com", "lm.facebook.com", "l.instagram.com", NULL};

	return fr_url_unwrap(draft, url, hosts, "u");
}

struct fr_str fr_url_unwrap(struct fr_draft *draft, struct fr_str url, const char *const *hosts, const char *name)
{
	struct fr_str path = url, inner;

	if (!skip_host(&path, hosts) || !(inner = query(url, name)).len)
		return url;
	fr_buf_clear(&draft->work);
	for (size_t i = 0; i < inner.len; i++) {
		int high = inner.len - i > 2 && inner.s[i] == '%' ? hex(inner.s[i + 1]) : -1;
		int low = high >= 0 ? hex(inner.s[i + 2]) : -1;

		if (low >= 0 && (high || low)) {
			fr_buf_addc(&draft->work, (char)(16 * high + low));
			i += 2;
		} else {
			fr_buf_addc(&draft->work, inner.s[i]);
		}
	}
	inner = fr_draft_take(draft);
	return fr_is_link(inner) ? inner : url;
}
