/*
 * lines.h: lines of a text report: rulers, labels, wrapping, colour. Inside the room.
 *
 * Widths are terminal columns (text/width.h). What comes from outside must have been made visible before it is given to
 * these functions. Colours are written around text only and are never counted.
 */
#ifndef FR_REPORT_LINES_H
#define FR_REPORT_LINES_H
#include "report/format.h"

enum fr_style { FR_STYLE_PLAIN, FR_STYLE_STRONG, FR_STYLE_FAINT, FR_STYLE_ALARM, FR_STYLE_WARN };

void fr_put_styled(struct fr_case_list *list, enum fr_style style, const char *s, size_t len);

/* title, then mark repeated up to the list's width, then right, on one line; the title is cut if it must be. */
void fr_put_ruler(struct fr_case_list *list, enum fr_style style, const char *mark, const char *title,
		  const char *right);

/*
 * A label, padded to label_columns behind an indent of two, then s wrapped at blanks (else between clusters) under its
 * own first column, in at most max_lines lines; "…" says that there was more. max_lines 0: as many as it takes.
 */
void fr_put_field(struct fr_case_list *list, size_t label_columns, const char *label, const char *s, size_t len,
		  size_t max_lines);

/* s, then blanks until it takes columns; or blanks first if right. Not cut. */
void fr_put_padded(struct fr_buf *out, const char *s, size_t columns, bool right);
#endif
