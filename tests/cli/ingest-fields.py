"""Records against their originals, field by field, read by other means than ours: ingest-fields.py FORMAT FILE <records

Prints what differs, and how many records were compared. Used by ingest-shared.t."""
import csv, datetime, gzip, html, io, json, re, sys, zipfile

form, path = sys.argv[1:]
records = [json.loads(line) for line in sys.stdin]
raw = (gzip.open if path.endswith(".gz") else open)(path, "rb").read()
if path.endswith(".zip"):
    archive = zipfile.ZipFile(path)
    raw = archive.read(next(name for name in archive.namelist() if name.endswith(".txt")))
faults = 0


def differs(what, record, ours, theirs):
    global faults
    if (ours or None) != (theirs or None):
        faults += 1
        print("%s: %s: %r, in the original %r" % (record["id"], what, ours, theirs))


def utc(seconds):
    return datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def at(record):
    """The bytes that source points to."""
    source = record["source"]
    return raw[source["offset"]:source["offset"] + source["length"]]


def values(text):
    decoder, pos = json.JSONDecoder(strict=False), 0
    while pos < len(text):
        try:
            value, pos = decoder.raw_decode(text, pos)
            yield value
        except ValueError:  # a line that is cut
            pos = text.find("\n", pos) + 1 or len(text)
        while pos < len(text) and text[pos].isspace():
            pos += 1


def x_posts():
    for page in values(raw.decode("utf-8-sig", "replace").lstrip()):
        includes = page.get("includes", {})
        users = {u["id"]: u for u in includes.get("users", [])}
        posts = {t["id"]: t for t in includes.get("tweets", [])}
        data = page.get("data", page)
        for post in data if isinstance(data, list) else [data]:
            if "text" in post:
                yield post, users, posts


def check_x():
    for record, (post, users, posts) in zip(records, x_posts(), strict=True):
        refs = {r["type"]: r for r in post.get("referenced_tweets", [])}
        words = post
        if "retweeted" in refs:
            words = refs["retweeted"] if "text" in refs["retweeted"] else posts.get(refs["retweeted"]["id"], post)
        text = words.get("note_tweet", {}).get("text") or words["text"]
        user = post.get("author") or users.get(post.get("author_id"), {})
        author = record.get("author", {})
        differs("id", record, record["id"], "x:" + post["id"])
        one = re.compile("\ufffd+")  # for each broken byte, or for all of a character
        differs("text", record, one.sub("?", record.get("text", "")), one.sub("?", html.unescape(text)))
        differs("time", record, record.get("time"), (post.get("created_at") or "").replace(".000Z", "Z"))
        differs("author", record, author.get("id"), post.get("author_id") or post.get("sender_id"))
        differs("handle", record, author.get("handle"), user.get("username"))
        differs("name", record, author.get("name"), user.get("name"))
        for member, kind in ("repost_of", "retweeted"), ("quote_of", "quoted"), ("reply_to", "replied_to"):
            differs(member, record, record.get(member), "x:" + refs[kind]["id"] if kind in refs else None)
        tags = {h["tag"] for h in words.get("entities", {}).get("hashtags", [])}
        if "entities" not in words:
            tags = set(re.findall(r"#(\w+)", text))
        differs("hashtags", record, set(record.get("hashtags", [])), tags)
        differs("thread", record, record.get("thread"), "x:" + post["conversation_id"] if "conversation_id" in post else None)
        there = json.loads(at(record).decode("utf-8", "replace"), strict=False)
        differs("source", record, there.get("id", post["id"]), post["id"])  # of a mended page the whole


def check_telegram():
    fixed = re.sub(rb'(?<!\\)((?:\\\\)*)\\x([0-9A-Fa-f]{2})', rb"\1\\u00\2", raw)
    top = json.loads(fixed)
    chats = top["chats"]["list"] if "chats" in top else [top]
    messages = [(chat, m) for chat in chats for m in chat["messages"]]
    for record, (chat, m) in zip(records, messages, strict=True):
        text = m.get("text", "")
        if isinstance(text, list):
            text = "".join(part if isinstance(part, str) else part["text"] for part in text)
        if "poll" in m and not text:
            text = "\n".join([m["poll"]["question"]] + [a if isinstance(a, str) else a["text"] for a in m["poll"]["answers"]])
        differs("id", record, record["id"], "telegram:%d/%d" % (chat["id"], m["id"]))
        differs("text", record, record.get("text"), text)
        differs("kind", record, record["kind"] == "system", m["type"] != "message")
        if "date_unixtime" in m:
            differs("time", record, record["time"], utc(int(m["date_unixtime"])))
        elif "date" in m:
            local = datetime.datetime.fromisoformat(m["date"] + "+05:30")
            differs("time", record, record["time"], utc(local.timestamp()))
        differs("author", record, record.get("author", {}).get("id"), m.get("from_id") or m.get("actor_id"))
        differs("name", record, record.get("author", {}).get("name"), m.get("from") or m.get("actor"))
        reply = m.get("reply_to_message_id")
        differs("reply_to", record, record.get("reply_to"), reply and "telegram:%d/%d" % (chat["id"], reply))
        differs("source", record, b'"id": %d' % m["id"] in at(record), True)


