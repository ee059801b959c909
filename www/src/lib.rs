//! The desk, the marketer's page and the register: `desk`, `marketer` and `register` decide, `browser` touches the
//! browser, `components` draw.

pub mod pages;

pub mod desk;
pub mod marketer;
pub mod register;

pub mod wall;

#[cfg(target_arch = "wasm32")]
pub mod browser;
#[cfg(target_arch = "wasm32")]
pub mod components;
