#!/bin/sh
# The whole chain on the bundled samples, which are synthetic: pipes against fr run, filters in any order.
. "${0%/*}/../lib.sh"
samples=$top/tests/samples

# ---- pipes and fr run

(fr-ingest -q "$samples"/* | fr-classify | fr-route | fr-dedupe | fr-report -q) >piped 2>err
[ -s piped ]
result $? 'the chain as pipes ends with a case list'
exits 1 'fr run, tools as words, rejects the broken lines of the sample' \
	fr run -q ingest "$samples"/* then classify then route then dedupe then report
same 'and writes the bytes that the pipes write' <piped
(cd "$top" && fr-ingest -q tests/samples/* | fr-classify | fr-route | fr-dedupe | fr-report -q) >piped
chain="ingest $(cd "$top" && echo tests/samples/*) | classify | route | dedupe | report"
exits 1 'fr run, the chain as one string' sh -c 'cd "$1" && fr run -q "$2"' sh "$top" "$chain"
same 'and writes them, too' <piped
exits 1 'fr-TOOL and the quotes of a shell may stand in the string' \
	sh -c 'cd "$1" && fr run -q "fr-ingest '"'tests/samples/x-api.jsonl'"' | fr-classify|fr-route" >/dev/null' sh "$top"
for format in csv ndjson; do
	(fr-ingest -q "$samples"/* | fr-classify | fr-route | fr-dedupe | fr-report -q --format $format) >piped
	exits 1 "the case list as $format" \
		fr run -q ingest "$samples"/* then classify then route then dedupe then report --format $format
	same "is the same from pipes and from fr run: $format" <piped
done
(fr-ingest -q "$samples"/* | fr-classify | fr-route | fr-dedupe) >piped
exits 1 'fr run that ends with records' fr run -q ingest "$samples"/* then classify then route then dedupe
same 'writes the records that the pipes write' <piped
exits 1 'fr run -o' fr run -q -o final ingest "$samples"/* then classify then route then dedupe
cp final out
same 'writes them to the file' <piped
fr-ingest -q "$samples"/* >ingested
exits 0 'a chain without rejects ends with 0, and reads standard input' fr run classify then route then dedupe <ingested
same 'with the same records again' <piped
exits 0 'a chain of one tool' fr run classify <ingested
cp out classified
exits 0 'fr TOOL' fr classify ingested
same 'is fr-TOOL' <classified

# ---- the records of a chain

wc -l <piped | tr -d ' ' >out
jq -s 'length' ingested | same 'no record is lost on the way'
jq -c 'del(.class, .route, .case)' piped >out
jq -c . ingested | same 'and no member of any record is changed'
fr-classify ingested | fr-route >one
fr-route ingested | fr-classify >other
jq -cS 'del(.class.respond_minutes, .route)' one >out
jq -cS 'del(.class.respond_minutes, .route)' other | same 'what a post is does not depend on where it is routed'
fr-dedupe one | fr-classify | fr-route >out
fr-dedupe one >once
jq -cS 'del(.case)' one >a && jq -cS 'del(.case)' out >b && cp b out
same 'filters that run again replace their own members only' <a
fr-dedupe once >out
same 'a second fr-dedupe changes nothing' <once

printf '%s\n' '{"id":"x:1","text":"मैरवा में पिस्टल","n":1.10,"zz":[1,2],"big":123456789012345678901234567890}' >in
for chain in 'fr-classify | fr-route | fr-dedupe' 'fr-dedupe | fr-route | fr-classify' 'fr-route | fr-dedupe | fr-classify'; do
	sh -c "$chain" <in 2>err | cut -c 1-86 >out
	cut -c 1-86 in | same "members that no tool knows stay as they were: $chain"
done
exits 0 'jq takes what comes out' sh -c 'fr-classify <in | jq -c "[.n, .zz]"'

# ---- what goes wrong

{ sed 3q ingested && echo '{"id":"x:2","text":"cut' && sed -n 4,6p ingested; } >broken
exits 1 'a file with one broken line in the middle ends with 1' fr-classify broken
jq -r .id out >ids
sed 6q ingested | jq -r .id >out
same 'and loses only that line' <ids
offset=$(sed 3q ingested | wc -c | tr -d ' ')
grep -q "^fr-classify: broken: record 4, byte $((offset + 23)): " err
result $? 'and says where'
exits 1 'fr run says so, too' fr run classify broken then route
grep -q "^fr-classify: broken: record 4, byte $((offset + 23)): " err
result $? 'in the same words'
exits 1 'and keeps it' fr run classify --rejects rejected broken then route
jq -c '[.source.record, .source.offset, .source.length]' rejected >out
echo "[4,$offset,23]" | same 'with its place'
for tool in classify route dedupe report; do
	exits 2 "fr-$tool on a full disk is an error" sh -c "fr-$tool <ingested >/dev/full"
	grep -q "^fr-$tool: .*No space left on device" err
	result $? "fr-$tool says so"
	exits 0 "fr-$tool ends quietly when its reader has gone" \
		sh -c "{ fr-$tool <ingested; echo \$? >rc; } | head -n 1 >/dev/null; exit \"\$(cat rc)\""
	[ ! -s err ]
	result $? "fr-$tool says nothing then"
	exits 2 "fr-$tool without its input is an error" fr-$tool no-such-file
	[ ! -s out ] && grep -q "^fr-$tool: .*no-such-file" err
	result $? "fr-$tool names it"
done
exits 2 'fr-ingest on a full disk is an error' sh -c 'fr-ingest -q "$1"/* >/dev/full' sh "$samples"
exits 0 'fr-ingest ends quietly when its reader has gone' \
	sh -c '{ fr-ingest -q "$1"/telegram-result.json; echo $? >rc; } | head -n 1 >/dev/null; exit "$(cat rc)"' sh "$samples"
exits 2 'fr run on a full disk is an error' sh -c 'fr run classify then route <ingested >/dev/full'
exits 0 'fr run ends quietly when its reader has gone' \
	sh -c '{ fr run classify then route <ingested; echo $? >rc; } | head -n 1 >/dev/null; exit "$(cat rc)"'
exits 2 'fr run -o that fails in the middle' fr run -o late classify ingested /proc/self/mem then route
[ ! -e late ] && [ -z "$(ls late.* 2>/dev/null)" ]
result $? 'leaves nothing'

# ---- the words of a chain

refused() {
	what=$1 says=$2
	shift 2
	exits 2 "$what is refused" fr run "$@"
	grep -qF -- "$says" err && [ ! -s out ]
	result $? "$what: the message says why"
}
refused 'a redirection' "'>'" 'classify | route > file'
refused 'a pattern' "'*'" 'ingest *.zip | classify'
refused 'a variable' "'\$'" 'ingest $HOME | classify'
refused 'a second command' "';'" 'classify ; route'
refused 'a command behind' "'&'" 'classify & route'
refused 'an open quote' "'" "ingest 'a.zip | classify"
refused 'an empty stage' 'empty' 'classify | | route'
refused 'an empty chain' '' ''
refused 'a tool that is none' 'clasify' 'clasify | route'
refused 'a producer in the middle' 'fr-ingest' classify then ingest a.zip
refused 'a report in the middle' 'fr-report' report then classify
refused 'a file behind the first tool' 'fr-route' classify then route file
refused 'an output in the middle' 'fr-classify' classify -o file then route
refused 'an option that is none' 'fr-route' classify then route --no-such
exits 2 'no chain at all' fr run
exits 2 'a tool that is none' fr clasify
exits 2 'no words at all' fr
exits 0 'help' fr --help
for shell in bash zsh fish; do
	exits 0 "completions for $shell" fr completions $shell
	grep -q -- 'report' out
	result $? "name the tools: $shell"
done
exits 2 'completions for another' fr completions csh
finish
