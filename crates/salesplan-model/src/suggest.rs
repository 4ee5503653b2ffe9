//! "Did you mean": the nearest of the known words.

/// Similarity from which a word is worth suggesting.
const LIKELY: f64 = 0.75;

/// The known word nearest to `word`, where one is near.
pub fn nearest<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let lower = word.to_lowercase();
    known
        .into_iter()
        .map(|candidate| (strsim::jaro_winkler(&lower, &candidate.to_lowercase()), candidate))
        .filter(|(similarity, _)| *similarity >= LIKELY)
        .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)))
        .map(|(_, candidate)| candidate)
}

/// The most names that a help text lists.
const LISTED_MAX: usize = 40;

/// A help text: the nearest known word, else all of them.
pub fn help<'k>(word: &str, known: impl IntoIterator<Item = &'k str> + Clone) -> String {
    match nearest(word, known.clone()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => listed(known),
    }
}

fn listed<'k>(known: impl IntoIterator<Item = &'k str>) -> String {
    let mut known = known.into_iter();
    let first: Vec<String> = known
        .by_ref()
        .take(LISTED_MAX)
        .map(|name| format!("`{name}`"))
        .collect();
    match (first.is_empty(), known.count()) {
        (true, _) => "there is none that could be named here".into(),
        (false, 0) => format!("known here: {}", first.join(", ")),
        (false, n_more) => format!("known here: {} and {n_more} more", first.join(", ")),
    }
}

/// Help for many words in turn. Each is held against every known one, so that thousands of
/// wrong words among thousands of known ones would take minutes: after a bounded number of
/// comparisons words get no help any more.
#[derive(Debug)]
pub struct Suggestions<'k> {
    known: Vec<&'k str>,
    n_left: usize,
}

impl<'k> Suggestions<'k> {
    /// The most comparisons of words.
    const COMPARISONS_MAX: usize = 500_000;
    /// The longest word that is compared.
    const BYTES_MAX: usize = 200;

    /// Help from among the known words.
    pub fn new(known: impl IntoIterator<Item = &'k str>) -> Self {
        let known = known.into_iter().filter(|word| word.len() <= Self::BYTES_MAX);
        Self {
            known: known.collect(),
            n_left: Self::COMPARISONS_MAX,
        }
    }

    /// The nearest of the known words, else all of them; `None` once too many were asked for.
    pub fn help(&mut self, word: &str) -> Option<String> {
        self.n_left = self.n_left.checked_sub(self.known.len())?;
        if word.len() > Self::BYTES_MAX {
            return None;
        }
        Some(help(word, self.known.iter().copied()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_word_is_meant_and_else_all_are_listed() {
        assert_eq!(help("compny", ["company", "north"]), "did you mean `company`?");
        assert_eq!(help("xyz", ["company", "north"]), "known here: `company`, `north`");
        assert_eq!(help("xyz", []), "there is none that could be named here");
        let many: Vec<String> = (0..43).map(|number| format!("p{number}")).collect();
        assert!(help("xyz", many.iter().map(String::as_str)).ends_with("`p39` and 3 more"));
    }

    #[test]
    fn help_for_many_words_is_bounded() {
        let many: Vec<String> = (0..100_000).map(|number| number.to_string()).collect();
        let mut suggestions = Suggestions::new(many.iter().map(String::as_str));
        let helps = (0..20).filter(|_| suggestions.help("company").is_some()).count();
        assert_eq!(helps, 5);
        assert_eq!(Suggestions::new(["a"]).help(&"a".repeat(1_000)), None);
    }
}
