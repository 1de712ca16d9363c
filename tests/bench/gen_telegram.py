#!/usr/bin/python3
"""usage: gen_telegram.py MEGABYTES
A synthetic result.json of Telegram Desktop, one chat, indented as the app does, of about that size, to standard output."""
import sys

def message(n):
    return f'''  {{
   "id": {n},
   "type": "message",
   "date": "2024-05-05T{n // 3600 % 24:02}:{n // 60 % 60:02}:{n % 60:02}",
   "date_unixtime": "{1714867200 + n}",
   "from": "Member {n % 97}",
   "from_id": "user{1000 + n % 97}",
   "text": "सीवान में सड़क पर पानी, संदेश {n}: sadak par paani bhara hai, koi sunne wala nahi",
   "text_entities": []
  }}'''

size = int(sys.argv[1]) << 20
out = sys.stdout.buffer
out.write(b'{\n "name": "Synthetic group",\n "type": "public_supergroup",\n "id": 1234567890,\n "messages": [\n')
written, n = 0, 0
while written < size:
    block = ',\n'.join(message(i) for i in range(n + 1, n + 2001)).encode()
    out.write((b',\n' if n else b'') + block)
    written += len(block)
    n += 2000
out.write(b'\n ]\n}\n')
