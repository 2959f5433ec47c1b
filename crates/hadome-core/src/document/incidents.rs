//! The incidents of a document: one in most reports, several in a ledger.

use super::{Document, RoleSet, SectionId};

/// Which incident each section tells of. An incident is the section right around its causes and its measures.
#[derive(Debug, Clone)]
pub struct Incidents {
    of: Vec<SectionId>,
}

impl Incidents {
    /// Reads the incidents off the outline. A document in which no section holds both causes and measures is one incident.
    pub fn of(document: &Document) -> Self {
        let sections = &document.sections;
        let count = sections.len();
        // What the parts below a section hold: a part is the section around the outermost sections with a role.
        let mut causes = vec![false; count];
        let mut measures = vec![false; count];
        let mut own = vec![(false, false); count];
        for section in sections.iter().filter(|s| !s.own_roles.is_empty()) {
            let mut part = section.parent;
            while let Some(id) = part.filter(|&id| !document.section(id).own_roles.is_empty()) {
                part = document.section(id).parent;
            }
            let part = part.unwrap_or(SectionId(0)).0 as usize;
            own[part].0 |= section.own_roles.intersects(RoleSet::causes());
            own[part].1 |= section.own_roles.intersects(RoleSet::measures());
        }
        for (i, section) in sections.iter().enumerate().rev() {
            causes[i] |= own[i].0;
            measures[i] |= own[i].1;
            // What is a whole incident already is no part of the one around it.
            if let Some(parent) = section.parent.filter(|_| !(causes[i] && measures[i])) {
                causes[parent.0 as usize] |= causes[i];
                measures[parent.0 as usize] |= measures[i];
            }
        }
        let mut of: Vec<SectionId> = Vec::with_capacity(count);
        for (i, section) in sections.iter().enumerate() {
            let around = section.parent.map_or(SectionId(0), |p| of[p.0 as usize]);
            of.push(if causes[i] && measures[i] { SectionId(i as u32) } else { around });
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
        check(
            "# 帳票の遅れ\n## 原因\n## 再発防止策\n",
            &["帳票の遅れ < 帳票の遅れ", "原因 < 帳票の遅れ", "再発防止策 < 帳票の遅れ"],
        );
        check("## 原因\n## 再発防止策\n", &["原因 < ", "再発防止策 < "]);
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

    #[test]
    fn causes_and_measures_in_parts_of_their_own_are_one_incident() {
        check(
            "# 帳票の遅れ\n## くわしい話\n### 原因\n## 再発防止策\n",
            &[
                "帳票の遅れ < 帳票の遅れ",
                "くわしい話 < 帳票の遅れ",
                "原因 < 帳票の遅れ",
                "再発防止策 < 帳票の遅れ",
            ],
        );
    }
}
