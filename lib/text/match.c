/*
 * Aho-Corasick over a double array.
 *
 * Every pattern is stored as " word word": the blank before its first word makes it begin at a word, and the blank
 * behind a hit is looked at when one is found, so whole words and stems share their states. A state's transitions lie
 * in one block of 256 slots (the slot of state s under byte c is base(s) ^ c, and is s's if its check says s), which
 * takes 16 bytes a state where a table of all bytes takes 1 KiB. Source of the double array: Aoe, An efficient digital
 * search algorithm by using a double-array structure, IEEE Trans. Software Eng. 15 (1989).
 */
#include "text/match.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include "core/mem.h"

#define ROOT     0u
#define NO_STATE UINT32_MAX
#define NO_OUT   0u /* outs[0] is not used */
#define BLOCK    256u
#define TRIES    64 /* free slots that are tried for a state with several children before a new block is taken */

struct slot {
	uint32_t base;
	uint32_t check; /* the state that this slot is a child of; NO_STATE if free */
	uint32_t fail;  /* while building and free: next free slot */
	uint32_t
		out; /* first of the outputs that end here, itself or by its failures; while free: previous free slot */
};

/* The patterns that end at one state, and where shorter ones that end there too are. */
struct out {
	uint32_t first, n;    /* patterns */
	uint32_t next;        /* out of a shorter pattern, or NO_OUT */
	uint32_t next_prefix; /* the same, of those that hold a stem */
	bool has_prefix;
};

struct pattern {
	uint32_t id;
	uint32_t n_words;
	bool prefix;
};

/* A phrase before the automaton is built: keys[off..off + len). */
struct phrase {
	size_t off;
	uint32_t len;
	struct pattern pattern;
};

/* A state whose children are still to be made: phrases [low, high) share their first depth bytes. */
struct node {
	uint32_t state, low, high, depth;
};

struct fr_matcher {
	struct slot *slots;
	size_t n_slots, cap_slots;
	struct out *outs;
	size_t n_outs, cap_outs;
	struct pattern *patterns;
	size_t n_patterns;
	bool built;
	/* until it is built */
	struct fr_folded folded;
	struct fr_buf keys;
	struct phrase *phrases;
	size_t n_phrases, cap_phrases;
	struct node *nodes;
	size_t n_nodes, cap_nodes;
	uint32_t free_first, free_last;
};

struct fr_matcher *fr_matcher_new(void)
{
	return fr_xcalloc(1, sizeof(struct fr_matcher));
}

static void free_building(struct fr_matcher *m)
{
	fr_folded_free(&m->folded);
	fr_buf_free(&m->keys);
	free(m->phrases);
	free(m->nodes);
	m->phrases = NULL;
	m->nodes = NULL;
	m->n_phrases = m->cap_phrases = m->n_nodes = m->cap_nodes = 0;
}

void fr_matcher_free(struct fr_matcher *m)
{
	if (!m)
		return;
	free_building(m);
	free(m->slots);
	free(m->outs);
	free(m->patterns);
	free(m);
}

bool fr_matcher_add(struct fr_matcher *m, const char *phrase, size_t len, unsigned flags, uint32_t id)
{
	assert(!m->built);
	fr_fold(&m->folded, phrase, len);
	if (!m->folded.n_words)
		return false;
	m->phrases = fr_grow(m->phrases, m->n_phrases, &m->cap_phrases, sizeof *m->phrases);
	m->phrases[m->n_phrases++] = (struct phrase){
		.off = m->keys.len,
		.len = (uint32_t)m->folded.len - 1, /* without the blank at the end */
		.pattern = {id, (uint32_t)m->folded.n_words, flags & FR_MATCH_PREFIX},
	};
	fr_buf_add(&m->keys, m->folded.text, m->folded.len - 1);
	return true;
}

/* By key, then id, whole words before stems. */
static int compare_phrases(const void *left, const void *right, void *keys)
{
	const struct phrase *a = left, *b = right;
	const char *bytes = keys;
	size_t len = a->len < b->len ? a->len : b->len;
	int order = memcmp(bytes + a->off, bytes + b->off, len);

	if (order)
		return order;
	if (a->len != b->len)
		return a->len < b->len ? -1 : 1;
	if (a->pattern.id != b->pattern.id)
		return a->pattern.id < b->pattern.id ? -1 : 1;
	return (int)a->pattern.prefix - (int)b->pattern.prefix;
}

