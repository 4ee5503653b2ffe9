//! Looking on while the calculation asks its rules: each question with the values that the
//! rule is told.

use rhai::Dynamic;
use rust_decimal::Decimal;
use salesplan_model::diagnostic::Diagnostic;
use salesplan_model::rate::Rate;
use salesplan_model::rule_value::RuleValue;
use salesplan_model::rules::{
    DealQuestion, Hook, PlanQuestion, Priority, QuotaQuestion, Rules, SeasonQuestion, StepQuestion,
};

use crate::inputs::{Bound, CHECK, CheckFacts, DEAL, DealFacts, PAST, PLAN, PRIORITY, QUOTA, SEASON, STEP, Told};
use crate::rule_set::RuleSet;
use crate::value::seen;

/// A question to a rule, as the calculation puts it.
#[derive(Debug, Clone, Copy)]
pub enum Question<'q> {
    /// What does the day count for?
    Seasonality(&'q SeasonQuestion<'q>),
    /// What does the quota weigh?
    Quota(&'q QuotaQuestion<'q>),
    /// What is the expected rate of the step?
    Conversion(&'q StepQuestion<'q>),
    /// What is the chance of the deal?
    Probability(&'q DealQuestion<'q>),
    /// When is the deal to be talked about? With the answer of `probability`.
    Priority(&'q DealQuestion<'q>, Decimal),
    /// What is to be found about the deal? With the answers of `probability` and `priority`.
    CheckDeal(&'q DealQuestion<'q>, Decimal, &'q Priority),
    /// What is to be found about the plan?
    CheckPlan(&'q PlanQuestion<'q>),
    /// What is to be noted?
    Review(&'q PlanQuestion<'q>),
}

/// What a rule is told, in the order of the documentation. What is missing is not in it.
#[derive(Debug, Clone, Default)]
pub struct Values(pub(crate) Vec<(&'static str, Dynamic)>);

impl Values {
    /// The value of an input; `None` where there is none.
    pub fn get(&self, name: &str) -> Option<RuleValue> {
        self.dynamic(name).map(seen)
    }

    pub(crate) fn dynamic(&self, name: &str) -> Option<&Dynamic> {
        let found = self.0.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| value)
    }
}

impl Question<'_> {
    /// The hook that is asked.
    pub fn hook(&self) -> Hook {
        match self {
            Self::Seasonality(_) => Hook::Seasonality,
            Self::Quota(_) => Hook::Quota,
            Self::Conversion(_) => Hook::Conversion,
            Self::Probability(_) => Hook::Probability,
            Self::Priority(..) => Hook::Priority,
            Self::CheckDeal(..) | Self::CheckPlan(_) => Hook::Check,
            Self::Review(_) => Hook::Review,
        }
    }

    /// What the rule is told.
    pub fn values(&self) -> Values {
        match *self {
            Self::Seasonality(question) => of_table(SEASON, |value| value(question)),
            Self::Quota(question) => of_table(QUOTA, |value| value(question)),
            Self::Conversion(question) => of_table(STEP, |value| value(question)),
            Self::Probability(question) => {
                let facts = DealFacts {
                    question,
                    probability: Decimal::ZERO,
                };
                of_table(DEAL.iter().chain(PAST), |value| value(&facts))
            }
            Self::Priority(question, probability) => {
                let facts = DealFacts { question, probability };
                let table = DEAL.iter().chain(PAST).chain(PRIORITY);
                of_table(table, |value| value(&facts))
            }
            Self::CheckDeal(question, probability, priority) => {
                let deal = DealFacts { question, probability };
                let facts = CheckFacts::Deal(&deal, priority);
                of_table(CHECK.iter(), |value| value.get(&facts))
            }
            Self::CheckPlan(question) => {
                let facts = CheckFacts::Plan(question);
                of_table(CHECK.iter(), |value| value.get(&facts))
            }
            Self::Review(question) => of_table(PLAN, |value| value(question)),
        }
    }
}

