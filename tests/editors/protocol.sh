# shellcheck shell=bash disable=SC2154 # what `run` sets
# The protocol, by the client of pytest-lsp as several editors, and byte by byte. See `protocol/`.

if pytest_tools; then
    py_test protocol
else
    skip "protocol: no python3 with venv, or no package registry"
fi
