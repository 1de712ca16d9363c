/*
 * whatsapp.c: the text of a WhatsApp chat: _chat.txt of iOS, "WhatsApp Chat with X.txt" of Android.
 *
 * A line that has no head (whatsapp_line.h) goes on with the message before. So does one whose head is written
 * otherwise than the file's first (a pasted chat), and one whose day is none. Order of day, month and year: dates.h,
 * decided over the whole chat, which is therefore read as one document. Times are local to --tz.
 *
 * The app gives no ids: they are a hash over chat, time, sender and text (digest.h); equal ones of a minute are
 * counted. The chat's name is taken from the name that the app gives its files, where it still has it.
 */
#include <stdio.h>
#include <string.h>
#include "core/mapped.h"
#include "core/time.h"
#include "ingest/digest.h"
#include "ingest/intake.h"
#include "ingest/whatsapp_line.h"

static const struct fr_fault fault_head = {"no-head", "text that belongs to no message"};
static const struct fr_fault fault_size = {"message-size", "a message that is too long"};

static int bid(const struct fr_peek *peek)
{
	const char *s = peek->bytes, *newline;
	size_t left = peek->len, line;
	struct fr_wa_head head;

	/* A cut chat may begin in the middle of a message: the first lines are looked at until one is a head. */
	for (int i = 0; i < 20 && left; i++) {
		newline = memchr(s, '\n', left);
		line = newline ? (size_t)(newline - s) : left;
		if (fr_wa_head_parse(s, line, &head))
			return head.plausible ? 96 - i : 70 - i;
		if (!newline || (i > 0 && peek->first != '[' && (peek->first == '{' || peek->first == '<')))
			return 0;
		left -= line + 1;
		s += line + 1;
	}
	return 0;
}

/* A walk over the messages of a chat; done twice, for the order of dates and for the records. */
struct walk {
	const char *s;
	size_t len, pos;
	size_t passed; /* up to where a mapped chat has been dropped from memory */
	bool has_shape;
	unsigned shape;
	enum fr_date_order order; /* FR_ORDER_AUTO in the first walk */
};

struct message {
	struct fr_wa_head head;
	size_t off, len; /* without the newline at its end */
	size_t text_off; /* of the text's first byte */
	bool orphan;     /* lines before the first head */
};

static size_t line_end(const struct walk *w, size_t pos)
{
	size_t mark = pos;

	while (pos < w->len) {
		size_t stop = w->len - pos < FR_MAPPED_STEP ? w->len : pos + FR_MAPPED_STEP;
		const char *newline = memchr(w->s + pos, '\n', stop - pos);

		if (newline)
			return (size_t)(newline - w->s);
		pos = stop;
		mark = fr_mapped_walk(w->s, mark, pos);
	}
	return pos;
}

static bool is_head(struct walk *w, size_t pos, size_t end, struct fr_wa_head *head)
{
	struct fr_civil civil;

	if (!fr_wa_head_parse(w->s + pos, end - pos, head))
		return false;
	if (w->has_shape && head->shape != w->shape)
		return false;
	civil = head->clock;
	if (w->order != FR_ORDER_AUTO && !fr_date_in_order(&head->date, w->order, &civil))
		return false;
	w->has_shape = true;
	w->shape = head->shape;
	return true;
}

static bool next_message(struct walk *w, struct message *ret)
{
	struct fr_wa_head head;
	size_t end;

	w->passed = fr_mapped_walk(w->s, w->passed, w->pos);
	if (w->pos >= w->len)
		return false;
	end = line_end(w, w->pos);
	ret->off = w->pos;
	ret->orphan = !is_head(w, w->pos, end, &ret->head);
	ret->text_off = ret->orphan ? w->pos : (size_t)(ret->head.text.s - w->s);
	w->pos = end < w->len ? end + 1 : end;
	while (w->pos < w->len) {
		size_t next = line_end(w, w->pos);

		if (is_head(w, w->pos, next, &head))
			break;
		end = next;
		w->pos = next < w->len ? next + 1 : next;
	}
	ret->len = end - ret->off;
	while (ret->len && (w->s[ret->off + ret->len - 1] == '\n' || w->s[ret->off + ret->len - 1] == '\r'))
		ret->len--;
	return true;
}

static enum fr_date_order find_order(struct fr_intake *in, const char *s, size_t len, size_t start)
{
	struct fr_order_watch watch = {0};
	struct walk w = {.s = s, .len = len, .pos = start};
	struct message m;
	enum fr_date_order order;
	bool sure;

	if (in->options->order != FR_ORDER_AUTO)
		return in->options->order;
	while (next_message(&w, &m)) {
		if (!m.orphan)
			fr_order_look(&watch, &m.head.date,
				      m.head.clock.hour * 3600 + m.head.clock.minute * 60 + m.head.clock.second);
	}
	order = fr_order_decide(&watch, in->options->zone_name, &sure);
	if (!sure)
		fr_intake_note(in,
			       "the order of day and month can't be told from the dates: read as %s; if that is "
			       "wrong, give --date-order",
			       fr_order_name(order));
	return order;
}

