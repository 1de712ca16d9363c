"""X's older exports, read by other means than ours: ingest-x.py FILE <records. See oracle.py."""
import csv, datetime, email.utils, html, io, json, re, sys, zipfile
from oracle import compare, iso, pick, utc


def at(text):
    return email.utils.parsedate_to_datetime(re.sub(r"^(\w+) (\w+) (\d+) (\S+) (\S+) (\d+)$", r"\1, \3 \2 \6 \4 \5", text)
                                             ).strftime("%Y-%m-%dT%H:%M:%SZ")


def own(value):
    return "x:" + str(value) if value else None


def lines(text):
    for line in text.splitlines():
        try:
            if line.strip():
                yield json.loads(line)
        except ValueError:
            pass


def status(post, owner=None):
    """A post of API v1.1 or of an archive."""
    original = post.get("retweeted_status")
    words = original or post
    words = words.get("extended_tweet") or words
    user = post.get("user") or {}
    quoted = None if original else post.get("quoted_status_id_str")
    media = ((words.get("extended_entities") or {}).get("media") or (words.get("entities") or {}).get("media")) or []
    urls = []
    for m in media:
        best = [v for v in m.get("video_info", {}).get("variants", []) if "bitrate" in v]
        urls.append(max(best, key=lambda v: int(v["bitrate"]))["url"] if best else m["media_url_https"])
    if owner is not None:
        urls = [post["id_str"] + "-" + u.split("?")[0].split("/")[-1] for u in urls]
    return {"id": own(post["id_str"]), "time": at(post["created_at"]), "media": urls,
            "text": html.unescape(words.get("full_text") or words["text"]), "reply_to": own(post.get("in_reply_to_status_id_str")),
            "repost_of": own(original and original["id_str"]), "quote_of": own(quoted),
            "hashtags": {h["text"] for h in words["entities"]["hashtags"]},
            "mentions": {m["screen_name"] for m in words["entities"]["user_mentions"]},
            "counts": pick(likes=int(post["favorite_count"]), reposts=int(post["retweet_count"]))}


def v1(text):
    try:
        top = json.loads(text)
        posts = top.get("statuses", [top]) if isinstance(top, dict) else top
    except ValueError:
        posts = lines(text)
    for post in posts:
        if "id_str" in post and "user" in post and ("text" in post or "full_text" in post):
            yield dict(status(post), kind="repost" if "retweeted_status" in post else None or
                       ("reply" if post.get("in_reply_to_status_id_str") else "quote" if post.get("quoted_status_id_str") else "post"))
        elif "sender_id_str" in post:
            yield {"id": own(post["id_str"]), "kind": "message", "time": at(post["created_at"]), "text": html.unescape(post["text"])}
        elif "message_create" in post:
            yield {"id": own(post["id"]), "kind": "message", "text": html.unescape(post["message_create"]["message_data"]["text"])}


def archive(members):
    data = {name.split("/")[-1]: json.loads(text[re.search(r"[\[{]", text).start():]) for name, text in members}
    account = (data.get("account.js") or [{"account": {}}])[0]["account"]
    author = pick(id=account.get("accountId"), handle=account.get("username"), name=account.get("accountDisplayName"))
    notes = [n["noteTweet"] for n in data.get("note-tweet.js", [])]
    for name, items in data.items():
        if re.match(r"(tweets?|deleted-tweets?)(-part\d+)?\.js", name):
            for item in items:
                want = dict(status(item["tweet"], account), author=author)
                for note in notes:
                    if note["core"]["text"].startswith(re.sub("… https://\\S+$", "", want["text"])) and len(want["text"]) > 200:
                        want["text"] = note["core"]["text"]
                        want["hashtags"] = set(re.findall(r"#(\w[\w\u0900-\u097f]*)", want["text"]))
                yield want
        elif name == "note-tweet.js":
            for note in notes:
                yield {"id": own(note["noteTweetId"]), "time": iso(note["createdAt"].replace(".000", "")), "text": note["core"]["text"]}
        elif re.match(r"direct-messages(-group)?\.js", name):
            for chat in items:
                for message in chat["dmConversation"]["messages"]:
                    kind, body = next(iter(message.items()))
                    want = {"kind": "message" if kind == "messageCreate" else "system",
                            "time": body["createdAt"].replace(".000", ""), "channel": {"id": chat["dmConversation"]["conversationId"]}}
                    if kind == "messageCreate":
                        want.update(id=own(body["id"]), text=html.unescape(body["text"]), media=body["mediaUrls"],
                                    links={u["expanded"] for u in body["urls"]})
                    yield want


def scrape(text):
    for post in lines(text):
        if "content" not in post and "rawContent" not in post:
            continue
        words = post.get("retweetedTweet") or post
        said = words.get("rawContent") or words["content"]
        yield {"id": own(post["id"]), "time": iso(post["date"]), "text": html.unescape(said) if "id_str" in words else said,
               "reply_to": own(post.get("inReplyToTweetId")), "repost_of": own((post.get("retweetedTweet") or {}).get("id")),
               "quote_of": own((post.get("quotedTweet") or {}).get("id")) if not post.get("retweetedTweet") else None,
               "thread": own(post["conversationId"]),
               "mentions": {m["username"] for m in words.get("mentionedUsers") or ()}, "lang": post["lang"]}


def minet(rows):
    for row in rows:
        said = row["text"]
        if row.get("retweeted_user"):
            said = said.removeprefix("RT @%s: " % row["retweeted_user"])
        yield {"id": own(row["id"]), "time": utc(float(row["timestamp_utc"])), "text": said.strip(),
               "reply_to": own(row["to_tweetid"]), "repost_of": own(row["retweeted_id"]),
               "quote_of": None if row["retweeted_id"] else own(row["quoted_id"])}


path = sys.argv[1]
raw = open(path, "rb").read()
if path.endswith(".zip"):
    z = zipfile.ZipFile(path)
    wanted = archive((n, z.read(n).decode()) for n in z.namelist())
else:
    text = raw.decode("utf-8-sig")
    if text.startswith("window."):
        wanted = archive([(path, text)])
    elif '"snscrape.modules' in text:
        wanted = scrape(text)
    elif '"_source"' in text:
        wanted = minet(dict(row["_source"], id=row["_id"]) for row in lines(text))
    elif path.endswith(".csv"):
        wanted = minet(csv.DictReader(io.StringIO(text, newline="")))
    else:
        wanted = v1(text)
compare(list(wanted))
