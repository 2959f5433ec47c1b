//! `hadome init`.

use std::fs;
use std::io::Write;

use hadome_core::diagnostic::Lang;
use hadome_project::config::FILE_NAMES;
use hadome_project::paths;

use crate::args::{Global, InitArgs};
use crate::console::{Console, Failure};

const JA: &str = "\
# hadome の設定。書いていない項目は既定値のままです（`hadome config` で確かめられます）。

# 社内の報告書なら internal、社外に公表する文書なら public（担当者名を求めません）
profile = \"internal\"

# この重大度以上の指摘があると終了コードが 1 になります: error | warning | info | never
fail-on = \"error\"

# 使わない規則（規則の id、グループ、タグ）
ignore = []

# 担当として認めるチーム名
# teams = [\"SREチーム\"]

# 自分たちの規則を置くフォルダ（`hadome rules new` で作れます）
# packs = [\"hadome-rules\"]

# [severity]
# after-the-fact-check = \"error\"

# 節の見出しの言い換え
# [roles]
# countermeasure = [\"再発を防ぐために行うこと\"]

# [per-file-ignores]
# \"archive/**\" = [\"actionability\"]
";

const EN: &str = "\
# Configuration of hadome. What is not set here keeps its default (see `hadome config`).

# internal for the organisation's own reports, public for published notices (which name no owners)
profile = \"internal\"

# Findings of this severity or above make the exit code 1: error | warning | info | never
fail-on = \"error\"

# Rules to leave out: ids, groups or tags
ignore = []

# Names of teams that count as owners
# teams = [\"SREチーム\"]

# Directories of your own rules (`hadome rules new` writes one)
# packs = [\"hadome-rules\"]

# [severity]
# after-the-fact-check = \"error\"

# Other headings for a section
# [roles]
# countermeasure = [\"再発を防ぐために行うこと\"]

# [per-file-ignores]
# \"archive/**\" = [\"actionability\"]
";

/// Writes a configuration file to start from; never over one that is there.
pub fn run(args: &InitArgs, _global: &Global, console: &mut Console) -> Result<u8, Failure> {
    let there = FILE_NAMES.iter().map(|name| args.directory.join(name)).find(|path| path.exists());
    if let Some(path) = there {
        let reason = console
            .say("すでにあります。消すか、そのまま編集してください", "exists already; edit or remove it");
        return Err(Failure::Message(format!("{}: {reason}", paths::display(&path))));
    }
    let path = args.directory.join("hadome.toml");
    let text = if console.lang() == Lang::En { EN } else { JA };
    // A new file: never what a link leads to.
    fs::File::create_new(&path)
        .and_then(|mut file| file.write_all(text.as_bytes()))
        .map_err(|error| Failure::Message(format!("{}: {error}", paths::display(&path))))?;
    let done = console.say("を書きました", "written");
    let line = format!("{} {done}", paths::display(&path));
    writeln!(console.out(), "{line}")?;
    Ok(crate::CLEAN)
}
