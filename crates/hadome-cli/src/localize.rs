//! The Japanese help texts. English ones are the doc comments of [`crate::args`]; this table lays the Japanese ones over them.

use std::ffi::OsString;

use clap::builder::PossibleValue;
use clap::{Command, CommandFactory};
use hadome_core::diagnostic::Lang;

use crate::args::Cli;

/// Japanese texts by path: a command's words, then `--option` or `<argument>`, then one of its values.
const JA: &[(&str, &str)] = &[
    ("", "日本語の障害報告書から、弱い対策・浅い原因・抜けを見つけます"),
    ("--lang", "メッセージの言語"),
    ("--lang ja", "日本語"),
    ("--lang en", "英語"),
    ("--color", "色を付けるとき"),
    ("--color auto", "端末で、`NO_COLOR` がなければ"),
    ("--color always", "いつも"),
    ("--color never", "付けない"),
    ("--config", "すべての文書にこの設定ファイルを使う"),
    ("--isolated", "設定ファイルを読まない"),
    ("--allow-read", "設定とリポジトリ内のリンクが、リポジトリの外のこのフォルダを指すことを許す"),
    ("check", "文書を検査する"),
    ("check <paths>", "ファイル、フォルダ、glob。`-` は標準入力"),
    ("check --format", "出力の形式。何度でも指定でき、`=FILE` を付けるとそのファイルに書く"),
    ("check --format full", "指摘を本文に描く"),
    ("check --format short", "1 行に 1 件"),
    ("check --format json", "一つの JSON 文書"),
    ("check --format jsonl", "1 行に一つの JSON"),
    ("check --format narrated", "読み上げのための文章"),
    ("check --format github", "GitHub Actions の注釈"),
    ("check --format sarif", "SARIF 2.1.0"),
    ("check --format sarif-github", "GitHub のコードスキャン向けの SARIF（抑制した指摘を除く）"),
    ("check --format gitlab", "GitLab のコード品質レポート"),
    ("check --format junit", "JUnit 形式のテスト結果"),
    ("check --format checkstyle", "Checkstyle 形式"),
    ("check --format rdjson", "reviewdog 向けの JSON"),
    ("check --format rdjsonl", "reviewdog 向けの、1 行に一つの JSON"),
    ("check --format markdown", "プルリクエストのコメントなどに使うまとめ"),
    ("check --output-file", "標準出力の代わりにこのファイルに書く"),
    ("check --fail-on", "終了コードを 1 にする、いちばん低い重大度"),
    ("check --fail-on error", "エラー"),
    ("check --fail-on warning", "警告とエラー"),
    ("check --fail-on info", "すべての指摘"),
    ("check --fail-on never", "1 にしない"),
    ("check --max-warnings", "警告がこの数を超えたら、重大度の設定によらず終了コードを 1 にする"),
    ("check --select", "使う規則（id、グループ、タグ）だけを挙げる"),
    ("check --ignore", "使わない規則（id、グループ、タグ）"),
    ("check --diff", "REV（なければ最後のコミット）から変更された行だけを検査する"),
    ("check --baseline", "見つかる基準ファイルの代わりにこのファイルを使い、載っている指摘を出さない"),
    ("check --no-baseline", "基準ファイルに載っている指摘も出す"),
    ("check --force-exclude", "名指しされたファイルでも、設定の exclude に当たれば外す"),
    ("check --profile", "報告書の種別"),
    ("check --profile internal", "組織の中で読む報告書"),
    ("check --profile public", "公表する報告書。担当者の名前を載せない"),
    ("check --stdin-filename", "標準入力をこの名前の文書として扱う"),
    ("check --quiet", "指摘だけを出し、まとめを出さない"),
    ("check --statistics", "規則ごとの件数を出す"),
    ("check --jobs", "使うスレッドの数（既定はすべてのプロセッサ）"),
    ("inspect", "文書をどう読み取ったかを見る: 構成、役割、項目、対策、単語"),
    ("inspect <file>", "文書。`-` は標準入力"),
    ("inspect --format", "出力の形式"),
    ("inspect --format tree", "字下げした木"),
    ("inspect --format json", "JSON"),
    ("inspect --no-tokens", "木に単語を出さない"),
    ("inspect --stdin-filename", "標準入力をこの名前の文書として扱う"),
    ("measures", "対策の一覧を、強さ・担当・期限・状態とともに出す"),
    ("measures <paths>", "ファイル、フォルダ、glob。`-` は標準入力"),
    ("measures --format", "出力の形式"),
    ("measures --format table", "列を揃えた表"),
    ("measures --format csv", "コンマ区切り"),
    ("measures --format jsonl", "1 行に一つの JSON"),
    ("measures --stdin-filename", "標準入力をこの名前の文書として扱う"),
    ("measures --jobs", "使うスレッドの数（既定はすべてのプロセッサ）"),
    ("baseline", "今ある指摘をファイルに控え、これから増える指摘だけを出す"),
    ("baseline create", "今ある指摘を新しい基準ファイルに書く"),
    ("baseline create <paths>", "ファイル、フォルダ、glob。ほかの文書の分はそのまま残る"),
    (
        "baseline create --baseline",
        "基準ファイル（既定は設定で決めた場所、なければ設定の横の hadome-baseline.toml）",
    ),
    ("baseline create --jobs", "使うスレッドの数（既定はすべてのプロセッサ）"),
    ("baseline update", "新しい指摘を基準ファイルに加え、なくなった分を除く"),
    ("baseline update <paths>", "ファイル、フォルダ、glob。ほかの文書の分はそのまま残る"),
    (
        "baseline update --baseline",
        "基準ファイル（既定は設定で決めた場所、なければ設定の横の hadome-baseline.toml）",
    ),
    ("baseline update --jobs", "使うスレッドの数（既定はすべてのプロセッサ）"),
    ("baseline prune", "なくなった指摘を基準ファイルから除く"),
    ("baseline prune <paths>", "ファイル、フォルダ、glob。ほかの文書の分はそのまま残る"),
    (
        "baseline prune --baseline",
        "基準ファイル（既定は設定で決めた場所、なければ設定の横の hadome-baseline.toml）",
    ),
    ("baseline prune --jobs", "使うスレッドの数（既定はすべてのプロセッサ）"),
    ("suppressions", "抑制コメントの一覧を、理由・経過日数・抑えている指摘の数とともに出す"),
    ("suppressions <paths>", "ファイル、フォルダ、glob"),
    ("suppressions --format", "出力の形式"),
    ("suppressions --format table", "列を揃えた表"),
    ("suppressions --format json", "一つの JSON 文書"),
    ("suppressions --format jsonl", "1 行に一つの JSON"),
    ("suppressions --format markdown", "Markdown の表"),
    ("suppressions --diff", "REV（なければ最後のコミット）から変更された行のコメントだけを挙げる"),
    ("suppressions --jobs", "使うスレッドの数（既定はすべてのプロセッサ）"),
    ("explain", "規則を説明する"),
    ("explain <rule>", "規則の id"),
    ("rules", "規則の一覧、試験、作成"),
    ("rules list", "使える規則の一覧を出す"),
    ("rules list <selectors>", "この規則（id、グループ、タグ）だけ"),
    ("rules list --format", "出力の形式"),
    ("rules list --format table", "列を揃えた表"),
    ("rules list --format json", "JSON"),
    ("rules test", "使える規則すべての例を試す"),
    ("rules test <selectors>", "この規則（id、グループ、タグ）だけ"),
    ("rules new", "新しい規則のファイルを作る"),
    ("rules new <id>", "新しい規則の id（kebab-case）"),
    ("rules new --pack", "規則パックのフォルダ"),
    ("rules new --check", "規則を動かす検査の種類"),
    ("rules schema", "規則の形式の JSON Schema を出す"),
    ("config", "使われる設定と、それぞれの出どころを出す"),
    ("config <path>", "設定を知りたいファイルまたはフォルダ"),
    ("config --schema", "代わりに設定ファイルの JSON Schema を出す"),
    ("init", "設定ファイルのひな形を書く"),
    ("init <directory>", "書き込み先のフォルダ"),
    ("completions", "シェルの補完スクリプトを出す"),
    ("completions <shell>", "シェル"),
    ("lsp", "エディタに言語サーバーとして応える（標準入出力）"),
    ("lsp --stdio", "多くのエディタが渡すので受け取る。ほかの方法はない"),
];

