/*
 * compare [-n RUNS] RECORDS NAME COMMAND [NAME COMMAND ...]: times commands side by side.
 *
 * Each COMMAND is run by sh with its output to /dev/null. One warm-up each, then RUNS rounds in which every command
 * runs once, so that a machine that gets slower gets slower for all. Printed: median wall time, records a second,
 * median of the round's ratios to the first command, peak memory of the largest process.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define RUNS_MAX     101
#define COMMANDS_MAX 16

struct command {
	const char *name, *line;
	double seconds[RUNS_MAX], ratios[RUNS_MAX];
	long peak_kb;
};

static double monotonic(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void child(const char *line)
{
	int null = open("/dev/null", O_WRONLY);

	dup2(null, STDOUT_FILENO);
	execl("/bin/sh", "sh", "-c", line, (char *)NULL);
	_exit(127);
}

/* Seconds that the command took; ends the program if it failed, for a failed run is no measurement. */
static double run(struct command *command)
{
	double began = monotonic();
	struct rusage usage;
	int status;
	pid_t pid = fork();

	if (pid == 0)
		child(command->line);
	if (pid < 0 || wait4(pid, &status, 0, &usage) < 0 || status != 0) {
		fprintf(stderr, "compare: %s failed: %s\n", command->name, command->line);
		exit(2);
	}
	if (usage.ru_maxrss > command->peak_kb)
		command->peak_kb = usage.ru_maxrss;
	return monotonic() - began;
}

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double median(double *values, int n)
{
	qsort(values, (size_t)n, sizeof *values, by_size);
	return n % 2 ? values[n / 2] : (values[n / 2 - 1] + values[n / 2]) / 2;
}

int main(int argc, char **argv)
{
	struct command commands[COMMANDS_MAX] = {0};
	int runs = 5, n = 0, first = 1;
	double records;

	if (argc > 2 && strcmp(argv[1], "-n") == 0) {
		runs = (int)strtol(argv[2], NULL, 10);
		first = 3;
	}
	if (runs < 1 || runs > RUNS_MAX || argc - first < 3 || (argc - first) % 2 == 0) {
		fputs("usage: compare [-n RUNS] RECORDS NAME COMMAND [NAME COMMAND ...]\n", stderr);
		return 2;
	}
	records = strtod(argv[first], NULL);
	for (int i = first + 1; i + 1 < argc && n < COMMANDS_MAX; i += 2, n++) {
		commands[n].name = argv[i];
		commands[n].line = argv[i + 1];
		run(&commands[n]);
	}
	for (int r = 0; r < runs; r++)
		for (int i = 0; i < n; i++) {
			commands[i].seconds[r] = run(&commands[i]);
			commands[i].ratios[r] = commands[i].seconds[r] / commands[0].seconds[r];
		}
	for (int i = 0; i < n; i++) {
		double seconds = median(commands[i].seconds, runs), ratio = median(commands[i].ratios, runs);

		printf("%-28s %9.3f s %12.0f records/s %9.2f x %8.1f MB\n", commands[i].name, seconds,
		       records / seconds, ratio, (double)commands[i].peak_kb / 1024);
	}
	return 0;
}
