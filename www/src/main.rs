//! The desk's program: WASM that `www/desk/boot.js` starts in the page.

#[cfg(target_arch = "wasm32")]
fn main() {
    console_error_panic_hook::set_once();
    bellpull_www::components::mount();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!(
        "The desk runs in a browser: build it for wasm32-unknown-unknown, or start everything with `cargo xtask up`."
    );
}
