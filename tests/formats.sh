#!/usr/bin/env bash
# What services are given, read by the programs of those who read it: Microsoft's SARIF validator and sarif-tools, junitparser and the schema
# of Jenkins, a validator of reviewdog's format, and GitHub's own Markdown. Among the reports are some that try to be obeyed.
#
#   tests/formats.sh [HADOME]        the binary; target/debug/hadome if not given
set -euo pipefail
# shellcheck source=tests/tools.sh
. "$(dirname "$0")/tools.sh"

hadome=$(realpath "${1:-$root/target/debug/hadome}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
unset "${!GIT_@}"
unset HADOME_LANG
here=$root/tests/formats

# Reports as they are written, and the same again with text that means harm.
mkdir -p "$work/repo/障害 報告"
cd "$work/repo"
git init -q
cp "$root"/fixtures/reports/* "障害 報告"
evil='::error::x ##[error]y ]]> <img src=x onerror=alert(1)> | ` @team #12 ![i](https://evil.example/i.png) [l](https://evil.example) https://evil.example'
printf '# 障害報告書 %s\r\n\r\n## 原因\r\n\r\n担当者の手違い %s のため。\r\n\r\n## 再発防止策\r\n\r\n- %s 監視体制を\033[31m強化\v\a\xef\xbf\xbfする %s。\r\n- 担当者に教育を実施する。<!-- hadome-disable-line -->\r\n' \
    "$evil" "$evil" "$evil" "$evil" >'::error file=x::y,`|<b>.md'
printf '\xef\xbb\xbf# 障害報告書\n\n## 再発防止策\n\n- 監視体制を強化する。\n' >mark.md
formats=(json sarif sarif-github gitlab junit checkstyle rdjson rdjsonl markdown github)
args=()
for format in "${formats[@]}"; do args+=(--format "$format=$work/out/$format"); done
code=0
"$hadome" check "${args[@]}" . missing.md 2>"$work/log" || code=$?
is "a path that is missing is exit code 2, the others are checked" test "$code" -eq 2 -a -s "$work/out/json"
"$hadome" check --isolated --select effect-check-missing --fail-on never "${args[@]/out/none}" mark.md

for out in out none; do
    if python_tools junitparser==5.0.3 lxml==6.1.3 cmarkgfm==2025.10.22 sarif-tools==3.0.5; then
        for format in junit checkstyle markdown sarif gitlab; do
            is "$format is read ($out)" python "$here/read.py" "$format" "$work/$out"
        done
        is "sarif-tools sums SARIF up ($out)" sarif summary "$work/$out/sarif"
    else
        skip "readers of JUnit, Checkstyle, Markdown and SARIF: no python3 or no registry"
    fi
    if node_tools @umbrelladocs/rdformat-validator@1.0.1; then
        is "rdjson is reviewdog's ($out)" rdformat-validator --strict --no-extra-fields "$work/$out/rdjson"
        while IFS= read -r line; do
            printf '%s' "$line" >"$work/line.json"
            is "a line of rdjsonl is reviewdog's ($out)" rdformat-validator --strict --no-extra-fields "$work/line.json"
        done < <(head -n 3 "$work/$out/rdjsonl")
    else
        skip "the validator of reviewdog's format: no npm or no registry"
    fi
    if [ "$(uname -sm)" = "Linux x86_64" ] && node_tools @microsoft/sarif-multitool-linux@5.7.0; then
        for format in sarif sarif-github; do
            is "$format passes Microsoft's validator ($out)" \
                python3 "$here/multitool.py" "$node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool" "$work/$out/$format"
        done
    else
        skip "Microsoft's SARIF validator: it is for Linux on x86-64, and needs npm and a registry"
    fi
done

finish formats
