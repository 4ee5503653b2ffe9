//! How a segment is shared out among people: by agreed shares, by hours and days, or as
//! the `quota` rule says; and on which days each of them brings their part.

use std::collections::BTreeMap;

use jiff::civil::Date;
use num_integer::Integer;
use num_rational::Ratio;
use num_traits::{CheckedAdd, CheckedDiv, CheckedMul, FromPrimitive, ToPrimitive};
use rust_decimal::Decimal;

use crate::agreement::Frozen;
use crate::calendar::Calendar;
use crate::diagnostic::{
    Diagnostic, NOBODY_SELLS, QUOTA_WITHOUT_DAYS, QUOTAS_FROZEN, SEASON_WITHOUT_DAYS, SHARES_BELOW_QUOTAS,
    SHARES_EXCEED_QUOTAS, WEIGHTS_TOO_FINE,
};
use crate::period::Week;
use crate::plan::{Person, Plan, Segment};
use crate::rate::Rate;
use crate::rules::{Hook, QuotaQuestion, Rules, SeasonQuestion};
use crate::schedule::{Part, Schedule};

/// A day's presence, ramp and season are kept in ten-thousandths.
const DAY_UNITS: u64 = 10_000;

/// Hours that count for somebody who states none.
const FULL_WEEK_HOURS: u32 = 40;

/// Who brings how much of each segment, and when.
#[derive(Debug, Clone, PartialEq)]
pub struct Shares {
    /// Shape: one a segment.
    pub segments: Vec<Schedule>,
    /// Shape: one a segment, then one a part of its schedule: the weight of its quota.
    pub weights: Vec<Vec<u128>>,
    /// The days over which the figures are spread, at least one.
    pub days: Vec<Date>,
}

/// Asks the rules, and makes every segment's schedule.
///
/// # Errors
/// All faults of the rules, and segments whose season leaves no day. Warnings stand in
/// the second part of the answer.
pub fn shares(
    plan: &Plan,
    calendar: &Calendar,
    frozen: &Frozen,
    rules: &dyn Rules,
) -> Result<(Shares, Vec<Diagnostic>), Vec<Diagnostic>> {
    let days = calendar.planned_days(plan.period);
    let presence = Presence::of(plan, &days);
    let mut shares = Shares {
        segments: Vec::new(),
        weights: Vec::new(),
        days: days.clone(),
    };
    let mut warnings = Vec::new();
    let mut faults = Vec::new();
    for segment in &plan.segments {
        let asked = Sharing {
            plan,
            segment,
            days: &days,
            presence: &presence,
            frozen,
            rules,
        };
        match asked.share(calendar, &mut warnings) {
            Ok((schedule, weights)) => {
                shares.segments.push(schedule);
                shares.weights.push(weights);
            }
            Err(found) => {
                faults.extend(found);
                break;
            }
        }
    }
    if faults.is_empty() {
        Ok((shares, warnings))
    } else {
        Err(crate::diagnostic::gather(faults, "questions"))
    }
}

/// On which days each person works, and how much is expected of them.
struct Presence {
    /// Days of people who are there alike stand once. Shape: one a profile, then one a planned
    /// day, in ten-thousandths of a full day.
    profiles: Vec<Vec<u64>>,
    /// Shape: one a person: the index of their profile.
    of_person: Vec<usize>,
}

impl Presence {
    fn of(plan: &Plan, days: &[Date]) -> Self {
        let mut known: BTreeMap<Vec<u64>, usize> = BTreeMap::new();
        let mut of_person = Vec::new();
        for person in &plan.team.people {
            let profile: Vec<u64> = days.iter().map(|day| day_units(person, *day)).collect();
            let next = known.len();
            of_person.push(*known.entry(profile).or_insert(next));
        }
        let mut profiles = vec![Vec::new(); known.len()];
        for (profile, index) in known {
            profiles[index] = profile;
        }
        Self { profiles, of_person }
    }

