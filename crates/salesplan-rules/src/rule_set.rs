//! All hooks of a workspace, compiled and ready to answer.

use std::collections::BTreeMap;

use rhai::Engine;
use rust_decimal::Decimal;
use salesplan_model::diagnostic::{Diagnostic, Location};
use salesplan_model::plan::Plan;
use salesplan_model::rate::Rate;
use salesplan_model::rules::{
    DealQuestion, Hook, PlanQuestion, Priority, QuotaQuestion, Rules, SeasonQuestion, StepQuestion,
};
use salesplan_model::settings::Parameter;

use crate::answer::{self, Named};
use crate::budget::Budget;
use crate::engine::{Clock, sandbox};
use crate::inputs::{
    CHECK, CheckFacts, CheckValue, DEAL, DealFacts, DealValue, PAST, PLAN, PRIORITY, PlanValue, QUOTA, QuotaValue,
    SEASON, STEP, SeasonValue, StepValue,
};
use crate::rule::Rule;
use crate::source::{RuleSource, bundled};

/// The rules of a workspace: the company's file for each hook where there is one, else
/// the bundled one. May be asked from several threads.
pub struct RuleSet {
    engine: Engine,
    seasonality: Rule<SeasonValue>,
    quota: Rule<QuotaValue>,
    conversion: Rule<StepValue>,
    probability: Rule<DealValue>,
    priority: Rule<DealValue>,
    check: Rule<CheckValue>,
    review: Rule<PlanValue>,
    budget: Budget,
}

impl RuleSet {
    /// Compiles the rule of every hook.
    ///
    /// # Errors
    /// Every fault of every script and of its parameters.
    pub fn compile(
        user: Vec<RuleSource>,
        parameters: &BTreeMap<Hook, BTreeMap<String, Parameter>>,
        clock: Clock,
    ) -> Result<Self, Vec<Diagnostic>> {
        let engine = sandbox(clock);
        let mut served: BTreeMap<Hook, RuleSource> = user.into_iter().map(|source| (source.hook, source)).collect();
        let none = BTreeMap::new();
        let mut parts = |hook: Hook| {
            (
                served.remove(&hook).unwrap_or_else(|| bundled(hook)),
                parameters.get(&hook).unwrap_or(&none),
            )
        };

        let (source, given) = parts(Hook::Seasonality);
        let seasonality = Rule::compile(&engine, source, SEASON.iter(), given);
        let (source, given) = parts(Hook::Quota);
        let quota = Rule::compile(&engine, source, QUOTA.iter(), given);
        let (source, given) = parts(Hook::Conversion);
        let conversion = Rule::compile(&engine, source, STEP.iter(), given);
        let (source, given) = parts(Hook::Probability);
        let probability = Rule::compile(&engine, source, DEAL.iter().chain(PAST), given);
        let (source, given) = parts(Hook::Priority);
        let priority = Rule::compile(&engine, source, DEAL.iter().chain(PAST).chain(PRIORITY), given);

        let (source, given) = parts(Hook::Check);
        let check = Rule::compile(&engine, source, CHECK.iter(), given);
        let (source, given) = parts(Hook::Review);
        let review = Rule::compile(&engine, source, PLAN.iter(), given);

        match (seasonality, quota, conversion, probability, priority, check, review) {
            (Ok(seasonality), Ok(quota), Ok(conversion), Ok(probability), Ok(priority), Ok(check), Ok(review)) => {
                Ok(Self {
                    engine,
                    seasonality,
                    quota,
                    conversion,
                    probability,
                    priority,
                    check,
                    review,
                    budget: Budget::new(),
                })
            }
            (seasonality, quota, conversion, probability, priority, check, review) => {
                let faults = [
                    seasonality.err(),
                    quota.err(),
                    conversion.err(),
                    probability.err(),
                    priority.err(),
                    check.err(),
                    review.err(),
                ];
                Err(faults.into_iter().flatten().flatten().collect())
            }
        }
    }

    /// The same rules answered by Rhai alone: what the quick way is measured and tested against.
    pub fn without_quick_way(mut self) -> Self {
        self.seasonality.slow_down();
        self.quota.slow_down();
        self.conversion.slow_down();
        self.probability.slow_down();
        self.priority.slow_down();
        self.check.slow_down();
        self.review.slow_down();
        self
    }

    /// Which file serves each hook, in the order of asking.
    pub fn served(&self) -> impl Iterator<Item = &RuleSource> {
        Hook::ALL.iter().map(|hook| self.source(*hook))
    }

    fn source(&self, hook: Hook) -> &RuleSource {
        match hook {
            Hook::Seasonality => &self.seasonality.source,
            Hook::Quota => &self.quota.source,
            Hook::Conversion => &self.conversion.source,
            Hook::Probability => &self.probability.source,
            Hook::Priority => &self.priority.source,
            Hook::Check => &self.check.source,
            Hook::Review => &self.review.source,
        }
    }
}

impl Rules for RuleSet {
    fn exhausted(&self) -> Option<Diagnostic> {
        self.budget
            .is_spent()
            .then(|| self.budget.finding(&self.probability.source))
    }

    fn is_bundled(&self, hook: Hook) -> bool {
        self.source(hook).bundled
    }

