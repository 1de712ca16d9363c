#!/bin/sh
# fr-dedupe --state, --window, --merge, --unmerge, --collapse, --only-new. Posts are synthetic.
. "${0%/*}/../lib.sh"
command -v jq >/dev/null || skip_all 'jq is not installed'

# Posts of thirty days: complaints, their copies of the same day and of later ones, posts with links and files in common,
# answers and reposts, in such number that what is old is dropped several times.
awk 'BEGIN {
	srand(7)
	split("नहर सड़क बिजली पानी पुल खेत बाजार स्कूल मंदिर तालाब ट्रक बाइक मोबाइल दुकान गोदाम", thing, " ")
	split("चोरी मारपीट लूट धमकी जाम आग झगड़ा कब्जा गोली अपहरण", matter, " ")
	split("siwan gaya patna saran buxar", district, " ")
	for (i = 1; i <= 15000; i++) {
		at = sprintf("2024-05-%02dT%02d:%02d:00Z", 1 + int(i / 500), int(rand() * 24), int(rand() * 60))
		if (i > 20 && rand() < 0.15) {
			text = texts[1 + int(rand() * (i - 1))]
		} else if (i > 20 && rand() < 0.1) {
			text = texts[i - 1 - int(rand() * 20)] " कृपया ध्यान दें #" i
		} else {
			text = "कल रात " thing[1 + int(rand() * 15)] " के पास " matter[1 + int(rand() * 10)] " हुई, गवाह " \
				int(rand() * 90000) " और " int(rand() * 90000) " नंबर की गाड़ी " thing[1 + int(rand() * 15)] " की ओर भागी"
		}
		texts[i] = text
		more = ""
		if (rand() < 0.1) more = more ",\"links\":[\"https://example.org/" int(rand() * 400) "\"]"
		if (rand() < 0.05) more = more ",\"media\":[{\"type\":\"photo\",\"sha256\":\"" int(rand() * 300) "\"}]"
		if (rand() < 0.05) more = more ",\"repost_of\":\"x:" int(rand() * i) "\""
		if (rand() < 0.05) more = more ",\"reply_to\":\"x:" int(rand() * i) "\""
		if (rand() < 0.6) more = more ",\"route\":{\"district\":\"" district[1 + int(rand() * 5)] "\"}"
		if (rand() < 0.6) more = more ",\"class\":{\"category\":\"" matter[1 + int(rand() * 3)] "\",\"actionable\":true}"
		printf "{\"id\":\"x:%d\",\"platform\":\"x\",\"author\":{\"id\":\"%d\"},\"time\":\"%s\",\"text\":\"%s\"%s}\n", i, rand() * 3000, at, text, more
	}
}' >stream
exits 0 'a month in one run' fr-dedupe -o whole stream
[ "$(jq -r .case.why whole | sort -u | tr '\n' ' ')" = 'link media null text thread ' ]
result $? 'cases by text, file, link and thread are in it'

# by_parts STATE LINES: the stream in pieces of as many lines, each a run of its own
by_parts() {
	split -l "$2" -a 3 stream piece.
	for piece in piece.*; do fr-dedupe --state "$1" "$piece" || echo failed; done >parts 2>err
	rm -f piece.*
}
for n in 1777 90; do
	by_parts "state.$n" "$n"
	cmp -s whole parts
	result $? "in runs of $n posts: the same bytes"
done
exits 0 'a month into a state in one run' fr-dedupe --state state.one -o out1 stream
cmp -s whole out1
result $? 'the same bytes'
if command -v sqlite3 >/dev/null || python3 -c 'import sqlite3' 2>/dev/null; then
	dump() {
		python3 - "$1" <<'P'
import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
for table in "about", "cases", "forms", "anchors", "posts":
    for row in db.execute("SELECT * FROM %s ORDER BY 1" % table):
        print(table, row)
print(db.execute("PRAGMA integrity_check").fetchone())
P
	}
	dump state.one >one && dump state.90 >many
	cmp -s one many
	result $? 'and the states are the same, row by row'
	tail -n 1 one | grep -q "'ok'"
	result $? 'and whole'
