//! From the elements of a pattern to its tree. Never stops at a mistake.

use std::ops::Range;
use std::sync::Arc;

use super::PatternError;
use super::ast::{Ast, Kind, Node};
use super::attribute;
use super::lexer::{Lexeme, Sign, lex};

/// How deep groups may nest. Far more than anybody writes; it keeps recursion over the tree shallow.
const DEEPEST: usize = 50;

/// Stands where an element with a mistake stood, so that one mistake gives one error.
const MISTAKE: Kind = Kind::Sequence(Vec::new());

/// Parses a pattern. The tree is of use only if there are no errors.
pub(super) fn parse(text: &str, errors: &mut Vec<PatternError>) -> Ast {
    let lexemes = lex(text, errors);
    if lexemes.is_empty() && errors.is_empty() {
        let error = PatternError::new(0..text.len(), "パターンが空です", "the pattern is empty");
        errors.push(error.hint("探す言葉を書いてください", "write the words to look for"));
    }
    let mut parser = Parser { text, lexemes, at: 0, depth: 0, abandoned: false, names: Vec::new(), errors };
    let mut parts = vec![parser.either(0..0)];
    while let Some(close) = parser.next() {
        let error = PatternError::new(close.range, "開き括弧のない `)` です", "`)` closes nothing");
        parser.errors.push(error.hint(
            "`(` を補うか消してください。文字としては `\\)` です",
            "add the `(` or drop it; for the character itself write `\\)`",
        ));
        parts.push(parser.either(0..0));
    }
    let names = parser.names;
    Ast { root: Node { kind: Kind::Sequence(parts), range: 0..text.len() }, names }
}

struct Parser<'a> {
    text: &'a str,
    lexemes: Vec<Lexeme>,
    at: usize,
    depth: usize,
    /// Whether the rest was left unread.
    abandoned: bool,
    names: Vec<Arc<str>>,
    errors: &'a mut Vec<PatternError>,
}

