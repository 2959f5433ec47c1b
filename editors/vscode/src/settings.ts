// The settings, and what the server is told of them.

import * as vscode from "vscode";

import { expand } from "./program";

/** The section that holds them. */
export const SECTION = "hadome";

/** The shape that the server reads; `null` leaves a value to `hadome.toml`. */
export interface Sent {
  run: string;
  lang: string | null;
  config: string | null;
  allowRead: string[];
  inlayHints: boolean;
  codeLens: boolean;
}

/** The first folder of the workspace, where relative paths start. */
export function firstFolder(): string | undefined {
  return vscode.workspace.workspaceFolders?.find((folder) => folder.uri.scheme === "file")?.uri.fsPath;
}

/** The program that the user names, or nothing. */
export function program(): string {
  return vscode.workspace.getConfiguration(SECTION).get("path", "");
}

/** The settings as the server wants them. Values of an untrusted workspace that would lead to files are not among them: see package.json. */
export function sent(): Sent {
  const settings = vscode.workspace.getConfiguration(SECTION);
  const lang = settings.get<string>("lang", "auto");
  const config = settings.get("config", "").trim();
  const folder = firstFolder();
  return {
    run: settings.get("run", "onType"),
    lang: lang === "auto" ? null : lang,
    config: config === "" ? null : expand(config, folder),
    allowRead: settings.get<string[]>("allowRead", []).map((directory) => expand(directory, folder)),
    inlayHints: settings.get("inlayHints", false),
    codeLens: settings.get("codeLens", false),
  };
}
