//! The text of an open document, as the client edits it.

use lsp_types::{TextDocumentContentChangeEvent, TextDocumentItem, Url};
use ropey::Rope;

use crate::encoding::Encoding;

/// An open document. A rope, so that a keystroke in ten megabytes costs no more than one in a page, and so that a copy for the
/// thread that lints is free.
#[derive(Debug)]
pub struct Buffer {
    /// Where it is, or will be, saved.
    pub uri: Url,
    /// What the editor takes it for: `markdown`, `plaintext`, …
    pub language: String,
    /// The version that the client gave it last.
    pub version: i32,
    /// Its text.
    pub rope: Rope,
}

impl Buffer {
    /// A document that has just been opened.
    pub fn open(item: TextDocumentItem) -> Self {
        Self {
            rope: Rope::from_str(&item.text),
            uri: item.uri,
            language: item.language_id,
            version: item.version,
        }
    }

    /// Applies changes in their order; one without a range is a whole new text. A range that ends before it starts is empty.
    pub fn change(&mut self, version: i32, changes: Vec<TextDocumentContentChangeEvent>, encoding: Encoding) {
        for change in changes {
            let Some(range) = change.range else {
                self.rope = Rope::from_str(&change.text);
                continue;
            };
            let start = encoding.char_of(&self.rope, range.start);
            let end = encoding.char_of(&self.rope, range.end).max(start);
            self.rope.remove(start..end);
            self.rope.insert(start, &change.text);
        }
        self.version = version;
    }
}

#[cfg(test)]
mod tests {
    use lsp_types::{Position, Range};

    use super::*;

    fn edit(from: (u32, u32), to: (u32, u32), text: &str) -> TextDocumentContentChangeEvent {
        let range = Range::new(Position::new(from.0, from.1), Position::new(to.0, to.1));
        TextDocumentContentChangeEvent { range: Some(range), range_length: None, text: text.to_owned() }
    }

    fn check(before: &str, changes: Vec<TextDocumentContentChangeEvent>, after: &str) {
        let uri = Url::parse("untitled:x").expect("a URI");
        let mut buffer = Buffer::open(TextDocumentItem::new(uri, "markdown".into(), 1, before.into()));
        buffer.change(2, changes, Encoding::Utf16);
        assert_eq!(buffer.rope.to_string(), after);
        assert_eq!(buffer.version, 2);
    }

    #[test]
    fn edits_apply_one_after_the_other() {
        check("監視を強化", vec![edit((0, 3), (0, 5), "自動化")], "監視を自動化");
        check("一\n二\n", vec![edit((0, 0), (1, 0), ""), edit((0, 1), (0, 1), "番")], "二番\n");
        check("𠮷野", vec![edit((0, 2), (0, 2), "、")], "𠮷、野");
    }

    #[test]
    fn a_change_without_a_range_is_a_new_text() {
        let whole = TextDocumentContentChangeEvent { range: None, range_length: None, text: "新".into() };
        check("旧\n\n", vec![whole, edit((0, 1), (0, 1), "。")], "新。");
    }

    #[test]
    fn ranges_that_are_not_there_do_no_harm() {
        check("一\n二", vec![edit((9, 9), (9, 9), "三")], "一\n二三");
        check("一二三", vec![edit((0, 2), (0, 1), "x")], "一二x三");
        check("一\r\n二", vec![edit((0, 9), (0, 9), "！")], "一！\r\n二");
    }
}
