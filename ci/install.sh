#!/bin/sh
# Installs a prebuilt hadome: downloads the archive of a release, compares its SHA-256, and puts the binary into a directory.
# Needs tar, sha256sum or shasum, and curl or wget.
#
#   HADOME_VERSION      which release, as 0.1.0 or v0.1.0; "latest" if not set
#   HADOME_INSTALL_DIR  where the binary goes; ~/.local/bin if not set
#   HADOME_CHECKSUM     the SHA-256 that the archive must have; if not set, the one that the release's SHA256SUMS has for it
#   HADOME_RELEASES     where releases are downloaded from, for mirrors
set -eu

version=${HADOME_VERSION:-latest}
directory=${HADOME_INSTALL_DIR:-$HOME/.local/bin}
releases=${HADOME_RELEASES:-https://github.com/hadome/hadome/releases}

fail() {
    echo "hadome: $*" >&2
    exit 1
}

# The binaries for Linux are static, so that they run on any distribution.
target() {
    case $(uname -m) in
        x86_64 | amd64) processor=x86_64 ;;
        aarch64 | arm64) processor=aarch64 ;;
        *) processor=none ;;
    esac
    case $(uname -s):$processor in
        Linux:x86_64 | Linux:aarch64) echo "$processor-unknown-linux-musl" ;;
        Darwin:x86_64 | Darwin:aarch64) echo "$processor-apple-darwin" ;;
        # On ARM, Windows runs programs for x86-64.
        MINGW*:x86_64 | MSYS*:x86_64 | CYGWIN*:x86_64 | MINGW*:aarch64) echo "x86_64-pc-windows-msvc" ;;
        *) fail "no binary for $(uname -s) on $(uname -m); with Rust: cargo install --git ${releases%/releases}" ;;
    esac
}

# download FILE: fetches a file of the release into the current directory.
download() {
    if command -v curl >/dev/null; then
        curl --proto-redir =https --retry 3 -fsSL -o "$1" "$from/$1" || fail "$from/$1 cannot be downloaded"
    elif command -v wget >/dev/null; then
        wget -q -O "$1" "$from/$1" || fail "$from/$1 cannot be downloaded"
    else
        fail "neither curl nor wget is there to download with"
    fi
}

sha256() {
    if command -v sha256sum >/dev/null; then sha256sum "$1"; else shasum -a 256 "$1"; fi | cut -d' ' -f1
}

case $version in
    latest) from=$releases/latest/download ;;
    *[!0-9A-Za-z.+-]*) fail "\"$version\" is no version" ;;
    *) from=$releases/download/v${version#v} ;;
esac
name=hadome-$(target)
archive=$name.tar.gz
mkdir -p "$directory"
directory=$(cd "$directory" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# All paths from here on are relative, since tar takes the colon of C: for the name of a host.
cd "$work"

download "$archive"
expected=${HADOME_CHECKSUM:-}
if [ -z "$expected" ]; then
    download SHA256SUMS
    expected=$(awk -v file="$archive" '$2 == file || $2 == "*" file { print $1 }' SHA256SUMS)
    [ -n "$expected" ] || fail "SHA256SUMS of $version does not list $archive"
fi
actual=$(sha256 "$archive")
[ "$actual" = "$expected" ] || fail "$archive has SHA-256 $actual, not $expected; it is not installed"

tar -xzf "$archive"
binary=hadome
[ -f "$name/$binary" ] || binary=hadome.exe
# Renaming is atomic: a hadome that runs meanwhile stays whole.
cp "$name/$binary" "$directory/.$binary.$$"
mv -f "$directory/.$binary.$$" "$directory/$binary"
echo "installed $("$directory/$binary" --version) as $directory/$binary"
