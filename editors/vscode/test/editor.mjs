// A VS Code of its own: fresh settings, fresh extensions, a folder with one report, and a browser that shows it.

import { execFile, spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";

import { extension } from "./tools.mjs";

/** How long anything may take before the test gives up. Only a failing test waits that long. */
const PATIENCE = 120_000;

const SETTINGS = {
  "chat.disableAIFeatures": true,
  "editor.minimap.enabled": false,
  "editor.unicodeHighlight.ambiguousCharacters": false,
  "extensions.autoCheckUpdates": false,
  "extensions.ignoreRecommendations": true,
  "files.autoSave": "off",
  "security.workspace.trust.enabled": false,
  "telemetry.telemetryLevel": "off",
  "window.commandCenter": false,
  "workbench.colorTheme": "Default Light Modern",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
};

/** Calls until the answer is true. */
export async function until(what, condition) {
  const end = Date.now() + PATIENCE;
  while (!(await condition())) {
    if (Date.now() > end) {
      throw new Error(`waited in vain: ${what}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

export class Editor {
  /** Installs the extension and opens the folder. `settings` are those of the machine. */
  static async start({ node, codeServer, playwright }, chromium, vsix, settings) {
    const editor = new Editor();
    editor.home = mkdtempSync(path.join(tmpdir(), "hadome-vscode-"));
    editor.folder = path.join(editor.home, "障害報告");
    cpSync(path.join(extension, "test", "fixture"), editor.folder, { recursive: true });
    editor.configure(settings);
    const data = path.join(editor.home, "data");
    const args = [codeServer, "--user-data-dir", data, "--extensions-dir", path.join(editor.home, "extensions")];
    // Neither a program of this machine nor a configuration of its user may take part.
    const ours = Object.entries(process.env).filter(([name]) => !name.startsWith("HADOME"));
    const env = { ...Object.fromEntries(ours), HOME: editor.home, PATH: "/usr/bin:/bin", XDG_CONFIG_HOME: editor.home, XDG_DATA_HOME: data };
    await promisify(execFile)(node, [...args, "--install-extension", vsix], { env });
    const options = ["--bind-addr", "127.0.0.1:0", "--auth", "none", "--disable-telemetry", "--disable-update-check"];
    editor.server = spawn(node, [...args, ...options, "--disable-workspace-trust", editor.folder], { env, detached: true });
    const address = await editor.listening();
    const { chromium: browser } = await import(playwright);
    editor.browser = await browser.launch({
      executablePath: chromium,
      args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
    });
    editor.page = await editor.browser.newPage({ viewport: { width: 1240, height: 760 } });
    editor.page.setDefaultTimeout(PATIENCE);
    await editor.page.goto(`${address}?folder=${encodeURIComponent(editor.folder)}`);
    await editor.page.locator(".explorer-folders-view .monaco-list-row").first().waitFor();
    return editor;
  }

  /** Writes the settings of the machine, which name the program; a running editor follows. Those of the user are ours. */
  configure(settings) {
    for (const [place, values] of Object.entries({ User: SETTINGS, Machine: settings })) {
      const at = path.join(this.home, "data", place);
      mkdirSync(at, { recursive: true });
      writeFileSync(path.join(at, "settings.json"), JSON.stringify(values, null, 2));
    }
  }

  /** The text of a file of the folder, on disk. */
  onDisk(name) {
    return readFileSync(path.join(this.folder, name), "utf8");
  }

  /** Writes a file into the folder, as another program would. */
  write(name, text) {
    writeFileSync(path.join(this.folder, name), text);
  }

  /** Opens a file of the folder from the explorer. */
  async open(name) {
    await this.page.locator(".explorer-folders-view .monaco-list-row", { hasText: name }).dblclick();
    await this.page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
    await this.page.locator(".editor-instance .view-line").first().waitFor();
  }

  /** Runs a command by its title. */
  async command(title) {
    await this.page.keyboard.press("F1");
    const input = this.page.locator(".quick-input-widget input");
    await input.waitFor();
    await input.fill(`>${title}`);
    const row = this.page.locator(".quick-input-list .monaco-list-row", { hasText: title }).first();
    await row.waitFor();
    await row.click();
    await this.page.locator(".quick-input-widget").waitFor({ state: "hidden" });
  }

  /** Puts the cursor into the editor, at a line or `line,column`, counted from 1. */
  async goTo(line) {
    await this.page.keyboard.press("Control+1");
    await this.page.locator(".editor-instance .monaco-editor.focused").waitFor();
    await this.page.keyboard.press("Control+g");
    const input = this.page.locator(".quick-input-widget input");
    await input.waitFor();
    await input.fill(`:${line}`);
    await this.page.keyboard.press("Enter");
    await this.page.locator(".quick-input-widget").waitFor({ state: "hidden" });
  }

  /** Leaves in the Problems panel what contains a text: rows that are out of sight are not there for a test. */
  async filter(text) {
    await this.page.locator('input[aria-label="Filter Problems"]').fill(text);
  }

  /** The rows of the Problems panel. */
  problems(text) {
    return this.page.locator('[id="workbench.panel.markers"] .monaco-list-row', { hasText: text });
  }

  /** The status bar item. */
  get status() {
    return this.page.locator('.statusbar-item[id$="hadome.strength"]');
  }

  async stop() {
    await this.browser?.close();
    if (this.server?.exitCode === null) {
      const gone = new Promise((resolve) => this.server.once("exit", resolve));
      // The group: the editor has processes of its own.
      process.kill(-this.server.pid, "SIGKILL");
      await gone;
    }
    rmSync(this.home, { recursive: true, force: true, maxRetries: 5 });
  }

  /** The address, once the server says that it listens. */
  listening() {
    return new Promise((resolve, reject) => {
      let log = "";
      const read = (chunk) => {
        log += chunk;
        const address = log.match(/HTTP server listening on (http:\S+)/)?.[1];
        if (address !== undefined) {
          resolve(address);
        }
      };
      this.server.stdout.on("data", read);
      this.server.stderr.on("data", read);
      this.server.on("exit", (code) => reject(new Error(`code-server ended with ${code}\n${log}`)));
    });
  }
}
