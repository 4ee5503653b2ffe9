//! What `salesplan.toml` settles for all plans of a workspace.

use std::collections::BTreeMap;
use std::fmt;

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::diagnostic::Location;
use crate::money::Currency;
use crate::policy::Policy;
use crate::rate::Rate;
use crate::rules::Hook;

/// Settings with the defaults filled in.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// Language and number format of the review.
    pub locale: Locale,
    /// The currency of plans that name none.
    pub currency: Option<Currency>,
    /// The calendar of plans that name none.
    pub calendar: Option<CalendarName>,
    /// How the review is made.
    pub review: ReviewSettings,
    /// What makes a lead a good one.
    pub channels: ChannelSettings,
    /// When a way of selling counts as proven or refuted.
    pub proof: ProofSettings,
    /// By what part an agreed figure may move and still be the same; `None` for not at all.
    pub tolerance: Option<Rate>,
    /// What must hold before a plan counts.
    pub policy: Policy,
    /// Parameters of the rules, by hook and name.
    pub parameters: BTreeMap<Hook, BTreeMap<String, Parameter>>,
}

/// A calendar's name with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarName {
    /// The name: `ru` for `calendars/ru.toml`.
    pub name: String,
    /// Where it stands.
    pub location: Location,
}

/// Language and number format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Locale(&'static str);

/// How the review is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewSettings {
    /// How many deals the first screen asks to talk about.
    pub n_deals_to_discuss: usize,
    /// What is to be known of a deal: tags that it has where it is.
    pub qualification: Vec<String>,
    /// In what form charts come.
    pub charts: Charts,
}

/// What makes a lead a good one, in the words of the company.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChannelSettings {
    /// What makes a lead a qualified one; `None` for reaching the second stage.
    pub qualified: Option<Qualified>,
    /// The id of the stage by which a lead is warm; `None` for `meeting`, else the second.
    pub warm: Option<Named>,
    /// What tags that name a campaign begin with.
    pub campaign: String,
}

/// What makes a lead a qualified one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Qualified {
    /// Reaching the stage of that id; the second one where a segment does not have it.
    Stage(Named),
    /// Bearing the tag.
    Tag(Named),
}

/// A name with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// As it is written.
    pub name: String,
    /// Where it stands.
    pub location: Location,
}

/// The form of charts in a review.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Charts {
    /// Pictures beside the review.
    Svg,
    /// In the language of Mermaid, inside of it.
    Mermaid,
    /// None.
    None,
}

impl Charts {
    /// All, with the word of the files.
    pub const WORDS: &'static [(&'static str, Self)] =
        &[("svg", Self::Svg), ("mermaid", Self::Mermaid), ("none", Self::None)];

    /// The word of the files and of every output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Svg => "svg",
            Self::Mermaid => "mermaid",
            Self::None => "none",
        }
    }
}

/// When the facts say that a way of selling works.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProofSettings {
    /// Trials below which nothing is proven.
    pub trials_min: u64,
    /// Proven at or above this chance that the true rate is at least the planned one.
    pub proven_from: Rate,
    /// Refuted at or below this chance.
    pub refuted_to: Rate,
}

/// A rule's parameter with its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Parameter {
    /// The value.
    pub value: ParameterValue,
    /// Where it stands.
    pub location: Location,
}

/// The value of a rule's parameter.
#[derive(Debug, Clone, PartialEq)]
pub enum ParameterValue {
    /// An exact number, whole or not; a rule gets a decimal either way.
    Number(Decimal),
    /// Text.
    Text(String),
    /// Yes or no.
    Flag(bool),
    /// A day.
    Day(Date),
}

impl fmt::Display for ParameterValue {
    /// As the files write it: `500000`, `"a text"`, `true`, `2026-10-01`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => number.fmt(f),
            Self::Text(text) => write!(f, "{text:?}"),
            Self::Flag(flag) => flag.fmt(f),
            Self::Day(day) => day.fmt(f),
        }
    }
}

impl Locale {
    /// All that there are, with the word of the files; the first is English.
    pub const WORDS: &'static [(&'static str, Self)] = include!(concat!(env!("OUT_DIR"), "/locales.rs"));
    /// The language of everything that is written in English where it arises.
    pub const ENGLISH: Self = Self("en");

    /// The word of the files and of every output.
    pub fn word(self) -> &'static str {
        self.0
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            locale: Locale::ENGLISH,
            currency: None,
            calendar: None,
            review: ReviewSettings {
                n_deals_to_discuss: 3,
                qualification: Vec::new(),
                charts: Charts::Svg,
            },
            channels: ChannelSettings {
                qualified: None,
                warm: None,
                campaign: "campaign:".to_string(),
            },
            proof: ProofSettings {
                trials_min: 20,
                proven_from: Rate::of(4, 5).expect("4/5 is a rate"),
                refuted_to: Rate::of(1, 10).expect("1/10 is a rate"),
            },
            tolerance: None,
            policy: Policy::default(),
            parameters: BTreeMap::new(),
        }
    }
}
