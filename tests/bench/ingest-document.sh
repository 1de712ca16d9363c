#!/bin/sh
# fr-ingest on one JSON document of 2 GB: rate and peak memory; from the file, and through a pipe. Run by run.sh.
# FR_BENCH_MB: another size. Needs twice that much room in TMPDIR.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
mb=${FR_BENCH_MB:-2048}
python3 "$here/gen_telegram.py" "$mb" >result.json
bytes=$(wc -c <result.json)
echo "== fr-ingest: a result.json of $bytes bytes"
measure() {
	start=$(date +%s.%N)
	python3 "$here/peak.py" kib sh -c "$2"
	end=$(date +%s.%N)
	awk -v what="$1" -v s="$start" -v e="$end" -v b="$bytes" -v k="$(cat kib)" -v n="$(cat records)" \
		'BEGIN { printf "%-12s %7.1f s  %6.1f MB/s  peak %6.1f MiB  %d records\n", what, e - s, b / (e - s) / 1e6, k / 1024, n }'
}
measure file 'fr-ingest result.json | wc -l >records'
measure pipe 'cat result.json | fr-ingest | wc -l >records'
gzip -1 result.json
measure gzip 'fr-ingest result.json.gz | wc -l >records'
rm -f result.json.gz
