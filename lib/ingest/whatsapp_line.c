/* The head of a WhatsApp message: see whatsapp_line.h. */
#include "ingest/whatsapp_line.h"

#include <string.h>
#include <strings.h>
#include "core/utf8.h"

#define SENDER_MAX 256 /* bytes: a name is at most 25 characters, a group's subject 100 */
#define WORD_MAX   16  /* "klo", "um", "kl." between date and time */

/* Left-to-right and right-to-left marks, embeddings, isolates, and a byte order mark. */
static size_t mark_at(const char *s, size_t len)
{
	size_t pos = 0;
	uint32_t cp;

	if (!len)
		return 0;
	cp = fr_utf8_next(s, len, &pos);
	if (cp == 0x200E || cp == 0x200F || (cp >= 0x202A && cp <= 0x202E) || (cp >= 0x2066 && cp <= 0x2069) ||
	    cp == 0xFEFF)
		return pos;
	return 0;
}

static size_t skip_marks(const char *s, size_t len)
{
	size_t pos = 0, n;

	while ((n = mark_at(s + pos, len - pos)))
		pos += n;
	return pos;
}

/* A word between date and time, and the blank behind it; 0 if the time stands here. */
static size_t skip_word(const char *s, size_t len)
{
	size_t pos = 0;

	while (pos < len && pos < WORD_MAX &&
	       ((s[pos] & 0x80) || ((s[pos] | 32) >= 'a' && (s[pos] | 32) <= 'z') || s[pos] == '.'))
		pos++;
	if (!pos || pos == WORD_MAX || pos == len || !fr_blank_scan(s + pos, len - pos))
		return 0;
	return pos + fr_blank_scan(s + pos, len - pos);
}

/* Texts of the app that need no sender. A piece that begins with a blank stands behind a name. */
static const char *const system_texts[] = {
	"Messages and calls are end-to-end encrypted",
	"Messages to this chat and calls are now secured",
	"Messages to this group are now secured",
	"Messages you send to this",
	"मैसेज और कॉल एंड-टू-एंड एन्क्रिप्टेड हैं",
	" created group ",
	" created this group",
	" added you",
	" added ",
	" removed ",
	" left",
	" was added",
	" were added",
	" was removed",
	" joined using ",
	" joined from the community",
	" joined from ",
	" changed the subject ",
	" changed the group name ",
	" changed the group description",
	" changed this group's icon",
	" changed this group's settings",
	" changed the group icon",
	" changed the settings so ",
	" deleted this group's icon",
	" changed their phone number ",
	" changed to ",
	" changed to +",
	"Your security code with ",
	" security code changed",
	" turned on disappearing messages",
	" turned off disappearing messages",
	" updated the message timer",
	" pinned a message",
	" started a call",
	" started a video call",
	"You're now an admin",
	"You're no longer an admin",
	" is now an admin",
	" is a contact",
	"You blocked this ",
	"You unblocked this ",
	"This chat is with a business",
	"Missed voice call",
	"Missed video call",
	"Missed group ",
	"Waiting for this message",
};

/* The first system text in s, offset of it; len if there is none. */
static size_t find_system(const char *s, size_t len)
{
	size_t best = len;

	for (size_t i = 0; i < sizeof(system_texts) / sizeof(*system_texts); i++) {
		const char *text = system_texts[i], *at;
		size_t n = strlen(text);

		if (*text != ' ') {
			if (len >= n && !memcmp(s, text, n))
				return 0;
			continue;
		}
		at = memmem(s, len, text, n);
		if (at && (size_t)(at - s) < best)
			best = (size_t)(at - s);
	}
	return best;
}

/* Quotes before the colon: the title of a group in a system line, no name. */
static bool has_quote(const char *s, size_t len)
{
	return memchr(s, '"', len) || memmem(s, len, "“", 3) || memmem(s, len, "”", 3) || memmem(s, len, "«", 2);
}

static void split_android(const char *s, size_t len, struct fr_wa_head *ret)
{
	const char *colon = memmem(s, len, ": ", 2);
	size_t name_len = colon ? (size_t)(colon - s) : len, at;

	/* "Name:" with nothing behind: the text begins on the next line, or is empty. */
	if (!colon && len > 1 && s[len - 1] == ':')
		name_len = len - 1;
	at = find_system(s, name_len);
	if (name_len == len || name_len > SENDER_MAX || !name_len || has_quote(s, name_len) || at < name_len) {
		ret->text = (struct fr_str){s, len};
		ret->system = true;
		ret->plausible = at < name_len || find_system(s, len) < len;
		return;
	}
	ret->sender = (struct fr_str){s, name_len};
	ret->text = (struct fr_str){s + name_len + 1, len - name_len - 1};
	if (ret->text.len && ret->text.s[0] == ' ') {
		ret->text.s++;
		ret->text.len--;
	}
	ret->plausible = true;
	/* The group itself speaks in some versions: "Group: Messages and calls are end-to-end encrypted. ..." */
	ret->system = ret->text.len > 40 && find_system(ret->text.s, ret->text.len) == 0 && ret->text.s[0] == 'M';
}

