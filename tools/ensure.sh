#!/bin/sh
# ensure.sh makes sure that something the build or the suite needs is there.
#
#   tools/ensure.sh browser    prints the browser's path
#   tools/ensure.sh compiler   prints the C compiler's name (the race detector links with it)
#
# What is missing is installed from Debian's packages when that can be done
# without asking: apt-get is there, and we are root or sudo wants no password.
# Otherwise it prints the one command to type and exits with 1. It knows
# nothing of Go, and only ever looks up or installs these two.
set -eu

say() { printf 'ensure: %s\n' "$*" >&2; }

# find_browser prints the first browser found, in the order assay itself looks.
find_browser() {
	for name in chromium-headless-shell chrome-headless-shell chromium chromium-browser \
		google-chrome google-chrome-stable; do
		command -v "$name" && return 0
	done
	for app in "${ASSAY_APPLICATIONS:-/Applications}" "${HOME:-/nonexistent}/Applications"; do
		for path in "$app/Chromium.app/Contents/MacOS/Chromium" \
			"$app/Google Chrome.app/Contents/MacOS/Google Chrome"; do
			[ -x "$path" ] && printf '%s\n' "$path" && return 0
		done
	done
	return 1
}

# find_compiler prints the C compiler that Go would use.
find_compiler() { command -v "${CC:-gcc}" || command -v clang; }

# as_root prints the prefix for a command that needs root, or fails.
as_root() {
	[ "$(id -u)" = 0 ] && return 0
	command -v sudo >/dev/null && sudo -n true 2>/dev/null && echo "sudo -n"
}

# install installs Debian packages. It is quiet unless that fails.
install() {
	command -v apt-get >/dev/null || return 1
	root=$(as_root) || return 1
	say "installing $* from Debian's packages, which may take a minute"
	# Lists that could not be refreshed may still do, so only the second command counts.
	updated=$($root env DEBIAN_FRONTEND=noninteractive apt-get update -qq </dev/null 2>&1) || say "$updated"
	installed=$($root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
		-o DPkg::Lock::Timeout=300 "$@" </dev/null 2>&1) && return 0
	say "$installed"
	return 1
}

# advise says what to type. $1 are Debian packages, $2 a Homebrew cask.
advise() {
	if command -v apt-get >/dev/null; then
		say "type this, then try again: sudo apt-get install --no-install-recommends $1"
	elif command -v brew >/dev/null; then
		say "type this, then try again: $2"
	else
		say "install it with this system's package manager, then try again${3:-}"
	fi
}

browser() {
	if [ -n "${ASSAY_BROWSER:-}" ]; then
		command -v "$ASSAY_BROWSER" && return 0
		say "ASSAY_BROWSER is \"$ASSAY_BROWSER\", which cannot be run: correct or unset it"
		return 1
	fi
	find_browser && return 0
	install chromium-headless-shell && find_browser && return 0
	say "there is no browser, and the suite drives a real one"
	advise chromium-headless-shell "brew install --cask google-chrome" \
		"; a Chromium elsewhere is named by ASSAY_BROWSER=/path/to/it"
	return 1
}

compiler() {
	find_compiler && return 0
	install gcc libc6-dev && find_compiler && return 0
	say "there is no C compiler, which the race detector needs"
	advise "gcc libc6-dev" "xcode-select --install"
	return 1
}

case "${1:-}" in
browser | compiler) "$1" ;;
*)
	say "usage: tools/ensure.sh browser|compiler"
	exit 2
	;;
esac
