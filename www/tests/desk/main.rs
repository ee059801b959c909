//! The desk as its operator experiences it, without a browser.

mod page;

mod callbacks;
mod calls;
mod chats;
mod connections;
mod other_pages;
mod rings;
mod transfers;
