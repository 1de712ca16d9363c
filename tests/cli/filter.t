#!/bin/sh
# What every filter does with its input, output and options, whatever its work: shown at fr-classify. Records are synthetic.
. "${0%/*}/../lib.sh"

# What came in is what goes out, but for the member class, which stands at the end of each line.
bare() {
	LC_ALL=C sed 's/,\{0,1\}"class":{"category":.*}}*\([]} ]*\)/}/' out >bare
	mv bare out
}

# ---- records that pass

cat >in <<'IN'
{"id":"x:1","text":"Mairwa","n":1.10,"zz":[1,2]}
{"b":1,"a":2,"big":18446744073709551616,"tiny":1e-999,"huge":-1E+999,"esc":"\u0905\/\ud83d\ude00","text":"x"}
{}
{"text":null,"nul":"a\u0000b","deep":{"a":[{"b":[[]]}]},"empty":""}
IN
printf '{"text":"last line, no newline"}' >>in
exits 0 'valid records are all passed on' fr-classify in
cp out first
bare
{ cat in && echo; } | same 'with every byte as it came: 1.10, integers over 64 bits, escapes, order of members'
cp first in2
exits 0 'a second run takes its own output' fr-classify <in2
same 'and replaces its own member only' <first
exits 0 'of several files each is read, - is standard input' sh -c 'fr-classify in - in <in2'
{ cat first first first; } | same 'in the order of the command line'

printf '{"a":1,"class":"old","b":2,"text":"x"}\n' >in
exits 0 'a member of its name in the middle' fr-classify in
sed 's/"class":{.*}}*,"b"/"class":0,"b"/' out >bare && mv bare out
same 'is replaced where it stands' <<'OUT'
{"a":1,"class":0,"b":2,"text":"x"}
OUT
printf '{"\\u0063lass":"old","text":"x"}\n' >in
exits 0 'a member of its name in escapes' fr-classify in
grep -q '^{"[\]u0063lass":{"category":.*,"text":"x"}$' out
result $? 'is the same member'
printf '{"text":"thanks","te\\u0078t":"Mairwa me pistol lahraya"}\n{"text":"Mairwa me pistol lahraya"}\n' >in
exits 0 'of members of the same name' fr-classify in
sed 's/.*"class":/"class":/' out | uniq | wc -l | tr -d ' ' >n
[ "$(cat n)" = 1 ]
result $? 'the last one counts'

printf '\357\273\277{"text":"a"}\r\n\r\n  \n{ "text" : "b" } \r\n\t{"text":"c"}' >in
exits 0 'a byte order mark, CRLF, empty lines, blanks, no final newline' fr-classify in
sed 's/,"class":{.*}}*}/}/' out | tr -d '\r' >bare
grep -c "$(printf '\r')\$" out >n
mv bare out
same 'the mark is taken off, the blanks pass' <<'OUT'
{"text":"a"}
{ "text" : "b" } 
	{"text":"c"}
OUT
[ "$(cat n)" = 2 ]
result $? 'and carriage returns stay where they were'
: >in
exits 0 'an empty file is no error' fr-classify in
same 'and gives nothing' </dev/null

# ---- records that are rejected

bad() {
	what=$1 says=$2
	{ printf '{"text":"one"}\n' && cat && printf '\n{"text":"three"}\n'; } >in
	exits 1 "$what is rejected" fr-classify in
	bare
	printf '{"text":"one"}\n{"text":"three"}\n' | same "$what: the records around it are kept"
	grep -q "^fr-classify: in: record 2.*$says" err && [ "$(wc -l <err)" -eq 1 ]
	result $? "$what: one line says where and what"
}
printf '{"text":"cut' | bad 'a line cut short' 'byte [0-9]*: '
printf '{"text":"\303("}' | bad 'a byte that is no UTF-8' 'byte 24: '
printf '{"text":"\355\240\200"}' | bad 'a surrogate in UTF-8' 'byte 24: '
printf '{"text":"\\ud800"}' | bad 'a lone surrogate' 'byte [0-9]*: '
printf '{"a\\u0000b":1}' | bad 'a NUL in a name' 'byte [0-9]*: '
printf '{"a":01}' | bad 'a number with a leading zero' 'byte [0-9]*: '
printf '{"a":1,}' | bad 'a comma too many' 'byte [0-9]*: '
printf '{"a":1}{"b":2}' | bad 'two objects on a line' 'byte [0-9]*: '
printf '[1,2]' | bad 'a top level that is no object' 'object'
printf '"text"' | bad 'a string' 'object'
printf '{"a":"\t"}' | bad 'a control character in a string' 'byte [0-9]*: '
printf '\357\273\277{"text":"two"}' | bad 'a byte order mark in the middle' 'byte 15: '
printf '{"text":"a\000b"}' | bad 'a NUL byte' 'byte [0-9]*: '
printf '{"text":17}' | bad 'a text that is no string' 'text'
awk 'BEGIN { while (i++ < 3000) printf "["; printf "\n" }' | sed 's/^/{"a":/' | tr -d '\n' | bad 'nesting without end' 'byte [0-9]*: '
awk 'BEGIN { printf "{\"a\":0"; while (i++ < 65536) printf ",\"m%d\":0", i; printf "}" }' | bad 'more than 65536 members' 'members'

