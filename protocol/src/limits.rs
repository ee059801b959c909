//! Bounds that both ends of a connection keep.

/// The largest frame either side sends or accepts, in bytes. An SDP of one audio track has 2–4 KiB.
pub const MAX_FRAME_BYTES: usize = 64 * 1024;

/// The largest frame accepted from a media node, in bytes: a list of all legs has about 100 bytes for each. Runtimes
/// pass on no larger ones.
pub const MAX_NODE_FRAME_BYTES: usize = 1024 * 1024;

/// The deepest nesting of a message accepted from outside. Ours have three levels.
pub const MAX_JSON_DEPTH: usize = 16;

/// The largest SDP accepted from a browser, in bytes.
pub const MAX_SDP_BYTES: usize = 16 * 1024;

/// The longest note of an operator, in characters.
pub const MAX_NOTE_CHARS: usize = 4_000;

/// The longest line of a chat, in characters: what one reads without scrolling far.
pub const MAX_LINE_CHARS: usize = 2_000;

/// The most lines of one contact. A day of typing has fewer; it bounds what a flood can store.
pub const MAX_LINES: u32 = 1_000;

/// The longest remark beside a rating, in characters.
pub const MAX_REMARK_CHARS: usize = 1_000;

/// How often a page says that somebody is typing, in milliseconds, and how long the other side shows it.
pub const TYPING_EVERY_MS: u64 = 3_000;

/// How long "is typing" is shown after the last word of it, in milliseconds: one lost message does not make it flicker.
pub const TYPING_SHOWN_MS: u64 = 7_000;

/// How many bytes of what a visitor's page is told may wait for it to read, beyond what the network holds; when more
/// is to be told, it is disconnected. A chat of a thousand lines has a third of it.
pub const MAX_UNREAD_BYTES: usize = 1024 * 1024;

/// The same for desks and media nodes, which prove who they are: strangers can make a desk be told all lines of three
/// chats at once, of the greatest length.
pub const MAX_UNREAD_BYTES_OF_STAFF: usize = 32 * 1024 * 1024;

/// How long a socket may stay silent before its hello, in milliseconds.
pub const HELLO_WITHIN_MS: u64 = 10_000;

/// How often a page or node sends [`PING`], in milliseconds. Shorter notices a dead path sooner and costs requests.
pub const PING_EVERY_MS: u64 = 4_000;

/// After how much silence the edge counts a media node as gone, in milliseconds: three lost pings.
pub const NODE_SILENT_MS: u64 = 15_000;

/// The keep-alive and its answer; the runtime answers it without waking the object.
pub const PING: &str = "ping";
/// The answer to [`PING`].
pub const PONG: &str = "pong";
