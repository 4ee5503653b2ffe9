//! Whether a committed review says what its sources say.
//!
//! It is held as a whole against the place where it stands, the commit that it names and what is
//! made from that commit. Whatever does not agree is a difference. Only where something that was
//! there is not in this clone, or where another version made it, nobody can tell.

use std::collections::BTreeMap;

use jiff::civil::Date;
use salesplan_files::inputs::Parents;
use salesplan_git::{Repository, Revision, TreeEntry};
use salesplan_model::id::PlanId;
use salesplan_model::period::Week;
use salesplan_model::standing::Evening;
use salesplan_report::SCHEMA_VERSION;
use salesplan_report::sources::{self, CommittedReview, Sources};
use serde_json::Value;

use crate::console::{Console, one_line};
use crate::failure::Failure;
use crate::inputs;
use crate::making::{Draft, Review};
use crate::origin::{self, Origin};
use crate::place::Place;
use crate::review_file::{self, Beside, Hand};

/// A review as a revision has it.
#[derive(Clone, Copy)]
pub(crate) struct Committed<'c> {
    pub place: &'c Place,
    pub repository: &'c Repository,
    /// The revision.
    pub revision: &'c Revision,
    /// The plan and the week that it stands under.
    pub plan: &'c PlanId,
    pub week: Week,
    pub entry: &'c TreeEntry,
}

/// What came of holding it against its sources.
pub(crate) enum Verdict {
    /// With a word where another commit stood in for the one that it names.
    Same(Option<String>),
    Differs {
        cause: String,
        /// The first line that differs, from 1.
        line: Option<usize>,
    },
    CannotTell(String),
}

fn differs(cause: impl Into<String>) -> Verdict {
    Verdict::Differs {
        cause: cause.into(),
        line: None,
    }
}

/// Makes the review again and compares bytes, its charts' too.
pub(crate) fn verdict(committed: Committed<'_>, console: &mut Console<'_>) -> Result<Verdict, Failure> {
    let opened = match committed.opened() {
        Ok(opened) => opened,
        Err(cause) => return Ok(differs(cause)),
    };
    let named = &opened.sources;
    let draft = match committed.draft(named)? {
        Ok(draft) => draft,
        Err(verdict) => return Ok(verdict.unless_other_version(named)),
    };
    let Committed { place, repository, .. } = committed;
    let is_cut_off = draft.draft.is_cut_off();
    let other = other_sources(named, &draft.draft.sources);
    if is_cut_off && other.is_some_and(|field| matches!(field, "history_digest" | "previous")) {
        return Ok(Verdict::CannotTell(
            "the history of its deals is not in this clone: `git fetch --unshallow`".into(),
        ));
    }
    if draft.stands_in.is_some() && other == Some("history_digest") {
        return Ok(Verdict::CannotTell(
            "history was written anew since: the days on which its deals were recorded are others".into(),
        ));
    }
    let review = match draft.draft.make(place, repository, named.commit.clone(), console) {
        Ok(review) => review,
        Err(failure) => {
            let why = failure.in_a_line();
            return Ok(Verdict::CannotTell(format!("it cannot be made again: {why}")));
        }
    };
    let compared = committed.compared(&opened, other, &review)?;
    Ok(match compared {
        Verdict::Same(_) => Verdict::Same(draft.stands_in),
        other => other.unless_other_version(named),
    })
}

impl Verdict {
    /// What another version made may well differ.
    fn unless_other_version(self, named: &Sources) -> Self {
        let is_other = named.version != env!("CARGO_PKG_VERSION") || named.report_schema != SCHEMA_VERSION;
        match self {
            Self::Differs { .. } if is_other => {
                Self::CannotTell(format!("made by version {}", one_line(&named.version)))
            }
            verdict => verdict,
        }
    }
}

/// What the sources of a review say when they are read again.
struct ReadAgain {
    draft: Draft,
    /// Said where another commit stands in for the one that the review names.
    stands_in: Option<String>,
}