/// The command line with help texts in a language.
pub fn command(lang: Lang) -> Command {
    let command = Cli::command();
    if lang == Lang::En { command } else { translate(command, "") }
}

/// The language that the arguments ask for, read before they are parsed, since `--help` ends the parsing.
pub fn lang_of(args: impl Iterator<Item = OsString>) -> Lang {
    let args: Vec<String> = args.map(|a| a.to_string_lossy().into_owned()).collect();
    let spaced = args.iter().zip(args.iter().skip(1)).any(|(a, b)| a == "--lang" && b == "en");
    let joined = args.iter().any(|a| a == "--lang=en");
    let given = args.iter().any(|a| a == "--lang" || a.starts_with("--lang="));
    let by_env = !given && std::env::var("HADOME_LANG").is_ok_and(|v| v == "en");
    if spaced || joined || by_env { Lang::En } else { Lang::Ja }
}

fn text(path: &str) -> Option<&'static str> {
    JA.iter().find(|(key, _)| *key == path).map(|(_, text)| *text)
}

/// How the table names an argument of a command.
fn path_of(prefix: &str, arg: &clap::Arg) -> String {
    let name = match arg.get_long() {
        Some(long) => format!("--{long}"),
        None => format!("<{}>", arg.get_id()),
    };
    format!("{prefix} {name}").trim_start().to_owned()
}

