/* What an archive is told by: see unpack.h. Sources: RFC 1952, RFC 8878, the xz and bzip2 formats, POSIX pax, APPNOTE.
 */
#include <string.h>
#include "ingest/unpack.h"

#define TAR_BLOCK   512
#define TAR_SUM_OFF 148
#define TAR_SUM_LEN 8
#define ZIP_NAME    30 /* offset of the first member's name */

static const struct {
	enum fr_packing packing;
	const char *bytes;
	size_t len;
} heads[] = {
	{FR_PACKED_GZIP, "\x1f\x8b\x08", 3},
	{FR_PACKED_ZSTD, "\x28\xb5\x2f\xfd", 4},
	{FR_PACKED_XZ,
	 "\xfd"
	 "7zXZ\0",
	 6},
	{FR_PACKED_ZIP, "PK\3\4", 4},
	{FR_PACKED_ZIP, "PK\5\6", 4},
	{FR_PACKED_ZIP, "PK\7\10PK", 6},
};

/* The sum of the bytes of the head, those of the sum taken as blanks, stands in it in octal. */
static bool is_tar(const char *bytes)
{
	unsigned sum = 0, told = 0;
	size_t i = TAR_SUM_OFF;

	while (i < TAR_SUM_OFF + TAR_SUM_LEN && bytes[i] == ' ')
		i++;
	if (bytes[i] < '0' || bytes[i] > '7' || !bytes[0])
		return false;
	for (; i < TAR_SUM_OFF + TAR_SUM_LEN && bytes[i] >= '0' && bytes[i] <= '7'; i++)
		told = told * 8 + (unsigned)(bytes[i] - '0');
	for (i = 0; i < TAR_BLOCK; i++)
		sum += i >= TAR_SUM_OFF && i < TAR_SUM_OFF + TAR_SUM_LEN ? ' ' : (unsigned char)bytes[i];
	return sum == told;
}

/* By the name of the member that must be the first, or always is. */
static bool is_document(const char *bytes, size_t len)
{
	static const char *const names[] = {"[Content_Types].xml", "mimetype", "_rels/", "AndroidManifest.xml",
					    "META-INF/"};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		if (len > ZIP_NAME + strlen(names[i]) && !memcmp(bytes + ZIP_NAME, names[i], strlen(names[i])))
			return true;
	}
	return false;
}

enum fr_packing fr_packing_find(const char *bytes, size_t len)
{
	for (size_t i = 0; i < sizeof(heads) / sizeof(*heads); i++) {
		if (len < heads[i].len || memcmp(bytes, heads[i].bytes, heads[i].len))
			continue;
		return heads[i].packing == FR_PACKED_ZIP && is_document(bytes, len) ? FR_PACKED_NOT : heads[i].packing;
	}
	if (len >= 10 && !memcmp(bytes, "BZh", 3) && bytes[3] >= '1' && bytes[3] <= '9' &&
	    (!memcmp(bytes + 4, "1AY&SY", 6) || !memcmp(bytes + 4, "\x17rE8P\x90", 6)))
		return FR_PACKED_BZIP2;
	return len >= TAR_BLOCK && is_tar(bytes) ? FR_PACKED_TAR : FR_PACKED_NOT;
}

bool fr_packing_needs_more(const char *bytes, size_t len)
{
	if (len >= FR_PACKING_HEAD)
		return false;
	/* a tar begins with a name of 100 bytes, filled up with NULs */
	return len < 4 || (len < 64 && (!memcmp(bytes, "PK", 2) || !memcmp(bytes, "BZh", 3))) ||
	       memchr(bytes, '\0', len < 100 ? len : 100);
}