    fn days(&self, person: usize) -> &[u64] {
        &self.profiles[self.of_person[person]]
    }

    /// Days at full work.
    fn effective(&self, person: usize) -> u64 {
        self.days(person).iter().sum()
    }

    fn n_present(&self, person: usize) -> usize {
        self.days(person).iter().filter(|units| **units > 0).count()
    }
}

fn day_units(person: &Person, day: Date) -> u64 {
    if !person.is_present(day) {
        return 0;
    }
    let ramp = person.ramp_on(day);
    let units = u128::from(ramp.numerator()) * u128::from(DAY_UNITS) / u128::from(ramp.denominator());
    u64::try_from(units).expect("a part of 10,000 fits").max(1)
}

struct Sharing<'a> {
    plan: &'a Plan,
    segment: &'a Segment,
    days: &'a [Date],
    presence: &'a Presence,
    /// Parts of the segment that people have agreed to.
    frozen: &'a Frozen,
    rules: &'a dyn Rules,
}

/// Somebody who sells in a segment, with the weight of their quota.
struct Seller {
    person: usize,
    weight: Ratio<i128>,
}

impl Sharing<'_> {
    fn share(
        &self,
        calendar: &Calendar,
        warnings: &mut Vec<Diagnostic>,
    ) -> Result<(Schedule, Vec<u128>), Vec<Diagnostic>> {
        let season = self.season()?;
        let sellers = self.sellers(&season, warnings)?;
        let is_sold = |person: &Person| person.sells_in(self.segment.id.as_str());
        if sellers.is_empty() && self.plan.team.people.iter().any(is_sold) {
            warnings.push(
                Diagnostic::new(
                    &NOBODY_SELLS,
                    format!("nobody of the team brings a part of segment `{}`", self.segment.id),
                )
                .at(self.segment.location.clone(), "this segment")
                .help("see who is there in the period, and what rules/quota.rhai answers: a weight of 0 is no part"),
            );
        }
        let (parts, profiles) = if sellers.is_empty() {
            let everybody = Part {
                person: None,
                multiplier: 1,
                profile: 0,
            };
            (vec![everybody], vec![reduced(season)])
        } else {
            let profiles = self.profiles(&season);
            let sums: Vec<u64> = profiles.iter().map(|profile| profile.iter().sum()).collect();
            let of = |seller: &Seller| self.presence.of_person[seller.person];
            let worths: Vec<_> = sellers.iter().map(|seller| (seller.weight, sums[of(seller)])).collect();
            let multipliers = multipliers(&worths).ok_or_else(|| self.too_fine())?;
            let part = |(seller, multiplier): (&Seller, u64)| Part {
                person: Some(seller.person),
                multiplier,
                profile: of(seller),
            };
            (sellers.iter().zip(multipliers).map(part).collect(), profiles)
        };
        let sums: Vec<u128> = profiles
            .iter()
            .map(|profile| profile.iter().map(|w| u128::from(*w)).sum())
            .collect();
        let weights = parts
            .iter()
            .map(|part| u128::from(part.multiplier) * sums[part.profile])
            .collect();
        let schedule = Schedule::new(self.segment, self.days, parts, profiles, calendar);
        schedule
            .map(|schedule| (schedule, weights))
            .ok_or_else(|| self.too_fine())
    }

    /// The people's days weighed with the season, in the smallest whole numbers.
    fn profiles(&self, season: &[u64]) -> Vec<Vec<u64>> {
        let weighed = |profile: &Vec<u64>| {
            profile
                .iter()
                .zip(season)
                .map(|(units, season)| units * season)
                .collect()
        };
        let mut profiles: Vec<Vec<u64>> = self.presence.profiles.iter().map(weighed).collect();
        let common = profiles.iter().flatten().fold(0, |sum, weight| sum.gcd(weight)).max(1);
        for weight in profiles.iter_mut().flatten() {
            *weight /= common;
        }
        profiles
    }

    fn too_fine(&self) -> Vec<Diagnostic> {
        let message = format!("the weights of segment `{}` are too fine to be kept", self.segment.id);
        vec![
            Diagnostic::new(&WEIGHTS_TOO_FINE, message)
                .at(self.segment.location.clone(), "this segment")
                .help(
                    "state lags by fewer quantiles, and let the rules `quota` and `seasonality` answer plainer numbers",
                ),
        ]
    }

    /// What each planned day counts for, in ten-thousandths.
    fn season(&self) -> Result<Vec<u64>, Vec<Diagnostic>> {
        if self.rules.is_bundled(Hook::Seasonality) {
            return Ok(vec![1; self.days.len()]);
        }
        let mut season = Vec::new();
        for day in self.days {
            let question = SeasonQuestion {
                plan: self.plan,
                segment: self.segment,
                day: *day,
                week: Week::of(*day),
            };
            match self.rules.seasonality(&question) {
                Ok(weight) => season.push(weight_units(weight)),
                // A rule that fails for one day fails for the next: asking on would only take time.
                Err(fault) => return Err(vec![*fault]),
            }
        }
        if season.iter().all(|weight| *weight == 0) {
            let message = format!("the seasonality of segment `{}` leaves it no day", self.segment.id);
            return Err(vec![
                Diagnostic::new(&SEASON_WITHOUT_DAYS, message)
                    .at(self.segment.location.clone(), "this segment")
                    .help("let rules/seasonality.rhai answer above 0 for some day"),
            ]);
        }
        Ok(season)
    }

    fn sellers(&self, season: &[u64], warnings: &mut Vec<Diagnostic>) -> Result<Vec<Seller>, Vec<Diagnostic>> {
        let id = self.segment.id.as_str();
        let works = |person: usize| {
            let days = self.presence.days(person).iter().zip(season);
            days.into_iter().any(|(units, season)| *units > 0 && *season > 0)
        };
        let mut sells: Vec<usize> = Vec::new();
        for (index, person) in self.plan.team.people.iter().enumerate() {
            if !person.sells_in(id) {
                continue;
            }
            if works(index) {
                sells.push(index);
            } else if person.share_of(id).is_some() {
                warnings.push(
                    Diagnostic::new(
                        &QUOTA_WITHOUT_DAYS,
                        format!("{} has a share of `{id}` and no working day in the period", person.name),
                    )
                    .at(person.location.clone(), "this person")
                    .help("give the share to somebody who is there, or correct the dates"),
                );
            }
        }
        let planned = self.planned_weights(&sells, warnings);
        let mut faults = Vec::new();
        let mut sellers = Vec::new();
        for (person, planned) in sells.into_iter().zip(planned) {
            match self.weight(person, planned) {
                Ok(weight) if weight > Ratio::from_integer(0) => sellers.push(Seller { person, weight }),
                Ok(_) => {}
                Err(fault) => faults.push(*fault),
            }
        }
        if faults.is_empty() { Ok(sellers) } else { Err(faults) }
    }

    /// The `quota` rule's answer, or the planned weight where no rule of the company's own is there.
    fn weight(&self, person: usize, planned: Ratio<i128>) -> Result<Ratio<i128>, Box<Diagnostic>> {
        let who = &self.plan.team.people[person];
        // What somebody has agreed to is not asked of a rule again.
        if self.rules.is_bundled(Hook::Quota) || self.frozen_share(who).is_some() {
            return Ok(planned);
        }
        let answer = self.rules.quota(&QuotaQuestion {
            plan: self.plan,
            segment: self.segment,
            person: who,
            share: who.share_of(self.segment.id.as_str()),
            hours_per_week: who.hours_per_week,
            n_days: self.days.len() as u64,
            n_days_present: self.presence.n_present(person) as u64,
            effective_days: Decimal::from(self.presence.effective(person)) / Decimal::from(DAY_UNITS),
            weight: decimal(planned),
        })?;
        if answer == decimal(planned) {
            // A rule that leaves the weight as it is leaves it exact.
            return Ok(planned);
        }
        let scaled = answer.normalize();
        Ok(Ratio::new(scaled.mantissa(), 10_i128.pow(scaled.scale())))
    }

    fn frozen_share(&self, person: &Person) -> Option<Rate> {
        self.frozen.share(&person.id, &self.segment.id)
    }

    /// A stated or agreed share holds; what no share claims is shared by hours and days among
    /// the others.
    fn planned_weights(&self, sells: &[usize], warnings: &mut Vec<Diagnostic>) -> Vec<Ratio<i128>> {
        let zero = Ratio::from_integer(0);
        let person = |index: &usize| &self.plan.team.people[*index];
        let share_of = |index: &usize| person(index).share_of(self.segment.id.as_str());
        let stated: Vec<Option<Ratio<i128>>> = sells
            .iter()
            .map(|person| share_of(person).map(Rate::to_ratio))
            .collect();
        let held: Vec<Option<Ratio<i128>>> = sells
            .iter()
            .map(|index| self.frozen_share(person(index)).map(Rate::to_ratio))
            .zip(&stated)
            .map(|(frozen, stated)| stated.or(frozen))
            .collect();
        let sum_of = |shares: &[Option<Ratio<i128>>]| {
            let mut shares = shares.iter().flatten();
            shares.try_fold(zero, |sum, share| sum.checked_add(share))
        };
        let claimed = sum_of(&stated);
        let one = Ratio::from_integer(1);
        let assigned = self
            .plan
            .team
            .quotas
            .over_assignment
            .unwrap_or(Decimal::ONE)
            .normalize();
        let limit = Ratio::new(assigned.mantissa(), 10_i128.pow(assigned.scale()));
        if claimed.is_none_or(|claimed| claimed > limit) {
            let first = &self.plan.team.people[sells[0]];
            warnings.push(
                Diagnostic::new(
                    &SHARES_EXCEED_QUOTAS,
                    format!("the shares of `{}` are more than the whole", self.segment.id),
                )
                .at(first.location.clone(), "the first of them")
                .help("let them sum to 100 %, or say by how much more is assigned: quotas = { over-assignment = 1.1 }"),
            );
        }
        let short = claimed.filter(|claimed| *claimed < one && !sells.is_empty());
        if let Some(claimed) = short.filter(|_| stated.iter().all(Option::is_some)) {
            let first = &self.plan.team.people[sells[0]];
            let percent = (claimed * Ratio::from_integer(100)).to_f64().unwrap_or(0.0);
            warnings.push(
                Diagnostic::new(
                    &SHARES_BELOW_QUOTAS,
                    format!(
                        "the shares of `{}` come to {percent:.0} %, and nobody without a share takes the rest",
                        self.segment.id
                    ),
                )
                .at(first.location.clone(), "the first of them")
                .help("let them sum to 100 %: until then the rest is divided among them by their shares"),
            );
        }
        let free = sum_of(&held).map_or(zero, |claimed| (one - claimed).max(zero));
        if free == zero && claimed.is_some_and(|claimed| claimed < one) {
            let left_out = sells.iter().zip(&held).filter(|(_, share)| share.is_none());
            warnings.extend(left_out.map(|(index, _)| self.nothing_left(person(index))));
        }
        let capacity: Vec<Ratio<i128>> = sells.iter().map(|person| self.capacity(*person)).collect();
        let open = capacity.iter().zip(&held).filter(|(_, share)| share.is_none());
        let all_open = open.clone().try_fold(zero, |sum, (part, _)| sum.checked_add(part));
        let all_open = all_open.filter(|sum| *sum > zero);
        let of_open = |part: &Ratio<i128>| part.checked_mul(&free)?.checked_div(&all_open?);
        let n_open = i128::try_from(open.count()).unwrap_or(1).max(1);
        capacity
            .iter()
            .zip(&held)
            .map(|(part, share)| share.unwrap_or_else(|| of_open(part).unwrap_or(free / n_open)))
            .collect()
    }

    fn nothing_left(&self, person: &Person) -> Diagnostic {
        Diagnostic::new(
            &QUOTAS_FROZEN,
            format!(
                "{} has no quota in `{}`: what the others agreed to is the whole",
                person.name, self.segment.id
            ),
        )
        .at(person.location.clone(), "this person")
        .help("state new shares in team.toml, and let those whose part changes agree again")
    }

    /// Hours times days at full work.
    fn capacity(&self, person: usize) -> Ratio<i128> {
        let hours = self.plan.team.people[person]
            .hours_per_week
            .unwrap_or(FULL_WEEK_HOURS.into())
            .round_dp(6)
            .normalize();
        let hours = Ratio::new(hours.mantissa(), 10_i128.pow(hours.scale()));
        hours * Ratio::from_integer(i128::from(self.presence.effective(person)))
    }
}

