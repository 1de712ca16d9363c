#include "core/complete.h"

#include <string.h>
#include "core/stage_priv.h"

/* Calls put for each option of a tool, the common ones last. */
typedef void put_option_fn(struct fr_buf *out, const struct fr_tool *tool, const struct fr_option *option);

static void each_option(struct fr_buf *out, const struct fr_tool *tool, put_option_fn *put)
{
	for (const struct fr_option *o = tool->options; o && o->type != FR_OPTION_END; o++)
		put(out, tool, o);
	for (const struct fr_option *o = fr_common_options; o->type != FR_OPTION_END; o++)
		put(out, tool, o);
}

static bool takes_file(const struct fr_option *o)
{
	return o->type == FR_OPTION_FILE || o->type == FR_OPTION_LIST;
}

/* "a|b" with blanks for the bars. */
static void put_words(struct fr_buf *out, const char *choices)
{
	for (; *choices; choices++)
		fr_buf_addc(out, *choices == '|' ? ' ' : *choices);
}

static void bash_names(struct fr_buf *out, const struct fr_tool *tool, const struct fr_option *o)
{
	(void)tool;
	if (o->letter)
		fr_buf_addf(out, "-%c ", o->letter);
	fr_buf_addf(out, "--%s ", o->name);
}

static void bash_values(struct fr_buf *out, const struct fr_tool *tool, const struct fr_option *o)
{
	(void)tool;
	if (o->type == FR_OPTION_FLAG)
		return;
	fr_buf_adds(out, "\t\t");
	if (o->letter)
		fr_buf_addf(out, "-%c|", o->letter);
	fr_buf_addf(out, "--%s) ", o->name);
	if (takes_file(o))
		fr_buf_adds(out, "COMPREPLY=($(compgen -f -- \"$cur\"))");
	else if (o->type == FR_OPTION_CHOICE) {
		fr_buf_adds(out, "COMPREPLY=($(compgen -W '");
		put_words(out, o->choices);
		fr_buf_adds(out, "' -- \"$cur\"))");
	} else
		fr_buf_adds(out, "COMPREPLY=()");
	fr_buf_adds(out, "; return ;;\n");
}

static void bash_tool(struct fr_buf *out, const struct fr_tool *tool)
{
	fr_buf_addf(out, "_fr_%s() {\n\tlocal cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}\n",
		    tool->name);
	fr_buf_adds(out, "\tcase $prev in\n");
	each_option(out, tool, bash_values);
	fr_buf_adds(out, "\tesac\n\tcase $cur in\n\t-*) COMPREPLY=($(compgen -W '");
	each_option(out, tool, bash_names);
	fr_buf_addf(out, "' -- \"$cur\")) ;;\n\t*) COMPREPLY=($(compgen -f -- \"$cur\")) ;;\n\tesac\n}\n");
	fr_buf_addf(out, "complete -o filenames -F _fr_%s fr-%s\n", tool->name, tool->name);
}

static void bash(struct fr_buf *out, const struct fr_tool *const *tools, size_t n)
{
	fr_buf_adds(out, "# bash completion for fr\n");
	for (size_t i = 0; i < n; i++)
		bash_tool(out, tools[i]);
	fr_buf_adds(out, "_fr() {\n\tlocal cur=${COMP_WORDS[COMP_CWORD]}\n"
			 "\tif [ \"$COMP_CWORD\" -eq 1 ]; then\n\t\tCOMPREPLY=($(compgen -W 'run list completions");
	for (size_t i = 0; i < n; i++)
		fr_buf_addf(out, " %s", tools[i]->name);
	fr_buf_adds(out, "' -- \"$cur\"))\n\t\treturn\n\tfi\n\tcase ${COMP_WORDS[1]} in\n");
	for (size_t i = 0; i < n; i++)
		fr_buf_addf(out, "\t%s) _fr_%s ;;\n", tools[i]->name, tools[i]->name);
	fr_buf_adds(out, "\tcompletions) COMPREPLY=($(compgen -W 'bash zsh fish' -- \"$cur\")) ;;\n"
			 "\t*) COMPREPLY=($(compgen -f -- \"$cur\")) ;;\n\tesac\n}\ncomplete -o filenames -F _fr fr\n");
}

/* A help text inside single quotes of a shell, without the characters that zsh gives a meaning. */
static void put_help(struct fr_buf *out, const char *help)
{
	for (; *help; help++) {
		if (*help == '\'')
			fr_buf_adds(out, "'\\''");
		else if (*help == '[' || *help == ']' || *help == ':')
			fr_buf_addf(out, "\\%c", *help);
		else
			fr_buf_addc(out, *help);
	}
}

