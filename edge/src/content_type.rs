//! The content type of a static file, by its ending.

/// `application/octet-stream` when the ending is not one we serve.
#[must_use]
pub fn content_type(path: &str) -> &'static str {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    match ending {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "ogg" | "opus" => "audio/ogg",
        "wav" => "audio/wav",
        "mp3" => "audio/mpeg",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::content_type;

    #[test]
    fn wasm_can_be_compiled_while_it_streams() {
        assert_eq!(content_type("app/widget_bg.wasm"), "application/wasm");
    }

    #[test]
    fn scripts_run_under_nosniff() {
        assert_eq!(content_type("bell.js"), "text/javascript; charset=utf-8");
        assert_eq!(content_type("no-ending"), "application/octet-stream");
    }
}
