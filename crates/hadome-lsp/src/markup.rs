//! Text with a little structure, as Markdown or plain.

use hadome_core::rule::markdown;
use lsp_types::{MarkupContent, MarkupKind};

/// A text that is built piece by piece. Nothing that is put in becomes markup: see [`markdown`].
#[derive(Debug)]
pub struct Page {
    markdown: bool,
    text: String,
}

impl Page {
    /// An empty page, in Markdown if the client renders it.
    pub fn new(markdown: bool) -> Self {
        Self { markdown, text: String::new() }
    }

    /// Whether nothing has been put in.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Parts two subjects.
    pub fn rule(&mut self) {
        if !self.is_empty() {
            self.text.push_str(if self.markdown { "\n---\n" } else { "\n――――\n" });
        }
    }

    /// A line that names what follows.
    pub fn title(&mut self, text: &str) {
        if self.markdown {
            self.paragraph_of(&format!("**{}**", markdown::line(text)));
        } else {
            self.paragraph_of(text);
        }
    }

    /// A paragraph.
    pub fn paragraph(&mut self, text: &str) {
        let shown = self.shown(text.trim());
        self.paragraph_of(&shown);
    }

    /// A paragraph that begins with a label.
    pub fn labelled(&mut self, label: &str, text: &str) {
        let shown = self.shown(text.trim());
        self.paragraph_of(&if self.markdown {
            format!("**{label}** {shown}")
        } else {
            format!("{label} {shown}")
        });
    }

    /// An item of a list; items that follow each other are one list.
    pub fn item(&mut self, text: &str) {
        if !self.text.ends_with('\n') || self.text.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(if self.markdown { "- " } else { "・" });
        self.text += &self.shown(text);
        self.text.push('\n');
    }

    /// A text as it is written, over several lines.
    pub fn code(&mut self, text: &str) {
        if self.markdown {
            self.paragraph_of(&markdown::fenced(text));
        } else {
            let lines: Vec<String> = text.trim_matches('\n').lines().map(|l| format!("  {l}")).collect();
            self.paragraph_of(&lines.join("\n"));
        }
    }

    /// A link to an address of ours or of a rule file.
    pub fn link(&mut self, text: &str, url: &str) {
        // An address has no spaces; brackets would end the link.
        let url = url.replace('<', "%3C").replace('>', "%3E");
        self.paragraph_of(&if self.markdown { format!("[{}](<{url}>)", markdown::line(text)) } else { url });
    }

    /// The page as the protocol has it.
    pub fn into_content(self) -> MarkupContent {
        let kind = if self.markdown { MarkupKind::Markdown } else { MarkupKind::PlainText };
        MarkupContent { kind, value: self.text.trim().to_owned() }
    }

    fn shown(&self, text: &str) -> String {
        if self.markdown { markdown::line(text) } else { text.to_owned() }
    }

    fn paragraph_of(&mut self, written: &str) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text += written.trim_end();
        self.text.push('\n');
    }
}