else
	skip 'no python3 to look into the state'
fi
[ "$(stat -c %a state.one)" = 600 ]
result $? 'a state is for its owner only'

# ---- repeating is harmless
cp state.90 again
tail -n 300 stream >last
exits 0 'a run that is repeated' fr-dedupe --state again last
jq -r .case.id out >ids
tail -n 300 whole | jq -r .case.id | cmp -s - ids
result $? 'gives the same cases'
[ "$(jq -r .case.why out | sort -u)" = same-post ]
result $? 'and knows all posts'
exits 0 '--only-new' fr-dedupe --state again --only-new last
[ ! -s out ]
result $? 'leaves out what earlier runs have seen'

# ---- nothing is kept of what was not delivered
cp state.90 before
echo '{"id":"x:new","text":"एक नई बात जो किसी ने अब तक नहीं कही है, गांव के बाहर"}' >new
exits 2 'a full disk' sh -c 'fr-dedupe --state before new >/dev/full'
yes '{"id":"x:new","text":"x"}' | head -n 200000 >many
fr-dedupe --state before many 2>/dev/null | head -n 1 >/dev/null
fr-dedupe --state before --only-new new >out
[ "$(jq -r .case.role out)" = first ]
result $? 'after a full disk and a closed reader the post is still new'
cp state.90 killed
mkfifo slow
fr-dedupe --state killed slow >/dev/null &
killed=$!
{ cat new && sleep 5; } >slow &
sleep 1
kill -KILL "$killed"
wait
exits 0 'after a kill the state opens' fr-dedupe --state killed --only-new new
[ "$(jq -r .case.role out)" = first ]
result $? 'as it was before'

# ---- two runs at once
{ sleep 2 && cat new; } | fr-dedupe --state shared >first &
sleep 0.5
exits 2 'a second run that does not want to wait' fr-dedupe --state shared --wait 0.1 new
grep -q 'shared: in use by process [0-9]* on ' err
result $? 'says who has the state'
exits 0 'one that does' fr-dedupe --state shared new
wait
[ "$(jq -r .case.role first) $(jq -r .case.why out)" = 'first same-post' ]
result $? 'goes on behind the first'

