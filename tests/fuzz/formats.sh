#!/bin/sh
# usage: formats.sh SECONDS FR-INGEST [FORMAT ...]
# Fuzz detection, then each format that this fr-ingest has (or those that are named), SECONDS each. The table at the end
# says how many inputs were run; a finding ends a format's turn, not the others'.
cd "$(dirname "$0")/../.." || exit 2
seconds=$1 ingest=$2
shift 2
[ $# -gt 0 ] || set -- detection $("$ingest" --list-formats | tail -n +2 | cut -d ' ' -f 1)
failed=0
table=build/fuzz/formats.$$
log=build/fuzz/log.$$
trap 'rm -f "$table" "$log"' EXIT
trap 'exit 1' HUP INT TERM
for format; do
	name=ingest-$format
	[ "$format" = detection ] && name=ingest
	sh tests/fuzz/run.sh "$name" "$seconds" >"$log" 2>&1
	status=$?
	runs=$(sed -n 's/^Done \([0-9]*\) runs in \([0-9]*\) second.*/\1 runs in \2 s/p' "$log")
	[ $status -eq 0 ] || { failed=1 && tail -n 12 "$log"; }
	printf '%-16s %s\n' "$format" "${runs:-a finding: see build/fuzz/$name-*}" | tee -a "$table"
done
echo
sort "$table"
exit $failed
