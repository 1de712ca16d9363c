/*
 * csv.c: tables with a header: CSV, TSV, Excel's texts, the answers of a Google Form.
 *
 * Rows: grid.h. Encodings: textenc.h. Which column is which member: columns.h. What is for no member goes to the
 * record's form, by the column's name, so that nothing that was answered is lost. Where no column is the text, all that
 * is for no member becomes the text, one "column: answer" a line, and a note says so.
 *
 * platform and kind are "form" for a table that asks people something and "other" and "post" for one that has ids,
 * links or handles in it, unless the map says. Rows have no ids of their own in a form: a hash over time, author and
 * answers. An id that a spreadsheet has rounded (1.58E+18) is no id.
 */
#include <inttypes.h>
#include <string.h>
#include "core/time.h"
#include "ingest/columns.h"
#include "ingest/roles.h"
#include "ingest/dates.h"
#include "ingest/digest.h"
#include "ingest/grid.h"
#include "ingest/intake.h"
#include "ingest/textenc.h"

static const struct fr_fault fault_long_row = {"csv-long-row", "a row with more cells than the header"};

struct table {
	struct fr_intake *in;
	const char *raw; /* as it came, byte order mark included */
	size_t mark_len;
	enum fr_textenc enc;
	struct fr_buf utf8;
	const char *s; /* the text, mark taken off */
	size_t len;
	struct fr_grid grid;
	struct fr_columns columns;
	enum fr_date_order order;
	const char *platform, *kind;
	struct fr_twins twins;
	uint64_t n_bad_times;
	char bad_time[FR_QUOTE_MAX];
	size_t raw_off_at, text_off_at; /* a pair of offsets that belong together, for the next row */
};

/* Text, but for a damaged byte here and there: pictures have control characters everywhere. */
static bool is_text(const char *s, size_t len)
{
	size_t n_controls = 0;
	bool first_line = true;

	for (size_t i = 0; i < len; i++) {
		if (s[i] == '\n')
			first_line = false;
		if ((unsigned char)s[i] >= ' ' || (s[i] && strchr("\t\n\v\f\r\x1b", s[i])))
			continue;
		if (first_line)
			return false;
		n_controls++;
	}
	return n_controls <= 1 + len / 200;
}

/* "Name: ..." at the very start is a mail, "From " a mailbox. */
static bool is_mail(const char *s, size_t len)
{
	size_t i = 0;

	while (i < len && ((s[i] | 32) >= 'a' || s[i] == '-' || (s[i] >= '0' && s[i] <= '9')) &&
	       (unsigned char)s[i] < 127)
		i++;
	return (i > 1 && i + 1 < len && s[i] == ':' && s[i + 1] == ' ') || (len > 5 && !memcmp(s, "From ", 5));
}

static int bid(const struct fr_peek *peek)
{
	struct fr_buf utf8 = {0};
	size_t mark;
	enum fr_textenc enc = fr_textenc_find(peek->bytes, peek->len, &mark);
	const char *s = peek->bytes;
	size_t len = peek->len;
	int score = 0;

	if (!peek->utf16 && (!peek->first || strchr("{[<", peek->first)))
		return 0;
	if (enc == FR_ENC_UTF16LE || enc == FR_ENC_UTF16BE) {
		fr_textenc_convert(enc, s + mark, len - mark, &utf8);
		s = fr_buf_str(&utf8);
		len = utf8.len;
	}
	if (len && is_text(s, len) && !is_mail(s, len) && (len < 7 || memcmp(s, "window.", 7)))
		fr_grid_detect(s, len, peek->whole, &score);
	fr_buf_free(&utf8);
	/* Never surer than what a format says of which more is known. */
	return score >= 50 ? 8 + score / 10 : 0;
}

/* Offset in the original of an offset in the text; asked for in rising order. */
static size_t source_off(struct table *t, size_t off)
{
	t->raw_off_at += fr_textenc_source_len(t->enc, t->s + t->text_off_at, off - t->text_off_at);
	t->text_off_at = off;
	return t->raw_off_at;
}

static bool is_time_role(enum fr_role role)
{
	return role == FR_ROLE_TIME || role == FR_ROLE_DATE;
}

/* The cell or cells of the time: date and time of day may have a column each. */
static struct fr_str time_cell(struct table *t)
{
	struct fr_draft *post = &t->in->post;
	struct fr_str cell, clock = FR_STR_NONE, date = FR_STR_NONE;