def check_whatsapp():
    """Heads by one expression, day first; texts as they stand, less marks."""
    head = re.compile("^\u200e?\\[?(\\d+)[/.-](\\d+)[/.-](\\d+),? (\\d+):(\\d+)(?::(\\d+))?[\\s\u202f]?([ap]m)?\\]?"
                      "(?: -)? (?:([^:\"\n]+): )?", re.M | re.I)
    text = raw.decode()
    heads = list(head.finditer(text))
    for i, (record, h) in enumerate(zip(records, heads, strict=True)):
        day, month, year, hour, minute, second = (int(h.group(n) or 0) for n in range(1, 7))
        if h.group(7):
            hour = hour % 12 + (12 if h.group(7).lower() == "pm" else 0)
        year += 2000 if year < 100 else 0
        zone = datetime.timezone(datetime.timedelta(hours=5, minutes=30))
        moment = datetime.datetime(year, month, day, hour, minute, second, tzinfo=zone)
        differs("time", record, record["time"], utc(moment.timestamp()))
        body = text[h.end():heads[i + 1].start() if i + 1 < len(heads) else len(text)]
        body = re.sub("\\s*\u200e<This message was edited>$", "", body.replace("\r\n", "\n").strip("\u200e\n\u200e"))
        if "media" not in record and h.group(8):
            differs("text", record, (record.get("text") or "").rstrip(), body.rstrip())
        name = re.sub("^~[\\s\u202f]*|[\u202a\u202c]", "", h.group(8) or "").strip()
        author = record.get("author", {})
        if re.fullmatch(r"\+[\d\s\u202f\xa0-]+", name):
            differs("author", record, author.get("id"), re.sub(r"[^\d+]", "", name))
        else:
            differs("author", record, author.get("name"), name)
        differs("source", record, at(record).decode().rstrip(), text[h.start():][:len(at(record).decode())].rstrip())


def check_form():
    encoding = "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    text = raw.decode(encoding)
    first = text.split("\n")[0]
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count)))
    names = rows[0]
    for record, row in zip(records, [row for row in rows[1:] if len(row) <= len(names)], strict=True):
        cells = {name: cell.strip() for name, cell in zip(names, row)}
        day, month, year, hour, minute, second = (int(n) for n in re.findall(r"\d+", cells["Timestamp"]))
        zone = datetime.timezone(datetime.timedelta(hours=5, minutes=30))
        differs("time", record, record["time"],
                utc(datetime.datetime(year, month, day, hour, minute, second, tzinfo=zone).timestamp()))
        for name, cell in cells.items():
            got = {"Name": record.get("author", {}).get("name"), "Mobile": record.get("author", {}).get("id"),
                   "Address": record.get("author", {}).get("handle"), "District": record.get("geo", {}).get("place"), "Station": record.get("geo", {}).get("place"),
                   "Complaint": record.get("text"), "Photo": ", ".join(m["url"] for m in record.get("media", []))}
            if name.split()[-1] in ("District", "Station"):
                cell = ", ".join(filter(None, (cells.get(other) for other in names if other.split()[-1] in ("District", "Station"))))
            if name != "Timestamp":
                differs(name, record, got[name.split()[-1]], cell)
        there = at(record).decode("utf-16-le" if encoding == "utf-16" else "utf-8")
        differs("source", record, there.startswith(row[0]) and all(cell.split("\n")[0].split(chr(34))[0] in there for cell in row), True)


{"x": check_x, "telegram": check_telegram, "whatsapp": check_whatsapp, "form": check_form}[form]()
print("%d records compared, %d differences" % (len(records), faults))
sys.exit(faults > 0)
