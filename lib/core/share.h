/*
 * share.h: where the packs are: beside the programs, in the build tree, or where they were installed.
 */
#ifndef FR_CORE_SHARE_H
#define FR_CORE_SHARE_H
#include "core/error.h"

/* As fr_stage_pack in stage.h, which see. */
int fr_share_pack(const char *option, char **ret_path, struct fr_error *err);
#endif
