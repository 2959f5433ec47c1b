"""Clients as they are: what each says of itself decides what it gets."""

import pytest
from lsp import PROFILES, PULLS, PUSHES, REPORT, ROOT, rules, session
from lsprotocol import types
from pygls.exceptions import JsonRpcException

TEXT = REPORT.read_text()
URI = REPORT.as_uri()


@pytest.mark.parametrize("profile", PROFILES)
async def test_a_session_of_every_client(profile):
    encoding, way = PROFILES[profile]
    async with session(profile, roots=[ROOT]) as client:
        assert client.introduced.server_info.name == "hadome"
        assert client.introduced.capabilities.position_encoding == encoding
        assert client.pulls == (way == "pull")
        client.open(URI, TEXT)
        assert "no-strong-action" in rules(await client.found(URI, 1))
        client.change(URI, 2, "# 備忘\n")
        assert await client.found(URI, 2) == []
        client.change(URI, 3, TEXT)
        client.save(URI)
        assert "no-strong-action" in rules(await client.found(URI, 3))
        client.close(URI)
    # Never both: a client would show everything twice.
    assert bool(client.published) == (way == "push")
    assert not client.messages, "nothing to tell the user"


@pytest.mark.parametrize(
    "offered, chosen",
    [(["utf-32", "utf-8", "utf-16"], "utf-32"), (["utf-8"], "utf-8"), (["utf-7", "utf-8"], "utf-8"), (["utf-7"], "utf-16")],
)
async def test_the_client_chooses_the_units_of_columns(offered, chosen):
    async with session(PULLS, encodings=offered) as client:
        assert client.introduced.capabilities.position_encoding == chosen


async def test_a_diagnostic_says_what_why_and_where_else():
    async with session(roots=[ROOT], options={"lang": "en"}) as client:
        client.open(URI, TEXT)
        found = {d.code: d for d in await client.pushed(URI, 1)}
    cause = found["person-cause"]
    line = TEXT.splitlines()[cause.range.start.line]
    assert line[cause.range.start.character : cause.range.end.character] == "手違い"
    assert cause.source == "hadome" and cause.severity == types.DiagnosticSeverity.Warning
    assert cause.code_description is None or cause.code_description.href.startswith("https://")
    others = found["owner-missing"].related_information
    assert len(others) == 4 and all(o.location.uri == URI and o.message for o in others)


async def test_who_pulls_is_told_what_has_not_changed():
    async with session(PULLS, roots=[ROOT]) as client:
        client.open(URI, TEXT)
        first = await client.pull(URI)
        again = await client.pull(URI, first.result_id)
        assert (first.kind, again.kind) == ("full", "unchanged")
        client.change(URI, 2, TEXT.replace("手違い", "書き間違い"))
        changed = await client.pull(URI, first.result_id)
        assert changed.kind == "full" and changed.result_id != first.result_id


async def test_what_can_not_be_answered_is_an_error_and_no_end():
    async with session(PULLS) as client:
        with pytest.raises(JsonRpcException, match="not open"):
            await client.pull("file:///nowhere.md")
        with pytest.raises(JsonRpcException):
            await client.protocol.send_request_async("hadome/thereIsNoSuchThing", {})
        client.protocol.notify("hadome/thereIsNoSuchThing", {})
        client.change("file:///nowhere.md", 2, "")
        client.close("file:///nowhere.md")
        client.save("file:///nowhere.md")
        client.open(URI, TEXT)
        assert await client.found(URI, 1)


async def test_versions_out_of_order_are_taken_as_they_come():
    async with session() as client:
        client.open(URI, "# 備忘\n", version=7)
        client.change(URI, 3, TEXT)
        assert "no-strong-action" in rules(await client.pushed(URI, 3))
        assert any("version 3" in m.message for m in client.log_messages)


async def test_after_shutdown_only_exit_is_left():
    async with session(PULLS, end=False) as client:
        client.open(URI, TEXT)
        await client.shutdown_async(None)
        with pytest.raises(JsonRpcException) as error:
            await client.pull(URI)
        assert error.value.code == types.ErrorCodes.InvalidRequest
        client.exit(None)
        assert await client._server.wait() == 0


async def test_leaving_without_goodbye_is_exit_1():
    async with session(end=False) as client:
        client.exit(None)
        assert await client._server.wait() == 1


async def test_options_of_the_command_line_hold():
    async with session(args=["--stdio", "--lang", "en"]) as client:
        client.open(URI, TEXT)
        assert any("owner" in d.message for d in await client.pushed(URI, 1))
