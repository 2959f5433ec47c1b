# shellcheck shell=bash disable=SC2154 # what `run` sets
# Vim: the command line by 'makeprg', and the server by ALE.

# drive_vim PART HEADING: one session with the configuration below a heading of the documentation.
drive_vim() {
    local at
    at=$(workspace "vim-$1")
    {
        printf 'set nocompatible encoding=utf-8 noswapfile nomore\nfiletype plugin on\n'
        snippet "$2" vim
    } >"$at/vimrc"
    is "$2: there is a configuration" test "$(wc -l <"$at/vimrc")" -gt 2
    (cd "$at" && PART=$1 TOLD=$at/told timeout 300 "$vim" -u vimrc -i NONE -es -S "$here/vim/drive.vim") >"$at/log" 2>&1 || cat "$at/log"
    touch "$at/told"
    told "$2" "$at/told"
}

if vim=$(debian_tool vim vim); then
    drive_vim Make "Vim without a plugin"
    drive_vim Lsp "Vim with vim-lsp"
    if debian_tool vim vim-ale >/dev/null; then
        drive_vim Ale "Vim with ALE"
    else
        skip "ALE: there is no package of it"
    fi
    echo "ran $("$vim" --version | head -1)"
else
    skip "Vim: there is no package of it"
fi
skip "vim-lsp itself: no registry has it"
