//! The plan's deals as earlier commits had them.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;
use salesplan_files::snapshot::bytes_max;
use salesplan_files::{deals_past, digest};
use salesplan_git::{Past, Repository, Revision, RevisionDetails};
use salesplan_model::exchange::Exchange;
use salesplan_model::history::{History, evenings};
use salesplan_model::id::{DealId, PlanId};

use crate::console::Console;
use crate::failure::Failure;
use crate::place::Place;

/// The trailer with which imports and reviews name the day that they speak of.
const AS_OF: &str = "Salesplan-As-Of";

/// The trailer with which imports name their profile.
pub(crate) const IMPORT: &str = "Salesplan-Import";

/// The trailer with which imports name the mapping they read their source with.
pub(crate) const PROFILE: &str = "Salesplan-Profile";

/// The files that hold a plan's deals.
const FILES: &[&str] = &["deals.csv", "deals.toml"];

/// Earlier states of a plan's deals, listed and not yet read.
pub(crate) struct EarlierStates {
    /// In the order of their days, one a day: the blobs of the files.
    evenings: Vec<(Date, Vec<Option<String>>)>,
    /// The files by their paths in the repository.
    paths: Vec<String>,
    is_cut_off: bool,
    /// Days whose state an import made with another mapping than the import before.
    remapped: Vec<Date>,
}

impl EarlierStates {
    /// Lists the states that the first parents of a revision recorded up to the evening of
    /// `as_of`.
    pub fn list(
        place: &Place,
        repository: &Repository,
        revision: &Revision,
        plan: &PlanId,
        as_of: Date,
    ) -> Result<Self, Failure> {
        let path = |file: &&str| place.in_repository(&format!("plans/{plan}/{file}"));
        let paths: Vec<String> = FILES.iter().map(path).collect();
        let names: Vec<&str> = paths.iter().map(String::as_str).collect();
        let found = repository.history(revision, &names)?;
        let dated = |past: Past| day_of(&past.details).map(|day| (day, past.blob_ids));
        // A plan may have several sources, each with its own profile.
        let mut profiles: BTreeMap<String, String> = BTreeMap::new();
        let mut remapped = Vec::new();
        for past in found.states.iter().rev() {
            let Some(digest) = past.details.trailer(PROFILE) else {
                continue;
            };
            let name = past.details.trailer(IMPORT).unwrap_or_default();
            let before = profiles.insert(name, digest.clone());
            if before.is_some_and(|before| before != digest) {
                remapped.extend(day_of(&past.details));
            }
        }
        let oldest_first = found.states.into_iter().rev().filter_map(dated);
        Ok(Self {
            remapped,
            evenings: evenings(oldest_first.filter(|(day, _)| *day <= as_of).collect()),
            paths,
            is_cut_off: found.is_cut_off,
        })
    }

    /// Whether earlier ones may be missing, since this clone's history ends before them.
    pub fn is_cut_off(&self) -> bool {
        self.is_cut_off
    }

    /// SHA-256 over the days and the ids of the blobs; none where nothing was recorded.
    pub fn digest(&self) -> Option<String> {
        let parts: Vec<(String, String)> = self
            .evenings
            .iter()
            .map(|(day, blobs)| {
                let ids: Vec<&str> = blobs.iter().map(|id| id.as_deref().unwrap_or("none")).collect();
                (day.to_string(), ids.join(" "))
            })
            .collect();
        let parts = parts.iter().map(|(day, ids)| (day.as_str(), ids.as_bytes()));
        (!self.evenings.is_empty()).then(|| digest::of_parts(parts))
    }

