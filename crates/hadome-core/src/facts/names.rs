//! What people call rungs and states, in both languages.

use super::StatusKind;
use crate::diagnostic::Lang;

/// The names of the rungs 0 to 5 of the strength ladder; of any other number that of an unknown rung.
pub fn rung_name(rung: usize, lang: Lang) -> &'static str {
    const JA: [&str; 7] = ["意識", "手続", "検知", "容易化・緩和", "強制・自動", "排除", "不明"];
    const EN: [&str; 7] = ["exhort", "procedure", "detect", "ease", "enforce", "eliminate", "unknown"];
    match lang {
        Lang::Ja => JA[rung.min(6)],
        Lang::En => EN[rung.min(6)],
    }
}

impl StatusKind {
    /// Every state, in the order of their names.
    pub const ALL: [Self; 5] = [Self::Done, Self::Doing, Self::Preparing, Self::Todo, Self::Dropped];
    /// The names that rules and programs use, in the order of [`StatusKind::ALL`].
    pub const NAMES: [&'static str; 5] = ["done", "doing", "preparing", "todo", "dropped"];

    /// What it is called in a sentence.
    pub fn name(self, lang: Lang) -> &'static str {
        const JA: [&str; 5] = ["完了", "対応中", "準備中", "未着手", "取り下げ"];
        match lang {
            Lang::Ja => JA[self as usize],
            Lang::En => Self::NAMES[self as usize],
        }
    }
}