/* Name of the chat by the names that the app gives its exports; none from any other name. */
static struct fr_str chat_name(const char *path)
{
	static const struct {
		const char *head, *tail;
	} names[] = {{"WhatsApp Chat with ", ""}, {"WhatsApp Chat - ", ""}, {"", " के साथ WhatsApp चैट"}};
	const char *base = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
	size_t len = strlen(base), head, tail;

	if (len > 4 && (!strcmp(base + len - 4, ".txt") || !strcmp(base + len - 4, ".zip")))
		len -= 4;
	/* "(1)": the browser's second copy */
	if (len > 4 && base[len - 1] == ')' && base[len - 3] == '(' && base[len - 4] == ' ')
		len -= 4;
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		head = strlen(names[i].head);
		tail = strlen(names[i].tail);
		if (len > head + tail && !memcmp(base, names[i].head, head) &&
		    !memcmp(base + len - tail, names[i].tail, tail))
			return (struct fr_str){base + head, len - head - tail};
	}
	return FR_STR_NONE;
}

static void put_id(struct fr_draft *post, struct fr_twins *twins)
{
	struct fr_str parts[3] = {post->channel_name, post->author.id.s ? post->author.id : post->author.name,
				  post->text};
	struct fr_buf identity = {0};
	char hex[17];

	fr_buf_add(&identity, parts[0].s ? parts[0].s : "", parts[0].len);
	fr_buf_addc(&identity, '\0');
	fr_buf_addf(&identity, "%lld", (long long)post->time.at);
	for (size_t i = 1; i < 3; i++) {
		fr_buf_addc(&identity, '\0');
		fr_buf_add(&identity, parts[i].s ? parts[i].s : "", parts[i].len);
	}
	for (size_t i = 0; i < post->n_media; i++) {
		fr_buf_addc(&identity, '\0');
		fr_buf_adds(&identity, post->media[i].type);
		if (post->media[i].file.s)
			fr_buf_add(&identity, post->media[i].file.s, post->media[i].file.len);
	}
	fr_identity_hex(identity.bytes, identity.len, post->time.at / 60, twins, hex);
	fr_buf_free(&identity);
	post->id = fr_draft_join(post, "whatsapp:", (struct fr_str){hex, 16});
}

static int take_message(struct fr_intake *in, const struct walk *w, const struct message *m, struct fr_str chat,
			struct fr_twins *twins, struct fr_error *err)
{
	struct fr_draft *post = &in->post;
	struct fr_civil civil = m->head.clock;
	size_t end = m->off + m->len;
	struct fr_str text = {w->s + m->text_off, end > m->text_off ? end - m->text_off : 0};

	fr_draft_reset(post);
	post->offset = m->off;
	post->length = m->len;
	post->raw = w->s + m->off;
	post->platform = "whatsapp";
	post->channel_name = chat;
	if (fr_date_in_order(&m->head.date, w->order, &civil))
		post->time.at = fr_zone_to_unix(in->options->zone, &civil);
	if (m->head.sender.s)
		fr_wa_sender(post, m->head.sender);
	fr_wa_text(post, text, m->head.system);
	put_id(post, twins);
	return fr_intake_emit(in, err);
}

static int read_whatsapp(struct fr_intake *in, struct fr_error *err)
{
	struct walk w = {0};
	struct message m;
	struct fr_twins twins = {0};
	struct fr_str chat;
	int rc = fr_source_all(in->source, &w.s, &w.len, err);

	if (rc != FR_OK)
		return rc;
	w.pos = w.len >= 3 && !memcmp(w.s, "\xEF\xBB\xBF", 3) ? 3 : 0;
	chat = in->origin.member ? chat_name(in->origin.member) : FR_STR_NONE;
	if (!chat.s)
		chat = chat_name(in->origin.file);
	w.order = find_order(in, w.s, w.len, w.pos);
	while (rc == FR_OK && next_message(&w, &m)) {
		if (m.len > FR_LINE_MAX) {
			fr_reject(err, &fault_size, -1, "a message of %zu bytes; at most %u are read", m.len,
				  FR_LINE_MAX);
			rc = fr_intake_reject(in, err, m.off, w.s + m.off, m.len);
		} else if (!m.orphan) {
			rc = take_message(in, &w, &m, chat, &twins, err);
		} else if (fr_blank_scan(w.s + m.off, m.len) < m.len) {
			fr_reject(err, &fault_head, -1, "lines before the first message");
			rc = fr_intake_reject(in, err, m.off, w.s + m.off, m.len);
		}
	}
	fr_twins_free(&twins);
	return rc;
}

const struct fr_ingest_format fr_ingest_format_whatsapp = {
	.name = "whatsapp",
	.platform = "whatsapp",
	.title = "WhatsApp chat text (Android and iOS), or the zip that the app makes",
	.bid = bid,
	.read = read_whatsapp,
};
