//! What the frame learns from its own address: `/frame/{hotline}?lang=…&host=…`.

use bellpull_protocol::PageUrl;
use web_sys::UrlSearchParams;

/// Longer addresses of pages are cut: the desk shows them, nobody follows them by machine.
const PAGE_AT_MOST: usize = 2_000;

pub struct Address {
    pub hotline: String,
    /// Where the socket is.
    pub socket: String,
    /// As told by the loader, else the browser's own.
    pub language: String,
    /// The page around the frame; `None` when it is a page of its own.
    pub host_origin: Option<String>,
    pub page: Option<PageUrl>,
}

/// `None` when this is no frame's address.
pub fn read() -> Option<Address> {
    let window = web_sys::window()?;
    let location = window.location();
    let path = location.pathname().ok()?;
    let hotline = path.strip_prefix("/frame/")?.split('/').next()?.to_owned();
    let scheme = if location.protocol().ok()? == "https:" {
        "wss://"
    } else {
        "ws://"
    };
    let host = location.host().ok()?;
    let socket = [scheme, &host, "/ws/visitor/", &hotline].concat();

    let query = UrlSearchParams::new_with_str(&location.search().ok()?).ok()?;
    let told = query.get("lang").filter(|tag| !tag.is_empty());
    let language: String = told
        .or_else(|| window.navigator().language())
        .unwrap_or_default()
        .chars()
        .take(35)
        .collect();
    let framed = window
        .parent()
        .ok()
        .flatten()
        .is_some_and(|parent| parent != window);
    let host_origin = query.get("host").filter(|_| framed);
    let referrer: String = window
        .document()?
        .referrer()
        .chars()
        .take(PAGE_AT_MOST)
        .collect();
    let page = Some(referrer)
        .filter(|page| !page.is_empty())
        .map(PageUrl::new);
    Some(Address {
        hotline,
        socket,
        language,
        host_origin,
        page,
    })
}
