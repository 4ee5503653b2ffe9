//! What surrounds a deal on an evening and is the same for all of them: the other deals, the
//! goal, the calendar, and what is recorded of earlier days.

use std::sync::Arc;

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::actuals::is_open;
use crate::calendar::Calendar;
use crate::deal::Deal;
use crate::history::{Closes, History};
use crate::money::Money;
use crate::outlook;
use crate::pipeline::{Scope, is_in_scope, scope};
use crate::plan::{GoalAmount, Plan};
use crate::plan_fact::{Quantity, Row};
use crate::rules::DealQuestion;
use crate::stage_history::{Ended, StageHistory};
use crate::standing::Books;

/// What rules may be told beside the deal itself.
#[derive(Debug, Clone)]
pub struct Surroundings<'a> {
    /// The plan's working days; shared, since a rule gets it as a value.
    pub calendar: Arc<Calendar>,
    /// How the plan's deals went through their stages.
    pub stages: StageHistory,
    /// Earlier states of the deals; `None` where none could be read.
    pub history: Option<&'a History>,
    /// The goal.
    pub goal: Quantity,
    /// What of it is missing; zero where it is reached.
    pub goal_left: Quantity,
    scope: Scope,
    /// Minor units of the open deals that count towards the goal, largest first.
    values: Vec<i64>,
}

impl<'a> Surroundings<'a> {
    /// Gathers what was known on the evening of `as_of`; `to_date` is plan against fact from
    /// the period's start.
    pub fn gather(books: Books<'a>, to_date: &[Row], as_of: Date) -> Self {
        let (plan, deals) = (books.plan, books.given.deals);
        let scope = scope(deals);
        let counted = deals
            .iter()
            .filter(|deal| is_in_scope(plan, deal, scope) && is_open(plan, deal, as_of));
        let mut values: Vec<i64> = counted.filter_map(|deal| Some(value(plan, deal)?.minor)).collect();
        values.sort_unstable_by(|a, b| b.cmp(a));
        let (goal, fact) = outlook::goal_and_fact(plan, to_date);
        Self {
            calendar: Arc::new(books.given.calendar.clone()),
            stages: StageHistory::gather(plan, deals, as_of),
            history: books.given.history,
            goal,
            goal_left: outlook::missing(goal, fact),
            scope,
            values,
        }
    }
}

/// The deal's stated amount, else its segment's average deal.
fn value(plan: &Plan, deal: &Deal) -> Option<Money> {
    let average = || {
        plan.segments[deal.segment?]
            .average_deal
            .as_ref()
            .map(|average| average.amount)
    };
    deal.amount.or_else(average)
}

impl DealQuestion<'_> {
    /// When the deal was expected to close; `None` where no earlier state could be read.
    pub fn closes(&self) -> Option<Closes> {
        let history = self.surroundings.history?;
        Some(history.closes(self.deal, self.as_of))
    }

    /// How many deals left the stage that this one is in, and the median of their days there.
    pub fn usual_stage_days(&self) -> Option<(usize, Decimal)> {
        let (segment, stage) = self.place()?;
        self.surroundings.stages.usual_days(segment, stage)
    }

    /// How deals ended that were in this one's stage for as many days as it is now.
    pub fn similar(&self, days_in_stage: i64) -> Option<Ended> {
        let (segment, stage) = self.place()?;
        Some(self.surroundings.stages.ended(segment, stage, days_in_stage))
    }

    /// The deal's place by value among the open deals that count towards the goal: 1 for the
    /// largest, the same for equal ones. `None` for one that does not count or has no value.
    pub fn value_rank(&self) -> Option<usize> {
        let value = self.counted_value()?;
        Some(self.surroundings.values.partition_point(|other| *other > value) + 1)
    }

    /// Whether it alone is the largest open deal that counts towards the goal.
    pub fn is_biggest(&self) -> bool {
        let next = self.surroundings.values.get(1).copied();
        self.value_rank() == Some(1) && self.counted_value() != next
    }

    fn counted_value(&self) -> Option<i64> {
        let is_counted = is_in_scope(self.plan, self.deal, self.surroundings.scope);
        self.amount.filter(|_| is_counted).map(|value| value.minor)
    }

    /// What part of the goal the deal is, in the goal's metric: its value, what that leaves,
    /// or one deal. `None` without a value, or without a segment where the goal is profit.
    pub fn goal_share(&self) -> Option<Decimal> {
        let worth = match self.plan.goal.amount {
            GoalAmount::Deals(_) => 1,
            GoalAmount::Revenue(_) => self.amount?.minor,
            GoalAmount::Profit(_) => {
                self.deal.segment?;
                outlook::left_of(self.plan, self.deal, self.amount?)
            }
        };
        let share = Decimal::from(worth).checked_div(Decimal::from(self.surroundings.goal.units()))?;
        // As many digits as any estimate is kept with.
        Some(share.round_dp(12))
    }

    /// Indices of segment and stage.
    fn place(&self) -> Option<(usize, usize)> {
        let segment = self.deal.segment?;
        let stage = self.plan.segments[segment].stage_index(self.stage?.id.as_str())?;
        Some((segment, stage))
    }
}
