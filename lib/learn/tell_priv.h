/*
 * tell_priv.h: the forms that figures are written in, a file each.
 */
#ifndef FR_LEARN_TELL_PRIV_H
#define FR_LEARN_TELL_PRIV_H
#include "learn/tell.h"

void fr_tell_text_figures(const struct fr_tell *how, const struct fr_trial *t, const struct fr_figures *f,
			  struct fr_buf *out);
void fr_tell_text_difference(const struct fr_trial *t, const struct fr_figures f[2], const struct fr_difference *d,
			     struct fr_buf *out);
void fr_tell_text_pairs(const struct fr_trial *t, const struct fr_pair_figures *f, struct fr_buf *out);
#endif
