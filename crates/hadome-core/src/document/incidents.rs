//! The incidents of a document: one in most reports, several in a ledger.

use super::{Document, RoleSet, SectionId};

/// Which incident each section tells of.
///
/// A ledger has several sections side by side that each hold causes and measures: these are its incidents. Everything else belongs to
/// the whole, and so does a single such section, be it the title or a summary.
#[derive(Debug, Clone)]
pub struct Incidents {
    of: Vec<SectionId>,
}

/// What a section holds, subsections included.
#[derive(Debug, Clone, Copy, Default)]
struct Holds {
    causes: bool,
    measures: bool,
    /// How many sections right below it hold both.
    whole: usize,
}

impl Incidents {
    /// Reads the incidents off the outline.
    pub fn of(document: &Document) -> Self {
        let sections = &document.sections;
        let mut holds = vec![Holds::default(); sections.len()];
        for (i, section) in sections.iter().enumerate().rev() {
            holds[i].causes |= section.own_roles.intersects(RoleSet::causes());
            holds[i].measures |= section.own_roles.intersects(RoleSet::measures());
            let Holds { causes, measures, whole } = holds[i];
            let Some(parent) = section.parent else { continue };
            let around = &mut holds[parent.0 as usize];
            // A chapter of causes and measures is no incident: it has a role, and so have those beside it.
            around.whole += usize::from(whole < 2 && causes && measures && section.own_roles.is_empty());
            around.causes |= causes;
            around.measures |= measures;
        }
        let mut of: Vec<SectionId> = Vec::with_capacity(sections.len());
        for (i, section) in sections.iter().enumerate() {
            let Some(parent) = section.parent.map(|p| p.0 as usize) else {
                of.push(SectionId(0));
                continue;
            };
            let Holds { causes, measures, whole } = holds[i];
            let own =
                holds[parent].whole >= 2 && whole < 2 && causes && measures && section.own_roles.is_empty();
            of.push(if own { SectionId(i as u32) } else { of[parent] });
        }
        Self { of }
    }

    /// The section that holds the incident of a section; the root where there is but one.
    pub fn around(&self, section: SectionId) -> SectionId {
        self.of.get(section.0 as usize).copied().unwrap_or(SectionId(0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Format, parse};
    use crate::lexicon::tests::builtin;
    use crate::source::Source;

    /// Compares the incident that each section with a title belongs to: `title < incident`, without one for the root.
    fn check(text: &str, expected: &[&str]) {
        let document = parse(&Source::new("report.md", text), Format::Markdown, &builtin().roles);
        let incidents = Incidents::of(&document);
        let line = |i: u32| {
            let title = document.section_title(SectionId(i))?;
            let around = document.section_title(incidents.around(SectionId(i))).unwrap_or("");
            Some(format!("{title} < {around}"))
        };
        let got: Vec<String> = (0..document.sections.len() as u32).filter_map(line).collect();
        assert_eq!(got, expected, "{text}");
    }

    #[test]
    fn a_report_is_one_incident() {
        check("# 帳票の遅れ\n## 原因\n## 再発防止策\n", &["帳票の遅れ < ", "原因 < ", "再発防止策 < "]);
        check(
            "# 帳票の遅れ\n## くわしい話\n### 原因\n## 再発防止策\n",
            &["帳票の遅れ < ", "くわしい話 < ", "原因 < ", "再発防止策 < "],
        );
    }

    #[test]
    fn a_summary_of_both_is_no_incident() {
        check(
            "# 帳票の遅れ\n## 原因\n## 再発防止策\n## 結論\n### 主な原因\n### 今後の対策\n",
            &["帳票の遅れ < ", "原因 < ", "再発防止策 < ", "結論 < ", "主な原因 < ", "今後の対策 < "],
        );
    }

    #[test]
    fn a_ledger_has_an_incident_for_each_part_with_causes_and_measures() {
        check(
            "# 台帳\n## 受付の停止\n### 原因\n### 再発防止策\n## 帳票の遅れ\n### 原因\n### 再発防止策\n",
            &[
                "台帳 < ",
                "受付の停止 < 受付の停止",
                "原因 < 受付の停止",
                "再発防止策 < 受付の停止",
                "帳票の遅れ < 帳票の遅れ",
                "原因 < 帳票の遅れ",
                "再発防止策 < 帳票の遅れ",
            ],
        );
    }
}