fn of_table<'q, F: Copy + 'static>(
    table: impl IntoIterator<Item = &'static Bound<F>>,
    value: impl Fn(F) -> Option<Told<'q>>,
) -> Values {
    let told = |bound: &'static Bound<F>| Some((bound.input.name, value(bound.value)?.into()));
    Values(table.into_iter().filter_map(told).collect())
}

impl RuleSet {
    /// Asks a question whose answer nobody needs.
    ///
    /// # Errors
    /// The rule's fault.
    pub fn ask(&self, question: Question<'_>) -> Result<(), Box<Diagnostic>> {
        match question {
            Question::Seasonality(question) => self.seasonality(question).map(drop),
            Question::Quota(question) => self.quota(question).map(drop),
            Question::Conversion(question) => self.conversion(question).map(drop),
            Question::Probability(question) => self.probability(question).map(drop),
            Question::Priority(question, probability) => self.priority(question, probability).map(drop),
            Question::CheckDeal(question, probability, priority) => {
                self.check_deal(question, probability, priority).map(drop)
            }
            Question::CheckPlan(question) => self.check_plan(question).map(drop),
            Question::Review(question) => self.review(question).map(drop),
        }
    }
}

/// Rules with somebody who looks on. One hook is asked in any case, also where the bundled
/// rule says nothing that the calculation does not know.
pub struct Watched<'r> {
    rules: &'r RuleSet,
    hook: Hook,
    watch: &'r (dyn Fn(Question<'_>) + Sync),
}

impl<'r> Watched<'r> {
    /// Shows every question to one hook to `watch`, before the rule is asked.
    pub fn new(rules: &'r RuleSet, hook: Hook, watch: &'r (dyn Fn(Question<'_>) + Sync)) -> Self {
        Self { rules, hook, watch }
    }

    fn show(&self, question: Question<'_>) {
        if question.hook() == self.hook {
            (self.watch)(question);
        }
    }
}

impl Rules for Watched<'_> {
    fn exhausted(&self) -> Option<Diagnostic> {
        self.rules.exhausted()
    }

    fn is_bundled(&self, hook: Hook) -> bool {
        hook != self.hook && self.rules.is_bundled(hook)
    }

    fn seasonality(&self, question: &SeasonQuestion<'_>) -> Result<Decimal, Box<Diagnostic>> {
        self.show(Question::Seasonality(question));
        self.rules.seasonality(question)
    }

    fn quota(&self, question: &QuotaQuestion<'_>) -> Result<Decimal, Box<Diagnostic>> {
        self.show(Question::Quota(question));
        self.rules.quota(question)
    }

    fn conversion(&self, question: &StepQuestion<'_>) -> Result<Rate, Box<Diagnostic>> {
        self.show(Question::Conversion(question));
        self.rules.conversion(question)
    }

    fn probability(&self, question: &DealQuestion<'_>) -> Result<Decimal, Box<Diagnostic>> {
        self.show(Question::Probability(question));
        self.rules.probability(question)
    }

    fn priority(&self, question: &DealQuestion<'_>, probability: Decimal) -> Result<Priority, Box<Diagnostic>> {
        self.show(Question::Priority(question, probability));
        self.rules.priority(question, probability)
    }

    fn check_deal(
        &self,
        question: &DealQuestion<'_>,
        probability: Decimal,
        priority: &Priority,
    ) -> Result<Vec<Diagnostic>, Box<Diagnostic>> {
        self.show(Question::CheckDeal(question, probability, priority));
        self.rules.check_deal(question, probability, priority)
    }

    fn check_plan(&self, question: &PlanQuestion<'_>) -> Result<Vec<Diagnostic>, Box<Diagnostic>> {
        self.show(Question::CheckPlan(question));
        self.rules.check_plan(question)
    }

    fn review(&self, question: &PlanQuestion<'_>) -> Result<Vec<String>, Box<Diagnostic>> {
        self.show(Question::Review(question));
        self.rules.review(question)
    }
}
