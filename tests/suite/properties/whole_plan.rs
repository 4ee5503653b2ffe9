//! Plans with everything that a plan may have, as the text of their files: channels, lags by
//! quantiles, people who come and go, ramps, agreed shares, profit, clients who buy again.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday, date};
use num_bigint::BigInt;
use num_rational::BigRational;
use proptest::prelude::*;

use super::made_up::Ratio;

#[derive(Debug, Clone)]
pub struct WholePlan {
    pub from: Date,
    pub n_days: i64,
    pub metric: &'static str,
    /// In whole units of the currency, or deals.
    pub goal: u64,
    pub fixed_costs: u64,
    pub segments: Vec<Slice>,
    pub channels: Vec<Source>,
    pub people: Vec<Seller>,
    pub step: Option<u64>,
    /// In percent.
    pub over_assignment: u64,
    /// Days from the first one on which nobody works.
    pub days_off: Vec<i64>,
}

#[derive(Debug, Clone)]
pub struct Slice {
    pub part: u64,
    pub average_deal: u64,
    /// In percent.
    pub margin: u64,
    /// In percent.
    pub commission: u64,
    pub cost_per_lead: u64,
    pub steps: Vec<Step>,
    /// Clients, the rate, and days between two purchases; only without steps.
    pub purchase: (u64, Ratio, Option<u32>),
}

#[derive(Debug, Clone)]
pub struct Step {
    pub rate: Ratio,
    /// Percent and days; a single one with 0 percent is a plain number.
    pub lag: Vec<(u32, u32)>,
    /// How often it was seen, in multiples of the rate's parts; 0 for an assumption.
    pub seen: u64,
}

#[derive(Debug, Clone)]
pub struct Source {
    /// Which segment with steps it serves, counted around.
    pub segment: usize,
    /// A share of the mix in percent, or a number of leads.
    pub brings: Result<u64, u64>,
    pub rate: Option<Ratio>,
    pub cost_per_lead: Option<u64>,
    pub cost: u64,
}

#[derive(Debug, Clone)]
pub struct Seller {
    pub hours: u64,
    /// In percent of the whole.
    pub share: Option<u64>,
    /// Days from the first one.
    pub from: Option<i64>,
    /// Day and percent.
    pub ramp: Vec<(i64, u64)>,
    pub absence: Option<(i64, i64)>,
    /// Sells in the segments of even index only.
    pub even_only: bool,
}

fn ratio() -> impl Strategy<Value = Ratio> {
    (1_u64..=40).prop_flat_map(|denominator| (1..=denominator, Just(denominator)))
}

fn lag() -> impl Strategy<Value = Vec<(u32, u32)>> {
    prop_oneof![
        2 => Just(vec![(0, 0)]),
        4 => (0_u32..90).prop_map(|days| vec![(0, days)]),
        2 => (0_u32..10, 0_u32..30, 0_u32..60).prop_map(|(a, b, c)| vec![(10, a), (50, a + b), (90, a + b + c)]),
    ]
}

prop_compose! {
    fn step()(rate in ratio(), lag in lag(), seen in prop_oneof![Just(0_u64), 1_u64..40]) -> Step {
        Step { rate, lag, seen }
    }
}

prop_compose! {
    fn slice()(
        part in 1_u64..20,
        average_deal in 1_000_u64..300_000,
        margin in 20_u64..100,
        commission in 0_u64..10,
        cost_per_lead in 0_u64..30,
        steps in prop::collection::vec(step(), 0..4),
        purchase in (1_u64..200, ratio(), prop::option::of(5_u32..100)),
    ) -> Slice {
        Slice { part, average_deal, margin, commission, cost_per_lead, steps, purchase }
    }
}

prop_compose! {
    fn source()(
        segment in 0_usize..3,
        brings in prop_oneof![3 => (1_u64..25).prop_map(Ok), 1 => (0_u64..80).prop_map(Err)],
        rate in prop::option::of(ratio()),
        cost_per_lead in prop::option::of(0_u64..60),
        cost in 0_u64..500,
    ) -> Source {
        Source { segment, brings, rate, cost_per_lead, cost }
    }
}

prop_compose! {
    fn seller()(
        hours in 1_u64..60,
        share in prop::option::weighted(0.3, 1_u64..20),
        from in prop::option::weighted(0.3, 0_i64..40),
        ramp in prop::collection::vec((1_i64..30, 1_u64..100), 0..3),
        absence in prop::option::weighted(0.3, (0_i64..60, 0_i64..20)),
        even_only in prop::bool::weighted(0.2),
    ) -> Seller {
        let mut day = 0;
        let ramp = ramp.into_iter().map(|(more, at)| { day += more; (day, at) }).collect();
        Seller { hours, share, from, ramp, absence, even_only }
    }
}

