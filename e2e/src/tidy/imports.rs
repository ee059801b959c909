//! Which names may stand where.

use super::Source;
use super::sources::names;

/// In code below `folder`, none of `items` may be named, except below one of `except`.
struct Rule {
    folder: &'static str,
    items: &'static [&'static str],
    except: &'static [&'static str],
    instead: &'static str,
}

/// What a browser offers and what draws on it.
const BROWSER: [&str; 5] = [
    "web_sys",
    "js_sys",
    "wasm_bindgen",
    "wasm_bindgen_futures",
    "leptos",
];

const RULES: [Rule; 6] = [
    Rule {
        folder: "hotline/src/",
        items: &[
            "bellpull_protocol::visitor",
            "bellpull_protocol::operator",
            "bellpull_protocol::media",
        ],
        except: &[],
        instead: "the heart has inputs and effects of its own; translate in edge/src/signalling",
    },
    Rule {
        folder: "edge/src/",
        items: &["worker::", "use worker"],
        except: &["edge/src/worker/"],
        instead: "move what needs the runtime to edge/src/worker/ and keep here what can be tested natively",
    },
    Rule {
        folder: "server/src/",
        items: &["bellpull_hotline"],
        except: &[],
        instead: "policy is on one side, mechanism on the other: let the edge decide and send a command",
    },
    Rule {
        folder: "widget/src/",
        items: &BROWSER,
        except: &[
            "widget/src/browser/",
            "widget/src/softphone/browser/",
            "widget/src/components/",
            "widget/src/main.rs",
        ],
        instead: "browser glue belongs under browser/, views under components/",
    },
    Rule {
        folder: "www/src/",
        items: &BROWSER,
        except: &["www/src/browser/", "www/src/components/", "www/src/main.rs"],
        instead: "browser glue belongs under browser/, views under components/",
    },
    Rule {
        folder: "www/src/",
        items: &[
            "bellpull_hotline",
            "bellpull_widget::components",
            "bellpull_widget::browser",
        ],
        except: &[],
        instead: "the desk takes only the softphone from the widget, and shows what the edge told it",
    },
];

/// Complaints about names that stand where they may not.
pub fn complaints(sources: &[Source]) -> Vec<String> {
    let mut complaints = Vec::new();
    for rule in &RULES {
        for source in sources
            .iter()
            .filter(|source| source.is_rust() && source.is_under(rule.folder))
        {
            if rule.except.iter().any(|folder| source.is_under(folder)) {
                continue;
            }
            for (line, code) in source.code() {
                if let Some(item) = rule.items.iter().find(|item| names(code, item)) {
                    complaints.push(format!(
                        "{}:{line} names `{item}`: {}",
                        source.path, rule.instead
                    ));
                }
            }
        }
    }
    complaints
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_runtime_outside_its_folder_is_noticed() {
        assert_eq!(found("edge/src/route.rs", "use worker::Request;"), 1);
        assert_eq!(found("edge/src/worker/entry.rs", "use worker::Request;"), 0);
    }

    #[test]
    fn a_message_in_the_heart_is_noticed() {
        assert_eq!(
            found(
                "hotline/src/input.rs",
                "use bellpull_protocol::visitor::FromVisitor;"
            ),
            1
        );
        assert_eq!(
            found("hotline/src/input.rs", "use bellpull_protocol::ContactId;"),
            0
        );
    }

    #[test]
    fn browser_glue_outside_its_folder_is_noticed() {
        assert_eq!(
            found(
                "widget/src/softphone/session.rs",
                "web_sys::console::log_0();"
            ),
            1
        );
        assert_eq!(
            found(
                "widget/src/softphone/browser/peer.rs",
                "web_sys::console::log_0();"
            ),
            0
        );
        assert_eq!(
            found("www/src/desk/machine.rs", "use leptos::prelude::*;"),
            1
        );
    }

    #[test]
    fn the_heart_in_the_media_server_is_noticed() {
        assert_eq!(
            found("server/src/engine.rs", "use bellpull_hotline::Switchboard;"),
            1
        );
    }

    #[test]
    fn the_widgets_views_in_the_desk_are_noticed() {
        assert_eq!(
            found(
                "www/src/components/ring.rs",
                "use bellpull_widget::components::Meter;"
            ),
            1
        );
        assert_eq!(
            found(
                "www/src/components/ring.rs",
                "use bellpull_widget::softphone::clock::Clock;"
            ),
            0
        );
    }

    fn found(path: &str, text: &str) -> usize {
        complaints(&[Source::new(path, text)]).len()
    }
}
