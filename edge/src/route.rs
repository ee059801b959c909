//! Which request means what: by host, method and path.

use crate::promotions::{self, PromotionsRoute};
use bellpull_protocol::{ContactId, HotlineId, OrganisationId};

/// The three origins of one installation, as `host:port`.
#[derive(Debug, Clone)]
pub struct Hosts {
    /// `http` on one machine, `https` in public.
    pub scheme: String,
    pub site: String,
    pub widget: String,
    pub desk: String,
}

impl Hosts {
    #[must_use]
    pub fn widget_origin(&self) -> String {
        format!("{}://{}", self.scheme, self.widget)
    }

    #[must_use]
    pub fn desk_origin(&self) -> String {
        format!("{}://{}", self.scheme, self.desk)
    }

    /// Whether cookies may be marked `Secure`.
    #[must_use]
    pub fn is_secure(&self) -> bool {
        self.scheme == "https"
    }
}

/// What a request asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Route {
    /// The widget's document, to be framed by the hotline's sites only.
    Frame {
        hotline: HotlineId,
    },
    VisitorSocket {
        hotline: HotlineId,
    },

    DeskPage,
    SignIn,
    SignOut,
    Me,
    DeskSocket,
    Register,
    RegisterFile,
    RegisterWorkbook,
    Statistics,
    StatisticsFile,
    QueueLog,
    Staffing,
    StaffingPlan,
    WhatIf,
    Team,
    ForceOff,
    DeskFigures,
    RegisterContact {
        contact: ContactId,
    },

    PoolSocket,
    MediaSocket {
        organisation: OrganisationId,
    },

    Health,
    MakeSignInLink,
    SetHours,
    Configuration,
    ChangeConfiguration,
    ConfigurationHistory,
    UndoConfiguration,
    Journal,
    Contacts,
    Figures,

    Promotions(PromotionsRoute),

    /// A file of one of the folders; `path` is safe to append to the folder.
    File {
        folder: Folder,
        path: String,
    },
    NotFound,
}

/// Where static files lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Folder {
    Site,
    Widget,
    Desk,
}

/// Finds the route. Unknown hosts get what every host serves and nothing else.
#[must_use]
pub fn route(hosts: &Hosts, method: &str, host: &str, path: &str) -> Route {
    let Some(segments) = segments(path) else {
        return Route::NotFound;
    };
    if let Some(route) = everywhere(method, &segments) {
        return route;
    }
    let host = host.to_ascii_lowercase();
    let found = if host == hosts.widget {
        widget(method, &segments)
    } else if host == hosts.desk {
        desk(method, &segments)
    } else if host == hosts.site {
        site(method, &segments)
    } else {
        None
    };
    found.unwrap_or(Route::NotFound)
}

fn everywhere(method: &str, segments: &[&str]) -> Option<Route> {
    match (method, segments) {
        ("GET", ["health"]) => Some(Route::Health),
        ("GET", ["ws", "media", "pool"]) => Some(Route::PoolSocket),
        ("GET", ["ws", "media", "switchboard", organisation]) => {
            let organisation = OrganisationId::new(*organisation).ok()?;
            Some(Route::MediaSocket { organisation })
        }
        ("POST", ["api", "admin", "sign-in-links"]) => Some(Route::MakeSignInLink),
        ("POST", ["api", "admin", "hours"]) => Some(Route::SetHours),
        (_, ["api", "admin", "configuration", rest @ ..]) => configuration(method, rest),
        ("GET", ["api", "admin", "journal"]) => Some(Route::Journal),
        ("GET", ["api", "admin", "contacts"]) => Some(Route::Contacts),
        ("GET", ["api", "admin", "figures"]) => Some(Route::Figures),
        _ => promotions::everywhere(method, segments).map(Route::Promotions),
    }
}

fn configuration(method: &str, rest: &[&str]) -> Option<Route> {
    match (method, rest) {
        ("GET", []) => Some(Route::Configuration),
        ("POST", []) => Some(Route::ChangeConfiguration),
        ("GET", ["history"]) => Some(Route::ConfigurationHistory),
        ("POST", ["undo"]) => Some(Route::UndoConfiguration),
        _ => None,
    }
}

