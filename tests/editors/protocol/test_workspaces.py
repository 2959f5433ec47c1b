"""Where a document is decides how it is checked: configurations, several roots, documents that were never saved, settings."""

import pytest
from lsp import PULLS, PUSHES, REPORT, rules, session
from lsprotocol import types

TEXT = REPORT.read_text()
WATCHES = "visual-studio-code@v1.65.2"


def workspace(at, name, config):
    """A directory with a configuration and a report."""
    root = at / name
    (root / ".git").mkdir(parents=True)
    (root / "hadome.toml").write_text(config)
    (root / "report.md").write_text(TEXT)
    return root


def uri_of(root):
    return (root / "report.md").as_uri()


@pytest.mark.parametrize("profile", [PUSHES, PULLS])
async def test_every_root_has_its_own_configuration(tmp_path, profile):
    one = workspace(tmp_path, "one", 'ignore = ["person-cause"]\n')
    two = workspace(tmp_path, "two", 'lang = "en"\n[severity]\nperson-cause = "error"\n')
    async with session(profile, roots=[one, two]) as client:
        client.open(uri_of(one), TEXT)
        client.open(uri_of(two), TEXT)
        assert "person-cause" not in rules(await client.found(uri_of(one), 1))
        found = {d.code: d for d in await client.found(uri_of(two), 1)}
        assert found["person-cause"].severity == types.DiagnosticSeverity.Error


async def test_roots_come_and_go(tmp_path):
    one = workspace(tmp_path, "one", "")
    async with session() as client:
        folder = types.WorkspaceFolder(uri=one.as_uri(), name="one")
        event = types.WorkspaceFoldersChangeEvent(added=[folder], removed=[])
        client.workspace_did_change_workspace_folders(types.DidChangeWorkspaceFoldersParams(event=event))
        client.open("untitled:Untitled-1", TEXT)
        assert "person-cause" in rules(await client.pushed("untitled:Untitled-1", 1))
        event = types.WorkspaceFoldersChangeEvent(added=[], removed=[folder])
        client.workspace_did_change_workspace_folders(types.DidChangeWorkspaceFoldersParams(event=event))
        client.change("untitled:Untitled-1", 2, TEXT)
        assert "person-cause" in rules(await client.pushed("untitled:Untitled-1", 2))


@pytest.mark.parametrize("profile", [PUSHES, PULLS])
async def test_a_document_that_was_never_saved_has_the_configuration_of_the_root(tmp_path, profile):
    root = workspace(tmp_path, "one", 'ignore = ["person-cause"]\n')
    async with session(profile, roots=[root]) as client:
        client.open("untitled:Untitled-1", TEXT)
        found = rules(await client.found("untitled:Untitled-1", 1))
        assert "no-strong-action" in found and "person-cause" not in found
        unsaved = (root / "not-yet-there.md").as_uri()
        client.open(unsaved, TEXT)
        assert rules(await client.found(unsaved, 1)) == found


async def test_watchers_tell_of_a_new_configuration(tmp_path):
    root = workspace(tmp_path, "one", "")
    async with session(WATCHES, roots=[root]) as client:
        watched = await client.until(lambda: client.registrations)
        assert watched[0].method == "workspace/didChangeWatchedFiles"
        client.open(uri_of(root), TEXT)
        assert "person-cause" in rules(await client.pushed(uri_of(root), 1))
        (root / "hadome.toml").write_text('ignore = ["person-cause"]\n')
        before = len(client.published)
        change = types.FileEvent(uri=(root / "hadome.toml").as_uri(), type=types.FileChangeType.Changed)
        client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams(changes=[change]))
        await client.until(lambda: len(client.published) > before)
        assert "person-cause" not in rules(client.published[-1].diagnostics)


