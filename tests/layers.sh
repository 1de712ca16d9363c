#!/bin/sh
# Who may include whom: cmd -> lib/<work> -> lib/model, lib/privacy -> lib/text, lib/pack -> lib/core. Work rooms never include each other, and one
# tool knows one of them. A header *_priv.h stays inside its room. TAP; also run by hand.
cd "$(dirname "$0")/.." || exit 2

# The rooms whose headers a file may name; "stage" is core/stage.h, the one door for tools.
allowed() {
	case $1 in
	lib/core/*) echo core ;;
	lib/text/*) echo core text ;;
	lib/pack/*) echo core pack ;;
	lib/model/*) echo core text model ;;
	lib/privacy/*) echo core text pack privacy ;;
	lib/*) room=${1#lib/} && echo core text pack model privacy "${room%%/*}" ;;
	cmd/fr.c | cmd/main.c) echo core ;;
	cmd/train.c | cmd/eval.c) echo core text model learn ;;
	cmd/classify.c) echo core text pack model classify ;;
	cmd/redact.c) echo core text pack privacy redact ;;
	cmd/*) room=${1#cmd/} && echo core text pack "${room%.c}" ;;
	esac
}

# Every include of ours in a file that breaks the rule, as "file:line: why".
breaches() {
	rooms=$(allowed "$1")
	own=$(dirname "${1#lib/}")
	grep -n '^[[:space:]]*#[[:space:]]*include[[:space:]]*"' "$1" | while IFS=: read -r line include; do
		header=${include#*\"}
		header=${header%%\"*}
		case $header in
		*_priv.h) [ "${header%/*}" = "$own" ] || echo "$1:$line: $header belongs to its own room" ;;
		*..* | /*) echo "$1:$line: $header is named by a path, not by its room" && continue ;;
		esac
		case " $rooms " in
		*" ${header%%/*} "*) [ -f "lib/$header" ] || echo "$1:$line: there is no lib/$header" ;;
		*) echo "$1:$line: $1 may include $rooms, not $header" ;;
		esac
	done
}

# What only core and cmd may do: read the environment or the clock, print, exit.
deeds() {
	case $1 in
	lib/core/* | cmd/*) return ;;
	esac
	grep -nE '(^|[^a-zA-Z0-9_>.])(getenv|secure_getenv|setlocale|time|clock_gettime|gettimeofday|printf|puts|putchar|perror|exit|_exit|abort) ?\(' "$1" |
		grep -vE '^[0-9]+:[[:space:]]*(/?\*|//)' | sed "s|^|$1:|"
	grep -nE '(fprintf|fputs|fputc|fwrite|vfprintf) ?\(.*std(out|err)' "$1" | sed "s|^|$1:|"
}

status=0 n=0
report() {
	n=$((n + 1))
	if [ "$2" ]; then
		echo "not ok $n - $1"
		printf '%s\n' "$2" | sed 's/^/#   /'
		status=1
	else
		echo "ok $n - $1"
	fi
}

files=$(find lib cmd -name '*.[ch]' | sort)
report 'includes look one way only' "$(for file in $files; do breaches "$file"; done)"
report 'outside core, lib/ reads no environment or clock, prints nothing and never exits' \
	"$(for file in $files; do deeds "$file"; done)"
report 'no file is longer than 700 lines' \
	"$(for file in $files; do wc -l "$file"; done | awk '$1 > 700 { print $2 ": " $1 " lines" }')"
report 'no function of string.h that knows no length is called' \
	"$(grep -nE '(^|[^a-zA-Z0-9_])(strcpy|strcat|sprintf|vsprintf|atoi|atol|strtok|gets) ?\(' $files)"
echo "1..$n"
exit $status
