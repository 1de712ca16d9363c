# fr. The two commands that matter: make deps demo, make deps check
VERSION := 0.1.0
TOOLS   := ingest classify route dedupe report
MODE    ?= release
OBJ     := build/$(MODE)
PREFIX  ?= /usr/local
CC      := gcc

release := -O2 -g -D_FORTIFY_SOURCE=2 -fstack-protector-strong
san     := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
ALL_CFLAGS = -std=c11 -D_GNU_SOURCE -Wall -Wextra -Werror -Wshadow -Wmissing-prototypes -Wvla $($(MODE)) -Ilib $(CFLAGS)

# each tool links only what it needs (the driver holds them all)
LIBS_core     := -ljansson -licuuc -licui18n
LIBS_ingest   := -larchive -lcrypto
LIBS_classify :=
LIBS_route    :=
LIBS_dedupe   := -lxxhash
LIBS_report   :=

LIBOBJ  := $(patsubst %.c,$(OBJ)/%.o,$(wildcard lib/*/*.c))
BINS    := $(TOOLS:%=$(OBJ)/bin/fr-%) $(OBJ)/bin/fr

all: $(BINS)