/// Lists the values of an argument with their Japanese texts; clap lists those of the doc comments.
fn with_values(arg: clap::Arg, path: &str, help: &str) -> clap::Arg {
    let values: Vec<String> = described(&arg).iter().map(|v| v.get_name().to_owned()).collect();
    if values.is_empty() {
        return arg;
    }
    let list = values.iter().map(|v| format!("- {v}: {}", text(&format!("{path} {v}")).unwrap_or_default()));
    let list: Vec<String> = list.collect();
    arg.hide_possible_values(true)
        .help(format!("{help} [{}]", values.join(", ")))
        .long_help(format!("{help}\n\n{}", list.join("\n")))
}

/// The values of an argument that have texts.
fn described(arg: &clap::Arg) -> Vec<PossibleValue> {
    arg.get_possible_values().into_iter().filter(|v| v.get_help().is_some()).collect()
}

fn translate(mut command: Command, prefix: &str) -> Command {
    if let Some(about) = text(prefix) {
        command = command.about(about);
    }
    command = command.mut_args(|arg| {
        let path = path_of(prefix, &arg);
        match text(&path) {
            Some(help) => with_values(arg.help(help), &path, help),
            None => arg,
        }
    });
    let names: Vec<String> = command.get_subcommands().map(|c| c.get_name().to_owned()).collect();
    for name in names {
        let path = format!("{prefix} {name}").trim_start().to_owned();
        command = command.mut_subcommand(name, |sub| translate(sub, &path));
    }
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    fn missing(command: &Command, prefix: &str, out: &mut Vec<String>) {
        if text(prefix).is_none() {
            out.push(prefix.to_owned());
        }
        let own = command.get_arguments().filter(|a| !a.is_global_set() || prefix.is_empty());
        for arg in own.filter(|a| !matches!(a.get_long(), Some("help" | "version"))) {
            let path = path_of(prefix, arg);
            let values = described(arg).into_iter().map(|v| format!("{path} {}", v.get_name()));
            out.extend([path.clone()].into_iter().chain(values).filter(|p| text(p).is_none()));
        }
        for sub in command.get_subcommands() {
            missing(sub, format!("{prefix} {}", sub.get_name()).trim_start(), out);
        }
    }

    #[test]
    fn every_help_text_has_a_japanese_one() {
        let mut out = Vec::new();
        missing(&Cli::command(), "", &mut out);
        assert_eq!(out, Vec::<String>::new());
    }

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }
}