static void sort_phrases(struct fr_matcher *m)
{
	size_t n = 0;

	if (m->n_phrases)
		qsort_r(m->phrases, m->n_phrases, sizeof *m->phrases, compare_phrases, m->keys.bytes);
	for (size_t i = 0; i < m->n_phrases; i++)
		if (!n || compare_phrases(&m->phrases[n - 1], &m->phrases[i], m->keys.bytes) != 0)
			m->phrases[n++] = m->phrases[i];
	m->n_phrases = n;
}

static void add_block(struct fr_matcher *m)
{
	size_t from = m->n_slots;

	if (m->n_slots + BLOCK >= NO_STATE) /* 64 GiB of automaton */
		fr_out_of_memory();
	while (m->cap_slots < from + BLOCK)
		m->slots = fr_grow(m->slots, m->cap_slots, &m->cap_slots, sizeof *m->slots);
	m->n_slots += BLOCK;
	for (size_t i = from; i < m->n_slots; i++) {
		m->slots[i] = (struct slot){.check = NO_STATE, .fail = (uint32_t)i + 1, .out = (uint32_t)i - 1};
	}
	m->slots[m->n_slots - 1].fail = NO_STATE;
	m->slots[from].out = m->free_last;
	if (m->free_last != NO_STATE)
		m->slots[m->free_last].fail = (uint32_t)from;
	else
		m->free_first = (uint32_t)from;
	m->free_last = (uint32_t)m->n_slots - 1;
}

/* Takes a slot out of the list of free ones for a child of state. */
static void take_slot(struct fr_matcher *m, uint32_t slot, uint32_t state)
{
	struct slot *s = &m->slots[slot];

	if (s->out != NO_STATE)
		m->slots[s->out].fail = s->fail;
	else
		m->free_first = s->fail;
	if (s->fail != NO_STATE)
		m->slots[s->fail].out = s->out;
	else
		m->free_last = s->out;
	*s = (struct slot){.check = state};
}

static bool fits(const struct fr_matcher *m, uint32_t base, const unsigned char *bytes, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (m->slots[base ^ bytes[i]].check != NO_STATE)
			return false;
	return true;
}

/* A base under which all n bytes lead to free slots. Single children fill the oldest gaps, families go to the end. */
static uint32_t find_base(struct fr_matcher *m, const unsigned char *bytes, size_t n)
{
	if (n == 1) {
		if (m->free_first == NO_STATE)
			add_block(m);
		return m->free_first ^ bytes[0];
	}
	uint32_t slot = m->free_last;
	for (int i = 0; i < TRIES && slot != NO_STATE; i++, slot = m->slots[slot].out)
		if (fits(m, slot ^ bytes[0], bytes, n))
			return slot ^ bytes[0];
	slot = (uint32_t)m->n_slots;
	add_block(m);
	return slot;
}

static inline uint32_t child(const struct fr_matcher *m, uint32_t state, unsigned char c)
{
	uint32_t slot = m->slots[state].base ^ c;

	return m->slots[slot].check == state ? slot : NO_STATE;
}

/* Where the longest proper suffix of the path to parent's child under c leads. */
static uint32_t find_fail(const struct fr_matcher *m, uint32_t parent, unsigned char c)
{
	uint32_t state = parent;

	while (state != ROOT) {
		state = m->slots[state].fail;
		uint32_t to = child(m, state, c);
		if (to != NO_STATE)
			return to;
	}
	return ROOT;
}

/* The outputs of a state: the phrases [low, low + n) that are spelt by its path, and those of its failure. */
static void set_out(struct fr_matcher *m, uint32_t state, uint32_t low, uint32_t n)
{
	uint32_t next = m->slots[m->slots[state].fail].out;
	struct out *out;

	m->slots[state].out = next;
	if (!n)
		return;
	m->outs = fr_grow(m->outs, m->n_outs, &m->cap_outs, sizeof *m->outs);
	out = &m->outs[m->n_outs];
	*out = (struct out){.first = low, .n = n, .next = next};
	out->next_prefix = m->outs[next].has_prefix ? next : m->outs[next].next_prefix;
	for (uint32_t i = low; i < low + n; i++)
		out->has_prefix |= m->phrases[i].pattern.prefix;
	m->slots[state].out = (uint32_t)m->n_outs++;
}

static void push_node(struct fr_matcher *m, struct node node)
{
	m->nodes = fr_grow(m->nodes, m->n_nodes, &m->cap_nodes, sizeof *m->nodes);
	m->nodes[m->n_nodes++] = node;
}

static unsigned char key_byte(const struct fr_matcher *m, uint32_t phrase, uint32_t depth)
{
	return (unsigned char)m->keys.bytes[m->phrases[phrase].off + depth];
}

