//! Their names of stages and people, and ours.
//!
//! A stage is looked for in the profile's `[stages]`, then among the plan's own; a person in
//! `[people]`, then in the team by id, name or address. Letters of either case are the same.

use salesplan_model::plan::Person;

use super::cells::{Misread, shown};
use crate::outline::Outline;
use crate::profile::{Column, Profile, in_map};
use crate::suggest;

/// What a name of a stage means.
#[derive(Debug, PartialEq)]
pub(super) enum Stage {
    /// A stage of the plan.
    Ours(String),
    /// The deal is decided, whatever its stage.
    Decided(&'static str),
    /// Nothing.
    Nothing,
}

/// Words on the right of `[stages]` that are no stages.
const DECIDED: [&str; 2] = ["won", "lost"];

pub(super) struct Names<'a> {
    pub profile: &'a Profile,
    pub outline: &'a Outline,
    pub people: &'a [Person],
}

impl<'a> Names<'a> {
    fn stages(&self) -> impl Iterator<Item = &'a str> + Clone + use<'a> {
        let segments = self.outline.segments.iter();
        segments.flat_map(|segment| segment.stages.iter().map(|(stage, _)| stage.as_str()))
    }

    /// Whether the plan has the stages and segments that a column of the profile names itself.
    pub fn knows_words_of(&self, column: &Column) -> bool {
        let segments = || self.outline.segments.iter().map(|segment| segment.id.as_str());
        column.own_words().all(|word| match column.name.as_str() {
            "stage" => self.stages().any(|stage| stage == word.value),
            "segment" => segments().any(|segment| segment == word.value),
            _ => true,
        })
    }

    /// Whether a word on the right of `[stages]` means anything.
    pub fn is_target(&self, word: &str) -> bool {
        word.is_empty() || DECIDED.contains(&word) || self.stages().any(|stage| stage == word)
    }

    /// What may stand there.
    pub fn targets(&self) -> Vec<&'a str> {
        let mut targets: Vec<&str> = self.stages().collect();
        targets.extend(DECIDED);
        targets.dedup();
        targets
    }

    pub fn stage(&self, name: &str) -> Result<Stage, Misread> {
        if let Some(ours) = in_map(&self.profile.stages, name) {
            let decided = DECIDED.into_iter().find(|word| *word == ours.value);
            // A plan may have a stage of that name.
            let is_stage = self.stages().any(|stage| stage == ours.value);
            return Ok(match decided.filter(|_| !is_stage) {
                Some(word) => Stage::Decided(word),
                None if ours.value.is_empty() => Stage::Nothing,
                None => Stage::Ours(ours.value.clone()),
            });
        }
        let lower = name.to_lowercase();
        match self.stages().find(|stage| stage.to_lowercase() == lower) {
            Some(stage) => Ok(Stage::Ours(stage.to_string())),
            None => match DECIDED.into_iter().find(|word| *word == lower) {
                Some(word) => Ok(Stage::Decided(word)),
                None => Err(self.unknown_stage(name)),
            },
        }
    }

    fn unknown_stage(&self, name: &str) -> Misread {
        Misread {
            is_of_value: true,
            ..Misread::new(
                format!("the plan has no stage `{}`", shown(name)),
                self.help_stage(name),
            )
        }
    }

    fn help_stage(&self, name: &str) -> String {
        let name_shown = shown(name);
        let targets = self.targets();
        let near = suggest::nearest(name, targets.iter().copied());
        let ours = near.unwrap_or("…");
        format!(
            "say which it is, as in --stage \"{name_shown}={ours}\", or under [stages] in the profile; {}",
            suggest::help(name, targets.iter().copied())
        )
    }

    /// Our id of a person; `None` where nobody of the team is meant.
    pub fn person(&self, name: &str) -> Option<String> {
        if let Some(ours) = in_map(&self.profile.people, name) {
            return Some(ours.value.clone());
        }
        let lower = name.to_lowercase();
        let is_meant = |person: &&Person| {
            let email = person.email.as_deref().unwrap_or_default();
            [person.id.as_str(), person.name.as_str(), email]
                .iter()
                .any(|known| known.to_lowercase() == lower)
        };
        let person = self.people.iter().find(is_meant)?;
        Some(person.id.as_str().to_string())
    }

    /// Whether the team is known, so that a name can be nobody's.
    pub fn knows_people(&self) -> bool {
        !self.people.is_empty()
    }

    pub fn help_person(&self, name: &str) -> String {
        let known = || {
            self.people
                .iter()
                .flat_map(|person| [person.id.as_str(), person.name.as_str()])
        };
        let near = suggest::nearest(name, known());
        let id = near.and_then(|near| {
            self.people
                .iter()
                .find(|person| person.name == near || person.id.as_str() == near)
        });
        let name = shown(name);
        match id {
            Some(person) => format!(
                "did you mean `{0}`? --person \"{name}={0}\", or under [people] in the profile",
                person.id
            ),
            None => format!(
                "say who it is, as in --person \"{name}=…\", or under [people] in the profile; or add them to team.toml"
            ),
        }
    }
}
