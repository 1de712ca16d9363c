#!/bin/sh
# fr-report, as the desk reads it and as cron runs it. Posts are synthetic.
. "${0%/*}/../lib.sh"

# A pack of its own, so that what an office corrects in the real one changes nothing here.
mkdir -p pack/places
cat >pack/pack.json <<'EOT'
{"name": "test", "version": "1", "languages": ["hi", "en"], "timezone": "Asia/Kolkata", "default_desk": "review",
 "offence_code_from": "2024-07-01"}
EOT
table() {
	tr '|' '\t' >"pack/$1"
}
table categories.tsv <<'EOT'
id|name_en|name_hi
celebratory_firing|Celebratory firing|हर्ष फायरिंग
missing_person|Missing person|लापता व्यक्ति
theft_robbery|Theft, snatching|चोरी, छिनतई
EOT
table places/police_districts.tsv <<'EOT'
id|name_en|name_hi
siwan|Siwan|सीवान
gaya|Gaya|गया
jamui|Jamui|जमुई
EOT
table places/stations.tsv <<'EOT'
id|name_en|name_hi
siwan/mairwa|Mairwa|मैरवा
gaya/mohanpur|Mohanpur|मोहनपुर
jamui/mohanpur|Mohanpur|मोहनपुर
EOT

# One case of three reports, one of them read twice; one without a station; one for review; one no; one from elsewhere.
fire='"class":{"category":"celebratory_firing","score":0.97,"priority":"P2","actionable":true,"law":{"code":"ipc","sections":[{"act":"Arms Act","section":"25(9)"},{"act":"Arms Act","section":"27(1)"},{"act":"IPC","section":"336"}]},"evidence":[{"category":"celebratory_firing","text":"पिस्टल लहरा"},{"category":"celebratory_firing","text":"पिस्टल"},{"category":"celebratory_firing","text":"ऑर्केस्ट्रा"}]}'
mairwa='"route":{"desk":"district","district":"siwan","station":"siwan/mairwa","office":"siwan/mairwa","confidence":0.93,"due":"2024-05-05T15:00:00Z","copy_to":["siwan"],"reasons":[{"kind":"station","text":"मैरवा","place":"siwan/mairwa"}]}'
theft='"class":{"category":"theft_robbery","score":0.8,"priority":"P3","actionable":true,"evidence":[{"category":"theft_robbery","text":"mobile chori"}]}'
cat >in <<EOT
{"id":"x:1","platform":"x","time":"2024-05-05T14:30:00Z","author":{"id":"11","handle":"synthetic_reporter"},"text":"मैरवा में ऑर्केस्ट्रा में एक युवक पिस्टल लहरा रहा है","url":"https://x.com/i/status/1",$fire,$mairwa,"case":{"id":"c-1","role":"first"}}
{"id":"telegram:2","platform":"telegram","time":"2024-05-05T14:41:00Z","author":{"id":"u2"},"text":"मैरवा में ऑर्केस्ट्रा में एक युवक पिस्टल लहरा रहा है!!",$fire,$mairwa,"case":{"id":"c-1","role":"copy","of":"x:1","why":"text"}}
{"id":"whatsapp:3","platform":"whatsapp","time":"2024-05-05T14:50:00Z","author":{"name":"Synthetic Reporter"},"text":"मैरवा में एक युवक पिस्टल लहरा रहा है",$fire,$mairwa,"case":{"id":"c-1","role":"copy","of":"x:1","why":"text"}}
{"id":"x:1","platform":"x","time":"2024-05-05T14:30:00Z","author":{"id":"11"},"text":"मैरवा में ऑर्केस्ट्रा में एक युवक पिस्टल लहरा रहा है","url":"https://x.com/i/status/1",$fire,$mairwa,"case":{"id":"c-1","role":"copy","of":"x:1","why":"same-post"}}
{"id":"x:4","platform":"x","time":"2024-05-05T10:00:00Z","author":{"id":"12"},"text":"Siwan me mobile chori ho gaya","url":"https://x.com/i/status/4",$theft,"route":{"desk":"district","district":"siwan","office":"siwan","confidence":0.8,"due":"2024-05-06T10:00:00Z"},"case":{"id":"c-4","role":"first"}}
{"id":"x:5","platform":"x","time":"2024-05-05T13:00:00Z","author":{"id":"13"},"text":"Meri beti kal se lapata hai, Mohanpur","class":{"category":"missing_person","score":0.9,"priority":"P1","actionable":true},"route":{"desk":"review","confidence":0.4,"due":"2024-05-05T13:15:00Z","alternatives":["gaya/mohanpur","jamui/mohanpur"],"reasons":[{"kind":"ambiguous","text":"Mohanpur"}]},"case":{"id":"c-5","role":"first"}}
{"id":"x:6","platform":"x","text":"old news","class":{"category":"not_actionable","priority":"P4","actionable":false,"reason":"closed_news"},"case":{"id":"c-6","role":"first"}}
{"id":"x:7","platform":"x","text":"Lucknow me chori",$theft,"route":{"desk":"out_of_state","confidence":0.9,"reasons":[{"kind":"state","text":"Lucknow","place":"Uttar Pradesh"}]},"case":{"id":"c-7","role":"first"}}
EOT

