# Every target is a script that can be run alone. `make` says what there is.

.DEFAULT_GOAL := help
.PHONY: help setup serve dev app site test check bench bench-reading bench-peers bench-scale bench-incremental clean

help:
	@echo 'make serve   set up, build everything, serve the sample library on 127.0.0.1:8080'
	@echo 'make test    every test: checks, native tests, sizes, stories in a real browser'
	@echo 'make check   form, lints for both targets, house rules'
	@echo 'make dev     the app alone, built again at every change (trunk serve)'
	@echo 'make setup   install what is missing, for this project alone where that can be'
	@echo 'make app     the app into dist/'
	@echo 'make site    the command, and the sample library into site/'
	@echo 'make bench   write the figures in bench/*.md anew: sizes, relevance, what a first visit costs'
	@echo 'make bench-reading   a book of a thousand pages on a slow machine, into bench/reading.md'
	@echo 'make bench-peers   Warraq beside other engines, into bench/peers.md'
	@echo 'make bench-scale   up to a million pages, into bench/scale.md; takes long'
	@echo 'make bench-incremental   builds with a cache when little has changed, into bench/incremental.md'
	@echo 'make clean   remove what was built, but not what setup installed'

setup:
	@scripts/setup --browser

serve:
	@scripts/serve

dev:
	@scripts/dev

app:
	@scripts/app

site:
	@scripts/site

test:
	@scripts/test

check:
	@scripts/check

bench: site
	@scripts/size --write
	@node bench/relevance.mjs --write
	@node bench/first-visit.mjs --write

bench-reading: site
	@node bench/reading.mjs --write

bench-peers: site
	@node bench/peers.mjs --write

bench-scale: site
	@node bench/scale.mjs --write

bench-incremental: site
	@node bench/incremental.mjs --write

clean:
	rm -rf dist site target
