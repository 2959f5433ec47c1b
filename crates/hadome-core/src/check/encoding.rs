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
        let replacement = char::REPLACEMENT_CHARACTER;
        let text = cx.source.text();
        let mut bytes = [0; 4];
        let bytes = replacement.encode_utf8(&mut bytes).as_bytes();
        if let Some(at) = memchr::memmem::find(text.as_bytes(), bytes) {
            let count = text[at..].matches(replacement).count();
            let span = Span::new(at, at + replacement.len_utf8());
            sink.finding(Finding::new(span).about_report("").with("count", count.to_string()));
        }
    }
}
