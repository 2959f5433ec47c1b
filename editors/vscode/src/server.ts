// The server's life: started when the program is there, again when the settings name another one, stopped with the editor.

import * as vscode from "vscode";
import { LanguageClient, State } from "vscode-languageclient/node";

import { SELECTOR } from "./documents";
import { type Found, find } from "./program";
import { SECTION, firstFolder, program, sent } from "./settings";
import type { Status } from "./status";
import type { TraceChannel } from "./trace";
import { Watch } from "./watch";

/** Owns the connection to the server, if there is one. */
export class Server {
  private client: LanguageClient | undefined;
  private attached: vscode.Disposable | undefined;
  // Starts and stops come one after another, however fast they are asked for.
  private turn: Promise<void> = Promise.resolve();

  constructor(
    private readonly output: vscode.LogOutputChannel,
    private readonly trace: TraceChannel,
    private readonly status: Status,
  ) {}

  /** Starts the server, anew if it runs. Never rejects: what goes wrong is told. */
  restart(): Promise<void> {
    return this.next(async () => {
      await this.end();
      await this.begin();
    });
  }

  /** Stops it. */
  stop(): Promise<void> {
    return this.next(() => this.end());
  }

  /** Checks every open document anew, configurations included. Starts the server if it does not run. */
  async check(): Promise<void> {
    if (this.client?.isRunning() !== true) {
      return this.restart();
    }
    // To the server this says: files may have changed. It forgets what it has read and checks the newest text of each document.
    await this.client.sendNotification("workspace/didChangeWatchedFiles", { changes: [] });
  }

  /** Tells the server that settings have changed; it asks for them. */
  async configure(): Promise<void> {
    if (this.client?.isRunning() === true) {
      await this.client.sendNotification("workspace/didChangeConfiguration", { settings: sent() });
    }
  }

  private next(step: () => Promise<void>): Promise<void> {
    this.turn = this.turn.then(step).catch((error: unknown) => this.output.error(String(error)));
    return this.turn;
  }

  private async begin(): Promise<void> {
    this.status.show({ is: "starting" });
    const found = await find(program(), firstFolder());
    if ("missing" in found) {
      this.output.error(describe(found));
      this.status.show({ is: "missing" });
      void tell(found);
      return;
    }
    this.output.info(`${found.path} lsp`);
    const client = this.connect(found.path);
    this.client = client;
    try {
      await client.start();
    } catch (error) {
      this.output.error(String(error));
      this.status.show({ is: "stopped" });
      void failed(found.path);
    }
  }

  private connect(command: string): LanguageClient {
    const client = new LanguageClient(
      SECTION,
      "hadome",
      { command, args: ["lsp"] },
      {
        documentSelector: SELECTOR,
        outputChannel: this.output,
        traceOutputChannel: this.trace,
        initializationOptions: sent,
        initializationFailedHandler: () => false,
        diagnosticPullOptions: { onChange: true, onSave: true },
        middleware: {
          workspace: {
            configuration: async (params, token, next) => {
              const answers = await next(params, token);
              if (!Array.isArray(answers)) {
                return answers;
              }
              return answers.map((answer: unknown, at) => (params.items[at]?.section === SECTION ? sent() : answer));
            },
          },
        },
      },
    );
    let watch: Watch | undefined;
    const states = client.onDidChangeState(({ newState }) => {
      watch?.dispose();
      watch = undefined;
      if (newState === State.Running) {
        watch = new Watch(client, this.status);
      } else {
        this.status.show({ is: newState === State.Starting ? "starting" : "stopped" });
      }
    });
    this.attached = new vscode.Disposable(() => {
      watch?.dispose();
      states.dispose();
    });
    return client;
  }

  private async end(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    this.attached?.dispose();
    this.attached = undefined;
    if (client !== undefined) {
      await client.dispose().catch((error: unknown) => this.output.warn(String(error)));
    }
  }
}

/** What is missing, in one sentence. */
function describe(found: Found & { missing: string }): string {
  return found.missing === "setting"
    ? vscode.l10n.t("hadome: there is no program at {0} (setting hadome.path).", (found as { asked: string }).asked)
    : vscode.l10n.t("hadome: the program was not found on PATH. Install it, or say in hadome.path where it is.");
}

async function tell(found: Found & { missing: string }): Promise<void> {
  const install = vscode.l10n.t("How to install");
  const settings = vscode.l10n.t("Open settings");
  const chosen = await vscode.window.showErrorMessage(describe(found), install, settings);
  if (chosen === install) {
    await vscode.commands.executeCommand("hadome.install");
  } else if (chosen === settings) {
    await vscode.commands.executeCommand("workbench.action.openSettings", "hadome.path");
  }
}

async function failed(path: string): Promise<void> {
  const output = vscode.l10n.t("Show output");
  const text = vscode.l10n.t("hadome: {0} does not start as a language server; it may be too old.", path);
  if ((await vscode.window.showErrorMessage(text, output)) === output) {
    await vscode.commands.executeCommand("hadome.showOutput");
  }
}
