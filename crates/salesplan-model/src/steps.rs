//! The way of selling, step by step: whether people and channels differ in it by more than
//! chance, and what a point of it brings. So one sees where to work first.

use std::collections::BTreeMap;

use jiff::civil::Date;
use statrs::distribution::{ChiSquared, ContinuousCDF};

use crate::conversion::{Conversion, trial};
use crate::deal::Deal;
use crate::levers::gain_of_point;
use crate::period::{Period, days_before};
use crate::plan::{FactSource, Plan, Segment};
use crate::playbook::version_of;
use crate::standing::Books;

/// One step of one funnel.
#[derive(Debug, Clone, PartialEq)]
pub struct StepSpread {
    /// Index of the segment.
    pub segment: usize,
    /// Index of the stage it starts from.
    pub stage: usize,
    /// Whether both of its stages are counted from deals; nobody can be compared otherwise.
    pub is_followed: bool,
    /// Days after which a deal counts, passed or not.
    pub matures_after: u32,
    /// Those who sell, by their ids.
    pub people: Spread,
    /// Where deals come from, by the channels' ids.
    pub channels: Spread,
    /// Versions of the step's playbook, by their names.
    pub playbooks: Spread,
    /// Every version that a deal had time with: (name, trials, successes).
    pub by_version: Vec<(String, u64, u64)>,
    /// What one point more adds to the expected outcome, in units of the goal.
    pub point: f64,
    /// What the distance from the typical to the best brings where they differ by more than
    /// chance, in units of the goal; 0 where they do not.
    pub to_gain: f64,
}

impl StepSpread {
    /// The group to learn from: of those that are the best by more than chance the one that is
    /// furthest above the rest, and who differs there.
    pub fn best(&self) -> Option<(By, &Group)> {
        let all = [
            (By::People, &self.people),
            (By::Channels, &self.channels),
            (By::Playbooks, &self.playbooks),
        ];
        // Of equal ones the first.
        let (by, spread) = all
            .into_iter()
            .rev()
            .max_by(|(_, a), (_, b)| a.gap().total_cmp(&b.gap()))?;
        Some((by, spread.best()?))
    }
}

/// By what deals are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// Who sells.
    People,
    /// Where they come from.
    Channels,
    /// How the step is done.
    Playbooks,
}

/// How groups differ in one step.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Spread {
    /// All who had time, over the groups.
    pub trials: u64,
    /// How many of them passed.
    pub successes: u64,
    /// The groups with enough trials, the best first.
    pub groups: Vec<Group>,
    /// The chance of so large a spread where all are alike; `None` with fewer than two groups.
    pub by_chance: Option<f64>,
}

/// One person or channel in a step.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// Its id.
    pub id: String,
    /// How many had time.
    pub trials: u64,
    /// How many of them passed.
    pub successes: u64,
    /// The rate to expect of it: its own, drawn towards that of all as far as chance explains
    /// the spread.
    pub rate: f64,
}

/// Groups with fewer trials are left out: their rates are noise, and the test below needs them.
pub(crate) const TRIALS_MIN: u64 = 10;
/// A spread that chance would make less often than this is none of chance. Several steps are
/// looked at, by people and by channels; at 5 % one of ten of them would always stand out.
pub(crate) const BY_CHANCE: f64 = 0.01;

impl Spread {
    /// Whether the groups differ by more than chance; `None` where nothing can be said.
    pub fn differs(&self) -> Option<bool> {
        self.by_chance.map(|chance| chance < BY_CHANCE)
    }

    /// The rate of all together.
    pub fn typical(&self) -> Option<f64> {
        (self.trials > 0).then(|| self.successes as f64 / self.trials as f64)
    }

    /// The best group, where there is one by more than chance.
    pub fn best(&self) -> Option<&Group> {
        self.groups.first().filter(|_| self.differs() == Some(true))
    }

    /// How far the best group is above all together; 0 where none is by more than chance.
    fn gap(&self) -> f64 {
        let ends = self.best().zip(self.typical());
        ends.map_or(0.0, |(best, typical)| best.rate - typical)
    }

    /// Judges counts by group: (id, trials, successes).
    ///
    /// The spread is tested for homogeneity (Pearson's chi-squared, groups − 1 degrees of
    /// freedom). Rates are drawn towards the whole by the part of the spread that chance
    /// explains: the variance between groups is estimated by moments (Kleinman 1973).
    pub fn of(counts: impl IntoIterator<Item = (String, u64, u64)>) -> Self {
        let mut spread = Self::default();
        let mut kept = Vec::new();
        for (id, trials, successes) in counts {
            if trials >= TRIALS_MIN {
                spread.trials += trials;
                spread.successes += successes;
                kept.push((id, trials as f64, successes as f64));
            }
        }
        let Some(all) = spread.typical() else { return spread };
        let of_one = all * (1.0 - all);
        let n_groups = kept.len();
        let (mut squares, mut weights) = (0.0, 0.0);
        for (_, trials, successes) in &kept {
            squares += trials * (successes / trials - all).powi(2);
            weights += trials * trials;
        }
        let total = spread.trials as f64;
        let freedom = n_groups as f64 - 1.0;
        let mut between = 0.0;
        if n_groups > 1 && of_one > 0.0 {
            let known = ChiSquared::new(freedom).ok();
            spread.by_chance = known.map(|chi| chi.sf(squares / of_one));
            between = ((squares - freedom * of_one) / (total - weights / total)).max(0.0);
        } else if n_groups > 1 {
            // All passed, or none did.
            spread.by_chance = Some(1.0);
        }
        let groups = kept.into_iter().map(|(id, trials, successes)| {
            let trust = if between > 0.0 {
                between / (between + of_one / trials)
            } else {
                0.0
            };
            Group {
                id,
                trials: trials as u64,
                successes: successes as u64,
                rate: all + trust * (successes / trials - all),
            }
        });
        spread.groups = groups.collect();
        // Equal ones stay in the order of their ids.
        spread.groups.sort_by(|a, b| b.rate.total_cmp(&a.rate));
        spread
    }
}

