//! What is measured of both rules, by hook.

use salesplan_model::period::days_before;
use salesplan_model::replay::{Chances, OpenDeals, Outcomes, Pair, Past, Rates, Stopped, usual_wait_days};
use salesplan_model::rules::Hook;
use salesplan_model::scoring::Scored;
use salesplan_report::replay::{LeftOutView, OrderView, ScoresView, SettledView};

use crate::failure::Failure;
use crate::loaded::Loaded;

/// What is measured of both rules.
pub(super) enum Measure<'a> {
    /// With the days that deals are given to be decided.
    Chances(Box<Chances>, Outcomes<'a>, u32),
    Rates(Box<Rates<'a>>),
    Order(OrderView),
}

impl<'a> Measure<'a> {
    pub fn new(hook: Hook, end: &Past<'a>, loaded: &Loaded, wait: Option<u32>) -> Result<Self, Failure> {
        match hook {
            Hook::Probability => {
                let wait_days = wait.unwrap_or_else(|| usual_wait_days(end.plan));
                let chances = Chances::new(days_before(end.as_of, wait_days));
                Ok(Self::Chances(
                    Box::new(chances),
                    Outcomes::new(end.given.deals),
                    wait_days,
                ))
            }
            Hook::Conversion => Ok(Self::Rates(Box::new(Rates::new(end)))),
            Hook::Priority => Ok(Self::Order(OrderView::new(loaded.settings.review.n_deals_to_discuss))),
            _ => Err(Failure::usage(
                format!(
                    "a {} rule cannot be replayed: nothing that happens later says which answer was right",
                    hook.name()
                ),
                "conversion and probability are held against what happened, and priority against the present order",
            )),
        }
    }

    pub fn add(&mut self, past: &Past<'_>, pair: &Pair<'_>) -> Result<(), Stopped> {
        match self {
            Self::Chances(chances, outcomes, _) => chances.add(past.as_of, &OpenDeals::ask(past, pair)?, outcomes),
            Self::Rates(rates) => rates.add(past, pair)?,
            Self::Order(order) => order.add(past.plan, past.as_of, &OpenDeals::ask(past, pair)?),
        }
        Ok(())
    }

    /// The scores that a margin bounds.
    pub fn judged(&self) -> Option<Scored> {
        match self {
            Self::Chances(chances, ..) => chances.judged(),
            Self::Rates(rates) => rates.scoring.scored(),
            Self::Order(_) => None,
        }
    }

    pub fn into_views(self) -> Views {
        match self {
            Self::Chances(chances, _, wait_days) => Views {
                scores: chances.decided.scored().as_ref().map(ScoresView::new),
                settled: Some(SettledView::new(&chances, wait_days)),
                left_out: LeftOutView::of_chances(&chances),
                order: None,
            },
            Self::Rates(rates) => Views {
                scores: rates.scoring.scored().as_ref().map(ScoresView::new),
                settled: None,
                left_out: LeftOutView::of_rates(&rates),
                order: None,
            },
            Self::Order(order) => Views {
                scores: None,
                settled: None,
                left_out: Vec::new(),
                order: Some(order),
            },
        }
    }
}

/// What was measured, as it is told.
pub(super) struct Views {
    pub scores: Option<ScoresView>,
    pub settled: Option<SettledView>,
    pub left_out: Vec<LeftOutView>,
    pub order: Option<OrderView>,
}
