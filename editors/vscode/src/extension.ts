// What the editor calls.

import * as vscode from "vscode";

import { Server } from "./server";
import { SECTION } from "./settings";
import { Status } from "./status";
import { TraceChannel } from "./trace";

const INSTALL = "https://github.com/hadome/hadome/blob/main/editors/vscode/README.md";

let server: Server | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const output = vscode.window.createOutputChannel("hadome", { log: true });
  const status = new Status();
  const trace = new TraceChannel(output);
  const running = (server = new Server(output, trace, status));
  context.subscriptions.push(
    output,
    trace,
    status,
    vscode.commands.registerCommand("hadome.check", () => running.check()),
    vscode.commands.registerCommand("hadome.restart", () => running.restart()),
    vscode.commands.registerCommand("hadome.showOutput", () => output.show()),
    vscode.commands.registerCommand("hadome.install", () => vscode.env.openExternal(vscode.Uri.parse(INSTALL))),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(`${SECTION}.trace`)) {
        trace.follow();
      }
      if (event.affectsConfiguration(`${SECTION}.path`)) {
        void running.restart();
      } else if (event.affectsConfiguration(SECTION)) {
        void running.configure();
      }
    }),
    // Settings of the workspace that were held back count from now on.
    vscode.workspace.onDidGrantWorkspaceTrust(() => running.restart()),
  );
  await running.restart();
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}
