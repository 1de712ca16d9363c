/*
 * mcl_csv.c: tables out of Meta's Content Library: posts and comments of Facebook and Instagram.
 *
 * Columns are the library's fields with a point for what stands inside ("post_owner.id", "statistics.like_count").
 * creation_time is UTC. Ids are the library's own, not those of the platform, so a post collected elsewhere does not
 * meet its twin from here. Which platform it was is told by the owner's and surface's kind or by the address; else it
 * is Facebook. Source of the fields: the library's data dictionary; no real file was at hand.
 */
#include <string.h>
#include "ingest/feed.h"
#include "ingest/jsonat.h"
#include "ingest/meta.h"
#include "ingest/sheet.h"

static const struct fr_fault fault_no_id = {"no-id", "a row without an id"};

static const char *const known[] = {"id",
				    "commentid",
				    "postid",
				    "parentid",
				    "creationtime",
				    "modifiedtime",
				    "text",
				    "lang",
				    "language",
				    "url",
				    "posturl",
				    "mclurl",
				    "platform",
				    "isbrandedcontent",
				    "contenttype",
				    "mediatype",
				    "hashtags",
				    "matchcaption*",
				    "views",
				    "viewsdatelastrefreshed",
				    "postowner*",
				    "commentowner*",
				    "owner*",
				    "surface*",
				    "statistics*",
				    "linkattachment*",
				    "multimedia*",
				    "media*",
				    "shared*",
				    "poll*",
				    "place*",
				    "likecount",
				    "sharecount",
				    "commentcount",
				    "viewcount",
				    "reactioncount",
				    NULL};

static int bid(const struct fr_peek *peek)
{
	static const char *const names[] = {"postownerid",
					    "postownername",
					    "postownerusername",
					    "postownertype",
					    "mclurl",
					    "statisticslikecount",
					    "statisticssharecount",
					    "statisticsreactioncount",
					    "statisticscommentcount",
					    "statisticsviews",
					    "surfaceid",
					    "surfacename",
					    "creationtime",
					    "commentownerid",
					    "isbrandedcontent"};
	size_t n = fr_sheet_columns_in(peek, names, sizeof(names) / sizeof(*names));

	return n >= 2 ? 16 + 8 * (int)n : 0;
}

static bool names_instagram(struct fr_str s)
{
	return s.len && memmem(s.s, s.len, "nstagram", 8);
}

static struct fr_str own_id(struct fr_draft *post, struct fr_str native)
{
	return fr_draft_join(post,
			     strcmp(post->platform, "instagram") ? "facebook:" : "instagram:", fr_id_text(native));
}

static int take_row(struct fr_sheet *sheet, void *arg, struct fr_error *err)
{
	struct fr_draft *post = &sheet->in->post;
	struct fr_str s, of_post = fr_sheet_cell(sheet, "postid"), parent = fr_sheet_cell(sheet, "parentid");

	(void)arg;
	post->platform = names_instagram(fr_sheet_cell(sheet, "postownertype")) ||
					 names_instagram(fr_sheet_cell(sheet, "surfacetype")) ||
					 names_instagram(fr_sheet_cell(sheet, "mclurl")) ||
					 names_instagram(fr_sheet_cell(sheet, "platform"))
				 ? "instagram"
				 : "facebook";
	post->id = own_id(post, fr_sheet_cell(sheet, "id|commentid|postid"));
	post->kind = "post";
	if (of_post.len && fr_sheet_cell(sheet, "id|commentid").len) {
		post->kind = "comment";
		post->thread = own_id(post, of_post);
		post->reply_to = parent.len ? own_id(post, parent) : post->thread;
	}
	post->time = fr_moment_iso(fr_sheet_cell(sheet, "creationtime"));
	if (post->time.at == FR_TIME_NONE)
		post->time = fr_moment_unix(fr_sheet_cell(sheet, "creationtime"));
	post->author.id = fr_sheet_cell(sheet, "postownerid|commentownerid|ownerid");
	post->author.name = fr_sheet_cell(sheet, "postownername|commentownername|ownername");
	post->author.handle = fr_sheet_cell(sheet, "postownerusername|commentownerusername|ownerusername");
	post->channel_id = fr_sheet_cell(sheet, "surfaceid");
	post->channel_name = fr_sheet_cell(sheet, "surfacename|surfaceusername");
	post->text = fr_sheet_cell(sheet, "text");
	s = fr_sheet_cell(sheet, "lang");
	post->lang = s.len == 2 ? s : FR_STR_NONE;
	s = fr_sheet_cell(sheet, "url|posturl|mclurl");
	post->url = fr_is_link(s) ? s : FR_STR_NONE;
	s = fr_sheet_cell(sheet, "linkattachmentlink");
	if (fr_is_link(s))
		fr_draft_add_link(post, s);
	post->likes = fr_sheet_count(sheet, "statisticslikecount|likecount|statisticsreactioncount");
	post->reposts = fr_sheet_count(sheet, "statisticssharecount|sharecount");
	post->replies = fr_sheet_count(sheet, "statisticscommentcount|commentcount");
	post->views = fr_sheet_count(sheet, "statisticsviews|statisticsviewcount|viewcount");
	fr_draft_scan_text(post);
	return fr_intake_emit_named(sheet->in, &fault_no_id, err);
}

static int read_mcl(struct fr_intake *in, struct fr_error *err)
{
	static const struct fr_sheet_reader reader = {.row = take_row, .known = known};

	return fr_sheet_read(in, &reader, NULL, err);
}

const struct fr_ingest_format fr_ingest_format_mcl_csv = {
	.name = "mcl-csv",
	.platform = "any",
	.title = "Meta Content Library, CSV: posts and comments of Facebook and Instagram",
	.bid = bid,
	.read = read_mcl,
};
