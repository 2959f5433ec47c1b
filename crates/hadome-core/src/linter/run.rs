//! One run of all rules over one document.

use super::Linter;
use crate::diagnostic::{self, Diagnostic, Suppressed};
use crate::facts::{Facts, Nature};
use crate::filter::{
    Starts, SuppressionComment, Suppressions, anchor, fold_repetitions, keep_one_per_measure,
};
use crate::morph::Analysis;
use crate::rule::{Complaint, Context, Finding, Found, Marker, Phase, Rule, Screen, Sink, Wording};
use crate::source::Source;

/// A document, ready to be read by rules.
pub(super) struct Run<'r> {
    pub linter: &'r Linter,
    pub source: &'r Source,
    pub analysis: &'r Analysis<'r>,
    /// Ids, groups or tags that do not run on this file.
    pub ignores: &'r [String],
}

/// What the rules say of a document, and what its author waved through.
#[derive(Debug, Default)]
pub(super) struct Verdict {
    pub diagnostics: Vec<Diagnostic>,
    pub suppressed: Vec<Suppressed>,
    pub comments: Vec<SuppressionComment>,
}

impl Run<'_> {
    /// What the rules say. Adds their markers to the measures.
    pub(super) fn verdict(&self, facts: &mut Facts) -> Verdict {
        let (rules, document) = (&*self.linter.rules, self.analysis.document());
        let mut screen = Screen::default();
        let mut found = self.phase(Phase::Source, facts, &screen, &[]).0;
        let starts = Starts::of(document);
        let today = self.linter.settings.today;
        let mut suppressions = Suppressions::read(self.source, document, rules, today);
        if facts.nature != Nature::Report {
            return self.settled(self.worded(found, facts, &screen), Vec::new(), suppressions, &starts);
        }
        screen = Screen::new(self.analysis, rules.prefilter());
        let (more, markers) = self.phase(Phase::Sentences, facts, &screen, &[]);
        found.extend(more);
        for marker in markers {
            if let Some(measure) = facts.measures.get_mut(marker.measure) {
                measure.add_marker(marker.rung);
            }
        }
        found.extend(self.phase(Phase::Facts, facts, &screen, &[]).0);
        keep_one_per_measure(&mut found, &facts.measures);
        let mut diagnostics = self.worded(found, facts, &screen);
        let suppressed = suppressions.apply(&mut diagnostics, rules);
        diagnostic::sort(&mut diagnostics);
        let (lexicon, lang) = (&self.linter.lexicon, self.linter.settings.lang);
        fold_repetitions(&mut diagnostics, self.analysis, &facts.measures, &starts, lexicon, lang);
        let complaints =
            suppressions.complaints(rules, |meta| self.linter.runs(&meta.id, self.ignores) == Some(true));
        if !complaints.is_empty() {
            let found = self.phase(Phase::Suppressions, facts, &screen, &complaints).0;
            diagnostics.extend(self.worded(found, facts, &screen));
        }
        self.settled(diagnostics, suppressed, suppressions, &starts)
    }

    /// The verdict when everything is said: in order, and with names that outlive edits.
    fn settled(
        &self,
        mut diagnostics: Vec<Diagnostic>,
        mut suppressed: Vec<Suppressed>,
        suppressions: Suppressions,
        starts: &Starts<'_>,
    ) -> Verdict {
        diagnostic::sort(&mut diagnostics);
        suppressed.sort_by_key(|s| (s.diagnostic.span, s.diagnostic.rule.clone()));
        let waved = suppressed.iter_mut().map(|s: &mut Suppressed| &mut s.diagnostic);
        anchor(diagnostics.iter_mut().chain(waved), self.source, self.analysis.document(), starts);
        Verdict { diagnostics, suppressed, comments: suppressions.into_comments() }
    }

    /// Runs the rules of one phase.
    fn phase(
        &self,
        phase: Phase,
        facts: &Facts,
        screen: &Screen,
        complaints: &[Complaint],
    ) -> (Vec<Found<'_>>, Vec<Marker>) {
        let linter = self.linter;
        let mut found = Vec::new();
        let mut markers = Vec::new();
        let mut findings: Vec<Finding> = Vec::new();
        for (index, rule) in linter.rules.rules().iter().enumerate().filter(|(_, r)| r.check.phase() == phase)
        {
            let runs = linter.selection.runs(index, &rule.meta, self.ignores);
            // A rule that is left out still says how strong a measure is, so that the ladder does not depend on the selection.
            if !runs && (phase != Phase::Sentences || rule.meta.rung.is_none()) {
                continue;
            }
            let cx = self.context(rule, facts, screen, complaints);
            rule.check.run(&cx, &mut Sink::new(&mut findings, &mut markers));
            found.extend(findings.drain(..).filter(|_| runs).map(|finding| {
                let severity = linter.selection.weigh(index, &rule.meta, finding.severity);
                Found { rule, finding, severity }
            }));
        }
        (found, markers)
    }

    fn context<'c>(
        &'c self,
        rule: &'c Rule,
        facts: &'c Facts,
        screen: &'c Screen,
        complaints: &'c [Complaint],
    ) -> Context<'c> {
        Context {
            source: self.source,
            analysis: self.analysis,
            facts,
            lexicon: &self.linter.lexicon,
            settings: &self.linter.settings,
            rule: &rule.meta,
            screen,
            first_matcher: rule.first_matcher,
            complaints,
        }
    }

    /// Findings in words. Those of a rule stand together.
    fn worded(&self, found: Vec<Found<'_>>, facts: &Facts, screen: &Screen) -> Vec<Diagnostic> {
        let mut diagnostics = Vec::with_capacity(found.len());
        let mut found = found.into_iter().peekable();
        while let Some(first) = found.next() {
            let rule = first.rule;
            let wording = Wording::new(self.context(rule, facts, screen, &[]));
            let rest = std::iter::from_fn(|| found.next_if(|next| std::ptr::eq(next.rule, rule)));
            diagnostics.extend(
                std::iter::once(first)
                    .chain(rest)
                    .map(|Found { finding, severity, .. }| wording.diagnostic(finding, severity)),
            );
        }
        diagnostics
    }
}
