//! The desk as its operator experiences it, without a browser.

mod page;

mod calls;
mod connections;
mod rings;
