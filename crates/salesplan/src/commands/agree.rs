//! `agree`: shows what a person is asked to agree to, and records the answer.

use jiff::civil::Date;
use salesplan_files::snapshot::{Content, Snapshot};
use salesplan_files::{agreement_file, baseline_file};
use salesplan_git::{Change, CommitOptions, CommitOutcome, NewFile, Tip};
use salesplan_model::agreement::{Answer, Consent, Countersigned, State, consents};
use salesplan_model::baseline::Baseline;
use salesplan_model::plan::Plan;
use salesplan_report::agreement::AskedView;

use super::no_such_format;
use crate::args::{Agree, Format, Global};
use crate::console::Console;
use crate::failure::Failure;
use crate::inputs;
use crate::loaded::{Loaded, load};
use crate::place::{Place, Reads};
use crate::rendering;
use crate::writing;
use salesplan_files::suggest;

/// How many digits of a digest name it.
const DIGITS_MIN: usize = 8;

pub(crate) fn run(global: &Global, args: &Agree, console: &mut Console<'_>) -> Result<u8, Failure> {
    if !matches!(global.format, Format::Human | Format::Json | Format::Markdown) {
        return Err(no_such_format(global.format, "human, json and markdown"));
    }
    if global.week.is_some() {
        return Err(Failure::usage(
            "an answer has a day and no week",
            "--as-of DATE is the day of the answer; default: today",
        ));
    }
    if args.yes.is_some() && global.at.is_some() {
        return Err(Failure::usage(
            "an answer to an earlier plan cannot be recorded",
            "leave --at out, or --yes",
        ));
    }
    let asked = Asked {
        global,
        args,
        date: global.as_of.unwrap_or_else(|| console.today()),
    };
    if args.commit {
        asked.commit(console)
    } else {
        asked.show_or_write(console)
    }
}

struct Asked<'a> {
    global: &'a Global,
    args: &'a Agree,
    /// The day of the answer.
    date: Date,
}

/// What an answer comes to.
struct Recorded {
    /// What was asked, for showing.
    view: AskedView,
    /// Files with their texts, by their paths in the workspace.
    files: Vec<(String, String)>,
    message: String,
    said: String,
}

