// The status bar item.

import * as vscode from "vscode";

import { type Distribution, line, table, total } from "./strength";

/** What it shows. */
export type State =
  | { is: "starting" }
  | { is: "ready"; distribution: Distribution | null }
  | { is: "elsewhere" }
  | { is: "missing" }
  | { is: "stopped" };

/** Shows the state of the server and, where it runs, the strength of the active report. */
export class Status implements vscode.Disposable {
  private readonly item: vscode.StatusBarItem;

  constructor() {
    this.item = vscode.window.createStatusBarItem("hadome.strength", vscode.StatusBarAlignment.Right, 90);
    this.item.name = vscode.l10n.t("hadome: strength of measures");
  }

  /** Shows a state. Where the active document is no report, there is nothing to show but trouble. */
  show(state: State): void {
    this.item.backgroundColor = undefined;
    this.item.command = "hadome.showOutput";
    switch (state.is) {
      case "starting":
        this.set("$(loading~spin) hadome", vscode.l10n.t("hadome is starting."));
        break;
      case "ready":
        this.ready(state.distribution);
        break;
      case "missing":
        this.trouble(vscode.l10n.t("hadome is not installed. Click to see how to install it."));
        this.item.command = "hadome.install";
        break;
      case "stopped":
        this.trouble(vscode.l10n.t("hadome has stopped. Click to see its output."));
        break;
    }
    if (state.is === "elsewhere") {
      this.item.hide();
    } else {
      this.item.show();
    }
  }

  dispose(): void {
    this.item.dispose();
  }

  private ready(distribution: Distribution | null): void {
    if (distribution === null || total(distribution) === 0) {
      this.set("$(checklist) hadome", vscode.l10n.t("No measures in this document."));
      return;
    }
    const tooltip = new vscode.MarkdownString(
      `**${vscode.l10n.t("Strength of {0} measures", total(distribution))}**\n\n${table(distribution)}`,
    );
    this.set(`$(checklist) ${line(distribution)}`, tooltip);
  }

  private trouble(tooltip: string): void {
    this.set("$(error) hadome", tooltip);
    this.item.backgroundColor = new vscode.ThemeColor("statusBarItem.errorBackground");
  }

  private set(text: string, tooltip: string | vscode.MarkdownString): void {
    this.item.text = text;
    this.item.tooltip = tooltip;
    const spoken = typeof tooltip === "string" ? tooltip : text.replace(/^\$\([^)]*\) /, "");
    this.item.accessibilityInformation = { label: `hadome: ${spoken}` };
  }
}
