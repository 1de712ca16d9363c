#!/bin/sh
# fr-ingest on mailboxes and mails. The mails in data/ingest are synthetic; the real ones are read where they are.
. "${0%/*}/../lib.sh"
cli=$top/tests/cli
cp "$cli"/data/ingest/mail.* .

for file in mail.mbox mail.eml; do
	exits 0 "$file is told by its content" fr-ingest "$file"
	same "and gives the same records as ever" <"$file.records"
done

# ---- mailboxes of all kinds
sed 's/$/\r/' mail.mbox >crlf.mbox
sed -i '/^Content-Length/d' crlf.mbox
exits 0 'lines that end in CR LF' fr-ingest -q crlf.mbox
jq -r '.text // empty' out | grep -c "$(printf '\r')" >count
printf '0\n' | cmp -s - count
result $? 'leave no CR in what was written'
jq -r 'select(.id == "mail:one.20240505@example.org") | .text' out >crlf.text
jq -r 'select(.id == "mail:one.20240505@example.org") | .text' mail.mbox.records | cmp -s - crlf.text
result $? 'and the texts are the same'
exits 0 'through a pipe' sh -c 'fr-ingest -q <mail.mbox'
jq -r .id out >ids
jq -r .id mail.mbox.records | cmp -s - ids
result $? 'the ids are the same, those that are hashes too'
gzip -k mail.mbox
exits 0 'compressed' fr-ingest -q mail.mbox.gz
jq -r .id out | cmp -s - ids
result $? 'as well'
exits 0 'places lead back' fr-ingest -q mail.mbox
jq -r '[.source.offset, .source.length] | @tsv' out | while read -r off len; do
	tail -c +$((off + 1)) mail.mbox | head -c "$len" | head -n 1
done >froms
grep '^From ' mail.mbox | grep -v -e 'here' -e 'someone' -e 'Patna' | cmp -s - froms
result $? 'to the separator of each mail'

printf 'A word before.\n\nFrom a@b Sun May  5 14:03:22 2024\nSubject: s\n\nx\nFrom c@d Sun May  5 14:03:22 2024\nSubject: t\n\ny\n' >loose.mbox
exits 1 'what stands before the first mail is rejected' fr-ingest -f mbox loose.mbox
jq -r .text out >texts
same_texts=$(tr '\n' ' ' <texts)
[ "$same_texts" = 's  x t  y ' ]
result $? 'and a mail without an empty line before it is one'
printf 'From a@b Sun May  5 14:03:22 2024\nSubject: s\n\nx\n\nFrom my side\nName: a\n\nFrom \nName: b\n' >letter.mbox
exits 0 'a letter that says From' fr-ingest letter.mbox
[ "$(wc -l <out)" -eq 1 ] && [ "$(jq -r .text out | tail -n 1)" = 'Name: b' ]
result $? 'is one mail'
printf 'From a@b Sun May  5 14:03:22 2024\nSubject: s\n\nFrom x\n' >end.mbox
exits 0 'a mailbox that ends in such a line' fr-ingest end.mbox
jq -r .text out | tail -n 1 >last
echo 'From x' | cmp -s - last
result $? 'keeps it'

# ---- ids
printf 'From: a@b.example\nDate: Mon, 6 May 2024 10:00:00 +0530\nSubject: s\n\nbody\n' >one.eml
sed 's/$/\r/' one.eml >two.eml
{ echo 'From a@b Mon May  6 10:00:00 2024' && cat one.eml; } >three.mbox
fr-ingest -q one.eml two.eml three.mbox | jq -r .id | sort -u | wc -l >out
same 'a mail without an id has the same one in every copy' <<'X'
1
X

# ---- limits
{
	cat one.eml && head -c 140000000 /dev/zero | tr '\0' 'x' | fold -w 1000
} >large.eml
{
	echo 'From a@b Mon May  6 10:00:00 2024' && cat large.eml && echo && cat mail.mbox
} >large.mbox
exits 1 'a mail that is too long' fr-ingest -q large.mbox
[ "$(jq -r .id out | tr '\n' ' ')" = "$(tr '\n' ' ' <ids)" ]
result $? 'is rejected, and the others come'
exits 1 'in a file of its own too' fr-ingest -q large.eml
rm large.*

# ---- against Python's reader
if python3 -c 'import email, mailbox' 2>/dev/null; then
	formats=$shared/formats
	if [ -n "$shared" ] && [ -d "$formats/mail" ]; then
		while IFS='	' read -r file command; do
			case $file in '' | '#'*) continue ;; esac
			wanted=$(cd "$formats" && sh -c "$command")
			fr-ingest "$formats/$file" >records 2>err
			status=$?
			[ "$(wc -l <records)" -eq "$wanted" ] && [ $status -eq 0 ]
			result $? "$file: $wanted records"
			python3 "$cli/ingest-mail.py" "$formats/$file" <records >out 2>>err
			result $? "$file: $(tail -n 1 out)"
		done <"$cli/ingest-mail.counts"
	else
		skip 'no real samples here: set FR_SHARED to their folder'
	fi
else
	skip 'no python3 to compare with'
fi
finish
