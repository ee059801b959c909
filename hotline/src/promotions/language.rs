//! Which of several languages a reader gets.

/// The tag among `available` that serves a reader of `wanted` (BCP 47) best: the same, else a shorter one (`de` for
/// `de-AT`), else another region's (`pt-BR` for `pt`), else `default`. `None` when not even that is there.
#[must_use]
pub fn best_language<'a>(
    wanted: &str,
    available: impl Iterator<Item = &'a str> + Clone,
    default: &str,
) -> Option<&'a str> {
    let same = |tag: &str| {
        let mut tags = available.clone();
        tags.find(|known| known.eq_ignore_ascii_case(tag))
    };
    let mut shorter = Some(wanted);
    while let Some(tag) = shorter {
        if let Some(known) = same(tag) {
            return Some(known);
        }
        shorter = tag.rsplit_once('-').map(|(rest, _)| rest);
    }
    let mut tags = available.clone();
    tags.find(|known| primary(known).eq_ignore_ascii_case(primary(wanted)))
        .or_else(|| same(default))
}

fn primary(tag: &str) -> &str {
    tag.split('-').next().unwrap_or(tag)
}
