"""A session with the real binary, by the client of pytest-lsp."""

import asyncio
import os
import pathlib
import re
from contextlib import asynccontextmanager

from lsprotocol import types
from pygls.protocol import default_converter
from pytest_lsp import client_capabilities
from pytest_lsp.client import DEFAULT_CLIENT_FEATURES, LanguageClient, register_lsp_features

ROOT = pathlib.Path(__file__).parents[3]
HADOME = os.environ.get("HADOME", str(ROOT / "target/debug/hadome"))
REPORT = ROOT / "fixtures/reports/hosting-suspension.md"

# Clients as they introduce themselves, and what has to follow: the units of columns, and who starts the conversation about diagnostics.
PROFILES = {
    "neovim@v0.6.1": ("utf-16", "push"),
    "neovim@v0.7.0": ("utf-16", "push"),
    "neovim@v0.9.1": ("utf-16", "push"),
    "neovim@v0.10.0": ("utf-16", "pull"),
    "neovim@v0.11.0": ("utf-8", "pull"),
    "visual-studio-code@v1.65.2": ("utf-16", "push"),
    "emacs@v29.1": ("utf-32", "push"),
}
PUSHES, PULLS = "visual-studio-code@v1.65.2", "neovim@v0.11.0"
LANGUAGES = {".md": "markdown", ".txt": "plaintext", ".html": "html"}


def on_publish(client: LanguageClient, params: types.PublishDiagnosticsParams):
    client.published.append(params)
    client.news.set()


def on_register(client: LanguageClient, params: types.RegistrationParams):
    client.registrations += params.registrations
    client.news.set()


def on_log(client: LanguageClient, params: types.LogMessageParams):
    client.log_messages.append(params)
    client.news.set()


def on_show(client: LanguageClient, params: types.ShowDocumentParams):
    client.shown_documents.append(params)
    client.news.set()
    return types.ShowDocumentResult(success=True)


FEATURES = DEFAULT_CLIENT_FEATURES | {
    types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS: on_publish,
    types.CLIENT_REGISTER_CAPABILITY: on_register,
    types.WINDOW_LOG_MESSAGE: on_log,
    types.WINDOW_SHOW_DOCUMENT: on_show,
}


class Client(LanguageClient):
    """Wakes whoever waits at every message, and when the server ends."""

    def __init__(self):
        super().__init__(converter_factory=default_converter)
        self.published = []
        self.registrations = []
        self.news = asyncio.Event()
        register_lsp_features(self, FEATURES)

    async def server_exit(self, server):
        await super().server_exit(server)
        self.news.set()

    async def until(self, found):
        """What `found()` returns once it is true."""
        while not (result := found()):
            assert not self.stopped, "the server ended"
            self.news.clear()
            await self.news.wait()
        return result

    def open(self, uri, text, language="markdown", version=1):
        item = types.TextDocumentItem(uri=uri, language_id=language, version=version, text=text)
        self.text_document_did_open(types.DidOpenTextDocumentParams(text_document=item))

    def change(self, uri, version, *changes):
        """Changes are whole texts or `(range, text)`."""
        document = types.VersionedTextDocumentIdentifier(uri=uri, version=version)
        events = [
            types.TextDocumentContentChangeWholeDocument(text=change)
            if isinstance(change, str)
            else types.TextDocumentContentChangePartial(range=change[0], text=change[1])
            for change in changes
        ]
        self.text_document_did_change(types.DidChangeTextDocumentParams(text_document=document, content_changes=events))

    def save(self, uri):
        document = types.TextDocumentIdentifier(uri=uri)
        self.text_document_did_save(types.DidSaveTextDocumentParams(text_document=document))

    def close(self, uri):
        document = types.TextDocumentIdentifier(uri=uri)
        self.text_document_did_close(types.DidCloseTextDocumentParams(text_document=document))

    async def pushed(self, uri, version):
        """The diagnostics that were published for a version of a document."""
        of_version = lambda: [p for p in self.published if p.uri == uri and p.version == version]
        return list((await self.until(of_version))[-1].diagnostics)

    async def pull(self, uri, previous=None):
        """The whole answer to a question about diagnostics."""
        document = types.TextDocumentIdentifier(uri=uri)
        params = types.DocumentDiagnosticParams(text_document=document, previous_result_id=previous)
        return await self.text_document_diagnostic_async(params)

    async def found(self, uri, version):
        """The diagnostics of a version of a document, however this client gets them."""
        if self.pulls:
            return list((await self.pull(uri)).items)
        return await self.pushed(uri, version)


def capabilities(profile, encodings=None):
    """What a client says of itself, maybe with other units of columns."""
    found = client_capabilities(profile)
    if encodings:
        found.general = found.general or types.GeneralClientCapabilities()
        found.general.position_encodings = encodings
    return found


@asynccontextmanager
async def session(profile=PUSHES, roots=(), options=None, settings=None, encodings=None, args=(), command=None, end=True):
    """A server that has been introduced to. `settings` is what the user answers when asked. Says goodbye at the end unless the test does."""
    client = Client()
    if settings is not None:
        client.set_configuration({"hadome": settings})
    await client.start_io(*(command or [HADOME, "lsp", *args]), env=clean_env())
    folders = [types.WorkspaceFolder(uri=pathlib.Path(r).as_uri(), name=pathlib.Path(r).name) for r in roots]
    params = types.InitializeParams(
        capabilities=capabilities(profile, encodings),
        # Clients send the older name of the first folder as well.
        root_uri=folders[0].uri if folders else None,
        workspace_folders=folders,
        initialization_options=options,
    )
    try:
        client.introduced = await client.initialize_session(params)
        client.pulls = client.introduced.capabilities.diagnostic_provider is not None
        yield client
        if end:
            await client.shutdown_session()
            assert client._server.returncode == 0
    finally:
        if client._server.returncode is None:
            client._server.kill()
        await client.stop()


def clean_env():
    """The environment without what would change the findings."""
    return {k: v for k, v in os.environ.items() if not k.startswith(("HADOME_", "GIT_"))}


def rules(diagnostics):
    """The rules of diagnostics."""
    return {d.code for d in diagnostics}


def lines_of(text):
    return re.split("\r\n|\r|\n", text)


def units(text, encoding):
    """How many units of an encoding a text takes."""
    return len(text) if encoding == "utf-32" else len(text.encode(encoding + "-le" if encoding == "utf-16" else encoding)) // (
        2 if encoding == "utf-16" else 1
    )


def position(text, index, encoding):
    """Where the character `index` of a text is."""
    before = lines_of(text[:index])
    return types.Position(line=len(before) - 1, character=units(before[-1], encoding))