yes '{"text":' | head -n 1000 >in
{ yes '[]' | head -n 500 && echo '{"text":"good"}'; } >>in
exits 1 'of a thousand faults' fr-classify in
[ "$(wc -l <err)" -eq 2 ] && grep -q 1000 err && grep -q 500 err
result $? 'a kind is told once, with its count'
exits 1 'with -q the exit status tells' fr-classify -q in
[ ! -s err ]
result $? 'and nothing else does'

head -c 300000 /dev/urandom >noise
exits 1 'noise is rejected' fr-classify noise
[ "$(wc -l <err)" -le 6 ] && ! tr -d '\n' <err | LC_ALL=C grep -q '[[:cntrl:]]'
result $? 'in a few lines that are safe for a terminal'
printf '\033]0;x\007{\n' >"$(printf 'a\033[31mb')"
exits 1 'a file with an escape in its name' fr-classify "$(printf 'a\033[31mb')"
tr -d '\n' <err | LC_ALL=C grep -q '[[:cntrl:]]'; [ $? -eq 1 ]
result $? 'is named without it'

# ---- rejects kept

printf '{"text":"one"}\n{"cut\n{"text":"\303("}\n{"text":"four"}\n' >in
exits 1 'rejects go to a file' fr-classify --rejects rejected -o kept in
[ ! -s err ] && [ ! -s out ]
result $? 'with no word on the terminal'
jq -c '[.source.file, .source.record, .source.offset, .source.length, .raw, .raw_base64, (.error | length > 0)]' rejected >out
same 'each with its place and its bytes, base64 where they are no UTF-8' <<'OUT'
["in",2,15,5,"{\"cut",null,true]
["in",3,21,13,null,"eyJ0ZXh0IjoiwygifQ==",true]
OUT
wc -l <kept | tr -d ' ' >out
echo 2 | same 'and the good ones to theirs'
exits 2 'rejects that can not be written' fr-classify --rejects none/here in
exits 2 'a full disk under the rejects' fr-classify --rejects /dev/full -o final in
[ ! -e final ] && [ -s err ]
result $? 'is an error like one under the output'

# ---- long lines: the limit is 64 MiB

long() {
	printf '{"text":"' && head -c "$1" /dev/zero | tr '\0' a && printf '"}\n'
}
{ echo '{"text":"one"}' && long 67108853 && echo '{"text":"three"}'; } >in
exits 0 'a line of 64 MiB passes' fr-classify -q -o kept in
[ "$(wc -l <kept)" -eq 3 ]
result $? 'whole'
{ echo '{"text":"one"}' && long 100000000 && echo '{"text":"three"}'; } >in
exits 1 'a line of 100 MB is rejected, the others are kept' fr-classify in
bare
printf '{"text":"one"}\n{"text":"three"}\n' | same 'as they were'
grep -q '^fr-classify: in: record 2, byte 67108879: line longer than 64 MiB' err
result $? 'and its place is told'
exits 1 'a line of 100 MB into the rejects' fr-classify --rejects rejected -o kept in
jq -c .source rejected >out
same 'with its whole length' <<'OUT'
{"file":"in","record":2,"offset":15,"length":100000011}
OUT
sed -n 2p in | tr -d '\n' >expected
jq -r .raw_base64 rejected | base64 -d | cmp -s - expected
result $? 'and its bytes'
rm -f in kept rejected expected noise

# ---- output