impl<'c> Committed<'c> {
    /// The review taken apart, or what is wrong with it before anything is made again.
    fn opened(&self) -> Result<CommittedReview<'c>, String> {
        let text = std::str::from_utf8(&self.entry.bytes).map_err(|_| "it is no text")?;
        let opened = sources::open(text).ok_or("it names no sources: edited by hand, or not made by salesplan")?;
        if !review_file::is_untouched(&opened) {
            return Err("edited by hand".into());
        }
        let named = &opened.sources;
        if !review_file::is_in_place(named, self.plan, self.week) {
            let (week, plan) = (one_line(&named.week), one_line(&named.plan));
            return Err(format!(
                "it names the sources of {week} of `{plan}`, and stands where {} of `{}` belongs",
                self.week, self.plan
            ));
        }
        if named.commit.is_none() {
            return Err("it names no commit, as no committed review does".into());
        }
        Ok(opened)
    }

    /// Reads the review's sources again, or says why that cannot be.
    fn draft(&self, named: &Sources) -> Result<Result<ReadAgain, Verdict>, Failure> {
        let Self { place, repository, .. } = *self;
        let commit = named.commit.as_deref().unwrap_or_default();
        let origin = match origin::find(place, repository, self.revision, &self.entry.path, named) {
            Ok(origin) => origin,
            Err(failure @ Failure::Message { .. }) => return Ok(Err(Verdict::CannotTell(failure.in_a_line()))),
            Err(failure) => return Err(failure),
        };
        let (source, stands_in) = match origin {
            Origin::Named(source) => (source, None),
            Origin::StandIn(source) => {
                let word = format!("commit {commit} is not in this branch's history; {source} has the same inputs");
                (source, Some(word))
            }
            Origin::Gone => {
                let why = format!("commit {commit} is not in this branch's history, nor another with the same inputs");
                return Ok(Err(Verdict::CannotTell(why)));
            }
            Origin::CutOff => {
                let why = format!("commit {commit} is not in this clone: `git fetch --unshallow`");
                return Ok(Err(Verdict::CannotTell(why)));
            }
        };
        if let Err(verdict) = self.inputs_agree(&source, named) {
            return Ok(Err(verdict));
        }
        let Ok(as_of) = named.as_of.parse::<Date>() else {
            return Ok(Err(differs("it names no day")));
        };
        let evening = |period| {
            let outside = |_| Failure::usage(format!("{as_of} is before the plan's period"), "");
            Evening::of_day(as_of, period).map_err(outside)
        };
        let draft = match Draft::read(place, repository, &source, Some(&named.plan), evening) {
            Ok(draft) => draft,
            Err(failure) => {
                let why = failure.in_a_line();
                let why = format!("its plan cannot be read from commit {source}: {why}");
                return Ok(Err(Verdict::CannotTell(why)));
            }
        };
        if draft.evening.week != self.week {
            return Ok(Err(differs(format!("{as_of} is no day of its week"))));
        }
        Ok(Ok(ReadAgain { draft, stands_in }))
    }

    /// Whether a commit has the inputs that the review names.
    fn inputs_agree(&self, source: &Revision, named: &Sources) -> Result<(), Verdict> {
        let snapshot = match inputs::from_revision(self.place, self.repository, source) {
            Ok(snapshot) => snapshot,
            Err(failure) => return Err(Verdict::CannotTell(failure.in_a_line())),
        };
        let inputs = Parents::read(&snapshot).inputs_of(self.plan);
        if inputs.digest(&snapshot) == named.inputs_digest {
            return Ok(());
        }
        // What is pinned to a private branch is part of the inputs, and not in every clone.
        if let Some(fault) = snapshot.faults().next() {
            return Err(Verdict::CannotTell(fault.message.clone()));
        }
        if inputs.files(&snapshot).next().is_none() {
            let why = format!("commit {source} has no plan `{}` in this folder", self.plan);
            return Err(Verdict::CannotTell(why));
        }
        Err(differs(format!(
            "its inputs are not those of commit {source}, which it names"
        )))
    }

    /// The review as it is beside the review made again.
    fn compared(
        &self,
        opened: &CommittedReview<'_>,
        other: Option<&'static str>,
        review: &Review,
    ) -> Result<Verdict, Failure> {
        let (path, bytes) = &review.files[0];
        if self.place.in_repository(path) != self.entry.path {
            return Ok(differs(format!("made again it is {path}")));
        }
        let again = String::from_utf8_lossy(bytes);
        let there = String::from_utf8_lossy(&self.entry.bytes);
        if again != there {
            let is_body = sources::open(&again).is_none_or(|again| again.body != opened.body);
            let cause = match other {
                _ if is_body => "made again it says something else".to_string(),
                Some(field) => format!("its sources were edited: made again `{field}` is another"),
                None => "its last line was edited".to_string(),
            };
            let same = there.lines().zip(again.lines()).take_while(|(old, new)| old == new);
            return Ok(Verdict::Differs {
                cause,
                line: Some(same.count() + 1),
            });
        }
        self.charts_compared(&review.files[1..])
    }

    /// The charts as they are beside the charts made again. The list of reviews is of all of
    /// them and changes with each, so it is none of this review's.
    fn charts_compared(&self, files: &[(String, Vec<u8>)]) -> Result<Verdict, Failure> {
        let index = review_file::index_path(self.plan);
        let charts = files.iter().filter(|(path, _)| *path != index);
        let charts: BTreeMap<String, &Vec<u8>> = charts
            .map(|(path, bytes)| (self.place.in_repository(path), bytes))
            .collect();
        for (path, bytes) in &charts {
            let cause = match self.repository.read(self.revision, path)? {
                Some(there) if there.bytes == **bytes => continue,
                None => "is gone",
                Some(there) if review_file::origin_of(&there) == Hand::Own => "is another, made again",
                Some(_) => "was edited by hand",
            };
            return Ok(differs(format!(
                "its {} {path} {cause}",
                if path.ends_with(".svg") { "chart" } else { "page" }
            )));
        }
        let beside = self.entry.path.trim_end_matches(".md");
        let there = review_file::beside(self.repository, self.revision, beside)?;
        let is_foreign = |chart: &Beside| chart.origin == Hand::Own && !charts.contains_key(&chart.path);
        Ok(there.into_iter().find(is_foreign).map_or(Verdict::Same(None), |chart| {
            differs(format!("{} is none of its charts", chart.path))
        }))
    }
}

/// The first of the sources, but for the commit, that is another when they are read again.
fn other_sources(named: &Sources, again: &Sources) -> Option<&'static str> {
    const FIELDS: [&str; 9] = [
        "as_of",
        "inputs_digest",
        "history_digest",
        "previous",
        "rules_digest",
        "version",
        "report_schema",
        "locale",
        "dirty",
    ];
    let value = |sources: &Sources| serde_json::to_value(sources).unwrap_or(Value::Null);
    let (named, again) = (value(named), value(again));
    FIELDS.into_iter().find(|field| named[field] != again[field])
}
