"""YouTube's exports, read by other means than ours: ingest-youtube.py FILE <records. See oracle.py."""
import csv, html.parser, io, json, re, sys, urllib.parse
from oracle import compare, iso, pick, utc

text = open(sys.argv[1], encoding="utf-8-sig").read()


class Plain(html.parser.HTMLParser):
    """textDisplay by Python's parser; a tag that is none of YouTube's stays as text."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.out, self.links, self.href = "", [], None

    def handle_starttag(self, tag, attrs):
        if tag == "br":
            self.out += "\n"
        elif tag == "a":
            self.href = dict(attrs).get("href")
        elif tag not in ("b", "i", "s"):
            self.out += self.get_starttag_text()

    def handle_data(self, data):
        self.out += data
        if self.href and self.href.startswith("http") and not re.match(r"[#@]|[\d:]+$", data):
            query = urllib.parse.parse_qs(urllib.parse.urlsplit(self.href).query)
            self.links.append(query["q"][0] if "/redirect?" in self.href else self.href)
        self.href = None


def display(snippet):
    parser = Plain()
    parser.feed(snippet.get("textDisplay", ""))
    parser.close()
    return parser


def handle(name):
    return name[1:] if re.fullmatch(r"@\S+", name or "") else None


def native(value):
    return "youtube:" + value if value else None


def watch(video, comment=None):
    return video and "https://www.youtube.com/watch?v=" + video + ("&lc=" + comment if comment else "")


def comment(item, thread):
    snippet = item["snippet"]
    video = snippet.get("videoId") or thread.get("videoId")
    parent = snippet.get("parentId") or (item["id"].split(".")[0] if "." in item["id"] else None)
    shown = display(snippet)
    url = snippet.get("authorChannelUrl", "")
    name = snippet.get("authorDisplayName")
    yield {"id": native(item["id"]), "kind": "comment", "time": iso(snippet["publishedAt"]),
           "author": pick(id=snippet.get("authorChannelId", {}).get("value") or (url.split("/channel/") + [None])[1],
                          handle=handle(name) or (url.split("/@") + [None])[1], name=name),
           "text": snippet.get("textOriginal") or shown.out, "thread": native(video), "url": watch(video, item["id"]),
           "reply_to": native(parent or video),
           "links": set(shown.links) | set(re.findall(r"https?://[^\s<]+", snippet.get("textOriginal", ""))),
           "counts": pick(likes=snippet.get("likeCount"), replies=None if parent else thread.get("totalReplyCount"))}


def item(one):
    kind = one["kind"].split("#")[1]
    snippet = one["snippet"]
    if kind == "commentThread":
        yield from comment(snippet["topLevelComment"], snippet)
        for reply in one.get("replies", {}).get("comments", []):
            yield from comment(reply, snippet)
    elif kind == "comment":
        yield from comment(one, {})
    elif kind in ("video", "searchResult", "playlistItem"):
        video = {"video": lambda: one["id"], "searchResult": lambda: one["id"].get("videoId"),
                 "playlistItem": lambda: snippet["resourceId"]["videoId"]}[kind]()
        decode = html.unescape if kind == "searchResult" else str
        owner = "videoOwnerChannel" if kind == "playlistItem" else "channel"
        if video:
            author = pick(id=snippet[owner + "Id"], name=decode(snippet[owner + "Title"]))
            published = one.get("contentDetails", {}).get("videoPublishedAt", snippet["publishedAt"])
            yield {"id": native(video), "kind": "post", "time": iso(published), "author": author, "channel": author,
                   "text": "\n".join(filter(None, (decode(snippet["title"]), decode(snippet["description"])))),
                   "url": watch(video), "thread": None, "reply_to": None}


def info(video):
    """yt-dlp; only YouTube's."""
    for entry in video.get("entries", []):
        if entry:
            yield from info(entry)
    if video.get("extractor_key") != "Youtube":
        if video.get("_type") not in ("playlist", "url"):
            yield {}
        return
    day = re.sub(r"(....)(..)(..)", r"\1-\2-\3T00:00:00Z", video["upload_date"])
    channel = pick(id=video.get("channel_id"), name=video.get("channel"))
    yield {"id": native(video["id"]), "kind": "post", "time": utc(video["timestamp"]) if "timestamp" in video else day,
           "author": pick(handle=(video.get("uploader_id") or "")[1:], **(channel or {}),
                          followers=video.get("channel_follower_count")),
           "text": "\n".join(filter(None, (video["title"], video.get("description")))), "url": video["webpage_url"]}
    for one in video.get("comments", []):
        if one["id"]:
            yield {"id": native(one["id"]), "kind": "comment", "time": utc(one["timestamp"]) if one.get("timestamp") else None,
                   "author": pick(id=one["author_id"], handle=one["author"][1:], name=one["author"],
                                  verified=one["author_is_verified"] or None),
                   "text": one["text"], "thread": native(video["id"]), "channel": channel,
                   "reply_to": native(video["id"] if one["parent"] == "root" else one["parent"]),
                   "counts": pick(likes=one["like_count"])}


