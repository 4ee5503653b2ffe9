//! What each hook is told: one table a question, from which the variables of a call
//! are made, misspelt names are found and, later, the documentation is generated.

use jiff::civil::Date;
use rhai::{Dynamic, ImmutableString};
use rust_decimal::Decimal;
use salesplan_model::rate::Rate;
use salesplan_model::rules::Hook;

use crate::ratio::Ratio;

mod check;
mod deal;
mod deal_past;
mod plan;
mod quota;
mod season;
mod step;

pub(crate) use check::{CHECK, CheckFacts, CheckValue};
pub(crate) use deal::{DEAL, DealFacts, DealValue, PRIORITY};
pub(crate) use deal_past::PAST;
pub(crate) use plan::{PLAN, PlanValue};
pub(crate) use quota::{QUOTA, QuotaValue};
pub(crate) use season::{SEASON, SeasonValue};
pub(crate) use step::{STEP, StepValue};

/// The type of a value in a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InputType {
    /// An exact decimal number; counts and days too.
    Number,
    /// An exact fraction.
    Ratio,
    /// A text.
    Text,
    /// True or false.
    Flag,
    /// A day.
    Day,
    /// A list of texts.
    Texts,
    /// A list of maps, whose names stand in the input's meaning.
    Maps,
    /// A list of days.
    Days,
    /// A map from names to days.
    DaysByName,
    /// The plan's working days.
    Calendar,
}

impl InputType {
    /// Whether there may be none, one or many.
    pub fn is_list(self) -> bool {
        matches!(self, Self::Texts | Self::Days | Self::Maps)
    }

    /// The word used in messages and documentation.
    pub fn word(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Ratio => "ratio",
            Self::Text => "text",
            Self::Flag => "flag",
            Self::Day => "date",
            Self::Texts => "list of texts",
            Self::Maps => "list of maps",
            Self::Days => "list of dates",
            Self::DaysByName => "map of dates",
            Self::Calendar => "calendar",
        }
    }
}

/// A variable that a hook's rule may read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Input {
    /// Its name in the script.
    pub name: &'static str,
    /// The type of its value.
    pub kind: InputType,
    /// The flag that says whether there is a value. Reading the input where there is
    /// none is an error. `None` for inputs that are always there.
    pub guard: Option<&'static str>,
    /// What it means, with its unit.
    pub about: &'static str,
}

/// The inputs of a hook, in the order of the documentation.
pub fn inputs(hook: Hook) -> Vec<&'static Input> {
    match hook {
        Hook::Seasonality => SEASON.iter().map(|bound| &bound.input).collect(),
        Hook::Quota => QUOTA.iter().map(|bound| &bound.input).collect(),
        Hook::Conversion => STEP.iter().map(|bound| &bound.input).collect(),
        Hook::Probability => DEAL.iter().chain(PAST).map(|bound| &bound.input).collect(),
        Hook::Priority => {
            let table = DEAL.iter().chain(PAST).chain(PRIORITY);
            table.map(|bound| &bound.input).collect()
        }
        Hook::Check => CHECK.iter().map(|bound| &bound.input).collect(),
        Hook::Review => PLAN.iter().map(|bound| &bound.input).collect(),
    }
}

/// An input with the way to its value.
#[derive(Clone, Copy)]
pub(crate) struct Bound<F: 'static> {
    pub(crate) input: Input,
    /// Gives the value, or `None` where the question has none.
    pub(crate) value: F,
}

const fn always<F>(name: &'static str, kind: InputType, about: &'static str, value: F) -> Bound<F>
where
    F: Copy,
{
    Bound {
        input: Input {
            name,
            kind,
            guard: None,
            about,
        },
        value,
    }
}

const fn guarded<F>(name: &'static str, guard: &'static str, kind: InputType, about: &'static str, value: F) -> Bound<F>
where
    F: Copy,
{
    Bound {
        input: Input {
            name,
            kind,
            guard: Some(guard),
            about,
        },
        value,
    }
}

/// The value of an input, as the question has it.
#[derive(Debug, Clone)]
pub(crate) enum Told<'a> {
    Number(Decimal),
    Ratio(Ratio),
    Text(&'a str),
    Flag(bool),
    Day(Date),
    Texts(&'a [String]),
    /// What only Rhai has a use for: maps and calendars.
    Made(Dynamic),
}

impl From<Told<'_>> for Dynamic {
    fn from(told: Told<'_>) -> Self {
        let text = |text: &str| Self::from(ImmutableString::from(text));
        match told {
            Told::Number(number) => Self::from_decimal(number),
            Told::Ratio(ratio) => Self::from(ratio),
            Told::Text(one) => text(one),
            Told::Flag(flag) => Self::from_bool(flag),
            Told::Day(day) => Self::from(day),
            Told::Texts(texts) => Self::from_array(texts.iter().map(|one| text(one)).collect()),
            Told::Made(value) => value,
        }
    }
}

fn text(text: &str) -> Option<Told<'_>> {
    Some(Told::Text(text))
}

fn count<'a>(count: u64) -> Option<Told<'a>> {
    Some(Told::Number(Decimal::from(count)))
}

/// Without the zeros that a currency's minor unit adds: `200000`, not `200000.00`.
fn number<'a>(number: Decimal) -> Option<Told<'a>> {
    Some(Told::Number(number.normalize()))
}

fn ratio<'a>(rate: Rate) -> Option<Told<'a>> {
    Some(Told::Ratio(Ratio::from_rate(rate)))
}

fn day<'a>(day: Option<Date>) -> Option<Told<'a>> {
    day.map(Told::Day)
}

/// A value that is made for the rule alone.
fn made<'a>(value: impl Into<Dynamic>) -> Option<Told<'a>> {
    Some(Told::Made(value.into()))
}

fn flag<'a>(flag: bool) -> Option<Told<'a>> {
    Some(Told::Flag(flag))
}
