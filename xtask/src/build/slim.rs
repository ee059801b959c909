//! Takes out of a page's bindings what the page does not need: classes that nobody makes, long names of imports, ways
//! of loading that we do not use.
//!
//! wasm-bindgen writes for everybody. A crate deep below Leptos exports classes, which keeps their code alive in every
//! page, and each import's name carries a hash that no compression shortens.

use std::collections::BTreeMap;

use anyhow::{Context, Result, ensure};

use super::module;

/// The script without its classes, and the module without what only they call.
///
/// # Errors
/// When the module cannot be read.
pub fn without_classes(script: &str, wasm: &[u8]) -> Result<(String, Vec<u8>)> {
    let mut kept = String::new();
    let mut of_classes = String::new();
    let mut in_class = false;
    for line in script.lines() {
        in_class |= line.starts_with("export class ")
            || line.starts_with("if (Symbol.dispose) ")
            || is_finalization(line);
        let to = if in_class { &mut of_classes } else { &mut kept };
        to.push_str(line);
        to.push('\n');
        // Each of the three ends its last line so, and no line before.
        if line == "}" || line.ends_with(';') && !line.starts_with(' ') || line.ends_with("));") {
            in_class = false;
        }
    }
    let called: Vec<&str> = of_classes.split("wasm.").skip(1).map(name_at).collect();
    let wasm = module::without_exports(wasm, |name| {
        called.contains(&name) && !kept.contains(&format!("wasm.{name}"))
    })?;
    Ok((kept, wasm))
}

fn is_finalization(line: &str) -> bool {
    line.starts_with("const ") && line.contains("Finalization = ")
}

fn name_at(text: &str) -> &str {
    let end = text.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_');
    &text[..end.unwrap_or(text.len())]
}

/// The script with those imports that the module has, both under names of a letter or two.
///
/// # Errors
/// When script and module do not fit.
pub fn with_short_imports(script: &str, wasm: &[u8]) -> Result<(String, Vec<u8>)> {
    let names = module::imports(wasm)?;
    let short: BTreeMap<String, String> = names.into_iter().zip(short_names()).collect();
    let wasm = module::with_imports_renamed(wasm, |name| short.get(name).cloned())?;

    let (before, rest) = script
        .split_once(IMPORTS)
        .context("the bindings have no list of imports")?;
    let (list, after) = rest
        .split_once("\n    };\n")
        .context("the bindings' list of imports has no end")?;
    let mut slim = format!("{before}{IMPORTS}");
    let mut is_kept = true;
    let mut seen = 0;
    for line in list.lines() {
        if let Some((name, rest)) = import_at(line) {
            is_kept = short.contains_key(name);
            if let Some(short) = short.get(name) {
                seen += 1;
                slim.push_str(&format!("        {short}: {rest}\n"));
            }
        } else if is_kept {
            slim.push_str(line);
            slim.push('\n');
        }
    }
    ensure!(
        seen == short.len(),
        "the module has {} imports and the bindings have {seen} of them",
        short.len()
    );
    slim.push_str("\n    };\n");
    slim.push_str(after);
    Ok((slim, wasm))
}

const IMPORTS: &str = "    const import0 = {\n";

/// An import's name and what it is, at the first line of it.
fn import_at(line: &str) -> Option<(&str, &str)> {
    let entry = line.strip_prefix("        ")?;
    let (name, rest) = entry.split_once(": ")?;
    (entry.starts_with("__wb") && name == name_at(name)).then_some((name, rest))
}

fn short_names() -> impl Iterator<Item = String> {
    let letters = || ('a'..='z').map(String::from);
    letters().chain(
        letters().flat_map(move |first| letters().map(move |second| format!("{first}{second}"))),
    )
}

/// The script with one way of loading: the module at an address, compiled while it arrives.
///
/// # Errors
/// When the bindings have no part that loads.
pub fn with_one_way_of_loading(script: &str) -> Result<String> {
    let (before, _) = script
        .split_once("async function __wbg_load(")
        .context("the bindings have no part that loads")?;
    Ok(format!("{before}{LOADING}"))
}

const LOADING: &str = "export default async function ({ module_or_path }) {
    const { instance, module } = await WebAssembly.instantiateStreaming(fetch(module_or_path), __wbg_get_imports());
    return __wbg_finalize_init(instance, module);
}
";

#[cfg(test)]
mod tests {
    use super::*;

    const SCRIPT: &str = "export class Unused {\n    free() {\n        wasm.unused_free(1);\n    }\n}\n\
        if (Symbol.dispose) Unused.prototype[Symbol.dispose] = Unused.prototype.free;\n\
        function __wbg_get_imports() {\n    const import0 = {\n        __proto__: null,\n\
        \x20       __wbg_used_12: function(arg0) {\n            return arg0;\n        },\n\
        \x20       __wbg_other_34: function() { return handleError(function () {\n            wasm.main();\n\
        \x20       }, arguments); },\n    };\n    return import0;\n}\n\
        const UnusedFinalization = (typeof FinalizationRegistry === 'undefined')\n\
        \x20   ? { register: () => {}, unregister: () => {} }\n\
        \x20   : new FinalizationRegistry(ptr => wasm.unused_free(ptr, 1));\n\
        let last;\n\
        async function __wbg_load(module, imports) {\n}\nexport { __wbg_init as default };\n";

    /// Imports `__wbg_used_12`, exports `main` and `unused_free`.
    fn wasm() -> Vec<u8> {
        let mut wasm = b"\0asm\x01\0\0\0".to_vec();
        wasm.extend(b"\x01\x04\x01\x60\0\0");
        wasm.extend(b"\x02\x13\x01\x01m\x0d__wbg_used_12\0\0");
        wasm.extend(b"\x07\x16\x02\x04main\0\0\x0bunused_free\0\0");
        wasm
    }

    #[test]
    fn classes_go_with_what_only_they_call() {
        let (script, wasm) = without_classes(SCRIPT, &wasm()).unwrap();

        assert!(!script.contains("Unused"), "{script}");
        assert!(
            script.contains("wasm.main") && script.contains("let last;"),
            "{script}"
        );
        let text = String::from_utf8_lossy(&wasm).into_owned();
        assert!(
            text.contains("main") && !text.contains("unused_free"),
            "{text}"
        );
    }

    #[test]
    fn imports_get_short_names_on_both_sides_and_others_go() {
        let (script, wasm) = with_short_imports(SCRIPT, &wasm()).unwrap();

        assert_eq!(module::imports(&wasm).unwrap(), ["a"]);
        assert!(script.contains("        a: function(arg0) {"), "{script}");
        assert!(!script.contains("__wbg_other_34"), "{script}");
    }

    #[test]
    fn a_module_with_an_import_that_the_script_lacks_is_refused() {
        let script = SCRIPT.replace("__wbg_used_12", "__wbg_later_56");

        assert!(with_short_imports(&script, &wasm()).is_err());
    }

    #[test]
    fn one_way_of_loading_is_left() {
        let script = with_one_way_of_loading(SCRIPT).unwrap();

        assert!(
            script.ends_with(LOADING) && !script.contains("__wbg_load"),
            "{script}"
        );
    }
}
