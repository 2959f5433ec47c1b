"""The bytes between client and server: what no well-behaved client would send, and what the server must never send."""

import json
import os
import re
import signal
import subprocess

import pytest
from lsp import HADOME, PULLS, REPORT, capabilities, clean_env
from pygls.protocol import default_converter

TEXT = REPORT.read_text()
URI = REPORT.as_uri()
CAPABILITIES = default_converter().unstructure(capabilities(PULLS))


class Wire:
    """A server and its pipes."""

    def __init__(self, *args, **options):
        self.process = subprocess.Popen(
            [HADOME, "lsp", *args],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=clean_env(),
            **options,
        )
        self.taken = b""

    def raw(self, data):
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def send(self, method, params=None, **more):
        body = json.dumps({"jsonrpc": "2.0", "method": method, "params": params, **more}).encode()
        self.raw(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))

    def read(self):
        """The next message; every byte of the stream has to belong to one."""
        header = b""
        while not header.endswith(b"\r\n\r\n"):
            byte = self.process.stdout.read(1)
            assert byte, f"the server ended: {self.process.stderr.read().decode()}"
            header += byte
        length = re.fullmatch(rb"Content-Length: (\d+)\r\n\r\n", header)
        assert length, f"not the protocol: {header}"
        return json.loads(self.process.stdout.read(int(length[1])))

    def answer(self, id):
        """The answer to a request; what comes before it is passed over."""
        while (message := self.read()).get("id") != id or "method" in message:
            pass
        return message

    def begin(self):
        self.send("initialize", {"capabilities": CAPABILITIES, "processId": None, "rootUri": None}, id=0)
        assert "result" in self.answer(0)
        self.send("initialized", {})

    def open(self, uri=URI, text=TEXT):
        self.send("textDocument/didOpen", {"textDocument": {"uri": uri, "languageId": "markdown", "version": 1, "text": text}})

    def pull(self, id, uri=URI):
        self.send("textDocument/diagnostic", {"textDocument": {"uri": uri}}, id=id)

    def end(self):
        self.send("shutdown", id=999)
        assert self.answer(999)["result"] is None
        self.send("exit")
        rest = self.process.stdout.read()
        assert rest == b"", f"after the last answer: {rest}"
        assert self.process.wait() == 0
        return self.process.stderr.read().decode()


@pytest.fixture
def wire():
    made = Wire()
    yield made
    if made.process.poll() is None:
        made.process.kill()
    made.process.wait()
    for pipe in (made.process.stdin, made.process.stdout, made.process.stderr):
        try:
            pipe.close()
        except BrokenPipeError:
            pass


def test_nothing_but_the_protocol_on_standard_output(wire):
    wire.begin()
    wire.open()
    wire.pull(1)
    assert wire.answer(1)["result"]["items"]
    wire.send("no/suchMethod", id=2)
    assert wire.answer(2)["error"]["code"] == -32601
    assert wire.end() == "", "nothing to complain about"


@pytest.mark.parametrize(
    "bad",
    [
        b"Content-Length: 9\r\n\r\n{not json",
        b"Content-Length: 2\r\n\r\n[]",
        b"Content-Length: 4\r\n\r\nnull",
        b'Content-Length: 17\r\n\r\n{"jsonrpc":"2.0"}',
        b"Content-Length: 2\r\n\r\n\xff\xfe",
        b"Content-Length: 0\r\n\r\n",
        b"Content-Length: 2\r\nContent-Type: application/vscode-jsonrpc; charset=utf-8\r\n\r\n{}",
    ],
    ids=["no JSON", "no object", "null", "no message", "no UTF-8", "nothing", "another header"],
)
def test_messages_that_are_none_are_survived(wire, bad):
    wire.begin()
    wire.raw(bad)
    wire.open()
    wire.raw(bad)
    wire.pull(1)
    assert wire.answer(1)["result"]["items"]
    wire.end()


