# shellcheck shell=bash
# Sourced by the scripts beside it: other people's programs, installed below target/ from the registries of Python and Node and kept there
# from run to run. A machine without an interpreter or a registry skips what needs them, and says so.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
tools=${CARGO_TARGET_DIR:-$root/target}/tools
passed=0
failed=0
skipped=0

skip() {
    echo "skipped: $*"
    skipped=$((skipped + 1))
}

# is WHAT COMMAND...: one assertion; the command's output is shown if it fails.
is() {
    local what=$1 log
    shift
    if log=$("$@" 2>&1); then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        printf 'FAILED: %s\n%s\n' "$what" "$log"
    fi
}

# not COMMAND...: whether a command fails.
not() { ! "$@"; }

# python_tools PACKAGE==VERSION...: puts the programs of these packages on PATH; fails if they can't be had.
python_tools() {
    command -v python3 >/dev/null || return 1
    local at=$tools/python
    if [ ! -x "$at/bin/pip" ]; then
        python3 -m venv "$at" >/dev/null 2>&1 || return 1
    fi
    "$at/bin/pip" install --quiet --disable-pip-version-check "$@" >/dev/null 2>&1 || return 1
    PATH=$at/bin:$PATH
}

# node_tools PACKAGE@VERSION...: the same for npm. Programs are on PATH, packages below $node_modules.
node_tools() {
    command -v npm >/dev/null || return 1
    mkdir -p "$tools/node"
    npm install --silent --no-audit --no-fund --prefix "$tools/node" "$@" >/dev/null 2>&1 || return 1
    # shellcheck disable=SC2034 # for the scripts that source this
    node_modules=$tools/node/node_modules
    PATH=$tools/node/node_modules/.bin:$PATH
}

# debian_tool PROGRAM PACKAGE...: where a program is, that of the system and not one of ours. Root has these packages installed if one is
# missing; fails if there is no such program after that.
debian_tool() {
    local program=$1
    shift
    if command -v apt-get >/dev/null && [ "$(id -u)" -eq 0 ] && ! dpkg-query -s "$@" >/dev/null 2>&1; then
        local install=(env DEBIAN_FRONTEND=noninteractive apt-get install -qq --no-install-recommends -o DPkg::Lock::Timeout=120 "$@")
        # Lists that are old or not there are the usual reason for a package not to be found.
        "${install[@]}" >/dev/null 2>&1 || { apt-get update -qq && "${install[@]}"; } >/dev/null 2>&1 || true
    fi
    type -aP "$program" | grep -vF "$tools/" | head -1 | grep .
}

# snippet HEADING LANGUAGE: the first block in that language below a heading of docs/ci.md.
snippet() {
    awk -v heading="## $1" -v fence="\`\`\`$2" '
        /^## / { here = $0 == heading }
        here && $0 == "```" && open { exit }
        open
        here && $0 == fence { open = 1 }' "$root/docs/ci.md"
}

# The closing line, and the exit code.
finish() {
    echo "$1: $passed passed, $failed failed, $skipped skipped"
    [ "$failed" -eq 0 ]
}
