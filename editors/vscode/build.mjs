// Bundles the extension, and writes the licences of what is in the bundle.

import { readFile, readdir, writeFile } from "node:fs/promises";
import { build } from "esbuild";

const { metafile } = await build({
  entryPoints: ["src/extension.ts"],
  outfile: "dist/extension.js",
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node20",
  external: ["vscode"],
  minify: true,
  metafile: true,
  logLevel: "warning",
});

const packages = new Set(
  Object.keys(metafile.inputs).flatMap((input) => input.match(/^node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1] ?? []),
);
const notices = ["The bundle contains the following packages.\n"];
for (const name of [...packages].sort()) {
  const at = new URL(`node_modules/${name}/`, import.meta.url);
  const { version, license } = JSON.parse(await readFile(new URL("package.json", at), "utf8"));
  const file = (await readdir(at)).find((entry) => /^licen[cs]e/i.test(entry));
  if (file === undefined) {
    throw new Error(`${name} has no licence file`);
  }
  notices.push(`${name} ${version} (${license})\n\n${(await readFile(new URL(file, at), "utf8")).trim()}\n`);
}
await writeFile("THIRD-PARTY-NOTICES.txt", notices.join(`\n${"-".repeat(80)}\n\n`));

const licences = ["MIT", "APACHE"].map((name) => readFile(`../../LICENSE-${name}`, "utf8"));
const [mit, apache] = await Promise.all(licences);
await writeFile("LICENSE.txt", `hadome is under MIT OR Apache-2.0, at your choice.\n\n${mit}\n${"-".repeat(80)}\n\n${apache}`);