printf '{"text":"one"}\n{"text":"two"}\n' >in
fr-classify in >good
exits 0 '-o writes a file' fr-classify -o final in
cp final out
same 'with what would go to standard output' <good
[ "$(ls -l final | cut -c 1-10)" = -rw-r--r-- ]
result $? 'and the permissions that other programs give'
chmod 640 final
exits 0 '-o replaces a file' fr-classify -o final in
[ "$(ls -l final | cut -c 1-10)" = -rw-r----- ]
result $? 'and keeps its permissions'
exits 0 'the input may be the output' fr-classify -o final final
cp final out
same 'and is read before it is replaced' <good
mkdir folder
echo before >folder/final
exits 2 'a missing input' fr-classify -o folder/final in no-such-file
grep -q "^fr-classify: .*no-such-file.*No such file" err
result $? 'is named'
exits 2 'an input that fails in the middle' fr-classify -o folder/final in /proc/self/mem
grep -q '^fr-classify: /proc/self/mem: ' err
result $? 'is named too'
cat folder/* >out
echo before | same 'both leave the old file as it was, and nothing beside it'
exits 1 'a run with rejects' sh -c 'echo "{" | fr-classify -q -o folder/final in -'
cp folder/final out
same 'is a run that is done' <good
exits 2 'a folder that is not there' fr-classify -o nowhere/final in
exits 2 'an output that is a folder' fr-classify -o folder in
[ "$(ls folder)" = final ]
result $? 'nothing is left in it'
exits 2 'a folder as input' fr-classify folder
grep -q '^fr-classify: folder: Is a directory' err
result $? 'is named'
if [ "$(id -u)" -ne 0 ]; then
	: >secret && chmod 0 secret
	exits 2 'a file that may not be read' fr-classify in secret
	chmod 600 secret
fi
exits 2 'a full disk is an error' sh -c 'fr-classify <in >/dev/full'
grep -q '^fr-classify: writing to standard output: No space left' err
result $? 'with its message'
exits 2 'a full disk under -o' fr-classify -o /dev/full in
exits 2 'a closed standard output is an error' sh -c 'fr-classify in >&-'
[ -s err ]
result $? 'with a message'
exits 2 'a closed standard output is not replaced by the rejects' sh -c 'fr-classify --rejects rejected in >&-'
exits 2 'a closed standard input is an error' sh -c 'fr-classify <&-'
exits 1 'a closed standard error is not missed' sh -c 'echo "{" | fr-classify in - 2>&-'
same 'and nothing strays into the output' <good

yes '{"text":"Mairwa"}' | head -n 300000 >many
exits 0 'a closed reader ends it quietly' sh -c '{ fr-classify many; echo $? >rc; } | head -n 1 >/dev/null; exit "$(cat rc)"'
[ ! -s err ]
result $? 'without a word'
exits 0 'so it does a feed without end' sh -c 'yes "{}" | { fr-classify; echo $? >rc; } | head -n 1 >/dev/null; exit "$(cat rc)"'
exits 0 'and with SIGPIPE ignored by the caller' \
	sh -c 'trap "" PIPE; { fr-classify many; echo $? >rc; } | head -n 1 >/dev/null; exit "$(cat rc)"'
exits 0 'rejects before the reader left are not complained of' \
	sh -c '{ echo "{"; cat many; } >bad; { fr-classify bad; echo $? >rc; } | head -n 1 >/dev/null; exit "$(cat rc)"'
rm -f many bad

# ---- a live feed: each record is out before the next one comes in

mkfifo feed shown
fr-classify <feed >shown 2>err &
tool=$!
exec 3>feed 4<shown
: >out
for n in 1 2 3; do
	printf '{"n":%d}\n' "$n" >&3
	timeout 60 head -n 1 <&4 >>out
done
printf '{"n":4}\n{"n":5' >&3
timeout 60 head -n 1 <&4 >>out
printf '}\n{"n":\n' >&3
timeout 60 head -n 1 <&4 >>out
exec 3>&-
wait "$tool"
status=$?
exec 4<&-
bare
printf '{"n":%d}\n' 1 2 3 4 5 | same 'a record of a live feed comes out before the next comes in'
[ "$status" -eq 1 ]
result $? 'and the exit status is that of any run'

fr-classify --rejects rejected <feed >shown 2>err &
tool=$!
exec 3>feed 4<shown
printf '{"cut\n{"n":1}\n' >&3
timeout 60 head -n 1 <&4 >out
grep -q cut rejected
result $? 'its rejects are on disk by then'
exec 3>&- 4<&-
wait "$tool"

# ---- options

exits 0 '--help' fr-classify --help
grep -q '^usage: fr-classify' out && [ ! -s err ]
result $? 'goes to standard output'
cp out help
exits 0 '-h' fr-classify -h
same 'is the same' <help
exits 0 '--version' fr-classify --version
grep -q '^fr-classify [0-9][0-9.]*$' out && [ ! -s err ]
result $? 'names tool and version'
exits 2 '--help on a full disk' sh -c 'fr-classify --help >/dev/full'
exits 2 'an unknown option' fr-classify --no-such
grep -q "^fr-classify: .*'--no-such'" err && [ ! -s out ]
result $? 'is named'
exits 2 'an unknown letter' fr-classify -qZ
grep -q "^fr-classify: .*Z" err
result $? 'is named'
exits 2 'a beginning of an option is no option' fr-classify --out final in
exits 2 'an option without its value' fr-classify in -o
exits 2 'a flag with a value' fr-classify --quiet=yes in
exits 2 'a bad time' fr-classify --now yesterday in
cp in ./-q
exits 0 '-- ends the options' fr-classify -- -q
same 'and what follows is a file' <good
exits 0 'options may stand behind files' fr-classify in --output=late -q
cp late out
same 'and take = or the next word' <good
exits 0 'letters may stand together' fr-classify -qolater in
cp later out
same 'with the value behind the last' <good
exits 0 'a record is the same under any locale' env LC_ALL=tr_TR.UTF-8 LANG=hi_IN fr-classify in
same 'byte for byte' <good

# ---- packs

exits 2 'a pack that is not there' env FR_PACK=nowhere fr-classify in
grep -q "^fr-classify: no pack 'nowhere'" err && [ ! -s out ]
result $? 'is an error before any record'
exits 0 'a pack by its folder' env FR_PACK="$top/share/fr/packs/bihar" fr-classify in
same 'is the same pack' <good
mkdir packs
cp -R "$top/share/fr/packs/bihar" packs/other
exits 0 'a pack by its name on FR_PACK_PATH' env FR_PACK_PATH="/nowhere:$scratch/packs" fr-classify --pack other in
same 'is found there' <good
finish
