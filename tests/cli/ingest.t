#!/bin/sh
# fr-ingest, as an analyst and as cron use it. All posts are synthetic.
. "${0%/*}/../lib.sh"

# shape FILTER: what jq makes of ./out
shape() {
	jq -c "$@" out >shape 2>&1
	mv shape out
}

# ---- X API v2
cat >page.jsonl <<'X'
{"data":[{"id":"1790000000000000001","text":"RT @a: cut…","author_id":"7","created_at":"2024-05-05T14:03:22.000Z","referenced_tweets":[{"type":"retweeted","id":"1790000000000000000"}],"conversation_id":"1790000000000000001"},{"id":"1790000000000000002","text":"a &amp;lt; b &lt;3 #x","author_id":"8","referenced_tweets":[{"type":"quoted","id":"5"},{"type":"replied_to","id":"6"}]}],"includes":{"users":[{"id":"7","username":"seven","name":"Seven","verified":false,"public_metrics":{"followers_count":12}}],"tweets":[{"id":"1790000000000000000","author_id":"9","text":"short","note_tweet":{"text":"the whole long text"},"entities":{"hashtags":[{"tag":"सीवान"}]}}]}}
{"meta":{"result_count":0}}
{"data":{"id":"1790000000000000003","text":"one","edit_history_tweet_ids":["1790000000000000003"]},"matching_rules":[]}
{"data":[{"id":"17900000000000
X
exits 1 'pages, a single post and a line that is cut: the rest is read' fr-ingest page.jsonl
grep -q 'page.jsonl: record 4, byte' err
result $? 'and the cut line is named with its place'
shape '[.id, .kind, .text, .repost_of, .reply_to, .quote_of, .author.handle, .time]'
same 'reposts are completed, entities decoded once, ids exact' <<'X'
["x:1790000000000000001","repost","the whole long text","x:1790000000000000000",null,null,"seven","2024-05-05T14:03:22Z"]
["x:1790000000000000002","reply","a &lt; b <3 #x",null,"x:6","x:5",null,null]
["x:1790000000000000003","post","one",null,null,null,null,null]
X
exits 1 'the place of each' fr-ingest -q --rejects rejects page.jsonl
jq -r '[.source.offset, .source.length] | @tsv' out | while read -r off len; do
	tail -c +$((off + 1)) page.jsonl | head -c "$len" | jq -r .id
done >ids
printf '%s\n' 1790000000000000001 1790000000000000002 1790000000000000003 | cmp -s - ids
result $? 'leads back to the bytes of the post'
sum=$(sha256sum page.jsonl | cut -d ' ' -f 1)
[ "$(jq -r .source.sha256 out | sort -u)" = "$sum" ]
result $? 'with the hash of the whole original'
jq -e '.source.record == 4 and (.raw | startswith("{\"data\":[{\"id\":\"179"))' rejects >jqout
result $? 'and what was rejected is kept'

exits 1 'from standard input' sh -c 'fr-ingest -q <page.jsonl'
shape -s '.[2].source'
own=$(sed -n 3p page.jsonl | jq -cj .data | sha256sum | cut -d ' ' -f 1)
same 'the hash is that of the record itself' <<X
{"format":"x-v2","file":"-","sha256":"$own","scope":"record","record":3,"offset":713,"length":90}
X
head -n 1 page.jsonl | jq . >pretty.json
head -n 1 page.jsonl | jq -c .data >bare.json
exits 0 'spread over lines, two behind one another' sh -c 'cat pretty.json pretty.json >two.json; fr-ingest two.json'
shape .id
same 'each page is read' <<'X'
"x:1790000000000000001"
"x:1790000000000000002"
"x:1790000000000000001"
"x:1790000000000000002"
X
exits 0 'a bare array' fr-ingest bare.json
shape -s length
same 'has its posts too' <<'X'
2
X
printf '{"data":[{"id":"1","owner_id":"2","member_count":3,"name":"n"}],"__twarc":{}}\n' >lists.jsonl
exits 0 'lists are no posts' fr-ingest lists.jsonl
grep -q '1 thing that is no posts: lists 1' err && ! [ -s out ]
result $? 'which is said once'
printf '{"data":{"id":"1","text":"a\377b","edit_history_tweet_ids":[]}}\n' >bad.jsonl
exits 0 'a byte that is no UTF-8' fr-ingest bad.jsonl
shape '[.text, .source.repaired, .source.offset, .source.length]'
same 'becomes U+FFFD, and the record says so' <<'X'
["a�b",true,0,60]
X
exits 0 'a closed reader ends it quietly' sh -c 'yes "$(sed -n 3p page.jsonl)" | { fr-ingest; echo $? >rc; } | head -n 1; exit "$(cat rc)"'
[ -s err ] && result 1 'without a word' || result 0 'without a word'
mkfifo feed
fr-ingest feed >live &
exec 3>feed
sed -n 3p page.jsonl >&3
for i in 1 2 3 4 5 6 7 8 9 10; do [ -s live ] && break || sleep 0.3; done
[ -s live ]
result $? 'a live feed comes out at once'
exec 3>&-
wait

# ---- Telegram
cat >tg.json <<'X'
{
 "messages": [
  {
   "id": 1,
   "type": "message",
   "date": "2024-05-05T19:30:00",
   "date_unixtime": "1714917600",
   "from": "Member 1",
   "from_id": "user1",
   "text": ["a\x0Bb ", {"type": "text_link", "text": "c", "href": "https://example.org/v"}, " \\x0B"]
  },
  {
   "id": 2,
   "type": "message",
   "text": "broken
  },
  {
   "id": 3,
   "type": "service",
   "action": "pin_message",
   "date": "2024-05-05T19:30:00",
   "text": ""
  }
 ],
 "name": "Group", "type": "private_supergroup", "id": 77
}
X
exits 1 'a message that is broken costs itself only' fr-ingest tg.json
grep -q 'tg.json: record 2, byte' err
result $? 'and is named with its place'
shape '[.id, .kind, .text, .time, .channel.name, .links, .url]'
same 'control characters are mended, local time is read in Asia/Kolkata, the chat may be named behind its messages' <<'X'
["telegram:77/1","message","a\u000bb c \\x0B","2024-05-05T14:00:00Z","Group",["https://example.org/v"],"https://t.me/c/77/1"]
["telegram:77/3","system",null,"2024-05-05T14:00:00Z","Group",null,"https://t.me/c/77/3"]
X
exits 1 'local time in another zone' fr-ingest -q --tz UTC tg.json
shape -s '.[1].time'
same 'by --tz' <<'X'
"2024-05-05T19:30:00Z"
X
head -n 14 tg.json | head -c 330 >cut.json
exits 1 'a result.json that ends in the middle' fr-ingest cut.json
shape .id
same 'gives what is whole' <<'X'
"telegram:01ba4719c80b6fe9/1"
X
printf '{"chats":{"list":[{"type":"saved_messages","id":1,"messages":[{"id":5,"type":"message","text":"x"}]}]},"left_chats":{"list":[{"name":"n","type":"public_channel","id":2,"messages":[{"id":5,"type":"message","text":[]}]}]}}' >account.json
exits 0 'a whole account' fr-ingest account.json
shape '[.id, .kind]'
same 'has all its chats, those that were left too' <<'X'
["telegram:1/5","message"]
["telegram:2/5","post"]
X

# ---- WhatsApp
cat >'WhatsApp Chat with ward 7.txt' <<'X'
12/05/24, 9:41 pm - Messages and calls are end-to-end encrypted. No one can read them.
12/05/24, 9:41 pm - A created group "Help: ward 7"
12/05/24, 9:41 pm - A: kal
12/05/24, 9:41 pm - A: kal
12/05/24, 9:42 pm - +91 90000 00001: do line
13/05/24 subah - yah bhi text hai
[12/05/24, 9:42:00 PM] B: pasted
12/05/24, 9:43 pm - B: IMG-20240512-WA0003.jpg (file attached)
dekhiye #sadak https://example.org/a.
13/05/24, 12:05 am - B: Location: https://maps.google.com/?q=26.2196,84.3567
13/05/24, 12:06 am - B: This message was deleted
X
exits 0 'an Android chat' fr-ingest 'WhatsApp Chat with ward 7.txt'
shape '[.kind, .time[5:16], .author.name // .author.id, .text, .media[0].file, .geo.lat, .channel.name]'
same 'system lines, traps, several lines, files, places' <<'X'
["system","05-12T16:11",null,"Messages and calls are end-to-end encrypted. No one can read them.",null,null,"ward 7"]
["system","05-12T16:11",null,"A created group \"Help: ward 7\"",null,null,"ward 7"]
["message","05-12T16:11","A","kal",null,null,"ward 7"]
["message","05-12T16:11","A","kal",null,null,"ward 7"]
["message","05-12T16:12","+919000000001","do line\n13/05/24 subah - yah bhi text hai\n[12/05/24, 9:42:00 PM] B: pasted",null,null,"ward 7"]
["message","05-12T16:13","B","dekhiye #sadak https://example.org/a.","IMG-20240512-WA0003.jpg",null,"ward 7"]
["message","05-12T18:35","B","Location: https://maps.google.com/?q=26.2196,84.3567",null,26.2196,"ward 7"]
["system","05-12T18:36","B","This message was deleted",null,null,"ward 7"]
X
fr-ingest -q 'WhatsApp Chat with ward 7.txt' | jq -r .id >ids
[ "$(sort -u ids | wc -l)" -eq 8 ]
result $? 'equal lines of a minute have ids of their own'
sed 5q 'WhatsApp Chat with ward 7.txt' >part
mkdir -p other
mv part 'other/WhatsApp Chat with ward 7.txt'
fr-ingest -q 'other/WhatsApp Chat with ward 7.txt' | jq -r .id | head -n 4 >part
head -n 4 ids | cmp -s - part
result $? 'and another export gives them the same'

printf '05/06/24, 21:41 - A: x\n05/07/24, 21:41 - A: y\n06/08/24, 21:41 - A: z\n' >order.txt
exits 0 'an order that the dates leave open' fr-ingest order.txt
grep -q -- '--date-order' err
result $? 'is told, with the option that decides it'
shape '.time[0:10]'
same 'and read as in India' <<'X'
"2024-06-05"
"2024-07-05"
"2024-08-06"
X
exits 0 'or as told' fr-ingest --date-order mdy order.txt
shape '.time[0:10]'
same 'by the option' <<'X'
"2024-05-06"
"2024-05-07"
"2024-06-08"
X
printf '05/31/24, 9:41\342\200\257PM - A: x\n06/01/24, 9:41\342\200\257PM - A: y\n' >us.txt
exits 0 'a part over 12 settles it' fr-ingest us.txt
shape '.time[0:10]'
same 'for the whole file' <<'X'
"2024-05-31"
"2024-06-01"
X
[ -s err ] && result 1 'without a word' || result 0 'without a word'

# ---- tables
printf '\357\273\277Timestamp;\340\244\250\340\244\276\340\244\256 / Name;District;Block;Complaint;How many?;How many?\r\n27/05/2024 10:00:00;N;Siwan;Mairwa;"two\nlines; ""quoted""";3;4\r\n' >form.csv
exits 0 'the answers of a form' fr-ingest form.csv
shape 'del(.source, .id)'
same 'have their places, and what has none is kept by its question' <<'X'
{"platform":"form","kind":"form","time":"2024-05-27T04:30:00Z","author":{"name":"N"},"text":"two\nlines; \"quoted\"","geo":{"place":"Siwan, Mairwa"},"form":{"How many?":"3","How many? (2)":"4"}}
X
printf '{"text":"q1","geo.place":["q2"],"author.name":"q3","platform":"facebook","kind":"comment"}' >map
printf 'q1\tq2\tq3\tq4\nt\tp\tn\trest\n' >plain.tsv
exits 0 'a map says what is what' fr-ingest --map map plain.tsv
shape 'del(.source, .id)'
same 'and the rest is kept' <<'X'
{"platform":"facebook","kind":"comment","author":{"name":"n"},"text":"t","geo":{"place":"p"},"form":{"q4":"rest"}}
X
printf '{"text":"nowhere"}' >map
exits 1 'a map of another table' fr-ingest --map map plain.tsv
grep -q "nowhere.*columns: 'q1', 'q2'" err
result $? 'is told with the columns that are there'
printf '{"texts":"q1"}' >map
exits 2 'a map to a member that is none' fr-ingest --map map plain.tsv
exits 0 'no column that is the text' fr-ingest plain.tsv
shape .text
same 'all of them make it up' <<'X'
"q1: t\nq2: p\nq3: n\nq4: rest"
X
printf 'id,text\n1,a,too,long\n2,b\n3,"never closed\n4,d\n5,e\000f\n1.58E+18,g\n' >rows.csv
exits 1 'rows that are broken' fr-ingest -q --rejects rejects rows.csv
shape '[(.id | length), .text]'
same 'cost themselves only, and a rounded id is no id' <<'X'
[7,"b"]
[7,"d"]
[22,"g"]
X
jq -c '[.error, .source.record, .source.offset, .source.length]' rejects >out
same 'and each is named' <<'X'
["4 cells in a row, 2 in the header",1,8,12]
["a quote that is never closed",3,25,15]
["a NUL byte in a table",5,45,5]
X
printf 'id;text\n1;caf\351 \223x\224\n' >latin.csv
exits 0 'Windows-1252' fr-ingest latin.csv
shape .text
same 'is read as such' <<'X'
"café “x”"
X
printf 'id,text\r1,a\r2,b\r' >mac.csv
exits 0 'carriage returns for line ends' fr-ingest mac.csv
shape '[.id, .source.offset, .source.length]'
same 'are line ends' <<'X'
["other:1",8,3]
["other:2",12,3]
X

# ---- containers, detection, options
gzip -c page.jsonl >page.gz
exits 1 'gzip' fr-ingest -q page.gz
shape -s 'map(.source.offset)'
same 'places are those of the unpacked bytes' <<'X'
[9,227,713]
X
head -c 300 page.gz >cut.gz
exits 1 'gzip that is cut' fr-ingest cut.gz
grep -q '^fr-ingest: cut.gz: ' err
result $? 'is told'
if python3 -c 'import zipfile' 2>err; then
	python3 - <<'X'
import zipfile
with zipfile.ZipFile("several.zip", "w", zipfile.ZIP_DEFLATED) as z:
    z.write("us.txt", "../../सीवान/_chat.txt")
    z.write("account.json", "result.json")
    z.writestr("photo.jpg", b"\xff\xd8\xff\xe0" + bytes(100))
with zipfile.ZipFile("bomb.zip", "w", zipfile.ZIP_DEFLATED) as z:
    z.writestr("x.csv", b"a,b\n" + b"1,2\n" * 50000000)
X
	exits 0 'a zip of several exports' fr-ingest several.zip
	grep -q 'several.zip: 1 member passed over' err
	result $? 'pictures are passed over, which is said'
	shape '[.platform, .source.member, .source.file]'
	same 'each member by its own format, nothing on disk' <<'X'
["whatsapp","../../सीवान/_chat.txt","several.zip"]
["whatsapp","../../सीवान/_chat.txt","several.zip"]
["telegram","result.json","several.zip"]
["telegram","result.json","several.zip"]
X
	exits 1 'a zip bomb is given up' fr-ingest bomb.zip
	grep -q 'bomb.zip.*given up' err
	result $? 'with a word'
	exits 0 'a zip from standard input' sh -c 'fr-ingest -q <several.zip'
	shape -s 'map(.source.scope) | unique'
	same 'is read as it comes' <<'X'
["record"]
X
else
	skip 'no python3 to make zip files'
fi
printf '{"ticket":"1"}' >own.json
printf 'nothing of ours\n' >letter.txt
exits 1 'what is not known is told, the others are read' fr-ingest own.json letter.txt us.txt
[ "$(wc -l <out)" -eq 2 ] && grep -q 'own.json: format not recognized: looks like JSON of an unknown kind (--map says what is where); known formats: x-v2,' err &&
	grep -q 'letter.txt: format not recognized: looks like plain text' err
result $? 'with what it looks like and what can be read'
: >empty
exits 0 'an empty file is no fault' fr-ingest empty
exits 2 'a missing file is' fr-ingest nowhere
grep -q 'nowhere: No such file' err
result $? 'and is named'
exits 2 'an unknown zone' fr-ingest --tz Asia/Nowhere us.txt
exits 2 'an unknown format' fr-ingest -f nothing us.txt
exits 0 'a format by name' fr-ingest -f csv letter.txt
exits 0 'the formats' fr-ingest --list-formats
[ "$(head -n 1 out | tr -s ' ')" = 'FORMAT PLATFORM WHAT IT IS' ]
result $? 'are listed'
missing=$(sed 1d out | cut -d ' ' -f 1 | while read -r name; do
	grep -Eq "^\.It (.*, )?Cm $name( |\$)" "$top/man/fr-formats.5" || printf '%s ' "$name"
done)
[ -z "$missing" ]
result $? "each is in fr-formats(5): $missing"
exits 2 'a full disk is an error' sh -c 'fr-ingest us.txt >/dev/full'
{ printf '{"data":[{"id":"1","author_id":"2","text":'; head -c 300000 /dev/zero | tr '\0' '['; } >deep.jsonl
exits 1 'brackets without end' fr-ingest deep.jsonl
finish
