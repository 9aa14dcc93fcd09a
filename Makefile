# On Debian 12 with Go and Node, as root or with sudo: `make run` and `make test` do all
# the set-up. Where the packages are installed already, a normal user needs no more.

SHELL := bash
export CGO_ENABLED ?= 0

client  := web/client
sources := $(shell find $(client)/src $(client)/public $(client)/*.html $(client)/*.ts $(client)/*.json -type f 2>/dev/null)

.PHONY: run test build bench trust check setup clean screenshots

run: setup build          ## serve http://127.0.0.1:8080, with the demo county if there is no data yet
	bin/xiantu demo --load --if-empty
	bin/xiantu serve

test: setup build         ## every test, on a real PostGIS
	npm --prefix $(client) run --silent check
	npm --prefix $(client) run --silent test
	go test ./...

build: $(client)/dist/index.html  ## bin/xiantu, self-contained
	go build -trimpath -ldflags=-s -o bin/xiantu ./cmd/xiantu

bench: setup build        ## a table of figures and ratios
	@scripts/setup.sh bench
	go run ./bench

trust: setup build        ## long trials: killed, full, cut off, loaded; prints figures
	@scripts/setup.sh trust
	scripts/trust.sh

check: setup build        ## format, vet, dependency rule, client checks, tests with -race
	test -z "$$(gofmt -l $$(git ls-files '*.go'))"
	go vet ./...
	npm --prefix $(client) run --silent check
	npm --prefix $(client) run --silent test
	CGO_ENABLED=1 go test -race ./...

setup: $(client)/node_modules/.package-lock.json
	@scripts/setup.sh

screenshots: setup build  ## the README's pictures, by the browser test
	XIANTU_SCREENSHOTS=$(CURDIR)/docs/pictures go test ./cmd/xiantu -run TestBrowser -count=1

$(client)/node_modules/.package-lock.json: $(client)/package.json $(client)/package-lock.json
	@scripts/setup.sh
	npm --prefix $(client) ci --no-audit --no-fund
	@touch $@

$(client)/dist/index.html: $(client)/node_modules/.package-lock.json $(sources)
	npm --prefix $(client) run --silent build
	@touch $@

clean:
	rm -rf bin $(client)/dist/assets $(client)/dist/index.html $(client)/node_modules
