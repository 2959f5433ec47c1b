// The extension in a real VS Code. `npm test` packs it, installs it and does what an author does.
// `node test/run.mjs --screenshot FILE` keeps a picture of the moment before the repair.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import path from "node:path";

import { Editor, until } from "./editor.mjs";
import { Missing, chromium, extension, packages, program } from "./tools.mjs";

const REPORT = "report.md";
/** The line of the weak measure, 監視体制を強化する. */
const LINE = 17;
const RULE = "organisation-strengthening";
const REASON = "監視会社との契約で決めた文言";

const picture = process.argv.includes("--screenshot") ? process.argv[process.argv.indexOf("--screenshot") + 1] : undefined;
let passed = 0;

/** One thing that the author sees. */
async function sees(what, check) {
  await check();
  passed += 1;
  console.log(`ok: ${what}`);
}

async function withoutProgram(editor) {
  const { page } = editor;
  await editor.open(REPORT);
  await sees("without the program, a message that says what to do", async () => {
    const message = page.locator(".notification-list-item", { hasText: "the program was not found on PATH" });
    await message.waitFor();
    await message.locator(".monaco-button", { hasText: "How to install" }).waitFor();
  });
  await sees("and the status bar", async () => {
    await editor.status.locator(".codicon-error").waitFor();
    assert.equal(await page.locator(".squiggly-warning, .squiggly-error").count(), 0);
  });
  editor.configure({ "hadome.path": path.join(editor.home, "nowhere") });
  await sees("a setting that leads nowhere is named", () =>
    page.locator(".notification-list-item", { hasText: path.join(editor.home, "nowhere") }).waitFor(),
  );
}

async function findings(editor) {
  const { page } = editor;
  await sees("with the program, squiggles without a restart", () => page.locator(".squiggly-warning").first().waitFor());
  await editor.command("Notifications: Clear All Notifications");
  await editor.command("Problems: Focus on Problems View");
  await editor.problems("owner-missing").waitFor();
  await sees("the strength of the measures in the status bar", () =>
    editor.status.filter({ hasText: "enforce 1 | procedure 1 | exhort 1" }).waitFor(),
  );
  if (picture !== undefined) {
    await page.mouse.move(0, 0);
    await page.screenshot({ path: picture });
  }
  await editor.filter(RULE);
  await sees("the finding among the problems, with its rule and its line", async () => {
    await editor.problems(RULE).filter({ hasText: `Ln ${LINE},` }).waitFor();
    await editor.problems("owner-missing").waitFor({ state: "detached" });
  });
}

/** Waves the finding through with a code action. */
async function repair(editor) {
  const { page } = editor;
  await editor.goTo(`${LINE},5`);
  await page.keyboard.press("Control+.");
  const action = page.locator(".action-widget .monaco-list-row.action", { hasText: `理由を書いて見送る: ${RULE}` });
  await sees("an action for the finding", () => action.waitFor());
  await action.click();
  await sees("the cursor on the reason", () =>
    page.locator('.statusbar-item[id="status.editor.selection"]', { hasText: `Ln ${LINE}, ` }).filter({ hasText: "2 selected" }).waitFor(),
  );
  await page.keyboard.type(REASON);
  await page.keyboard.press("Control+s");
  await sees("the reason in the file", () =>
    until("the comment", () => editor.onDisk(REPORT).includes(`<!-- hadome-disable-next-line ${RULE} -- ${REASON} -->`)),
  );
  await sees("the finding gone from the problems", () => editor.problems(RULE).waitFor({ state: "detached" }));
}

/** Settings and configurations are followed without a restart. */
async function changes(editor, hadome) {
  const { page } = editor;
  await editor.filter("owner-missing");
  await editor.problems("担当が書かれていない").waitFor();
  editor.configure({ "hadome.path": hadome, "hadome.lang": "en", "hadome.run": "onSave" });
  await sees("findings in English, once the setting says so", () => editor.problems("measures without an owner").waitFor());
  // The comment has moved the measure down.
  await editor.goTo(LINE + 1);
  await page.keyboard.press("End");
  await page.keyboard.insertText("（担当: 佐久間、期限: 2026-12-04）");
  await page.keyboard.press("Control+s");
  await sees("a finding gone after the measure has got its owner and was saved", () =>
    editor.problems("owner-missing").waitFor({ state: "detached" }),
  );
  await editor.goTo(LINE + 1);
  await page.keyboard.press("End");
  await page.keyboard.insertText("\n- 確認を徹底する。");
  await editor.command("hadome: Check Now");
  await sees("what is not saved yet, once that is asked for", async () => {
    await editor.status.filter({ hasText: "exhort 2" }).waitFor();
    assert.doesNotMatch(editor.onDisk(REPORT), /徹底/);
  });
  await editor.filter("manual-confirmation");
  await editor.problems("manual-confirmation").waitFor();
  editor.write("hadome.toml", 'ignore = ["manual-confirmation"]\n');
  await sees("a configuration that comes is followed", () =>
    editor.problems("manual-confirmation").waitFor({ state: "detached" }),
  );
}

async function main() {
  const browser = chromium();
  const tools = await packages();
  const hadome = program();
  const vsix = path.join(extension, "test.vsix");
  execFileSync("npx", ["vsce", "package", "--no-dependencies", "--out", vsix], { cwd: extension, stdio: ["ignore", "ignore", "inherit"] });
  const editor = await Editor.start(tools, browser, vsix, {});
  try {
    await withoutProgram(editor);
    editor.configure({ "hadome.path": hadome });
    await findings(editor);
    await repair(editor);
    await changes(editor, hadome);
    await sees("no complaint of the editor meanwhile", async () => {
      assert.deepEqual(await editor.page.locator(".notification-list-item").allInnerTexts(), []);
    });
  } catch (error) {
    const at = path.join(extension, "test-failure.png");
    await editor.page?.screenshot({ path: at });
    console.log(`what the editor showed: ${at}`);
    throw error;
  } finally {
    await editor.stop();
    rmSync(vsix, { force: true });
  }
  console.log(`VS Code: ${passed} passed, 0 failed`);
}

try {
  await main();
} catch (error) {
  if (!(error instanceof Missing)) {
    throw error;
  }
  console.log(`skipped: VS Code: ${error.message}`);
}
