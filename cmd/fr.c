/*
 * fr: the driver. fr TOOL ... is fr-TOOL ...; fr run CHAIN runs several in one process.
 *
 * The tools that it holds. How a chain is written: core/chain.h. How it runs: core/run.c.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "core/chain.h"
#include "core/complete.h"
#include "core/stage.h"

#ifndef FR_VERSION
#define FR_VERSION "unknown"
#endif

extern const struct fr_tool fr_tool_ingest, fr_tool_classify, fr_tool_route, fr_tool_dedupe, fr_tool_report,
	fr_tool_redact, fr_tool_train, fr_tool_eval;

static const struct fr_tool *const tools[] = {&fr_tool_ingest, &fr_tool_classify, &fr_tool_route, &fr_tool_dedupe,
					      &fr_tool_report, &fr_tool_redact,   &fr_tool_train, &fr_tool_eval};
#define N_TOOLS (sizeof tools / sizeof *tools)

static const struct fr_tool *find_tool(const char *name)
{
	for (size_t i = 0; i < N_TOOLS; i++)
		if (strcmp(tools[i]->name, name) == 0)
			return tools[i];
	return NULL;
}

static int complain(const struct fr_error *err)
{
	fr_tell("fr", err->text);
	return 2;
}

static int no_tool(const char *name)
{
	struct fr_error err;
	char quoted[FR_QUOTE_MAX];

	fr_fail(&err, FR_FATAL, "no tool %s (fr list shows them)", fr_quote(quoted, name, strlen(name)));
	return complain(&err);
}

/* What was written to stdout must have got there. */
static int finish(void)
{
	if (fflush(stdout) == 0)
		return 0;
	perror("fr: writing to standard output");
	return 2;
}

static int list(void)
{
	for (size_t i = 0; i < N_TOOLS; i++)
		printf("%-10s %s\n", tools[i]->name, tools[i]->summary);
	return finish();
}

static int help(void)
{
	fputs("usage: fr TOOL [OPTION ...] [FILE ...]\n"
	      "       fr run [-q] [-o FILE] CHAIN\n"
	      "       fr list | completions bash|zsh|fish | --help | --version\n"
	      "First responder: raw platform exports in, routed case lists out.\n\n"
	      "CHAIN is tools with their options: ingest a.zip then classify then route,\n"
	      "or one quoted string: 'ingest a.zip | classify | route'.\n\ntools:\n",
	      stdout);
	for (size_t i = 0; i < N_TOOLS; i++)
		printf("  %-10s %s\n", tools[i]->name, tools[i]->summary);
	puts("\nSee fr(7) for a tutorial, fr(1) for the driver, fr-TOOL(1) for each tool.");
	return finish();
}

static int completions(int argc, char **argv)
{
	struct fr_buf out = {0};
	struct fr_error err;

	if (argc != 1 || !fr_complete(argv[0], tools, N_TOOLS, &out)) {
		fr_fail(&err, FR_FATAL, "completions are for one of: bash zsh fish");
		return complain(&err);
	}
	fwrite(out.bytes, 1, out.len, stdout);
	fr_buf_free(&out);
	return finish();
}

struct run_options {
	bool quiet;
	const char *output;
};

static const struct fr_option run_options[] = {
	FR_OPT_FLAG('q', "quiet", struct run_options, quiet, "no progress, notes or warnings"),
	FR_OPT_FILE('o', "output", struct run_options, output, "FILE",
		    "write to FILE, which appears whole or not at all"),
	FR_OPT_END,
};

/* How many of the words are fr run's own options: they end at the first word that is none. */
static int own_words(int argc, char **argv)
{
	int n = 1;

	while (n < argc && argv[n][0] == '-' && argv[n][1]) {
		bool takes_value = strcmp(argv[n], "-o") == 0 || strcmp(argv[n], "--output") == 0;

		n++;
		if (strcmp(argv[n - 1], "--") == 0)
			break;
		n += takes_value && n < argc;
	}
	return n;
}

static int run_chain(const struct fr_chain *chain, const struct run_options *options)
{
	struct fr_run_stage stages[FR_CHAIN_STAGES_MAX];

	for (size_t i = 0; i < chain->n; i++) {
		const struct fr_tool *tool = find_tool(chain->stages[i].items[0]);

		if (!tool)
			return no_tool(chain->stages[i].items[0]);
		stages[i] = (struct fr_run_stage){tool, (int)chain->stages[i].n, chain->stages[i].items};
	}
	return fr_run_main(stages, chain->n, options->output, options->quiet);
}

static int run(int argc, char **argv)
{
	struct run_options options = {0};
	struct fr_option_set set = {run_options, &options};
	struct fr_strlist none = {0};
	struct fr_chain chain;
	struct fr_error err;
	int own = own_words(argc, argv), status;

	if (fr_options_parse(&set, 1, own, argv, &none, &err) != FR_OK ||
	    fr_chain_parse(argc - own, argv + own, &chain, &err) != FR_OK)
		status = complain(&err);
	else {
		status = run_chain(&chain, &options);
		fr_chain_free(&chain);
	}
	fr_strlist_free(&none);
	return status;
}

int main(int argc, char **argv)
{
	const char *word = argc > 1 ? argv[1] : "--help";
	const struct fr_tool *tool = find_tool(word);

	if (tool)
		return fr_tool_main(tool, argc - 1, argv + 1);
	if (strcmp(word, "run") == 0)
		return run(argc - 1, argv + 1);
	if (strcmp(word, "list") == 0)
		return list();
	if (strcmp(word, "completions") == 0)
		return completions(argc - 2, argv + 2);
	if (strcmp(word, "--version") == 0 || strcmp(word, "-V") == 0) {
		puts("fr " FR_VERSION);
		return finish();
	}
	if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0 || strcmp(word, "help") == 0)
		return help() ? 2 : argc > 1 ? 0 : 2;
	return no_tool(word);
}