@pytest.mark.parametrize("profile", ["neovim@v0.7.0", PULLS])
async def test_without_watchers_edits_notice_it(tmp_path, profile):
    root = workspace(tmp_path, "one", "")
    async with session(profile, roots=[root]) as client:
        client.open(uri_of(root), TEXT)
        assert "person-cause" in rules(await client.found(uri_of(root), 1))
        (root / "hadome.toml").write_text('ignore = ["person-cause"]\n')
        version, found = 1, {"person-cause"}
        # As an author goes on typing; how soon it is noticed is not asked here.
        while "person-cause" in found:
            version += 1
            client.change(uri_of(root), version, TEXT + "\n" * version)
            found = rules(await client.found(uri_of(root), version))
        assert "no-strong-action" in found


async def test_a_broken_configuration_is_told_where_the_author_looks(tmp_path):
    root = workspace(tmp_path, "one", 'ignore = "person-cause\n')
    async with session(roots=[root], options={"lang": "en"}) as client:
        client.open(uri_of(root), TEXT)
        (told,) = await client.pushed(uri_of(root), 1)
        assert told.severity == types.DiagnosticSeverity.Error
        assert told.related_information[0].location.uri == (root / "hadome.toml").as_uri()


async def test_a_workspace_that_vanishes_is_survived(tmp_path):
    root = workspace(tmp_path, "one", "")
    async with session(roots=[root]) as client:
        client.open(uri_of(root), TEXT)
        assert "person-cause" in rules(await client.pushed(uri_of(root), 1))
        for path in [root / "hadome.toml", root / "report.md"]:
            path.unlink()
        (root / ".git").rmdir()
        root.rmdir()
        client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams(changes=[]))
        client.change(uri_of(root), 2, TEXT)
        assert "person-cause" in rules(await client.pushed(uri_of(root), 2))


def english(diagnostics):
    return any("owner" in d.message for d in diagnostics)


async def test_settings_come_with_the_introduction():
    async with session("neovim@v0.7.0", options={"lang": "en"}) as client:
        client.open(REPORT.as_uri(), TEXT)
        assert english(await client.pushed(REPORT.as_uri(), 1))


async def test_settings_are_asked_for_and_asked_for_again():
    async with session(settings={"lang": "en"}) as client:
        client.open(REPORT.as_uri(), TEXT)
        now_english = lambda: client.published and english(client.published[-1].diagnostics)
        await client.until(now_english)
        client.set_configuration({"hadome": {"lang": "ja"}})
        client.workspace_did_change_configuration(types.DidChangeConfigurationParams(settings=None))
        await client.until(lambda: not now_english())


async def test_settings_are_taken_from_who_is_not_to_be_asked():
    async with session("neovim@v0.7.0") as client:
        client.open(REPORT.as_uri(), TEXT)
        await client.pushed(REPORT.as_uri(), 1)
        settings = {"hadome": {"lang": "en"}}
        client.workspace_did_change_configuration(types.DidChangeConfigurationParams(settings=settings))
        await client.until(lambda: english(client.published[-1].diagnostics))


async def test_a_configuration_of_the_editors_choice(tmp_path):
    (tmp_path / "strict.toml").write_text('select = ["person-cause"]\n')
    async with session(options={"config": str(tmp_path / "strict.toml")}) as client:
        client.open(REPORT.as_uri(), TEXT)
        assert rules(await client.pushed(REPORT.as_uri(), 1)) == {"person-cause"}


@pytest.mark.parametrize("profile", [PUSHES, PULLS])
async def test_who_checks_on_save_sees_nothing_new_before(profile):
    # As options and as settings: clients that are asked would otherwise say that nothing is set.
    options = {"run": "onSave"}
    uri = REPORT.as_uri()
    async with session(profile, options=options, settings=options) as client:
        client.open(uri, TEXT)
        assert "person-cause" in rules(await client.found(uri, 1))
        client.change(uri, 2, "# 備忘\n")
        if client.pulls:
            assert "person-cause" in rules((await client.pull(uri)).items)
        client.save(uri)
        assert await client.found(uri, 2) == []
    if not client.pulls:
        assert [p.version for p in client.published if p.uri == uri and p.version == 2] == [2]
