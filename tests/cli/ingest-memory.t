#!/bin/sh
# What fr-ingest holds in memory does not grow with a document, whatever it comes out of. All posts are synthetic.
. "${0%/*}/../lib.sh"
[ "$MODE" = san ] && skip_all 'sanitizers need memory of their own: release only'

TMPDIR=$scratch
export TMPDIR
python3 "$top/tests/bench/gen_telegram.py" 64 >result.json || skip_all 'no python3'
records=$(grep -c '"type": "message"' result.json)
most=40960

# peak WHAT COMMAND: ends with 0, makes all records, in less than $most KiB
peak() {
	python3 "$top/tests/bench/peak.py" kib sh -c "$2" 2>err
	[ $? -eq 0 ] && [ "$(cat n)" = "$records" ] && [ "$(cat kib)" -lt $most ]
	result $? "$1: all records in less than $((most / 1024)) MiB"
	echo "# $(cat n) records, $(cat kib) KiB"
}
peak 'a document of 64 MiB' 'fr-ingest result.json | wc -l >n'
fr-ingest result.json | sed 's/,"source":.*//' | sha256sum >whole
peak 'through a pipe' 'cat result.json | fr-ingest | wc -l >n'
peak 'out of gzip' 'gzip -1 <result.json | fr-ingest | wc -l >n'
ls -A | grep fr-spool
[ $? -eq 1 ]
result $? 'and no temporary file stays'
gzip -1 <result.json | fr-ingest | sed 's/,"source":.*//' | sha256sum | cmp -s - whole
result $? 'the records are the same'
python3 - <<'P'
with open('chat.txt', 'w') as out:
    for n in range(600000):
        out.write(f'05/05/24, {n // 3600 % 24:02}:{n // 60 % 60:02} - Member {n % 97}: sadak par paani bhara hai, koi sunne wala nahi {n}\n')
with open('table.csv', 'w') as out:
    out.write('time,name,text,place\n')
    for n in range(600000):
        out.write(f'2024-05-05 {n // 3600 % 24:02}:{n // 60 % 60:02},Member {n % 97},"sadak par paani, koi sunne wala nahi {n}",Ward {n % 40}\n')
P
records=600000
peak 'a WhatsApp chat' 'fr-ingest -q --date-order dmy chat.txt | wc -l >n'
peak 'a table' 'fr-ingest -q table.csv | wc -l >n'

# a file that somebody cuts while it is read: the pipe is full, so reading stands still meanwhile
mkfifo pipe
(fr-ingest result.json >pipe 2>err; echo $? >rc) &
exec 3<pipe
head -c 1 <&3 >out
: >result.json
cat <&3 >out
exec 3<&-
wait
[ "$(cat rc)" = 2 ] && grep -q '^fr-ingest: result.json: the file got shorter while it was read$' err
result $? 'a file that is cut while it is read: exit 2 and a word, no crash'
exits 2 'no room for what comes out of a pipe' sh -c "yes '{' | head -c 40000000 | TMPDIR=$scratch/nowhere fr-ingest -f telegram"
grep -q 'no temporary file there (set TMPDIR)' err
result $? 'is told with what to do'
finish
