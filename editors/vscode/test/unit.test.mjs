// What can be tested without an editor: where the program is looked for, and that every text is there in both languages.

import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, beforeEach, test } from "node:test";
import { build } from "esbuild";

const root = path.resolve(import.meta.dirname, "..");
const json = (file) => JSON.parse(readFileSync(path.join(root, file), "utf8"));
const saved = { ...process.env };

let work, find, expand;

before(async () => {
  work = mkdtempSync(path.join(tmpdir(), "hadome-unit-"));
  const outfile = path.join(work, "program.mjs");
  await build({ entryPoints: [path.join(root, "src/program.ts")], outfile, bundle: true, platform: "node", format: "esm" });
  ({ find, expand } = await import(outfile));
});

beforeEach(() => {
  process.env.HOME = process.env.USERPROFILE = path.join(work, "home");
});

after(() => {
  Object.assign(process.env, saved);
  rmSync(work, { recursive: true });
});

/** A file that could be the program. */
function program(...at) {
  const file = path.join(work, ...at, process.platform === "win32" ? "hadome.exe" : "hadome");
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, "");
  chmodSync(file, 0o755);
  return file;
}

test("the program is the first on PATH, then that of cargo", async () => {
  process.env.PATH = [path.join(work, "empty"), path.join(work, "one"), path.join(work, "two")].join(path.delimiter);
  assert.deepEqual(await find("", undefined), { missing: "PATH" });
  const cargo = program("home", ".cargo", "bin");
  assert.deepEqual(await find("", undefined), { path: cargo });
  program("two");
  const one = program("one");
  assert.deepEqual(await find(" ", undefined), { path: one });
});

test("a workspace can't bring a program through a relative PATH", async () => {
  rmSync(path.join(work, "home"), { recursive: true, force: true });
  program("workspace");
  const before = process.cwd();
  process.chdir(path.join(work, "workspace"));
  try {
    process.env.PATH = ["", ".", "../workspace"].join(path.delimiter);
    assert.deepEqual(await find("", path.join(work, "workspace")), { missing: "PATH" });
  } finally {
    process.chdir(before);
  }
});

test("the setting decides alone", async () => {
  process.env.PATH = path.dirname(program("one"));
  const other = program("other");
  assert.deepEqual(await find(other, undefined), { path: other });
  assert.deepEqual(await find("~/nowhere", undefined), { missing: "setting", asked: path.join(work, "home", "nowhere") });
  // A directory is none, and neither is a file that can't be run.
  assert.deepEqual(await find(path.dirname(other), undefined), { missing: "setting", asked: path.dirname(other) });
});

test("paths of settings start at home or in the workspace", () => {
  const folder = path.join(work, "workspace");
  const check = (setting, expected) => assert.equal(expand(setting, folder), path.join(work, ...expected));
  check("~/bin/hadome", ["home", "bin", "hadome"]);
  check("${workspaceFolder}/hadome", ["workspace", "hadome"]);
  check("tools/hadome", ["workspace", "tools", "hadome"]);
  check(path.join(work, "~", "hadome"), ["~", "hadome"]);
});

test("every text of the manifest is there in both languages", () => {
  const used = [...new Set(readFileSync(path.join(root, "package.json"), "utf8").match(/(?<="%)[\w.]+(?=%")/g))].sort();
  for (const file of ["package.nls.json", "package.nls.ja.json"]) {
    assert.deepEqual(Object.keys(json(file)).sort(), used, file);
  }
});

test("every text of the program is there in Japanese", () => {
  const sources = readdirSync(path.join(root, "src")).map((file) => readFileSync(path.join(root, "src", file), "utf8"));
  const texts = sources.flatMap((source) => [...source.matchAll(/l10n\.t\(\s*"([^"]+)"/g)].map(([, text]) => text));
  assert.deepEqual([...new Set(texts)].sort(), Object.keys(json("l10n/bundle.l10n.ja.json")).sort());
});

test("what leads to a program or to files waits for trust in the workspace", () => {
  const { capabilities, contributes } = json("package.json");
  assert.equal(capabilities.untrustedWorkspaces.supported, "limited");
  for (const name of ["hadome.path", "hadome.config", "hadome.allowRead"]) {
    assert.ok(capabilities.untrustedWorkspaces.restrictedConfigurations.includes(name), name);
    assert.equal(contributes.configuration.properties[name].scope, "machine-overridable", name);
  }
});

test("the version is that of the program", () => {
  const [, version] = readFileSync(path.resolve(root, "../../Cargo.toml"), "utf8").match(/^version = "(.+)"$/m);
  assert.equal(json("package.json").version, version);
});
