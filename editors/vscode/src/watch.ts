// Keeps the status bar in step with the active document.

import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";

import { REPORTS } from "./documents";
import type { Status } from "./status";
import type { Distribution } from "./strength";

/** How long the text has to rest before the server is asked, in milliseconds: the status bar need not count with every key. */
const REST = 200;

/** Asks for the strength of the active report whenever it may have changed. */
export class Watch implements vscode.Disposable {
  private readonly listeners: vscode.Disposable[];
  private timer: NodeJS.Timeout | undefined;
  private asking: vscode.CancellationTokenSource | undefined;

  constructor(
    private readonly client: LanguageClient,
    private readonly status: Status,
  ) {
    const active = () => vscode.window.activeTextEditor?.document;
    this.listeners = [
      vscode.window.onDidChangeActiveTextEditor(() => this.soon(0)),
      // Findings change with the text, but also with a configuration; measures also change without a finding.
      vscode.languages.onDidChangeDiagnostics((event) => {
        if (event.uris.some((uri) => uri.toString() === active()?.uri.toString())) {
          this.soon(REST);
        }
      }),
      vscode.workspace.onDidChangeTextDocument((event) => {
        if (event.document === active()) {
          this.soon(REST);
        }
      }),
      vscode.workspace.onDidSaveTextDocument((document) => {
        if (document === active()) {
          this.soon(REST);
        }
      }),
    ];
    this.soon(0);
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.asking?.cancel();
    vscode.Disposable.from(...this.listeners).dispose();
  }

  private soon(delay: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.ask(), delay);
  }

  private async ask(): Promise<void> {
    this.asking?.cancel();
    const document = vscode.window.activeTextEditor?.document;
    if (document === undefined || !isReport(document)) {
      this.status.show({ is: "elsewhere" });
      return;
    }
    const asking = (this.asking = new vscode.CancellationTokenSource());
    const params = { textDocument: { uri: this.client.code2ProtocolConverter.asUri(document.uri) } };
    let distribution: Distribution | null;
    try {
      distribution = await this.client.sendRequest<Distribution | null>("hadome/strength", params, asking.token);
    } catch (error) {
      // The document was closed meanwhile, the server is on its way out, or it is older than this request.
      this.client.debug(`hadome/strength: ${String(error)}`);
      distribution = null;
    }
    if (!asking.token.isCancellationRequested) {
      this.status.show({ is: "ready", distribution });
    }
  }
}

function isReport(document: vscode.TextDocument): boolean {
  return vscode.languages.match(REPORTS as vscode.DocumentSelector, document) > 0;
}
