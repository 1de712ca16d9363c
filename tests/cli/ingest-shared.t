#!/bin/sh
# fr-ingest on the real samples of ../shared/formats: counts and fields against the originals, and a clear word about
# every other file there.
. "${0%/*}/../lib.sh"
formats=$shared/formats
[ -n "$shared" ] && [ -d "$formats" ] || skip_all 'no real samples here: set FR_SHARED to their folder'
cli=$top/tests/cli

while IFS='	' read -r file command; do
	case $file in '' | '#'*) continue ;; esac
	wanted=$(cd "$formats" && sh -c "$command")
	wanted=$((wanted))
	fr-ingest "$formats/$file" >out 2>err
	status=$?
	got=$(wc -l <out)
	[ "$got" -eq "$wanted" ] && [ "$status" -le 1 ]
	result $? "$file: $wanted records (exit $status)"
	[ "$got" -eq "$wanted" ] || echo "# $got records"
	fr-ingest -q "$formats/$file" 2>>err | cmp -s - out
	result $? "$file: the same bytes again"
done <"$cli/ingest-shared.counts"

# fields FORMAT FILE...: id, author, time, text, relations of every record, by a reader of its own
fields() {
	format=$1
	shift
	for file; do
		fr-ingest -q "$file" >records 2>err
		python3 "$cli/ingest-fields.py" "$format" "$file" <records >out 2>>err
		result $? "${file#"$formats"/}: $(tail -n 1 out)"
	done
}
# oracle SCRIPT FILE...: the same by a script for the platform (oracle.py)
oracle() {
	script=$1
	shift
	for file; do
		fr-ingest -q "$file" >records 2>err
		python3 -B "$cli/$script" "$file" <records >out 2>>err
		result $? "${file#"$formats"/}: $(tail -n 1 out)"
	done
}
if python3 -c 'import csv, json' 2>/dev/null; then
	for file in "$formats"/x-v2/*; do
		case $file in *counts* | *lists* | *compliance*) continue ;; esac
		fields x "$file"
	done
	fields telegram "$formats"/telegram/*
	fields whatsapp "$formats"/whatsapp/*.txt "$formats"/whatsapp/*/*.txt
	fields form "$formats"/form/*
	oracle ingest-meta.py "$formats"/facebook-dyi/* "$formats"/instagram-dyi/* "$formats"/facebook-graph/*
	oracle ingest-csv.py "$formats"/csv/*
	oracle ingest-x.py "$formats"/x-v1/* "$formats"/x-archive/* "$formats"/x-csv/* "$formats"/snscrape/*
	oracle ingest-social.py "$formats"/mastodon/* "$formats"/reddit/* "$formats"/bluesky/* "$formats"/zeeschuimer/*
else
	skip 'no python3 to compare the fields'
fi

# Formats that are read later: a message with the file's name, exit 0 or 1, nothing half-said.
for file in "$formats"/*/*; do
	folder=${file%/*}
	case ${folder##*/} in x-* | snscrape | mastodon | reddit | bluesky | zeeschuimer | telegram | whatsapp | csv | form | facebook-* | instagram-dyi | youtube | crowdtangle | mail) continue ;; esac
	[ -f "$file" ] || continue
	fr-ingest "$file" >out 2>err
	status=$?
	[ "$status" -eq 0 ] && [ -s out ] || { [ "$status" -eq 1 ] && grep -qF "fr-ingest: $file" err; }
	result $? "${file#"$formats"/}: exit $status, $(wc -l <out) records, $(head -n 1 err | cut -d ' ' -f 3- | cut -c 1-60)"
done

for file in "$formats"/telegram/* "$formats"/facebook-*/* "$formats"/instagram-dyi/*; do
	fr-ingest "$file" 2>&1 >/dev/null | grep 'not known'
done >out
same 'no real sample of Telegram or Meta has members that are not known' </dev/null

exits 0 'a chat that is unpacked and the zip of it' fr-ingest -q "$formats/whatsapp/ios_in_group/_chat.txt"
jq -r .id out >ids
exits 0 'give the same ids' fr-ingest -q "$formats/whatsapp/chat.zip"
jq -r .id out | cmp -s - ids
result $? 'for every message'
finish
