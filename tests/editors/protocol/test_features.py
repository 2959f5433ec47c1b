"""What an author asks for at a place in the report, in the units of every client."""

import pytest
from lsp import REPORT, ROOT, lines_of, position, rules, session
from lsprotocol import types

TEXT = REPORT.read_text().replace("精算上の手違い", "𠮷野商店の精算上の手違い")
URI = REPORT.as_uri()
DOCUMENT = types.TextDocumentIdentifier(uri=URI)
ENCODINGS = ["utf-8", "utf-16", "utf-32"]


def place(words, encoding, text=TEXT):
    """Where some words begin."""
    return position(text, text.index(words), encoding)


def index(text, at, encoding):
    """The character of a text at a position; the inverse of `position`."""
    found = next(i for i in range(len(text) + 1) if position(text, i, encoding) == at)
    assert position(text, found, encoding) == at
    return found


def applied(text, edits, encoding):
    """A text after edits, none of which overlaps another."""
    for edit in sorted(edits, key=lambda e: (e.range.start.line, e.range.start.character), reverse=True):
        a, b = index(text, edit.range.start, encoding), index(text, edit.range.end, encoding)
        text = text[:a] + edit.new_text + text[b:]
    return text


def edits_of(edit):
    """The edits of one document, in either of the shapes that a client may have asked for."""
    if edit.changes:
        return edit.changes[URI]
    (change,) = edit.document_changes
    assert change.text_document.uri == URI
    return change.edits


@pytest.mark.parametrize("encoding", ENCODINGS)
async def test_hover_tells_why(encoding):
    async with session(roots=[ROOT], encodings=[encoding], options={"lang": "en"}) as client:
        client.open(URI, TEXT)
        found = await client.text_document_hover_async(
            types.HoverParams(text_document=DOCUMENT, position=place("手違い", encoding))
        )
        assert "person-cause" in found.contents.value
        assert found.range.start == place("手違い", encoding)
        nothing = await client.text_document_hover_async(
            types.HoverParams(text_document=DOCUMENT, position=types.Position(line=1, character=0))
        )
        assert nothing is None


async def actions(client, at, only=None):
    span = types.Range(start=at, end=at)
    context = types.CodeActionContext(diagnostics=[], only=only)
    params = types.CodeActionParams(text_document=DOCUMENT, range=span, context=context)
    offered = await client.text_document_code_action_async(params) or []
    # The client reads an action that has a command as well as that command alone; these say what they change.
    return [a for a in offered if isinstance(a, types.CodeAction)]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("profile", ["neovim@v0.7.0", "emacs@v29.1"])
async def test_a_finding_is_waved_through_and_gone(profile, encoding):
    async with session(profile, roots=[ROOT], encodings=[encoding]) as client:
        client.open(URI, TEXT)
        before = rules(await client.pushed(URI, 1))
        offered = await actions(client, place("手違い", encoding))
        suppress = next(a for a in offered if a.edit and "hadome-disable" in str(a.edit) and "person-cause" in str(a.edit))
        assert suppress.kind == types.CodeActionKind.QuickFix
        text = applied(TEXT, edits_of(suppress.edit), encoding)
        assert TEXT.count("\n") < text.count("\n")
        client.change(URI, 2, text)
        assert rules(await client.pushed(URI, 2)) == before - {"person-cause"}


async def test_no_actions_where_nothing_is_and_none_of_other_kinds():
    async with session(roots=[ROOT]) as client:
        client.open(URI, TEXT)
        await client.pushed(URI, 1)
        assert await actions(client, types.Position(line=1, character=0)) == []
        assert await actions(client, place("手違い", "utf-16"), only=[types.CodeActionKind.SourceOrganizeImports]) == []


async def test_who_shows_documents_has_the_cursor_put_on_the_reason():
    async with session("visual-studio-code@v1.65.2", roots=[ROOT]) as client:
        client.open(URI, TEXT)
        at = types.Range(start=place("手違い", "utf-16"), end=place("手違い", "utf-16"))
        command = client.introduced.capabilities.execute_command_provider.commands
        assert "hadome.select" in command
        arguments = [URI, client.protocol._converter.unstructure(at)]
        params = types.ExecuteCommandParams(command="hadome.select", arguments=arguments)
        await client.workspace_execute_command_async(params)
        (shown,) = await client.until(lambda: client.shown_documents)
        assert (shown.uri, shown.selection, shown.take_focus) == (URI, at, True)


@pytest.mark.parametrize("encoding", ENCODINGS)
async def test_the_outline_holds_every_heading(encoding):
    async with session(roots=[ROOT], encodings=[encoding]) as client:
        client.open(URI, TEXT)
        symbols = await client.text_document_document_symbol_async(types.DocumentSymbolParams(text_document=DOCUMENT))

        def walk(symbols, within=None):
            for s in symbols:
                a, b = (s.range.start.line, s.range.start.character), (s.range.end.line, s.range.end.character)
                chosen = (s.selection_range.start.line, s.selection_range.start.character)
                assert a <= chosen <= b
                assert within is None or within[0] <= a <= b <= within[1], "a part lies within its whole"
                yield s
                yield from walk(s.children or [], (a, b))

        lines = lines_of(TEXT)
        shown = {lines[s.selection_range.start.line].lstrip("# ") for s in walk(symbols)}
        assert {line.lstrip("# ") for line in lines if line.startswith("## ")} <= shown


async def hints(client):
    end = types.Position(line=len(lines_of(TEXT)), character=0)
    span = types.Range(start=types.Position(line=0, character=0), end=end)
    return await client.text_document_inlay_hint_async(types.InlayHintParams(text_document=DOCUMENT, range=span)) or []


async def lenses(client):
    return await client.text_document_code_lens_async(types.CodeLensParams(text_document=DOCUMENT)) or []


@pytest.mark.parametrize("setting, ask", [("inlayHints", hints), ("codeLens", lenses)])
async def test_rungs_are_shown_to_who_wants_them(setting, ask):
    async with session("neovim@v0.7.0", roots=[ROOT]) as client:
        client.open(URI, TEXT)
        assert await ask(client) == []
    async with session("neovim@v0.7.0", roots=[ROOT], options={setting: True}) as client:
        client.open(URI, TEXT)
        shown = await ask(client)
        at = {(h.position if setting == "inlayHints" else h.range.start).line for h in shown}
        measures = {i for i, line in enumerate(lines_of(TEXT)) if line[:1].isdigit() and line[1:3] == ". "}
        assert at == measures


async def test_a_configuration_is_checked_before_it_is_saved(tmp_path):
    uri = (tmp_path / "hadome.toml").as_uri()
    async with session(roots=[tmp_path], options={"lang": "en"}) as client:
        client.open(uri, '# 設定\nignore = ["no-such-rule"]\n', "toml")
        (told,) = await client.pushed(uri, 1)
        assert "no-such-rule" in told.message and told.range.start.line == 1
        client.change(uri, 2, 'ignore = ["person-cause"]\n')
        assert await client.pushed(uri, 2) == []
