//! The text of a new rule file.

/// A rule file for `id` in which only the blanks have to be filled: what to look for, what to say, and two examples.
///
/// `kind` is the check kind; `roles` are section roles. The blanks are marked with ★, and the examples do not pass until they
/// are filled.
pub fn scaffold(id: &str, kind: &str, roles: &[&str]) -> String {
    let roles: Vec<String> = roles.iter().map(|r| format!("\"{r}\"")).collect();
    format!(
        r#"id       = "{id}"
title    = {{ ja = "★数語の題", en = "★A few words" }}
severity = "warning"                       # error | warning | info
check    = "{kind}"
roles    = [{roles}]
message  = {{ ja = "「{{match}}」★何が問題か", en = "★What is wrong with `{{match}}`" }}
help     = {{ ja = "★代わりにどう書くか。例: …", en = "★What to write instead" }}
why      = {{ ja = "★なぜ問題か", en = "★Why it matters" }}
tags     = []
since    = "0.1.0"

# 語を空白で区切る。`hadome inspect FILE` で、文がどう語に分かれるかを確かめられる。
[[match]]
pattern = "★体制 の? 強化"

# この根拠が同じ項目にあれば黙る。
# [[unless]]
# evidence = ["enforced"]

# ⟦ ⟧ の所を指摘しなければならない例。活用や表記を変えて三つは書く。
[[example]]
text = "・⟦★体制の強化⟧を図る。"

# 紛らわしいが、指摘してはならない例（⟦ ⟧ なし）。
[[example]]
text = "★監視要員を12月1日から2名から4名に増やす。"
"#,
        roles = roles.join(", "),
    )
}
