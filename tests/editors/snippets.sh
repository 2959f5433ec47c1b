# shellcheck shell=bash disable=SC2154 # what `run` sets
# Sourced by `run`: what docs/editors.md tells people to write.

# snippet HEADING LANGUAGE: the blocks in that language below a heading of any level, before the next one; fails if there is none.
snippet() {
    awk -v heading="$1" -v fence="\`\`\`$2" '
        /^#+ / { text = $0; sub(/^#+ /, "", text); here = text == heading }
        $0 == "```" { open = 0 }
        open
        here && $0 == fence { open = found = 1 }
        END { exit !found }' "$root/docs/editors.md"
}
