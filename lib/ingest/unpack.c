/* Archives, one inside another: see unpack.h. */
#include "ingest/unpack.h"

#include <archive.h>
#include <archive_entry.h>
#include <assert.h>
#include <errno.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "core/mapped.h"
#include "core/utf8.h"
#include "ingest/source.h"

#define BLOCK_SIZE (256u << 10)

/* One archive. Its bytes are: head, and then those of the member around it, or of the operand; or the spool. */
struct level {
	struct fr_unpack *unpack;
	unsigned depth; /* 0: the operand */
	struct archive *archive;
	bool single;        /* no names: one file under compression */
	bool dead;          /* nothing more comes out of it */
	unsigned container; /* number of it, or of the one around it if it is single */
	size_t label_len;   /* of unpack->label: what it stands under */
	struct fr_buf head;
	size_t head_pos;
	char *block;
	bool spooled;
	struct fr_buf spool; /* fd < 0: in memory */
	int fd;
	uint64_t spool_len, spool_pos;
	uint64_t n_in, n_out;
};

struct fr_unpack {
	struct fr_unpack_input input;
	struct level levels[FR_SOURCE_DEPTH_MAX];
	unsigned n;
	locale_t utf8; /* libarchive converts names through the locale: this one, whatever the program's is */
	unsigned n_members, n_containers;
	struct fr_buf label; /* of the current member */
	bool given_up;       /* by a limit: nothing more at all */
	bool no_spool;
	struct fr_error cause; /* of what a read within libarchive has failed by; text empty: of nothing */
};

struct fr_unpack *fr_unpack_new(const struct fr_unpack_input *input)
{
	struct fr_unpack *unpack = fr_xcalloc(1, sizeof(*unpack));

	unpack->input = *input;
	unpack->utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
	return unpack;
}

static void leave(struct fr_unpack *unpack)
{
	struct level *level = &unpack->levels[--unpack->n];

	archive_read_free(level->archive);
	fr_buf_free(&level->head);
	fr_buf_free(&level->spool);
	free(level->block);
	if (level->fd >= 0)
		close(level->fd);
}

void fr_unpack_free(struct fr_unpack *unpack)
{
	if (!unpack)
		return;
	while (unpack->n)
		leave(unpack);
	if (unpack->utf8)
		freelocale(unpack->utf8);
	fr_buf_free(&unpack->label);
	free(unpack);
}

unsigned fr_unpack_container(const struct fr_unpack *unpack)
{
	return unpack->n ? unpack->levels[unpack->n - 1].container : 0;
}

static bool too_much(uint64_t out, uint64_t in)
{
	return out > FR_SOURCE_RATIO_FROM && out / FR_SOURCE_RATIO_MAX > in;
}

/* Bytes of the current member of a level. 0: end, or err->text says why not. */
static size_t read_member(struct level *level, char *dst, size_t want, bool *ret_bomb, struct fr_error *err)
{
	struct fr_unpack *unpack = level->unpack;
	la_ssize_t n;

	if (level->dead || unpack->given_up)
		return 0;
	n = archive_read_data(level->archive, dst, want);
	if (n < 0) {
		level->dead = n <= ARCHIVE_FATAL;
		if (unpack->cause.text[0])
			*err = unpack->cause;
		else
			fr_fail(err, FR_REJECT, "broken archive: %s", archive_error_string(level->archive));
		unpack->cause.text[0] = '\0';
		return 0;
	}
	level->n_out += (uint64_t)n;
	if (too_much(level->n_out, level->n_in) || too_much(level->n_out, unpack->input.used(unpack->input.arg))) {
		*ret_bomb = true;
		level->dead = true;
		unpack->given_up = too_much(level->n_out, unpack->input.used(unpack->input.arg));
		fr_fail(err, FR_REJECT,
			"more comes out of the archive than any export packs into so few bytes: given up");
		return 0;
	}
	return (size_t)n;
}

size_t fr_unpack_read(struct fr_unpack *unpack, char *dst, size_t want, bool *ret_bomb, struct fr_error *err)
{
	*ret_bomb = false;
	err->text[0] = '\0';
	return unpack->n ? read_member(&unpack->levels[unpack->n - 1], dst, want, ret_bomb, err) : 0;
}

/* Bytes of the archive itself, from where it stands. */
static size_t read_around(struct level *level, char *dst, size_t want)
{
	struct fr_unpack *unpack = level->unpack;
	size_t left = level->head.len - level->head_pos;
	struct fr_error err = {0};
	bool bomb = false;

	if (left) {
		left = left < want ? left : want;
		memcpy(dst, level->head.bytes + level->head_pos, left);
		level->head_pos += left;
		return left;
	}
	if (!level->depth)
		return unpack->input.read(unpack->input.arg, dst, want);
	left = read_member(level - 1, dst, want, &bomb, &err);
	if (!left && err.text[0])
		unpack->cause = err;
	return left;
}

