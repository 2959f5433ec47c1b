//! `encoding`: text that was lost in decoding.

use crate::lexicon::Lexicon;
use crate::rule::{Check, Context, Finding, Kind, Phase, RuleMeta, Sink};
use crate::source::Span;
use crate::spec::Reader;

/// See the module.
pub(super) const KIND: Kind = Kind {
    name: "encoding",
    doc: "Finds the first replacement character: bytes that no encoding explains, or text that was damaged before.",
    keys: &[],
    placeholders: &["count"],
    compile,
};

#[derive(Debug)]
struct Encoding;

fn compile(_: &mut Reader<'_>, _: &RuleMeta, _: &Lexicon) -> Option<Box<dyn Check>> {
    Some(Box::new(Encoding))
}

impl Check for Encoding {
    fn phase(&self) -> Phase {
        Phase::Source
    }

    fn run(&self, cx: &Context<'_>, sink: &mut Sink<'_>) {
        /// What stands for bytes that could not be decoded.
        const REPLACEMENT: &str = "\u{fffd}";
        let text = cx.source.text();
        if let Some(at) = memchr::memmem::find(text.as_bytes(), REPLACEMENT.as_bytes()) {
            let count = text[at..].matches(REPLACEMENT).count();
            let span = Span::new(at, at + REPLACEMENT.len());
            sink.finding(Finding::new(span).about_report("").with("count", count.to_string()));
        }
    }
}