static bool has_marker(struct fr_str text);

static void split_ios(const char *s, size_t len, struct fr_wa_head *ret)
{
	split_android(s, len, ret);
	if (!ret->sender.s) {
		/* iOS puts a sender before everything: a name that looks like a system text is still a name. */
		const char *colon = memmem(s, len, ": ", 2);

		if (colon && colon > s && colon - s <= SENDER_MAX) {
			ret->sender = (struct fr_str){s, (size_t)(colon - s)};
			ret->text = (struct fr_str){colon + 2, len - (size_t)(colon - s) - 2};
			ret->system = false;
			ret->plausible = true;
		}
	}
	/* A mark before the text: the app speaks. Unless it is the name of a picture or the like. */
	if (ret->sender.s && ret->text.len >= 3 && !memcmp(ret->text.s, "\xE2\x80\x8E", 3) && !has_marker(ret->text))
		ret->system = true;
}

bool fr_wa_head_parse(const char *s, size_t len, struct fr_wa_head *ret)
{
	size_t pos = skip_marks(s, len), n;
	unsigned clock_shape;
	bool comma, long_year;
	char mark = 0;

	memset(ret, 0, sizeof(*ret));
	if (len && s[len - 1] == '\r')
		len--;
	if (pos < len && s[pos] == '[') {
		ret->bracket = true;
		pos++;
		pos += skip_marks(s + pos, len - pos);
	}
	n = fr_date_scan(s + pos, len - pos, &ret->date, &mark);
	if (!n)
		return false;
	pos += n;
	comma = pos < len && s[pos] == ',';
	if (comma || (pos < len && s[pos] == '.'))
		pos++;
	n = fr_blank_scan(s + pos, len - pos);
	if (!n)
		return false;
	pos += n;
	pos += skip_word(s + pos, len - pos);
	n = fr_clock_scan(s + pos, len - pos, &ret->clock, &clock_shape);
	if (!n)
		return false;
	pos += n;
	if (ret->bracket) {
		if (pos >= len || s[pos] != ']')
			return false;
		pos++;
	} else if (len - pos >= 3 && !memcmp(s + pos, " - ", 3)) {
		pos += 2;
	} else if (len - pos >= 2 && !memcmp(s + pos, ": ", 2)) {
		pos++;
	} else {
		return false;
	}
	while (pos < len && s[pos] == ' ')
		pos++;
	long_year = ret->date.digits[0] > 2 || ret->date.digits[2] > 2;
	ret->shape = (unsigned)(unsigned char)mark | (unsigned)ret->bracket << 8 | (clock_shape & 1) << 9 |
		     (clock_shape & 2) << 9 | (unsigned)comma << 11 | (unsigned)long_year << 12;
	if (pos >= len)
		return false;
	if (ret->bracket)
		split_ios(s + pos, len - pos, ret);
	else
		split_android(s + pos, len - pos, ret);
	return true;
}

/* What the app writes in the place of a picture and the like. The first word decides the type. */
static const struct {
	const char *text;
	const char *type;
} omitted[] = {
	{"<Media omitted>", "file"},
	{"<मीडिया के बिना>", "file"},
	{"<मीडिया शामिल नहीं की गई>", "file"},
	{"<Medien ausgeschlossen>", "file"},
	{"<Medien weggelassen>", "file"},
	{"<Multimedia omitido>", "file"},
	{"<Médias omis>", "file"},
	{"<Mídia oculta>", "file"},
	{"<Media weggelaten>", "file"},
	{"<Media omessi>", "file"},
	{"image omitted", "photo"},
	{"photo omitted", "photo"},
	{"video omitted", "video"},
	{"video note omitted", "video"},
	{"audio omitted", "audio"},
	{"sticker omitted", "sticker"},
	{"GIF omitted", "animation"},
	{"document omitted", "document"},
	{"Contact card omitted", "document"},
	{"null", "view_once"},
};

/* How they begin: the Hindi app has put it in several ways. */
static const char *const deleted[] = {
	"This message was deleted", "You deleted this message", "यह मैसेज हटा",     "यह मैसेज मिटा", "यह संदेश हटा",
	"आपने यह मैसेज हटा",           "आपने यह मैसेज मिटा",          "आपने यह संदेश हटा",
};
#define DELETED_REST 48 /* bytes that may follow: "by admin Name", " दिया गया" */

/* Words in brackets behind the name of a file that goes with the message. */
static const char *const attached[] = {
	"(file attached)", "(फ़ाइल अटैच की गई)",  "(फ़ाइल संलग्न)",     "(Datei angehängt)",    "(archivo adjunto)",
	"(fichier joint)", "(arquivo anexado)", "(file allegato)", "(bestand bijgevoegd)",
};