# ---- an analyst's word
cat >two <<'X'
{"id":"x:1","author":{"id":"1"},"platform":"x","time":"2024-05-05T10:00:00Z","text":"मैरवा में कल रात आर्केस्ट्रा के मंच पर एक युवक पिस्टल लहरा रहा था"}
{"id":"x:2","author":{"id":"2"},"platform":"x","time":"2024-05-05T11:00:00Z","text":"नहर के किनारे अवैध बालू खनन रोज रात को होता है, कोई नहीं रोकता"}
{"id":"telegram:3","author":{"id":"3"},"platform":"telegram","time":"2024-05-05T12:00:00Z","text":"RT @a: मैरवा में कल रात आर्केस्ट्रा के मंच पर एक युवक पिस्टल लहरा रहा था #Siwan"}
X
exits 0 'three posts, two cases' fr-dedupe --state word two
a=$(jq -r 'select(.id == "x:1").case.id' out) b=$(jq -r 'select(.id == "x:2").case.id' out)
exits 0 '--merge' fr-dedupe --state word --merge "$a" "$b"
grep -q "posts of $b belong to $a from now on" err && [ ! -s out ]
result $? 'is told, and reads nothing'
echo '{"id":"x:4","time":"2024-05-05T13:00:00Z","text":"नहर के किनारे अवैध बालू खनन रोज रात को होता है, कोई नहीं रोकता!!"}' >four
exits 0 'a copy of the second' fr-dedupe --state word four
[ "$(jq -r .case.id out)" = "$a" ]
result $? 'goes to the first from now on'
exits 0 'and all together' fr-dedupe --state word --collapse two
jq -c '[.id, .case.posts, .case.authors, .case.platforms, .case.first_seen, .case.last_seen, .case.ids]' out >shown && mv shown out
same 'are one case' <<'X'
["x:1",4,3,["x","telegram"],"2024-05-05T10:00:00Z","2024-05-05T13:00:00Z",["x:1","x:2","telegram:3","x:4"]]
X
exits 0 '--unmerge' fr-dedupe --state word --unmerge "$a" x:2
exits 0 'takes it apart again' fr-dedupe --state word two
[ "$(jq -r 'select(.id == "x:2").case.id' out)" = "$b" ]
result $? 'as it was'
exits 0 '--unmerge of a copy' fr-dedupe --state word --unmerge "$a" telegram:3
exits 0 'it' fr-dedupe --state word two
[ "$(jq -r .case.id out | sort -u | wc -l)" -eq 3 ]
result $? 'is a case of its own from then on'
echo '{"id":"x:5","time":"2024-05-05T14:00:00Z","text":"मैरवा में कल रात आर्केस्ट्रा के मंच पर एक युवक पिस्टल लहरा रहा था, देखिए"}' >five
exits 0 'another copy' fr-dedupe --state word five
exits 2 'a case that is not there' fr-dedupe --state word --merge "$a" c-000000000000
exits 2 'a post that is not of the case' fr-dedupe --state word --unmerge "$a" x:2
exits 2 'the first post of a case' fr-dedupe --state word --unmerge "$a" x:1
grep -q 'is the first of case' err
result $? 'can not be taken out'
exits 0 'the same option twice' fr-dedupe --state word --merge x y --merge "$a" "$b"
exits 0 'the last one counts' fr-dedupe --state word --unmerge "$a" x:2
exits 2 'without a state' fr-dedupe --merge "$a" "$b"
exits 2 'one name only' fr-dedupe --state word --merge "$a"
grep -q 'option --merge needs two values: A B' err
result $? 'is told'

# ---- one record a case
exits 0 '--collapse' fr-dedupe --collapse two
[ "$(wc -l <out)" -eq 2 ] && [ "$(jq -r .case.role out | sort -u)" = first ]
result $? 'a record for each'
cat >best <<'X'
{"id":"x:1","kind":"repost","text":"मैरवा में कल रात आर्केस्ट्रा के मंच पर एक युवक पिस्टल लहरा रहा था","class":{"priority":"P3","actionable":true}}
{"id":"x:2","text":"मैरवा में कल रात आर्केस्ट्रा के मंच पर एक युवक पिस्टल लहरा रहा था","class":{"priority":"P4","actionable":false}}
{"id":"x:3","text":"मैरवा में कल रात आर्केस्ट्रा के मंच पर एक युवक पिस्टल लहरा रहा था","class":{"priority":"P1","actionable":true}}
X
exits 0 'of one case' fr-dedupe --collapse best
[ "$(jq -r '[.id, .case.posts] | @tsv' out)" = 'x:3	3' ]
result $? 'the most urgent stands for all'
exits 0 '--collapse in parts' sh -c 'head -n 1 two | fr-dedupe --state col --collapse >/dev/null; tail -n 2 two | fr-dedupe --state col --collapse --only-new'
[ "$(jq -r .id out)" = x:2 ]
result $? 'with --only-new gives cases that have begun'

cat >nameless <<'X'
{"platform":"x","time":"2024-05-05T10:00:00Z","text":"मैरवा में कल रात आर्केस्ट्रा के मंच पर एक युवक पिस्टल लहरा रहा था"}
{"platform":"facebook","time":"2024-05-05T10:01:00Z","text":"मैरवा में कल रात आर्केस्ट्रा के मंच पर एक युवक पिस्टल लहरा रहा था"}
X
exits 0 'posts without ids' fr-dedupe --state anon nameless
exits 0 'counted from the state' fr-dedupe --state anon --collapse nameless
[ "$(jq -c '[.case.posts, .case.ids]' out)" = '[2,[]]' ]
result $? 'are two, and have no names'

