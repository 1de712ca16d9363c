#include "core/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include "core/mem.h"
#include "core/utf8.h"

int fr_fail(struct fr_error *err, int code, const char *fmt, ...)
{
	va_list ap;

	err->fault = NULL;
	err->byte_off = -1;
	va_start(ap, fmt);
	vsnprintf(err->text, sizeof err->text, fmt, ap);
	va_end(ap);
	return code;
}

int fr_fail_errno(struct fr_error *err, int errno_value, const char *fmt, ...)
{
	va_list ap;
	size_t len;

	err->fault = NULL;
	err->byte_off = -1;
	va_start(ap, fmt);
	vsnprintf(err->text, sizeof err->text, fmt, ap);
	va_end(ap);
	len = strlen(err->text);
	snprintf(err->text + len, sizeof err->text - len, ": %s", strerror(errno_value));
	return FR_FATAL;
}

int fr_reject(struct fr_error *err, const struct fr_fault *fault, int64_t byte_off, const char *fmt, ...)
{
	va_list ap;

	err->fault = fault;
	err->byte_off = byte_off;
	if (!fmt) {
		snprintf(err->text, sizeof err->text, "%s", fault->text);
		return FR_REJECT;
	}
	va_start(ap, fmt);
	vsnprintf(err->text, sizeof err->text, fmt, ap);
	va_end(ap);
	return FR_REJECT;
}

void fr_tell(const char *who, const char *text)
{
	struct fr_buf line = {0};
	size_t len = strlen(text);

	fr_buf_addf(&line, "%s: ", who);
	for (size_t pos = 0; pos < len;) {
		char visible[FR_UTF8_VISIBLE_MAX + 1];
		size_t n = fr_utf8_visible(visible, text, len, &pos);

		fr_buf_add(&line, visible, n);
	}
	fr_buf_addc(&line, '\n');
	fwrite(line.bytes, 1, line.len, stderr);
	fr_buf_free(&line);
}

#define QUOTE_BYTES 60

const char *fr_quote(char buf[FR_QUOTE_MAX], const char *bytes, size_t len)
{
	size_t out = 0, pos = 0;

	buf[out++] = '\'';
	while (pos < len && pos < QUOTE_BYTES) {
		char visible[FR_UTF8_VISIBLE_MAX + 1];
		size_t n = fr_utf8_visible(visible, bytes, len, &pos);

		memcpy(buf + out, visible, n);
		out += n;
	}
	if (pos < len) {
		memcpy(buf + out, "...", 3);
		out += 3;
	}
	buf[out++] = '\'';
	buf[out] = '\0';
	return buf;
}
