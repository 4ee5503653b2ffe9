//! Where a figure comes from, down to the lines of the files: those of the plan, and on an
//! evening what came, what is open and what may come of it.

use jiff::civil::Date;

use crate::diagnostic::Location;
use crate::mix;
use crate::money::Money;
use crate::period::Week;
use crate::plan::{GoalAmount, Segment};
use crate::rate::Rate;
use crate::standing::Books;

mod came;
mod due;
mod goal;
mod need;
mod open;
mod part;
mod seen;
mod standing;

pub use standing::{explain_standing, is_of_an_evening, names_of_standing};

/// A figure with the way to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Derivation {
    /// Its name, as `explain` takes it; for what stands in a file, its key.
    pub figure: String,
    /// Its value.
    pub value: Explained,
    /// How it follows from the figures below, in words.
    pub how: String,
    /// Where it stands, for what is written.
    pub location: Option<Location>,
    /// What it follows from.
    pub from: Vec<Derivation>,
}

/// The value of an explained figure.
#[derive(Debug, Clone, PartialEq)]
pub enum Explained {
    /// Things.
    Count(u64),
    /// A sum.
    Money(Money),
    /// An exact rate.
    Rate(Rate),
    /// An estimated chance, in [0, 1].
    Chance(f64),
    /// A day.
    Day(Date),
    /// Days.
    Days(u32),
    /// So many of so many.
    Share {
        /// How many passed.
        successes: u64,
        /// How many had time to.
        trials: u64,
    },
    /// Anything else, in words.
    Text(String),
}

/// The derivation of the figure of that name; `None` where the plan has none.
///
/// Names: `goal`, `revenue`, `deals`, `profit`, `chance`; `<segment>.goal`, `.deals`,
/// `.revenue`, `.chance`, `.average-deal`, `.<person>` (their quota); `<segment>.<stage>`
/// (its need), `<segment>.<stage>.conversion`, `.lag-days`, `.last-useful`, `.before-start`,
/// `.<week>`, `.<person>`, `.<person>.<week>`, and for the first stage `.<channel>` and
/// `.<channel>.<week>`.
pub fn explain(books: Books<'_>, name: &str) -> Option<Derivation> {
    let explaining = Explaining { books };
    match name {
        "goal" => return Some(explaining.goal()),
        "deals" => return Some(explaining.deals_of_all()),
        "revenue" => return explaining.revenue_of_all(),
        "profit" => return explaining.profit_of_all(),
        "chance" => return Some(explaining.chance()),
        _ => {}
    }
    // Ids may have points of their own, so the longest segment that fits is the one meant.
    let segments = books.plan.segments.iter().enumerate();
    let mut fitting: Vec<(usize, &str)> = segments
        .filter_map(|(index, segment)| Some((index, rest_of(name, segment.id.as_str())?)))
        .collect();
    fitting.sort_by_key(|(_, rest)| rest.len());
    fitting
        .into_iter()
        .find_map(|(index, rest)| explaining.of_segment(index, rest))
}

/// Names that can be explained, for a hint: those of the plan and of every segment and stage.
pub fn names(books: Books<'_>) -> Vec<String> {
    let (plan, needs) = (books.plan, books.decomposition);
    let of_plan = [
        ("goal", true),
        ("revenue", needs.revenue.is_some()),
        ("deals", true),
        ("profit", needs.profit.is_some() && needs.revenue.is_some()),
        ("chance", true),
    ];
    let there = |(name, is_there): (&'static str, bool)| is_there.then_some(name);
    let mut names: Vec<String> = of_plan.into_iter().filter_map(there).map(String::from).collect();
    for (segment, need) in plan.segments.iter().zip(&needs.segments) {
        let of_segment = [
            ("goal", true),
            ("deals", true),
            ("revenue", need.revenue.is_some()),
            ("chance", true),
            ("average-deal", segment.average_deal.is_some()),
        ];
        let figures = of_segment.into_iter().filter_map(there);
        names.extend(figures.map(|figure| format!("{}.{figure}", segment.id)));
        for stage in &segment.stages {
            names.push(format!("{}.{}", segment.id, stage.id));
            let of_stage = [
                ("conversion", stage.step.is_some()),
                ("lag-days", stage.step.is_some()),
                ("last-useful", true),
                ("before-start", true),
            ];
            let figures = of_stage.into_iter().filter_map(there);
            names.extend(figures.map(|figure| format!("{}.{}.{figure}", segment.id, stage.id)));
        }
    }
    names
}

fn rest_of<'n>(name: &'n str, id: &str) -> Option<&'n str> {
    let rest = name.strip_prefix(id)?;
    if rest.is_empty() {
        Some(rest)
    } else {
        rest.strip_prefix('.')
    }
}

