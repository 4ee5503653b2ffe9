//! What a trial of two channels takes, where a shift between them would be a wager: the sample
//! and the weeks that `experiments new` would ask for.

use super::{Look, Move};
use crate::experiment::{Arm, Experiment, Measured, design};
use crate::id::PersonId;
use crate::period::Period;
use crate::plan::FactSource;

/// A trial that would tell two channels apart in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Comparison {
    /// Index of the channel that the plan's leads come by.
    pub from: usize,
    /// Index of the other.
    pub to: usize,
    /// The smallest difference that it shows until its last day: whole points of the share that
    /// passes the first step.
    pub points: u64,
    /// Leads that each channel needs.
    pub cases_per_arm: u64,
    /// Weeks until the last of them counts.
    pub weeks: u64,
    /// Its days.
    pub days: Period,
}

impl Look<'_> {
    /// The trial of the two channels of a move; `None` where no difference would show in time,
    /// or leads and their first step are only counted.
    pub(super) fn comparison(&self, of: &Move, days: Period) -> Option<Comparison> {
        let is_followed = |stage: usize| self.segment.stages[stage].source == FactSource::Deals;
        if !is_followed(0) || !is_followed(1) {
            return None;
        }
        let with = |effect: f64| self.experiment(of, days, effect);
        // Whatever the effect is, the smallest that shows in time is the same; whole cases may ask
        // for a point more.
        let shown = design(self.books, &with(0.5), self.as_of()).shown_by_last_day?;
        let points = (shown * 100.0).ceil() as u64;
        let trial = |points: u64| {
            let design = design(self.books, &with(points as f64 / 100.0), self.as_of());
            Some(Comparison {
                from: of.from,
                to: of.to,
                points,
                cases_per_arm: design.cases_per_arm.filter(|_| design.is_learnable)?,
                weeks: design.weeks?.ceil() as u64,
                days,
            })
        };
        (points..points + 5).find_map(trial)
    }

    fn experiment(&self, of: &Move, days: Period, smallest_effect: f64) -> Experiment {
        let arm = |index: usize| {
            let channel = &self.books.plan.channels[index];
            Arm {
                id: channel.id.to_string(),
                title: channel.title.clone(),
                tag: None,
                channel: Some(channel.id.clone()),
                person: None,
                playbook: None,
                days: None,
                location: channel.location.clone(),
            }
        };
        Experiment {
            id: String::new(),
            hypothesis: String::new(),
            owner: PersonId::new(""),
            measure: Measured::Conversion,
            segment: self.index,
            stage: 0,
            smallest_effect,
            arms: vec![arm(of.from), arm(of.to)],
            days,
            cases_per_arm: None,
            harm: None,
            matures_after: None,
            ended: None,
            location: self.segment.location.clone(),
        }
    }
}
