//! What a person sees while it works: a line per step, with its duration at the end.

use std::io::{self, Write as _};
use std::time::{Duration, Instant};

use anyhow::Result;

/// Runs one step between its name and its duration. The output of programs it starts stands in between.
pub fn step<T>(name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    eprintln!("▸ {name}");
    let since = Instant::now();
    let outcome = work();
    let mark = if outcome.is_ok() { "✓" } else { "✗" };
    eprintln!("{mark} {name} ({})", in_words(since.elapsed()));
    outcome
}

/// Begins a part of a long run.
pub fn heading(title: &str) {
    eprintln!("\n━━ {title} ━━");
}

/// What was asked for, on standard output; everything else goes to standard error.
pub fn say(line: &str) {
    // Who reads it may have seen enough, as `head` does.
    let _ = writeln!(io::stdout(), "{line}");
}

/// `0.3 s`, `42.0 s`, `3 min 05 s`
pub fn in_words(duration: Duration) -> String {
    let seconds = duration.as_secs();
    if seconds < 60 {
        format!("{:.1} s", duration.as_secs_f64())
    } else {
        format!("{} min {:02} s", seconds / 60, seconds % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_well() {
        assert_eq!(in_words(Duration::from_millis(340)), "0.3 s");
        assert_eq!(in_words(Duration::from_secs(185)), "3 min 05 s");
    }
}
