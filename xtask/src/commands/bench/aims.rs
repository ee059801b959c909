//! What each figure should be. Ratios compare figures of the same run.

use super::figure::Figure;

/// A figure's aim.
pub struct Aim {
    pub key: &'static str,
    pub want: Want,
}

#[derive(Clone, Copy)]
pub enum Want {
    AtMost(f64),
    AtLeast(f64),
    /// So many times another figure of the same run.
    AtMostOf(f64, &'static str),
    /// Told to be compared by people.
    Shown,
}

use Want::{AtLeast, AtMost, AtMostOf, Shown};

const fn aim(key: &'static str, want: Want) -> Aim {
    Aim { key, want }
}

/// In the order of the table.
pub const AIMS: &[Aim] = &[
    aim("widget.loader.br", AtMost(1_536.0)),
    aim("widget.first_open.br", AtMost(92_160.0)),
    aim("widget.total.br", AtMost(122_880.0)),
    aim("heart.10.10.decision_us", Shown),
    aim("heart.10.100.decision_us", Shown),
    aim("heart.10.1000.decision_us", Shown),
    // Between 10 and 100,000 waiting lie four decades: a logarithm grows five times.
    aim(
        "heart.1000.10.decision_us",
        AtMostOf(3.0, "heart.10.10.decision_us"),
    ),
    aim(
        "heart.1000.100.decision_us",
        AtMostOf(3.0, "heart.10.100.decision_us"),
    ),
    aim(
        "heart.1000.1000.decision_us",
        AtMostOf(3.0, "heart.10.1000.decision_us"),
    ),
    aim(
        "heart.100000.10.decision_us",
        AtMostOf(5.0, "heart.10.10.decision_us"),
    ),
    aim(
        "heart.100000.100.decision_us",
        AtMostOf(5.0, "heart.10.100.decision_us"),
    ),
    aim(
        "heart.100000.1000.decision_us",
        AtMostOf(5.0, "heart.10.1000.decision_us"),
    ),
    aim("heart.bytes_per_waiting", Shown),
    aim("heart.restore_10000_ms", Shown),
    aim("edge.acks_per_s", Shown),
    aim("edge.acks_per_commit", AtLeast(20.0)),
    aim("edge.ratio_to_commit_per_message", Shown),
    aim("edge.p99_ms", Shown),
    aim("edge.idle_ack_ms", Shown),
    aim("edge.sockets.held", AtLeast(5_000.0)),
    aim("edge.sockets.kb_each", Shown),
    aim("edge.sockets.ack_p99_ms", AtMost(100.0)),
    aim(
        "media.50.cpu_us_per_packet",
        AtMostOf(6.0, "media.50.floor_us_per_packet"),
    ),
    aim(
        "media.50.cpu_us_per_packet",
        AtMostOf(0.5, "janus.50.cpu_us_per_packet"),
    ),
    aim("media.50.floor_us_per_packet", Shown),
    aim("media.50.p50_ms", Shown),
    aim("media.50.p99_ms", AtMostOf(1.0, "janus.50.p99_ms")),
    aim("media.50.loss", AtMost(0.0)),
    aim("media.50.kb_per_call", AtMost(300.0)),
    aim(
        "media.50.kb_per_call",
        AtMostOf(0.5, "janus.50.kb_per_call"),
    ),
    aim("media.50.setup_s", AtMostOf(1.0, "janus.50.setup_s")),
    aim("janus.50.cpu_us_per_packet", Shown),
    aim("janus.50.p50_ms", Shown),
    aim("janus.50.p99_ms", Shown),
    aim("janus.50.loss", Shown),
    aim("janus.50.kb_per_call", Shown),
    aim("janus.50.setup_s", Shown),
    aim(
        "media.100.cpu_us_per_packet",
        AtMostOf(6.0, "media.100.floor_us_per_packet"),
    ),
    aim(
        "media.100.cpu_us_per_packet",
        AtMostOf(0.5, "janus.100.cpu_us_per_packet"),
    ),
    aim("media.100.floor_us_per_packet", Shown),
    aim("media.100.p50_ms", Shown),
    aim("media.100.p99_ms", AtMostOf(1.0, "janus.100.p99_ms")),
    aim("media.100.loss", AtMost(0.0)),
    aim("media.100.kb_per_call", AtMost(300.0)),
    aim(
        "media.100.kb_per_call",
        AtMostOf(0.5, "janus.100.kb_per_call"),
    ),
    aim("media.100.setup_s", AtMostOf(1.0, "janus.100.setup_s")),
    aim("janus.100.cpu_us_per_packet", Shown),
    aim("janus.100.p50_ms", Shown),
    aim("janus.100.p99_ms", Shown),
    aim("janus.100.loss", Shown),
    aim("janus.100.kb_per_call", Shown),
    aim("janus.100.setup_s", Shown),
    aim("call.click_to_ring.p50_ms", Shown),
    aim("call.click_to_ring.p95_ms", AtMost(300.0)),
    aim("call.answer_to_sound.p50_ms", Shown),
    aim("call.answer_to_sound.p95_ms", AtMost(500.0)),
];

/// The keys that a part must tell.
pub fn keys(part: &str) -> impl Iterator<Item = &'static str> {
    let starts: &[&str] = match part {
        "bytes" => &["widget."],
        "call" => &["call."],
        "media" => &["media.", "janus."],
        "edge" => &["edge."],
        _ => &["heart."],
    };
    let of_part = |key: &&str| starts.iter().any(|start| key.starts_with(start));
    let mut keys: Vec<&str> = AIMS.iter().map(|aim| aim.key).filter(of_part).collect();
    keys.dedup();
    keys.into_iter()
}

