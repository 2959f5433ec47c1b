"""The editor shows what the command line says: the same rules at the same places, for every document of the fixtures."""

import collections
import random

import cli
import pytest
from lsp import LANGUAGES, PULLS, PUSHES, REPORT, ROOT, position, rules, session
from lsprotocol import types

DOCUMENTS = sorted(p for p in (ROOT / "fixtures").rglob("*") if p.suffix in LANGUAGES and p.name != "README.md")


def text_of(path):
    """A document as an editor would hand it over."""
    data = path.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp932")


@pytest.fixture(scope="module")
def findings():
    """What the command line finds, by document."""
    found = collections.defaultdict(list)
    for finding in cli.run(*DOCUMENTS):
        found[(ROOT / finding["path"]).resolve()].append(finding)
    return found


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
@pytest.mark.parametrize("profile", [PUSHES, PULLS])
async def test_every_fixture(findings, profile, encoding):
    assert len(DOCUMENTS) > 40 and len(findings) > 30, "the fixtures are there, and have findings"
    async with session(profile, roots=[ROOT], encodings=[encoding]) as client:
        assert client.introduced.capabilities.position_encoding == encoding
        for path in DOCUMENTS:
            client.open(path.as_uri(), text_of(path), LANGUAGES[path.suffix])
        for path in DOCUMENTS:
            diagnostics = await client.found(path.as_uri(), 1)
            assert cli.seen(diagnostics) == cli.expected(findings[path], text_of(path), encoding), path


# What a column may count in one, two, three or four bytes, in one or two units, and what ends a line.
PIECES = ["a", "é", "体制を強化する。", "𠮷", "👩‍💻", "\n", "\r\n", "\n\n## 再発防止策\n\n- 周知徹底する。\n", "担当: 佐藤", ""]


def edit(text, encoding, chance):
    """One edit at random: what the client says of it, and the text after it."""
    a, b = sorted(chance.randrange(len(text) + 1) for _ in range(2))
    b = min(b, a + chance.randrange(30))
    # No editor's position stands within a line break.
    if text[a - 1 : a + 1] == "\r\n":
        a -= 1
    if text[b - 1 : b + 1] == "\r\n":
        b += 1
    piece = chance.choice(PIECES)
    span = types.Range(start=position(text, a, encoding), end=position(text, b, encoding))
    return (span, piece), text[:a] + piece + text[b:]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
@pytest.mark.parametrize("profile", [PUSHES, PULLS])
async def test_edits_leave_the_same_text_on_both_sides(profile, encoding):
    chance = random.Random(encoding + profile)
    text, uri = text_of(REPORT), REPORT.as_uri()
    async with session(profile, roots=[ROOT], encodings=[encoding]) as client:
        client.open(uri, text)
        for version in range(2, 42):
            changes = []
            for _ in range(chance.randrange(1, 5)):
                change, text = edit(text, encoding, chance)
                changes.append(change)
            client.change(uri, version, *changes)
            if version % 8 == 1:
                diagnostics = await client.found(uri, version)
                assert cli.seen(diagnostics) == cli.expected(cli.check_text(text, REPORT), text, encoding)


async def test_a_finding_goes_with_its_words():
    text, uri = text_of(REPORT), REPORT.as_uri()
    async with session(roots=[ROOT]) as client:
        client.open(uri, text)
        assert "person-cause" in rules(await client.pushed(uri, 1))
        at = text.index("精算上の手違い")
        span = types.Range(start=position(text, at, "utf-16"), end=position(text, at + 7, "utf-16"))
        client.change(uri, 2, (span, "契約ごとの支払期限を照合する検査がないこと"))
        assert "person-cause" not in rules(await client.pushed(uri, 2))
        client.change(uri, 3, text)
        assert "person-cause" in rules(await client.pushed(uri, 3))
        # Nothing stays behind in the list of problems.
        client.close(uri)
        assert await client.until(lambda: client.published[-1].version is None)
        assert not client.published[-1].diagnostics