static void zsh_spec(struct fr_buf *out, const struct fr_option *o, const char *dashes, const char *name)
{
	fr_buf_addf(out, "\t\t'%s%s%s[", o->type == FR_OPTION_LIST ? "*" : "", dashes, name);
	put_help(out, o->help);
	fr_buf_addc(out, ']');
	if (takes_file(o))
		fr_buf_adds(out, ":file:_files");
	else if (o->type == FR_OPTION_CHOICE) {
		fr_buf_adds(out, ":choice:(");
		put_words(out, o->choices);
		fr_buf_addc(out, ')');
	} else if (o->type != FR_OPTION_FLAG)
		fr_buf_adds(out, ":value:");
	fr_buf_adds(out, "' \\\n");
}

static void zsh_option(struct fr_buf *out, const struct fr_tool *tool, const struct fr_option *o)
{
	char letter[2] = {o->letter, '\0'};

	(void)tool;
	if (o->letter)
		zsh_spec(out, o, "-", letter);
	zsh_spec(out, o, "--", o->name);
}

static void zsh(struct fr_buf *out, const struct fr_tool *const *tools, size_t n)
{
	fr_buf_adds(out, "#compdef fr");
	for (size_t i = 0; i < n; i++)
		fr_buf_addf(out, " fr-%s", tools[i]->name);
	fr_buf_adds(out, "\n");
	for (size_t i = 0; i < n; i++) {
		fr_buf_addf(out, "_fr_%s() {\n\t_arguments -s \\\n", tools[i]->name);
		each_option(out, tools[i], zsh_option);
		fr_buf_adds(out, "\t\t'*:file:_files'\n}\n");
	}
	fr_buf_adds(out, "_fr() {\n\tlocal tool=${service#fr-}\n\tif [[ $service = fr ]]; then\n"
			 "\t\tif (( CURRENT == 2 )); then\n\t\t\tcompadd run list completions");
	for (size_t i = 0; i < n; i++)
		fr_buf_addf(out, " %s", tools[i]->name);
	fr_buf_adds(out, "\n\t\t\treturn\n\t\tfi\n\t\ttool=${words[2]}\n\t\tshift words\n\t\t(( CURRENT-- ))\n\tfi\n"
			 "\tif (( $+functions[_fr_$tool] )); then _fr_$tool; else _files; fi\n}\n_fr \"$@\"\n");
}

static void fish_option(struct fr_buf *out, const struct fr_tool *tool, const struct fr_option *o)
{
	fr_buf_addf(out, "complete -c fr-%s", tool->name);
	if (o->letter)
		fr_buf_addf(out, " -s %c", o->letter);
	fr_buf_addf(out, " -l %s", o->name);
	if (takes_file(o))
		fr_buf_adds(out, " -r -F");
	else if (o->type == FR_OPTION_CHOICE) {
		fr_buf_adds(out, " -x -a '");
		put_words(out, o->choices);
		fr_buf_addc(out, '\'');
	} else if (o->type != FR_OPTION_FLAG)
		fr_buf_adds(out, " -x");
	fr_buf_adds(out, " -d '");
	for (const char *h = o->help; *h; h++)
		fr_buf_adds(out, *h == '\'' ? "\\'" : (char[]){*h, '\0'});
	fr_buf_adds(out, "'\n");
}

static void fish(struct fr_buf *out, const struct fr_tool *const *tools, size_t n)
{
	fr_buf_adds(out, "# fish completion for fr\n");
	for (size_t i = 0; i < n; i++) {
		each_option(out, tools[i], fish_option);
		fr_buf_addf(out, "complete -c fr -n __fish_use_subcommand -a %s -d '%s'\n", tools[i]->name,
			    tools[i]->summary);
		fr_buf_addf(out, "complete -c fr -n '__fish_seen_subcommand_from %s' -w fr-%s\n", tools[i]->name,
			    tools[i]->name);
	}
	fr_buf_adds(out, "complete -c fr -n __fish_use_subcommand -a run -d 'run a chain of tools in one process'\n"
			 "complete -c fr -n __fish_use_subcommand -a list -d 'list the tools'\n"
			 "complete -c fr -n __fish_use_subcommand -a completions -d 'print completions for a shell'\n"
			 "complete -c fr -n '__fish_seen_subcommand_from completions' -x -a 'bash zsh fish'\n");
}

bool fr_complete(const char *shell, const struct fr_tool *const *tools, size_t n, struct fr_buf *out)
{
	if (strcmp(shell, "bash") == 0)
		bash(out, tools, n);
	else if (strcmp(shell, "zsh") == 0)
		zsh(out, tools, n);
	else if (strcmp(shell, "fish") == 0)
		fish(out, tools, n);
	else
		return false;
	return true;
}
