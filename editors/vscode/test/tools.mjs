// What the tests need beside the extension: a VS Code that a browser can show, the browser, and the program itself.

import { execFile, execFileSync } from "node:child_process";
import { existsSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

export const extension = fileURLToPath(new URL("..", import.meta.url));
const root = path.resolve(extension, "../..");
const target = process.env.CARGO_TARGET_DIR ?? path.join(root, "target");

/** code-server is VS Code itself, and wants exactly this line of Node. */
const PACKAGES = ["code-server@4.139.1", "node@24.9.0", "playwright-core@1.65.1"];

/** The reason why the tests can't run here. */
export class Missing extends Error {}

/** Installs the packages below `target/tools`, where they stay from run to run. */
export async function packages() {
  const at = process.env.HADOME_VSCODE_TOOLS ?? path.join(target, "tools", "vscode");
  const modules = path.join(at, "node_modules");
  const stamp = path.join(at, "installed");
  if (!existsSync(stamp) || execFileSync("cat", [stamp], { encoding: "utf8" }) !== PACKAGES.join(" ")) {
    console.log("installing VS Code (code-server): a few minutes, once");
    mkdirSync(at, { recursive: true });
    const npm = (...names) =>
      promisify(execFile)("npm", ["install", "--no-audit", "--no-fund", "--prefix", at, ...names], {
        env: { ...process.env, PATH: `${path.join(modules, "node", "bin")}${path.delimiter}${process.env.PATH}` },
        maxBuffer: 1 << 26,
      }).catch((error) => {
        const log = `${error.stderr ?? error}`.trim().split("\n").slice(-5).join("\n");
        throw new Missing(`npm could not install ${names.join(", ")}; on Debian it needs libkrb5-dev and pkg-config\n${log}`);
      });
    // Node comes first: what code-server compiles has to fit it.
    await npm(...PACKAGES.slice(1));
    await npm(...PACKAGES);
    writeFileSync(stamp, PACKAGES.join(" "));
  }
  return {
    node: path.join(modules, "node", "bin", "node"),
    codeServer: path.join(modules, "code-server", "out", "node", "entry.js"),
    playwright: path.join(modules, "playwright-core", "index.mjs"),
  };
}

/** The browser. */
export function chromium() {
  const names = process.env.CHROMIUM ? [process.env.CHROMIUM] : ["chromium", "chromium-browser", "google-chrome"];
  for (const name of names) {
    for (const directory of ["", ...process.env.PATH.split(path.delimiter)]) {
      const at = path.join(directory, name);
      if (path.isAbsolute(at) && existsSync(at)) {
        return at;
      }
    }
  }
  throw new Missing("there is no chromium");
}

/** The program: the one that `HADOME` names, or the newest build; it is built where there is none. */
export function program() {
  const builds = ["debug", "release"].map((profile) => path.join(target, profile, "hadome"));
  const found = () => (process.env.HADOME ? [process.env.HADOME] : builds).filter((at) => existsSync(at));
  if (found().length === 0) {
    console.log("building hadome");
    execFileSync("cargo", ["build", "--quiet", "--locked"], { cwd: root, stdio: "inherit" });
  }
  const [newest] = found().sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  return path.resolve(newest);
}