static size_t read_spool(struct level *level, char *dst, size_t want)
{
	uint64_t left = level->spool_len - level->spool_pos;
	ssize_t n = 0;

	want = want < left ? want : (size_t)left;
	if (level->fd < 0)
		memcpy(dst, fr_buf_str(&level->spool) + level->spool_pos, want);
	else
		n = pread(level->fd, dst, want, (off_t)level->spool_pos);
	if (n < 0)
		return 0;
	want = level->fd < 0 ? want : (size_t)n;
	level->spool_pos += want;
	return want;
}

static la_ssize_t on_read(struct archive *archive, void *arg, const void **ret_block)
{
	struct level *level = arg;
	size_t n = level->spooled ? read_spool(level, level->block, BLOCK_SIZE)
				  : read_around(level, level->block, BLOCK_SIZE);

	level->n_in += level->spooled ? 0 : n;
	*ret_block = level->block;
	if (!n && level->unpack->cause.text[0]) {
		archive_set_error(archive, EIO, "%s", level->unpack->cause.text);
		return ARCHIVE_FATAL;
	}
	return (la_ssize_t)n;
}

static la_int64_t on_seek(struct archive *archive, void *arg, la_int64_t offset, int whence)
{
	struct level *level = arg;
	int64_t at = offset;

	if (!level->spooled) {
		at = level->unpack->input.seek(level->unpack->input.arg, offset, whence);
		level->head_pos = level->head.len;
	} else {
		if (whence != SEEK_SET)
			at += (int64_t)(whence == SEEK_END ? level->spool_len : level->spool_pos);
		if (at < 0 || (uint64_t)at > level->spool_len)
			at = -1;
		else
			level->spool_pos = (uint64_t)at;
	}
	if (at >= 0)
		return at;
	archive_set_error(archive, errno, "can't seek");
	return ARCHIVE_FATAL;
}

/* All of a zip, so that its directory can be read. */
static bool spool_level(struct level *level)
{
	struct fr_error *cause = &level->unpack->cause;
	char *block = level->block;
	size_t n;

	level->spooled = true;
	while ((n = read_around(level, block, BLOCK_SIZE)) > 0) {
		level->spool_len += n;
		if (level->fd < 0 && level->spool_len > FR_SOURCE_SPOOL_FROM) {
			if (fr_spool_open(&level->fd, cause) != FR_OK ||
			    fr_spool_write(level->fd, level->spool.bytes, level->spool.len, cause) != FR_OK)
				goto full;
			fr_buf_free(&level->spool);
		}
		if (level->fd < 0)
			fr_buf_add(&level->spool, block, n);
		else if (fr_spool_write(level->fd, block, n, cause) != FR_OK)
			goto full;
		if (level->spool_len > FR_SOURCE_SPOOL_MAX) {
			fr_fail(cause, FR_REJECT, "a zip archive in a pipe or in another archive, of more than %u GiB",
				(unsigned)(FR_SOURCE_SPOOL_MAX >> 30));
			return false;
		}
	}
	level->n_in = level->spool_len;
	/* cut in the middle: what is there is read */
	cause->text[0] = '\0';
	return true;
full:
	level->unpack->no_spool = true;
	return false;
}

static void choose_format(struct archive *archive, enum fr_packing packing)
{
	static int (*const filters[])(struct archive *) = {
		[FR_PACKED_GZIP] = archive_read_support_filter_gzip,
		[FR_PACKED_ZSTD] = archive_read_support_filter_zstd,
		[FR_PACKED_XZ] = archive_read_support_filter_xz,
		[FR_PACKED_BZIP2] = archive_read_support_filter_bzip2,
	};

	if (packing == FR_PACKED_ZIP) {
		archive_read_support_format_zip(archive);
		archive_read_set_options(archive, "zip:hdrcharset=UTF-8");
		return;
	}
	archive_read_support_format_tar(archive);
	archive_read_set_options(archive, "tar:hdrcharset=UTF-8");
	if (packing == FR_PACKED_TAR)
		return;
	/* Not archive_read_append_filter: that takes what is cut for what is empty. */
	filters[packing](archive);
	archive_read_support_format_raw(archive);
	archive_read_support_format_empty(archive);
}

static locale_t names_locale(struct fr_unpack *unpack)
{
	return unpack->utf8 ? uselocale(unpack->utf8) : (locale_t)0;
}

