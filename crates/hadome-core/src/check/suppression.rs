//! `suppression`: what is wrong with suppression comments.

use crate::diagnostic::Text;
use crate::lexicon::Lexicon;
use crate::rule::{Check, Context, Demand, Finding, Key, Kind, Phase, RuleMeta, Shape, Sink};
use crate::spec::Reader;

/// See the module.
pub(super) const KIND: Kind = Kind {
    name: "suppression",
    doc: "Finds suppression comments that lack something.",
    keys: &[Key::new(
        "require",
        Shape::OneOf(&Demand::NAMES),
        "What a comment has to have: a reason, known names, any names, an effect, a directive that exists, a last day that exists, or one that has not passed.",
    )],
    placeholders: &["name", "hint"],
    compile,
};

#[derive(Debug)]
struct Suppression {
    demand: Demand,
}

fn compile(reader: &mut Reader<'_>, _: &RuleMeta, _: &Lexicon) -> Option<Box<dyn Check>> {
    reader.require("require");
    let demand = reader.one_of("require", &Demand::NAMES).map(|i| Demand::ALL[i])?;
    Some(Box::new(Suppression { demand }))
}

impl Check for Suppression {
    fn phase(&self) -> Phase {
        Phase::Suppressions
    }

    fn run(&self, cx: &Context<'_>, sink: &mut Sink<'_>) {
        for complaint in cx.complaints.iter().filter(|c| c.demand == self.demand) {
            let hint = complaint.hint.as_ref().map_or("", |text: &Text| text.get(cx.settings.lang));
            sink.finding(
                Finding::new(complaint.span).with("name", complaint.name.as_str()).with("hint", hint),
            );
        }
    }
}
