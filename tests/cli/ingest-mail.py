"""Mails against Python's own reader: ingest-mail.py FILE <records

Prints what differs, and how many records were compared. Used by ingest-mail.t."""
import datetime, email, email.header, email.policy, email.utils, hashlib, json, re, sys

path = sys.argv[1]
records = [json.loads(line) for line in sys.stdin]
raw = open(path, "rb").read()
faults = 0


def differs(what, record, ours, theirs):
    global faults
    if (ours or None) != (theirs or None):
        faults += 1
        print("%s: %s: %r, in the original %r" % (record["id"], what, ours, theirs))


def squeezed(text):
    return " ".join((text or "").split())


def mails():
    """By the separators alone; bodies of mailboxes lose one > before From."""
    if not raw.startswith(b"From "):
        yield email.message_from_bytes(raw, policy=email.policy.default)
        return
    for piece in re.split(rb"(?m)^(?=From [^\n]*\d\d:\d\d[^\n]*\n[!-9;-~]+:)", raw):
        if piece:
            piece = re.sub(rb"(?m)^>(>*From )", rb"\1", piece)
            yield email.message_from_bytes(piece, policy=email.policy.default)


def header(mail, name):
    try:
        return mail.get(name)
    except Exception:
        return None


def when(mail):
    try:
        at = email.utils.parsedate_to_datetime(str(header(mail, "Date")))
    except Exception:
        return None
    return at.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ") if at.tzinfo else None


def body(mail):
    try:
        part = mail.get_body(("plain",))
        return part.get_content() if part else None
    except Exception:
        return None


def leaves(part):
    """What is inside an attached mail is that mail's."""
    if part.get_content_maintype() != "multipart":
        yield part
    elif part.is_multipart():
        for inner in part.iter_parts():
            yield from leaves(inner)


def raw_from(mail):
    """As it stands: Python's parsed header has no names in parentheses."""
    values = [value for name, value in mail.raw_items() if name.lower() == "from"]
    return str(email.header.make_header(email.header.decode_header(values[0]))) if values else ""


for record, mail in zip(records, mails(), strict=True):
    msgid = str(header(mail, "Message-ID") or "").strip()
    if msgid:
        differs("id", record, record["id"], "mail:" + msgid.strip("<>"))
    sender = email.utils.parseaddr(raw_from(mail))
    differs("author", record, record.get("author", {}).get("id"), sender[1])
    differs("name", record, squeezed(record.get("author", {}).get("name")), squeezed(sender[0]))
    differs("time", record, record.get("time"), when(mail))
    differs("kind", record, record["kind"] == "system", mail.get_content_type() == "multipart/report")
    subject = squeezed(str(header(mail, "Subject") or ""))
    text = squeezed(record.get("text"))
    differs("subject", record, text[:len(subject)], subject)
    plain = body(mail)
    if plain is not None:
        differs("text", record, text[len(subject):].strip(), squeezed(plain))
    replied = re.search(r"<([^>]+)>", str(header(mail, "In-Reply-To") or ""))
    if replied:
        differs("reply_to", record, record.get("reply_to"), "mail:" + replied[1])
    root = re.search(r"<([^>]+)>", str(header(mail, "References") or ""))
    differs("thread", record, record.get("thread"), root and "mail:" + root[1])
    files = [part for part in leaves(mail) if not part.is_multipart() and (part.get_filename() or part.is_attachment())]
    hashes = {hashlib.sha256(part.get_payload(decode=True)).hexdigest() for part in files}
    ours = {medium["sha256"] for medium in record.get("media", [])}
    differs("attachments that are missing", record, None, hashes - ours)

print("%d records as in the original" % len(records) if not faults else "%d differences" % faults)
sys.exit(faults > 0)
