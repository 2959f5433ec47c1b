// The trace of the protocol, in the same output as everything else.

import * as vscode from "vscode";

import { SECTION } from "./settings";

/**
 * The library traces only where the log level of a channel is "trace", which a user would have to set besides `hadome.trace.server`. This
 * channel has the level that the setting speaks of, and writes to the other one.
 */
export class TraceChannel implements vscode.LogOutputChannel {
  private readonly changed = new vscode.EventEmitter<vscode.LogLevel>();
  readonly onDidChangeLogLevel = this.changed.event;
  readonly name: string;

  constructor(private readonly output: vscode.LogOutputChannel) {
    this.name = output.name;
  }

  get logLevel(): vscode.LogLevel {
    const setting = vscode.workspace.getConfiguration(SECTION).get<string>("trace.server", "off");
    return setting === "off" ? vscode.LogLevel.Off : vscode.LogLevel.Trace;
  }

  /** To be called when the setting has changed. */
  follow(): void {
    this.changed.fire(this.logLevel);
  }

  trace = (message: string): void => this.output.info(message);
  debug = (message: string): void => this.output.debug(message);
  info = (message: string): void => this.output.info(message);
  warn = (message: string): void => this.output.warn(message);
  error = (message: string | Error): void => this.output.error(message);
  append = (value: string): void => this.output.append(value);
  appendLine = (value: string): void => this.output.appendLine(value);
  replace = (value: string): void => this.output.replace(value);
  clear = (): void => this.output.clear();
  show = (): void => this.output.show();
  hide = (): void => this.output.hide();
  dispose = (): void => this.changed.dispose();
}
