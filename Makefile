# fr. The two commands that matter: make deps demo, make deps check
VERSION := 0.1.0
MAKEFLAGS += --no-builtin-rules
TOOLS   := ingest classify route dedupe report redact train eval
MODE    ?= release
OBJ     := build/$(MODE)
PREFIX  ?= /usr/local
bindir  := $(DESTDIR)$(PREFIX)/bin
sharedir := $(DESTDIR)$(PREFIX)/share
CC      := gcc

# A build says one word a file; make V=1 shows the commands.
SAY = $(if $(V),,@$(if $(findstring s,$(firstword -$(MAKEFLAGS))),:,echo "  $(@:$(OBJ)/%=%)");)

release := -O2 -g -D_FORTIFY_SOURCE=2 -fstack-protector-strong
san     := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
WARN    := -Wall -Wextra -Werror -Wshadow -Wmissing-prototypes -Wstrict-prototypes -Wvla -Wwrite-strings
FR_CFLAGS = -std=c11 -D_GNU_SOURCE $(WARN) $($(MODE)) -Ilib \
	-DFR_VERSION='"$(VERSION)"' -DFR_DATADIR='"$(PREFIX)/share/fr"' $(CFLAGS)

# Each tool links only what it needs; the driver holds them all. --as-needed keeps a library out of a tool that does
# not call it.
LDLIBS       := -ljansson -licui18n -licuuc
LIBS_ingest  := -larchive -lcrypto
LIBS_classify := -lxxhash -lpcre2-8 -lm
LIBS_dedupe  := -lxxhash -lsqlite3 -lm
LIBS_redact  := -lcrypto
LIBS_train   := -llinear -lxxhash -lcrypto -lm
LIBS_eval    := -lm
LIBS_all     := $(foreach t,$(TOOLS),$(LIBS_$t))
FR_LDFLAGS    = $($(MODE)) -Wl,--as-needed $(LDFLAGS)

LIBOBJ  := $(patsubst %.c,$(OBJ)/%.o,$(wildcard lib/*/*.c))
BINS    := $(TOOLS:%=$(OBJ)/bin/fr-%) $(OBJ)/bin/fr
UNITS   := $(patsubst tests/unit/%.c,$(OBJ)/unit/%,$(wildcard tests/unit/*.c))
FUZZERS := $(patsubst tests/fuzz/%.c,$(OBJ)/fuzz/%,$(wildcard tests/fuzz/fuzz_*.c))
BENCHES := $(patsubst tests/bench/%.c,$(OBJ)/bench/%,$(wildcard tests/bench/*.c))
MANS    := $(wildcard man/*.[157])

# A pack's model is made of its table learn.tsv; it lies beside it, since the programs look for it there.
PACK_MODELS := $(patsubst %/learn.tsv,%/class.model,$(wildcard share/fr/packs/*/learn.tsv))

all: $(BINS) $(PACK_MODELS)

%/class.model: %/learn.tsv | $(OBJ)/bin/fr-train
	$(SAY) sh share/fr/packs/learn.sh $< | $(OBJ)/bin/fr-train -q -o $@

$(OBJ)/bin/fr-%: $(OBJ)/cmd/%.o $(OBJ)/main/%.o $(OBJ)/libfr.a
	@mkdir -p $(@D)
	$(SAY) $(CC) $(FR_LDFLAGS) $^ $(LIBS_$*) $(LDLIBS) -o $@

# whole-archive: two rooms that give one name to two things are a link error here, not a riddle elsewhere
$(OBJ)/bin/fr: $(OBJ)/cmd/fr.o $(TOOLS:%=$(OBJ)/cmd/%.o) $(OBJ)/libfr.a
	@mkdir -p $(@D)
	$(SAY) $(CC) $(FR_LDFLAGS) $(filter %.o,$^) -Wl,--whole-archive $(filter %.a,$^) -Wl,--no-whole-archive \
		$(LIBS_all) $(LDLIBS) -o $@

$(OBJ)/libfr.a: $(LIBOBJ)
	$(SAY) rm -f $@ && $(AR) qcs $@ $^

$(OBJ)/main/%.o: cmd/main.c Makefile
	@mkdir -p $(@D)
	$(SAY) $(CC) $(FR_CFLAGS) -MMD -MP -DFR_TOOL=fr_tool_$* -c $< -o $@

$(OBJ)/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(SAY) $(CC) $(FR_CFLAGS) -MMD -MP -c $< -o $@

$(OBJ)/unit/%: $(OBJ)/tests/unit/%.o $(OBJ)/libfr.a
	@mkdir -p $(@D)
	$(SAY) $(CC) $(FR_LDFLAGS) $^ -lcmocka $(LIBS_all) $(LDLIBS) -o $@

# Fuzz targets run over their corpus as tests (tests/fuzz/replay.c is their main); make fuzz links them to libFuzzer.
$(OBJ)/fuzz/%: $(OBJ)/tests/fuzz/%.o $(OBJ)/tests/fuzz/replay.o $(OBJ)/libfr.a
	@mkdir -p $(@D)
	$(SAY) $(CC) $(FR_LDFLAGS) $^ $(LIBS_all) $(LDLIBS) -o $@

