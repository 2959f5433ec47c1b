//! A run to render: ordinary files, files that mean harm, and none.

use std::sync::Arc;

use hadome_core::diagnostic::{Diagnostic, Lang, Related, Scope, Severity, Suppressed, Waiver};
use hadome_core::source::{Source, Span};
use hadome_report::{FileView, FindingsWriter, Format, Look, RuleCard, RuleCards, Trouble};

/// A linted file that owns what [`FileView`] borrows.
pub struct File {
    /// Its text and the path from the current directory.
    pub source: Source,
    /// Its path from the root of the repository.
    pub root_path: String,
    /// Its findings.
    pub diagnostics: Vec<Diagnostic>,
    /// Those that were waved through.
    pub suppressed: Vec<Suppressed>,
}

/// The rules of the tests.
#[derive(Debug)]
struct Cards;

impl RuleCards for Cards {
    fn card(&self, rule: &str) -> Option<RuleCard> {
        (rule != "unknown-rule").then(|| RuleCard {
            id: rule.to_owned(),
            title: "教育・指導だけ".to_owned(),
            why: "教育の効果は日が経つと薄れます。@team <b>も</b>忘れます。".to_owned(),
            help: "仕組みを足してください。例:「{match}」を止める".to_owned(),
            url: Some("https://example.com/rules/weak training".to_owned()),
            tags: vec!["strength".to_owned(), "strength".to_owned(), "weak-measure".to_owned()],
            severity: Severity::Warning,
            precision: Some(97),
        })
    }
}

/// A file from a text in which `⟦ ⟧` mark its findings.
pub fn file(path: &str, text: &str, finding: impl Fn(usize, Span) -> Diagnostic) -> File {
    let (mut plain, mut open, mut spans) = (String::new(), 0, Vec::new());
    for c in text.chars() {
        match c {
            '⟦' => open = plain.len(),
            '⟧' => spans.push(Span::new(open, plain.len())),
            c => plain.push(c),
        }
    }
    let diagnostics = spans.into_iter().enumerate().map(|(i, span)| finding(i, span)).collect();
    File {
        source: Source::new(path, plain),
        root_path: format!("docs/{path}"),
        diagnostics,
        suppressed: Vec::new(),
    }
}

/// A warning with a message.
pub fn warning(span: Span, message: &str) -> Diagnostic {
    Diagnostic {
        rule: Arc::from("weak-training"),
        severity: Severity::Warning,
        tags: Arc::from(vec!["weak-measure".to_owned()]),
        message: message.to_owned(),
        help: Some("仕組みで防ぐ対策を添えてください。".to_owned()),
        url: None,
        span,
        related: Vec::new(),
        scope: Scope::Place,
        anchor: "担当者に再教育を実施する。".to_owned(),
    }
}

/// An ordinary run: a report with a finding of each severity, one over two lines, one about the report, one waved through; and a
/// clean one.
pub fn ordinary() -> Vec<File> {
    let text = "# 障害報告書\r\n\r\n原因は⟦𠮷田の手違い⟧。\r\n\r\n- 担当者に⟦再教\r\n  育を実施⟧する。\r\n- 全員に⟦教育を実施⟧する。\r\n";
    let mut report = file("受付停止.md", text, |i, span| {
        let finding = warning(span, "「再教育を実施」は人の記憶に頼る対策です");
        match i {
            0 => Diagnostic {
                rule: Arc::from("person-cause"),
                severity: Severity::Info,
                help: None,
                message: "原因が「手違い」で止まっています".to_owned(),
                related: vec![Related { span: Span::new(0, 17), label: "この報告書".to_owned() }],
                ..finding
            },
            _ => finding,
        }
    });
    let end = report.source.text().len();
    let waved = Diagnostic { span: Span::new(end - 20, end - 10), ..report.diagnostics[1].clone() };
    let reason = "来期に見直す。記録は M-12".to_owned();
    report.suppressed.push(Suppressed {
        diagnostic: waved.clone(),
        by: Waiver::Comment { reason, span: Span::new(0, 4) },
    });
    report.suppressed.push(Suppressed { diagnostic: waved, by: Waiver::Baseline });
    report.diagnostics.insert(
        0,
        Diagnostic {
            rule: Arc::from("unknown-rule"),
            severity: Severity::Error,
            scope: Scope::Report,
            message: "強い対策が一つもありません".to_owned(),
            anchor: String::new(),
            ..warning(Span::new(0, 17), "")
        },
    );
    let clean = file("空.md", "", |_, span| warning(span, ""));
    vec![report, clean]
}

/// A run whose paths, texts, messages and labels try to be obeyed.
pub fn hostile() -> Vec<File> {
    let evil = "::error::x\r\n##[error]y ##vso[z] ]]> <script>&amp;</script> | ` \u{1b}[31m\u{0}\u{b}\u{202e}\u{ffff} @team #12 ![i](https://evil.example/i.png) [l](https://evil.example) https://evil.example www.evil.example $x$ %0A,:";
    let line = format!("- {}⟦監視の強化⟧{}\n", "とても長い行。".repeat(300), "さらに続く。".repeat(300));
    let text = format!("{evil}\n{line}⟦{evil}⟧\n");
    vec![file("::error file=x::y,`|<b>.md", &text, |_, span| Diagnostic {
        help: Some(evil.to_owned()),
        related: vec![Related { span, label: evil.to_owned() }],
        url: Some(Arc::from("javascript:alert(1)")),
        ..warning(span, evil)
    })]
}

/// Renders a run with one file that could not be read.
pub fn render(format: Format, files: &[File], lang: Lang) -> String {
    let trouble = Trouble {
        path: Some("無い.md"),
        root_path: Some("docs/無い.md"),
        message: "ファイルまたはフォルダがありません",
    };
    render_with(format, files, &[trouble], lang)
}

/// Renders a run with what went wrong in it.
pub fn render_with(format: Format, files: &[File], troubles: &[Trouble<'_>], lang: Lang) -> String {
    let (mut out, mut writer) = (Vec::new(), FindingsWriter::new(format, Look { lang, ..Look::default() }));
    writer.begin(&mut out).expect("a vector takes everything");
    for trouble in troubles {
        writer.trouble(&mut out, trouble).expect("a vector takes everything");
    }
    for file in files {
        let view = FileView {
            source: &file.source,
            root_path: &file.root_path,
            diagnostics: &file.diagnostics,
            suppressed: &file.suppressed,
            rules: &Cards,
            strength: [1, 2, 0, 0, 1, 0, 1],
        };
        writer.file(&mut out, &view).expect("a vector takes everything");
    }
    writer.finish(&mut out).expect("a vector takes everything");
    String::from_utf8(out).expect("UTF-8")
}