def downloaded(one):
    if one["cid"]:
        votes = one["votes"]
        yield {"id": native(one["cid"]), "kind": "comment", "time": utc(int(one["time_parsed"])) if one["time_parsed"] else None,
               "author": pick(id=one["channel"], handle=one["author"][1:], name=one["author"]), "text": one["text"],
               "reply_to": native(one["cid"].split(".")[0]) if "." in one["cid"] else None, "thread": None,
               "counts": pick(likes=int(votes) if votes.isdigit() else None,
                              replies=int(one["replies"]) if one["replies"] else None)}


def words(cell):
    """Takeout's segments."""
    try:
        segments = json.loads("[" + cell + "]")
    except ValueError:
        return cell
    segments = segments[0].get("takeoutSegments", segments)
    return "".join(segment["text"] for segment in segments)


ROLES = {"kommentarid": "commentid", "kanalid": "channelid", "zeitstempeldererstellungdeskommentars": "commentcreatetimestamp",
         "übergeordnetekommentarid": "parentcommentid", "beitragsid": "postid", "kommentartext": "commenttext"}


def table():
    for row in csv.DictReader(io.StringIO(text, newline="")):
        cells = {re.sub(r"[\s_-]", "", name or "").lower(): cell for name, cell in row.items()}
        cells = {ROLES.get(name, name): cell for name, cell in cells.items()}
        if "commenttext" in cells:
            video = cells["videoid"] or cells.get("postid")
            yield {"id": native(cells["commentid"]), "kind": "comment", "time": iso(cells["commentcreatetimestamp"]),
                   "author": {"id": cells["channelid"]}, "text": words(cells["commenttext"]), "thread": native(video),
                   "reply_to": native(cells["parentcommentid"] or video), "url": watch(cells["videoid"], cells["commentid"])}
        else:
            name, url = cells["authorname"], cells["authorchannelurl"]
            yield {"id": native(cells["id"]), "kind": "comment", "text": cells["text"].replace('\\"', '"'),
                   "time": iso(cells["publishedat"]), "reply_to": native(cells["isreplyto"]),
                   "author": pick(id=cells["authorchannelid"] or url.split("/channel/")[1], handle=handle(name), name=name)}


def values():
    decoder, pos = json.JSONDecoder(), 0
    while pos < len(text):
        value, pos = decoder.raw_decode(text, pos)
        yield value
        while pos < len(text) and text[pos].isspace():
            pos += 1


wanted = []
if text[0] == "{":
    for value in values():
        if "items" in value:
            for one in value["items"]:
                wanted += item(one)
        else:
            wanted += info(value) if "extractor" in value else downloaded(value)
else:
    wanted += table()
compare(wanted)
