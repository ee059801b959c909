//! Line drawings on a grid of 24, drawn in the colour of the text.

use leptos::prelude::*;

#[component]
pub fn Icon(name: &'static str) -> impl IntoView {
    let path = match name {
        "bell" => "M12 3v2M6 17V11a6 6 0 0 1 12 0v6l1.5 2h-15L6 17ZM10 21.5h4",
        "chat" => {
            "M5.500 5h13A1.500 1.500 0 0 1 20 6.500v9a1.500 1.500 0 0 1-1.500 1.500H11l-4.500 4v-4h-1A1.500 1.500 0 0 1 4 15.500v-9A1.500 1.500 0 0 1 5.500 5ZM8 9.500h8M8 12.500h5"
        }
        "check" => "m5 12.5 4.5 4.5L19 7.5",
        "clock" => "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 7v5l3.5 2",
        "close" => "m6 6 12 12M18 6 6 18",
        "copy" => {
            "M9 8.500h9.500a1 1 0 0 1 1 1V20a1 1 0 0 1-1 1H9a1 1 0 0 1-1-1V9.500a1 1 0 0 1 1-1ZM5 16H4.500a1 1 0 0 1-1-1V4.500a1 1 0 0 1 1-1H14a1 1 0 0 1 1 1V5"
        }
        "cup" => {
            "M4 9h13v6a5 5 0 0 1-5 5H9a5 5 0 0 1-5-5V9ZM17 10.5h1.5a2.5 2.5 0 0 1 0 5H17M8 5.5V3.5M12.5 5.5V3.5"
        }
        "gift" => {
            "M4 11h16v9.500H4V11ZM3 7.500h18V11H3V7.500ZM12 7.500v13M12 7.500C9 7.500 7 6.500 7 5s2.500-2.500 5 2.500C14.500 2.500 17 3.500 17 5s-2 2.500-5 2.500Z"
        }
        "handset" => {
            "M5 4h3.5l1.8 4.5-2.2 1.6a12 12 0 0 0 5.8 5.8l1.6-2.2L20 15.5V19a1.5 1.5 0 0 1-1.6 1.5A15.5 15.5 0 0 1 3.5 5.6 1.5 1.5 0 0 1 5 4Z"
        }
        "handset-down" => {
            "M3 14.5v-2.2C5.3 9.8 8.5 8.5 12 8.5s6.7 1.3 9 3.8v2.2a1.2 1.2 0 0 1-1.4 1.2l-3.3-.6a1.2 1.2 0 0 1-1-1.2v-1.6a11 11 0 0 0-6.6 0v1.6a1.2 1.2 0 0 1-1 1.2l-3.3.6A1.2 1.2 0 0 1 3 14.5Z"
        }
        "info" => "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 11v5.5M12 7.5v.5",
        "keyboard" => {
            "M3.5 6h17A1.5 1.5 0 0 1 22 7.5v9a1.5 1.5 0 0 1-1.5 1.5h-17A1.5 1.5 0 0 1 2 16.5v-9A1.5 1.5 0 0 1 3.5 6ZM6 10h.5M10 10h.5M14 10h.5M18 10h.5M8 14h8"
        }
        "letter" => {
            "M4.500 5.500h15A1.500 1.500 0 0 1 21 7v10a1.500 1.500 0 0 1-1.500 1.500h-15A1.500 1.500 0 0 1 3 17V7a1.500 1.500 0 0 1 1.500-1.500ZM3.500 7l8.500 6 8.500-6"
        }
        "megaphone" => {
            "M4 10v4a1 1 0 0 0 1 1h3l9 4V5L8 9H5a1 1 0 0 0-1 1ZM8 15l1 5h2.500l-.800-4M20 10v4"
        }
        "leave" => {
            "M14 4h4.5A1.5 1.5 0 0 1 20 5.5v13a1.5 1.5 0 0 1-1.5 1.5H14M10 8l-4 4 4 4M6 12h9"
        }
        "microphone" => {
            "M12 15a3.5 3.5 0 0 0 3.5-3.5v-5a3.5 3.5 0 0 0-7 0v5A3.5 3.5 0 0 0 12 15ZM5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3.5"
        }
        "microphone-off" => {
            "m3.5 3.5 17 17M8.5 9v2.5a3.5 3.5 0 0 0 5.3 3M15.5 11.5v-5a3.5 3.5 0 0 0-6.7-1.4M5.5 11.5a6.5 6.5 0 0 0 10.3 5.3M18.5 11.5a6.4 6.4 0 0 1-.5 2.5M12 18v3.5"
        }
        "plug" => "M9 3v5M15 3v5M6.5 8h11v3.5a5.5 5.5 0 0 1-11 0V8ZM12 17v4",
        "send" => "M4 12 20 4.500 15.500 20l-3.500-6.500L4 12ZM12 13.500l8-9",
        "window" => {
            "M4.5 4.5h15A1.5 1.5 0 0 1 21 6v12a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 18V6a1.5 1.5 0 0 1 1.5-1.5ZM3 9h18M6 6.8h.300M8.5 6.8h.300"
        }
        "back" => "M15 5l-7 7 7 7",
        "download" => "M12 4v11M7 11l5 5 5-5M4.5 19.5h15",
        "list" => {
            "M8.500 6.500H20M8.500 12H20M8.500 17.500H20M4 6.500h.500M4 12h.500M4 17.500h.500"
        }
        "chart" => "M4 20h16M7 20v-6M12 20V6M17 20v-9",
        "people" => {
            "M9 11a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7ZM3 20a6 6 0 0 1 12 0M16 11a3 3 0 1 0-1.500-5.600M17 14.500a5 5 0 0 1 4 5.500"
        }
        "plus" => "M12 5v14M5 12h14",
        "search" => "M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM16 16l4.500 4.500",
        "speech" => "M4 5h16v11H11l-5 4v-4H4Z",
        _ => "",
    };
    view! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
            <path d=path />
        </svg>
    }
}

/// The sign of the house: a bell on its cord.
#[component]
pub fn Mark() -> impl IntoView {
    view! {
        <svg class="mark" viewBox="0 0 32 32" aria-hidden="true">
            <path class="mark-cord" d="M16 2v7" />
            <path class="mark-bell" d="M7 22.5c2-2 2.5-4 2.5-7a6.5 6.5 0 0 1 13 0c0 3 .5 5 2.5 7Z" />
            <circle class="mark-clapper" cx="16" cy="26" r="2.3" />
        </svg>
    }
}

/// The picture of the quiet desk: a bell pull as it hung beside a door.
#[component]
pub fn Bellpull() -> impl IntoView {
    view! {
        <svg class="bellpull" viewBox="0 0 120 120" aria-hidden="true">
            <circle class="pull-disc" cx="60" cy="60" r="56" />
            <path class="pull-cord" d="M60 4v40" />
            <path class="pull-knot" d="M54 22h12M55.5 27h9" />
            <path class="pull-bell" d="M34 80c6-6 8-12 8-20a18 18 0 0 1 36 0c0 8 2 14 8 20Z" />
            <path class="pull-rim" d="M32 80h56" />
            <circle class="pull-clapper" cx="60" cy="88" r="5.5" />
        </svg>
    }
}