prop_compose! {
    pub fn whole_plan()(
        start in 0_i64..2_000,
        n_days in prop_oneof![1_i64..10, 20_i64..100],
        metric in prop::sample::select(vec!["revenue", "profit", "deals"]),
        goal in 100_000_u64..5_000_000,
        n_deals in 1_u64..300,
        fixed_costs in 0_u64..200_000,
        segments in prop::collection::vec(slice(), 1..4),
        channels in prop::collection::vec(source(), 0..4),
        people in prop::collection::vec(seller(), 0..5),
        step in prop::option::of(prop::sample::select(vec![1_u64, 100, 10_000])),
        over_assignment in prop_oneof![Just(100_u64), 100_u64..150],
        days_off in prop::collection::vec(-30_i64..100, 0..6),
    ) -> WholePlan {
        let from = date(2020, 1, 1).checked_add(start.days()).unwrap();
        let goal = if metric == "deals" { n_deals } else { goal };
        WholePlan { from, n_days, metric, goal, fixed_costs, segments, channels, people, step, over_assignment, days_off }
    }
}

/// A whole number as an exact one.
pub fn whole(number: u64) -> BigRational {
    BigRational::from_integer(BigInt::from(number))
}

/// A ratio as an exact number.
pub fn exact((numerator, denominator): Ratio) -> BigRational {
    BigRational::new(numerator.into(), denominator.into())
}

impl Step {
    /// Days with the part of the entries that take them, by the method of half-way points.
    pub fn lag_points(&self) -> Vec<(u32, BigRational)> {
        let half_way = |a: u32, b: u32| BigRational::new((a + b).into(), 200.into());
        let last = self.lag.len() - 1;
        let points = self.lag.iter().enumerate().map(|(index, (percent, days))| {
            let from = if index == 0 {
                whole(0)
            } else {
                half_way(self.lag[index - 1].0, *percent)
            };
            let to = if index == last {
                whole(1)
            } else {
                half_way(*percent, self.lag[index + 1].0)
            };
            (*days, to - from)
        });
        points.collect()
    }
}

impl WholePlan {
    pub fn to(&self) -> Date {
        self.day(self.n_days - 1)
    }

    pub fn day(&self, number: i64) -> Date {
        self.from.checked_add(number.days()).unwrap()
    }

    pub fn is_worked(&self, day: Date) -> bool {
        let is_off = self.days_off.iter().any(|number| self.day(*number) == day);
        !is_off && !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
    }

    /// The days over which the figures are spread.
    pub fn planned_days(&self) -> Vec<Date> {
        let days = || (0..self.n_days).map(|number| self.day(number));
        let worked: Vec<Date> = days().filter(|day| self.is_worked(*day)).collect();
        if worked.is_empty() { days().collect() } else { worked }
    }

    /// The index of the segment that a channel serves; none in a plan without funnels.
    pub fn served(&self, source: &Source) -> Option<usize> {
        let with_steps: Vec<usize> = (0..self.segments.len())
            .filter(|index| !self.segments[*index].steps.is_empty())
            .collect();
        Some(*with_steps.get(source.segment % with_steps.len().max(1))?)
    }

    /// The channels of a segment, with their places in the file.
    pub fn sources(&self, segment: usize) -> Vec<(usize, &Source)> {
        let sources = self.channels.iter().enumerate();
        sources
            .filter(|(_, source)| self.served(source) == Some(segment))
            .collect()
    }

    /// What is expected of somebody on a day, in percent.
    pub fn presence(&self, seller: &Seller, day: Date) -> u64 {
        let is_there = seller.from.is_none_or(|from| self.day(from) <= day);
        let is_away = seller
            .absence
            .is_some_and(|(from, days)| self.day(from) <= day && day <= self.day(from + days));
        if !is_there || is_away {
            return 0;
        }
        let step = seller.ramp.iter().find(|(until, _)| day <= self.day(*until));
        step.map_or(100, |(_, at)| *at)
    }

