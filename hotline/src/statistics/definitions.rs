//! The one table of all figures. Pages, exports and `docs/FIGURES.md` say what stands here.
//!
//! `A`: answered, `B`: abandoned; with `T` within the threshold, with `s` within the short one; both limits included.

use super::definition::About::{Presence, Promises, Quality, Rings, Waiting, Work};
use super::definition::Unit::{Count, Score, Seconds, Share, Stars};
use super::definition::{About, Definition, Measured, Unit, count, mean_s, seconds, share};
use super::tally::Tally;

/// The service level that is shown where there is room for one.
pub const USUAL_SERVICE_LEVEL: &str = "sl_4";

/// In the order in which they are shown.
#[rustfmt::skip]
pub const DEFINITIONS: &[Definition] = &[
    define("offered", "COUNT", Count, Waiting, "Calls and chats that waited live = answered + abandoned + left otherwise + became callbacks + still waiting; each once, however often it rang", |t| count(t.offered)),
    define("answered", "COUNT", Count, Waiting, "A: both hear each other, or the chat was accepted", |t| count(t.answered)),
    define("abandoned", "COUNT", Count, Waiting, "B: the visitor left unanswered, or their page was gone for too long; whoever asked for a callback has not abandoned", |t| count(t.abandoned)),
    define("short_abandoned", "COUNT", Count, Waiting, "B_s: abandoned within s", |t| count(t.short_abandoned)),
    define("flow_out", "COUNT", Count, Waiting, "Left otherwise: moved to another department, timed out, closed", |t| count(t.flow_out)),
    define("callback_converted", "COUNT", Count, Waiting, "Became callbacks while waiting", |t| count(t.converted)),
    define("still_waiting", "COUNT", Count, Waiting, "Offered, and nothing of the above yet", |t| count(t.waiting)),
    define("sl_1", "SL-1", Share, Waiting, "(A_T + B_T) / (A + B): abandons within T count as met", |t| share(t.answered_in_time + t.abandoned_in_time, t.answered + t.abandoned)),
    define("sl_2", "SL-2", Share, Waiting, "A_T / A: of those answered only", |t| share(t.answered_in_time, t.answered)),
    define("sl_3", "SL-3", Share, Waiting, "A_T / (A + B): all abandons are failures", |t| share(t.answered_in_time, t.answered + t.abandoned)),
    define("sl_4", "SL-4", Share, Waiting, "A_T / (A + B − B_T): abandons within T are left out", |t| share(t.answered_in_time, t.answered + t.abandoned - t.abandoned_in_time)),
    define("sl_5", "SL-5", Share, Waiting, "(A_T + B_s) / (A + B): abandons within s count as met", |t| share(t.answered_in_time + t.short_abandoned, t.answered + t.abandoned)),
    define("sl_6", "SL-6", Share, Waiting, "(answered + abandoned + became a callback, each within T) / offered: removed from the queue within T", |t| share(t.answered_in_time + t.abandoned_in_time + t.converted_in_time, t.offered)),
    define("abandon_rate", "ABANDON-GROSS", Share, Waiting, "B / offered", |t| share(t.abandoned, t.offered)),
    define("abandon_rate_net", "ABANDON-NET", Share, Waiting, "(B − B_s) / (offered − B_s)", |t| share(t.abandoned - t.short_abandoned, t.offered - t.short_abandoned)),
    define("asa", "ASA", Seconds, Waiting, "Sum of the waits of those answered / A; from entering the queue until answered", |t| mean_s(t.wait_answered_ms, t.answered)),
    define("awt", "AWT", Seconds, Waiting, "Sum of all waits / offered; of those still waiting until now", |t| mean_s(t.wait_ms, t.offered)),
    define("aat", "AAT", Seconds, Waiting, "Sum of the waits of those who abandoned / B", |t| mean_s(t.wait_abandoned_ms, t.abandoned)),
    define("longest_wait", "MAX", Seconds, Waiting, "The longest wait of all offered", |t| seconds(t.longest_ms, t.offered)),
    define("longest_waiting", "MAX", Seconds, Waiting, "The longest wait of those still waiting, until now", |t| seconds(t.longest_waiting_ms, t.waiting)),
    define("estimate_held", "ESTIMATE", Share, Promises, "Answered within the estimate that was told first / answered that were told one; 0.8 is aimed at", |t| share(t.estimate_held, t.estimated)),

    define("handled", "COUNT", Count, Work, "Times an operator talked or wrote with a visitor: a transferred contact counts once for each", |t| count(t.handled)),
    define("talk", "TALK", Seconds, Work, "Sum of talking without hold / handled; chats overlap, and dialling belongs to it", |t| mean_s(t.talk_ms, t.handled)),
    define("hold", "HOLD", Seconds, Work, "Sum of hold / handled: the visitor hears the waiting tone in mid-call", |t| mean_s(t.hold_ms, t.handled)),
    define("acw", "ACW", Seconds, Work, "Sum of wrap-up / handled", |t| mean_s(t.wrap_up_ms, t.handled)),
    define("aht", "AHT", Seconds, Work, "(talk + hold + wrap-up) / handled; ringing and breaks do not belong to it", |t| mean_s(t.talk_ms + t.hold_ms + t.wrap_up_ms, t.handled)),
    define("transfer_rate", "TRANSFER", Share, Work, "Given to somebody else / handled", |t| share(t.transferred, t.handled)),
    define("rings", "COUNT", Count, Rings, "Rings at operators, without those that a colleague answered first or that were taken back", |t| count(t.rings)),
    define("answer_rate", "ANSWER", Share, Rings, "Accepted rings / rings", |t| share(t.rings_answered, t.rings)),
    define("ringing", "RINGING", Seconds, Rings, "Sum of ringing / rings", |t| mean_s(t.ringing_ms, t.rings)),
    define("busy", "TIME", Seconds, Presence, "Time on at least one contact, from accepting to the end of the wrap-up, within the period", |t| seconds(t.busy_ms, t.people)),
    define("idle", "TIME", Seconds, Presence, "Time available and on no contact, within the period", |t| seconds(t.idle_ms, t.people)),
    define("logged_in", "TIME", Seconds, Presence, "Time at the desk: available, on a break, or taken out without having left", |t| seconds(t.logged_in_ms, t.people)),
    define("occupancy", "OCCUPANCY", Share, Presence, "Time on contacts / (time on contacts + idle and available); several chats count as one, breaks not at all", |t| of_people(t, t.busy_ms, t.busy_ms + t.idle_ms)),
    define("utilisation", "UTILISATION", Share, Presence, "Time on contacts while at the desk / time at the desk; breaks lower it", |t| of_people(t, t.busy_there_ms, t.logged_in_ms)),

    define("fcr_marked", "FCR-MARKED", Share, Quality, "Marked as resolved / contacts with an outcome", |t| share(t.resolved, t.marked)),
    define("fcr_no_repeat", "FCR-NO-REPEAT", Share, Quality, "Without a further contact of the same visitor about the same topic within 7 days, so far / answered; an unknown topic counts as the same", |t| share(t.unrepeated, t.served)),
    define("fcr_surveyed", "FCR-SURVEYED", Share, Quality, "Visitors who said that it is settled / visitors who said either", |t| share(t.surveyed_settled, t.surveyed)),
    define("fcr_all", "FCR-ALL", Share, Quality, "Marked as resolved and without a further contact, as above / all answered", |t| share(t.settled_for_good, t.served)),
    define("fcr_first", "FCR-FIRST", Share, Quality, "The same of first contacts / answered first contacts: none of this visitor about it in the 7 days before", |t| share(t.first_settled_for_good, t.first)),
    define("csat", "CSAT", Share, Quality, "Ratings of 4 and 5 stars / ratings; a rating counts for every operator who talked to the visitor", |t| share(t.satisfied, t.rated)),
    define("stars", "STARS", Stars, Quality, "Sum of stars / ratings", |t| share(t.stars, t.rated)),
    define("response_rate", "RESPONSE", Share, Quality, "Rated / answered", |t| share(t.rated, t.served)),
    define("nps", "NPS", Score, Quality, "100 × (9 and 10 − 0 to 6) / answers from 0 to 10", nps),

    define("callbacks_offered", "COUNT", Count, Promises, "Contacts whose visitor was offered a callback", |t| count(t.callbacks_offered)),
    define("callbacks_accepted", "COUNT", Count, Promises, "Contacts that became a callback, or were one from the start", |t| count(t.callbacks)),
    define("callback_attempts", "COUNT", Count, Promises, "Tries, those that reached the visitor among them", |t| count(t.attempts)),
    define("callbacks_reached", "REACHED", Share, Promises, "Reached / callbacks", |t| share(t.reached, t.callbacks)),
    define("callbacks_not_reached", "COUNT", Count, Promises, "Tried as often as may be", |t| count(t.not_reached)),
    define("callbacks_expired", "COUNT", Count, Promises, "Not served before they expired", |t| count(t.expired)),
    define("time_to_callback", "TTC", Seconds, Promises, "Sum of the times from asking to being reached / reached", |t| mean_s(t.reached_after_ms, t.reached)),
    define("window_kept", "WINDOW", Share, Promises, "First try within the window that the visitor chose / callbacks with a window", |t| share(t.windows_kept, t.windows)),
    define("messages", "COUNT", Count, Promises, "Messages left for later", |t| count(t.messages)),
];

const fn define(
    key: &'static str,
    name: &'static str,
    unit: Unit,
    about: About,
    formula: &'static str,
    compute: fn(&Tally) -> Measured,
) -> Definition {
    Definition {
        key,
        name,
        formula,
        unit,
        version: 1,
        about,
        compute,
    }
}

fn of_people(t: &Tally, part_ms: u64, of_ms: u64) -> Measured {
    let (value, _) = share(part_ms, of_ms);
    (value, if value.is_some() { t.people } else { 0 })
}

fn nps(t: &Tally) -> Measured {
    let (promoters, _) = share(t.promoters, t.recommending);
    let (detractors, n) = share(t.detractors, t.recommending);
    let score = promoters.zip(detractors);
    (score.map(|(for_it, against)| 100.0 * (for_it - against)), n)
}
