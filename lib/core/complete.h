/*
 * complete.h: completions for shells, written from the option tables.
 */
#ifndef FR_CORE_COMPLETE_H
#define FR_CORE_COMPLETE_H
#include <stddef.h>
#include "core/mem.h"
#include "core/stage.h"

/* Append the completion script of a shell ("bash", "zsh", "fish") for n tools and the driver. False: no such shell. */
bool fr_complete(const char *shell, const struct fr_tool *const *tools, size_t n, struct fr_buf *out);
#endif
