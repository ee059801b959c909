//! Every kind of message is in the documentation.

use super::Source;

/// Where the enums of messages are, and the prefix of their names.
const FOLDER: &str = "protocol/src/";
const DIRECTIONS: [&str; 2] = ["pub enum From", "pub enum To"];

/// Complaints about kinds that `document` does not mention as code, such as `` `hang_up` ``.
pub fn complaints(sources: &[Source], document: &Source) -> Vec<String> {
    let mut complaints = Vec::new();
    for source in sources
        .iter()
        .filter(|source| source.is_rust() && source.is_under(FOLDER))
    {
        for kind in kinds(source) {
            if !document.text.contains(&format!("`{kind}`")) {
                complaints.push(format!(
                    "{} has the message `{kind}`: say in {} what it is for",
                    source.path, document.path
                ));
            }
        }
    }
    complaints
}

/// The kinds as they travel, without the one for what a later version says.
fn kinds(source: &Source) -> Vec<String> {
    let mut kinds = Vec::new();
    // How deep the enum stands: those that the widget reads too are inside of a macro.
    let mut inside = None;
    for (_, code) in source.code() {
        let bare = code.trim_start();
        let depth = code.len() - bare.len();
        if DIRECTIONS
            .iter()
            .any(|direction| bare.starts_with(direction))
        {
            inside = Some(depth);
        } else if bare == "}" && inside == Some(depth) {
            inside = None;
        } else if let Some(outer) = inside
            && let Some(variant) = code.get(outer..).and_then(variant)
            && variant != "Unknown"
        {
            kinds.push(snake_case(variant));
        }
    }
    kinds
}

/// The variant that a line of a formatted enum begins: four blanks and a capital.
fn variant(code: &str) -> Option<&str> {
    let rest = code
        .strip_prefix("    ")
        .filter(|rest| rest.starts_with(|letter: char| letter.is_ascii_uppercase()))?;
    rest.split(|letter: char| !letter.is_alphanumeric()).next()
}

fn snake_case(variant: &str) -> String {
    let mut kind = String::new();
    for letter in variant.chars() {
        if letter.is_uppercase() && !kind.is_empty() {
            kind.push('_');
        }
        kind.extend(letter.to_lowercase());
    }
    kind
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_without_documentation_is_noticed() {
        let messages = "pub enum FromVisitor {\n    /// End.\n    HangUp { contact: ContactId },\n    Call {\n        \
                        request: RequestId,\n    },\n    Unknown,\n}\npub enum Other {\n    Thing,\n}\n";
        let source = Source::new("protocol/src/visitor.rs", messages);

        assert_eq!(kinds(&source), ["hang_up", "call"]);
        let in_macro = Source::new(
            "protocol/src/visitor.rs",
            "wire! { message\n    pub enum ToVisitor {\n        Typing { contact: ContactId },\n    }\n}\n",
        );
        assert_eq!(kinds(&in_macro), ["typing"]);
        let document = Source::new("docs/PROTOCOL.md", "`call` enters the queue");
        assert_eq!(complaints(&[source], &document).len(), 1);
    }
}
