"""Mastodon, Reddit, Bluesky and Zeeschuimer's captures, read by other means than ours: ingest-social.py FILE <records.
See oracle.py."""
import datetime, email.utils, html, html.parser, json, re, sys
from oracle import compare, iso, pick, utc


class Plain(html.parser.HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.out = ""

    def handle_starttag(self, tag, attrs):
        if tag == "br":
            self.out = self.out.rstrip(" ") + "\n"
        elif tag == "p" and self.out:
            self.out = self.out.rstrip("\n") + "\n\n"

    def handle_data(self, data):
        self.out += re.sub(r"[ \t\n]+", " ", data)


def plain(source):
    parser = Plain()
    parser.feed(source or "")
    parser.close()
    return re.sub(r" *\n *", "\n", parser.out).strip("\n")


def own(platform, value):
    return platform + ":" + str(value) if value else None


def seconds(text):
    """What the records keep of a fraction: as many digits as the source has, but not .000."""
    return re.sub(r"\.000Z$", "Z", text.replace("+00:00", "Z")) if text else None


def mastodon(top):
    items = top if isinstance(top, list) else top.get("orderedItems") or top.get("statuses") or [top]
    for item in items:
        if "account" in item:
            words = item.get("reblog") or item
            text = "\n\n".join(x for x in (words.get("spoiler_text"), plain(words["content"])) if x)
            text = "\n".join([text] * bool(text) + [o["title"] for o in (words.get("poll") or {"options": []})["options"]])
            yield {"id": own("mastodon", item["uri"]), "time": seconds(item["created_at"]), "text": text,
                   "repost_of": own("mastodon", (item.get("reblog") or {}).get("uri")),
                   "kind": "repost" if item.get("reblog") else "reply" if item.get("in_reply_to_id") else "quote" if item.get("quote") else "post",
                   "hashtags": {t["name"] for t in words["tags"]}, "mentions": {m["acct"] for m in words["mentions"]},
                   "counts": {"likes": item["favourites_count"], "reposts": item["reblogs_count"], "replies": item["replies_count"]}}
        elif item["type"] == "Create":
            note = item["object"]
            text = "\n\n".join(x for x in (note.get("summary"), plain(note["content"])) if x)
            yield {"id": own("mastodon", note["id"]), "time": seconds(item["published"]), "text": text,
                   "reply_to": own("mastodon", note.get("inReplyTo")), "kind": "reply" if note.get("inReplyTo") else "post",
                   "hashtags": {t["name"].lstrip("#") for t in note["tag"] if t["type"] == "Hashtag"},
                   "media": [a["url"] for a in note["attachment"]]}
        elif item["type"] == "Announce":
            yield {"id": own("mastodon", item["id"]), "kind": "repost", "repost_of": own("mastodon", item["object"]), "text": None}


def reddit(things):
    for thing in things:
        kind, data = thing.get("kind"), thing.get("data", thing)
        if kind == "Listing":
            yield from reddit(data["children"])
        elif kind != "more":
            comment = "body" in data
            gone = data.get("author") in (None, "[deleted]")
            words = data["body"] if comment else "\n\n".join(x for x in (data["title"], data.get("selftext")) if x)
            yield {"id": "reddit:" + data.get("name", ("t1_" if comment else "t3_") + data["id"]), "text": html.unescape(words),
                   "time": utc(float(data["created_utc"])), "author": None if gone else pick(handle=data["author"], id=data.get("author_fullname")),
                   "channel": pick(id=data.get("subreddit_id"), name=data["subreddit"]), "kind": "comment" if comment else "post",
                   "thread": own("reddit", data.get("link_id")), "reply_to": own("reddit", data.get("parent_id"))}
            if isinstance(data.get("replies"), dict):
                yield from reddit([data["replies"]])


def bluesky(items):
    for item in items:
        if "thread" in item:
            yield from bluesky([item["thread"]])
        elif "feed" in item or "posts" in item:
            yield from bluesky(item.get("feed") or item["posts"])
        elif "post" in item:
            if "parent" in item:
                yield from bluesky([item["parent"]])
            for want in bluesky([item["post"]]):
                if "reason" in item:
                    want = {"kind": "repost", "repost_of": want["id"], "text": want["text"], "author": pick(
                        id=item["reason"]["by"]["did"], handle=item["reason"]["by"]["handle"], name=item["reason"]["by"].get("displayName"))}
                yield want
            yield from bluesky(item.get("replies") or ())
        else:
            event = item.get("commit") or (item.get("record") if "collection" in item.get("record", {}) else None)
            if event and (event["collection"] != "app.bsky.feed.post" or "record" not in event):
                continue
            if "record" not in item and not event:
                continue
            record = event["record"] if event else item["record"]
            uri = item.get("uri") or "at://%s/app.bsky.feed.post/%s" % (event.get("did", item.get("did")), event["rkey"])
            features = [f for facet in record.get("facets", ()) for f in facet["features"]]
            embed = record.get("embed", {})
            quoted = embed.get("record", {})
            quoted = quoted.get("record", quoted).get("uri")
            if quoted and "app.bsky.feed.post" not in quoted:
                quoted = None
            yield {"id": "bluesky:" + uri, "text": record["text"], "hashtags": {f["tag"] for f in features if "tag" in f} | set(record.get("tags", ())),
                   "reply_to": own("bluesky", record.get("reply", {}).get("parent", {}).get("uri")),
                   "thread": own("bluesky", record.get("reply", {}).get("root", {}).get("uri")), "quote_of": own("bluesky", quoted)}


def at(text):
    return email.utils.parsedate_to_datetime(re.sub(r"^(\w+) (\w+) (\d+) (\S+) (\S+) (\d+)$", r"\1, \3 \2 \6 \4 \5", text)
                                             ).strftime("%Y-%m-%dT%H:%M:%SZ")


def zeeschuimer(items):
    for item in items:
        data, platform = item["data"], item["source_platform"]
        if platform in ("twitter.com", "x.com"):
            data = data.get("tweet", data)
            legacy = data["legacy"]
            original = legacy.get("retweeted_status_result", {}).get("result")
            original = original.get("tweet", original) if original else None
            words = original or data
            note = words.get("note_tweet")
            text = note["note_tweet_results"]["result"]["text"] if note else words["legacy"]["full_text"]
            user = data.get("core", {}).get("user_results", {}).get("result", {})
            yield {"id": own("x", data["rest_id"]), "time": at(legacy["created_at"]), "text": html.unescape(text),
                   "reply_to": own("x", legacy.get("in_reply_to_status_id_str")), "repost_of": own("x", original and original["rest_id"]),
                   "quote_of": None if original else own("x", legacy.get("quoted_status_id_str")), "thread": own("x", legacy["conversation_id_str"]),
                   "counts": {"likes": legacy["favorite_count"], "reposts": legacy["retweet_count"]}}
        elif platform == "tiktok.com":
            yield {"id": own("tiktok", data["id"]), "time": utc(data["createTime"]), "text": data["desc"], "kind": "post",
                   "hashtags": {c["title"] for c in data.get("challenges", ())} | {e["hashtagName"] for e in data.get("textExtra", ()) if e.get("hashtagName")}
                   | set(re.findall(r"#(\w+)", data["desc"])),
                   "counts": pick(likes=data["stats"]["diggCount"], views=data["stats"]["playCount"])}
        elif platform == "instagram.com":
            edges = data.get("edge_media_to_caption", {}).get("edges", [])
            text = (data.get("caption") or {}).get("text") or (edges[0]["node"]["text"] if edges else None)
            yield {"id": own("instagram", data.get("code") or data.get("shortcode")), "text": text,
                   "time": utc(data.get("taken_at") or data["taken_at_timestamp"])}
        elif platform != "linkedin.com":
            yield {}


text = open(sys.argv[1], encoding="utf-8-sig").read()
try:
    values = [json.loads(text)]
    if isinstance(values[0], list):
        values = values[0]
except ValueError:
    values = [json.loads(line) for line in text.splitlines() if line.strip()]
if '"source_platform"' in text:
    wanted = zeeschuimer(values)
elif '"subreddit"' in text:
    wanted = reddit(values)
elif "app.bsky" in text:
    wanted = bluesky(values)
else:
    wanted = mastodon(values[0] if "orderedItems" in values[0] else values)
compare(list(wanted))