/// For the rule to see; the exact fraction where 96 bits hold its parts, else the nearest.
fn decimal(ratio: Ratio<i128>) -> Decimal {
    let part = |number: i128| Decimal::try_from_i128_with_scale(number, 0).ok();
    let exact = part(*ratio.numer()).zip(part(*ratio.denom()));
    let divided = exact.and_then(|(numerator, denominator)| numerator.checked_div(denominator));
    divided
        .or_else(|| Decimal::from_f64(ratio.to_f64()?))
        .unwrap_or_default()
}

/// A rule's weight in ten-thousandths; what is above nothing counts at least one.
fn weight_units(weight: Decimal) -> u64 {
    let units = (weight * Decimal::from(DAY_UNITS)).round().to_u64().unwrap_or(0);
    if weight > Decimal::ZERO { units.max(1) } else { 0 }
}

fn reduced(mut profile: Vec<u64>) -> Vec<u64> {
    let common = profile.iter().fold(0, |sum, weight| sum.gcd(weight)).max(1);
    profile.iter_mut().for_each(|weight| *weight /= common);
    profile
}

/// The most that the multipliers may take of the 90 bits of a schedule's weights.
const MULTIPLIER_MAX: u64 = 1 << 40;

/// What a unit of each seller's profile is worth, so that each brings what their weight
/// says in all: over the common denominator where that is small, else to 40 bits.
fn multipliers(sellers: &[(Ratio<i128>, u64)]) -> Option<Vec<u64>> {
    let worth = |(weight, sum): &(Ratio<i128>, u64)| weight.checked_div(&Ratio::from_integer(i128::from(*sum)));
    let worths: Option<Vec<Ratio<i128>>> = sellers.iter().map(worth).collect();
    let exact = worths.and_then(|worths| {
        let limit = i128::from(MULTIPLIER_MAX);
        let mut common: i128 = 1;
        for worth in &worths {
            common = (common / common.gcd(worth.denom())).checked_mul(*worth.denom())?;
            if common > limit {
                return None;
            }
        }
        let scaled: Vec<i128> = worths
            .iter()
            .map(|worth| (*worth.numer()).checked_mul(common / *worth.denom()))
            .collect::<Option<_>>()?;
        let shared = scaled.iter().fold(0, |sum, weight| sum.gcd(weight)).max(1);
        let parts = scaled.iter().map(|weight| u64::try_from(weight / shared).ok());
        parts
            .map(|part| part.filter(|part| *part <= MULTIPLIER_MAX))
            .collect::<Option<Vec<u64>>>()
    });
    exact.or_else(|| {
        let near = |(weight, sum): &(Ratio<i128>, u64)| Some(weight.to_f64()? / *sum as f64);
        let near: Vec<f64> = sellers.iter().map(near).collect::<Option<_>>()?;
        let largest = near.iter().copied().fold(0.0, f64::max);
        let scaled = |worth: &f64| ((worth / largest * MULTIPLIER_MAX as f64).round() as u64).max(1);
        (largest > 0.0).then(|| near.iter().map(scaled).collect())
    })
}
