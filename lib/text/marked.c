#include "text/marked.h"

#include <stdlib.h>
#include "text/width.h"

#define COLOUR_ON  "\033[1;33m"
#define COLOUR_OFF "\033[0m"
#define OPEN_MARK  "«"
#define END_MARK   "»"

static int by_start(const void *a, const void *b)
{
	const struct fr_range *x = a, *y = b;

	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	return x->end < y->end ? -1 : x->end > y->end;
}

/* In the order of the text, overlapping ones joined; how many are left. */
static size_t join(struct fr_range *ranges, size_t n, size_t len)
{
	size_t kept = 0;

	if (n)
		qsort(ranges, n, sizeof *ranges, by_start);
	for (size_t i = 0; i < n; i++) {
		if (ranges[i].start >= ranges[i].end || ranges[i].end > len)
			continue;
		if (!kept || ranges[i].start > ranges[kept - 1].end)
			ranges[kept++] = ranges[i];
		else if (ranges[i].end > ranges[kept - 1].end)
			ranges[kept - 1].end = ranges[i].end;
	}
	return kept;
}

void fr_text_put_marked(struct fr_buf *out, const char *text, size_t len, struct fr_range *ranges, size_t n,
			bool colour)
{
	size_t pos = 0, kept = join(ranges, n, len);

	for (size_t i = 0; i < kept; i++) {
		fr_text_put_visible(out, text + pos, ranges[i].start - pos);
		fr_buf_adds(out, colour ? COLOUR_ON : OPEN_MARK);
		fr_text_put_visible(out, text + ranges[i].start, ranges[i].end - ranges[i].start);
		fr_buf_adds(out, colour ? COLOUR_OFF : END_MARK);
		pos = ranges[i].end;
	}
	if (len > pos)
		fr_text_put_visible(out, text + pos, len - pos);
}