/* Makes the children of a state. All states of a lesser depth are made: breadth first. */
static void expand(struct fr_matcher *m, struct node node)
{
	unsigned char bytes[256];
	uint32_t starts[257];
	size_t n = 0;
	uint32_t i = node.low;

	while (i < node.high && m->phrases[i].len == node.depth)
		i++;
	set_out(m, node.state, node.low, i - node.low);
	for (; i < node.high; i++) {
		unsigned char c = key_byte(m, i, node.depth);
		if (n && bytes[n - 1] == c)
			continue;
		bytes[n] = c;
		starts[n++] = i;
	}
	starts[n] = node.high;
	if (!n)
		return;
	uint32_t base = find_base(m, bytes, n);
	m->slots[node.state].base = base;
	for (size_t k = 0; k < n; k++)
		take_slot(m, base ^ bytes[k], node.state);
	for (size_t k = 0; k < n; k++) {
		uint32_t state = base ^ bytes[k];
		m->slots[state].fail = node.state == ROOT ? ROOT : find_fail(m, node.state, bytes[k]);
		push_node(m, (struct node){state, starts[k], starts[k + 1], node.depth + 1});
	}
}

void fr_matcher_build(struct fr_matcher *m)
{
	assert(!m->built);
	sort_phrases(m);
	m->free_first = m->free_last = NO_STATE;
	add_block(m);
	take_slot(m, ROOT, ROOT);
	m->slots[ROOT].check = NO_STATE - 1; /* nobody's child, and not free */
	m->n_outs = 1;
	m->outs = fr_xcalloc(m->cap_outs = 16, sizeof *m->outs);
	push_node(m, (struct node){ROOT, 0, (uint32_t)m->n_phrases, 0});
	for (size_t i = 0; i < m->n_nodes; i++)
		expand(m, m->nodes[i]);
	m->n_patterns = m->n_phrases;
	m->patterns = fr_xreallocarray(NULL, m->n_patterns, sizeof *m->patterns);
	for (size_t i = 0; i < m->n_patterns; i++)
		m->patterns[i] = m->phrases[i].pattern;
	m->slots = fr_xreallocarray(m->slots, m->n_slots, sizeof *m->slots);
	m->cap_slots = m->n_slots;
	m->outs = fr_xreallocarray(m->outs, m->n_outs, sizeof *m->outs);
	m->cap_outs = m->n_outs;
	free_building(m);
	m->built = true;
}

struct scan {
	const struct fr_matcher *m;
	fr_hit_fn *found;
	void *arg;
};

/* Reports the outputs from out on that end in word; at_end: a blank follows. */
static bool report(const struct scan *scan, uint32_t out, uint32_t word, bool at_end)
{
	const struct fr_matcher *m = scan->m;

	if (!at_end && !m->outs[out].has_prefix)
		out = m->outs[out].next_prefix;
	while (out != NO_OUT) {
		const struct out *o = &m->outs[out];

		for (uint32_t i = o->first; i < o->first + o->n; i++) {
			const struct pattern *p = &m->patterns[i];
			struct fr_hit hit = {p->id, word + 1 - p->n_words, word};

			if ((at_end || p->prefix) && !scan->found(scan->arg, &hit))
				return false;
		}
		out = at_end ? o->next : o->next_prefix;
	}
	return true;
}

void fr_matcher_scan(const struct fr_matcher *m, const struct fr_folded *folded, fr_hit_fn *found, void *arg)
{
	const struct scan scan = {m, found, arg};
	const unsigned char *text = (const unsigned char *)folded->text;
	uint32_t state = ROOT;

	assert(m->built);
	for (uint32_t w = 0; w < folded->n_words; w++) {
		const struct fr_word *word = &folded->words[w];
		size_t end = word->fold_off + word->fold_len;

		/* from the blank before the word; once at the root, nothing can begin before the next one */
		for (size_t i = word->fold_off - 1u; i < end; i++) {
			uint32_t to;

			while ((to = child(m, state, text[i])) == NO_STATE && state != ROOT)
				state = m->slots[state].fail;
			if (to == NO_STATE)
				break;
			state = to;
			if (m->slots[state].out != NO_OUT && !report(&scan, m->slots[state].out, w, i + 1 == end))
				return;
		}
	}
}

size_t fr_matcher_memory(const struct fr_matcher *m)
{
	return sizeof *m + m->n_slots * sizeof *m->slots + m->n_outs * sizeof *m->outs +
	       m->n_patterns * sizeof *m->patterns;
}

size_t fr_matcher_count(const struct fr_matcher *m)
{
	return m->n_patterns;
}