# ---- the window
echo '{"id":"x:9","time":"2024-05-08T12:00:00Z","text":"मैरवा में कल रात आर्केस्ट्रा के मंच पर एक युवक पिस्टल लहरा रहा था"}' >late
exits 0 'three days later' sh -c 'cat two late | fr-dedupe'
[ "$(tail -n 1 out | jq -r .case.role)" = copy ]
result $? 'it is a copy'
exits 0 'with a window of two' sh -c 'cat two late | fr-dedupe --window 48h'
[ "$(tail -n 1 out | jq -r .case.role)" = first ]
result $? 'it is another case'
for bad in 7 d 0x7d -1d 7y ''; do
	fr-dedupe --window "$bad" two >out 2>err
	[ $? -eq 2 ] && grep -q 'is not a duration' err
	result $? "a window of '$bad' is refused"
done

# ---- the order within a window changes roles, not groups
awk 'BEGIN {
	for (i = 0; i < 400; i++) {
		k = i % 57
		text = sprintf("थाना क्षेत्र %c%c में रात को मामला संख्या %d%d की सूचना, गवाह %d मौके पर", 65 + k % 26, 97 + k % 23, k, k * k, 7000 + k * 13)
		if (i % 3 == 0)
			printf "{\"id\":\"x:%d\",\"time\":\"2024-05-05T%02d:00:00Z\",\"media\":[{\"type\":\"photo\",\"sha256\":\"s%d\"}]}\n", i, i % 24, i % 41
		else
			printf "{\"id\":\"x:%d\",\"time\":\"2024-05-05T%02d:00:00Z\",\"text\":\"%s\"}\n", i, i % 24, text
	}
}' >some
# the members of each case, whatever its id: one line a case
groups() { jq -r '[.case.id, .id] | @tsv' "$1" | sort | awk '$1 != last { if (n++) print line; line = ""; last = $1 } { line = line " " $2 } END { print line }' | sort; }
fr-dedupe --threshold 1 some >straight
groups straight >wanted
[ "$(wc -l <wanted)" -gt 50 ] && [ "$(wc -l <wanted)" -lt 150 ]
result $? 'copies by text and by file stand together'
for seed in 1 2 3; do
	awk -v seed=$seed 'BEGIN { srand(seed) } { print rand() "\t" $0 }' some | sort | cut -f 2- >mixed
	fr-dedupe --threshold 1 mixed >out
	groups out | cmp -s - wanted
	result $? "in another order (seed $seed) the groups are the same"
done

# ---- files that are no state
echo 'no database' >text
exits 2 'a text' fr-dedupe --state text two
exits 2 'a folder' fr-dedupe --state . two
if python3 -c 'import sqlite3' 2>/dev/null; then
	python3 -c 'import sqlite3; sqlite3.connect("other.db").execute("CREATE TABLE a(b)")'
	exits 2 "somebody else's database" fr-dedupe --state other.db two
	grep -q 'no state of fr-dedupe' err
	result $? 'is told, and left alone'
	damage() {
		cp state.1777 broken
		python3 -c "import sqlite3; d = sqlite3.connect('broken'); d.execute(\"$1\"); d.commit()"
		exits 2 "damage: $1" fr-dedupe --state broken two
		grep -q 'damaged' err
		result $? 'is told'
	}
	damage 'UPDATE forms SET signature = zeroblob(3)'
	damage 'UPDATE posts SET case_serial = -5 WHERE key IN (SELECT key FROM posts LIMIT 1)'
	damage 'UPDATE cases SET merged = serial WHERE serial IN (SELECT serial FROM cases LIMIT 1)'
	damage 'UPDATE anchors SET seq = seq + 900000'
	damage 'UPDATE forms SET case_serial = (SELECT min(case_serial) FROM forms)'
	damage "UPDATE about SET value = zeroblob(7) WHERE name = 'freq'"
else
	skip 'no python3 to damage a state with'
fi
finish
