//! What the elements of HTML mean here.

/// Elements with a meaning of their own.
pub(super) fn structural(name: &str) -> bool {
    matches!(
        name,
        "ul" | "ol"
            | "menu"
            | "dir"
            | "li"
            | "blockquote"
            | "table"
            | "thead"
            | "tbody"
            | "tfoot"
            | "tr"
            | "td"
            | "th"
            | "dl"
            | "dt"
            | "dd"
            | "summary"
            | "title"
            | "hr"
    )
}

/// Elements whose content is no prose of the report.
pub(super) fn no_prose(name: &str) -> bool {
    matches!(
        name,
        "nav"
            | "footer"
            | "script"
            | "style"
            | "template"
            | "noscript"
            | "svg"
            | "math"
            | "iframe"
            | "object"
            | "select"
            | "textarea"
            | "button"
            | "audio"
            | "video"
            | "canvas"
            | "noembed"
            | "noframes"
            | "pre"
    )
}

/// Elements that end a paragraph and have no other meaning here.
pub(super) fn breaks_text(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "section"
            | "article"
            | "main"
            | "header"
            | "aside"
            | "center"
            | "address"
            | "figure"
            | "figcaption"
            | "fieldset"
            | "legend"
            | "form"
            | "details"
            | "hgroup"
            | "dialog"
            | "html"
            | "head"
            | "body"
            | "caption"
    )
}

/// `h1` to `h6`.
pub(super) fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}
