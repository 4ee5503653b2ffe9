//! What can be said of an experiment on an evening.

use jiff::civil::Date;

use crate::levers::counted_more;
use crate::standing::Books;

use super::cases::{Case, Cases, cases, matures_after};
use super::design::{Design, design, ln_needed};
use super::posterior::{Posterior, compare, worse_by};
use super::traps::{Trap, traps};
use super::wager::{Wager, wager};
use super::{Experiment, Measured};

/// What is said of an experiment on an evening.
#[derive(Debug, Clone)]
pub struct Verdict<'a> {
    /// The experiment.
    pub experiment: &'a Experiment,
    /// Where it stands.
    pub state: State,
    /// Since when a better arm, or the first one, has won its wager.
    pub decided: Option<Date>,
    /// Shape: one an arm.
    pub arms: Vec<ArmVerdict>,
    /// What the experiment takes, on the evening.
    pub design: Design,
    /// What else may make the arms differ.
    pub traps: Vec<Trap>,
    /// Days after which a case counts.
    pub matures_after: u32,
    /// Deals that fit several arms and count in none.
    pub n_in_several: u64,
    /// Won deals without an amount, where amounts are measured.
    pub n_without_amount: u64,
}

/// Where an experiment stands on an evening. Arms are named by their index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It has not begun.
    Planned,
    /// The cases do not tell yet.
    TooEarly,
    /// This arm is better than the first.
    Better(usize),
    /// The first arm is better than all others.
    FirstIsBetter,
    /// This arm does the harm at which it was to be stopped.
    Harm(usize),
    /// All cases are there, and no arm was shown to be better.
    NotShown,
    /// The arms ran at different times, so that nothing tells them from the season.
    CannotTell,
    /// It was stopped.
    Stopped,
    /// This arm was adopted.
    Adopted(usize),
}

impl State {
    /// The word of every output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::TooEarly => "too_early",
            Self::Better(_) => "better",
            Self::FirstIsBetter => "first_is_better",
            Self::Harm(_) => "harm",
            Self::NotShown => "not_shown",
            Self::CannotTell => "cannot_tell",
            Self::Stopped => "stopped",
            Self::Adopted(_) => "adopted",
        }
    }

    /// The arm that it names.
    pub fn arm(self) -> Option<usize> {
        match self {
            Self::Better(arm) | Self::Harm(arm) | Self::Adopted(arm) => Some(arm),
            _ => None,
        }
    }

    /// Whether somebody is to decide something or wait for it.
    pub fn is_running(self) -> bool {
        !matches!(self, Self::Planned | Self::Stopped | Self::Adopted(_))
    }
}

/// What is said of one arm.
#[derive(Debug, Clone)]
pub struct ArmVerdict {
    /// Cases that had time.
    pub n_cases: u64,
    /// Cases that have not.
    pub n_young: u64,
    /// Of these how many passed, where that is measured.
    pub n_passed: u64,
    /// The figure of its cases alone; `None` without any.
    pub seen: Option<f64>,
    /// What is believed of the true figure: the mean.
    pub mean: f64,
    /// 90 % of the belief lie between these.
    pub interval: (f64, f64),
    /// The chance that it is the best of all arms.
    pub is_best: f64,
    /// What is lost on average by choosing it now, in units of the measure.
    pub expected_loss: f64,
    /// The wager that it is better than the first arm; `None` for the first.
    pub wager: Option<Wager>,
    /// The chance that it does more harm than allowed; `None` for the first arm, and where no
    /// limit is stated.
    pub harm: Option<f64>,
    /// What it would do to the goal if it became the plan.
    pub effect: EffectOnGoal,
    /// The same at both ends of what is believed of its figure.
    pub effect_between: (EffectOnGoal, EffectOnGoal),
}

/// What an arm would do to the goal if its figure were the planned one; `None` where that cannot
/// be told from its measure. It is what adopting the arm would do.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct EffectOnGoal {
    /// Minor units more, or saved, with the planned leads.
    pub money: Option<f64>,
    /// Leads fewer for the same goal.
    pub leads_saved: Option<f64>,
}

/// A chance of more harm than allowed at which an arm is stopped. Stopping is cheap: the first
/// arm goes on.
pub(super) const HARM_LIKELY: f64 = 0.9;
/// Cases of both arms before harm is judged.
pub(super) const CASES_TO_JUDGE_HARM: u64 = 10;
/// Planned figures count as this many cases at most, and as this many at least.
const PRIOR: (u64, u64) = (2, 20);

