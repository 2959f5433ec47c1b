# shellcheck shell=bash disable=SC2154 # what `run` sets
# Configurations of editors that can't be had here: at least they can be read, and name a command that there is.

if python_tools pytest==8.4.2; then
    snippet Helix toml >"$work/languages.toml"
    snippet Zed json >"$work/tasks.json"
    read_settings() {
        python - "$work" <<'PYTHON'
import json, pathlib, subprocess, sys

try:
    import tomllib
except ModuleNotFoundError:  # before Python 3.11
    import tomli as tomllib

work = pathlib.Path(sys.argv[1])
helix = tomllib.loads((work / "languages.toml").read_text())
server = helix["language-server"]["hadome"]
subprocess.run([server["command"], *server["args"], "--help"], check=True, stdout=subprocess.DEVNULL)
assert all("hadome" in language["language-servers"] for language in helix["language"])
(task,) = json.loads((work / "tasks.json").read_text())
subprocess.run([task["command"], *task["args"][:-1], "--fail-on", "never", work / "report.md"], check=True, stdout=subprocess.DEVNULL)
PYTHON
    }
    cp "$root/fixtures/reports/hosting-suspension.md" "$work/report.md"
    is "the settings for Helix and Zed can be read" read_settings
else
    skip "settings for Helix and Zed: no python3 with venv, or no package registry"
fi
skip "Helix and Zed themselves: no registry has them"
