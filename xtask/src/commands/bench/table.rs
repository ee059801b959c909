//! The figures as a person reads them.

use std::collections::BTreeMap;

use super::aims::{AIMS, plain};
use super::figure::Figure;

/// The machine, a line for each figure and each further aim it has, then what nobody asked for.
pub fn lines(machine: &BTreeMap<&str, String>, figures: &[Figure]) -> Vec<String> {
    let mut lines = vec![String::new()];
    lines.extend(
        machine
            .iter()
            .map(|(name, value)| format!("{name}: {value}")),
    );
    lines.push(String::new());
    let mut told = Vec::new();
    for aim in AIMS {
        let Some(figure) = figures.iter().find(|figure| figure.key == aim.key) else {
            continue;
        };
        let (words, kept) = aim.want.judge(figure.value, figures);
        let mark = match kept {
            Some(true) => "✓",
            Some(false) => "✗",
            None => " ",
        };
        lines.push(line(mark, figure, &words));
        told.push(aim.key);
    }
    let others = figures
        .iter()
        .filter(|figure| !told.contains(&figure.key.as_str()));
    lines.extend(others.map(|figure| line(" ", figure, "")));
    lines
}

fn line(mark: &str, figure: &Figure, aim: &str) -> String {
    let value = figure.value.map_or_else(|| "null".to_owned(), plain);
    let spread = figure.spread.map_or_else(String::new, |[least, greatest]| {
        format!("[{} … {}]", plain(least), plain(greatest))
    });
    let reason = figure.reason.as_deref().unwrap_or_default();
    let line = format!(
        "{mark} {:<38} {value:>10} {spread:<20} {aim} {reason}",
        figure.key
    );
    line.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missed_aim_is_marked() {
        let figures = [
            Figure::of("widget.loader.br", 2_009.0),
            Figure::of("other", 1.0),
        ];

        let lines = lines(&BTreeMap::new(), &figures);

        assert!(
            lines
                .iter()
                .any(|line| line.starts_with("✗ widget.loader.br") && line.contains("2,009"))
        );
        assert!(lines.iter().any(|line| line.contains("other")));
    }
}
