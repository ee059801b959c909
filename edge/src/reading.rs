//! Reading what strangers send: size first, then depth, then JSON.

use bellpull_protocol::RefusalCode;
use bellpull_protocol::limits::{MAX_FRAME_BYTES, MAX_JSON_DEPTH};
use serde::de::DeserializeOwned;

/// Checks that a body has at most so many bytes by its `Content-Length`, before any of it is taken in. A body that does not say how long it is could
/// fill the memory; browsers and tools always say it.
///
/// # Errors
/// [`RefusalCode::FrameTooLarge`], or [`RefusalCode::Malformed`] when the length is missing.
pub fn check_announced(most: usize, content_length: &str) -> Result<(), RefusalCode> {
    match content_length.parse::<usize>() {
        Ok(bytes) if bytes <= most => Ok(()),
        Ok(_) => Err(RefusalCode::FrameTooLarge),
        Err(_) => Err(RefusalCode::Malformed),
    }
}

/// Reads one message.
///
/// # Errors
/// [`RefusalCode::FrameTooLarge`], or [`RefusalCode::Malformed`] for everything else that cannot be read.
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, RefusalCode> {
    read_within(MAX_FRAME_BYTES, text)
}

/// Reads one message of at most so many bytes.
///
/// # Errors
/// As for [`read`].
pub fn read_within<T: DeserializeOwned>(most: usize, text: &str) -> Result<T, RefusalCode> {
    if text.len() > most {
        return Err(RefusalCode::FrameTooLarge);
    }
    // The parser's own limit is 128 and recurses; ours is checked without recursion and before anything is built.
    if depth(text) > MAX_JSON_DEPTH {
        return Err(RefusalCode::Malformed);
    }
    serde_json::from_str(text).map_err(|_| RefusalCode::Malformed)
}

/// The deepest nesting of arrays and objects; brackets within strings do not count.
fn depth(text: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0_usize);
    let (mut in_string, mut escaped) = (false, false);
    for byte in text.bytes() {
        if in_string {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'"' => in_string = false,
                _ => {}
            }
            continue;
        }
        match byte {
            b'"' => in_string = true,
            b'[' | b'{' => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

#[cfg(test)]
mod tests {
    use super::*;
    use bellpull_protocol::visitor::FromVisitor;

    #[test]
    fn reads_a_message() {
        let read = read::<FromVisitor>(r#"{"kind":"call","request":"r1"}"#).unwrap();
        assert!(matches!(read, FromVisitor::Call { .. }));
    }

    #[test]
    fn a_kind_of_a_later_version_is_no_error() {
        assert_eq!(
            read(r#"{"kind":"dance","partner":{"a":[1]}}"#),
            Ok(FromVisitor::Unknown)
        );
    }

    #[test]
    fn refuses_what_is_too_large_before_parsing_it() {
        let text = format!(r#"{{"kind":"{}"}}"#, "x".repeat(MAX_FRAME_BYTES));
        assert_eq!(read::<FromVisitor>(&text), Err(RefusalCode::FrameTooLarge));
    }

    #[test]
    fn a_body_says_how_long_it_is_before_it_is_read() {
        assert_eq!(check_announced(MAX_FRAME_BYTES, "65536"), Ok(()));
        assert_eq!(
            check_announced(MAX_FRAME_BYTES, "65537"),
            Err(RefusalCode::FrameTooLarge)
        );
        for unsaid in ["", "-1", "many"] {
            assert_eq!(
                check_announced(MAX_FRAME_BYTES, unsaid),
                Err(RefusalCode::Malformed)
            );
        }
    }

    #[test]
    fn refuses_what_is_too_deep() {
        let deep = |levels: usize| {
            format!(
                r#"{{"kind":"x","y":{}{}}}"#,
                "[".repeat(levels),
                "]".repeat(levels)
            )
        };
        assert_eq!(read(&deep(MAX_JSON_DEPTH - 1)), Ok(FromVisitor::Unknown));
        assert_eq!(
            read::<FromVisitor>(&deep(MAX_JSON_DEPTH)),
            Err(RefusalCode::Malformed)
        );
        assert_eq!(
            read::<FromVisitor>(&"[".repeat(60_000)),
            Err(RefusalCode::Malformed)
        );
    }

    #[test]
    fn brackets_in_texts_are_not_depth() {
        let text = format!(
            r#"{{"kind":"x","y":"{}\"{}"}}"#,
            "[".repeat(40),
            "{".repeat(40)
        );
        assert_eq!(read(&text), Ok(FromVisitor::Unknown));
    }

    #[test]
    fn refuses_garbage() {
        for text in [
            "",
            "null",
            "[]",
            "{}",
            "\u{0}",
            r#"{"kind":7}"#,
            r#"{"kind":"call"}"#,
            r#"{"kind":"call","request":"a b"}"#,
        ] {
            assert_eq!(
                read::<FromVisitor>(text),
                Err(RefusalCode::Malformed),
                "{text:?}"
            );
        }
    }
}
