//! The company's own rules as the calculation sees them: questions with typed
//! answers. What language they are written in is the rule host's matter.

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::deal::Deal;
use crate::diagnostic::Diagnostic;
use crate::money::Money;
use crate::period::Week;
use crate::plan::{Person, Plan, Segment, Stage};
use crate::rate::Rate;
use crate::standing::{Books, Standing};
use crate::surroundings::Surroundings;

/// A place where the company's own rule may answer, in the order of asking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Hook {
    /// What a day of the period counts for.
    Seasonality,
    /// How much of a segment somebody is to bring.
    Quota,
    /// The expected rate of a funnel step in the running period.
    Conversion,
    /// The chance that an open deal is won.
    Probability,
    /// In what order deals are talked about, and why.
    Priority,
    /// The company's own findings, of a deal or of the whole plan.
    Check,
    /// Notes for the review.
    Review,
}

impl Hook {
    /// All, in the order of asking.
    pub const ALL: &'static [Self] = &[
        Self::Seasonality,
        Self::Quota,
        Self::Conversion,
        Self::Probability,
        Self::Priority,
        Self::Check,
        Self::Review,
    ];

    /// The hook's name: that of its file below `rules/`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Seasonality => "seasonality",
            Self::Quota => "quota",
            Self::Conversion => "conversion",
            Self::Probability => "probability",
            Self::Priority => "priority",
            Self::Check => "check",
            Self::Review => "review",
        }
    }

    /// The hook of that name.
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|hook| hook.name() == name)
    }
}

/// What the `seasonality` rule is asked: a planned day of one segment.
#[derive(Debug, Clone, Copy)]
pub struct SeasonQuestion<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// The segment.
    pub segment: &'a Segment,
    /// The day.
    pub day: Date,
    /// Its ISO week.
    pub week: Week,
}

/// What the `quota` rule is asked: somebody who sells in a segment.
#[derive(Debug, Clone, Copy)]
pub struct QuotaQuestion<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// The segment.
    pub segment: &'a Segment,
    /// The person.
    pub person: &'a Person,
    /// Their agreed share of the segment.
    pub share: Option<Rate>,
    /// Their selling hours in a full week.
    pub hours_per_week: Option<Decimal>,
    /// Planned days of the period.
    pub n_days: u64,
    /// On how many of them they are there.
    pub n_days_present: u64,
    /// The same at full work: less where they are on ramp.
    pub effective_days: Decimal,
    /// Their weight as planned: the agreed share, else their part of what is left by hours
    /// and days at full work.
    pub weight: Decimal,
}

/// What the `conversion` rule is asked about: one funnel step.
#[derive(Debug, Clone, Copy)]
pub struct StepQuestion<'a> {
    /// The segment.
    pub segment: &'a Segment,
    /// The stage the step starts from; it has a step.
    pub stage: &'a Stage,
    /// The stage it leads to.
    pub next: &'a Stage,
    /// The planned rate.
    pub plan: Rate,
    /// How many had time to pass in this period.
    pub trials: u64,
    /// How many of them passed.
    pub successes: u64,
    /// How many could pass in the facts the plan rests on; 0 for an assumption.
    pub evidence_trials: u64,
    /// How many of those passed.
    pub evidence_successes: u64,
}

/// What the `probability` and `priority` rules are asked about: one open deal.
#[derive(Debug, Clone, Copy)]
pub struct DealQuestion<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// The deal.
    pub deal: &'a Deal,
    /// The stage it is in, where known.
    pub stage: Option<&'a Stage>,
    /// The stated amount, else the segment's average; `None` where there is neither.
    pub amount: Option<Money>,
    /// The segment's planned average deal.
    pub average_deal: Option<Money>,
    /// The chance of the way that still lies before the deal: the product of the
    /// expected conversions from its stage on, in [0, 1]. `None` where the stage is unknown.
    pub path: Option<Decimal>,
    /// Days that way usually takes.
    pub path_days: Option<u32>,
    /// The evening the question is asked for.
    pub as_of: Date,
    /// Last day of the plan's period.
    pub period_end: Date,
    /// What is the same for all deals of the evening.
    pub surroundings: &'a Surroundings<'a>,
}

/// The `priority` rule's answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Priority {
    /// Higher comes first.
    pub score: Decimal,
    /// Why, in the rule's words.
    pub reasons: Vec<String>,
}

/// What the `check` and `review` rules are asked of a whole plan: where it stands.
#[derive(Debug, Clone, Copy)]
pub struct PlanQuestion<'a> {
    /// The plan with all that is known of it.
    pub books: Books<'a>,
    /// Where it stands; without what these two rules say.
    pub standing: &'a Standing<'a>,
}

/// The company's rules, ready to answer.
///
/// Every fault is a finished [`Diagnostic`] (boxed, since answers are small and
/// frequent) that points at the script and at the deal or step at hand.
///
/// Deals may be asked about from several threads, so an answer hangs on its question only.
pub trait Rules: Sync {
    /// Why no rule answers any more, once all calls together have taken too many steps.
    /// Which question that meets first is a matter of threads, so it is told instead of
    /// the faults of single questions.
    fn exhausted(&self) -> Option<Diagnostic> {
        None
    }

    /// Whether the hook is served by the rule that comes with the program. For `seasonality`
    /// and `quota` that rule says what the calculation knows exactly without asking.
    fn is_bundled(&self, hook: Hook) -> bool;

    /// What a day counts for beside the others, at least 0.
    ///
    /// # Errors
    /// The rule stopped, or its answer is below 0 or above 1,000.
    fn seasonality(&self, question: &SeasonQuestion<'_>) -> Result<Decimal, Box<Diagnostic>>;

    /// What somebody's quota weighs beside those of the others, at least 0.
    ///
    /// # Errors
    /// The rule stopped, or its answer is below 0 or above 1,000,000.
    fn quota(&self, question: &QuotaQuestion<'_>) -> Result<Decimal, Box<Diagnostic>>;

    /// The expected rate of a step.
    ///
    /// # Errors
    /// The rule stopped, or its answer is not above 0 and at most 1.
    fn conversion(&self, question: &StepQuestion<'_>) -> Result<Rate, Box<Diagnostic>>;

    /// The chance that the deal is won, in [0, 1].
    ///
    /// # Errors
    /// The rule stopped, or its answer is not in [0, 1].
    fn probability(&self, question: &DealQuestion<'_>) -> Result<Decimal, Box<Diagnostic>>;

    /// In what order the deal is to be talked about, and why.
    ///
    /// # Errors
    /// The rule stopped, or its answer has no score and reasons.
    fn priority(&self, question: &DealQuestion<'_>, probability: Decimal) -> Result<Priority, Box<Diagnostic>>;

    /// The company's own findings about an open deal, asked after its priority.
    ///
    /// # Errors
    /// The rule stopped, or its answer is no list of findings.
    fn check_deal(
        &self,
        question: &DealQuestion<'_>,
        probability: Decimal,
        priority: &Priority,
    ) -> Result<Vec<Diagnostic>, Box<Diagnostic>>;

    /// The company's own findings about the plan as it stands.
    ///
    /// # Errors
    /// The rule stopped, or its answer is no list of findings.
    fn check_plan(&self, question: &PlanQuestion<'_>) -> Result<Vec<Diagnostic>, Box<Diagnostic>>;

    /// Notes for the review, one line each.
    ///
    /// # Errors
    /// The rule stopped, or its answer is no list of lines.
    fn review(&self, question: &PlanQuestion<'_>) -> Result<Vec<String>, Box<Diagnostic>>;
}
