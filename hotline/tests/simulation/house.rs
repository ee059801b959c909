//! What this hotline is like: its spans of time and its hours. Spans of a working day are cut to what fits ten minutes.

use crate::chance::Chance;
use bellpull_hotline::hours::{OpeningHours, Weekday, Zone};
use bellpull_hotline::{Input, Settings};
use bellpull_protocol::HotlineId;
use std::time::Duration;

pub const CHAT_AWAY: Duration = Duration::from_secs(20);

/// Few, so that a handful that waits has somebody behind the head.
pub const PLACES_AT_ONCE: usize = 3;

pub fn settings() -> Settings {
    Settings {
        waiting_room: 6,
        places_at_once: PLACES_AT_ONCE,
        places_slice: 2,
        owed: Duration::from_secs(1_200),
        owed_after_opening: Duration::from_secs(300),
        remember_answer: Duration::from_secs(600),
        chat_away: CHAT_AWAY,
        dialling: Duration::from_secs(60),
        retry_browser: Duration::from_secs(20),
        retry_phone: Duration::from_secs(60),
        ..Settings::default()
    }
}

pub fn shop() -> HotlineId {
    HotlineId::new("shop").unwrap()
}

/// All lines of the organisation; without a plan there is the first.
pub fn hotlines() -> [HotlineId; 2] {
    [shop(), HotlineId::new("spa").unwrap()]
}

/// Often none; else closed for some minutes of the trouble, and always open when it is over.
pub fn hours(chance: &mut Chance) -> Option<OpeningHours> {
    if chance.percent(50) {
        return None;
    }
    let closes = chance.below(7);
    let opens = chance.between(closes + 1, 9);
    let rest = format!(r#"{{"opens":"00:{opens:02}","closes":"24:00"}}"#);
    let day = match closes {
        0 => rest,
        _ => format!(r#"{{"opens":"00:00","closes":"00:{closes:02}"}},{rest}"#),
    };
    let week =
        Weekday::ALL.map(|name| format!("{}:[{day}]", serde_json::to_string(&name).unwrap()));
    let hours = format!(r#"{{"zone":"UTC","week":{{{}}}}}"#, week.join(","));
    Some(serde_json::from_str(&hours).unwrap())
}

/// How the heart is told them.
pub fn told(hours: Option<&OpeningHours>) -> Input {
    Input::Hours {
        hotline: shop(),
        hours: hours.map(|hours| (hours.clone(), Zone::utc())),
    }
}
