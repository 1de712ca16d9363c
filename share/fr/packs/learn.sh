#!/bin/sh
# usage: learn.sh TABLE
# The rows of a pack's learn.tsv (category, text) as records for fr-train, one a line.
LC_ALL=C awk -F '\t' '/^#/ || NF < 2 || ($1 == "category" && $2 == "text") { next }
{
	text = $2
	gsub(/\\/, "\\\\", text)
	gsub(/"/, "\\\"", text)
	printf "{\"id\":\"learn:%d\",\"label\":\"%s\",\"text\":\"%s\"}\n", NR, $1, text
}' "$@"
