//! Other figures than the written ones: what the plan would ask for with them.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::money::Money;
use crate::plan::{Brings, ChannelRate, GoalAmount, Lag, Origin, Part, Plan, Share};
use crate::rate::{Rate, RateError};

/// A figure of a plan that can be set, by its name in the files.
///
/// The names: `goal.amount`, `goal.fixed-costs`, `<segment>.amount` (or `share`, `deals`: the
/// one that the segment gives), `<segment>.average-deal`, `.margin`, `.commission`,
/// `.cost-per-lead`, `.clients`, `.purchase-rate`, `.interval-days`;
/// `<segment>.<stage>.conversion`, `.lag-days`, `.hours`; `channels.<channel>.share` (or
/// `leads`), `.cost-per-lead`, `.cost`, `.supply-per-week`, `.<stage>.conversion`;
/// `people.<person>.hours-per-week`, `.share`; `resources.budget`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Figure {
    /// The target.
    GoalAmount,
    /// Costs that no deal changes.
    FixedCosts,
    /// A figure of the segment of that index.
    Segment(usize, OfSegment),
    /// A figure of a segment's stage: indices of both.
    Stage(usize, usize, OfStage),
    /// A figure of the channel of that index.
    Channel(usize, OfChannel),
    /// A channel's own conversion of the step from a segment's stage: indices of all three.
    ChannelConversion(usize, usize, usize),
    /// A figure of the person of that index.
    Person(usize, OfPerson),
    /// Money for leads.
    Budget,
}

/// A figure of a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OfSegment {
    /// Its part of the goal, in the form that it gives.
    Part,
    /// The planned average deal.
    AverageDeal,
    /// What is left of a sale.
    Margin,
    /// What goes to those who sell.
    Commission,
    /// What a lead costs.
    CostPerLead,
    /// How many clients buy again.
    Clients,
    /// The share of them that buys in an interval.
    PurchaseRate,
    /// Days between two purchases.
    IntervalDays,
}

/// A figure of a stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OfStage {
    /// The conversion to the next stage.
    Conversion,
    /// Days until then.
    LagDays,
    /// Hours an entry takes.
    Hours,
}

/// A figure of a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OfChannel {
    /// Its share of the mix or its fixed supply, whichever it gives.
    Brings,
    /// What a lead costs.
    CostPerLead,
    /// What it costs in the period.
    Cost,
    /// The most leads a week.
    SupplyPerWeek,
}

/// A figure of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OfPerson {
    /// Selling hours in a full week.
    HoursPerWeek,
    /// The agreed share.
    Share,
}

/// One figure set to another value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// The figure's name.
    pub figure: String,
    /// The value as written.
    pub value: String,
}

/// Why a figure cannot be set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SettingError {
    /// The plan has no such figure.
    UnknownFigure,
    /// The value cannot be read; the text says what is wanted.
    WrongValue(String),
}

/// The plan with other figures, in order. What is set is an assumption: the evidence of the
/// figure that stood there says nothing of it.
///
/// # Errors
/// The first setting that cannot be made, with the reason.
pub fn with_settings(plan: &Plan, settings: &[Setting]) -> Result<Plan, (usize, SettingError)> {
    let mut changed = plan.clone();
    let known = by_name(plan);
    for (index, setting) in settings.iter().enumerate() {
        set(&mut changed, &known, setting).map_err(|error| (index, error))?;
    }
    Ok(changed)
}

/// Every setting that cannot be made, by its place among them. Each is judged by itself: no
/// setting changes which figures there are or how they are written.
pub fn faults<'s>(plan: &Plan, settings: impl IntoIterator<Item = &'s Setting>) -> Vec<(usize, SettingError)> {
    let mut changed = plan.clone();
    let known = by_name(plan);
    let settings = settings.into_iter().enumerate();
    let fault = |(index, setting)| Some((index, set(&mut changed, &known, setting).err()?));
    settings.filter_map(fault).collect()
}

/// The figures by name; of two of the same name the first.
fn by_name(plan: &Plan) -> BTreeMap<String, Figure> {
    let mut known = BTreeMap::new();
    for (name, figure) in figures(plan) {
        known.entry(name).or_insert(figure);
    }
    known
}