$(OBJ)/bench/%: $(OBJ)/tests/bench/%.o $(OBJ)/libfr.a
	@mkdir -p $(@D)
	$(SAY) $(CC) $(FR_LDFLAGS) $^ $(LIBS_all) $(LDLIBS) -o $@

# ---- tests

TESTPROGRAMS := $(UNITS) $(FUZZERS)

check-programs: all $(TESTPROGRAMS)

# Goals on one command line are made one after the other (deps before check); what is built for one is built in parallel.
JOBS := -j$(shell nproc 2>/dev/null || echo 2)

check:
	@$(MAKE) --no-print-directory $(JOBS) MODE=release check-programs
	@$(MAKE) --no-print-directory $(JOBS) MODE=san check-programs
	sh tests/run.sh release san

# ---- the main job, on the sample that comes with the source

demo:
	@$(MAKE) --no-print-directory $(JOBS) all
	@PATH=$(CURDIR)/$(OBJ)/bin:$$PATH sh tests/demo.sh

bench: all $(BENCHES)
	@sh tests/bench/run.sh $(OBJ) $(BENCH)

# What is doubtful in the tables of places; a fault ends it with an error.
gazetteer-check: $(OBJ)/bin/fr-route
	@$< --check

# ---- fuzzing, with clang's libFuzzer: make fuzz FUZZ=json SECONDS=300, make fuzz-ingest SECONDS=300

FUZZ    ?= $(patsubst tests/fuzz/fuzz_%.c,%,$(wildcard tests/fuzz/fuzz_*.c))
SECONDS ?= 60
CLANG   ?= clang

build/fuzz/fuzz_%: tests/fuzz/fuzz_%.c $(wildcard lib/*/*.c)
	@mkdir -p $(@D)
	$(CLANG) -g -O1 -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=all -std=c11 -D_GNU_SOURCE -Ilib \
		$^ $(LIBS_all) $(LDLIBS) -o $@

# FUZZ=ingest-FORMAT is the target ingest with that format forced.
fuzz: $(sort $(foreach name,$(FUZZ),build/fuzz/fuzz_$(firstword $(subst -, ,$(name)))))
	for name in $(FUZZ); do sh tests/fuzz/run.sh $$name $(SECONDS) || exit 1; done

# Detection and each format that fr-ingest has, SECONDS each; then a table of the runs.
fuzz-ingest: build/fuzz/fuzz_ingest $(OBJ)/bin/fr-ingest
	sh tests/fuzz/formats.sh $(SECONDS) $(OBJ)/bin/fr-ingest

lint:
	printf '%s\n' $(wildcard cmd/*.c lib/*/*.c) | xargs -n 8 -P "$$(nproc)" sh -c \
		'clang-tidy --quiet --warnings-as-errors="*" "$$@" -- -std=c11 -D_GNU_SOURCE -Ilib' sh
	clang-format --dry-run --Werror $(wildcard cmd/*.c lib/*/*.[ch] tests/*/*.[ch])

# ---- what it needs: Debian and Ubuntu by apt, elsewhere the names are printed

DEPS := gcc make libc6-dev pkg-config libjansson-dev libpcre2-dev libarchive-dev libicu-dev libssl-dev libxxhash-dev liblinear-dev \
	libsqlite3-dev libcmocka-dev perl mandoc jq python3-minimal python3-jsonschema
DEPS_BENCH := miller jq

deps deps-bench: deps%:
	@sh tests/deps.sh $(if $*,$(DEPS_BENCH),$(DEPS))

# ---- installing

install: all
	install -d $(bindir) $(sharedir)/fr $(sharedir)/bash-completion/completions $(sharedir)/zsh/site-functions \
		$(sharedir)/fish/vendor_completions.d
	install -m 755 $(BINS) $(bindir)
	for page in $(MANS); do \
		install -d $(sharedir)/man/man$${page##*.} && install -m 644 $$page $(sharedir)/man/man$${page##*.} || exit 1; \
	done
	cp -R share/fr/. $(sharedir)/fr
	$(OBJ)/bin/fr completions bash >$(sharedir)/bash-completion/completions/fr
	$(OBJ)/bin/fr completions zsh >$(sharedir)/zsh/site-functions/_fr
	$(OBJ)/bin/fr completions fish >$(sharedir)/fish/vendor_completions.d/fr.fish
	for tool in $(TOOLS); do ln -sf fr $(sharedir)/bash-completion/completions/fr-$$tool || exit 1; done

uninstall:
	rm -f $(BINS:$(OBJ)/bin/%=$(bindir)/%)
	for page in $(notdir $(MANS)); do rm -f $(sharedir)/man/man$${page##*.}/$$page; done
	rm -rf $(sharedir)/fr
	rm -f $(sharedir)/bash-completion/completions/fr $(TOOLS:%=$(sharedir)/bash-completion/completions/fr-%) \
		$(sharedir)/zsh/site-functions/_fr $(sharedir)/fish/vendor_completions.d/fr.fish

dist:
	@mkdir -p build
	git archive --format=tar.gz --prefix=fr-$(VERSION)/ -o build/fr-$(VERSION).tar.gz HEAD

clean:
	rm -rf build $(PACK_MODELS)

.PHONY: all check check-programs demo bench gazetteer-check fuzz fuzz-ingest lint deps deps-bench install uninstall dist clean
.SECONDARY:
-include $(shell find build -name '*.d' 2>/dev/null)