/// What is said of every experiment on an evening, in file order.
pub fn verdicts<'a>(books: Books<'a>, as_of: Date) -> Vec<Verdict<'a>> {
    let all = books.given.experiments.iter();
    all.map(|experiment| verdict(books, experiment, as_of)).collect()
}

fn verdict<'a>(books: Books<'a>, experiment: &'a Experiment, as_of: Date) -> Verdict<'a> {
    let cases = cases(books, experiment, as_of);
    let design = design(books, experiment, as_of);
    let beliefs = beliefs(books, experiment, &cases, &design);
    let more_is_better = experiment.measure.more_is_better();
    let standings = compare(&beliefs, more_is_better);
    let ln_needed = ln_needed(experiment.arms.len());
    let bet = |arm, other| wager(experiment, &cases, (arm, other), design.spread, ln_needed);
    // Without a planned figure what is done now stands for it.
    let usual = if design.planned > 0.0 {
        design.planned
    } else {
        beliefs[0].mean
    };
    let on_goal = |own: f64| effect(books, experiment, usual, own);
    let arms: Vec<ArmVerdict> = (0..experiment.arms.len())
        .map(|arm| {
            let (n_cases, n_passed) = counts(experiment, &cases, arm);
            let belief = &beliefs[arm];
            let is_first = arm == 0;
            let harm = experiment.harm.filter(|_| !is_first);
            ArmVerdict {
                n_cases,
                n_young: cases.n_young[arm],
                n_passed,
                seen: seen(experiment, &cases, arm),
                mean: belief.mean,
                interval: belief.interval(),
                is_best: standings[arm].is_best,
                expected_loss: standings[arm].expected_loss,
                wager: (!is_first).then(|| bet(arm, 0)),
                harm: harm.map(|harm| worse_by(belief, &beliefs[0], harm, more_is_better)),
                effect: on_goal(belief.mean),
                effect_between: {
                    let (low, high) = belief.interval();
                    (on_goal(low), on_goal(high))
                },
            }
        })
        .collect();
    let against: Vec<Wager> = (1..arms.len()).map(|arm| bet(0, arm)).collect();
    let mut found: Vec<Trap> = Vec::new();
    for trap in (1..arms.len()).flat_map(|arm| traps(experiment, &cases, arm)) {
        if !found.iter().any(|known| known.word() == trap.word()) {
            found.push(trap);
        }
    }
    let matures_after = matures_after(books.plan, experiment);
    let is_over = is_over(experiment, &arms, &design, matures_after, as_of);
    let state = state(experiment, &arms, &against, &found, is_over, as_of);
    let decided = match state {
        State::Better(arm) => arms[arm].wager.and_then(|wager| wager.reached),
        State::FirstIsBetter => against.iter().filter_map(|wager| wager.reached).max(),
        _ => None,
    };
    Verdict {
        experiment,
        state,
        decided,
        arms,
        design,
        traps: found,
        matures_after,
        n_in_several: cases.n_in_several,
        n_without_amount: cases.n_without_amount,
    }
}

fn state(
    experiment: &Experiment,
    arms: &[ArmVerdict],
    against: &[Wager],
    traps: &[Trap],
    is_over: bool,
    as_of: Date,
) -> State {
    if let Some(ending) = experiment.ending(as_of) {
        return ending.adopted.map_or(State::Stopped, State::Adopted);
    }
    if as_of < experiment.days.from {
        return State::Planned;
    }
    let has_enough = |arm: &ArmVerdict| arm.n_cases >= CASES_TO_JUDGE_HARM;
    let does_harm = |arm: &usize| {
        let arm = &arms[*arm];
        arm.harm.is_some_and(|chance| chance >= HARM_LIKELY) && has_enough(arm) && has_enough(&arms[0])
    };
    if let Some(arm) = (1..arms.len()).find(does_harm) {
        return State::Harm(arm);
    }
    let won = |arm: &usize| arms[*arm].wager.is_some_and(|wager| wager.reached.is_some());
    let most = |arm: &usize| arms[*arm].wager.map_or(0.0, |wager| wager.ln_most);
    let best = (1..arms.len()).filter(won).max_by(|a, b| most(a).total_cmp(&most(b)));
    if let Some(arm) = best {
        return State::Better(arm);
    }
    if against.iter().all(|wager| wager.reached.is_some()) {
        return State::FirstIsBetter;
    }
    let is_of_seasons = traps.iter().any(|trap| matches!(trap, Trap::Seasons(_)));
    match (is_of_seasons, is_over) {
        (true, _) => State::CannotTell,
        (false, true) => State::NotShown,
        (false, false) => State::TooEarly,
    }
}

