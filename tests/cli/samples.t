#!/bin/sh
# The bundled sample against its labels: what the chain gets right may not get worse. Posts are synthetic.
. "${0%/*}/../lib.sh"
command -v jq >/dev/null || skip_all 'jq is not installed'

exits 1 'the sample is read, but for its two broken lines' fr-ingest -q "$top"/tests/samples/*
cp out records
exits 0 'and goes through the chain' sh -c 'fr-classify records | fr-route | fr-dedupe'
cp out routed
sh "$top/tests/samples-gold/score.sh" routed >score
sed 's/^/# /' score

# figure, at least this share (in percent), or for what is wrong at most
at_least() { awk -v f="$1" -v p="$2" '$1 == f { ok = $2 * 100 >= p * $3; seen = 1 } END { exit !(seen && ok) }' score; result $? "$3"; }
at_most() { awk -v f="$1" -v p="$2" '$1 == f { ok = $2 * 100 <= p * $3; seen = 1 } END { exit !(seen && ok) }' score; result $? "$3"; }
at_least labels 100 'every label finds its record'
at_least category 90 'nine in ten posts get the category that an officer would give'
at_most missed 5 'hardly a complaint is told to be none'
at_most false_alarm 6 'and hardly a post that is nothing is told to be one'
at_least district 90 'nine in ten posts that lie somewhere go to that district'
at_most district_wrong 2 'hardly one goes to a wrong one'
at_least no_district 80 'posts without a place here are not given one'
at_least station 80 'the station is found where the words name it'
at_least copies 100 'all copies stand in one case with what they copy'
finish