static const char *type_of_file(const char *s, size_t len)
{
	static const struct {
		const char *end;
		const char *type;
	} ends[] = {{".jpg", "photo"},     {".jpeg", "photo"},   {".png", "photo"},   {".webp", "sticker"},
		    {".mp4", "video"},     {".3gp", "video"},    {".mov", "video"},   {".opus", "audio"},
		    {".ogg", "audio"},     {".m4a", "audio"},    {".mp3", "audio"},   {".aac", "audio"},
		    {".gif", "animation"}, {".vcf", "document"}, {".pdf", "document"}};

	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++) {
		size_t n = strlen(ends[i].end);

		if (len > n && !strncasecmp(s + len - n, ends[i].end, n))
			return ends[i].type;
	}
	return "document";
}

static bool equals(struct fr_str s, const char *text)
{
	return s.len == strlen(text) && !memcmp(s.s, text, s.len);
}

static struct fr_str trim(struct fr_str s)
{
	size_t n = skip_marks(s.s, s.len);

	s.s += n;
	s.len -= n;
	while (s.len && (s.s[s.len - 1] == ' ' || s.s[s.len - 1] == '\r' || s.s[s.len - 1] == '\n'))
		s.len--;
	return s;
}

/* "<attached: 00000042-PHOTO.jpg>", whatever the language of the word; its place in text, or NULL. */
static const char *find_attached(struct fr_str text, struct fr_str *ret_file, size_t *ret_len)
{
	const char *open = memchr(text.s, '<', text.len), *colon, *close;
	size_t left;

	while (open) {
		left = text.len - (size_t)(open - text.s);
		close = memchr(open, '>', left);
		colon = memchr(open, ':', left < 40 ? left : 40);
		if (close && colon && colon + 2 < close && colon[1] == ' ' &&
		    memchr(colon, '.', (size_t)(close - colon)) && !memchr(open, '\n', (size_t)(close - open)) &&
		    !memchr(open + 1, '<', (size_t)(close - open - 1)) &&
		    !memmem(open, (size_t)(close - open), "://", 3)) {
			*ret_file = (struct fr_str){colon + 2, (size_t)(close - colon) - 2};
			*ret_len = (size_t)(close - open) + 1;
			return open;
		}
		open = memchr(open + 1, '<', left - 1);
	}
	return NULL;
}

/* Of a text that begins with a mark on iOS: is it one of the things that people send? */
static bool has_marker(struct fr_str text)
{
	static const char *const sent[] = {"POLL:", "OPTION:", "Location:", "location:", "Live location"};
	struct fr_str file, s = trim(text);
	size_t n;

	for (size_t i = 0; i < sizeof(omitted) / sizeof(*omitted); i++) {
		if (equals(s, omitted[i].text))
			return true;
	}
	for (size_t i = 0; i < sizeof(sent) / sizeof(*sent); i++) {
		if (s.len >= strlen(sent[i]) && !memcmp(s.s, sent[i], strlen(sent[i])))
			return true;
	}
	return find_attached(s, &file, &n) != NULL || memmem(s.s, s.len, " omitted", 8) != NULL;
}

/* "IMG-20240512-WA0003.jpg (file attached)" on the first line; the caption stands on the next ones. */
static struct fr_str take_android_file(struct fr_draft *post, struct fr_str text)
{
	const char *newline = memchr(text.s, '\n', text.len);
	struct fr_str line = {text.s, newline ? (size_t)(newline - text.s) : text.len};
	struct fr_media *media;

	line = trim(line);
	for (size_t i = 0; i < sizeof(attached) / sizeof(*attached); i++) {
		size_t n = strlen(attached[i]);

		if (line.len <= n + 1 || memcmp(line.s + line.len - n, attached[i], n) ||
		    line.s[line.len - n - 1] != ' ')
			continue;
		line.len -= n + 1;
		media = fr_draft_add_media(post, type_of_file(line.s, line.len));
		media->file = line;
		if (!newline)
			return FR_STR_NONE;
		return (struct fr_str){newline + 1, text.len - (size_t)(newline + 1 - text.s)};
	}
	return text;
}

static struct fr_str take_ios_file(struct fr_draft *post, struct fr_str text)
{
	struct fr_str file;
	size_t n;
	const char *at = find_attached(text, &file, &n);

	if (!at)
		return text;
	fr_draft_add_media(post, type_of_file(file.s, file.len))->file = file;
	fr_buf_clear(&post->work);
	fr_buf_add(&post->work, text.s, (size_t)(at - text.s));
	fr_buf_add(&post->work, at + n, text.len - (size_t)(at - text.s) - n);
	text = fr_draft_take(post);
	return trim(text);
}