	for (size_t i = 0; i < t->columns.n; i++) {
		cell = fr_grid_cell(&t->grid, i);
		if (is_time_role(t->columns.roles[i]) && !date.len)
			date = cell;
		else if (t->columns.roles[i] == FR_ROLE_CLOCK && !clock.len)
			clock = cell;
	}
	if (!clock.len || !date.len)
		return date;
	fr_buf_clear(&post->work);
	fr_buf_add(&post->work, date.s, date.len);
	fr_buf_addc(&post->work, ' ');
	fr_buf_add(&post->work, clock.s, clock.len);
	return fr_draft_take(post);
}

static void find_order(struct table *t, size_t from)
{
	struct fr_order_watch watch = {0};
	struct fr_cell_time cell;
	struct fr_error ignored;
	struct fr_str s;
	bool sure;
	int rc;

	t->order = t->in->options->order;
	if (t->order != FR_ORDER_AUTO)
		return;
	while ((rc = fr_grid_row(&t->grid, &ignored)) != FR_STOP) {
		fr_draft_reset(&t->in->post);
		s = rc == FR_OK ? time_cell(t) : FR_STR_NONE;
		if (s.len && fr_cell_time_parse(s.s, s.len, &cell) && !cell.ordered && !cell.unix_time)
			fr_order_look(&watch, &cell.parts,
				      cell.civil.hour * 3600 + cell.civil.minute * 60 + cell.civil.second);
	}
	t->grid.pos = from;
	t->order = fr_order_decide(&watch, t->in->options->zone_name, &sure);
	if (!sure)
		fr_intake_note(t->in,
			       "the order of day and month can't be told from the dates: read as %s; if that is "
			       "wrong, give --date-order",
			       fr_order_name(t->order));
}

/* False: the cell holds something that is no time. */
static bool put_time(struct table *t, struct fr_str s)
{
	struct fr_draft *post = &t->in->post;
	struct fr_cell_time cell;

	if (!fr_cell_time_parse(s.s, s.len, &cell))
		return false;
	if (cell.unix_time) {
		post->time.at = cell.at;
		return true;
	}
	if (!cell.ordered && !fr_date_in_order(&cell.parts, t->order, &cell.civil))
		return false;
	post->time.at = cell.zoned ? fr_civil_to_unix(&cell.civil) - cell.offset
				   : fr_zone_to_unix(t->in->options->zone, &cell.civil);
	post->time.nanos = cell.civil.nanos;
	post->time.digits = cell.civil.nanos_digits;
	return true;
}

static struct fr_str column_name(const struct table *t, size_t i)
{
	return (struct fr_str){t->columns.names[i], strlen(t->columns.names[i])};
}

static bool put_cell(struct table *t, size_t i, struct fr_str cell, bool time_known)
{
	enum fr_role role = t->columns.roles[i];

	if (role == FR_ROLE_TIME || role == FR_ROLE_DATE || role == FR_ROLE_CLOCK)
		return time_known;
	return fr_role_put(&t->in->post, t->platform, role, t->columns.names[i], cell);
}

/* No column is the text: all that was answered and has no other place is. */
static void make_text(struct fr_draft *post)
{
	struct fr_buf text = {0};

	for (size_t i = 0; i < post->n_answers; i++) {
		if (i)
			fr_buf_addc(&text, '\n');
		fr_buf_add(&text, post->answers[i].question.s, post->answers[i].question.len);
		fr_buf_adds(&text, ": ");
		fr_buf_add(&text, post->answers[i].answer.s, post->answers[i].answer.len);
	}
	if (text.len)
		post->text = fr_draft_dup(post, text.bytes, text.len);
	post->n_answers = 0;
	fr_buf_free(&text);
}

static int take_row(struct table *t, struct fr_error *err)
{
	struct fr_draft *post = &t->in->post;
	struct fr_str cell, time;
	bool time_known;

	time = time_cell(t);
	time_known = !time.len || put_time(t, time);
	if (!time_known && !t->n_bad_times++)
		fr_quote(t->bad_time, time.s, time.len);
	for (size_t i = 0; i < t->columns.n; i++) {
		cell = fr_grid_cell(&t->grid, i);
		if (cell.len && !put_cell(t, i, cell, time_known))
			fr_draft_add_answer(post, column_name(t, i), cell);
	}
	if (!fr_columns_has(&t->columns, FR_ROLE_TEXT))
		make_text(post);
	post->platform = t->platform;
	post->kind = t->kind;
	if (!post->id.s)
		fr_role_put_id(post, t->platform, &t->twins);
	fr_draft_scan_text(post);
	return fr_intake_emit(t->in, err);
}