@pytest.mark.parametrize("params", [None, [], {}, {"textDocument": 7}, {"textDocument": {"uri": "no uri"}}, "text"])
def test_parameters_that_are_none_are_survived(wire, params):
    wire.begin()
    notifications = ["didOpen", "didChange", "didSave", "didClose"]
    for method in notifications:
        wire.send(f"textDocument/{method}", params)
    for method in ["didChangeConfiguration", "didChangeWorkspaceFolders", "didChangeWatchedFiles"]:
        wire.send(f"workspace/{method}", params)
    wire.send("$/cancelRequest", params)
    wire.send("textDocument/diagnostic", params, id=1)
    assert wire.answer(1)["error"]["code"] == -32602
    wire.open()
    wire.pull(2)
    assert wire.answer(2)["result"]["items"]
    wire.end()


def test_a_message_in_pieces_is_one_message(wire):
    wire.begin()
    body = json.dumps(
        {"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {"textDocument": {"uri": URI, "languageId": "markdown", "version": 1, "text": TEXT}}},
        ensure_ascii=False,
    ).encode()
    message = b"Content-Length: %d\r\n\r\n%b" % (len(body), body)
    # Within the header, and within characters.
    for at in range(0, len(message), 7):
        wire.raw(message[at : at + 7])
    wire.pull(1)
    assert wire.answer(1)["result"]["items"]
    wire.end()


def test_the_pipe_that_closes_ends_the_server(wire):
    wire.begin()
    wire.open()
    wire.process.stdin.close()
    assert wire.process.wait() == 1


def test_the_client_that_stops_reading_and_goes_ends_the_server(wire):
    wire.begin()
    wire.process.stdout.close()
    wire.open()
    wire.pull(1)
    wire.process.stdin.close()
    assert wire.process.wait() == 1


def test_the_client_that_is_killed_ends_the_server():
    # The client holds the only ends of the pipes that the server knows; a pipe of ours tells when the server is gone.
    watch, held = os.pipe()
    code = (
        "import subprocess, sys, time\n"
        f"p = subprocess.Popen([{HADOME!r}, 'lsp'], stdin=subprocess.PIPE, stdout=subprocess.PIPE, pass_fds=[{held}])\n"
        "print(p.pid, flush=True)\n"
        "time.sleep(3600)\n"
    )
    client = subprocess.Popen(["python3", "-c", code], stdout=subprocess.PIPE, pass_fds=[held])
    os.close(held)
    assert int(client.stdout.readline()) > 0
    client.send_signal(signal.SIGKILL)
    client.wait()
    client.stdout.close()
    # Ends of the pipe that are all closed read as its end.
    assert os.read(watch, 1) == b""
    os.close(watch)


def test_input_that_is_no_protocol_ends_it_as_well(wire):
    wire.raw(b"hello\r\n\r\n")
    wire.process.stdin.close()
    assert wire.process.wait() == 1
    assert wire.process.stdout.read() == b""


def big():
    """Ten megabytes of a report."""
    section = "\n## 原因\n\n確認を怠ったため、手順書どおりに作業しなかった。\n\n## 再発防止策\n\n- 監視体制を強化する。\n- 周知徹底する。\n"
    return "# 報告書\n" + section * (10_000_000 // len(section.encode()))


def test_a_large_document_holds_up_no_other(wire):
    wire.begin()
    wire.open("file:///big.md", big())
    wire.pull(1, "file:///big.md")
    wire.open()
    wire.pull(2)
    first = wire.read()
    while "method" in first:
        first = wire.read()
    # Not a matter of time: the small report came later and is answered first.
    assert first["id"] == 2 and first["result"]["items"]
    # A keystroke in the large one, and the other goes on.
    at = {"line": 5, "character": 0}
    change = {"range": {"start": at, "end": at}, "text": "。"}
    document = {"uri": "file:///big.md", "version": 2}
    wire.send("textDocument/didChange", {"textDocument": document, "contentChanges": [change]})
    wire.pull(3)
    assert wire.answer(3)["result"]["items"]
    # What nobody wants any more is answered as such, and goodbye is not held up.
    wire.send("$/cancelRequest", {"id": 1})
    assert wire.answer(1)["error"]["code"] == -32800
    wire.end()


def test_who_closes_the_document_gets_the_answer_that_it_is_gone(wire):
    wire.begin()
    wire.open("file:///big.md", big())
    wire.pull(1, "file:///big.md")
    wire.send("textDocument/didClose", {"textDocument": {"uri": "file:///big.md"}})
    assert wire.answer(1)["error"]["code"] == -32801
    wire.end()