/// Whether every arm has the cases that it needs, or all that could come have had time.
fn is_over(experiment: &Experiment, arms: &[ArmVerdict], design: &Design, matures_after: u32, as_of: Date) -> bool {
    let needed = design.cases_per_arm;
    let is_whole = needed.is_some_and(|needed| arms.iter().all(|arm| arm.n_cases >= needed));
    is_whole || as_of >= super::cases::days_after(experiment.days.to, matures_after)
}

/// Cases that had time, and how many of them passed. Of costs the cases are the won deals.
fn counts(experiment: &Experiment, cases: &Cases<'_>, arm: usize) -> (u64, u64) {
    let mine = cases.ripe.iter().filter(|case| case.arm == arm);
    let passed = mine.clone().filter(|case| case.value > 0.0).count() as u64;
    match experiment.measure {
        Measured::CostPerDeal => (passed, passed),
        Measured::Conversion => (mine.count() as u64, passed),
        Measured::AverageDeal | Measured::CycleDays => (mine.count() as u64, 0),
    }
}

fn seen(experiment: &Experiment, cases: &Cases<'_>, arm: usize) -> Option<f64> {
    let mine = cases.ripe.iter().filter(|case| case.arm == arm);
    let (n, sum) = mine.fold((0.0, 0.0), |(n, sum), case| (n + 1.0, sum + case.value));
    if experiment.measure == Measured::CostPerDeal {
        return (sum > 0.0).then(|| money(cases, arm) / sum);
    }
    (n > 0.0).then(|| sum / n)
}

fn money(cases: &Cases<'_>, arm: usize) -> f64 {
    let mine = cases.spent.iter().filter(|spent| spent.arm == arm);
    mine.map(|spent| spent.minor).sum()
}

/// What is believed of every arm: the planned figure, which counts as a few cases, and the
/// arm's own cases. Channels weigh the same in every arm, so that a better mix is no better arm.
fn beliefs(books: Books<'_>, experiment: &Experiment, cases: &Cases<'_>, design: &Design) -> Vec<Posterior> {
    if experiment.measure == Measured::CostPerDeal {
        return costs(experiment, cases, design.planned);
    }
    let channel = |case: &Case<'_>| {
        case.channel
            .map(|id| id.as_str().to_string())
            .filter(|_| !experiment.is_about_channels())
    };
    let mut strata: Vec<Option<String>> = cases.ripe.iter().map(channel).collect();
    strata.sort();
    strata.dedup();
    if strata.is_empty() {
        strata.push(None);
    }
    let prior = prior(books, experiment) as f64;
    let all = cases.ripe.len().max(1) as f64;
    let pooled = pooled_variance(cases, design);
    let belief = |arm: usize| {
        let (mut mean, mut variance) = (0.0, 0.0);
        for stratum in &strata {
            let here = cases.ripe.iter().filter(|case| channel(case) == *stratum);
            let own: Vec<f64> = here
                .clone()
                .filter(|case| case.arm == arm)
                .map(|case| case.value)
                .collect();
            let share = if cases.ripe.is_empty() {
                1.0
            } else {
                here.count() as f64 / all
            };
            let counts = prior * share;
            let weight = counts + own.len() as f64;
            let of_stratum = (counts * design.planned + own.iter().sum::<f64>()) / weight;
            let of_case = match experiment.measure {
                Measured::Conversion => of_stratum * (1.0 - of_stratum) / (weight + 1.0),
                _ => pooled / weight,
            };
            mean += share * of_stratum;
            variance += share * share * of_case;
        }
        match experiment.measure {
            Measured::Conversion => Posterior::share(mean, variance),
            _ => Posterior::average(mean, variance.sqrt()),
        }
    };
    (0..experiment.arms.len())
        .map(|arm| belief(arm).unwrap_or_else(|| nothing_known(experiment, design)))
        .collect()
}

