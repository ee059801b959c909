//! Which figures stand together.

/// The first figures of the page, by their keys; the chosen service level comes between.
pub const FIRST: [&str; 2] = ["offered", "answered"];
pub const AFTER_LEVEL: [&str; 5] = ["asa", "abandon_rate", "aht", "occupancy", "csat"];

/// A group with its title and its figures.
pub struct Group {
    pub title: &'static str,
    pub keys: &'static [&'static str],
}

pub const GROUPS: [Group; 6] = [
    Group {
        title: "statistics.group.waiting",
        keys: &[
            "abandoned",
            "short_abandoned",
            "abandon_rate_net",
            "flow_out",
            "callback_converted",
            "still_waiting",
            "awt",
            "aat",
            "longest_wait",
            "longest_waiting",
        ],
    },
    Group {
        title: "statistics.group.levels",
        keys: &[
            "sl_1",
            "sl_2",
            "sl_3",
            "sl_4",
            "sl_5",
            "sl_6",
            "estimate_held",
        ],
    },
    Group {
        title: "statistics.group.work",
        keys: &[
            "handled",
            "talk",
            "hold",
            "acw",
            "transfer_rate",
            "rings",
            "answer_rate",
            "ringing",
        ],
    },
    Group {
        title: "statistics.group.presence",
        keys: &["busy", "idle", "logged_in", "utilisation"],
    },
    Group {
        title: "statistics.group.quality",
        keys: &[
            "fcr_marked",
            "fcr_no_repeat",
            "fcr_surveyed",
            "fcr_all",
            "fcr_first",
            "stars",
            "response_rate",
            "nps",
        ],
    },
    Group {
        title: "statistics.group.promises",
        keys: &[
            "callbacks_offered",
            "callbacks_accepted",
            "callback_attempts",
            "callbacks_reached",
            "callbacks_not_reached",
            "callbacks_expired",
            "time_to_callback",
            "window_kept",
            "messages",
        ],
    },
];

/// The columns of a table; the chosen service level comes between.
pub const COLUMNS: [&str; 2] = ["offered", "answered"];
pub const COLUMNS_AFTER_LEVEL: [&str; 3] = ["asa", "abandon_rate", "aht"];
/// Of operators, whose own contacts nobody offered to them.
pub const OPERATOR_COLUMNS: [&str; 6] = [
    "handled",
    "aht",
    "answer_rate",
    "occupancy",
    "transfer_rate",
    "csat",
];
