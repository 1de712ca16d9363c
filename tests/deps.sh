#!/bin/sh
# make deps: install the named Debian packages that are missing. Asks nothing; quick when nothing is missing.
set -eu
missing=
if command -v dpkg-query >/dev/null 2>&1; then
	for package; do
		dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
	done
	[ "$missing" ] || exit 0
fi
if ! command -v apt-get >/dev/null 2>&1; then
	echo "make deps knows apt only. The packages needed, by their Debian names:" >&2
	printf '  %s\n' "$@" >&2
	exit 1
fi
as_root=
if [ "$(id -u)" -ne 0 ]; then
	command -v sudo >/dev/null 2>&1 || { echo "make deps: as root, run: apt-get install$missing" >&2; exit 1; }
	as_root="sudo -n"
fi
echo "make deps: installing$missing"
$as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q
# shellcheck disable=SC2086 # a list of words
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing
