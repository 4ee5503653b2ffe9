//! `rules replay`: a changed rule beside the current one, over evenings of the past.

use jiff::civil::Date;
use salesplan_model::period::Week;
use salesplan_model::plan::Plan;
use salesplan_model::replay::{Chances, OpenDeals, Rates};
use salesplan_model::scoring::order::{kendall_tau, n_common_of_first};
use salesplan_model::scoring::{Forecaster, Scored, Scores};
use serde::Serialize;

use crate::deals::DealView;
use crate::figures::rounded;

/// A changed rule beside the current one.
#[derive(Debug, Clone, Serialize)]
pub struct ReplayView {
    /// Version of this document.
    pub schema_version: u32,
    /// The plan's id.
    pub plan: String,
    /// What people call it.
    pub title: String,
    /// The hook that both rules answer.
    pub hook: &'static str,
    /// The file of the changed rule, as it was named.
    pub rule: String,
    /// The file of the current rule.
    pub current: String,
    /// Whether the current rule is the one that comes with the program.
    pub current_is_bundled: bool,
    /// The revision that says which rules serve and what happened.
    pub to: String,
    /// The last day that is known there.
    pub as_of: String,
    /// Whether history before the first snapshot may be missing in this clone.
    pub is_cut_off: bool,
    /// The evenings that were replayed, oldest first.
    pub snapshots: Vec<SnapshotView>,
    /// Those that could not be, oldest first.
    pub skipped: Vec<SkippedView>,
    /// For `probability`: of deals that were won or lost since; for `conversion`: of those who
    /// had time to pass. Null for `priority`, and where there are none.
    pub scores: Option<ScoresView>,
    /// For `probability`: of all deals that had time to be decided.
    pub settled: Option<SettledView>,
    /// What could not be scored, by reason; empty for `priority`.
    pub left_out: Vec<LeftOutView>,
    /// For `priority`: how the order changes.
    pub order: Option<OrderView>,
    /// By how much the changed rule's Brier score may be worse: that of `settled`, or where
    /// it has none, of `scores`. Null where nothing was asked.
    pub margin: Option<f64>,
    /// Whether it is worse by more than that; null without a margin or scores.
    pub is_worse: Option<bool>,
}

/// The plan's files at one time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SnapshotView {
    /// The commit.
    pub revision: String,
    /// The ISO week.
    pub week: String,
    /// The evening that they were looked at from.
    pub as_of: String,
}

/// A snapshot that was left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SkippedView {
    /// The commit.
    pub revision: String,
    /// The day that it speaks of; null where that cannot be told.
    pub day: Option<String>,
    /// Why.
    pub reason: String,
}

/// What could not be scored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct LeftOutView {
    /// `undecided`, `gone` or `without_trials`.
    pub why: &'static str,
    /// How many chances or rates.
    pub count: u64,
}

/// All deals of the evenings after which there was time to decide them; one that is still
/// open counts as not won.
#[derive(Debug, Clone, Serialize)]
pub struct SettledView {
    /// The time, in days.
    pub wait_days: u32,
    /// The last evening that is so long ago.
    pub until: String,
    /// Null where no evening is.
    pub scores: Option<ScoresView>,
}

/// Both rules against what happened.
#[derive(Debug, Clone, Serialize)]
pub struct ScoresView {
    /// Pairs of an evening and a deal (for `conversion` of an evening, a step and those who
    /// entered after it).
    pub observations: u64,
    /// Distinct deals; for `conversion` with facts that are counts, distinct steps.
    pub clusters: usize,
    /// What could succeed, over all observations.
    pub trials: u64,
    /// The share of it that did.
    pub share: f64,
    /// What that share scores, said of everything.
    pub base: ScoreView,
    /// The current rule.
    pub current: RuleScoreView,
    /// The changed rule.
    pub changed: RuleScoreView,
    /// Changed less current; below 0 where the changed rule is better.
    pub difference: ScoreView,
    /// Its standard error, clustered by deal; null with too few clusters.
    pub standard_error: Option<ScoreView>,
}

/// A Brier score and a log loss; lower is better.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct ScoreView {
    /// Mean squared distance from what happened.
    pub brier: f64,
    /// Mean -ln of the chance given to what happened.
    pub log_loss: f64,
}

/// How one rule did.
#[derive(Debug, Clone, Serialize)]
pub struct RuleScoreView {
    /// Its scores.
    #[serde(flatten)]
    pub scores: ScoreView,
    /// What it said against what happened, by tenths of the chance.
    pub calibration: Vec<BinView>,
}

/// The chances within one tenth.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct BinView {
    /// Chances from here on..
    pub from: f64,
    /// ..up to here.
    pub to: f64,
    /// How many trials.
    pub trials: u64,
    /// The mean chance.
    pub mean_chance: f64,
    /// The share that succeeded.
    pub share: f64,
}

/// How the order of deals changes.
#[derive(Debug, Clone, Serialize)]
pub struct OrderView {
    /// How many deals the first screen of a review asks to talk about.
    pub n_deals_to_discuss: usize,
    /// Every evening, oldest first.
    pub evenings: Vec<OrderEveningView>,
    /// The open deals of the newest evening by the changed rule.
    pub deals: Vec<MovedView>,
    /// Those that rise most, at most five.
    pub risers: Vec<MovedView>,
    /// Those that fall most, at most five.
    pub fallers: Vec<MovedView>,
}

