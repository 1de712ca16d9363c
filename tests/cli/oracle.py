"""What the oracles share: records on standard input against what a reader of its own makes of the original.

An oracle yields for each record of the original, in the order of the records, the members that it answers for: id,
kind, time, author, text, relations, ...; None: must be absent; a set: an array whose order says nothing; media: their
files or addresses; counts: those that are named. What differs is printed, and how many records were compared. Exit 1 if
anything differs, or two ids are the same."""
import datetime, json, sys


def utc(seconds):
    return datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def iso(text):
    """A time with a zone (or in UTC) as the records write it; a fraction stays if it is one."""
    if not text:
        return None
    at = datetime.datetime.fromisoformat(text.replace("Z", "+00:00").replace("+0000", "+00:00"))
    at = at.astimezone(datetime.timezone.utc) if at.tzinfo else at
    return at.strftime("%Y-%m-%dT%H:%M:%S") + (".%06d" % at.microsecond if at.microsecond else "") + "Z"


def whole(time):
    """.000 says nothing."""
    return time.replace(".000Z", "Z") if time else time


def pick(**members):
    """An object of what is there."""
    return {name: value for name, value in members.items() if value not in (None, "", [], {})} or None


def plain(value):
    return value or None if not isinstance(value, (int, float)) else value


def compare(wanted):
    records = [json.loads(line) for line in sys.stdin]
    faults = 0
    if len(records) != len(wanted):
        print("%d records, %d in the original" % (len(records), len(wanted)))
        sys.exit(1)
    for record, want in zip(records, wanted):
        for name, theirs in want.items():
            ours = record.get(name)
            if name == "time":
                ours = whole(ours)
            if name == "media":
                ours = [medium.get("file", medium.get("url")) for medium in ours or ()]
            if name == "counts" and isinstance(ours, dict) and theirs:
                ours = {count: ours[count] for count in theirs if count in ours}
            if isinstance(theirs, set):
                ours = set(ours or ())
            if plain(ours) != plain(theirs):
                faults += 1
                print("%s: %s: %r, in the original %r" % (record["id"], name, ours, theirs))
    if len({record["id"] for record in records}) < len(records) and not any("id" in want for want in wanted):
        faults += 1
        print("two records have the same id")
    print("%d differences" % faults if faults else "%d records as in the original" % len(records))
    sys.exit(faults > 0)
