/*
 * ties.h: what ties a record to others besides its words: its media files, links, and the posts that it names.
 *
 * A media file is known by its sha256; by its file name and size where the record has both (a name alone is the name of
 * many files); by its url, without what stands behind "?". A link is known by its canonical form: host without "www."
 * and "m.", in small letters, no fragment, no parameters that only track (utm_..., fbclid, ...), no slash at the end;
 * the forms of one YouTube video are one. A link that leads to no page of its own (a bare host, an invitation to a
 * group, an app's page) is none: it stands under everything.
 */
#ifndef FR_DEDUPE_TIES_H
#define FR_DEDUPE_TIES_H
#include "core/mem.h"
#include "core/record.h"
#include "dedupe/cases.h"

/* Read the ties of rec, at most max, each once. own_key: the record's own, which is no tie. Returns how many. */
size_t fr_ties_read(const struct fr_record *rec, uint64_t own_key, struct fr_buf *work, struct fr_tie *ret, size_t max);

/* Append the canonical form of a link; false, and nothing, if it holds nothing together. */
bool fr_ties_link(struct fr_buf *out, const char *link, size_t len);
#endif
