#!/bin/sh
# fr-redact: nothing that leads to a person gets out. All names and numbers are made up.
. "${0%/*}/../lib.sh"

# ---- a hundred planted strings: none of them in any form, for nobody
python3 - <<'EOF' >planted.ndjson
import json
def verhoeff(s):
    d=[[0,1,2,3,4,5,6,7,8,9],[1,2,3,4,0,6,7,8,9,5],[2,3,4,0,1,7,8,9,5,6],[3,4,0,1,2,8,9,5,6,7],[4,0,1,2,3,9,5,6,7,8],
       [5,9,8,7,6,0,4,3,2,1],[6,5,9,8,7,1,0,4,3,2],[7,6,5,9,8,2,1,0,4,3],[8,7,6,5,9,3,2,1,0,4],[9,8,7,6,5,4,3,2,1,0]]
    p=[[0,1,2,3,4,5,6,7,8,9],[1,5,7,6,2,8,3,0,9,4],[5,8,0,3,7,9,6,1,4,2],[8,9,1,6,0,4,3,5,2,7],[9,4,5,3,1,2,6,8,7,0],
       [4,2,8,6,5,7,3,9,0,1],[2,7,9,3,8,0,6,4,1,5],[7,0,4,6,9,1,3,2,5,8]]
    c=0
    for i,x in enumerate(reversed(s+'0')): c=d[c][p[i%8][int(x)]]
    return s+str([0,4,3,2,1,5,6,7,8,9][c])
deva=str.maketrans('0123456789','०१२३४५६७८९')
secrets=[]
for i in range(10):
    n='%d%09d'%(6+i%4,123450000+i*1111)
    secrets+=[n,'+91 '+n[:5]+' '+n[5:],'91-'+n,n.translate(deva),n[:5]+'-'+n[5:]]
for i in range(8):
    a=verhoeff('%011d'%(23456789012+i*7919))
    secrets+=[a,a[:4]+' '+a[4:8]+' '+a[8:],a.translate(deva)]
for i in range(6): secrets+=['ABCP%s%04d%s'%('EFGHJK'[i],1200+i,'QRSTUV'[i]),'voter%d@example.org'%i,'pay.me%d@okbank'%i]
for i in range(5): secrets+=['BR%02dAB%04d'%(i+1,4321+i),'BR-%02d-P-%04d'%(i+10,1111+i),'1234567%08d'%(i*97)]
for i,s in enumerate(secrets):
    print(json.dumps({'id':'x:%d'%i,'platform':'x','author':{'id':'acct%d'%i,'handle':'complainant_%d'%i,'name':'Synthetic Writer'},
      'url':'https://x.com/complainant_%d/status/17870456321987654%02d'%(i,i%100),
      'text':'मेरे साथ मैरवा में मारपीट हुई। %s पर बात करें, Synthetic Writer (@complainant_%d)'%(s,i),
      'mentions':['complainant_%d'%i,'bihar_police'],'links':['https://example.org/%s'%s],
      'media':[{'type':'photo','file':'IMG %s.jpg'%s,'alt':s}],'form':{'मोबाइल':s,'note':'call '+s},
      'channel':{'id':'1','name':'Group '+s},'source':{'format':'x-v2','file':'export of %s.json'%s,'sha256':'0'*64,'record':i+1,'offset':0,'length':9},
      'unheard_of':{s:[s]}},ensure_ascii=False))
open('secrets','w').write('\n'.join(secrets)+'\nSynthetic Writer\n'+'\n'.join('complainant_%d"'%i for i in range(9))+'\n')
EOF
[ "$(grep -c '' secrets)" -ge 100 ]
result $? 'a hundred strings are planted'
fr-classify planted.ndjson | fr-route >routed
grep -qFf secrets routed
result $? 'and are there, before'
for readers in district public; do
	exits 0 "for $readers" fr-redact --for $readers routed
	jq -r 'tostring' out >plain
	! grep -oFf secrets plain >left
	result $? "none is left for $readers: $(sort left | uniq | head -n 3 | tr '\n' ' ')"
	[ "$(grep -c '' out)" -eq "$(grep -c '' routed)" ]
	result $? 'and no record is missing'
	cp out redacted
	exits 0 'what comes out are records' python3 "$top/tests/schema.py" "$top/share/fr/record.schema.json" redacted
