# shellcheck shell=bash disable=SC2154 # what `run` sets
# The command line behind somebody else's language server.

if efm=$(debian_tool efm-langserver efm-langserver) && pytest_tools; then
    at=$(workspace efm)
    snippet "efm-langserver" yaml >"$at/config.yaml"
    is "efm-langserver: there is a configuration" test -s "$at/config.yaml"
    export EFM=$efm EFM_WORKSPACE=$at
    py_test efm
    echo "ran efm-langserver $("$efm" -v 2>&1)"
else
    skip "efm-langserver: there is no package of it"
fi