exits 0 'the case list is written' fr-report --pack ./pack --width 72 --now 2024-05-05T18:20:00Z in
same 'by office, most urgent first, with due, place, words, law, reports, link, and counts that add up' <<'EOT'
━━ Case list ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ cases 4
INTERNAL: citizens' own words and links; not to be passed on as it is
test 1 · times in Asia/Kolkata · as of 05 May 2024 23:50

                                       P1    P2    P3    P4  cases  late
District police                         ·     1     1     ·      2     1
  Siwan                                 ·     1     1     ·      2     1
For review                              1     ·     ·     ·      1     1
Other states                            ·     ·     1     ·      1     ·
total                                   1     1     2     ·      4     2

━━ District police ━━━━━━━━━━━━━━━━━━━━━━━━━ cases 2: P2 1, P3 1, late 1
══ Police district: Siwan ══════════════════ cases 2: P2 1, P3 1, late 1
── Police station: Mairwa ──────────────────────── cases 1: P2 1, late 1
P2  due 05 May 2024 20:30, late 3 h 20 min
    Celebratory firing · Mairwa, Siwan
    “मैरवा में ऑर्केस्ट्रा में एक युवक पिस्टल लहरा रहा है”
  why              पिस्टल लहरा; ऑर्केस्ट्रा
  place            station “मैरवा” → Mairwa, Siwan
  law to consider  Arms Act 25(9), 27(1); IPC 336
  reports          3 (telegram 1, whatsapp 1, x 1), accounts: 3; same
                   post once more: 1
  received         05 May 2024 20:00
  to act           Mairwa, Siwan
  copy             Siwan
  link             https://x.com/i/status/1
  case             c-1

── Station not known: to the district ──────────────────── cases 1: P3 1
P3  due 06 May 2024 15:30, in 15 h 40 min  Theft, snatching · Siwan
    “Siwan me mobile chori ho gaya”
  why              mobile chori
  reports          1 (x 1), accounts: 1
  received         05 May 2024 15:30
  to act           Siwan
  link             https://x.com/i/status/4
  case             c-4

━━ For review ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ cases 1: P1 1, late 1
P1  due 05 May 2024 18:45, late 5 h 5 min  Missing person
    “Meri beti kal se lapata hai, Mohanpur”
  look at          several places possible “Mohanpur”; may be: Mohanpur,
                   Gaya / Mohanpur, Jamui
  reports          1 (x 1), accounts: 1
  received         05 May 2024 18:30
  case             c-5

━━ Other states ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ cases 1: P3 1
P3  no due time  Theft, snatching
    “Lucknow me chori”
  why              mobile chori
  place            state “Lucknow” → Uttar Pradesh
  reports          1 (x 1)
  received         time not known
  case             c-7

━━ Counts ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ posts
posts read                                   8
  in the cases listed                        7   cases 4
    District police                          5   cases 2
    For review                               1   cases 1
    Other states                             1   cases 1
    of these, a post read once more          1
  not actionable, not listed                 1   cases 1
    news of a closed matter                  1   cases 1
  rejected as faulty, not listed             0
EOT
! grep -qi 'synthetic' out
result $? 'who reported it is not shown'
! fr-report --pack ./pack in | grep -q 'late\|as of'
result $? 'without --now nothing is said of lateness'

exits 0 'the list in Hindi' fr-report --pack ./pack --lang hi --width 80 in
grep -q '^P2  समय सीमा 05 मई 2024 20:30  हर्ष फायरिंग · मैरवा, सीवान$' out
result $? 'has categories, places and months in Hindi'

exits 0 'no records make a report too' fr-report --pack ./pack -w 60 /dev/null
same 'of no cases' <<'EOT'
━━ Case list ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ cases 0
INTERNAL: citizens' own words and links; not to be passed on as it is
test 1 · times in Asia/Kolkata

no cases

━━ Counts ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ posts
posts read                                   0
  in the cases listed                        0
  not actionable, not listed                 0
  rejected as faulty, not listed             0
EOT

# Data formats
exits 0 'ndjson is written' fr-report --pack ./pack -f ndjson --now 2024-05-05T18:20:00Z in
grep -q '^fr-report: 8 posts read = 7 in cases listed (4 cases) + 1 not actionable (closed_news 1) + 0 rejected$' err
result $? 'and the counts are told on standard error'
jq -c '[.section,.station,.case,.due,.minutes_left,.reports,.seen_again,.platforms.x,.accounts,.review]' out >jq.out
mv jq.out out
same 'an object a case' <<'EOT'
["district","siwan/mairwa","c-1","2024-05-05T15:00:00Z",-200,3,1,1,3,null]
["district",null,"c-4","2024-05-06T10:00:00Z",940,1,0,1,1,null]
["review",null,"c-5","2024-05-05T13:15:00Z",-305,1,0,1,1,"no_place"]
["out_of_state",null,"c-7",null,null,1,0,1,0,null]
EOT
fr-report --pack ./pack -q -f ndjson in 2>&1 | jq -sc 'map(keys_unsorted) | unique | length' >out
same 'whose members are all there in one order' <<'EOT'
1
EOT
exits 0 'csv is written' fr-report --pack ./pack -q -f csv in
tr -cd '\r' <out >cr
[ "$(wc -l <out)" -eq 5 ] && [ "$(wc -c <cr)" -eq 5 ] && [ ! -s err ]
result $? 'with CRLF, a line a case behind a header, and quietly with --quiet'