/// Where a figure has no spread at all, such as a planned rate of 100 %.
fn nothing_known(experiment: &Experiment, design: &Design) -> Posterior {
    let known = match experiment.measure {
        Measured::Conversion => Posterior::share(0.5, 1.0 / 12.0),
        _ => Posterior::average(design.planned, design.planned.abs().max(1.0)),
    };
    known.expect("a uniform share and a normal with a spread exist")
}

/// How many cases the planned figure counts as: those of its evidence within bounds.
fn prior(books: Books<'_>, experiment: &Experiment) -> u64 {
    let segment = &books.plan.segments[experiment.segment];
    let evidence = match experiment.measure {
        Measured::Conversion => segment.step(experiment.stage).evidence.as_ref().map(|seen| seen.trials),
        Measured::AverageDeal => {
            let average = segment.average_deal.as_ref();
            average.and_then(|average| Some(average.evidence.as_ref()?.n_deals))
        }
        Measured::CycleDays | Measured::CostPerDeal => None,
    };
    evidence.unwrap_or(0).clamp(PRIOR.0, PRIOR.1)
}

/// The variance of a case: within the arms where there are enough, else as planned, else that
/// of a figure which is as often its double as nothing.
fn pooled_variance(cases: &Cases<'_>, design: &Design) -> f64 {
    let n_arms = cases.n_young.len();
    let (mut squares, mut degrees) = (0.0, 0.0);
    for arm in 0..n_arms {
        let own: Vec<f64> = cases
            .ripe
            .iter()
            .filter(|case| case.arm == arm)
            .map(|case| case.value)
            .collect();
        if own.is_empty() {
            continue;
        }
        let mean = own.iter().sum::<f64>() / own.len() as f64;
        squares += own.iter().map(|value| (value - mean).powi(2)).sum::<f64>();
        degrees += own.len() as f64 - 1.0;
    }
    /// Degrees of freedom from which the cases speak for themselves.
    const ENOUGH: f64 = 8.0;
    let seen = (degrees >= ENOUGH && squares > 0.0).then(|| squares / degrees);
    seen.or(design.spread)
        .unwrap_or_else(|| design.planned.powi(2).max(1.0))
}

/// Deals by money: the planned cost counts as a deal or two.
fn costs(experiment: &Experiment, cases: &Cases<'_>, planned: f64) -> Vec<Posterior> {
    let (spent, deals) = (0..experiment.arms.len()).fold((0.0, 0.0), |(spent, deals), arm| {
        (
            spent + money(cases, arm),
            deals + counts(experiment, cases, arm).0 as f64,
        )
    });
    let usual = if planned > 0.0 {
        planned
    } else {
        (spent / f64::max(deals, 1.0)).max(1.0)
    };
    let prior = PRIOR.0 as f64;
    let belief = |arm: usize| {
        let own = counts(experiment, cases, arm).0 as f64;
        let known = Posterior::cost(prior + own, prior * usual + money(cases, arm));
        known.expect("both are above zero")
    };
    (0..experiment.arms.len()).map(belief).collect()
}

/// With the planned leads, the planned revenue moves as the figure does; and for the same goal
/// the leads move the other way.
fn effect(books: Books<'_>, experiment: &Experiment, planned: f64, own: f64) -> EffectOnGoal {
    let need = &books.decomposition.segments[experiment.segment];
    let revenue = need.revenue.map(|revenue| revenue.minor as f64);
    let leads = need.needs[0] as f64;
    if planned <= 0.0 || own <= 0.0 {
        return EffectOnGoal::default();
    }
    match experiment.measure {
        Measured::Conversion | Measured::AverageDeal => EffectOnGoal {
            money: revenue.map(|revenue| revenue * (own / planned - 1.0)),
            leads_saved: (need.needs.len() > 1).then(|| leads * (1.0 - planned / own)),
        },
        Measured::CostPerDeal => EffectOnGoal {
            money: Some(need.deals as f64 * (planned - own)),
            leads_saved: None,
        },
        // Days won are days in which leads still count for the period.
        Measured::CycleDays => {
            let n_days = books.given.calendar.planned_days(books.plan.period).len();
            let more = counted_more(planned - own, n_days);
            EffectOnGoal {
                money: revenue.map(|revenue| revenue * (more - 1.0)),
                leads_saved: (need.needs.len() > 1 && more > 0.0).then(|| leads * (1.0 - 1.0 / more)),
            }
        }
    }
}
