#include "report/lines.h"

#include <string.h>
#include "text/width.h"

#define INDENT 2

void fr_put_styled(struct fr_case_list *list, enum fr_style style, const char *s, size_t len)
{
	/* ECMA-48, SGR */
	static const char *const starts[] = {"", "\033[1m", "\033[2m", "\033[1;31m", "\033[1;33m"};
	const bool on = list->colour && style != FR_STYLE_PLAIN;

	if (on)
		fr_buf_adds(&list->out, starts[style]);
	fr_buf_add(&list->out, s, len);
	if (on)
		fr_buf_adds(&list->out, "\033[0m");
}

static void put_blanks(struct fr_buf *out, size_t n)
{
	while (n-- > 0)
		fr_buf_addc(out, ' ');
}

void fr_put_padded(struct fr_buf *out, const char *s, size_t columns, bool right)
{
	const size_t have = fr_width(s, strlen(s)), blanks = have < columns ? columns - have : 0;

	if (right)
		put_blanks(out, blanks);
	fr_buf_adds(out, s);
	if (!right)
		put_blanks(out, blanks);
}

void fr_put_ruler(struct fr_case_list *list, enum fr_style style, const char *mark, const char *title,
		  const char *right)
{
	const size_t right_columns = fr_width(right, strlen(right));
	const size_t ends = 3 + 1 + 1 + 1 + right_columns; /* "── title ─ right" */
	const size_t room = list->columns > ends + 8 ? list->columns - ends : 8;
	struct fr_buf line = {0}, cut = {0};
	size_t used;

	fr_width_put(&cut, title, strlen(title), room, 0);
	for (int i = 0; i < 2; i++)
		fr_buf_adds(&line, mark);
	fr_buf_addc(&line, ' ');
	fr_buf_add(&line, cut.bytes, cut.len);
	fr_buf_addc(&line, ' ');
	used = 4 + fr_width(cut.bytes, cut.len);
	for (; used + 1 + right_columns < list->columns; used++)
		fr_buf_adds(&line, mark);
	fr_buf_addc(&line, ' ');
	fr_buf_adds(&line, right);
	fr_put_styled(list, style, line.bytes, line.len);
	fr_buf_addc(&list->out, '\n');
	fr_buf_free(&line);
	fr_buf_free(&cut);
}

/* Bytes of s for a line of that many columns: up to the last blank that fits, else up to the last cluster; never 0. */
static size_t line_len(const char *s, size_t len, size_t columns)
{
	size_t fits = fr_width_cut(s, len, columns, NULL), end;

	if (fits >= len || s[fits] == ' ')
		return fits ? fits : len;
	for (end = fits; end > 0; end--)
		if (s[end - 1] == ' ')
			return end;
	return fits ? fits : len;
}

void fr_put_field(struct fr_case_list *list, size_t label_columns, const char *label, const char *s, size_t len,
		  size_t max_lines)
{
	const size_t left = INDENT + label_columns + 2, columns = list->columns - left;
	struct fr_buf *out = &list->out, padded = {0};

	fr_put_padded(&padded, label, label_columns, false);
	put_blanks(out, INDENT);
	fr_put_styled(list, FR_STYLE_FAINT, padded.bytes, padded.len);
	put_blanks(out, 2);
	fr_buf_free(&padded);
	for (size_t n_lines = 1;; n_lines++) {
		size_t take = n_lines == max_lines ? len : line_len(s, len, columns), shown = take;

		while (shown > 0 && s[shown - 1] == ' ')
			shown--;
		fr_width_put(out, s, shown, columns, 0);
		fr_buf_addc(out, '\n');
		s += take;
		len -= take;
		while (len > 0 && *s == ' ') {
			s++;
			len--;
		}
		if (len == 0)
			return;
		put_blanks(out, left);
	}
}