# Hostile posts
cat >hostile <<'EOT'
{"id":"x:1","platform":"x","text":"=cmd|'/c calc'!A1","class":{"category":"@SUM(A1)","priority":"P1"},"url":"+1"}
{"id":"-2","platform":"x","text":"  \uff1dHYPERLINK(\"http://e\")","class":{"category":"a,b","priority":"P1"}}
{"id":"x:3","platform":"\u001b]0;t\u0007","text":"\u001b[2J\u202egpj.exe\u009b31m\r\nnext\ttab\u0000nul","class":{"category":"\u001b[31m","priority":"P1","evidence":[{"text":"\u001b[32m"}]},"route":{"desk":"\u001b[33m","office":"\u001b[34m"}}
EOT
python3 -c '
import csv, subprocess, sys
out = subprocess.run(["fr-report", "--pack", "./pack", "-q", "-f", "csv", "hostile"], capture_output=True, check=True).stdout
rows = list(csv.DictReader(out.decode().splitlines(keepends=True)))
cells = [c for row in rows for k, c in row.items()]
assert len(rows) == 3, len(rows)
bad = [c for c in cells if c.lstrip()[:1] in set("=+-@\uff1d\uff0b\uff0d\uff20\t\r") and c]
assert not bad, bad
assert {r["case"] for r in rows} == {"x:1", "\x27-2", "x:3"}
assert not [b for b in out if b < 32 and b not in (13, 10)]
' >out 2>err
result $? 'no csv cell can be read as a formula, and none holds a control'
fr-report --pack ./pack hostile >text
fr-report --pack ./pack -q -f csv hostile >csv
fr-report --pack ./pack -q -f ndjson hostile >ndjson
cat text csv ndjson >out
! LC_ALL=C grep -q "$(printf '[\033\007]\|\302\233\|\342\200\256')" out
result $? 'no format holds an escape, a C1 control or a bidi control'
jq -r 'select(.case=="x:3").text' ndjson >out
jq -r 'select(.id=="x:3").text' hostile | cmp -s - out
result $? 'but ndjson reads back as it was written'

# Marks without end, a text of one word, thousands of posts in one case
awk 'BEGIN { printf "{\"id\":\"x:1\",\"text\":\"a"; for (i = 0; i < 50000; i++) printf "\xcc\x81"; print "\"}"
	printf "{\"id\":\"x:2\",\"text\":\""; for (i = 0; i < 200000; i++) printf "\xe0\xa4\x95"; print "\"}"
	for (i = 0; i < 5000; i++) printf "{\"id\":\"x:%d\",\"platform\":\"p%d\",\"case\":{\"id\":\"c\"}}\n", i, i }' >odd
exits 0 'odd texts are reported' fr-report --pack ./pack odd
fr-report --pack ./pack -q -f ndjson odd | jq -c '[.case,.reports,.text_bytes,(.text|utf8bytelength)<=65536]' >out
same 'and cut where the limits say' <<'EOT'
["c",5000,0,true]
["x:1",1,100001,true]
["x:2",1,600000,true]
EOT

# Faults
cp in broken
sed -i '3s/"P2"/"P7"/; 5s/^{/{{/' broken
exits 1 'faulty records are set aside' fr-report --pack ./pack -w 72 --rejects rejects broken
grep -q 'rejected as faulty, not listed *2$' out && [ "$(wc -l <rejects)" -eq 2 ]
result $? 'counted and kept'
exits 2 'a pack that is not there ends it' fr-report --pack ./nowhere in
exits 2 'so does one without its tables' env FR_PACK=./empty sh -c 'mkdir empty; cp pack/pack.json empty; fr-report in'
grep -q 'categories.tsv' err
result $? 'which are named'
exits 2 'an unknown format is refused' fr-report -f pdf in
exits 2 'a full disk is an error' sh -c 'fr-report --pack ./pack in >/dev/full'
exits 0 'a closed reader ends it quietly' sh -c '{ fr-report --pack ./pack odd; echo $? >rc; } | head -1; exit $(cat rc)'
[ ! -s err ]
result $? 'without a word'
exits 0 'a file appears whole' fr-report --pack ./pack -o list.txt in
fr-report --pack ./pack in | cmp -s - list.txt
result $? 'and is what standard output would be'
finish
