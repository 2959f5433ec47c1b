#!/bin/sh
# Times whole processes: hadome against textlint, in turn, on the same files. Prints medians of wall seconds, peak memory and ratios.
#
#   benches/compare.sh [RUNS]
#
# Needs node and npm, whose packages go to a directory that is removed at the end, and GNU time as /usr/bin/time.
set -eu

runs=${1:-5}
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cargo build --release --quiet
hadome=$PWD/target/release/hadome
cargo run --quiet -p xtask -- bench-input "$work/input"

cd "$work"
npm install --silent --no-audit --no-fund --prefix "$work" \
    textlint@15 textlint-rule-max-comma textlint-rule-preset-ja-technical-writing >/dev/null
textlint=$work/node_modules/.bin/textlint
echo '{ "rules": { "max-comma": true } }' >plain.json
echo '{ "rules": { "preset-ja-technical-writing": true } }' >preset.json

# One run: wall seconds and peak memory in KiB, appended to a file. Findings are no failure here.
once() {
    file=$1
    shift
    /usr/bin/time -q -a -o "$file" -f '%e %M' "$@" >/dev/null 2>&1 || true
}

median() {
    cut -d' ' -f"$2" "$1" | sort -n | awk '{ a[NR] = $1 } END { print a[int((NR + 1) / 2)] }'
}

# The clock of GNU time ticks in hundredths, so the short run is timed twenty at a time.
cat >twenty <<EOF
#!/bin/sh
for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do "$hadome" "\$@"; done
EOF
chmod +x twenty

# compare NAME COMMAND TIMES FILES...: hadome, textlint with one rule without a dictionary, and the Japanese preset, in turn.
compare() {
    name=$1 tool=$2 times=$3
    shift 3
    rm -f a b c
    i=0
    while [ "$i" -le "$runs" ]; do
        # The first round warms up.
        [ "$i" -eq 1 ] && rm -f a b c
        once a "$tool" check --isolated --fail-on never "$@"
        once b "$textlint" --config plain.json "$@"
        once c "$textlint" --config preset.json "$@"
        i=$((i + 1))
    done
    for list in a b c; do
        printf '%s %s %s %s\n' "$name" "$list" "$(median $list 1)" "$(median $list 2)"
    done | awk -v times="$times" '
        BEGIN { label["a"] = "hadome"; label["b"] = "textlint, one rule"; label["c"] = "textlint, preset" }
        $2 == "a" { $3 /= times; base = $3 }
        { printf "%-14s %-20s %8.3f s %8.1f MiB %8.1f x\n", $1, label[$2], $3, $4 / 1024, $3 / base }'
}

# grow FILES...: hadome alone, seconds and memory.
grow() {
    for input in "$@"; do
        rm -f a
        i=0
        while [ "$i" -lt "$runs" ]; do
            once a "$hadome" check --isolated --fail-on never "$input"
            i=$((i + 1))
        done
        printf '%-14s %-20s %8.2f s %8.1f MiB\n' "$(basename "$input")" hadome "$(median a 1)" \
            "$(median a 2 | awk '{ print $1 / 1024 }')"
    done
}

compare one-report "$work/twenty" 20 input/one.md
grow input/many input/1mb.md input/10mb.md input/10mb.txt input/100mb.md
# The preset needs minutes for these.
runs=1
compare 1000-reports "$hadome" 1 input/many
compare 1-MB "$hadome" 1 input/1mb.md