fn widget(method: &str, segments: &[&str]) -> Option<Route> {
    match (method, segments) {
        ("GET", ["frame", hotline]) => {
            let hotline = HotlineId::new(*hotline).ok()?;
            Some(Route::Frame { hotline })
        }
        ("GET", ["ws", "visitor", hotline]) => {
            let hotline = HotlineId::new(*hotline).ok()?;
            Some(Route::VisitorSocket { hotline })
        }
        (_, ["api", "promotions", ..]) => {
            promotions::widget(method, segments).map(Route::Promotions)
        }
        // A document outside of `frame` would be one that every site may frame.
        ("GET", [.., file]) if !file.ends_with(".html") => file_in(Folder::Widget, segments),
        _ => None,
    }
}

fn desk(method: &str, segments: &[&str]) -> Option<Route> {
    match (method, segments) {
        (
            "GET",
            [] | ["sign-in" | "promotions" | "register" | "statistics" | "staffing" | "team"],
        ) => Some(Route::DeskPage),
        ("POST", ["api", "sign-in"]) => Some(Route::SignIn),
        ("POST", ["api", "sign-out"]) => Some(Route::SignOut),
        ("GET", ["api", "me"]) => Some(Route::Me),
        ("GET", ["api", "register"]) => Some(Route::Register),
        ("GET", ["api", "register.csv"]) => Some(Route::RegisterFile),
        ("GET", ["api", "register", contact]) => {
            let contact = ContactId::new(*contact).ok()?;
            Some(Route::RegisterContact { contact })
        }
        ("GET", ["api", "register.xlsx"]) => Some(Route::RegisterWorkbook),
        ("GET", ["api", "statistics"]) => Some(Route::Statistics),
        ("GET", ["api", "statistics.csv"]) => Some(Route::StatisticsFile),
        ("GET", ["api", "queue_log"]) => Some(Route::QueueLog),
        ("GET", ["api", "staffing"]) => Some(Route::Staffing),
        ("GET", ["api", "staffing", "plan"]) => Some(Route::StaffingPlan),
        ("POST", ["api", "what-if"]) => Some(Route::WhatIf),
        ("GET", ["api", "team"]) => Some(Route::Team),
        ("POST", ["api", "team", "force-off"]) => Some(Route::ForceOff),
        ("GET", ["api", "desk", "figures"]) => Some(Route::DeskFigures),
        ("GET", ["ws", "desk"]) => Some(Route::DeskSocket),
        (_, ["api", "desk" | "marketer", ..]) => {
            promotions::desk(method, segments).map(Route::Promotions)
        }
        ("GET", [.., file]) if !file.ends_with(".html") => file_in(Folder::Desk, segments),
        _ => None,
    }
}

fn site(method: &str, segments: &[&str]) -> Option<Route> {
    match method {
        "GET" => file_in(Folder::Site, segments),
        _ => None,
    }
}

/// A name without a dot is a folder with an `index.html`.
fn file_in(folder: Folder, segments: &[&str]) -> Option<Route> {
    if matches!(segments, ["api" | "ws", ..]) {
        return None;
    }
    let is_file = segments.last().is_some_and(|name| name.contains('.'));
    let mut path = segments.join("/");
    if !is_file {
        if !path.is_empty() {
            path.push('/');
        }
        path.push_str("index.html");
    }
    Some(Route::File { folder, path })
}

