#!/bin/sh
# fr-train and what its models are good for. Posts are synthetic.
. "${0%/*}/../lib.sh"

# Sixty posts of each kind, made of a few words each, so that what is to be learned is plain.
awk 'BEGIN {
	split("katta tamancha goli pistol lahraya dhay", a); split("dhanyavad shukriya police badhai salam accha", b)
	split("me ka ke se par aur hai tha", c)
	for (i = 0; i < 120; i++) {
		arms = i % 2
		x = arms ? a[i % 6 + 1] : b[i % 6 + 1]; y = arms ? a[int(i / 5) % 6 + 1] : b[int(i / 7) % 6 + 1]
		printf "{\"id\":\"x:%d\",\"text\":\"%s %s %s %s %d\",\"label\":\"%s\",\"deep\":{\"n\":%d}}\n", i, c[i % 8 + 1], x,
			c[int(i / 3) % 8 + 1], y, i, arms ? "illegal_arms" : "appreciation", arms
	}
}' >posts

exits 0 'a model is made from labelled posts' fr-train -o model posts
grep -q '120 posts, 2 labels: macro-F1 ' err
result $? 'and told how good it is on posts left out'
grep -q '  illegal_arms: 60 posts, precision [01]\.[0-9]*, recall ' err
result $? 'label by label'
{ cat posts; echo '{"text":"katta mila","label":"rare"}'; sed -n '1p' posts | sed 's/"label":"[a-z_]*"/"label":"rare"/'; } >disputed
exits 0 'a label of few posts, and copies that are labelled otherwise' fr-train -o some disputed
grep -q 'rare: 2 posts.*too few' err && grep -q '1 post is a copy of one with another label' err
result $? 'are told'
exits 0 'made again' fr-train -q -o again posts
cmp -s model again
result $? 'it is the same, byte for byte'
[ ! -s err ]
result $? 'and --quiet says nothing'
exits 0 'from a pipe' sh -c 'fr-train -q <posts >piped && cmp model piped'
exits 0 'another seed draws other lots' fr-train -q --seed 7 -o other posts
if cmp -s model other; then result 1 'and says so in the file'; else result 0 'and says so in the file'; fi

exits 0 'the model alone decides' fr-classify --model model --model-only posts
jq -e -s 'map(.class.category == .label) | all' out >seen
result $? 'its label is the category'
jq -e -s 'map(select(.label == "illegal_arms") | .class | .actionable and .priority == "P2" and .score > 0.5 and
	(.law.sections | length > 0) and (.evidence[0].rule == "model")) | all' out >seen
result $? 'what the pack knows of that category is told with it'
jq -e -s 'map(select(.label == "appreciation") | .class | .actionable == false and .priority == "P4" and
	.reason == "appreciation") | all' out >seen
result $? 'and what is no case is none'
jq -e -s 'map(.text as $t | .class.evidence | map(.text as $w | $t | contains($w)) | all) | all' out >seen
result $? 'the words that spoke for it are named'
exits 0 'of marks without a word' sh -c "echo '{\"text\":\"?!\"}' | fr-classify --model model --model-only"
jq -e '.class.category | IN("illegal_arms", "appreciation")' out >seen
result $? 'it names one of its labels, for it has no other'
exits 0 'the model is weighed with the rules' fr-classify --model model posts
jq -r .class.score out >with
fr-classify posts | jq -r .class.score >without
if cmp -s with without; then result 1 'and moves their scores'; else result 0 'and moves their scores'; fi
exits 0 'a post without text asks no model' sh -c "echo '{}' | fr-classify --model model --model-only"
jq -e '.class.reason == "no_text"' out >seen
result $? 'and is no case'
exits 0 '--explain shows the model' sh -c 'head -2 posts | fr-classify --model model --explain'
grep -q ' model ' out
result $? 'among the evidence'

exits 0 'a label may be a number deep inside' fr-train -q --label deep.n -o numbers posts
exits 2 'a model whose labels the pack does not know is of no use beside the rules' fr-classify --model numbers posts
grep -q 'none of its labels is a category of the pack; see --model-only' err
result $? 'and that is said'
exits 0 'alone it is' fr-classify --model numbers --model-only posts
jq -e -s 'map((.class.category == (.deep.n | tostring)) and .class.reason == "not_in_pack") | all' out >seen
result $? 'but opens no case'
fr-classify --model numbers --model-only posts | fr-eval -l deep.n -f json >seen
jq -e '.accuracy == 1 and .scored == 120' seen >out
result $? 'and can be scored'

exits 2 'the rules alone and a model alone' fr-classify --rules-only --model-only posts
exits 2 'a model and none' fr-classify --rules-only --model model posts
head -c 3000 model >cut
exits 2 'a model that was cut is refused' fr-classify --model cut posts
exits 2 'and what is none' fr-classify --model posts posts
exits 2 'and what is not there' fr-classify --model nowhere posts
printf 'frmodel\0\1\0\0\0\4\3\2\1' | cat - model >old
exits 2 'one of another version' fr-classify --model old posts
grep -q 'a model of version 1, this program reads version 2; make it again with fr-train' err
result $? 'is told what to do with'
cp model changed
printf x | dd of=changed bs=1 seek=5000 conv=notrunc 2>/dev/null
exits 2 'one that was changed' fr-classify --model changed posts
grep -q 'changed: damaged model: its checksum is wrong; make it again with fr-train' err
result $? 'likewise'
exits 2 'a label under another name' fr-train -l lable -o none posts
grep -q "record 1: no label in 'lable' (--label names the member)" err && grep -q 'no record has both a text and a label' err
result $? 'is asked for by name'
exits 2 'one label is nothing to tell apart' sh -c 'grep arms posts | fr-train -o none'
grep -q "all 60 posts have the label 'illegal_arms': there is nothing to tell apart" err
result $? 'and that is said'
[ ! -e none ]
result $? 'and no model is left behind'
{ cat posts; echo '{"text":"x"}'; echo '{"label":"x"}'; echo '{"text":"x","label":{}}'; } >more
exits 1 'records without text or label are rejected' fr-train -q -o some --rejects bad more
cmp -s model some
result $? 'the others learned from'
[ "$(wc -l <bad)" -eq 3 ]
result $? 'and all of them kept'
exits 2 'a full disk is an error' sh -c 'fr-train -q posts >/dev/full'
finish