/* "Location: https://maps.google.com/?q=26.2196,84.3567" */
static void take_location(struct fr_draft *post)
{
	const char *s = post->text.s, *at, *comma, *end, *stop = s + post->text.len;

	if (post->text.len < 20 || (s[0] | 32) != 'l' || memcmp(s + 1, "ocation: http", 13))
		return;
	at = memmem(s, post->text.len, "?q=", 3);
	comma = at ? memchr(at, ',', (size_t)(stop - at)) : NULL;
	if (!comma)
		return;
	for (end = comma + 1; end < stop && ((*end >= '0' && *end <= '9') || *end == '.' || *end == '-'); end++)
		;
	post->lat = (struct fr_str){at + 3, (size_t)(comma - at) - 3};
	post->lon = (struct fr_str){comma + 1, (size_t)(end - comma) - 1};
	if (!fr_is_coordinate(post->lat, 90) || !fr_is_coordinate(post->lon, 180))
		post->lat = post->lon = FR_STR_NONE;
}

/* CRLF to LF, and the app's "<This message was edited>" at the end off. */
static struct fr_str clean(struct fr_draft *post, struct fr_str text)
{
	static const char edited[] = "<This message was edited>";
	size_t n = strlen(edited);

	if (memchr(text.s, '\r', text.len)) {
		fr_buf_clear(&post->work);
		for (size_t i = 0; i < text.len; i++) {
			if (text.s[i] != '\r' || (i + 1 < text.len && text.s[i + 1] != '\n'))
				fr_buf_addc(&post->work, text.s[i]);
		}
		text = fr_draft_take(post);
	}
	if (text.len >= n && !memcmp(text.s + text.len - n, edited, n)) {
		text.len -= n;
		while (text.len >= 3 && !memcmp(text.s + text.len - 3, "\xE2\x80\x8E", 3))
			text.len -= 3;
		while (text.len && text.s[text.len - 1] == ' ')
			text.len--;
	}
	return text;
}

void fr_wa_text(struct fr_draft *post, struct fr_str text, bool system)
{
	struct fr_str whole;
	size_t n;

	/* U+200E says that the app speaks; an embedding belongs to the number or name that it begins. */
	while (text.len >= 3 && !memcmp(text.s, "\xE2\x80\x8E", 3)) {
		text.s += 3;
		text.len -= 3;
	}
	text = clean(post, text);
	whole = trim(text);
	post->kind = system ? "system" : "message";
	post->text = text;
	if (system)
		return;
	for (size_t i = 0; i < sizeof(deleted) / sizeof(*deleted); i++) {
		n = strlen(deleted[i]);
		if (whole.len >= n && whole.len <= n + DELETED_REST && !memcmp(whole.s, deleted[i], n) &&
		    !memchr(whole.s, '\n', whole.len)) {
			post->kind = "system";
			return;
		}
	}
	for (size_t i = 0; i < sizeof(omitted) / sizeof(*omitted); i++) {
		if (equals(whole, omitted[i].text)) {
			fr_draft_add_media(post, omitted[i].type);
			post->text = FR_STR_NONE;
			return;
		}
	}
	text = take_android_file(post, text);
	if (text.len)
		text = take_ios_file(post, text);
	post->text = text.len ? text : FR_STR_NONE;
	if (!post->text.s)
		return;
	take_location(post);
	fr_draft_scan_text(post);
}

void fr_wa_sender(struct fr_draft *post, struct fr_str sender)
{
	bool digits = true, push = false;
	size_t pos = 0, n;

	fr_buf_clear(&post->work);
	while (pos < sender.len) {
		n = mark_at(sender.s + pos, sender.len - pos);
		if (n) {
			pos += n;
			continue;
		}
		n = fr_blank_scan(sender.s + pos, sender.len - pos);
		if (n) {
			if (post->work.len)
				fr_buf_addc(&post->work, ' ');
			pos += n;
			continue;
		}
		if (!post->work.len && !push && sender.s[pos] == '~') {
			push = true;
			pos++;
			continue;
		}
		digits = digits && (strchr("+-() ", sender.s[pos]) || (sender.s[pos] >= '0' && sender.s[pos] <= '9'));
		fr_buf_addc(&post->work, sender.s[pos++]);
	}
	while (post->work.len && post->work.bytes[post->work.len - 1] == ' ')
		post->work.len--;
	if (digits && post->work.len >= 7 && post->work.bytes[0] == '+') {
		struct fr_str all = fr_draft_take(post);

		for (size_t i = 0; i < all.len; i++) {
			if (all.s[i] == '+' || (all.s[i] >= '0' && all.s[i] <= '9'))
				fr_buf_addc(&post->work, all.s[i]);
		}
		post->author.id = fr_draft_take(post);
	} else {
		post->author.name = fr_draft_take(post);
	}
}