static int take_rows(struct table *t, struct fr_error *err)
{
	struct fr_draft *post = &t->in->post;
	int rc = FR_OK, got;
	size_t end;
	bool too_long;

	while (rc == FR_OK && (got = fr_grid_row(&t->grid, err)) != FR_STOP) {
		fr_draft_reset(post);
		post->offset = source_off(t, t->grid.row_off);
		post->length = source_off(t, t->grid.row_off + t->grid.row_len) - post->offset;
		post->raw = t->raw + post->offset;
		too_long = false;
		for (end = t->columns.n; end < t->grid.n; end++)
			too_long = too_long || fr_grid_cell(&t->grid, end).len;
		if (got == FR_OK && too_long)
			got = fr_reject(err, &fault_long_row, -1, "%zu cells in a row, %zu in the header", t->grid.n,
					t->columns.n);
		if (got == FR_REJECT)
			rc = fr_intake_reject(t->in, err, post->offset, post->raw, post->length);
		else
			rc = take_row(t, err);
	}
	if (t->n_bad_times)
		fr_intake_note(t->in, "%" PRIu64 " times could not be read, the first is %s: kept in form",
			       t->n_bad_times, t->bad_time);
	return rc;
}

static void find_platform(struct table *t)
{
	static const enum fr_role post_roles[] = {FR_ROLE_ID, FR_ROLE_URL, FR_ROLE_HANDLE, FR_ROLE_LANG};
	static const enum fr_role form_roles[] = {FR_ROLE_TIME,  FR_ROLE_DATE,  FR_ROLE_TEXT, FR_ROLE_NAME,
						  FR_ROLE_PHONE, FR_ROLE_EMAIL, FR_ROLE_PLACE};
	const struct fr_map *map = t->in->options->map;
	bool posts = false, form = false;

	for (size_t i = 0; i < sizeof(post_roles) / sizeof(*post_roles); i++)
		posts = posts || fr_columns_has(&t->columns, post_roles[i]);
	for (size_t i = 0; i < sizeof(form_roles) / sizeof(*form_roles); i++)
		form = form || fr_columns_has(&t->columns, form_roles[i]);
	t->platform = form && !posts ? "form" : "other";
	if (map && fr_map_platform(map))
		t->platform = fr_map_platform(map);
	t->kind = strcmp(t->platform, "form") ? "post" : "form";
	if (map && fr_map_kind(map))
		t->kind = fr_map_kind(map);
}

static int read_header(struct table *t, struct fr_error *err)
{
	struct fr_str *header;
	int rc = fr_grid_row(&t->grid, err);

	if (rc == FR_STOP)
		return FR_STOP;
	if (rc == FR_REJECT)
		return fr_fail(err, FR_REJECT, "the header can't be read: a quote that is never closed, or a NUL byte");
	header = fr_xcalloc(t->grid.n, sizeof(*header));
	for (size_t i = 0; i < t->grid.n; i++)
		header[i] = fr_grid_cell(&t->grid, i);
	rc = fr_columns_find(&t->columns, header, t->grid.n, t->in->options->map, err);
	free(header);
	if (rc == FR_OK && !fr_columns_has(&t->columns, FR_ROLE_TEXT))
		fr_intake_note(t->in,
			       "no column is known to be the text: it is made of all columns that are for nothing "
			       "else; --map names one");
	return rc;
}

static int read_csv(struct fr_intake *in, struct fr_error *err)
{
	struct table t = {.in = in};
	size_t raw_len;
	int rc = fr_source_all(in->source, &t.raw, &raw_len, err);

	if (rc != FR_OK)
		return rc;
	t.enc = fr_textenc_find(t.raw, raw_len, &t.mark_len);
	t.s = t.raw + t.mark_len;
	t.len = raw_len - t.mark_len;
	t.raw_off_at = t.mark_len;
	if (t.enc != FR_ENC_UTF8 && t.len > FR_TEXTENC_MAX)
		return fr_fail(err, FR_REJECT, "a table that is not UTF-8, of more than %u MiB: convert it first",
			       FR_TEXTENC_MAX >> 20);
	if (t.enc != FR_ENC_UTF8) {
		fr_textenc_convert(t.enc, t.s, t.len, &t.utf8);
		t.s = fr_buf_str(&t.utf8);
		t.len = t.utf8.len;
	}
	fr_grid_init(&t.grid, t.s, t.len, 0);
	rc = read_header(&t, err);
	if (rc == FR_OK) {
		find_platform(&t);
		find_order(&t, t.grid.pos);
		rc = take_rows(&t, err);
	} else if (rc == FR_STOP) {
		rc = FR_OK;
	}
	fr_twins_free(&t.twins);
	fr_columns_free(&t.columns);
	fr_grid_free(&t.grid);
	fr_buf_free(&t.utf8);
	return rc;
}

const struct fr_ingest_format fr_ingest_format_csv = {
	.name = "csv",
	.platform = "any",
	.title = "tables with a header: CSV, TSV, Excel text, Google Forms; columns by name or --map",
	.bid = bid,
	.read = read_csv,
};