/// Every figure of the plan that can be set, with its name, in file order.
pub fn figures(plan: &Plan) -> Vec<(String, Figure)> {
    let mut all = vec![("goal.amount".to_string(), Figure::GoalAmount)];
    all.push(("goal.fixed-costs".into(), Figure::FixedCosts));
    for (index, segment) in plan.segments.iter().enumerate() {
        let part = match segment.part {
            Part::Amount(_) => "amount",
            Part::Share(_) => "share",
            Part::Deals(_) => "deals",
        };
        let mut own = |name: &str, figure| all.push((format!("{}.{name}", segment.id), Figure::Segment(index, figure)));
        own(part, OfSegment::Part);
        own("average-deal", OfSegment::AverageDeal);
        own("margin", OfSegment::Margin);
        own("commission", OfSegment::Commission);
        own("cost-per-lead", OfSegment::CostPerLead);
        own("clients", OfSegment::Clients);
        if segment.purchase.is_some() {
            own("purchase-rate", OfSegment::PurchaseRate);
            own("interval-days", OfSegment::IntervalDays);
        }
        for (number, stage) in segment.stages.iter().enumerate() {
            let mut own = |name: &str, figure| {
                let name = format!("{}.{}.{name}", segment.id, stage.id);
                all.push((name, Figure::Stage(index, number, figure)));
            };
            if stage.step.is_some() {
                own("conversion", OfStage::Conversion);
                own("lag-days", OfStage::LagDays);
            }
            own("hours", OfStage::Hours);
        }
    }
    for (index, channel) in plan.channels.iter().enumerate() {
        let brings = match channel.brings {
            Brings::Share(_) => "share",
            Brings::Leads(_) => "leads",
        };
        let mut own = |name: &str, figure| all.push((format!("channels.{}.{name}", channel.id), figure));
        own(brings, Figure::Channel(index, OfChannel::Brings));
        own("cost-per-lead", Figure::Channel(index, OfChannel::CostPerLead));
        own("cost", Figure::Channel(index, OfChannel::Cost));
        own("supply-per-week", Figure::Channel(index, OfChannel::SupplyPerWeek));
        let mut named: Vec<&str> = Vec::new();
        for segment in &channel.segments {
            for stage in 0..plan.segments[*segment].last_stage() {
                let id = plan.segments[*segment].stages[stage].id.as_str();
                if !named.contains(&id) {
                    named.push(id);
                    own(
                        &format!("{id}.conversion"),
                        Figure::ChannelConversion(index, *segment, stage),
                    );
                }
            }
        }
    }
    for (index, person) in plan.team.people.iter().enumerate() {
        let mut own =
            |name: &str, figure| all.push((format!("people.{}.{name}", person.id), Figure::Person(index, figure)));
        own("hours-per-week", OfPerson::HoursPerWeek);
        own("share", OfPerson::Share);
    }
    all.push(("resources.budget".into(), Figure::Budget));
    all
}

fn set(plan: &mut Plan, known: &BTreeMap<String, Figure>, setting: &Setting) -> Result<(), SettingError> {
    let figure = *known.get(&setting.figure).ok_or(SettingError::UnknownFigure)?;
    let value = Value(&setting.value);
    match figure {
        Figure::GoalAmount => {
            plan.goal.amount = match plan.goal.amount {
                GoalAmount::Deals(_) => GoalAmount::Deals(value.count()?),
                GoalAmount::Revenue(_) => GoalAmount::Revenue(value.money(plan)?),
                GoalAmount::Profit(_) => GoalAmount::Profit(value.money(plan)?),
            };
            // Levels that are none beside the new target say nothing.
            let target = plan.goal.amount.units();
            plan.goal.minimum = plan.goal.minimum.filter(|minimum| minimum.units() < target);
            plan.goal.stretch = plan.goal.stretch.filter(|stretch| stretch.units() > target);
        }
        Figure::FixedCosts => plan.goal.fixed_costs = Some(value.sum(plan)?),
        Figure::Budget => plan.resources.budget = Some(value.sum(plan)?),
        Figure::Segment(index, figure) => set_segment(plan, index, figure, value)?,
        Figure::Stage(segment, stage, figure) => set_stage(plan, segment, stage, figure, value)?,
        Figure::Channel(index, figure) => set_channel(plan, index, figure, value)?,
        Figure::ChannelConversion(channel, segment, stage) => {
            let rate = value.rate()?;
            let id = plan.segments[segment].stages[stage].id.clone();
            let channel = &mut plan.channels[channel];
            let own = ChannelRate {
                rate,
                evidence: None,
                location: channel.location.clone(),
            };
            channel.conversions.insert(id, own);
        }
        Figure::Person(index, OfPerson::Share) => plan.team.people[index].share = Share::Whole(value.rate()?),
        Figure::Person(index, OfPerson::HoursPerWeek) => {
            let hours = value.decimal(168, "hours of a week, such as 40")?;
            if hours.is_zero() {
                return Err(SettingError::WrongValue("hours of a week, such as 40".into()));
            }
            plan.team.people[index].hours_per_week = Some(hours);
        }
    }
    Ok(())
}

