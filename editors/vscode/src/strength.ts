// The strength of a report's measures: a distribution, never a score.

import { l10n } from "vscode";

/** The answer to `hadome/strength`. */
export interface Distribution {
  /** Measures on rung 0 to 5. */
  rungs: number[];
  /** Measures that say nothing of their strength. */
  unknown: number;
  /** The version of the text that was counted. */
  version: number;
}

interface Rung {
  /** The name, as `hadome check` has it. */
  name: string;
  /** A name that fits into a status bar. */
  short: string;
  /** How many measures stand on it. */
  count: number;
}

/** The rungs, the strongest first, then what is unknown. */
export function ladder(distribution: Distribution): Rung[] {
  const names: [string, string][] = [
    [l10n.t("exhort"), l10n.t("exhort")],
    [l10n.t("procedure"), l10n.t("procedure")],
    [l10n.t("detect"), l10n.t("detect")],
    [l10n.t("ease and mitigate"), l10n.t("ease")],
    [l10n.t("enforce and automate"), l10n.t("enforce")],
    [l10n.t("eliminate"), l10n.t("eliminate")],
  ];
  const known = names.map(([name, short], rung) => ({ name, short, count: distribution.rungs[rung] ?? 0 }));
  const unknown = l10n.t("unknown");
  return [...known.reverse(), { name: unknown, short: unknown, count: distribution.unknown }];
}

/** One line: the rungs that are there, the strongest first. Empty for a document without measures. */
export function line(distribution: Distribution): string {
  const there = ladder(distribution).filter((rung) => rung.count > 0);
  return there.map((rung) => `${rung.short} ${rung.count}`).join(" | ");
}

/** All measures. */
export function total(distribution: Distribution): number {
  return distribution.rungs.reduce((sum, count) => sum + count, distribution.unknown);
}

/** A table in Markdown with every rung, so that an empty one is seen, too. */
export function table(distribution: Distribution): string {
  const head = `| | ${l10n.t("Measures")} |\n|:--|--:|\n`;
  const widest = Math.max(1, ...ladder(distribution).map((rung) => rung.count));
  const bar = (count: number) => "▇".repeat(Math.ceil((count / widest) * 10));
  const rows = ladder(distribution).map(({ name, count }) => `| ${name} | ${bar(count)} ${count} |`);
  return head + rows.join("\n");
}
