#include "core/progress.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define FIRST_AFTER 1.0 /* seconds: a short run shows nothing */
#define EVERY       0.2

static double monotonic(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

void fr_progress_begin(struct fr_progress *progress, const char *tool, bool quiet, bool output_is_terminal)
{
	const char *term = getenv("TERM");

	*progress = (struct fr_progress){.tool = tool};
	progress->wanted = !quiet && !output_is_terminal && isatty(STDERR_FILENO) && term && strcmp(term, "dumb") != 0;
	if (progress->wanted)
		progress->began_at = progress->last_at = monotonic();
}

/* 1234567 as 1,234,567 */
static void put_grouped(struct fr_buf *out, uint64_t n)
{
	char digits[24];
	int len = snprintf(digits, sizeof digits, "%llu", (unsigned long long)n);

	for (int i = 0; i < len; i++) {
		if (i && (len - i) % 3 == 0)
			fr_buf_addc(out, ',');
		fr_buf_addc(out, digits[i]);
	}
}

static void put_bytes(struct fr_buf *out, uint64_t n)
{
	static const char *const units[] = {"B", "KB", "MB", "GB", "TB"};
	double value = (double)n;
	size_t unit = 0;

	while (value >= 1000 && unit < 4) {
		value /= 1000;
		unit++;
	}
	fr_buf_addf(out, value < 10 && unit ? "%.1f %s" : "%.0f %s", value, units[unit]);
}

void fr_progress_line(struct fr_buf *out, const char *tool, uint64_t records, uint64_t done, uint64_t total,
		      double seconds)
{
	fr_buf_addf(out, "fr-%s: ", tool);
	put_grouped(out, records);
	fr_buf_adds(out, " records, ");
	put_bytes(out, done);
	fr_buf_adds(out, " of ");
	put_bytes(out, total);
	if (seconds <= 0)
		return;
	fr_buf_adds(out, ", ");
	put_grouped(out, (uint64_t)((double)records / seconds));
	fr_buf_adds(out, "/s");
	if (done && done <= total) {
		uint64_t left = (uint64_t)((double)(total - done) / (double)done * seconds + 0.5);

		fr_buf_addf(out, ", %llu:%02u left", (unsigned long long)(left / 60), (unsigned)(left % 60));
	}
}

static void show(const struct fr_buf *line)
{
	/* nothing depends on whether the terminal took it */
	ssize_t ignored = write(STDERR_FILENO, line->bytes, line->len);
	(void)ignored;
}

void fr_progress_step(struct fr_progress *progress, uint64_t records, uint64_t done, uint64_t total)
{
	struct fr_buf line = {0};
	double now;

	if (!progress->wanted || !total)
		return;
	now = monotonic();
	if (now - progress->last_at < (progress->shown ? EVERY : FIRST_AFTER))
		return;
	progress->last_at = now;
	progress->shown = true;
	fr_buf_adds(&line, "\r");
	fr_progress_line(&line, progress->tool, records, done, total, now - progress->began_at);
	fr_buf_adds(&line, "\033[K");
	show(&line);
	fr_buf_free(&line);
}

void fr_progress_clear(struct fr_progress *progress)
{
	struct fr_buf line = {0};

	if (!progress->shown)
		return;
	fr_buf_adds(&line, "\r\033[K");
	show(&line);
	fr_buf_free(&line);
	progress->shown = false;
}