fn set_segment(plan: &mut Plan, index: usize, figure: OfSegment, value: Value<'_>) -> Result<(), SettingError> {
    let money = || value.money(plan);
    match figure {
        OfSegment::Part => {
            let part = match plan.segments[index].part {
                Part::Amount(_) => Part::Amount(money()?),
                Part::Share(_) => Part::Share(value.rate()?),
                Part::Deals(_) => Part::Deals(value.count()?),
            };
            plan.segments[index].part = part;
        }
        OfSegment::AverageDeal => {
            let amount = money()?;
            let segment = &mut plan.segments[index];
            let location = segment.part_location.clone();
            let average = segment.average_deal.get_or_insert(crate::plan::AverageDeal {
                amount,
                evidence: None,
                ask: None,
                location,
            });
            (average.amount, average.evidence, average.ask) = (amount, None, None);
        }
        OfSegment::CostPerLead => {
            let cost = value.sum(plan)?;
            plan.segments[index].cost_per_lead = Some(cost);
        }
        OfSegment::Margin => plan.segments[index].margin = Some(value.rate()?),
        OfSegment::Commission => plan.segments[index].commission = Some(value.rate()?),
        OfSegment::Clients => plan.segments[index].clients = Some(value.count()?),
        OfSegment::PurchaseRate | OfSegment::IntervalDays => {
            let Some(purchase) = plan.segments[index].purchase.as_mut() else {
                return Err(SettingError::UnknownFigure);
            };
            if figure == OfSegment::PurchaseRate {
                (purchase.rate, purchase.evidence) = (value.rate()?, None);
            } else {
                purchase.interval_days = Some(value.days()?.max(1));
            }
        }
    }
    Ok(())
}

fn set_stage(
    plan: &mut Plan,
    segment: usize,
    stage: usize,
    figure: OfStage,
    value: Value<'_>,
) -> Result<(), SettingError> {
    let stage = &mut plan.segments[segment].stages[stage];
    match (figure, stage.step.as_mut()) {
        (OfStage::Conversion, Some(step)) => {
            step.rate = value.rate()?;
            (step.evidence, step.ask, step.origin) = (None, None, Origin::Written);
        }
        (OfStage::LagDays, Some(step)) => {
            let location = step.lag.location.take().or(Some(step.location.clone()));
            step.lag = Lag {
                location,
                ..Lag::fixed(value.days()?)
            };
        }
        (OfStage::Hours, _) => stage.hours = Some(value.decimal(10_000, "hours, such as 1.5")?),
        (_, None) => return Err(SettingError::UnknownFigure),
    }
    Ok(())
}

fn set_channel(plan: &mut Plan, index: usize, figure: OfChannel, value: Value<'_>) -> Result<(), SettingError> {
    match figure {
        OfChannel::Brings => {
            let brings = match plan.channels[index].brings {
                Brings::Share(_) => Brings::Share(value.rate()?),
                Brings::Leads(_) => Brings::Leads(value.count()?),
            };
            plan.channels[index].brings = brings;
        }
        OfChannel::CostPerLead => plan.channels[index].cost_per_lead = Some(value.sum(plan)?),
        OfChannel::Cost => plan.channels[index].cost = Some(value.sum(plan)?),
        OfChannel::SupplyPerWeek => plan.channels[index].supply_per_week = Some(value.count()?),
    }
    Ok(())
}

/// A value as written.
#[derive(Clone, Copy)]
struct Value<'a>(&'a str);

/// The longest lag or interval: ten years of days, as in the files.
const DAYS_MAX: u32 = 3_660;

impl Value<'_> {
    fn rate(self) -> Result<Rate, SettingError> {
        Rate::parse(self.0).map_err(|error| {
            SettingError::WrongValue(match error {
                RateError::PercentForgotten => format!("a rate above 0 and at most 1: was {}% meant?", self.0),
                _ => "a rate above 0 and at most 1, such as 35%".into(),
            })
        })
    }

    fn count(self) -> Result<u64, SettingError> {
        let plain: String = self.0.chars().filter(|c| *c != '_').collect();
        let count = plain.parse::<u64>().ok().filter(|count| i64::try_from(*count).is_ok());
        count.ok_or_else(|| SettingError::WrongValue("a whole number, such as 40".into()))
    }

    fn days(self) -> Result<u32, SettingError> {
        let days = self.0.parse::<u32>().ok().filter(|days| *days <= DAYS_MAX);
        days.ok_or_else(|| SettingError::WrongValue("days, such as 21".into()))
    }

    fn decimal(self, max: u32, wanted: &str) -> Result<Decimal, SettingError> {
        let number = Decimal::from_str_exact(self.0).ok();
        let number = number.filter(|number| !number.is_sign_negative() && *number <= max.into());
        number.ok_or_else(|| SettingError::WrongValue(wanted.into()))
    }

    /// A sum of zero or more.
    fn sum(self, plan: &Plan) -> Result<Money, SettingError> {
        let wrong = || SettingError::WrongValue("a sum in the plan's currency, such as 250_000".into());
        let currency = plan.goal.currency.ok_or_else(wrong)?;
        let sum = Money::parse(self.0, currency).map_err(|_| wrong())?;
        if sum.minor < 0 { Err(wrong()) } else { Ok(sum) }
    }

    /// A sum above zero.
    fn money(self, plan: &Plan) -> Result<Money, SettingError> {
        let sum = self.sum(plan)?;
        if sum.minor == 0 {
            return Err(SettingError::WrongValue("a sum above 0, such as 250_000".into()));
        }
        Ok(sum)
    }
}