bool fr_unpack_enter(struct fr_unpack *unpack, enum fr_packing packing, const char *head, size_t len)
{
	struct level *level = &unpack->levels[unpack->n];
	locale_t before;

	if (unpack->n == FR_SOURCE_DEPTH_MAX)
		return false;
	*level = (struct level){.unpack = unpack, .depth = unpack->n, .fd = -1, .label_len = unpack->label.len};
	level->container = ++unpack->n_containers;
	level->block = fr_xmalloc(BLOCK_SIZE);
	level->archive = archive_read_new();
	if (!level->archive)
		fr_out_of_memory();
	if (head)
		fr_buf_add(&level->head, head, len);
	unpack->n++;
	if (packing == FR_PACKED_ZIP && (level->depth || !unpack->input.seek) && !spool_level(level)) {
		level->dead = true;
		return true;
	}
	before = names_locale(unpack);
	choose_format(level->archive, packing);
	archive_read_set_read_callback(level->archive, on_read);
	if (level->spooled || (!level->depth && unpack->input.seek))
		archive_read_set_seek_callback(level->archive, on_seek);
	archive_read_set_callback_data(level->archive, level);
	if (archive_read_open1(level->archive) != ARCHIVE_OK) {
		level->dead = true;
		if (!unpack->cause.text[0])
			fr_fail(&unpack->cause, FR_REJECT, "broken archive: %s", archive_error_string(level->archive));
	} else if (level->depth + (unsigned)archive_filter_count(level->archive) > FR_SOURCE_DEPTH_MAX + 1) {
		/* libarchive takes gzip in gzip off at once; the count has one for the bytes as they come */
		level->dead = true;
		fr_fail(&unpack->cause, FR_REJECT, "an archive inside %d others is not read", FR_SOURCE_DEPTH_MAX);
	}
	if (before)
		uselocale(before);
	return true;
}

/* What a terminal would obey is shown; cut at the end of a character. */
static void put_label(struct fr_buf *label, size_t from, const char *name)
{
	char visible[FR_UTF8_VISIBLE_MAX + 1];
	size_t len = strlen(name), n;

	label->len = from;
	if (from)
		fr_buf_addc(label, '/');
	for (size_t pos = 0; pos < len;) {
		n = fr_utf8_visible(visible, name, len, &pos);
		if (label->len + n > FR_SOURCE_LABEL_MAX) {
			fr_buf_adds(label, "…");
			break;
		}
		fr_buf_add(label, visible, n);
	}
}

static void take_name(struct level *level, struct archive_entry *entry)
{
	const char *name = archive_entry_pathname_utf8(entry);
	char number[32];

	if (!name)
		name = archive_entry_pathname(entry);
	if (!name || !*name) {
		snprintf(number, sizeof(number), "member %u", level->unpack->n_members);
		name = number;
	}
	put_label(&level->unpack->label, level->label_len, name);
}

/* The next header of a level with its label. */
static int read_header(struct level *level, struct archive_entry **ret_entry)
{
	struct fr_unpack *unpack = level->unpack;
	locale_t before = names_locale(unpack);
	int rc = archive_read_next_header(level->archive, ret_entry);

	if (rc == ARCHIVE_OK || rc == ARCHIVE_WARN) {
		unpack->n_members++;
		level->single = archive_format(level->archive) == ARCHIVE_FORMAT_RAW;
		unpack->label.len = level->label_len;
		if (!level->single)
			take_name(level, *ret_entry);
		else if (level->depth)
			level->container = level[-1].container;
	}
	if (before)
		uselocale(before);
	return rc;
}

/* Why no more comes out of a level, told once; then it is dead. */
static int fail_level(struct level *level, const char **ret_label, struct fr_error *err)
{
	struct fr_unpack *unpack = level->unpack;

	*err = unpack->cause;
	unpack->cause.text[0] = '\0';
	level->dead = true;
	unpack->label.len = level->label_len;
	*ret_label = level->label_len ? fr_buf_str(&unpack->label) : NULL;
	return unpack->no_spool ? FR_FATAL : FR_REJECT;
}

/* The next regular member of the innermost level. FR_STOP: it has no more. */
static int next_in(struct level *level, const char **ret_label, struct fr_error *err)
{
	struct fr_unpack *unpack = level->unpack;
	struct archive_entry *entry;
	int rc;

	if (unpack->cause.text[0])
		return fail_level(level, ret_label, err);
	while (!level->dead && !unpack->given_up) {
		rc = read_header(level, &entry);
		if (rc == ARCHIVE_EOF)
			return FR_STOP;
		if (rc != ARCHIVE_OK && rc != ARCHIVE_WARN) {
			if (!unpack->cause.text[0])
				fr_fail(&unpack->cause, FR_REJECT, "broken archive: %s",
					archive_error_string(level->archive));
			return fail_level(level, ret_label, err);
		}
		if (unpack->n_members > FR_SOURCE_MEMBERS_MAX) {
			unpack->given_up = true;
			fr_fail(&unpack->cause, FR_REJECT, "more than %d members in an archive", FR_SOURCE_MEMBERS_MAX);
			return fail_level(level, ret_label, err);
		}
		if (!level->single && (archive_entry_filetype(entry) != AE_IFREG || archive_entry_hardlink(entry)))
			continue;
		if (archive_entry_is_data_encrypted(entry) > 0)
			fr_fail(err, FR_REJECT, "is encrypted: unpack the archive with its password first");
		*ret_label = unpack->label.len ? fr_buf_str(&unpack->label) : NULL;
		return FR_OK;
	}
	return FR_STOP;
}

int fr_unpack_next(struct fr_unpack *unpack, const char **ret_label, struct fr_error *err)
{
	int rc;

	err->text[0] = '\0';
	*ret_label = NULL;
	while (unpack->n) {
		rc = next_in(&unpack->levels[unpack->n - 1], ret_label, err);
		if (rc != FR_STOP)
			return rc;
		leave(unpack);
	}
	return FR_STOP;
}
