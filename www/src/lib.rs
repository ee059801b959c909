//! The operator's desk: `desk` decides, `browser` touches the browser, `components` draw.

pub mod desk;

#[cfg(target_arch = "wasm32")]
pub mod browser;
#[cfg(target_arch = "wasm32")]
pub mod components;