impl Asked<'_> {
    fn show_or_write(&self, console: &mut Console<'_>) -> Result<u8, Failure> {
        let place = Place::find(self.global, console)?;
        let is_written = self.args.yes.is_some();
        let _turn = is_written.then(|| writing::take_turn_at(&place)).transpose()?;
        let snapshot = inputs::snapshot(&place)?;
        let loaded = load(&snapshot, self.args.plan.as_deref())?;
        let recorded = self.answer(&loaded, &snapshot)?;
        self.show(&recorded, &snapshot, console)?;
        if self.args.yes.is_none() {
            console.note(&self.how_to_record(&recorded.view));
            return Ok(console.finish(&loaded.findings, &snapshot));
        }
        let Reads::Files(root) = &place.reads else {
            return Err(Failure::usage(
                "a bare repository has no files to write",
                "record the answer with --commit",
            ));
        };
        for (path, text) in &recorded.files {
            writing::replace(root, path.as_ref(), text.as_bytes())?;
        }
        console.note(&format!("{} Written to {}.", recorded.said, recorded.files[0].0));
        Ok(console.finish(&loaded.findings, &snapshot))
    }

    fn commit(&self, console: &mut Console<'_>) -> Result<u8, Failure> {
        let place = Place::at_tip(self.global, console)?;
        let repository = place.repository.as_ref().expect("a place at a tip has a repository");
        let options = CommitOptions {
            allow_detached: self.args.allow_detached,
            ..CommitOptions::default()
        };
        let mut done: Option<(Recorded, Snapshot)> = None;
        let outcome = repository.commit(&options, |tip: &Tip| -> Result<Option<Change>, Failure> {
            let Some(revision) = &tip.revision else { return Ok(None) };
            let snapshot = inputs::from_revision(&place, repository, revision)?;
            let loaded = load(&snapshot, self.args.plan.as_deref())?;
            let recorded = self.answer(&loaded, &snapshot)?;
            let new = |(path, text): &(String, String)| NewFile {
                path: place.in_repository(path),
                bytes: text.clone().into_bytes(),
            };
            let change = Change {
                files: recorded.files.iter().map(new).collect(),
                removed: Vec::new(),
                message: recorded.message.clone(),
            };
            done = Some((recorded, snapshot));
            Ok(Some(change))
        })?;
        let (recorded, snapshot) =
            done.ok_or_else(|| Failure::usage("the branch has no commits yet", "commit the plan first"))?;
        self.show(&recorded, &snapshot, console)?;
        match outcome {
            CommitOutcome::Committed { revision, .. } => {
                let short: String = revision.to_string().chars().take(12).collect();
                console.note(&format!("{} Committed as {short}.", recorded.said));
            }
            CommitOutcome::Unchanged => console.note("This very answer is on record already."),
        }
        Ok(0)
    }

    fn answer(&self, loaded: &Loaded, snapshot: &Snapshot) -> Result<Recorded, Failure> {
        let plan = loaded.plan();
        let books = loaded.books();
        let all = consents(books);
        let consent = self.find(plan, &all)?;
        let canonical = agreement_file::canonical(&consent.content);
        let digest = agreement_file::digest(&canonical);
        self.check_digest(&digest)?;
        let person = &plan.team.people[consent.person];
        if self.args.yes.is_some() && !self.args.decline && !consent.has_written && !self.args.countersign {
            return Err(Failure::usage(
                format!(
                    "{} has not written how the sum will come, so there is nothing to agree to",
                    person.name
                ),
                format!("`salesplan commitments new {}` writes a draft to change", person.id),
            ));
        }
        let countersigned = if self.args.countersign {
            Some(self.countersigned(plan, consent)?)
        } else {
            None
        };
        let before = consent.agreement;
        let comment = match (&countersigned, before) {
            (Some(_), Some(before)) => before.comment.as_deref(),
            _ => self.args.comment.as_deref(),
        };
        let answer = if self.args.decline {
            Answer::Declined
        } else {
            Answer::Agreed
        };
        let date = match (&countersigned, before) {
            (Some(_), Some(before)) => before.date,
            _ => self.date,
        };
        // The head signs what the person agreed to, not what has moved within tolerance since.
        let content = match (&countersigned, before) {
            (Some(_), Some(before)) => &before.content,
            _ => &consent.content,
        };
        let new = agreement_file::NewAnswer {
            person: &person.id,
            answer,
            date,
            comment,
            countersigned: countersigned.as_ref(),
            content,
        };
        let mut files = vec![(agreement_file::path(&plan.id, &person.id), agreement_file::write(&new))];
        files.extend(self.baseline(loaded, snapshot, &all, consent, answer));
        let did = match (&countersigned, answer) {
            (Some(signed), _) => format!("{} countersigns what {} agreed to", signed.by, person.name),
            (None, Answer::Agreed) => format!("{} agrees to the plan `{}`", person.name, plan.id),
            (None, Answer::Declined) => format!("{} declines the plan `{}`", person.name, plan.id),
        };
        let said = self
            .args
            .comment
            .as_ref()
            .map(|comment| format!("\n{comment}\n"))
            .unwrap_or_default();
        Ok(Recorded {
            view: AskedView::new(plan, consent, digest.clone()),
            message: format!(
                "{did}\n{said}\nSalesplan-Agreement: {}\nSalesplan-Answer: {}\nSalesplan-As-Of: {}\n",
                agreement_file::digest(&agreement_file::canonical(content)),
                answer.word(),
                self.date,
            ),
            said: format!("{did}."),
            files,
        })
    }

    /// The first version that everybody agreed to, once they have.
    fn baseline(
        &self,
        loaded: &Loaded,
        snapshot: &Snapshot,
        all: &[Consent<'_>],
        own: &Consent<'_>,
        answer: Answer,
    ) -> Option<(String, String)> {
        let plan = loaded.plan();
        let path = baseline_file::path(&plan.id);
        let others_agreed = all
            .iter()
            .all(|consent| consent.person == own.person || consent.state == State::Agreed);
        let is_first = !matches!(snapshot.get(&path).map(|file| &file.content), Some(Content::Bytes(_)));
        let counts = answer == Answer::Agreed && !self.args.countersign;
        (counts && others_agreed && is_first).then(|| {
            let baseline = Baseline::of(plan, &loaded.prepared.decomposition, self.date);
            (path, baseline_file::write(&baseline))
        })
    }

    fn find<'c, 'b>(&self, plan: &Plan, all: &'c [Consent<'b>]) -> Result<&'c Consent<'b>, Failure> {
        let person = plan
            .team
            .people
            .iter()
            .position(|person| person.id.as_str() == self.args.person);
        let Some(person) = person else {
            let ids = plan.team.people.iter().map(|person| person.id.as_str());
            let help = if plan.team.people.is_empty() {
                "the plan has no team.toml: write who sells".to_string()
            } else {
                suggest::help(&self.args.person, ids)
            };
            return Err(Failure::usage(
                format!("`{}` is not in team.toml", self.args.person.escape_debug()),
                help,
            ));
        };
        all.iter().find(|consent| consent.person == person).ok_or_else(|| {
            Failure::usage(
                format!("the plan asks nothing of {}", plan.team.people[person].name),
                "`salesplan decompose --by person` shows whose quotas there are",
            )
        })
    }

    /// Whether what is asked is still what was shown.
    fn check_digest(&self, digest: &str) -> Result<(), Failure> {
        let Some(shown) = self.args.yes.as_deref().filter(|shown| !shown.is_empty()) else {
            return Ok(());
        };
        let (own, shown) = (bare(digest), bare(shown));
        if shown.len() < DIGITS_MIN {
            return Err(Failure::usage(
                format!("`{shown}` is too short to name what was shown"),
                format!("give {DIGITS_MIN} digits at least: --yes={}", &own[..DIGITS_MIN]),
            ));
        }
        if own.starts_with(shown) {
            return Ok(());
        }
        Err(Failure::usage(
            format!(
                "what is asked is no longer what was shown: its digest is {}",
                &own[..DIGITS_MIN]
            ),
            format!("look at it again: `salesplan agree {}`", self.args.person),
        ))
    }

    fn countersigned(&self, plan: &Plan, consent: &Consent<'_>) -> Result<Countersigned, Failure> {
        let name = &plan.team.people[consent.person].name;
        match (&consent.state, consent.agreement) {
            (State::Agreed, Some(_)) => {}
            (state, _) => {
                let why = match state {
                    State::Missing => "has not agreed yet",
                    State::Declined => "has declined",
                    State::Stale(_) => "agreed to other figures than are asked now",
                    State::Damaged => "agreed to something that has been altered since",
                    State::Agreed => "has no agreement on file",
                };
                return Err(Failure::usage(
                    format!("there is nothing to countersign: {name} {why}"),
                    format!("first: `salesplan agree {}`", self.args.person),
                ));
            }
        }
        let named = self.args.by.clone().or_else(|| plan.team.head.clone());
        let named = named.or_else(|| plan.resources.owner.as_ref().map(ToString::to_string));
        let by = named.ok_or_else(|| {
            Failure::usage(
                "nothing says who countersigns",
                "name them with --by, or as `head` in team.toml",
            )
        })?;
        Ok(Countersigned { by, date: self.date })
    }

    fn show(&self, recorded: &Recorded, snapshot: &Snapshot, console: &mut Console<'_>) -> Result<(), Failure> {
        if self.global.format == Format::Json {
            return console.print_json(&recorded.view);
        }
        let markdown = rendering::render(
            snapshot,
            rendering::locale(self.global, snapshot),
            "agree.md.j2",
            console.worded(&recorded.view)?,
        )?;
        console.print_markdown(&markdown, self.global.format)
    }

    fn how_to_record(&self, view: &AskedView) -> String {
        let digits = &bare(&view.digest)[..DIGITS_MIN];
        let person = &view.agreement.person;
        let plan = self
            .args
            .plan
            .as_ref()
            .map(|plan| format!(" --plan {plan}"))
            .unwrap_or_default();
        if self.args.countersign {
            return format!("To countersign: `salesplan agree {person}{plan} --countersign --yes`.");
        }
        format!(
            "Nothing is recorded. To agree to exactly this: `salesplan agree {person}{plan} --yes={digits} --commit`; to decline: add --decline --comment \"…\"."
        )
    }
}

/// A digest without the name of its kind.
fn bare(digest: &str) -> &str {
    digest.strip_prefix("sha256:").unwrap_or(digest)
}
