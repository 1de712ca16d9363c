#!/bin/sh
# Our own samples, all synthetic, against readers of other make: every record, field by field. Those of mail, YouTube and
# CrowdTangle are compared in the tests of these.
. "${0%/*}/../lib.sh"
python3 -c 'import csv, json, zipfile' 2>/dev/null || skip_all 'no python3 to compare with'
cli=$top/tests/cli

# compared FILE SCRIPT [ARGUMENT]
compared() {
	file=$1
	shift
	fr-ingest -q "$file" >records 2>err
	[ -s records ] && PYTHONDONTWRITEBYTECODE=1 python3 "$cli/$@" "$file" <records >out 2>>err
	result $? "${file##*/}: $(tail -n 1 out)"
}

compared "$top/tests/samples/x-api.jsonl" ingest-fields.py x
compared "$top/tests/samples/telegram-result.json" ingest-fields.py telegram
compared "$top/tests/samples/whatsapp-android.txt" ingest-fields.py whatsapp
compared "$top/tests/samples/whatsapp-ios.zip" ingest-fields.py whatsapp
compared "$top/tests/samples/form-complaints.csv" ingest-fields.py form
for format in facebook-dyi instagram-dyi messenger facebook-graph; do
	compared "$cli/data/ingest/$format.json" ingest-meta.py
done
finish