/// How alike both orders were on one evening.
#[derive(Debug, Clone, Serialize)]
pub struct OrderEveningView {
    /// The ISO week.
    pub week: String,
    /// The evening.
    pub as_of: String,
    /// Open deals.
    pub open: usize,
    /// Kendall's rank correlation; null for fewer than two deals.
    pub kendall_tau: Option<f64>,
    /// How many of the first deals, by the current rule..
    pub first: usize,
    /// ..are among the first by the changed one too.
    pub common: usize,
}

/// A deal in both orders.
#[derive(Debug, Clone, Serialize)]
pub struct MovedView {
    /// Its place by the current rule, from 1.
    pub place_before: usize,
    /// Its place by the changed rule, from 1.
    pub place: usize,
    /// The reasons of the current rule.
    pub reasons_before: Vec<String>,
    /// The deal with score and reasons by the changed rule.
    #[serde(flatten)]
    pub deal: DealView,
}

impl ScoresView {
    /// Shapes scores for output.
    pub fn new(scored: &Scored) -> Self {
        Self {
            observations: scored.n_observations,
            clusters: scored.n_clusters,
            trials: scored.trials,
            share: rounded(scored.share),
            base: score_view(scored.base),
            current: rule_score_view(&scored.current),
            changed: rule_score_view(&scored.changed),
            difference: score_view(scored.difference),
            standard_error: scored.standard_error.map(score_view),
        }
    }
}

fn score_view(scores: Scores) -> ScoreView {
    ScoreView {
        brier: rounded(scores.brier),
        log_loss: rounded(scores.log_loss),
    }
}

fn rule_score_view(forecaster: &Forecaster) -> RuleScoreView {
    let bins = forecaster.calibration.iter().map(|bin| BinView {
        from: bin.from,
        to: bin.to,
        trials: bin.trials,
        mean_chance: rounded(bin.mean_chance),
        share: rounded(bin.share),
    });
    RuleScoreView {
        scores: score_view(forecaster.scores),
        calibration: bins.collect(),
    }
}

impl SettledView {
    /// Shapes the scores of all deals that had time.
    pub fn new(chances: &Chances, wait_days: u32) -> Self {
        Self {
            wait_days,
            until: chances.settled_until.to_string(),
            scores: chances.settled.scored().as_ref().map(ScoresView::new),
        }
    }
}

impl LeftOutView {
    /// What could not be scored of chances.
    pub fn of_chances(chances: &Chances) -> Vec<Self> {
        Self::some([("undecided", chances.n_undecided), ("gone", chances.n_gone)])
    }

    /// What could not be scored of rates.
    pub fn of_rates(rates: &Rates<'_>) -> Vec<Self> {
        Self::some([("without_trials", rates.n_without_trials), ("gone", rates.n_gone)])
    }

    fn some(counts: [(&'static str, u64); 2]) -> Vec<Self> {
        let shape = |(why, count)| Self { why, count };
        counts.into_iter().map(shape).filter(|left| left.count > 0).collect()
    }
}

/// How many risers and fallers are named.
const N_MOVED: usize = 5;

impl OrderView {
    /// No evening yet.
    pub fn new(n_deals_to_discuss: usize) -> Self {
        Self {
            n_deals_to_discuss,
            evenings: Vec::new(),
            deals: Vec::new(),
            risers: Vec::new(),
            fallers: Vec::new(),
        }
    }

    /// Adds an evening, later than those before: its deals take the place of theirs.
    pub fn add(&mut self, plan: &Plan, as_of: Date, open: &OpenDeals<'_>) {
        let places = open.places();
        let first = self.n_deals_to_discuss.min(places.len());
        self.evenings.push(OrderEveningView {
            week: Week::of(as_of).to_string(),
            as_of: as_of.to_string(),
            open: places.len(),
            kendall_tau: kendall_tau(&places).map(rounded),
            first,
            common: n_common_of_first(&places, first),
        });
        let moved = |(before, place): (usize, &usize)| MovedView {
            place_before: before + 1,
            place: place + 1,
            reasons_before: open.current[before].priority.reasons.clone(),
            deal: DealView::new(plan, &open.changed[*place]),
        };
        self.deals = places.iter().enumerate().map(moved).collect();
        self.deals.sort_by_key(|deal| deal.place);
        self.risers = self.most_moved(|deal| deal.place_before.saturating_sub(deal.place));
        self.fallers = self.most_moved(|deal| deal.place.saturating_sub(deal.place_before));
    }

    /// The deals that moved furthest by a measure, the furthest first, then by place.
    fn most_moved(&self, by: impl Fn(&MovedView) -> usize) -> Vec<MovedView> {
        let mut moved: Vec<&MovedView> = self.deals.iter().filter(|deal| by(deal) > 0).collect();
        moved.sort_by_key(|deal| std::cmp::Reverse(by(deal)));
        moved.into_iter().take(N_MOVED).cloned().collect()
    }
}
