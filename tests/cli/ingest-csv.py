"""Tables of no known kind, read by Python's csv: ingest-csv.py FILE <records. See oracle.py.

Their columns are for nothing, so that all cells that are not empty make the text, a line each."""
import csv, gzip, io, sys
from oracle import compare

raw = (gzip.open if sys.argv[1].endswith(".gz") else open)(sys.argv[1], "rb").read()
text = raw.decode("utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter="\t" if "\t" in text else ",") if row]
names = rows[0]
compare([{"platform": "other", "kind": "post", "time": None, "author": None, "reply_to": None,
          "text": "\n".join(name + ": " + cell.strip() for name, cell in zip(names, row) if cell.strip())}
         for row in rows[1:] if len(row) <= len(names)])