    fn seasonality(&self, question: &SeasonQuestion<'_>) -> Result<Decimal, Box<Diagnostic>> {
        let asked = |finding: Diagnostic| {
            let text = format!("asked for {} in this segment", question.day);
            finding.see(question.segment.location.clone(), text)
        };
        let value = |value: SeasonValue| value(question);
        self.seasonality
            .answer(&self.engine, &self.budget, value, asked, &answer::SEASON)
    }

    fn quota(&self, question: &QuotaQuestion<'_>) -> Result<Decimal, Box<Diagnostic>> {
        let asked = |finding: Diagnostic| {
            let text = format!("asked for this person in `{}`", question.segment.id);
            finding.see(question.person.location.clone(), text)
        };
        let value = |value: QuotaValue| value(question);
        self.quota
            .answer(&self.engine, &self.budget, value, asked, &answer::QUOTA)
    }

    fn conversion(&self, question: &StepQuestion<'_>) -> Result<Rate, Box<Diagnostic>> {
        let asked = |finding: Diagnostic| match &question.stage.step {
            Some(step) => finding.see(step.location.clone(), "asked for this step"),
            None => finding,
        };
        let value = |value: StepValue| value(question);
        self.conversion
            .answer(&self.engine, &self.budget, value, asked, &answer::RATE)
    }

    fn probability(&self, question: &DealQuestion<'_>) -> Result<Decimal, Box<Diagnostic>> {
        let facts = DealFacts {
            question,
            probability: Decimal::ZERO,
        };
        let asked = |finding: Diagnostic| finding.see(question.deal.location.clone(), "asked for this deal");
        let value = |value: DealValue| value(&facts);
        self.probability
            .answer(&self.engine, &self.budget, value, asked, &answer::CHANCE)
    }

    fn priority(&self, question: &DealQuestion<'_>, probability: Decimal) -> Result<Priority, Box<Diagnostic>> {
        let facts = DealFacts { question, probability };
        let asked = |finding: Diagnostic| finding.see(question.deal.location.clone(), "asked for this deal");
        let value = |value: DealValue| value(&facts);
        self.priority
            .answer(&self.engine, &self.budget, value, asked, &answer::PRIORITY)
    }

    fn check_deal(
        &self,
        question: &DealQuestion<'_>,
        probability: Decimal,
        priority: &Priority,
    ) -> Result<Vec<Diagnostic>, Box<Diagnostic>> {
        let deal = DealFacts { question, probability };
        let facts = CheckFacts::Deal(&deal, priority);
        let here = &question.deal.location;
        let asked = |finding: Diagnostic| finding.see(here.clone(), "asked for this deal");
        let rule = &self.check;
        let answer = rule.ask_within(&self.engine, &self.budget, |value: CheckValue| value.get(&facts), asked)?;
        let place = |(key, id): Named<'_>| match key {
            "deal" => (question.deal.id.as_str() == id).then(|| here.clone()),
            _ => place_in(question.plan, (key, id)),
        };
        answer::findings(&answer, here, place).map_err(|message| Box::new(asked(rule.wrong_answer(message))))
    }

    fn check_plan(&self, question: &PlanQuestion<'_>) -> Result<Vec<Diagnostic>, Box<Diagnostic>> {
        let facts = CheckFacts::Plan(question);
        let plan = question.books.plan;
        let here = &plan.goal.location;
        let asked = |finding: Diagnostic| finding.see(here.clone(), "asked for this plan");
        let rule = &self.check;
        let answer = rule.ask_within(&self.engine, &self.budget, |value: CheckValue| value.get(&facts), asked)?;
        let place = |(key, id): Named<'_>| match key {
            "deal" => {
                let deal = question.books.given.deals.iter().find(|deal| deal.id.as_str() == id);
                deal.map(|deal| deal.location.clone())
            }
            _ => place_in(plan, (key, id)),
        };
        answer::findings(&answer, here, place).map_err(|message| Box::new(asked(rule.wrong_answer(message))))
    }

    fn review(&self, question: &PlanQuestion<'_>) -> Result<Vec<String>, Box<Diagnostic>> {
        let here = &question.books.plan.goal.location;
        let asked = |finding: Diagnostic| finding.see(here.clone(), "asked for this plan");
        let rule = &self.review;
        let answer = rule.ask_within(&self.engine, &self.budget, |value: PlanValue| value(question), asked)?;
        answer::notes(&answer).map_err(|message| Box::new(asked(rule.wrong_answer(message))))
    }
}

/// Where the plan names a segment or a person.
fn place_in(plan: &Plan, (key, id): Named<'_>) -> Option<Location> {
    match key {
        "segment" => {
            let segment = plan.segments.iter().find(|segment| segment.id.as_str() == id);
            segment.map(|segment| segment.location.clone())
        }
        _ => {
            let person = plan.team.people.iter().find(|person| person.id.as_str() == id);
            person.map(|person| person.location.clone())
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::time::Duration;

    use super::*;

    #[test]
    fn all_calls_together_have_a_budget() {
        let mut rules = RuleSet::compile(Vec::new(), &BTreeMap::new(), Arc::new(|| Duration::ZERO)).unwrap();
        rules.budget = Budget::nearly_spent(2);
        assert_eq!(rules.exhausted(), None);
        rules.budget.spend(2);
        assert_eq!(rules.exhausted(), None);
        rules.budget.spend(1);
        let finding = rules.exhausted().unwrap();
        assert_eq!(finding.kind.id, "rule-limit-exceeded");
        assert_eq!(finding.message, "the rules take more than 2000000000 steps in all");
    }
}
