#!/bin/sh
# fr-ingest --verify: records held against their originals; --since and --until. All posts are synthetic.
. "${0%/*}/../lib.sh"

cat >chat.txt <<'X'
05/05/24, 21:41 - A: help
06/05/24, 21:41 - B: hello
07/05/24, 21:41 - B: and
a line more
X
statuses() { cut -f 1 out | tr '\n' ' '; }

exits 0 'records of a chat' fr-ingest -q chat.txt
cp out records
exits 0 'verify against an unchanged original' fr-ingest --verify records
[ "$(statuses)" = 'ok ok ok ' ]
result $? 'all are ok'
[ "$(cut -f 2 out)" = "$(jq -r .id records)" ] && [ "$(cut -f 3 out | sort -u)" = chat.txt ]
result $? 'a line for each, with its id and its file'
jq -c '. + {class: {category: "other"}, route: {district: "siwan"}}' records >more
exits 0 'what other tools add' fr-ingest --verify more
[ "$(statuses)" = 'ok ok ok ' ]
result $? 'changes nothing'
(sed -n 3p records; sed -n 1p records) >two
exits 0 'records in another order' fr-ingest --verify two
[ "$(cut -f 2 out)" = "$(jq -r .id two)" ]
result $? 'are answered in that order'

jq -c 'if .text == "hello" then .text = "hell" else . end' records >forged
exits 1 'a text that was changed in the records' fr-ingest --verify forged
same 'is told, and which' <<X
ok	$(jq -r .id records | sed -n 1p)	chat.txt		
changed	$(jq -r .id records | sed -n 2p)	chat.txt		its text is not what the original gives
ok	$(jq -r .id records | sed -n 3p)	chat.txt		
X
jq -c '.source.offset += 1' records >forged
exits 1 'a place that was changed' fr-ingest --verify forged
[ "$(statuses)" = 'changed changed changed ' ]
result $? 'is told'
jq -c '.source.record += 100' records >forged
exits 1 'an ordinal that the original does not have' fr-ingest --verify forged
case $(statuses) in *ok*) false ;; *) true ;; esac
result $? 'is not ok'

cp chat.txt kept.txt
sed 's/hello/hullo/' kept.txt >chat.txt
exits 1 'an original that was changed' fr-ingest --verify records
[ "$(statuses)" = 'changed changed changed ' ] && grep -q 'the SHA-256 of the file is now' out
result $? 'is changed for all of its records'
grep -q '3 of 3 records could not be verified' err
result $? 'and counted'
rm chat.txt
exits 1 'an original that is gone' fr-ingest --verify records
[ "$(statuses)" = 'missing missing missing ' ]
result $? 'is missing'
mkdir archive && cp kept.txt archive/chat.txt
exits 0 'originals in another folder' fr-ingest --verify --base archive records
[ "$(statuses)" = 'ok ok ok ' ]
result $? 'are found by --base'
exits 2 '--base alone' fr-ingest --base archive archive/chat.txt
exits 1 'a zone that is not the one of the records' fr-ingest --verify --base archive --tz UTC records
grep -q 'is not what the original gives' out
result $? 'is told'

exits 0 'records of standard input' sh -c 'fr-ingest -q <kept.txt'
cp out piped
exits 1 'verify them' fr-ingest --verify piped
grep -q '^missing.*it came from standard input' out
result $? 'there is no original to go back to'
printf '{"id":"x:1","text":"no source"}\nnot json\n' >odd
exits 1 'records without a source, and what is no record' fr-ingest --verify odd
[ "$(cut -f 1,5 out)" = 'missing	the record names no original' ] && grep -q 'odd' err
result $? 'are told, both'

if python3 -c 'import zipfile' 2>/dev/null; then
	python3 -c '
import zipfile
with zipfile.ZipFile("both.zip", "w") as z:
    z.write("kept.txt", "in/_chat.txt")
    z.write("archive/chat.txt", "other.txt")'
	exits 0 'records of an archive' fr-ingest -q both.zip
	cp out records
	exits 0 'verify them' fr-ingest --verify records
	[ "$(cut -f 1,4 out | sort | uniq -c | tr -s ' \t\n' ' ')" = ' 3 ok in/_chat.txt 3 ok other.txt ' ]
	result $? 'in their members'
	jq -c '.source.member = "elsewhere.txt"' records >forged
	exits 1 'a member that is not there' fr-ingest --verify forged
	case $(statuses) in *ok*) false ;; *) true ;; esac
	result $? 'is not ok'
else
	skip 'no python3 to make an archive'
fi

exits 0 '--since and --until' fr-ingest --since 2024-05-06 --until 2024-05-07T16:11:00Z archive/chat.txt
[ "$(jq -r .text out)" = hello ]
result $? 'from the one on, before the other'
grep -q '2 records left out by --since or --until' err
result $? 'and the rest is counted'
printf 'name,text,place\nA,no time here,Siwan\nB,nor here,Gaya\n' >form.csv
exits 0 'records without a time' fr-ingest --since 2024-05-06 form.csv
[ "$(jq -r .text out)" = 'no time here
nor here' ] && grep -q '2 record.* no time, kept' err
result $? 'are kept, and counted'
exits 2 'an end before the beginning' fr-ingest --since 2024-05-06 --until 2024-05-06 archive/chat.txt
exits 2 'a time that is none' fr-ingest --since yesterday archive/chat.txt
finish
