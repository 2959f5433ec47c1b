// Which documents are ours.

import type { TextDocumentFilter } from "vscode-languageclient/node";

// What nobody has told the editor about is "plain text" for it: lock files, ignore files, settings of other programs. On disk only the
// extensions that `hadome check` reads count.
const TEXT = "**/*.{txt,text,log,eml}";

/** Reports, saved or not. */
export const REPORTS: TextDocumentFilter[] = [
  { scheme: "file", language: "markdown" },
  { scheme: "untitled", language: "markdown" },
  { scheme: "file", language: "html" },
  { scheme: "untitled", language: "html" },
  { scheme: "file", pattern: TEXT },
  { scheme: "untitled", language: "plaintext" },
];

/**
 * Configurations, rules and baselines; the server tells them from the TOML of others. Without a language: not every editor knows TOML.
 */
const TOML: TextDocumentFilter = { scheme: "file", pattern: "**/*.toml" };

/** What the server is told of. */
export const SELECTOR: TextDocumentFilter[] = [...REPORTS, TOML];