/// Every step of every funnel, what can be gained most first; then by what a point of it brings.
pub fn steps(books: Books<'_>, conversions: &[Conversion], as_of: Date) -> Vec<StepSpread> {
    let mut steps: Vec<StepSpread> = conversions
        .iter()
        .map(|of| step(books, of.segment, of.stage, as_of))
        .collect();
    steps.sort_by(|a, b| b.to_gain.total_cmp(&a.to_gain).then(b.point.total_cmp(&a.point)));
    steps
}

fn is_from_deals(segment: &Segment, stage: usize) -> bool {
    let from_deals = |stage: usize| segment.stages[stage].source == FactSource::Deals;
    from_deals(stage) && from_deals(stage + 1)
}

fn step<'b>(books: Books<'b>, segment: usize, stage: usize, as_of: Date) -> StepSpread {
    let Books { plan, given, .. } = books;
    let days = matures_after(plan, segment, stage);
    let is_followed = is_from_deals(&plan.segments[segment], stage);
    let of_step = |deal: &&Deal| is_followed && deal.segment == Some(segment);
    let deals = given.deals.iter().filter(of_step);
    let ripe: Vec<(&'b Deal, bool)> = deals
        .filter_map(|deal| Some((deal, passed(deal, &plan.segments[segment], stage, days, as_of)?)))
        .collect();
    let counted = |key: &dyn Fn(&'b Deal) -> Option<&'b str>| {
        let mut counts: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
        for (deal, passed) in &ripe {
            if let Some(id) = key(deal) {
                let count = counts.entry(id).or_default();
                count.0 += 1;
                count.1 += u64::from(*passed);
            }
        }
        let named = counts.into_iter();
        let named = named.map(|(id, (trials, successes))| (id.to_string(), trials, successes));
        named.collect::<Vec<_>>()
    };
    let people = Spread::of(counted(&|deal| Some(deal.owner.as_ref()?.as_str())));
    let channels = Spread::of(counted(&|deal| Some(deal.channel.as_ref()?.as_str())));
    let by_version = counted(&|deal| version_of(given.playbooks, deal, &plan.segments[segment], stage));
    let playbooks = Spread::of(by_version.iter().cloned());
    let point = gain_of_point(plan, books.decomposition, segment, stage);
    StepSpread {
        segment,
        stage,
        is_followed,
        matures_after: days,
        to_gain: people.gap().max(channels.gap()).max(playbooks.gap()) * 100.0 * point,
        point,
        people,
        channels,
        playbooks,
        by_version,
    }
}

/// As for experiments: the longest of the planned days, or twice the usual ones; a week at least.
fn matures_after(plan: &Plan, segment: usize, stage: usize) -> u32 {
    let lag = &plan.segments[segment].step(stage).lag;
    crate::experiment::longest(lag).max(crate::experiment::DAYS_MIN)
}

/// Whether a deal passed the step in its time; `None` where it has not had it, or never entered.
fn passed(deal: &Deal, segment: &Segment, stage: usize, days: u32, as_of: Date) -> Option<bool> {
    let began = deal
        .reached(segment, stage)
        .filter(|day| *day <= days_before(as_of, days))?;
    let ripe = began.checked_add(jiff::Span::new().days(i64::from(days))).ok()?;
    let day = Period { from: began, to: began };
    trial(deal, segment, stage, day, ripe).map(|trial| trial.passed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(of: &[(u64, u64)]) -> Spread {
        let named = of.iter().enumerate();
        Spread::of(named.map(|(index, (trials, successes))| (format!("p{index}"), *trials, *successes)))
    }

    #[test]
    fn a_large_spread_is_told_from_chance_and_a_small_one_is_not() {
        let alike = counts(&[(40, 12), (42, 15), (38, 10), (45, 14)]);
        assert_eq!(alike.differs(), Some(false));
        assert!(alike.best().is_none());
        // All of the spread is chance, so all are expected to be alike.
        assert!(
            alike
                .groups
                .iter()
                .all(|group| (group.rate - alike.typical().unwrap()).abs() < 1e-9)
        );
        let one_better = counts(&[(40, 12), (42, 30), (38, 10), (45, 14)]);
        assert_eq!(one_better.differs(), Some(true));
        let best = one_better.best().unwrap();
        // Drawn towards the whole, and still above it.
        assert_eq!(best.id, "p1");
        assert!(
            best.rate < 30.0 / 42.0 && best.rate > one_better.typical().unwrap(),
            "{best:?}"
        );
    }

    #[test]
    fn few_trials_say_nothing() {
        assert_eq!(counts(&[(9, 9), (9, 0)]).differs(), None);
        assert_eq!(counts(&[(30, 9), (9, 9)]).differs(), None);
        assert_eq!(counts(&[(30, 30), (20, 20)]).differs(), Some(false));
        assert_eq!(counts(&[]).differs(), None);
    }

    /// By the textbook: 10 of 20 against 4 of 20 is X² = 3.956, with one degree of freedom p = 0.0467.
    #[test]
    fn the_test_is_pearsons() {
        let chance = counts(&[(20, 10), (20, 4)]).by_chance.unwrap();
        assert!((chance - 0.0467).abs() < 1e-3, "{chance}");
    }
}
