// Where the program is.

import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import { homedir } from "node:os";
import * as path from "node:path";

/** What a search for the program gave: its absolute path, or where it is not. */
export type Found = { path: string } | { missing: "setting"; asked: string } | { missing: "PATH" };

/**
 * Finds the program: what the setting names, and only that, or `hadome` on PATH. The search is our own because that of the system would
 * look into the working directory first on Windows, and with relative entries of PATH anywhere: a workspace must not bring its program.
 */
export async function find(setting: string, folder: string | undefined): Promise<Found> {
  const asked = setting.trim();
  if (asked !== "") {
    const at = expand(asked, folder);
    return (await isProgram(at)) ? { path: at } : { missing: "setting", asked: at };
  }
  const name = process.platform === "win32" ? "hadome.exe" : "hadome";
  for (const directory of (process.env.PATH ?? "").split(path.delimiter)) {
    const at = path.join(directory, name);
    if (path.isAbsolute(directory) && (await isProgram(at))) {
      return { path: at };
    }
  }
  // Where cargo puts it; an editor that was not started from a terminal often does not know.
  const cargo = path.join(homedir(), ".cargo", "bin", name);
  return (await isProgram(cargo)) ? { path: cargo } : { missing: "PATH" };
}

/** Makes a path of a setting absolute: `~` is the home directory, `${workspaceFolder}` and what is relative start in the first folder. */
export function expand(setting: string, folder: string | undefined): string {
  const base = folder ?? homedir();
  const home = setting.replace(/^~(?=$|[\\/])/, homedir);
  return path.resolve(
    base,
    home.replaceAll("${workspaceFolder}", () => base),
  );
}

async function isProgram(at: string): Promise<boolean> {
  try {
    await access(at, constants.X_OK);
    return (await stat(at)).isFile();
  } catch {
    return false;
  }
}
