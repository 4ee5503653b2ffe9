//! What is open on an evening, and what may come of it.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::came::quantity;
use super::standing::{Shown, row_name};
use super::{Derivation, Explained, in_steps};
use crate::chance::{Chance, Range};
use crate::deal::Status;
use crate::outlook::left_of;
use crate::pipeline::OpenDeal;
use crate::plan::GoalAmount;
use crate::plan_fact::{Quantity, RowMeasure};
use crate::rate::Rate;
use crate::rules::Hook;

impl Shown<'_> {
    /// What is missing of the goal.
    pub(super) fn remaining(&self) -> Derivation {
        let mut from = vec![self.planned().goal()];
        from.extend(self.fact(None, self.measure_of_goal(), None));
        let how = "the goal less what came, never below nothing";
        Derivation::derived("remaining", quantity(self.standing.outlook.remaining), how, from)
    }

    /// What is left to bring by new deals.
    pub(super) fn to_bring(&self) -> Derivation {
        let outlook = &self.standing.outlook;
        let mut from = vec![self.remaining()];
        if outlook.in_hand.units() > 0 {
            let how = "signed, not yet counted on the goal's basis";
            from.push(Derivation::derived(
                "in-hand",
                quantity(outlook.in_hand),
                how,
                Vec::new(),
            ));
        }
        let how = "what is missing less what is signed and does not count yet";
        Derivation::derived("to-bring", quantity(outlook.to_bring), how, from)
    }

    fn counted(&self) -> impl Iterator<Item = &OpenDeal<'_>> {
        self.standing.open.iter().filter(|deal| deal.in_scope)
    }

    /// What a deal brings towards the goal.
    fn worth(&self, deal: &OpenDeal<'_>) -> Quantity {
        match self.standing.outlook.goal {
            Quantity::Count(_) => Quantity::Count(1),
            goal @ Quantity::Money(_) => {
                let worth = deal.value.map_or(0, |value| left_of(self.books.plan, deal.deal, value));
                goal.with_units(worth)
            }
        }
    }

    /// What all of them would bring.
    pub(super) fn open_worth(&self) -> Derivation {
        let outlook = &self.standing.outlook;
        let sum = outlook
            .open_stated
            .units()
            .saturating_add(outlook.open_at_average.units());
        let how = "the open deals that count towards the period, if all were won";
        let parts = self.counted().map(|deal| self.deal(deal)).collect();
        Derivation::derived("open.worth", quantity(outlook.goal.with_units(sum)), how, parts)
    }

    /// What they bring by their chances.
    pub(super) fn open_expected(&self) -> Derivation {
        let outlook = &self.standing.outlook;
        let how = "each open deal times its chance";
        let parts = self.counted().map(|deal| self.expected_of(deal)).collect();
        let value = self.rounded(outlook.open_expected);
        Derivation::derived("open.expected", value, how, parts)
    }

    fn expected_of(&self, deal: &OpenDeal<'_>) -> Derivation {
        let worth = Decimal::from(self.worth(deal).units());
        let part = deal.probability.round_dp(6).checked_mul(worth).unwrap_or_default();
        let parts = vec![self.deal(deal), self.chance_of(deal)];
        let name = format!("deal.{}.expected", deal.deal.id);
        Derivation::derived(name, self.rounded(part), "its worth times its chance", parts)
    }

    fn rounded(&self, units: Decimal) -> Explained {
        match self.standing.outlook.goal {
            Quantity::Count(_) => Explained::Text(units.round_dp(1).normalize().to_string()),
            goal @ Quantity::Money(_) => quantity(goal.with_units(units.round().to_i64().unwrap_or(i64::MAX))),
        }
    }

    /// The chance that they alone bring what is missing.
    pub(super) fn open_chance(&self) -> Derivation {
        let deals = self.counted().map(|deal| self.expected_of(deal));
        self.chance_from("open.chance", self.standing.outlook.chance_from_open, deals)
    }

    /// The same without the one that is worth most.
    pub(super) fn chance_without_biggest(&self) -> Option<Derivation> {
        let (biggest, chance) = self.standing.outlook.without_biggest.as_ref()?;
        let others = self.counted().filter(|deal| deal.deal.id != *biggest);
        let deals = others.map(|deal| self.expected_of(deal));
        Some(self.chance_from("open.chance-without-biggest", *chance, deals))
    }

    /// An end of the range in which the period closes in eight cases of ten.
    pub(super) fn open_end(&self, end: impl FnOnce(Range) -> i64) -> Option<Derivation> {
        let outlook = &self.standing.outlook;
        let range = outlook.range?;
        let (low, value) = (range.low, end(range));
        let (name, how) = if value == low {
            (
                "open.low",
                "what came and what the open deals bring, each won or lost for itself: in one case of ten no more",
            )
        } else {
            (
                "open.high",
                "what came and what the open deals bring, each won or lost for itself: in one case of ten more",
            )
        };
        let mut from: Vec<Derivation> = self.fact(None, self.measure_of_goal(), None).into_iter().collect();
        from.extend(self.counted().map(|deal| self.expected_of(deal)));
        let how = in_steps(how, range.lattice);
        Some(Derivation::derived(
            name,
            quantity(outlook.goal.with_units(value)),
            how,
            from,
        ))
    }

    /// What the goal counts.
    fn measure_of_goal(&self) -> RowMeasure {
        match self.books.plan.goal.amount {
            GoalAmount::Deals(_) => RowMeasure::Deals,
            GoalAmount::Profit(_) => RowMeasure::Profit,
            GoalAmount::Revenue(_) => RowMeasure::Revenue,
        }
    }

    fn chance_from(&self, name: &str, chance: Chance, deals: impl Iterator<Item = Derivation>) -> Derivation {
        let how = "the chance that these deals alone bring what is missing, each won or lost for itself";
        let missing = if self.standing.outlook.in_hand.units() > 0 {
            self.to_bring()
        } else {
            self.remaining()
        };
        let from = std::iter::once(missing).chain(deals).collect();
        Derivation::derived(
            name,
            Explained::Chance(chance.value),
            in_steps(how, chance.lattice),
            from,
        )
    }

    /// What is known of one open deal.
    pub(super) fn of_deal(&self, name: &str) -> Option<Derivation> {
        let find = |id: &str| self.standing.open.iter().find(|open| open.deal.id.as_str() == id);
        if let Some(deal) = find(name) {
            let mut whole = self.deal(deal);
            whole.from.extend([self.chance_of(deal), self.score_of(deal)]);
            return Some(whole);
        }
        if let Some(decided) = self.decided(name) {
            return Some(decided);
        }
        match name.rsplit_once('.')? {
            (id, "chance") => find(id).map(|deal| self.chance_of(deal)),
            (id, "score") => find(id).map(|deal| self.score_of(deal)),
            (id, "expected") => find(id).map(|deal| self.expected_of(deal)),
            _ => None,
        }
    }

    /// What is known of a deal that was won or lost by then.
    fn decided(&self, id: &str) -> Option<Derivation> {
        let deal = self.books.given.deals.iter().find(|deal| deal.id.as_str() == id)?;
        let segment = deal.segment.map(|index| &self.books.plan.segments[index]);
        let state = deal.state(segment, self.actuals.as_of)?;
        let amount = deal
            .amount
            .map_or_else(|| Explained::Text("-".into()), Explained::Money);
        let how = match (state.status, deal.decided_on(segment)) {
            (Status::Open, _) => return None,
            (Status::Won, Some(day)) => format!("won on {day}"),
            (Status::Lost, Some(day)) => format!("lost on {day}"),
            (Status::Won, None) => "won, nobody says when".into(),
            (Status::Lost, None) => "lost, nobody says when".into(),
        };
        Some(Derivation {
            how,
            ..Derivation::written(format!("deal.{id}"), amount, Some(&deal.location))
        })
    }

    /// What it is worth.
    fn deal(&self, open: &OpenDeal<'_>) -> Derivation {
        let name = format!("deal.{}", open.deal.id);
        let worth = quantity(self.worth(open));
        let average = open.deal.segment.filter(|_| !open.has_amount());
        let how = match (self.standing.outlook.goal, average) {
            (Quantity::Count(_), _) => "an open deal",
            (_, Some(_)) => "without an amount: its segment's average deal",
            _ if matches!(self.books.plan.goal.amount, GoalAmount::Profit(_)) => {
                "what its amount leaves by the planned margin"
            }
            _ => "its amount",
        };
        Derivation {
            how: how.into(),
            from: average
                .and_then(|index| self.planned().average(index))
                .into_iter()
                .collect(),
            ..Derivation::written(name, worth, Some(&open.deal.location))
        }
    }

    /// The chance that it is won.
    fn chance_of(&self, open: &OpenDeal<'_>) -> Derivation {
        let name = format!("deal.{}.chance", open.deal.id);
        let how = self.answer_of(Hook::Probability);
        let steps = self.steps_ahead(open);
        Derivation::derived(name, exactly(open.probability), how, steps)
    }

    /// The steps that lie before it, each at the rate that is expected from now on.
    fn steps_ahead(&self, open: &OpenDeal<'_>) -> Vec<Derivation> {
        let Some((index, stage)) = open.deal.segment.zip(open.state.stage) else {
            return Vec::new();
        };
        let last = self.books.plan.segments[index].last_stage();
        let name = |stage| row_name(self.books, Some(index), RowMeasure::Stage(stage));
        (stage..last)
            .filter_map(|stage| self.conversion_expected(&name(stage)))
            .collect()
    }

    /// Its place in the order.
    fn score_of(&self, open: &OpenDeal<'_>) -> Derivation {
        let name = format!("deal.{}.score", open.deal.id);
        let score = Explained::Text(open.priority.score.round_dp(2).normalize().to_string());
        let reason = |reason: &String| {
            Derivation::derived(
                "reason",
                Explained::Text(reason.clone()),
                "in the rule's words",
                Vec::new(),
            )
        };
        let reasons = open.priority.reasons.iter().map(reason).collect();
        Derivation::derived(name, score, self.answer_of(Hook::Priority), reasons)
    }
}

/// A rule's answer to the last digit: rounded beside the conversions that it is made of it would
/// look like another figure.
fn exactly(chance: Decimal) -> Explained {
    let whole = || {
        Some((
            u64::try_from(chance.mantissa()).ok()?,
            10_u64.checked_pow(chance.scale())?,
        ))
    };
    let rate = whole().and_then(|(part, whole)| Rate::of(part, whole).ok());
    rate.map_or_else(|| Explained::Chance(chance.to_f64().unwrap_or(0.0)), Explained::Rate)
}