impl Want {
    /// The aim in words, and whether the value keeps it; `None` where nothing is wanted or nothing can be compared.
    pub fn judge(self, value: Option<f64>, figures: &[Figure]) -> (String, Option<bool>) {
        let of = |key: &str| {
            let known = figures.iter().find(|figure| figure.key == key);
            known.and_then(|figure| figure.value)
        };
        match self {
            AtMost(most) => (
                format!("≤ {}", plain(most)),
                value.map(|value| value <= most),
            ),
            AtLeast(least) => (
                format!("≥ {}", plain(least)),
                value.map(|value| value >= least),
            ),
            AtMostOf(times, key) => {
                let ratio = value.zip(of(key)).map(|(value, of)| value / of);
                let is = ratio.map_or_else(String::new, |ratio| format!(" (is {ratio:.2} ×)"));
                let times_words = format!("≤ {} × {key}{is}", plain(times));
                (times_words, ratio.map(|ratio| ratio <= times))
            }
            Shown => (String::new(), None),
        }
    }
}

/// Without zeros that say nothing, thousands apart.
pub fn plain(value: f64) -> String {
    if value.fract() != 0.0 {
        return format!("{value}");
    }
    let digits = format!("{value:.0}");
    let mut apart = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) && !apart.ends_with('-') {
            apart.push(',');
        }
        apart.push(digit);
    }
    apart
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ratio_is_judged_within_one_run() {
        let figures = [Figure::of("janus.50.p99_ms", 4.0)];
        let want = AtMostOf(0.5, "janus.50.p99_ms");

        assert_eq!(want.judge(Some(2.0), &figures).1, Some(true));
        assert_eq!(want.judge(Some(2.1), &figures).1, Some(false));
        assert_eq!(want.judge(Some(2.1), &[]).1, None);
        assert_eq!(want.judge(None, &figures).1, None);
    }

    #[test]
    fn numbers_read_well() {
        assert_eq!(
            [plain(92_160.0), plain(0.5), plain(3.0)],
            ["92,160", "0.5", "3"]
        );
    }

    #[test]
    fn every_compared_figure_exists() {
        for aim in AIMS {
            if let AtMostOf(_, other) = aim.want {
                assert!(AIMS.iter().any(|known| known.key == other), "{other}");
            }
        }
    }
}
