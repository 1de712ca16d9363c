#include <stdlib.h>
#include <string.h>
#include "core/mem.h"
#include "core/time.h"
#include "dedupe/forms.h"

void fr_sample_take(struct fr_sample *ret, const struct fr_canon *canon, size_t matter_min, size_t shingles_min)
{
	size_t n;

	memset(ret, 0, sizeof(*ret));
	ret->form.at = FR_TIME_NONE;
	if (!canon)
		return;
	ret->telling = canon->telling;
	ret->told = fr_telling_size(&canon->telling) >= matter_min;
	if (!ret->told)
		return;
	n = fr_minhash_sign(canon->text.bytes, canon->text.len, &ret->form.signature);
	ret->form.text_hash = canon->hash;
	ret->form.n_shingles = n < UINT16_MAX ? (uint16_t)n : UINT16_MAX;
	ret->form.near = n >= shingles_min;
	ret->form.opening = ret->form.near ? canon->opening : 0;
	ret->form.cut = canon->cut;
	ret->form.n_codes = canon->telling.n;
	ret->form.full = canon->telling.full;
}

static const struct fr_signature *signature_of(const void *arg, uint32_t item)
{
	return &((const struct fr_forms *)arg)->items[item].signature;
}

static uint64_t block_key(uint32_t block)
{
	return block * 0x9e3779b97f4a7c15u;
}

/* Where the newest form of the block is noted. */
static uint32_t *head_of(const struct fr_forms *forms, uint32_t block)
{
	size_t walk = 0;
	uint32_t head;

	return fr_hashindex_next(&forms->blocks, block_key(block), UINT64_MAX, &walk, &head) ? &forms->heads[head]
											     : NULL;
}

static void enter_block(struct fr_forms *forms, uint32_t item)
{
	struct fr_form *form = &forms->items[item];
	uint32_t *head = head_of(forms, form->block);

	form->prev = FR_FORM_NONE;
	if (head) {
		form->prev = *head;
		*head = item;
		return;
	}
	forms->heads = fr_grow(forms->heads, forms->n_heads, &forms->cap_heads, sizeof(*forms->heads));
	forms->heads[forms->n_heads] = item;
	fr_hashindex_add(&forms->blocks, block_key(form->block), (uint32_t)forms->n_heads++);
}

static void enter(struct fr_forms *forms, uint32_t item)
{
	struct fr_form *form = &forms->items[item];

	fr_hashindex_add(&forms->texts, form->text_hash, item);
	if (form->near)
		fr_lsh_add(&forms->lsh, item, &form->signature, signature_of, forms);
	if (form->opening)
		fr_hashindex_add(&forms->openings, form->opening, item);
	if (form->block)
		enter_block(forms, item);
}

void fr_forms_add(struct fr_forms *forms, const struct fr_form *form, const uint32_t *codes)
{
	struct fr_codes *pool = &forms->codes;
	struct fr_form *mine;

	forms->items = fr_grow(forms->items, forms->n, &forms->cap, sizeof(*forms->items));
	mine = &forms->items[forms->n];
	*mine = *form;
	mine->codes_off = pool->n;
	while (pool->cap < pool->n + form->n_codes) {
		size_t cap = pool->cap;

		pool->at = fr_grow(pool->at, cap, &pool->cap, sizeof(*pool->at));
	}
	for (size_t i = 0; i < form->n_codes; i++)
		pool->at[pool->n++] = codes[i];
	enter(forms, (uint32_t)forms->n++);
}

void fr_forms_telling(const struct fr_forms *forms, const struct fr_form *form, struct fr_telling *ret)
{
	ret->n = form->n_codes;
	ret->full = form->full;
	for (size_t i = 0; i < form->n_codes; i++)
		ret->codes[i] = forms->codes.at[form->codes_off + i];
}

uint32_t fr_forms_block(const struct fr_forms *forms, uint32_t block)
{
	const uint32_t *head = block ? head_of(forms, block) : NULL;

	return head ? *head : FR_FORM_NONE;
}

void fr_forms_purge(struct fr_forms *forms, const uint32_t *new_case)
{
	struct fr_forms old = *forms;

	memset(forms, 0, sizeof(*forms));
	forms->next_serial = old.next_serial;
	for (size_t i = 0; i < old.n; i++) {
		struct fr_form form = old.items[i];

		if (new_case[form.case_n] == UINT32_MAX)
			continue;
		form.case_n = new_case[form.case_n];
		fr_forms_add(forms, &form, old.codes.at + form.codes_off);
	}
	fr_forms_free(&old);
}

size_t fr_forms_memory(const struct fr_forms *forms)
{
	size_t slots = forms->texts.cap + forms->openings.cap + forms->blocks.cap;

	return forms->n * sizeof(*forms->items) + forms->codes.n * sizeof(*forms->codes.at) +
	       slots * (sizeof(uint64_t) + sizeof(uint32_t)) + fr_lsh_memory(&forms->lsh);
}

void fr_forms_free(struct fr_forms *forms)
{
	free(forms->items);
	free(forms->codes.at);
	free(forms->heads);
	fr_hashindex_free(&forms->texts);
	fr_hashindex_free(&forms->openings);
	fr_hashindex_free(&forms->blocks);
	fr_lsh_free(&forms->lsh);
	memset(forms, 0, sizeof(*forms));
}
