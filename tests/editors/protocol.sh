# shellcheck shell=bash disable=SC2154 # what `run` sets
# The protocol, by the client of pytest-lsp as several editors, and byte by byte. See `protocol/`.

if python_tools pytest==8.4.2 pytest-asyncio==1.2.0 pytest-timeout==2.4.0 pytest-lsp==1.0.1; then
    log=$work/pytest.log
    code=0
    (cd "$here/protocol" && PYTHONDONTWRITEBYTECODE=1 python -m pytest -q --tb=short) >"$log" 2>&1 || code=$?
    summary=$(grep -E '^[0-9]+ (passed|failed).* in ' "$log" | tail -1)
    count() { (grep -oE "[0-9]+ $1" <<<"$summary" || echo 0) | cut -d' ' -f1; }
    passed=$((passed + $(count passed)))
    if [ "$code" -ne 0 ]; then
        failed=$((failed + 1))
        cat "$log"
    fi
    skipped=$((skipped + $(count skipped)))
else
    skip "protocol: no python3 with venv, or no package registry"
fi
