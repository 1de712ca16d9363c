/*
 * mojibake.h: strings whose UTF-8 was taken for Latin-1, byte by byte, and encoded once more.
 *
 * Meta's "download your information" writes every byte of a string's UTF-8 as one character from U+0000 to U+00FF.
 * A string is repaired if all of its characters are such and their bytes are UTF-8 beyond ASCII; otherwise it stays as
 * it is, so that strings that were right all along (end-to-end encrypted chats, "Münster") are left alone. Meta also
 * cuts long strings by bytes: a character cut at the very end becomes U+FFFD, if a whole one stands before it.
 */
#ifndef FR_INGEST_MOJIBAKE_H
#define FR_INGEST_MOJIBAKE_H
#include <stdbool.h>
#include <stddef.h>
#include "core/mem.h"

/* s: valid UTF-8. Appends its repair to out and returns true, or leaves out alone. *ret_cut: a character was cut. */
bool fr_mojibake_repair(struct fr_buf *out, const char *s, size_t len, bool *ret_cut);
#endif
