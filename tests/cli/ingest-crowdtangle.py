"""CrowdTangle's lists of posts, read by other means than ours: ingest-crowdtangle.py FILE <records. See oracle.py."""
import csv, datetime, io, json, re, sys, urllib.parse, zoneinfo
from oracle import compare, iso, pick

text = open(sys.argv[1], encoding="utf-8-sig", newline="").read()


def ident(url, page, native=None):
    if "instagram.com/" in url:
        return "instagram:" + re.search(r"/(?:p|reel|tv)/([\w-]+)", url)[1]
    if native:
        return "facebook:" + native
    parts = urllib.parse.urlsplit(url)
    query = urllib.parse.parse_qs(parts.query)
    post = query["story_fbid"][0] if "story_fbid" in query else [p for p in parts.path.split("/") if p][-1]
    number = re.search(r"facebook\.com/(?:groups/)?(\d+)/", url)
    page = number[1] if number else page
    return "facebook:" + (page + "_" if page else "") + post


def eastern(cell):
    """EST is five hours behind UTC, EDT four; what says neither is New York's."""
    day = datetime.datetime.fromisoformat(cell[:19])
    if cell[20:]:
        return iso((day + datetime.timedelta(hours={"EST": 5, "EDT": 4}[cell[20:]])).isoformat() + "Z")
    return iso(day.replace(tzinfo=zoneinfo.ZoneInfo("America/New_York")).isoformat())


def number(cell):
    return int(cell.replace(",", "")) if cell else None


def counts(**cells):
    return {name: value for name, value in cells.items() if value is not None} or None


def rows():
    for row in csv.DictReader(io.StringIO(text, newline="")):
        cell = lambda name: row.get(name) or None
        if not cell("URL"):
            continue
        name = cell("Page Name") or cell("Account")
        yield {"id": ident(row["URL"], cell("Facebook Id")), "kind": "post", "time": eastern(row["Post Created"]),
               "platform": "instagram" if "instagram.com/" in row["URL"] else "facebook",
               "author": name and pick(id=cell("Facebook Id"), handle=(cell("User Name") or "").lstrip("@"), name=name,
                                       followers=number(cell("Followers at Posting"))),
               "channel": pick(id=cell("Facebook Id"), name=name or cell("Group Name")),
               "text": cell("Message") if "Message" in row else cell("Description"), "url": row["URL"],
               "counts": counts(likes=number(cell("Likes")), reposts=number(cell("Shares")), replies=number(cell("Comments")),
                                views=number(cell("Post Views") or cell("Total Views") or cell("Views"))),
               "reply_to": None, "thread": None}


def posts():
    value = json.loads(text)
    for post in value["result"]["posts"] if "result" in value else [value]:
        if not post["platformId"]:
            continue
        account, actual = post["account"], post["statistics"]["actual"]
        instagram = post["platform"] == "Instagram"
        channel = pick(id=account["platformId"], name=account["name"])
        yield {"id": ident(post["postUrl"], None, post["platformId"]), "kind": "post", "platform": post["platform"].lower(),
               "time": iso(post["date"].replace(" ", "T") + "Z"), "channel": channel, "url": post["postUrl"],
               "author": None if account["accountType"] == "facebook_group" else dict(
                   channel, followers=account["subscriberCount"], verified=account["verified"], handle=account["handle"]),
               "text": post.get("description" if instagram else "message"),
               "lang": None if post["languageCode"] == "und" else post["languageCode"],
               "links": {link["expanded"] for link in post.get("expandedLinks", [])}
               | set(re.findall(r"https?://\S+", post.get("message") or "")),
               "counts": counts(likes=actual.get("favoriteCount", actual.get("likeCount")), reposts=actual.get("shareCount"),
                                replies=actual["commentCount"])}


compare(list(posts() if text[0] == "{" else rows()))
