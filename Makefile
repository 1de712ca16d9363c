# fr. The two commands that matter: make deps demo, make deps check
VERSION := 0.1.0
TOOLS   := ingest classify route dedupe report
MODE    ?= release
OBJ     := build/$(MODE)
PREFIX  ?= /usr/local
bindir  := $(DESTDIR)$(PREFIX)/bin
sharedir := $(DESTDIR)$(PREFIX)/share
CC      := gcc

release := -O2 -g -D_FORTIFY_SOURCE=2 -fstack-protector-strong
san     := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
WARN    := -Wall -Wextra -Werror -Wshadow -Wmissing-prototypes -Wstrict-prototypes -Wvla -Wwrite-strings
FR_CFLAGS = -std=c11 -D_GNU_SOURCE $(WARN) $($(MODE)) -Ilib \
	-DFR_VERSION='"$(VERSION)"' -DFR_DATADIR='"$(PREFIX)/share/fr"' $(CFLAGS)

# Each tool links only what it needs; the driver holds them all. --as-needed keeps a library out of a tool that does
# not call it.
LDLIBS       := -ljansson -licui18n -licuuc
LIBS_ingest  := -larchive -lcrypto
LIBS_dedupe  := -lxxhash
LIBS_all     := $(foreach t,$(TOOLS),$(LIBS_$t))
FR_LDFLAGS    = $($(MODE)) -Wl,--as-needed $(LDFLAGS)

LIBOBJ  := $(patsubst %.c,$(OBJ)/%.o,$(wildcard lib/*/*.c))
BINS    := $(TOOLS:%=$(OBJ)/bin/fr-%) $(OBJ)/bin/fr
UNITS   := $(patsubst tests/unit/%.c,$(OBJ)/unit/%,$(wildcard tests/unit/*.c))
FUZZERS := $(patsubst tests/fuzz/%.c,$(OBJ)/fuzz/%,$(wildcard tests/fuzz/fuzz_*.c))
BENCHES := $(patsubst tests/bench/%.c,$(OBJ)/bench/%,$(wildcard tests/bench/*.c))
MANS    := $(wildcard man/*.[157])

all: $(BINS)

$(OBJ)/bin/fr-%: $(OBJ)/cmd/%.o $(OBJ)/main/%.o $(OBJ)/libfr.a
	@mkdir -p $(@D)
	$(CC) $(FR_LDFLAGS) $^ $(LIBS_$*) $(LDLIBS) -o $@

$(OBJ)/bin/fr: $(OBJ)/cmd/fr.o $(TOOLS:%=$(OBJ)/cmd/%.o) $(OBJ)/libfr.a
	@mkdir -p $(@D)
	$(CC) $(FR_LDFLAGS) $^ $(LIBS_all) $(LDLIBS) -o $@

$(OBJ)/libfr.a: $(LIBOBJ)
	rm -f $@ && $(AR) rcs $@ $^

$(OBJ)/main/%.o: cmd/main.c Makefile
	@mkdir -p $(@D)
	$(CC) $(FR_CFLAGS) -MMD -DFR_TOOL=fr_tool_$* -c $< -o $@

$(OBJ)/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(CC) $(FR_CFLAGS) -MMD -c $< -o $@

$(OBJ)/unit/%: $(OBJ)/tests/unit/%.o $(OBJ)/libfr.a
	@mkdir -p $(@D)
	$(CC) $(FR_LDFLAGS) $^ -lcmocka $(LIBS_all) $(LDLIBS) -o $@

# Fuzz targets run over their corpus as tests (tests/fuzz/replay.c is their main); make fuzz links them to libFuzzer.
$(OBJ)/fuzz/%: $(OBJ)/tests/fuzz/%.o $(OBJ)/tests/fuzz/replay.o $(OBJ)/libfr.a
	@mkdir -p $(@D)
	$(CC) $(FR_LDFLAGS) $^ $(LIBS_all) $(LDLIBS) -o $@

$(OBJ)/bench/%: $(OBJ)/tests/bench/%.o $(OBJ)/libfr.a
	@mkdir -p $(@D)
	$(CC) $(FR_LDFLAGS) $^ $(LIBS_all) $(LDLIBS) -o $@

.PHONY: all
.SECONDARY:
-include $(shell find build -name '*.d' 2>/dev/null)