struct Explaining<'a> {
    books: Books<'a>,
}

impl Derivation {
    fn written(figure: impl Into<String>, value: Explained, location: Option<&Location>) -> Self {
        Self {
            figure: figure.into(),
            value,
            how: "as written".into(),
            location: location.cloned(),
            from: Vec::new(),
        }
    }

    fn derived(figure: impl Into<String>, value: Explained, how: impl Into<String>, from: Vec<Self>) -> Self {
        Self {
            figure: figure.into(),
            value,
            how: how.into(),
            location: None,
            from,
        }
    }
}

impl Explaining<'_> {
    fn of_segment(&self, index: usize, rest: &str) -> Option<Derivation> {
        let segment = &self.books.plan.segments[index];
        match rest {
            "" | "goal" => return Some(self.segment_goal(index)),
            "deals" => return Some(self.deals(index)),
            "revenue" => return self.revenue(index),
            "chance" => return Some(self.segment_chance(index)),
            "average-deal" => return self.average(index),
            _ => {}
        }
        if let Some(position) = self.part_of(index, rest) {
            return self.quota(index, position);
        }
        let stages = segment.stages.iter().enumerate();
        let mut fitting: Vec<(usize, &str)> = stages
            .filter_map(|(stage, of)| Some((stage, rest_of(rest, of.id.as_str())?)))
            .collect();
        fitting.sort_by_key(|(_, rest)| rest.len());
        fitting
            .into_iter()
            .find_map(|(stage, rest)| self.of_stage(index, stage, rest))
    }

    fn of_stage(&self, index: usize, stage: usize, rest: &str) -> Option<Derivation> {
        let segment = &self.books.plan.segments[index];
        match rest {
            "" => return Some(self.need(index, stage)),
            "conversion" => {
                return segment.stages[stage]
                    .step
                    .as_ref()
                    .map(|_| self.conversion(index, stage));
            }
            "lag-days" => return segment.stages[stage].step.as_ref().map(|_| self.lag(index, stage)),
            "last-useful" => return Some(self.last_useful(index, stage)),
            "before-start" => return Some(self.before_start(index, stage)),
            _ => {}
        }
        if let Some(week) = Week::parse(rest) {
            return self.week(index, stage, week);
        }
        let (who, week) = match rest.rsplit_once('.') {
            Some((who, week)) if Week::parse(week).is_some() => (who, Week::parse(week)),
            _ => (rest, None),
        };
        if let Some(position) = self.part_of(index, who) {
            return self.person(index, stage, position, week);
        }
        let leads = &self.books.decomposition.segments[index].leads;
        let of_name = |part: &mix::ChannelLeads| {
            part.channel
                .is_some_and(|channel| self.books.plan.channels[channel].id.as_str() == who)
        };
        let position = leads.iter().position(of_name).filter(|_| stage == 0)?;
        self.channel(index, position, week)
    }

    /// The position of a person among those who sell in a segment.
    fn part_of(&self, index: usize, person: &str) -> Option<usize> {
        let parts = &self.books.decomposition.segments[index].schedule.parts;
        parts.iter().position(|part| {
            part.person
                .is_some_and(|of| self.books.plan.team.people[of].id.as_str() == person)
        })
    }

    fn name(&self, index: usize, rest: &str) -> String {
        format!("{}.{rest}", self.books.plan.segments[index].id)
    }

    fn stage_name(&self, index: usize, stage: usize) -> String {
        self.name(index, self.books.plan.segments[index].stages[stage].id.as_str())
    }

    fn segment(&self, index: usize) -> &Segment {
        &self.books.plan.segments[index]
    }
}

fn amount(amount: GoalAmount) -> Explained {
    match amount {
        GoalAmount::Revenue(sum) | GoalAmount::Profit(sum) => Explained::Money(sum),
        GoalAmount::Deals(count) => Explained::Count(count),
    }
}

fn percent(rate: Rate) -> String {
    let text = format!("{:.2}", rate.to_f64() * 100.0);
    let text = text.trim_end_matches('0').trim_end_matches('.');
    format!("{text} %")
}

/// How a chance was computed, with the lattice where there is one.
fn in_steps(how: &str, lattice: Option<i64>) -> String {
    match lattice {
        Some(step) => format!("{how}; deals are counted in steps of {step} minor units, rounded down"),
        None => how.to_string(),
    }
}

fn plain(number: f64) -> String {
    let text = format!("{number:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_string()
}
