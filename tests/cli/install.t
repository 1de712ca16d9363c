#!/bin/sh
# make install, uninstall and dist, as somebody who builds a package uses them.
. "${0%/*}/../lib.sh"
unset MAKEFLAGS MFLAGS MAKELEVEL MAKEOVERRIDES
root=$scratch/root

run_make() {
	make -s -C "$top" MODE="$MODE" DESTDIR="$root" PREFIX=/usr "$@"
}

exits 0 'make install' run_make install
[ ! -s err ]
result $? 'without a warning'
(cd "$top/build/$MODE/bin" && ls) >built
(cd "$root/usr/bin" && ls) >out
same 'puts every tool into bin' <built
(cd "$top/man" && ls ./*.[157] | sed 's|^\./||') | sort >pages
find "$root/usr/share/man" -type f | sed 's|.*/||' | sort >out
same 'and every page into man' <pages
find "$root/usr/share/man" -type f | sed 's|.*/man\(.\)/.*\.\(.\)$|\1 \2|' | awk '$1 != $2' >out
same 'each into its section' </dev/null
diff -r "$top/share/fr" "$root/usr/share/fr" >out 2>&1
result $? 'packs and schema are there'
for file in bash-completion/completions/fr zsh/site-functions/_fr fish/vendor_completions.d/fr.fish; do
	[ -s "$root/usr/share/$file" ]
	result $? "completions are there: $file"
done
if command -v bash >/dev/null; then
	exits 0 'bash can read its own' bash -n "$root/usr/share/bash-completion/completions/fr"
fi
find "$root" -type f ! -perm -444 >out
same 'everybody may read all of it' </dev/null

printf '{"text":"Siwan ke Mairwa me pistol lahraya"}\n' >in
fr-classify in | fr-route >expected
exits 0 'installed tools find their pack' env -i PATH="$root/usr/bin:/usr/bin:/bin" ASAN_OPTIONS="$ASAN_OPTIONS" \
	sh -c 'cd / && fr-classify | fr-route' <in
same 'and say what those in the build folder say' <expected
mv "$root" "$scratch/moved"
exits 0 'wherever the tree is moved' env -i PATH="$scratch/moved/usr/bin:/usr/bin:/bin" ASAN_OPTIONS="$ASAN_OPTIONS" \
	fr run classify then route <in
same 'with the same answer' <expected
mv "$scratch/moved" "$root"

exits 0 'make uninstall' run_make uninstall
find "$root" ! -type d >out
same 'takes all of it away' </dev/null

if git -C "$top" rev-parse -q --verify HEAD >/dev/null 2>&1; then
	exits 0 'make dist' run_make dist
	tar -tzf "$top"/build/fr-*.tar.gz | sed -n 's|^[^/]*/||; /[^/]$/p' | sort >out
	git -C "$top" ls-tree -r -z --name-only HEAD | tr '\0' '\n' | sort >tracked
	same 'packs what git tracks' <tracked
else
	skip 'not a git checkout: make dist was not tried'
fi
finish
