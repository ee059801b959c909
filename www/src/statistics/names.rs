//! What figures are called on the page.

/// Keys of figures and of their texts.
const NAMES: [(&str, &str); 53] = [
    ("offered", "statistics.figure.offered"),
    ("answered", "statistics.figure.answered"),
    ("abandoned", "statistics.figure.abandoned"),
    ("short_abandoned", "statistics.figure.short_abandoned"),
    ("flow_out", "statistics.figure.flow_out"),
    ("callback_converted", "statistics.figure.callback_converted"),
    ("still_waiting", "statistics.figure.still_waiting"),
    ("sl_1", "statistics.figure.sl_1"),
    ("sl_2", "statistics.figure.sl_2"),
    ("sl_3", "statistics.figure.sl_3"),
    ("sl_4", "statistics.figure.sl_4"),
    ("sl_5", "statistics.figure.sl_5"),
    ("sl_6", "statistics.figure.sl_6"),
    ("abandon_rate", "statistics.figure.abandon_rate"),
    ("abandon_rate_net", "statistics.figure.abandon_rate_net"),
    ("asa", "statistics.figure.asa"),
    ("awt", "statistics.figure.awt"),
    ("aat", "statistics.figure.aat"),
    ("longest_wait", "statistics.figure.longest_wait"),
    ("longest_waiting", "statistics.figure.longest_waiting"),
    ("estimate_held", "statistics.figure.estimate_held"),
    ("handled", "statistics.figure.handled"),
    ("talk", "statistics.figure.talk"),
    ("hold", "statistics.figure.hold"),
    ("acw", "statistics.figure.acw"),
    ("aht", "statistics.figure.aht"),
    ("transfer_rate", "statistics.figure.transfer_rate"),
    ("rings", "statistics.figure.rings"),
    ("answer_rate", "statistics.figure.answer_rate"),
    ("ringing", "statistics.figure.ringing"),
    ("busy", "statistics.figure.busy"),
    ("idle", "statistics.figure.idle"),
    ("logged_in", "statistics.figure.logged_in"),
    ("occupancy", "statistics.figure.occupancy"),
    ("utilisation", "statistics.figure.utilisation"),
    ("fcr_marked", "statistics.figure.fcr_marked"),
    ("fcr_no_repeat", "statistics.figure.fcr_no_repeat"),
    ("fcr_surveyed", "statistics.figure.fcr_surveyed"),
    ("fcr_all", "statistics.figure.fcr_all"),
    ("fcr_first", "statistics.figure.fcr_first"),
    ("csat", "statistics.figure.csat"),
    ("stars", "statistics.figure.stars"),
    ("response_rate", "statistics.figure.response_rate"),
    ("nps", "statistics.figure.nps"),
    ("callbacks_offered", "statistics.figure.callbacks_offered"),
    ("callbacks_accepted", "statistics.figure.callbacks_accepted"),
    ("callback_attempts", "statistics.figure.callback_attempts"),
    ("callbacks_reached", "statistics.figure.callbacks_reached"),
    (
        "callbacks_not_reached",
        "statistics.figure.callbacks_not_reached",
    ),
    ("callbacks_expired", "statistics.figure.callbacks_expired"),
    ("time_to_callback", "statistics.figure.time_to_callback"),
    ("window_kept", "statistics.figure.window_kept"),
    ("messages", "statistics.figure.messages"),
];

/// The text that names a figure; one of a later version has none.
#[must_use]
pub fn text_of(key: &str) -> &'static str {
    let name = NAMES.iter().find(|(known, _)| *known == key);
    name.map_or("statistics.no_data", |(_, text)| text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::groups::{
        AFTER_LEVEL, COLUMNS_AFTER_LEVEL, FIRST, GROUPS, OPERATOR_COLUMNS,
    };

    #[test]
    fn every_figure_of_the_page_has_a_name() {
        let groups = GROUPS.iter().flat_map(|group| group.keys);
        let first = FIRST.iter().chain(&AFTER_LEVEL).chain(&COLUMNS_AFTER_LEVEL);
        for key in groups.chain(first).chain(&OPERATOR_COLUMNS) {
            assert_ne!(text_of(key), "statistics.no_data", "{key}");
        }
    }
}
