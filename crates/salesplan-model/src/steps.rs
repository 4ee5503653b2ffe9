//! The way of selling, step by step: whether people and channels differ in it by more than
//! chance, and what a point of it brings. So one sees where to work first.

use std::collections::BTreeMap;

use jiff::civil::Date;
use statrs::distribution::{ChiSquared, ContinuousCDF};

use crate::conversion::{Conversion, Counts, Trial, trial};
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
    /// Every version that a deal had time with, by its name.
    pub by_version: Vec<(String, Counts)>,
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
    /// Where most failures are decided ones: the larger of that over all and over those decided.
    pub by_chance: Option<f64>,
    /// Whether the first group leads among those decided too, where these are looked at.
    is_led: bool,
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

    /// The best group, where there is one by more than chance. Groups may differ without one:
    /// whoever leads over all need not lead among those decided.
    pub fn best(&self) -> Option<&Group> {
        let first = self.groups.first();
        first.filter(|_| self.is_led && self.differs() == Some(true))
    }

    /// How far the best group is above all together; 0 where none is by more than chance.
    fn gap(&self) -> f64 {
        let ends = self.best().zip(self.typical());
        ends.map_or(0.0, |(best, typical)| best.rate - typical)
    }

    /// Judges counts by the groups' ids.
    ///
    /// A deal left open has not passed, so who leaves many seems to sell worse, though of
    /// those decided as many pass. So a difference must hold among these as well. Where most
    /// of those who did not pass are never closed, lost deals are not marked, and those decided
    /// are the successes alone: there the test over all is the only one.
    pub fn of(counts: impl IntoIterator<Item = (String, Counts)>) -> Self {
        let counts: Vec<(String, Counts)> = counts.into_iter().collect();
        let mut spread = Self::over(counts.iter().cloned());
        let kept = counts.iter().filter(|(_, counts)| counts.trials >= TRIALS_MIN);
        let undecided: u64 = kept.map(|(_, counts)| counts.undecided).sum();
        let failures = spread.trials.saturating_sub(spread.successes);
        if undecided.saturating_mul(2) <= failures {
            let decided = Self::over(counts.into_iter().map(|(id, counts)| (id, counts.decided())));
            let both = spread.by_chance.zip(decided.by_chance);
            spread.by_chance = both.map(|(all, decided)| all.max(decided));
            spread.is_led = spread.groups.first().is_some_and(|first| decided.is_led_by(&first.id));
        }
        spread
    }

    /// Whether no group is above that one.
    fn is_led_by(&self, id: &str) -> bool {
        let own = self.groups.iter().find(|group| group.id == id);
        own.is_some_and(|own| self.groups.iter().all(|group| group.rate <= own.rate))
    }

    /// The same over all trials.
    ///
    /// The spread is tested for homogeneity (Pearson's chi-squared, groups − 1 degrees of
    /// freedom). Rates are drawn towards the whole by the part of the spread that chance
    /// explains: the variance between groups is estimated by moments (Kleinman 1973).
    fn over(counts: impl IntoIterator<Item = (String, Counts)>) -> Self {
        let mut spread = Self {
            is_led: true,
            ..Self::default()
        };
        let mut kept = Vec::new();
        for (id, Counts { trials, successes, .. }) in counts {
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
    let ripe: Vec<(&'b Deal, Trial)> = deals
        .filter_map(|deal| Some((deal, in_time(deal, &plan.segments[segment], stage, days, as_of)?)))
        .collect();
    let counted = |key: &dyn Fn(&'b Deal) -> Option<&'b str>| {
        let mut counts: BTreeMap<&str, Counts> = BTreeMap::new();
        for (deal, trial) in &ripe {
            if let Some(id) = key(deal) {
                *counts.entry(id).or_default() += (*trial).into();
            }
        }
        let named = counts.into_iter().map(|(id, counts)| (id.to_string(), counts));
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

/// What became of a deal in its time; `None` where it has not had it, or never entered. Who was
/// open at the end of that time is undecided, whatever became of it later.
fn in_time(deal: &Deal, segment: &Segment, stage: usize, days: u32, as_of: Date) -> Option<Trial> {
    let began = deal
        .reached(segment, stage)
        .filter(|day| *day <= days_before(as_of, days))?;
    let ripe = began.checked_add(jiff::Span::new().days(i64::from(days))).ok()?;
    let day = Period { from: began, to: began };
    trial(deal, segment, stage, day, ripe)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dice::Dice;

    fn counts(of: &[(u64, u64)]) -> Spread {
        let all: Vec<_> = of.iter().map(|(trials, successes)| (*trials, *successes, 0)).collect();
        counts_with_open(&all)
    }

    /// Each: trials, successes, and how many of the others are open.
    fn counts_with_open(of: &[(u64, u64, u64)]) -> Spread {
        let named = of.iter().enumerate().map(|(index, (trials, successes, undecided))| {
            let counts = Counts {
                trials: *trials,
                successes: *successes,
                undecided: *undecided,
            };
            (format!("p{index}"), counts)
        });
        Spread::of(named)
    }

    /// A team of ten: each has 300 deals, leaves so many of a hundred open and wins so many of
    /// a hundred of the others.
    fn simulated(seed: u64, open: impl Fn(usize) -> f64, won: impl Fn(usize) -> f64) -> Spread {
        let dice = &mut Dice::new(seed * 7_919 + 11);
        let team: Vec<(u64, u64, u64)> = (0..10)
            .map(|seller| {
                let (mut n_won, mut n_open) = (0, 0);
                for _ in 0..300 {
                    if dice.next() < open(seller) / 100.0 {
                        n_open += 1;
                    } else {
                        n_won += u64::from(dice.next() < won(seller) / 100.0);
                    }
                }
                (300, n_won, n_open)
            })
            .collect();
        counts_with_open(&team)
    }

    #[test]
    fn whoever_leaves_old_deals_open_is_no_worse_a_seller() {
        let named = (0..200).filter(|seed| {
            simulated(*seed, |seller| 3.0 * seller as f64, |_| 50.0)
                .best()
                .is_some()
        });
        // Chance alone may do it in one of a hundred teams.
        assert!(named.count() <= 4);
        // What they leave open would have named somebody in nearly every team.
        let over_all = (0..200).filter(|seed| {
            let spread = simulated(*seed, |seller| 3.0 * seller as f64, |_| 50.0);
            let as_failed: Vec<_> = spread
                .groups
                .iter()
                .map(|group| (group.trials, group.successes))
                .collect();
            counts(&as_failed).best().is_some()
        });
        assert!(over_all.count() > 150);
    }

    #[test]
    fn a_better_seller_is_named_though_deals_are_left_open() {
        let won = |seller| if seller == 3 { 70.0 } else { 50.0 };
        let named = (0..200).filter(|seed| {
            let spread = simulated(*seed, |_| 10.0, won);
            spread.best().is_some_and(|best| best.id == "p3")
        });
        assert!(named.count() > 180);
    }

    #[test]
    fn where_lost_deals_are_not_marked_the_test_is_over_all() {
        let spread = counts_with_open(&[(100, 60, 40), (100, 30, 70), (100, 30, 68)]);
        assert_eq!(spread.best().map(|best| best.id.as_str()), Some("p0"));
    }

    #[test]
    fn nobody_is_the_best_where_another_leads_among_those_decided() {
        // Over all the first leads; of those decided the second won 100 of 110.
        let spread = counts_with_open(&[(200, 130, 0), (200, 100, 90), (200, 60, 0), (200, 60, 0)]);
        assert_eq!(spread.differs(), Some(true));
        assert!(spread.best().is_none());
        assert!(spread.gap().abs() < 1e-9);
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