impl Parser<'_> {
    fn peek(&self) -> Option<&Sign> {
        self.lexemes.get(self.at).map(|l| &l.sign)
    }

    fn next(&mut self) -> Option<Lexeme> {
        let lexeme = self.lexemes.get(self.at).cloned();
        self.at += usize::from(lexeme.is_some());
        lexeme
    }

    /// Alternatives up to a closing parenthesis or the end. `open` is what opened them, empty at the top level.
    fn either(&mut self, open: Range<usize>) -> Node {
        let from = self.lexemes.get(self.at).map_or(self.text.len(), |l| l.range.start);
        let mut bar: Option<Range<usize>> = None;
        let mut alternatives = Vec::new();
        loop {
            let nodes = self.sequence();
            let next = match self.peek() {
                Some(Sign::Bar) => self.next().map(|l| l.range),
                _ => None,
            };
            if nodes.is_empty() && (bar.is_some() || next.is_some()) {
                let at = next.clone().or(bar).unwrap_or(0..0);
                self.errors.push(PatternError::new(at, "空の選択肢があります", "empty alternative").hint(
                    "なくてもよい要素は `(…)?` と書きます",
                    "for something that may be absent write `(…)?`",
                ));
            } else if nodes.is_empty() && !open.is_empty() && matches!(self.peek(), Some(Sign::Close)) {
                let error = PatternError::new(open.clone(), "括弧の中が空です", "empty group");
                self.errors.push(error.hint("中身を書くか、括弧を消してください", "fill it or drop it"));
            }
            alternatives.push(sequence(nodes));
            match next {
                Some(range) => bar = Some(range),
                None => break,
            }
        }
        let to = self.at.checked_sub(1).and_then(|i| self.lexemes.get(i)).map_or(from, |l| l.range.end);
        Node { kind: Kind::Either(alternatives), range: from..to.max(from) }
    }

    fn sequence(&mut self) -> Vec<Node> {
        let mut nodes: Vec<Node> = Vec::new();
        while !matches!(self.peek(), None | Some(Sign::Bar | Sign::Close)) {
            let Some(lexeme) = self.next() else { break };
            match lexeme.sign {
                Sign::Repeat { min, max } => self.repeat(&mut nodes, &lexeme, min, max),
                _ => nodes.push(self.element(lexeme)),
            }
        }
        nodes
    }

    fn element(&mut self, lexeme: Lexeme) -> Node {
        let range = lexeme.range;
        let kind = match lexeme.sign {
            Sign::Literal(text) => Kind::Literal(text),
            Sign::Test(inner) => attribute::parse(self.text, inner, self.errors).map_or(MISTAKE, Kind::Token),
            Sign::Clause(count) => Kind::Clause(count),
            Sign::Rest => Kind::Rest,
            Sign::Start => Kind::Start,
            Sign::End => Kind::End,
            Sign::Open => return self.group(range),
            Sign::Capture(name) => {
                let index = self.name(&name);
                let node = self.group(range.clone());
                let range = range.start..node.range.end;
                return Node { kind: Kind::Capture(index, Box::new(node)), range };
            }
            Sign::Close | Sign::Bar | Sign::Repeat { .. } | Sign::Mistake => MISTAKE,
        };
        Node { kind, range }
    }

    fn name(&mut self, name: &str) -> usize {
        self.names.iter().position(|n| &**n == name).unwrap_or_else(|| {
            self.names.push(name.into());
            self.names.len() - 1
        })
    }

    /// A group whose opening sign has been read.
    fn group(&mut self, open: Range<usize>) -> Node {
        if self.depth == DEEPEST {
            let error =
                PatternError::new(open.clone(), "括弧の入れ子が深すぎます", "groups are nested too deeply");
            self.errors
                .push(error.hint(format!("{DEEPEST} 段までです"), format!("at most {DEEPEST} levels")));
            self.at = self.lexemes.len();
            self.abandoned = true;
            return Node { kind: MISTAKE, range: open };
        }
        self.depth += 1;
        let mut node = self.either(open.clone());
        self.depth -= 1;
        node.range.start = open.start;
        match self.next() {
            Some(close) => node.range.end = close.range.end,
            None => self.unclosed(open),
        }
        node
    }

    fn unclosed(&mut self, open: Range<usize>) {
        if self.abandoned {
            return;
        }
        self.errors.push(
            PatternError::new(open, "括弧が閉じていません", "the parenthesis is never closed").hint(
                "`)` を補ってください。文字としての括弧は `\\(` です",
                "add the `)`; for the character itself write `\\(`",
            ),
        );
    }

    /// Repeats the last of `nodes`.
    fn repeat(&mut self, nodes: &mut Vec<Node>, sign: &Lexeme, min: u32, max: Option<u32>) {
        let range = sign.range.clone();
        let written = &self.text[range.clone()];
        let error = match nodes.last().map(|n| &n.kind) {
            None => PatternError::new(
                range,
                format!("`{written}` の前に繰り返す要素がありません"),
                format!("nothing before `{written}` to repeat"),
            )
            .hint(
                format!("文字としては `\\{written}` と書きます"),
                format!("for the character itself write `\\{written}`"),
            ),
            Some(_) if sign.spaced => PatternError::new(
                range,
                format!("`{written}` の前に空白があります"),
                format!("a space before `{written}`"),
            )
            .hint("繰り返す要素のすぐ後ろに書きます", "write it right behind the element that it repeats"),
            Some(Kind::Repeat { .. }) => PatternError::new(
                range,
                format!("`{written}` が繰り返しに続いています"),
                format!("`{written}` follows another repetition"),
            )
            .hint("どちらか一つにしてください", "keep one of them: there is no lazy or possessive form"),
            Some(Kind::Start | Kind::End | Kind::Rest | Kind::Clause(_)) => {
                PatternError::new(range, "この要素は繰り返せません", "this element cannot be repeated")
                    .hint(format!("`{written}` を消してください"), format!("drop `{written}`"))
            }
            Some(_) => {
                if let Some(last) = nodes.pop() {
                    let range = last.range.start..range.end;
                    nodes.push(Node { kind: Kind::Repeat { node: Box::new(last), min, max }, range });
                }
                return;
            }
        };
        self.errors.push(error);
    }
}

fn sequence(nodes: Vec<Node>) -> Node {
    let range = match (nodes.first(), nodes.last()) {
        (Some(first), Some(last)) => first.range.start..last.range.end,
        _ => 0..0,
    };
    Node { kind: Kind::Sequence(nodes), range }
}