    /// Its plan.toml.
    pub fn text(&self) -> String {
        let mut text = format!(
            "schema-version = 1\ncalendar = \"own\"\nperiod = {{ from = {}, to = {} }}\n[goal]\nmetric = \"{}\"\namount = {}\ncurrency = \"RUB\"\n",
            self.from,
            self.to(),
            self.metric,
            self.goal
        );
        if self.metric == "profit" {
            text += &format!("fixed-costs = {}\n", self.fixed_costs);
        }
        let parts: u64 = self.segments.iter().map(|slice| slice.part).sum();
        for (index, slice) in self.segments.iter().enumerate() {
            text += &format!(
                "[segments.s{index}]\nshare = \"{}/{parts}\"\naverage-deal = {}\nmargin = \"{}%\"\ncommission = \"{}%\"\ncost-per-lead = {}\n",
                slice.part, slice.average_deal, slice.margin, slice.commission, slice.cost_per_lead
            );
            if slice.steps.is_empty() {
                let (clients, (numerator, denominator), interval) = slice.purchase;
                text += &format!("clients = {clients}\npurchase-rate = \"{numerator}/{denominator}\"\n");
                text += &interval.map_or(String::new(), |days| format!("interval-days = {days}\n"));
                continue;
            }
            text += &format!("funnel = \"f{index}\"\n[funnels.f{index}]\nstages = [\n");
            for (number, step) in slice.steps.iter().enumerate() {
                text += &format!("  {},\n", stage(number, step));
            }
            text += "  { id = \"deal\" },\n]\n";
        }
        for (index, source) in self.channels.iter().enumerate() {
            let Some(segment) = self.served(source) else { continue };
            text += &format!(
                "[channels.c{index}]\nsegments = [\"s{segment}\"]\ncost = {}\n",
                source.cost
            );
            text += &match source.brings {
                Ok(share) => format!("share = \"{share}%\"\n"),
                Err(leads) => format!("leads = {leads}\n"),
            };
            if let Some((numerator, denominator)) = source.rate {
                text += &format!("conversion = \"{numerator}/{denominator}\"\n");
            }
            if let Some(cost) = source.cost_per_lead {
                text += &format!("cost-per-lead = {cost}\n");
            }
        }
        text
    }

    /// Its team.toml.
    pub fn team(&self) -> String {
        let mut text = format!(
            "[quotas]\nover-assignment = \"{}%\"\n{}",
            self.over_assignment,
            self.step.map_or(String::new(), |step| format!("step = {step}\n"))
        );
        for (index, seller) in self.people.iter().enumerate() {
            text += &format!("[people.p{index}]\nhours-per-week = {}\n", seller.hours);
            if let Some(share) = seller.share {
                text += &format!("share = \"{share}%\"\n");
            }
            if let Some(from) = seller.from {
                text += &format!("from = {}\n", self.day(from));
            }
            if let Some((from, days)) = seller.absence {
                text += &format!(
                    "absences = [{{ from = {}, to = {} }}]\n",
                    self.day(from),
                    self.day(from + days)
                );
            }
            if !seller.ramp.is_empty() {
                let steps = seller.ramp.iter();
                let steps: Vec<String> = steps
                    .map(|(until, at)| format!("{{ until = {}, at = \"{at}%\" }}", self.day(*until)))
                    .collect();
                text += &format!("ramp = [{}]\n", steps.join(", "));
            }
            if seller.even_only {
                let even: Vec<String> = (0..self.segments.len())
                    .step_by(2)
                    .map(|index| format!("\"s{index}\""))
                    .collect();
                text += &format!("segments = [{}]\n", even.join(", "));
            }
        }
        text
    }

    /// Its calendar.
    pub fn calendar(&self) -> String {
        let days: Vec<Date> = self.days_off.iter().map(|number| self.day(*number)).collect();
        let days: std::collections::BTreeSet<Date> = days.into_iter().collect();
        let years: Vec<String> = (2019..2027).map(|year| year.to_string()).collect();
        let days: Vec<String> = days.iter().map(|day| format!("{{ date = {day} }}")).collect();
        format!(
            "schema-version = 1\nyears = [{}]\ndays-off = [{}]\n",
            years.join(", "),
            days.join(", ")
        )
    }

    /// Every file with its path.
    pub fn files(&self) -> [(&'static str, String); 3] {
        [
            ("plans/p/plan.toml", self.text()),
            ("plans/p/team.toml", self.team()),
            ("calendars/own.toml", self.calendar()),
        ]
    }
}

fn stage(number: usize, step: &Step) -> String {
    let (numerator, denominator) = step.rate;
    let evidence = match step.seen {
        0 => String::new(),
        times => format!(
            ", evidence = \"{} of {}, 2019\"",
            numerator * times,
            denominator * times
        ),
    };
    let lag = match step.lag[..] {
        [(0, days)] => days.to_string(),
        _ => {
            let quantiles: Vec<String> = step
                .lag
                .iter()
                .map(|(percent, days)| format!("p{percent} = {days}"))
                .collect();
            format!("{{ {} }}", quantiles.join(", "))
        }
    };
    format!(
        "{{ id = \"stage-{number}\", conversion = {{ rate = \"{numerator}/{denominator}\"{evidence} }}, lag-days = {lag} }}"
    )
}
