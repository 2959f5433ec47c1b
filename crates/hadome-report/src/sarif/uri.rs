//! Paths as relative URI references.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

/// What paths are relative to. The consumer knows where that is.
pub const BASE: &str = "%SRCROOT%";

/// What may stand in the path of a URI as it is. A colon is left out: in the first part it would end a scheme.
const KEPT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Where a file is.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ArtifactLocation {
    uri: String,
    uri_base_id: &'static str,
}

/// The location of a file whose path is given from the root of the repository.
pub fn of(path: &str) -> ArtifactLocation {
    ArtifactLocation { uri: utf8_percent_encode(path, KEPT).to_string(), uri_base_id: BASE }
}

/// An address of the web as a URI, if it is one.
pub fn of_page(url: &str) -> Option<String> {
    /// What an address never holds as it is; percent signs stay, since it may be encoded already.
    const BROKEN: &AsciiSet = &percent_encoding::CONTROLS
        .add(b' ')
        .add(b'"')
        .add(b'<')
        .add(b'>')
        .add(b'\\')
        .add(b'^')
        .add(b'`')
        .add(b'{')
        .add(b'|')
        .add(b'}');
    let web = url.starts_with("https://") || url.starts_with("http://");
    web.then(|| utf8_percent_encode(url, BROKEN).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_encoded_and_stay_relative() {
        assert_eq!(of("docs/障害 報告#1.md").uri, "docs/%E9%9A%9C%E5%AE%B3%20%E5%A0%B1%E5%91%8A%231.md");
        assert_eq!(of("a:b/100%.md").uri, "a%3Ab/100%25.md");
    }

    #[test]
    fn only_addresses_of_the_web_are_pages() {
        assert_eq!(
            of_page("https://example.com/規則?a=%20 b").as_deref(),
            Some("https://example.com/%E8%A6%8F%E5%89%87?a=%20%20b")
        );
        assert_eq!(of_page("javascript:alert(1)"), None);
    }
}
