"""Validates a SARIF log with Microsoft's multitool, by the rules of the standard and those of GitHub: multitool.py TOOL LOG."""

import json
import os
import stat
import subprocess
import sys
import tempfile

tool, log = sys.argv[1:]
os.chmod(tool, os.stat(tool).st_mode | stat.S_IXUSR)
with tempfile.TemporaryDirectory() as directory:
    # It looks at files of this ending only.
    named, out = os.path.join(directory, "log.sarif"), os.path.join(directory, "out.sarif")
    # The tool is silent, too, about a log that it can't make sense of: it has to find the one flaw that it is given.
    with open(log, encoding="utf-8") as source, open(named, "w", encoding="utf-8") as copy:
        content = json.load(source)
        content["runs"][0]["flaw"] = True
        json.dump(content, copy)
    run = subprocess.run(
        [tool, "validate", named, "--output", out, "--rule-kind", "Sarif;Ghas", "--level", "Error;Warning"],
        env={**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"},
        capture_output=True,
        text=True,
    )
    with open(out, encoding="utf-8-sig") as report:
        results = json.load(report)["runs"][0].get("results", [])
print(run.stdout)
assert [result["ruleId"] for result in results] == ["JSON1005"], f"{len(results)} complaints"
