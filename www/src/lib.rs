//! The desk and the pages of marketers, supervisors and clients: `browser` touches the browser, `components` draw, all
//! else decides.

pub mod pages;

pub mod desk;
pub mod marketer;
pub mod register;
pub mod staffing;
pub mod statistics;

pub mod wall;

#[cfg(target_arch = "wasm32")]
pub mod browser;
#[cfg(target_arch = "wasm32")]
pub mod components;
