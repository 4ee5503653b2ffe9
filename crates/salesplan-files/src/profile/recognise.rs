//! Which profile a file is of, told by its headers.
//!
//! A profile names the headers that make a file one of its own. Where several do, the one
//! that reads most of the file's columns is taken; where two read as many, a person is asked.

use super::Profile;

/// Which profile a file is of.
#[derive(Debug, Clone)]
pub enum Recognised<'p> {
    /// This one, and why.
    One(&'p Profile, Why),
    /// Several, and nothing tells which.
    Several(Vec<&'p Profile>),
    /// None.
    None,
}

/// Why a file is of a profile.
#[derive(Debug, Clone)]
pub struct Why {
    /// Headers of the file by which it is known, a few of them.
    pub marks: Vec<String>,
    /// How many of the file's columns the profile reads.
    pub n_read: usize,
    /// How many it has.
    pub n_columns: usize,
}

/// The headers by which a profile knows its files.
#[derive(Debug, Clone, Default)]
pub(crate) struct Marks {
    /// All of these are there.
    pub all: Vec<String>,
    /// And at least one of these, where any is named.
    pub any: Vec<String>,
}

/// Whether two headers are the same: letters of either case are.
pub(crate) fn same_header(one: &str, other: &str) -> bool {
    one == other || one.to_lowercase() == other.to_lowercase()
}

/// Finds the profile of a file with these headers.
pub fn recognise<'p>(profiles: &'p [Profile], headers: &[String]) -> Recognised<'p> {
    let has = |wanted: &String| headers.iter().any(|header| same_header(header, wanted));
    let fits = |profile: &&Profile| {
        let Marks { all, any } = &profile.marks;
        let is_marked = !all.is_empty() || !any.is_empty();
        is_marked && all.iter().all(has) && (any.is_empty() || any.iter().any(has))
    };
    let n_read = |profile: &Profile| {
        let names = profile.columns.iter().flat_map(|column| &column.headers);
        headers
            .iter()
            .filter(|header| names.clone().any(|name| same_header(header, &name.value)))
            .count()
    };
    let fitting: Vec<&Profile> = profiles.iter().filter(fits).collect();
    let most = fitting.iter().map(|profile| n_read(profile)).max().unwrap_or(0);
    let best: Vec<&Profile> = fitting.into_iter().filter(|profile| n_read(profile) == most).collect();
    match best[..] {
        [] => Recognised::None,
        [profile] => {
            let named = profile
                .marks
                .all
                .iter()
                .chain(&profile.marks.any)
                .filter(|name| has(name));
            let why = Why {
                marks: named.take(3).map(|name| format!("`{name}`")).collect(),
                n_read: most,
                n_columns: headers.len(),
            };
            Recognised::One(profile, why)
        }
        _ => Recognised::Several(best),
    }
}
