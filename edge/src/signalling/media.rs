//! What a media node reports. What it is told is in `post`: effects and commands agree word by word.

use bellpull_hotline::{Input, LegReport};
use bellpull_protocol::media::FromMedia;

/// Confirmations that change nothing, and kinds of a later version, say nothing.
pub(super) fn says(message: FromMedia) -> Option<Input> {
    match message {
        FromMedia::Legs { legs } => {
            let legs = legs.into_iter().map(|report| LegReport {
                leg: report.leg,
                attempt: report.attempt,
                up: report.up,
                bridged_with: report.bridged_with,
                third: report.third,
            });
            Some(Input::MediaConnected {
                legs: legs.collect(),
            })
        }
        FromMedia::LegAnswered { leg, attempt, sdp } => {
            Some(Input::LegAnswered { leg, attempt, sdp })
        }
        FromMedia::LegRefused {
            leg,
            attempt,
            code: _,
        } => Some(Input::LegRefused { leg, attempt }),
        FromMedia::LegUp { leg, attempt } => Some(Input::LegUp { leg, attempt }),
        FromMedia::LegLost { leg, attempt } => Some(Input::LegLost { leg, attempt }),
        FromMedia::LegClosed {
            leg,
            attempt,
            cause: _,
        } => Some(Input::LegClosed { leg, attempt }),
        FromMedia::Hello { .. } | FromMedia::Bridged { .. } | FromMedia::Unknown => None,
    }
}
