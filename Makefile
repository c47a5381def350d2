# Everything here needs only Go, git and make.

GO          ?= go
LISTEN      ?= 127.0.0.1:2222
DATA        ?= ./data
STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.8.2
ERRCHECK    := github.com/kisielk/errcheck@v1.30.0

# The race detector needs a C compiler.
CC_FOUND := $(shell command -v $(firstword $(shell $(GO) env CC)) 2>/dev/null)
RACE     := $(if $(CC_FOUND),-race,)

.PHONY: help run try build test check bench bench-full torture picture clean

help: ## list what make can do
	@sed -n 's/^\([a-z-]*\):.*## /\1: /p' $(MAKEFILE_LIST)

run: build ## host meetings of the sample communities on 127.0.0.1:2222
	@exec bin/convene serve --listen $(LISTEN) --data $(DATA) --demo

try: build ## walk around the sample community in this terminal, without a server
	@exec bin/convene try

build: ## put the program into bin/: one file that needs nothing of the system it runs on
	CGO_ENABLED=0 $(GO) build -trimpath -o bin/convene ./cmd/convene

test: ## run every test
	$(if $(RACE),,@echo "no C compiler: testing without the race detector")
	$(GO) test $(RACE) ./...

check: ## formatting, vet and lint (errcheck; staticcheck with unused)
	@unformatted=$$(gofmt -l cmd session store tui); \
	if [ -n "$$unformatted" ]; then echo "not formatted:"; echo "$$unformatted"; exit 1; fi
	$(GO) mod tidy -diff
	$(GO) vet ./...
	$(GO) run $(STATICCHECK) ./...
	$(GO) run $(ERRCHECK) ./...

bench: ## what a change costs, beside plain SSH and two ordinary applications, in one run
	$(GO) run ./cmd/bench

bench-full: ## the same with many more people
	$(GO) run ./cmd/bench -full

torture: ## kill the server 200 times, cut the power 400 times, draw 100,000 pictures, come in past 6,000 strangers
	$(GO) test $(RACE) -count=1 -timeout 60m ./cmd/convene -run TestKill -kills 200
	$(GO) test -count=1 -timeout 30m ./store/sqlite -run TestPowerCut -cuts 400
	$(GO) test -count=1 -timeout 30m ./tui/frame -run TestScreen -transitions 100000
	$(GO) test -count=1 -timeout 30m ./cmd/convene -run TestACrowd -crowd 6000

picture: ## draw the README's picture anew
	$(GO) test -count=1 ./cmd/convene -run TestReadmePicture -update

clean: ## remove what was built; the data stays
	rm -rf bin