    /// Reads the states; a blob that stays from one to the next only once.
    pub fn read(&self, repository: &Repository, exchange: &Exchange) -> Result<History, Failure> {
        let mut history = History::default();
        history.is_cut_off = self.is_cut_off;
        for day in &self.remapped {
            history.note_other_mapping(*day);
        }
        // Of each file the blob that was seen last, and the bytes that were read last.
        let mut seen: Vec<Option<&str>> = vec![None; self.paths.len()];
        let mut before: Vec<Option<Vec<u8>>> = vec![None; self.paths.len()];
        for (day, blobs) in &self.evenings {
            for (file, path) in self.paths.iter().enumerate() {
                let Some(id) = blobs[file].as_deref() else { continue };
                // Where the other file changed, this one says what it said.
                if seen[file].replace(id) == Some(id) {
                    continue;
                }
                let bytes = repository.blob(id, bytes_max(path))?;
                let earlier = before[file].as_deref();
                let said = bytes
                    .as_deref()
                    .and_then(|bytes| deals_past::read(path, bytes, earlier, exchange));
                match said {
                    Some(deals) => {
                        if self.remapped.contains(day) {
                            note_left_out(&mut history, *day, path, earlier, bytes.as_deref(), exchange);
                        }
                        history.record(*day, deals);
                        before[file] = bytes;
                    }
                    None => history.n_unreadable += 1,
                }
            }
        }
        Ok(history)
    }
}

/// Notes the deals that a file had before an import with another mapping, and has no more.
fn note_left_out(
    history: &mut History,
    day: Date,
    path: &str,
    earlier: Option<&[u8]>,
    now: Option<&[u8]>,
    exchange: &Exchange,
) {
    let read = |bytes: Option<&[u8]>| {
        let deals = bytes.and_then(|bytes| deals_past::read(path, bytes, None, exchange));
        deals.into_iter().flatten().map(|(deal, _)| deal)
    };
    let now: BTreeSet<DealId> = read(now).collect();
    for deal in read(earlier).filter(|deal| !now.contains(deal)) {
        history.note_left_out(day, deal);
    }
}

/// Says what of the history is not there.
pub(crate) fn note_gaps(history: &History, console: &mut Console<'_>) {
    if history.is_cut_off {
        console.note(
            "note: this clone's history is cut off, so earlier states of the deals may be missing: `git fetch --unshallow`",
        );
    }
    if history.n_unreadable > 0 {
        let (states, are) = if history.n_unreadable == 1 {
            ("state", "is")
        } else {
            ("states", "are")
        };
        console.note(&format!(
            "note: {} earlier {states} of the deals cannot be read and {are} left out",
            history.n_unreadable
        ));
    }
}

/// The day that a commit speaks of: the one it names, else the author's own.
pub(crate) fn day_of(details: &RevisionDetails) -> Option<Date> {
    let named = details.trailer(AS_OF).and_then(|day| day.trim().parse().ok());
    named.or_else(|| {
        let moment = Timestamp::from_second(details.authored_seconds).ok()?;
        let seconds = details.authored_offset_minutes.checked_mul(60)?;
        Some(Offset::from_seconds(seconds).ok()?.to_datetime(moment).date())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn details(authored_seconds: i64, authored_offset_minutes: i32, message: &str) -> RevisionDetails {
        RevisionDetails {
            parents: Vec::new(),
            tree_id: String::new(),
            authored_seconds,
            authored_offset_minutes,
            author: String::new(),
            author_email: String::new(),
            message: message.to_string(),
        }
    }

    #[test]
    fn a_commit_speaks_of_the_day_it_names_else_of_the_committers_own() {
        // 2026-10-01, 22:30 UTC.
        let late = 1_790_893_800;
        let day = |details| day_of(&details).map(|day| day.to_string());
        assert_eq!(day(details(late, 0, "x")).as_deref(), Some("2026-10-01"));
        assert_eq!(day(details(late, 120, "x")).as_deref(), Some("2026-10-02"));
        assert_eq!(day(details(late, -1380, "x")).as_deref(), Some("2026-09-30"));
        let named = "x\n\nSalesplan-As-Of: 2026-09-27\n";
        assert_eq!(day(details(late, 0, named)).as_deref(), Some("2026-09-27"));
        let misspelt = "x\n\nSalesplan-As-Of: yesterday\n";
        assert_eq!(day(details(late, 0, misspelt)).as_deref(), Some("2026-10-01"));
        assert_eq!(day(details(i64::MAX, 0, "x")), None);
        assert_eq!(day(details(late, i32::MAX, "x")), None);
    }
}
