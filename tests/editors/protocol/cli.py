"""What `hadome check` says, in the units of the protocol."""

import json
import subprocess

from lsp import HADOME, ROOT, clean_env, lines_of, units

SEVERITIES = {"error": 1, "warning": 2, "info": 3}


def run(*args, stdin=None, cwd=ROOT):
    """The findings of a run, in the order of their output."""
    command = [HADOME, "check", "--format", "jsonl", "--fail-on", "never", *map(str, args)]
    done = subprocess.run(command, input=stdin, capture_output=True, cwd=cwd, env=clean_env(), check=True)
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


def check_text(text, name, cwd=ROOT):
    """The findings in a text that is nowhere on disk."""
    return run("-", "--stdin-filename", name, stdin=text.encode(), cwd=cwd)


def expected(findings, text, encoding):
    """Findings as a client has to see them."""
    lines = lines_of(text)

    def place(at):
        return at["line"] - 1, units(lines[at["line"] - 1][: at["column"] - 1], encoding)

    return sorted(
        (place(f["start"]), place(f["end"]), f["rule"], SEVERITIES[f["severity"]], f["message"], len(f["related"]))
        for f in findings
    )


def seen(diagnostics):
    """What a client sees, in the same shape. The help follows the message on a line of its own."""

    def place(at):
        return at.line, at.character

    return sorted(
        (
            place(d.range.start),
            place(d.range.end),
            d.code,
            int(d.severity),
            d.message.split("\n")[0],
            len(d.related_information or []),
        )
        for d in diagnostics
    )
