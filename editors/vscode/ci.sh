#!/usr/bin/env bash
# The extension for VS Code without an editor: types, lint, unit tests, bundle, package. Needs npm and a package registry; without them it
# says so and is skipped. The suite in a real VS Code is `npm test`.
set -euo pipefail
cd "$(dirname "$0")"

skip() {
    echo "skipped: the extension for VS Code: $*"
    exit 0
}

command -v npm >/dev/null || skip "no npm"
if ! log=$(npm ci --no-audit --no-fund 2>&1); then
    # A lockfile that does not fit is a mistake of ours, not of the network.
    case $log in *EUSAGE*) echo "$log"; exit 1 ;; esac
    echo "$log" | tail -3
    skip "no package registry"
fi
npm run --silent check
npm run --silent lint
units=$(node --test --test-reporter=tap test/unit.test.mjs) || { echo "$units"; exit 1; }
npm run --silent package >/dev/null
echo "VS Code extension: $(sed -n 's/^# pass //p' <<<"$units") passed, 0 failed"
