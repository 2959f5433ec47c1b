#!/usr/bin/env bash
# Commits with real hook managers: pre-commit, lefthook, and husky with lint-staged, configured as docs/ci.md says. Each has to refuse a
# weak report, to let a strong one pass, and to leave alone what the configuration excludes.
#
#   tests/hooks.sh [HADOME]        the binary; target/debug/hadome if not given
set -euo pipefail
# shellcheck source=tests/tools.sh
. "$(dirname "$0")/tools.sh"

hadome=$(realpath "${1:-$root/target/debug/hadome}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# Nothing of the user's own configuration, and none of the environment that a surrounding git sets for its hooks.
unset "${!GIT_@}"
export HOME=$work/home GIT_CONFIG_NOSYSTEM=1 HADOME_LANG=en
mkdir -p "$HOME" "$work/bin"
git config --global user.name tester
git config --global user.email tester@example.com
git config --global init.defaultBranch main
ln -s "$hadome" "$work/bin/hadome"
PATH=$work/bin:$PATH

report() {
    printf '# 受付停止の障害報告書\n\n## 概要\n\n5/1 10:00 から 12:00 まで受付が止まった。\n\n## 原因\n\n設定の検査がないため。\n\n## 再発防止策\n\n'
    printf -- '- %s\n' "$1"
}
weak() { report 監視体制を強化する。; }
strong() { report '設定を CI で検査し、誤りがあれば自動で配布を止める（担当: 佐藤、期限: 2026-07-01）。'; }

# repository NAME: a repository with a configuration, whose first commit is made.
repository() {
    mkdir -p "$work/$1/docs/incidents" "$work/$1/templates"
    cd "$work/$1"
    git init -q
    printf 'exclude = ["templates"]\n' >hadome.toml
    git add . && git commit -qm first
}

# commits: adds everything and says whether the hooks let it pass; the log is in $work/log.
commits() {
    git add -A
    git commit -m change >"$work/log" 2>&1 || { cat "$work/log" && return 1; }
}

# The same for every manager, in a repository that has its hook.
behaves() {
    local name=$1
    weak >docs/incidents/one.md
    is "$name refuses a weak report" not commits
    is "$name shows the rule" grep -q no-strong-action "$work/log"
    is "$name leaves nothing committed" test "$(git log --format=%s -1)" != change
    strong >docs/incidents/one.md
    is "$name lets a strong report pass" commits
    is "$name has it committed" test "$(git log --format=%s -1)" = change
    weak >templates/report.md
    printf '# Readme\n\n監視体制を強化する。\n' >README.md
    printf 'print("監視体制を強化する。")\n' >tool.py
    is "$name leaves alone what is excluded, no report or no text" commits
}

if python_tools pre-commit==4.3.0; then
    # The manifest alone makes the repository that pre-commit clones: `hadome-system` builds nothing.
    mkdir "$work/hooks"
    cp "$root/.pre-commit-hooks.yaml" "$work/hooks"
    cd "$work/hooks"
    git init -q && git add . && git commit -qm hooks
    is "the manifest is valid" pre-commit validate-manifest .pre-commit-hooks.yaml
    repository pre-commit
    snippet pre-commit yaml |
        sed "s|repo: .*|repo: $work/hooks|; s|rev: .*|rev: $(git -C "$work/hooks" rev-parse HEAD)|; s|id: hadome|id: hadome-system|; /files:/d" \
            >.pre-commit-config.yaml
    is "the configuration is valid" pre-commit validate-config .pre-commit-config.yaml
    git add . && git commit -qm configured
    pre-commit install >/dev/null
    behaves pre-commit
    # What users put into `args` does not take `--force-exclude` away.
    printf '        args: [--fail-on, info, --select, strength]\n' >>.pre-commit-config.yaml
    printf '\n' >>docs/incidents/one.md
    is "pre-commit takes further options" commits
    printf -- '- 全員に周知徹底する。\n' >>docs/incidents/one.md
    is "a hint alone would not fail" hadome check --select strength docs/incidents
    is "pre-commit passes options on" not commits
    is "pre-commit leaves out what is excluded, named or not" pre-commit run hadome-system --files templates/report.md
else
    skip "pre-commit: no python3 with venv, or no package registry"
fi

if node_tools lefthook@1.13.6; then
    repository lefthook
    snippet lefthook yaml >lefthook.yml
    lefthook install >/dev/null
    behaves lefthook
else
    skip "lefthook: no npm, or no package registry"
fi

if node_tools husky@9.1.7 lint-staged@15.5.2; then
    repository husky
    printf '{ "private": true,\n%s }\n' "$(snippet husky json)" >package.json
    husky >/dev/null
    snippet husky sh >.husky/pre-commit
    behaves husky
else
    skip "husky: no npm, or no package registry"
fi

finish hooks
