/* main of every fr-NAME: compiled once a tool with -DFR_TOOL=fr_tool_NAME. */
#include "core/stage.h"

extern const struct fr_tool FR_TOOL;

int main(int argc, char **argv)
{
	return fr_tool_main(&FR_TOOL, argc, argv);
}
