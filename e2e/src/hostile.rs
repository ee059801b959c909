//! A hundred strings that people with bad intentions, odd keyboards or much to say could type.

/// What a script that ran would leave behind in the page it ran in.
pub const TRACE: &str = "bellpullWasHere";

/// Exactly one hundred strings: markup, script, bidirectional overrides, control characters, length, formulas.
#[must_use]
pub fn strings() -> Vec<String> {
    let ran = format!("window.{TRACE}=1");
    let mut strings: Vec<String> = vec![
        format!("<script>{ran}</script>"),
        format!("<img src=x onerror={ran}>"),
        format!("<svg onload={ran}>"),
        format!("<svg><animate onbegin={ran} attributeName=x dur=1s>"),
        format!("<iframe srcdoc=\"<script>parent.{TRACE}=1</script>\"></iframe>"),
        format!("<a href=\"javascript:{ran}\">click</a>"),
        format!("javascript:{ran}"),
        format!("JaVaScRiPt:{ran}"),
        format!("data:text/html,<script>{ran}</script>"),
        format!("\"><script>{ran}</script>"),
        format!("' onmouseover='{ran}"),
        format!("</textarea><script>{ran}</script>"),
        format!("</title><script>{ran}</script>"),
        format!("</style><script>{ran}</script>"),
        format!("<style>*{{display:none}}</style>"),
        format!("<link rel=stylesheet href=//evil.example/x.css>"),
        format!("<base href=//evil.example/>"),
        format!("<meta http-equiv=refresh content=0;url=//evil.example>"),
        format!("<form action=//evil.example><button>go</button></form>"),
        format!("<details open ontoggle={ran}>"),
        format!("<video><source onerror={ran}></video>"),
        format!("<math><mi xlink:href=\"javascript:{ran}\">x</mi></math>"),
        format!("<!--><script>{ran}</script>-->"),
        format!("<![CDATA[<script>{ran}</script>]]>"),
        format!("&lt;script&gt;{ran}&lt;/script&gt;"),
        format!("&#60;script&#62;{ran}&#60;/script&#62;"),
        format!("\\u003cscript\\u003e{ran}\\u003c/script\\u003e"),
        format!("{{{{constructor.constructor('{ran}')()}}}}"),
        format!("${{{ran}}}"),
        format!("`+({ran})+`"),
        "'; DROP TABLE contacts; --".to_owned(),
        "\" OR \"\"=\"".to_owned(),
        "%s%s%s%n".to_owned(),
        "../../../../etc/passwd".to_owned(),
        "{\"kind\":\"hang_up\",\"contact\":\"c1\"}".to_owned(),
        "\\\",\"kind\":\"hang_up\"".to_owned(),
        "line one\nline two\nline three".to_owned(),
        "\r\nSet-Cookie: a=b".to_owned(),
        "tab\tseparated\tvalues".to_owned(),
        "null\u{0}byte".to_owned(),
        "bell\u{7}backspace\u{8}\u{8}\u{8}escape\u{1b}[31mred".to_owned(),
        "delete\u{7f}and\u{80}C1\u{9b}31m".to_owned(),
        "right\u{202e}tfel ot".to_owned(),
        "\u{202d}left override".to_owned(),
        "\u{2066}isolate without end".to_owned(),
        "\u{2067}\u{2067}\u{2067}nested".to_owned(),
        "pop\u{202c}\u{202c}\u{2069}\u{2069}too often".to_owned(),
        "\u{200f}\u{200e}\u{61c}marks".to_owned(),
        "zero\u{200b}width\u{200d}\u{feff}joiners".to_owned(),
        "soft\u{ad}hyphen".to_owned(),
        "line\u{2028}paragraph\u{2029}separators".to_owned(),
        "object\u{fffc}replacement\u{fffd}".to_owned(),
        "not a character \u{ffff}\u{1fffe}".to_owned(),
        "private \u{e000}\u{f8ff}\u{100000}".to_owned(),
        "שלום וברכה, זה ארוך".to_owned(),
        "مرحبا 123 abc مرحبا".to_owned(),
        "ไทยไม่มีช่องว่างระหว่างคำเลยแม้แต่น้อยจึงยาวมาก".to_owned(),
        "漢字がとても長く続くので折り返しが必要です".to_owned(),
        "👩‍👩‍👧‍👦🏳️‍🌈🇦🇹👍🏽".to_owned(),
        "👍".repeat(300),
        format!("Z{}", "\u{34f}\u{489}\u{336}\u{35c}".repeat(60)),
        "ffi ﬁ Å Å İ ı ß ẞ Σς".to_owned(),
        "＜script＞full width＜/script＞".to_owned(),
        "=1+1".to_owned(),
        "+1+1".to_owned(),
        "-1+1".to_owned(),
        "@SUM(A1:A9)".to_owned(),
        "=cmd|' /C calc'!A0".to_owned(),
        "=HYPERLINK(\"http://evil.example\",\"click\")".to_owned(),
        "\t=1+1".to_owned(),
        "＝1+1".to_owned(),
        "a,b;c\"d\"\"e".to_owned(),
        "W".repeat(1_900),
        "W ".repeat(900),
        "\n".repeat(500),
        format!("{}end", " ".repeat(500)),
        "x".repeat(10_000),
        "<b>".repeat(3_333),
        "\u{202e}".repeat(10_000),
        format!("http://evil.example/{}", "a".repeat(500)),
        "https://user:password@evil.example/%0d%0a".to_owned(),
        "http://[::1]/<script>".to_owned(),
        "tel:+43123".to_owned(),
        "mailto:a@b.example?subject=<script>".to_owned(),
        "true".to_owned(),
        "null".to_owned(),
        "NaN".to_owned(),
        "undefined".to_owned(),
        "0".to_owned(),
        "-9007199254740993".to_owned(),
        "1e309".to_owned(),
        "[object Object]".to_owned(),
        "__proto__".to_owned(),
        "constructor".to_owned(),
        "Robert'); --".to_owned(),
        "<<<<<<>>>>>>&&&&&&".to_owned(),
        "%3Cscript%3Ealert(1)%3C/script%3E".to_owned(),
    ];
    for number in strings.len()..100 {
        strings.push(format!("<img alt={number} src=x onerror=\"{ran}\" style=\"position:fixed;inset:0;width:200vw\">"));
    }
    strings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_a_hundred_and_no_two_alike() {
        let strings = strings();
        let mut alike = strings.clone();
        alike.sort();
        alike.dedup();
        assert_eq!((strings.len(), alike.len()), (100, 100));
    }
}