done

# ---- what a district needs is still there
cat >one <<'EOF'
{"id":"x:1","platform":"x","kind":"post","time":"2024-05-05T14:33:22Z","author":{"id":"7","handle":"reporter1","name":"Reporter One"},"text":"9876543210: मैरवा में फायरिंग, पिस्टल लहरा रहा। @bihar_police dial 112, pin 841239","url":"https://x.com/reporter1/status/1787045632198765432","mentions":["bihar_police"],"n":1.10}
EOF
fr-classify one | fr-route | fr-redact >district
exits 0 'a district sees' jq -r '.text, .url, .id, .n, (.mentions | join(" ")), .route.station, .class.category, .author' district
same 'what happened, where, and the post' <<'EOF'
[phone]: मैरवा में फायरिंग, पिस्टल लहरा रहा। @bihar_police dial 112, pin 841239
https://x.com/i/status/1787045632198765432
x:1
1.1
bihar_police
siwan/mairwa
celebratory_firing
null
EOF
exits 0 'every reason still says where its words stand' python3 - district <<'EOF'
import json,sys
r=json.loads(open('district').read()); t=r['text'].encode(); n=0
for e in r['class']['evidence']+r['route']['reasons']:
    if 'start' in e: assert t[e['start']:e['end']].decode()==e['text'],e; n+=1
assert n>1
EOF
printf 'a key that is sixteen bytes or more' >key
fr-redact -k key one >with_key
exits 0 'with a key' jq -r '.author.id | test("^person:[0-9a-f]{16}$")' with_key
same 'the writer is a pseudonym' <<'EOF'
true
EOF
printf 'another key of sixteen bytes and more' >key2
fr-redact -k key2 one | cmp -s - with_key
[ $? -eq 1 ]
result $? 'another key, other pseudonyms'
exits 0 'the public sees' sh -c 'fr-redact --for public one | jq -c "keys_unsorted, .id"'
same 'less' <<'EOF'
["id","platform","kind","time","text","n"]
"x:record-1"
EOF

# ---- shielded
printf '%s\n' '{"id":"x:5","platform":"x","author":{"handle":"a_b"},"text":"victim words","url":"https://example.org/v","class":{"category":"child_abuse","evidence":[{"category":"child_abuse","rule":"r","weight":1,"text":"words","start":7,"end":12}]},"route":{"district":"siwan","reasons":[{"kind":"place","text":"words","place":"district:siwan"}]},"extra":"victim words"}' >shielded
exits 0 'a text of a shielded category' fr-redact shielded
! grep -q 'words' out
result $? 'is withheld, and all that repeats it'
grep -q '"category":"child_abuse".*"district":"siwan"' out
result $? 'while class and route stay'

# ---- hostile and broken
printf '%s\n' '{"id":7,"author":[],"text":{"a":"9876543210"},"class":"x","route":[{"text":"9876543210"}],"form":[],"media":{},"mentions":"9876543210","links":[1,{}],"source":1}' >odd
exits 0 'members of other types than they should be' fr-redact odd
! grep -q 9876543210 out
result $? 'hide nothing'
printf '{"text":"%s"}\n' "$(python3 -c "print('@'*200000+'a'*100000+'1 '*100000)")" >long
exits 0 'a text made to be slow' fr-redact long
printf 'short' >shortkey
exits 2 'a short key is refused' fr-redact -k shortkey one
exits 2 'a key that is not there' fr-redact -k nowhere one
exits 1 'a broken line is rejected' sh -c 'printf "{\"text\":\n" | fr-redact'
exits 2 'a full disk is an error' sh -c 'fr-redact one >/dev/full'
fr-redact one >once
exits 0 'a second run' fr-redact once
same 'finds nothing more' <once
exits 0 'it is a stage of fr run' fr run classify one then route then redact
finish
