//! One port, three hosts: in real life site, widget and desk are three origins, so they are here.

/// The hosts and addresses that follow from the HTTP port. `*.localhost` is this machine without a hosts file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origins {
    port: u16,
}

impl Origins {
    pub fn new(port: u16) -> Origins {
        Origins { port }
    }

    /// `shop.localhost:7300`
    pub fn site_host(&self) -> String {
        format!("shop.localhost:{}", self.port)
    }

    /// `widget.localhost:7300`
    pub fn widget_host(&self) -> String {
        format!("widget.localhost:{}", self.port)
    }

    /// `desk.localhost:7300`
    pub fn desk_host(&self) -> String {
        format!("desk.localhost:{}", self.port)
    }

    /// `http://shop.localhost:7300`, without a slash at the end, as are all of these.
    pub fn site(&self) -> String {
        format!("http://{}", self.site_host())
    }

    pub fn widget(&self) -> String {
        format!("http://{}", self.widget_host())
    }

    pub fn desk(&self) -> String {
        format!("http://{}", self.desk_host())
    }

    /// Health, media nodes and administration: by address, so that no page's origin is involved.
    pub fn machine(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    pub fn health(&self) -> String {
        format!("{}/health", self.machine())
    }
}
