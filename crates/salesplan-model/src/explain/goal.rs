//! The goal, what the segments have of it, and its chance.

use super::{Derivation, Explained, Explaining, amount, in_steps};
use crate::chance;
use crate::money::Money;
use crate::plan::{GoalAmount, Part, Purpose};
use crate::profit;

impl Explaining<'_> {
    pub(super) fn goal(&self) -> Derivation {
        let goal = &self.books.plan.goal;
        Derivation::written("goal.amount", amount(goal.amount), Some(&goal.location))
    }

    pub(super) fn deals_of_all(&self) -> Derivation {
        let parts = (0..self.books.plan.segments.len())
            .map(|index| self.deals(index))
            .collect();
        let total = self.books.decomposition.deals;
        Derivation::derived("deals", Explained::Count(total), "the sum over the segments", parts)
    }

    pub(super) fn revenue_of_all(&self) -> Option<Derivation> {
        let parts: Option<Vec<Derivation>> = (0..self.books.plan.segments.len())
            .map(|index| self.revenue(index))
            .collect();
        let total = self.books.decomposition.revenue?;
        Some(Derivation::derived(
            "revenue",
            Explained::Money(total),
            "the sum over the segments",
            parts?,
        ))
    }

    pub(super) fn profit_of_all(&self) -> Option<Derivation> {
        let planned = self.books.decomposition.profit?;
        let sales = planned.sales;
        let line =
            |figure: &str, sum: Money, how: &str| Derivation::derived(figure, Explained::Money(sum), how, Vec::new());
        let fixed = &self.books.plan.goal;
        let mut from = vec![
            self.revenue_of_all()?,
            line(
                "variable-costs",
                sales.variable_costs,
                "sales less each segment's margin",
            ),
            line("commission", sales.commission, "each segment's share of its sales"),
            line("lead-costs", sales.lead_costs, "the planned leads at what each costs"),
        ];
        if planned.fixed_costs.minor > 0 {
            from.push(Derivation {
                how: "of the goal and of the channels".into(),
                ..Derivation::written(
                    "fixed-costs",
                    Explained::Money(planned.fixed_costs),
                    Some(&fixed.location),
                )
            });
        }
        let how = "sales less variable costs, commission, leads and fixed costs";
        Some(Derivation::derived(
            "profit",
            Explained::Money(planned.profit),
            how,
            from,
        ))
    }

    pub(super) fn chance(&self) -> Derivation {
        let chance = chance::of_plan(self.books.plan, self.books.decomposition);
        let parts = (0..self.books.plan.segments.len()).map(|index| self.segment_chance(index));
        let how = "the chance that the wins of all segments together bring the goal, each lead won or lost for itself";
        let how = in_steps(how, chance.goal.lattice);
        Derivation::derived("chance", Explained::Chance(chance.goal.value), how, parts.collect())
    }

    pub(super) fn segment_goal(&self, index: usize) -> Derivation {
        let segment = self.segment(index);
        let goal = self.books.decomposition.segments[index].goal;
        let name = self.name(index, "goal");
        let location = Some(&segment.part_location);
        match segment.part {
            Part::Amount(_) => Derivation::written(name, amount(goal), location),
            Part::Share(share) => {
                let stated = Derivation::written(self.name(index, "share"), Explained::Rate(share), location);
                let fixed = profit::fixed_costs(self.books.plan).filter(|costs| costs.minor > 0);
                match (self.books.plan.goal.amount, fixed) {
                    (GoalAmount::Profit(_), Some(costs)) => {
                        let how = "its share of profit and fixed costs together, split by largest remainders";
                        let goal_location = &self.books.plan.goal.location;
                        let costs = Derivation {
                            how: "of the goal and of the channels".into(),
                            ..Derivation::written("fixed-costs", Explained::Money(costs), Some(goal_location))
                        };
                        Derivation::derived(name, amount(goal), how, vec![self.goal(), costs, stated])
                    }
                    _ => {
                        let how = "its share of the goal, split by largest remainders";
                        Derivation::derived(name, amount(goal), how, vec![self.goal(), stated])
                    }
                }
            }
            Part::Deals(count) => {
                let stated = Derivation::written(self.name(index, "deals"), Explained::Count(count), location);
                let average = self.average(index);
                let how = if average.is_some() {
                    "deals times average deal"
                } else {
                    "the stated deals"
                };
                Derivation::derived(
                    name,
                    amount(goal),
                    how,
                    std::iter::once(stated).chain(average).collect(),
                )
            }
        }
    }

    pub(super) fn average(&self, index: usize) -> Option<Derivation> {
        let average = self.segment(index).average_deal.as_ref()?;
        let name = self.name(index, "average-deal");
        let mut found = Derivation::written(name, Explained::Money(average.amount), Some(&average.location));
        if let Some(evidence) = &average.evidence {
            found.how = match &average.ask {
                Some(ask) if ask.purpose == Purpose::Measure => {
                    format!("measured and drawn towards the written one: {}", evidence.text)
                }
                _ => format!("as written, resting on {}", evidence.text),
            };
        } else {
            found.how = "as written: an assumption".into();
        }
        Some(found)
    }

    pub(super) fn deals(&self, index: usize) -> Derivation {
        let segment = self.segment(index);
        let need = &self.books.decomposition.segments[index];
        let name = self.name(index, "deals");
        let value = Explained::Count(need.deals);
        match (segment.part, need.goal) {
            (Part::Deals(_), _) => Derivation::written(name, value, Some(&segment.part_location)),
            (_, GoalAmount::Deals(_)) => {
                Derivation::derived(name, value, "its part of the goal", vec![self.segment_goal(index)])
            }
            (_, GoalAmount::Revenue(_)) => {
                let from = std::iter::once(self.segment_goal(index))
                    .chain(self.average(index))
                    .collect();
                Derivation::derived(name, value, "the segment's goal by the average deal, rounded up", from)
            }
            (_, GoalAmount::Profit(_)) => {
                let from = std::iter::once(self.segment_goal(index))
                    .chain(self.average(index))
                    .collect();
                let how = "the fewest deals that leave the segment's part of profit and fixed costs after margin, commission and their leads";
                Derivation::derived(name, value, how, from)
            }
        }
    }

    pub(super) fn revenue(&self, index: usize) -> Option<Derivation> {
        let revenue = self.books.decomposition.segments[index].revenue?;
        let from = std::iter::once(self.deals(index)).chain(self.average(index)).collect();
        Some(Derivation::derived(
            self.name(index, "revenue"),
            Explained::Money(revenue),
            "deals times average deal",
            from,
        ))
    }

    pub(super) fn segment_chance(&self, index: usize) -> Derivation {
        let chance = chance::of_plan(self.books.plan, self.books.decomposition).segments[index];
        let name = self.name(index, "chance");
        let segment = self.segment(index);
        match (chance, &segment.purchase) {
            (None, _) => Derivation::derived(
                name,
                Explained::Chance(1.0),
                "counted as certain: nothing in the plan says how often it fails",
                vec![self.deals(index)],
            ),
            (Some(chance), Some(purchase)) => {
                let occasions = chance::purchase_occasions(self.books.plan, segment).unwrap_or(0);
                let rate = Derivation::written(
                    self.name(index, "purchase-rate"),
                    Explained::Rate(purchase.rate),
                    Some(&purchase.location),
                );
                let how = format!("at least the deals from {occasions} chances to buy again: binomial");
                Derivation::derived(name, Explained::Chance(chance), how, vec![self.deals(index), rate])
            }
            (Some(chance), None) => {
                let mut from = vec![self.deals(index), self.need(index, 0)];
                from.extend((0..segment.last_stage()).map(|stage| self.conversion(index, stage)));
                let how =
                    "at least the deals from the planned leads, each won with the product of the conversions: binomial";
                Derivation::derived(name, Explained::Chance(chance), how, from)
            }
        }
    }
}
