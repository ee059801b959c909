//! An answer whose body is written while it is read, so that its length does not matter.

use super::ask::broken;
use bellpull_protocol::RefusalCode;
use js_sys::{Promise, Uint8Array};
use wasm_bindgen::prelude::*;
use worker::wasm_bindgen_futures::JsFuture;
use worker::{Error, Response, ResponseBody, Result};

#[wasm_bindgen]
extern "C" {
    /// The runtime's own pipe for bytes; a write is done when it was read.
    type IdentityTransformStream;

    #[wasm_bindgen(constructor)]
    fn new() -> IdentityTransformStream;

    #[wasm_bindgen(method, getter)]
    fn readable(this: &IdentityTransformStream) -> web_sys::ReadableStream;

    #[wasm_bindgen(method, getter)]
    fn writable(this: &IdentityTransformStream) -> Writable;

    type Writable;

    #[wasm_bindgen(method, js_name = getWriter)]
    fn get_writer(this: &Writable) -> Writer;

    type Writer;

    #[wasm_bindgen(method)]
    fn write(this: &Writer, chunk: &Uint8Array) -> Promise;

    #[wasm_bindgen(method)]
    fn close(this: &Writer) -> Promise;

    #[wasm_bindgen(method)]
    fn abort(this: &Writer, why: &str) -> Promise;
}

/// The writing end.
pub struct Download {
    writer: Writer,
}

impl Download {
    /// The two ends: one to write to, and the answer that is read from the other.
    pub fn begin() -> (Self, Result<Response>) {
        let pipe = IdentityTransformStream::new();
        let writer = pipe.writable().get_writer();
        let response = Response::from_body(ResponseBody::Stream(pipe.readable()));
        (Self { writer }, response)
    }

    /// Waits until it was read.
    ///
    /// # Errors
    /// When the reader has gone.
    pub async fn write(&self, text: &str) -> std::result::Result<(), RefusalCode> {
        if text.is_empty() {
            return Ok(());
        }
        let written = self.writer.write(&Uint8Array::from(text.as_bytes()));
        JsFuture::from(written)
            .await
            .map(drop)
            .map_err(|error| broken(Error::from(error)))
    }

    /// A download that is not complete ends with an error, so that nobody takes it for the whole.
    pub async fn end(self, complete: bool) {
        let ended = if complete {
            self.writer.close()
        } else {
            self.writer.abort("incomplete")
        };
        // Nobody is there to hear of it.
        let _ = JsFuture::from(ended).await;
    }
}
