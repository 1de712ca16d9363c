"""Exports of Facebook, Instagram and Messenger, and answers of the Graph API, read by other means than ours:
ingest-meta.py FILE <records. See oracle.py. Ids that the export does not give are hashes: only that they differ is
looked at here."""
import json, re, sys, urllib.parse, zipfile
from oracle import compare, iso, pick, utc

path = sys.argv[1]
owner = None


def fixed(value):
    """Mojibake: all strings."""
    if isinstance(value, str):
        try:
            return value.encode("latin-1").decode("utf-8")
        except UnicodeError:
            return value
    if isinstance(value, list):
        return [fixed(one) for one in value]
    if isinstance(value, dict):
        return {fixed(name): fixed(one) for name, one in value.items()}
    return value


def urls(text):
    return {"http://" * (not url.startswith("http")) + url.rstrip(".,;:!?'*)]}|")
            for url in re.findall(r"(?<!\w)(?:https?://|www\.)[^\s<>\"]+", text or "")}


def files(*uris):
    return [uri for uri in uris if uri]


def facebook_post(post):
    data = [one for attachment in post.get("attachments", []) for one in attachment["data"]]
    media = [one["media"] for one in data if "media" in one]
    text = next((one["post"] for one in post.get("data", []) if "post" in one), None)
    text = text or next((one["text"] for one in data if "text" in one), None)
    text = text or next((one["description"] for one in media if one.get("description")), None)
    place = next((one["place"] for one in data if "place" in one), {})
    yield {"kind": "post", "platform": "facebook", "time": utc(post["timestamp"]), "author": owner, "text": text,
           "media": files(*(one["uri"] for one in media)),
           "links": {one["external_context"]["url"] for one in data if one.get("external_context", {}).get("url")} | urls(text),
           "mentions": [tag["name"] for tag in post.get("tags", [])],
           "geo": pick(lat=place.get("coordinate", {}).get("latitude"), lon=place.get("coordinate", {}).get("longitude"),
                       place=place.get("name"))}


def facebook_comment(entry):
    comment = next((one["comment"] for one in entry["data"]), {})
    yield {"kind": "comment", "time": utc(entry["timestamp"]), "author": owner, "text": comment.get("comment"),
           "channel": pick(name=comment.get("group"))}


def message(thread):
    for one in thread["messages"]:
        ms = one["timestamp_ms"]
        yield {"kind": "message", "author": {"name": one["sender_name"]}, "text": one.get("content"),
               "time": utc(ms // 1000)[:-1] + ".%03dZ" % (ms % 1000) if isinstance(ms, int) else None,
               "channel": pick(id=thread["thread_path"].split("/")[-1], name=thread["title"]),
               "media": files(*(photo["uri"] for photo in one.get("photos", [])))}


def instagram_post(post):
    media = post["media"]
    text = post.get("title") or next((one["title"] for one in media if one.get("title")), None)
    places = [exif for one in media for kind in one.get("media_metadata", {}).values() if isinstance(kind, dict)
              for exif in kind.get("exif_data", []) if "latitude" in exif]
    yield {"kind": "post", "platform": "instagram", "text": text, "author": owner, "links": urls(text),
           "time": utc(post.get("creation_timestamp", media[0]["creation_timestamp"])),
           "media": files(*(one["uri"] for one in media)),
           "geo": pick(lat=places[0]["latitude"], lon=places[0]["longitude"]) if places else None}


def graph_links(one, text):
    links = urls(text)
    for attachment in one.get("attachments", {}).get("data", []):
        kind = attachment.get("media_type", attachment.get("type", ""))
        if kind and not re.search("photo|video|sticker|animated|album", kind):
            url = attachment.get("unshimmed_url") or attachment.get("target", {}).get("url") or attachment["url"]
            shim = urllib.parse.urlsplit(url)
            links.add(urllib.parse.parse_qs(shim.query)["u"][0] if shim.netloc == "l.facebook.com" else url)
    return links


def graph_comment(one, post):
    url = one.get("permalink_url", "")
    query = {name: value[0] for name, value in urllib.parse.parse_qs(urllib.parse.urlsplit(url).query).items()}
    page = re.search(r"facebook\.com/(\d+)/posts/(\d+)", url)
    thread = post or "facebook:%s_%s" % page.groups()
    number = thread.split("_")[-1]
    own = one["id"].split("_")[-1] if "id" in one else query.get("reply_comment_id", query.get("comment_id"))
    parent = "facebook:%s_%s" % (number, query["comment_id"]) if "reply_comment_id" in query else thread
    yield {"id": "facebook:%s_%s" % (number, own), "kind": "comment", "time": iso(one["created_time"]), "text": one["message"],
           "author": pick(id=one.get("from", {}).get("id"), name=one.get("from", {}).get("name")), "thread": thread,
           "reply_to": parent, "url": url, "links": urls(one["message"])}


def graph(one):
    people = pick(id=one.get("from", {}).get("id"), name=one.get("from", {}).get("name"))
    if "to" in one:
        to = one["to"]["data"][0]
        yield {"id": "facebook:" + one["id"], "kind": "message", "time": iso(one["created_time"]), "author": people,
               "text": one.get("message"), "channel": pick(id=to["id"], name=to["name"]),
               "media": files(*(file.get("image_data", file.get("video_data", {})).get("url", file.get("file_url"))
                                for file in one.get("attachments", {}).get("data", [])))}
    elif "comment_count" in one:
        yield from graph_comment(one, None)
    else:
        text = one.get("message")
        yield {"id": "facebook:" + one["id"], "kind": "post", "time": iso(one["created_time"]), "author": people,
               "text": text, "url": one.get("permalink_url"), "thread": None, "reply_to": None, "links": graph_links(one, text),
               "mentions": {tag["name"] for tag in one.get("message_tags", [])},
               "counts": {"reposts": one["shares"]["count"]} if "shares" in one and "comments" not in one else {}}
        for comment in one.get("comments", {}).get("data", []):
            yield from graph_comment(comment, "facebook:" + one["id"])


def records(value):
    global owner
    if isinstance(value, list):
        for one in value:
            yield from instagram_post(fixed(one)) if "media" in one else facebook_post(fixed(one))
    elif "profile_v2" in value:
        profile = fixed(value["profile_v2"])
        owner = pick(handle=profile["username"], name=profile["name"]["full_name"])
    elif "comments_v2" in value:
        for one in value["comments_v2"]:
            yield from facebook_comment(fixed(one))
    elif "messages" in value:
        yield from message(fixed(value))
    elif "ig_reels_media" in value:
        for one in value["ig_reels_media"]:
            yield from instagram_post(fixed(one))
    else:
        for one in value["data"] if "data" in value else value.values():
            yield from graph(one)


if path.endswith(".zip"):
    wanted = []
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.endswith(".json"):
                wanted += records(json.loads(archive.read(name)))
else:
    wanted = list(records(json.load(open(path, encoding="utf-8-sig"))))
for want in wanted:
    if want.get("counts") == {}:
        del want["counts"]
compare(wanted)
