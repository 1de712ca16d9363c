/* silent.h: a sink that takes everything and says nothing, for originals that are looked at and not read out. */
#ifndef FR_INGEST_SILENT_H
#define FR_INGEST_SILENT_H
#include "ingest/ingest.h"

extern const struct fr_sink fr_sink_silent;
#endif
