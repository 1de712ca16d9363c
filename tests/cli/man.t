#!/bin/sh
# The manual: pages are clean, name the options that the tools have, and their examples, and those of README.md, print what
# they say. An example is a line "$ command" in a literal block, with what it prints behind it; it runs where the root of
# the checkout is seen.
. "${0%/*}/../lib.sh"

if command -v mandoc >/dev/null; then
	for page in "$top"/man/*.[157]; do
		exits 0 "${page##*/} is clean under mandoc -Tlint" mandoc -Tlint -W warning "$page"
	done
else
	skip 'mandoc is not installed: no page was checked for its form'
fi

# ---- options: "-x --name VALUE" a line, in the order of the table and of the page

page_options() {
	sed -n 's/^\.It Fl \([^ ]\) , Fl Fl \([^ ]*\)/-\1 --\2/p; s/^\.It Fl Fl \([^ ]*\)/--\1/p' "$@" |
		sed 's/ Ar .*/ VALUE/'
}

help_options() {
	sed -n "/^$1:/,/^\$/"'{ s/^      --/  --/; s/, --/ --/; s/^  \(-.*\)/\1/p; }' |
		sed 's/   *.*//; s/\(--[^ ]*\) .*/\1 VALUE/'
}

exits 0 'fr lists its tools' fr list
cut -d ' ' -f 1 out >tools
while read -r tool; do
	"fr-$tool" --help >help
	help_options options <help >out
	if [ -f "$top/man/fr-$tool.1" ]; then
		page_options "$top/man/fr-$tool.1" >page
		same "fr-$tool: page and program have the same options" <page
	else
		result 1 "fr-$tool has a page"
	fi
	help_options 'options common to all tools' <help >out
	page_options "$top/man/fr.7" >page
	same "fr-$tool: the common options are those of fr(7)" <page
done <tools
for page in "$top"/man/fr-*.1; do
	name=${page##*/fr-}
	grep -qx "${name%.1}" tools
	result $? "fr-$name describes a tool that is there"
done

# ---- examples

mkdir root
for entry in "$top"/*; do
	ln -s "$entry" "root/${entry##*/}"
done

# Writes examples/NN.sh, and beside it what it prints.
examples_of() {
	rm -rf examples
	mkdir examples
	awk '
		FILENAME ~ /\.md$/ && /^```/ { inside = !inside; name = ""; next }
		/^\.Bd .*-literal/ { inside = 1; name = ""; next }
		/^\.Ed/ { inside = 0; continued = 0; next }
		!inside { next }
		FILENAME !~ /\.md$/ {
			sub(/^\\&/, "")
			gsub(/\\\(aq/, "\047"); gsub(/\\\(dq/, "\""); gsub(/\\-/, "-"); gsub(/\\e/, "\\")
		}
		continued || sub(/^\$ /, "") {
			if (!continued)
				name = sprintf("examples/%02d", ++n)
			print > (name ".sh")
			continued = /\\$/
			next
		}
		name != "" { print > (name ".expected") }
	' "$1"
}

for page in "$top"/man/*.[157] "$top/README.md"; do
	examples_of "$page"
	for example in examples/*.sh; do
		[ -f "$example" ] || continue
		expected=${example%.sh}.expected
		[ -f "$expected" ] || : >"$expected"
		(cd root && timeout 60 sh "../$example") >out 2>err </dev/null
		same "${page##*/}: $(head -n 1 "$example" | cut -c 1-100 | tr '#' '.')" <"$expected"
	done
done
finish