/// The parts of a path, or `None` when one of them could lead out of a folder or into a hidden file.
fn segments(path: &str) -> Option<Vec<&str>> {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
    let parts: Vec<_> = path.split('/').filter(|part| !part.is_empty()).collect();
    let safe = |part: &&str| !part.starts_with('.') && part.bytes().all(allowed);
    parts.iter().all(safe).then_some(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(method: &str, host: &str, path: &str) -> Route {
        let hosts = Hosts {
            scheme: "http".into(),
            site: "shop.localhost:7300".into(),
            widget: "widget.localhost:7300".into(),
            desk: "desk.localhost:7300".into(),
        };
        route(&hosts, method, host, path)
    }

    fn file(folder: Folder, path: &str) -> Route {
        let path = path.to_owned();
        Route::File { folder, path }
    }

    #[test]
    fn each_host_serves_its_own() {
        let widget = "widget.localhost:7300";
        let hotline = HotlineId::new("demo").unwrap();
        assert_eq!(
            find("GET", widget, "/frame/demo"),
            Route::Frame {
                hotline: hotline.clone()
            }
        );
        assert_eq!(
            find("GET", widget, "/ws/visitor/demo"),
            Route::VisitorSocket { hotline }
        );
        assert_eq!(
            find("GET", widget, "/bell.js"),
            file(Folder::Widget, "bell.js")
        );
        assert_eq!(find("GET", widget, "/api/me"), Route::NotFound);

        let desk = "desk.localhost:7300";
        assert_eq!(find("GET", desk, "/"), Route::DeskPage);
        for page in [
            "/sign-in",
            "/promotions",
            "/register",
            "/statistics",
            "/staffing",
            "/team",
        ] {
            assert_eq!(find("GET", desk, page), Route::DeskPage);
        }
        assert_eq!(find("POST", desk, "/api/sign-in"), Route::SignIn);
        assert_eq!(find("GET", desk, "/api/register"), Route::Register);
        assert_eq!(find("GET", desk, "/api/register.csv"), Route::RegisterFile);
        assert_eq!(find("GET", desk, "/api/desk/figures"), Route::DeskFigures);
        assert_eq!(find("POST", desk, "/api/what-if"), Route::WhatIf);
        assert_eq!(find("POST", desk, "/api/team/force-off"), Route::ForceOff);
        assert_eq!(
            find("GET", desk, "/api/register/c1"),
            Route::RegisterContact {
                contact: ContactId::new("c1").unwrap()
            }
        );
        assert_eq!(
            find("GET", desk, "/frame/demo"),
            file(Folder::Desk, "frame/demo/index.html")
        );

        let shop = "SHOP.localhost:7300";
        assert_eq!(find("GET", shop, "/"), file(Folder::Site, "index.html"));
        assert_eq!(
            find("GET", shop, "/tents/"),
            file(Folder::Site, "tents/index.html")
        );
    }

    #[test]
    fn health_media_and_administration_need_no_name() {
        let address = "127.0.0.1:7300";
        assert_eq!(find("GET", address, "/health"), Route::Health);
        assert_eq!(find("GET", address, "/ws/media/pool"), Route::PoolSocket);
        assert_eq!(
            find("GET", address, "/ws/media/switchboard/demo"),
            Route::MediaSocket {
                organisation: OrganisationId::new("demo").unwrap()
            }
        );
        assert_eq!(
            find("POST", address, "/api/admin/sign-in-links"),
            Route::MakeSignInLink
        );
        assert_eq!(find("POST", address, "/api/admin/hours"), Route::SetHours);
        assert_eq!(find("GET", address, "/api/admin/figures"), Route::Figures);
        let configuration = "/api/admin/configuration";
        let undo = format!("{configuration}/undo");
        assert_eq!(find("GET", address, configuration), Route::Configuration);
        assert_eq!(
            find("POST", address, configuration),
            Route::ChangeConfiguration
        );
        assert_eq!(find("POST", address, &undo), Route::UndoConfiguration);
        assert_eq!(find("GET", address, &undo), Route::NotFound);
        assert_eq!(find("GET", address, "/"), Route::NotFound);
    }

    #[test]
    fn documents_are_served_at_their_own_address_only() {
        assert_eq!(
            find("GET", "widget.localhost:7300", "/frame.html"),
            Route::NotFound
        );
        assert_eq!(
            find("GET", "desk.localhost:7300", "/index.html"),
            Route::NotFound
        );
    }

    #[test]
    fn no_path_leads_out_of_the_folder() {
        for path in [
            "/../secrets.json",
            "/a/../../b",
            "/.git/config",
            "/%2e%2e/x",
            "/a%00",
            "/a\\b",
        ] {
            assert_eq!(
                find("GET", "shop.localhost:7300", path),
                Route::NotFound,
                "{path}"
            );
        }
    }

    #[test]
    fn a_wrong_method_finds_nothing() {
        assert_eq!(find("POST", "shop.localhost:7300", "/"), Route::NotFound);
        assert_eq!(
            find("GET", "desk.localhost:7300", "/api/sign-in"),
            Route::NotFound
        );
        assert_eq!(
            find("DELETE", "desk.localhost:7300", "/api/me"),
            Route::NotFound
        );
    }
}
