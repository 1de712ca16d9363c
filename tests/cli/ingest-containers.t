#!/bin/sh
# fr-ingest on archives, archives in archives, and folders. All posts are synthetic.
. "${0%/*}/../lib.sh"
python3 -c 'import bz2, lzma, tarfile, zipfile' 2>err || skip_all 'no python3 to make archives'

cat >chat.txt <<'X'
05/05/24, 21:41 - A: help
06/05/24, 21:41 - B: hello
X
printf '{"data":{"id":"1790000000000000003","text":"one","edit_history_tweet_ids":["1790000000000000003"]}}\n' >post.jsonl
python3 - <<'P'
import bz2, gzip, io, lzma, tarfile, zipfile

chat, post = open('chat.txt', 'rb').read(), open('post.jsonl', 'rb').read()

def tar(*members, **more):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode='w', format=more.get('format', tarfile.GNU_FORMAT)) as t:
        for name, data in members:
            info = tarfile.TarInfo(name)
            if data is None:
                info.type, info.linkname = tarfile.SYMTYPE, '/etc/passwd'
                t.addfile(info)
            else:
                info.size = len(data)
                t.addfile(info, io.BytesIO(data))
    return out.getvalue()

def zipped(*members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, 'w', zipfile.ZIP_DEFLATED) as z:
        for name, data in members:
            z.writestr(zipfile.ZipInfo(name, (2024, 5, 5, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()

def put(name, data):
    open(name, 'wb').write(data)

both = ('c/chat.txt', chat), ('post.jsonl', post)
put('b.tar', tar(*both))
put('pax.tar', tar(*both, format=tarfile.PAX_FORMAT))
put('b.zip', zipped(*both))
for name, pack in ('gz', gzip.compress), ('xz', lzma.compress), ('bz2', bz2.compress):
    put('b.tar.' + name, pack(tar(*both)))
    put('one.' + name, pack(chat))
    put('cut.' + name, pack(tar(*both))[:150])
one = zipped(('in.zip', zipped(*both)), ('t.tar.xz', lzma.compress(tar(*both))), ('chat.gz', gzip.compress(chat)))
put('two.zip', one)
put('deep.zip', zipped(('1.zip', zipped(('2.zip', zipped(('3.zip', zipped(('4.zip', zipped(('chat.txt', chat))))),
                                                            ('post.jsonl', post)))))))
put('office.zip', zipped(('form.xlsx', zipped(('[Content_Types].xml', b'<x/>'), ('xl/a.xml', b'<x/>'))),
                         ('chat.txt', chat), ('photo.jpg', b'\xff\xd8\xff\xe0 no picture')))
put('names.tar', tar(('../../etc/\x1b[31mcron', chat), ('/abs\npath', post), ('link', None),
                     ('long/' * 1200 + 'x.jsonl', post)))
put('part.zip', zipped(('broken.zip', zipped(*both)[:60]), ('post.jsonl', post)))
profile = '{"profile_v2":{"name":{"full_name":"%s"},"username":"%s","profile_uri":"https://www.facebook.com/profile.php?id=%d"}}'
posts = '[{"timestamp":1714917802,"data":[{"post":"what %s wrote"}],"title":"x"}]'
def export(who, number):
    return (('your_facebook_activity/posts/your_posts_1.json', (posts % who).encode()),
            ('personal_information/profile_information/profile_information.json', (profile % (who, who, number)).encode()))
put('fb.zip', zipped(('alpha.zip', zipped(*export('alpha', 1))), ('beta.zip', zipped(*export('beta', 2)))))
P

members='[.source.member, .source.record, .source.offset] | @csv'
cat >want <<'X'
"c/chat.txt",1,0
"c/chat.txt",2,26
"post.jsonl",1,8
X
for file in b.tar pax.tar b.zip b.tar.gz b.tar.xz b.tar.bz2; do
	exits 0 "$file" fr-ingest -q $file
	jq -r "$members" out >got
	cp got out
	same 'each record names its member and place there' <want
	exits 0 "$file on standard input" sh -c "cat $file | fr-ingest -q"
	jq -r "$members" out >got
	cp got out
	same 'the same' <want
done
if command -v zstd >zstd-path; then
	zstd -q b.tar
	exits 0 'b.tar.zst' fr-ingest -q b.tar.zst
	jq -r "$members" out >got
	cp got out
	same 'each record names its member' <want
else
	skip 'no zstd'
fi
for file in one.gz one.xz one.bz2; do
	exits 0 "$file: one file under compression" fr-ingest -q $file
	jq -c '.source | [.member, .file, .offset]' out >got
	cp got out
	same 'has no members' <<X
[null,"$file",0]
[null,"$file",26]
X
done
for file in cut.gz cut.xz cut.bz2; do
	exits 1 "$file" fr-ingest $file
	grep -q "^fr-ingest: $file.*: broken archive: " err
	result $? 'is told'
done

exits 0 'an archive in an archive' fr-ingest -q two.zip
jq -r "$members" out >got
cp got out
same 'is read in place, the label leads to it' <<'X'
"in.zip/c/chat.txt",1,0
"in.zip/c/chat.txt",2,26
"in.zip/post.jsonl",1,8
"t.tar.xz/c/chat.txt",1,0
"t.tar.xz/c/chat.txt",2,26
"t.tar.xz/post.jsonl",1,8
"chat.gz",1,0
"chat.gz",2,26
X
exits 1 'five, one in another' fr-ingest deep.zip
jq -r .source.member out >got
cp got out
same 'what is not too deep is read' <<'X'
1.zip/2.zip/post.jsonl
X
grep -qF 'deep.zip[1.zip/2.zip/3.zip/4.zip]: an archive inside 4 others is not read' err
result $? 'and the one that is is told'
exits 1 'a broken archive among the members' fr-ingest part.zip
[ "$(jq -r .source.member out)" = post.jsonl ] && grep -qF 'part.zip[broken.zip' err
result $? 'is told by its name, and the others are read'
exits 0 'spreadsheets and pictures beside a chat' fr-ingest office.zip
[ "$(grep -c . out)" = 2 ] && grep -q '2 members passed over' err
result $? 'are passed over, not taken apart'
exits 0 'absurd names' fr-ingest -q names.tar
jq -r '.source.member | if length > 4000 then "\(.[0:12]) \(length)" else . end' out >got
cp got out
same 'are labels: visible, cut, no links followed' <<'X'
../../etc/\x1B[31mcron
../../etc/\x1B[31mcron
/abs\x0Apath
long/long/lo 4097
X
exits 0 'two exports of accounts in one archive' fr-ingest -q fb.zip
jq -r '[.author.handle, .author.id, .text] | @csv' out >got
cp got out
same 'each has its own owner' <<'X'
"alpha","1","what alpha wrote"
"beta","2","what beta wrote"
X

# ---- folders
mkdir -p d/b d/.hidden "d/ab" && cp chat.txt d/b/z.txt && cp post.jsonl d/a.jsonl && cp b.zip d/ab && cp chat.txt d/.hidden/
cp chat.txt d/.dot && ln -s ../chat.txt d/link.txt && ln -s .. d/b/up && printf 'nothing known\n' >d/note.txt && : >d/empty
cp d/note.txt d/note2.txt && printf '\377\330\377\340 no picture' >d/p.jpg
exits 1 'a folder' fr-ingest --date-order dmy d
jq -r '[.source.file, .source.member, .source.record] | @csv' out >got
cp got out
same 'is walked in sorted order; hidden files and links are not' <<'X'
"d/a.jsonl",,1
"d/ab/b.zip","c/chat.txt",1
"d/ab/b.zip","c/chat.txt",2
"d/ab/b.zip","post.jsonl",1
"d/b/z.txt",,1
"d/b/z.txt",,2
X
sort err >got
cut -c 1-72 got >out
same 'what nobody reads is named once and counted' <<'X'
fr-ingest: d/empty: nothing in it
fr-ingest: d/note.txt: format not recognized: looks like plain text; kno
fr-ingest: d: 1 file passed over (pictures and other attachments)
fr-ingest: d: 1 more files of no known format
fr-ingest: d: 2 things passed over that are neither files nor folders (l
X
exits 1 'each file has its own hash' fr-ingest -q d
[ "$(jq -r 'select(.source.file == "d/b/z.txt").source.sha256' out | sort -u)" = "$(sha256sum <chat.txt | cut -d ' ' -f 1)" ]
result $? 'that of the file'
mkdir e
python3 - <<'P'
import os, zipfile
outer = zipfile.ZipFile('fb.zip')
for who in 'alpha', 'beta':
    zipfile.ZipFile(outer.open(who + '.zip')).extractall('e/' + who)
os.remove('e/beta/personal_information/profile_information/profile_information.json')
P
exits 0 'unpacked exports in a folder' fr-ingest -q e
jq -r '[.author.handle, .text] | @csv' out >got
cp got out
same 'have the owner whose profile lies in theirs, or none' <<'X'
"alpha","what alpha wrote"
,"what beta wrote"
X
mkdir none
exits 0 'an empty folder' fr-ingest none
grep -q 'none: nothing in it' err
result $? 'is said'
finish
