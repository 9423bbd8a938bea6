# Everything a developer or CI does with this repository. `make` alone lists it.
#
# Only Go, make and git are needed: a browser (and for `make test` a C compiler)
# is installed from Debian's packages when it is missing and may be installed;
# see tools/ensure.sh. Once everything has run, nothing needs a network.

SHELL := /bin/sh
GO ?= go
# ARGS go to assay: make run ARGS="--tags @smoke"
ARGS ?=
# SOAK is how many times `make soak` repeats everything, PAYMENTS how many it makes.
SOAK ?= 10
PAYMENTS ?= 1000000

# The commit goes into the version where git can tell it: in a clone, not in a
# tarball, and not where git refuses to talk about somebody else's files.
STAMP := $(shell [ -e .git ] && git status --porcelain >/dev/null 2>&1 && echo true || echo false)
BUILD := CGO_ENABLED=0 $(GO) build -trimpath -ldflags '-s -w'
TOOL := $(GO) tool -modfile=$(CURDIR)/tools/go.mod
MODULES := . $(patsubst %/go.mod,%,$(wildcard tools/go.mod tools/*/go.mod examples/*/go.mod))
SCRIPTS := tools/ensure.sh .ci/run

.DEFAULT_GOAL := help
.PHONY: help build run test mutants lint openapi-lint fmt bench soak serve clean

help: ## List these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

build: ## Build bin/assay
	$(BUILD) -buildvcs=$(STAMP) -o bin/assay ./cmd/assay

run: ## Run the suite in a real browser against the embedded gateway (ARGS="--tags @smoke")
	@tools/ensure.sh browser >/dev/null
	@$(MAKE) --no-print-directory build
	@ASSAY_BROWSER=$$(tools/ensure.sh browser) bin/assay run $(ARGS)

test: ## Run every test, with the race detector
	@tools/ensure.sh browser >/dev/null
	@race=-race; tools/ensure.sh compiler >/dev/null || { race=; echo "make: no race detector in this run" >&2; }; \
	for module in $(filter-out .,$(MODULES)); do (cd $$module && $(GO) test ./...) || exit 1; done; \
	set -x; $(GO) test $$race -timeout 9m ./...

mutants: ## Let the suite prove that it notices every named fault of the simulator
	@tools/ensure.sh browser >/dev/null
	cd support/runner && ASSAY_EVERY_FAULT=1 $(GO) test -count=1 -timeout 30m -run '^TestEveryFaultIsNoticed$$'

lint: ## Check features, formatting, vet, staticcheck, modules, scripts, and that it builds for other systems
	@unformatted=$$($(TOOL) gofumpt -l .); [ -z "$$unformatted" ] || \
		{ printf 'not formatted (make fmt):\n%s\n' "$$unformatted" >&2; exit 1; }
	@for module in $(MODULES); do (set -x; cd $$module && $(GO) vet ./... && $(TOOL) staticcheck ./... && \
		$(GO) mod tidy -diff && { grep -q '^replace' go.mod || $(GO) mod verify; }) || exit 1; done
	@for script in $(SCRIPTS); do sh -n $$script || exit 1; done
	$(GO) run ./cmd/assay lint --strict features
	$(GO) run ./cmd/assay fmt --check features
	GOOS=darwin GOARCH=arm64 $(BUILD) -buildvcs=false -o /dev/null ./cmd/assay
	GOOS=darwin GOARCH=arm64 $(GO) vet ./...
	GOOS=windows GOARCH=amd64 $(BUILD) -buildvcs=false -o /dev/null ./cmd/assay
	GOOS=windows GOARCH=amd64 $(GO) vet ./...

openapi-lint: build ## Judge the description of the API with an outside linter (needs npx and npm's registry)
	bin/assay openapi --out bin/openapi.yaml
	npx --yes @redocly/cli@2 lint --skip-rule info-license bin/openapi.yaml

fmt: ## Format every Go file
	$(TOOL) gofumpt -l -w .

bench: build ## Measure against raw HTTP and report the figures (ARGS="-only peers": against other tools, with npm)
	@tools/ensure.sh browser >/dev/null
	cd tools/bench && $(GO) run . $(ARGS)

soak: build ## Repeat everything for long: tests shuffled, suite by seed, a million payments, a crowd of shoppers (SOAK=10)
	@tools/ensure.sh browser >/dev/null && tools/ensure.sh compiler >/dev/null
	$(GO) test -race -shuffle=on -count=$(SOAK) -timeout 90m ./...
	@for seed in $$(seq $(SOAK)); do for concurrency in 1 8 32; do \
		(set -x; bin/assay run --quiet --seed $$seed --concurrency $$concurrency --out reports/out/soak) || exit 1; \
	done; done
	@for vary in $$(seq 20); do \
		(set -x; bin/assay run --quiet --vary $$vary --out reports/out/soak) || exit 1; \
	done
	$(GO) build -race -o bin/assay-race ./cmd/assay && bin/assay-race run --quiet --concurrency 32 --out reports/out/soak
	$(GO) test ./support/simulator -run TestGateway -operations 1000000 -timeout 60m
	$(GO) test ./support/browser -v -run '^TestACrowdOfShoppers$$' -repetitions 200 -timeout 60m
	cd tools/bench && $(GO) run . soak -payments $(PAYMENTS) && $(GO) run . soak -payments $$(( $(PAYMENTS) / 10 )) -fault reset-after

serve: build ## Run the gateway on its own, for a merchant or a person to try (ARGS="--listen 127.0.0.1:8443")
	bin/assay serve $(ARGS)

clean: ## Remove what builds and runs left here
	rm -rf bin reports/out
