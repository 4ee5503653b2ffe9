//! Where a figure of the plan comes from, down to the lines of the files.

use jiff::civil::Date;

use crate::chance;
use crate::decompose::last_useful_days;
use crate::diagnostic::Location;
use crate::mix;
use crate::money::Money;
use crate::period::{Week, days_before};
use crate::plan::{Brings, GoalAmount, Lag, Origin, Part, Segment};
use crate::profit;
use crate::rate::Rate;
use crate::standing::Books;

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
    fn goal(&self) -> Derivation {
        let goal = &self.books.plan.goal;
        Derivation::written("goal.amount", amount(goal.amount), Some(&goal.location))
    }

    fn deals_of_all(&self) -> Derivation {
        let parts = (0..self.books.plan.segments.len())
            .map(|index| self.deals(index))
            .collect();
        let total = self.books.decomposition.deals;
        Derivation::derived("deals", Explained::Count(total), "the sum over the segments", parts)
    }

    fn revenue_of_all(&self) -> Option<Derivation> {
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

    fn profit_of_all(&self) -> Option<Derivation> {
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

    fn chance(&self) -> Derivation {
        let chance = chance::of_plan(self.books.plan, self.books.decomposition);
        let parts = (0..self.books.plan.segments.len()).map(|index| self.segment_chance(index));
        let mut how =
            "the chance that the wins of all segments together bring the goal, each lead won or lost for itself"
                .to_string();
        if let Some(step) = chance.goal.lattice {
            how += &format!("; deals are counted in steps of {step} minor units, rounded down");
        }
        Derivation::derived("chance", Explained::Chance(chance.goal.value), how, parts.collect())
    }

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

    fn segment_goal(&self, index: usize) -> Derivation {
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

    fn average(&self, index: usize) -> Option<Derivation> {
        let average = self.segment(index).average_deal.as_ref()?;
        let name = self.name(index, "average-deal");
        let mut found = Derivation::written(name, Explained::Money(average.amount), Some(&average.location));
        if let Some(evidence) = &average.evidence {
            found.how = match &average.ask {
                Some(ask) if ask.purpose == crate::plan::Purpose::Measure => {
                    format!("measured and drawn towards the written one: {}", evidence.text)
                }
                _ => format!("as written, resting on {}", evidence.text),
            };
        } else {
            found.how = "as written: an assumption".into();
        }
        Some(found)
    }

    fn deals(&self, index: usize) -> Derivation {
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

    fn revenue(&self, index: usize) -> Option<Derivation> {
        let revenue = self.books.decomposition.segments[index].revenue?;
        let from = std::iter::once(self.deals(index)).chain(self.average(index)).collect();
        Some(Derivation::derived(
            self.name(index, "revenue"),
            Explained::Money(revenue),
            "deals times average deal",
            from,
        ))
    }

    fn segment_chance(&self, index: usize) -> Derivation {
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

    fn need(&self, index: usize, stage: usize) -> Derivation {
        let segment = self.segment(index);
        let need = &self.books.decomposition.segments[index];
        let value = Explained::Count(need.needs[stage]);
        let name = self.stage_name(index, stage);
        if stage == segment.last_stage() {
            return Derivation {
                figure: name,
                ..self.deals(index)
            };
        }
        let rate = need.rates[stage];
        let next = format!("{} {}", need.needs[stage + 1], segment.stages[stage + 1].title);
        let exact = need.needs[stage + 1] as f64 / rate.to_f64();
        let rounded = if (exact - need.needs[stage] as f64).abs() < 1e-9 {
            String::new()
        } else {
            ", rounded up".into()
        };
        let how = if need.leads.is_empty() {
            format!("{next} ÷ {} = {}{rounded}", percent(rate), plain(exact))
        } else {
            format!(
                "{next} ÷ {}, the conversion of the mix, rounded up once over all channels",
                percent(rate)
            )
        };
        let from = vec![self.need(index, stage + 1), self.conversion(index, stage)];
        Derivation::derived(name, value, how, from)
    }

    fn conversion(&self, index: usize, stage: usize) -> Derivation {
        let step = self.segment(index).step(stage);
        let planned = self.books.decomposition.segments[index].rates[stage];
        let name = format!("{}.conversion", self.stage_name(index, stage));
        let evidence = step.evidence.as_ref().map(|evidence| evidence.text.as_str());
        let how = match (step.origin, evidence) {
            (Origin::Written, Some(text)) => format!("as written, resting on {text}"),
            (Origin::Written, None) => "as written: an assumption".into(),
            (Origin::Measured { written }, Some(text)) => {
                format!(
                    "measured: {text}, drawn towards the written {} as by 20 trials",
                    percent(written)
                )
            }
            (Origin::Rule { .. }, Some(text)) => format!("the `conversion` rule's answer from {text}"),
            (Origin::Measured { .. } | Origin::Rule { .. }, None) => "as written: no fact speaks of it".into(),
        };
        let of_funnel = Derivation {
            how,
            ..Derivation::written(name.clone(), Explained::Rate(step.rate), Some(&step.location))
        };
        let leads = &self.books.decomposition.segments[index].leads;
        if leads.is_empty() {
            return of_funnel;
        }
        let of_channel = |part: &mix::ChannelLeads| {
            let channel = part.channel.map(|channel| &self.books.plan.channels[channel]);
            let own = channel.and_then(|channel| channel.conversions.get(&self.segment(index).stages[stage].id));
            let stage_id = &self.segment(index).stages[stage].id;
            let figure = match channel {
                Some(channel) => format!("channels.{}.{stage_id}.conversion", channel.id),
                None => format!("{name} (leads of no channel)"),
            };
            match own {
                Some(own) => Derivation {
                    how: match &own.evidence {
                        Some(evidence) => format!("as written, resting on {}", evidence.text),
                        None => "as written: an assumption".into(),
                    },
                    ..Derivation::written(figure, Explained::Rate(own.rate), Some(&own.location))
                },
                None => Derivation {
                    figure,
                    ..of_funnel.clone()
                },
            }
        };
        let parts = leads.iter().map(of_channel).collect();
        let how = "of the entries that come so far through each channel";
        Derivation::derived(name, Explained::Rate(planned), how, parts)
    }

    fn lag(&self, index: usize, stage: usize) -> Derivation {
        let Lag {
            days,
            quantiles,
            points,
            evidence,
            location,
            ..
        } = &self.segment(index).step(stage).lag;
        let mut how = match (evidence, location) {
            (Some((_, text)), _) => format!("resting on {text}"),
            (None, Some(_)) => "as written: an assumption".into(),
            (None, None) => "not written: no time passes".into(),
        };
        if !quantiles.is_empty() {
            let stated: Vec<String> = quantiles
                .iter()
                .map(|(percent, days)| format!("p{percent} = {days}"))
                .collect();
            let all: u32 = points.iter().map(|(_, weight)| weight).sum();
            let part = |(days, weight): &(u32, u32)| format!("{} % take {days}", 100 * weight / all.max(1));
            let planned: Vec<String> = points.iter().map(part).collect();
            how += &format!("; from {}: {}", stated.join(", "), planned.join(", "));
        }
        let name = format!("{}.lag-days", self.stage_name(index, stage));
        Derivation {
            how,
            ..Derivation::written(name, Explained::Days(*days), location.as_ref())
        }
    }

    fn lags_from(&self, index: usize, stage: usize) -> Vec<Derivation> {
        (stage..self.segment(index).last_stage())
            .map(|stage| self.lag(index, stage))
            .collect()
    }

    fn last_useful(&self, index: usize, stage: usize) -> Derivation {
        let days = last_useful_days(self.books.plan, self.segment(index), self.books.given.calendar);
        let how = format!(
            "the last working day of the period, {}, less the usual days to the deal; a day off falls to the working day before",
            self.books.plan.period.to
        );
        let name = format!("{}.last-useful", self.stage_name(index, stage));
        Derivation::derived(name, Explained::Day(days[stage]), how, self.lags_from(index, stage))
    }

    fn before_start(&self, index: usize, stage: usize) -> Derivation {
        let need = self.books.decomposition.before_start(index, stage);
        let how = self.share_by(index, stage, days_before(self.books.plan.period.from, 1));
        let name = format!("{}.before-start", self.stage_name(index, stage));
        let from = std::iter::once(self.need(index, stage))
            .chain(self.lags_from(index, stage))
            .collect();
        Derivation::derived(name, Explained::Count(need), how, from)
    }

    /// How much of a stage is due by the evening of a day, in words.
    fn share_by(&self, index: usize, stage: usize, day: Date) -> String {
        let decomposition = self.books.decomposition;
        let (elapsed, total) = decomposition.segments[index].schedule.elapsed(stage, day);
        let share = elapsed as f64 / total as f64;
        format!(
            "{:.1} % of the planned days, moved back by the lags, are over on {day}: {} of {} rounded to {}",
            100.0 * share,
            plain(share * decomposition.segments[index].needs[stage] as f64),
            decomposition.segments[index].needs[stage],
            decomposition.need_to_date(index, stage, day)
        )
    }

    fn week_number(&self, week: Week) -> Option<usize> {
        self.books.decomposition.weeks.iter().position(|span| span.week == week)
    }

    fn week(&self, index: usize, stage: usize, week: Week) -> Option<Derivation> {
        let number = self.week_number(week)?;
        let span = self.books.decomposition.weeks[number];
        let count = self.books.decomposition.weeks(index)[number].stages[stage];
        let before = days_before(span.days.from, 1);
        let how = format!(
            "what is due by its end less what is due before. By its end: {}. Before: {}",
            self.share_by(index, stage, span.days.to),
            self.share_by(index, stage, before)
        );
        let name = format!("{}.{week}", self.stage_name(index, stage));
        let mut from = vec![self.need(index, stage)];
        from.extend(self.lags_from(index, stage));
        Some(Derivation::derived(name, Explained::Count(count), how, from))
    }

    fn quota(&self, index: usize, position: usize) -> Option<Derivation> {
        let need = &self.books.decomposition.segments[index];
        let person = &self.books.plan.team.people[need.schedule.parts[position].person?];
        let units = *need.quotas.units.get(position)?;
        let value = match (need.goal, self.books.plan.goal.currency) {
            (GoalAmount::Deals(_), _) | (_, None) => Explained::Count(units.unsigned_abs()),
            (_, Some(currency)) => Explained::Money(Money::new(units, currency)),
        };
        let share = person.share_of(self.segment(index).id.as_str());
        let stated = share.map(|share| {
            let name = format!("people.{}.share", person.id);
            Derivation::written(name, Explained::Rate(share), Some(&person.location))
        });
        let how = if share.is_some() {
            "the agreed share of the segment, by largest remainders"
        } else {
            "the part of the segment that no agreed share claims, by hours and days at full work"
        };
        let whole = match need.goal {
            GoalAmount::Profit(_) => self.revenue(index)?,
            _ => self.segment_goal(index),
        };
        let presence = Derivation {
            how: "who is there, and since when".into(),
            ..Derivation::written(
                format!("people.{}", person.id),
                Explained::Text(person.name.clone()),
                Some(&person.location),
            )
        };
        let from = [Some(whole), stated, Some(presence)].into_iter().flatten().collect();
        Some(Derivation::derived(
            self.name(index, person.id.as_str()),
            value,
            how,
            from,
        ))
    }

    fn person(&self, index: usize, stage: usize, position: usize, week: Option<Week>) -> Option<Derivation> {
        let totals = self.books.decomposition.by_person(index, stage);
        let own = totals.parts().nth(position)?;
        let part = self.books.decomposition.segments[index].schedule.parts[position];
        let person = &self.books.plan.team.people[part.person?];
        let name = format!("{}.{}", self.stage_name(index, stage), person.id);
        let whole = match week {
            None => self.need(index, stage),
            Some(week) => self.week(index, stage, week)?,
        };
        let quota = self.quota(index, position);
        let (figure, count) = match week {
            None => (name, own[own.len() - 1]),
            Some(week) => {
                let number = self.week_number(week)?;
                (format!("{name}.{week}"), own[number + 1] - own[number])
            }
        };
        let how = "of the company's whole entries, those that fall to this person: each goes to whoever has begun the next one and is due first";
        Some(Derivation::derived(
            figure,
            Explained::Count(count),
            how,
            std::iter::once(whole).chain(quota).collect(),
        ))
    }

    fn channel(&self, index: usize, position: usize, week: Option<Week>) -> Option<Derivation> {
        let part = &self.books.decomposition.segments[index].leads[position];
        let channel = &self.books.plan.channels[part.channel?];
        let name = format!("{}.{}", self.stage_name(index, 0), channel.id);
        let brings = match channel.brings {
            Brings::Share(share) => Derivation::written(
                format!("channels.{}.share", channel.id),
                Explained::Rate(share),
                Some(&channel.location),
            ),
            Brings::Leads(leads) => Derivation::written(
                format!("channels.{}.leads", channel.id),
                Explained::Count(leads),
                Some(&channel.location),
            ),
        };
        let (figure, count, whole) = match week {
            None => (name, part.leads, self.need(index, 0)),
            Some(week) => {
                let number = self.week_number(week)?;
                // Where no leads are needed there is nothing to share out.
                let totals = self.books.decomposition.by_channel(index);
                let own = totals.as_ref().and_then(|totals| totals.parts().nth(position));
                let count = own.map_or(0, |own| own[number + 1] - own[number]);
                (format!("{name}.{week}"), count, self.week(index, 0, week)?)
            }
        };
        let how = "fixed supplies first, the rest by the shares of the mix, by largest remainders";
        Some(Derivation::derived(
            figure,
            Explained::Count(count),
            how,
            vec![whole, brings],
        ))
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

fn plain(number: f64) -> String {
    let text = format!("{number:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_string()
}
