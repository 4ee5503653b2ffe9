//! The name that somebody probably meant.

/// The nearest of the known names, where one is near enough to be a slip.
pub(crate) fn nearest<'a>(name: &str, known: &[&'a str]) -> Option<&'a str> {
    // Nobody means a known name by this, and comparing takes its length times theirs.
    if name.len() > 60 {
        return None;
    }
    let slips_max = match name.chars().count() {
        0..=3 => 1,
        4..=7 => 2,
        _ => 3,
    };
    let is_longer_or_shorter =
        |a: &str, b: &str| a.len() >= 3 && b.len() >= 3 && (a.starts_with(b) || b.starts_with(a));
    let slip = known
        .iter()
        .map(|candidate| (strsim::damerau_levenshtein(name, candidate), *candidate))
        .filter(|(slips, _)| *slips <= slips_max)
        .min_by_key(|(slips, _)| *slips)
        .map(|(_, candidate)| candidate);
    slip.or_else(|| {
        known
            .iter()
            .copied()
            .find(|candidate| is_longer_or_shorter(name, candidate))
    })
}
