"""efm-langserver, configured as the documentation says, with `hadome check --format short` behind it."""

import os
import pathlib

from lsp import position, session
from lsprotocol import types

WORKSPACE = pathlib.Path(os.environ["EFM_WORKSPACE"])
REPORT = WORKSPACE / "docs/report.md"


async def test_findings_reach_the_editor_and_follow_the_text():
    command = [os.environ["EFM"], "-c", str(WORKSPACE / "config.yaml")]
    text, uri = REPORT.read_text(), REPORT.as_uri()
    async with session(roots=[WORKSPACE], command=command, end=False) as client:
        client.open(uri, text)
        found = await client.until(lambda: client.published and client.published[-1].diagnostics)
        cause = next(d for d in found if "person-cause" in d.message)
        at = position(text, text.index("手違い"), "utf-16")
        assert cause.range.start == at
        assert "the cause stops at" in cause.message
        assert cause.severity == types.DiagnosticSeverity.Warning
        assert {d.severity for d in found} == {1, 2, 3}
        # What is not saved is what is checked.
        client.change(uri, 2, text.replace("手違い", "検査の不足"))
        gone = lambda: not any("person-cause" in d.message for d in client.published[-1].diagnostics)
        await client.until(gone)
        assert client.published[-1].diagnostics
