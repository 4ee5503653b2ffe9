//! Whether a committed line counts, and what is wrong with it.

use std::collections::BTreeMap;

use jiff::civil::Date;
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, ToPrimitive, Zero};

use crate::commitment::{Commitment, Source};
use crate::deal::{Deal, Status};
use crate::diagnostic::{
    ABOVE_THE_DEAL, ACTION_OVERDUE, COMMITTED_DEAL_LOST, COMMITTED_DEAL_UNKNOWN, COUNTED_TWICE, Diagnostic, Location,
    NO_ACTION, NO_SOURCE, OUTSIDE_PERIOD, SHARES_OF_DEAL, SIGNED_BEFORE,
};
use crate::id::DealId;
use crate::money::Money;
use crate::plan::{Basis, Metric};
use crate::standing::Books;

/// A committed line with what it counts for.
#[derive(Debug, Clone, PartialEq)]
pub struct CountedLine<'a> {
    /// Index of the person.
    pub person: usize,
    /// The line.
    pub line: &'a Commitment,
    /// Whether it counts.
    pub counted: Counted,
    /// What is wrong with it.
    pub findings: Vec<Diagnostic>,
}

/// What a line counts for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// It counts.
    Yes {
        /// In units of quotas; a deal counts for no more than its own amount.
        units: i64,
        /// Whether its deal has been won.
        is_won: bool,
    },
    /// It says nothing of where the money is to come from.
    NoSource {
        /// What it would bring.
        units: i64,
    },
    /// It cannot bring anything: its deal is lost, or somebody else's.
    No,
}

/// Who counts on a deal.
struct Claim<'a> {
    person: usize,
    line: &'a Commitment,
}

struct Reader<'a> {
    books: Books<'a>,
    as_of: Date,
    counts_deals: bool,
    deals: BTreeMap<&'a DealId, &'a Deal>,
    claims: BTreeMap<&'a DealId, Vec<Claim<'a>>>,
}

/// Every line of everybody in the team, in the team's order.
pub(super) fn counted<'a>(books: Books<'a>, as_of: Date) -> Vec<CountedLine<'a>> {
    let people = &books.plan.team.people;
    let mut own: Vec<(usize, &Commitment)> = Vec::new();
    for (index, person) in people.iter().enumerate() {
        let commitments = books.given.commitments.iter().filter(|own| own.person == person.id);
        own.extend(commitments.flat_map(|own| &own.lines).map(|line| (index, line)));
    }
    let mut claims: BTreeMap<&DealId, Vec<Claim<'_>>> = BTreeMap::new();
    for (person, line) in &own {
        if let Some(deal) = &line.deal {
            let (person, line) = (*person, *line);
            claims.entry(deal).or_default().push(Claim { person, line });
        }
    }
    let reader = Reader {
        books,
        as_of,
        counts_deals: books.plan.goal.amount.metric() == Metric::Deals,
        deals: books.given.deals.iter().map(|deal| (&deal.id, deal)).collect(),
        claims,
    };
    own.into_iter()
        .map(|(person, line)| reader.count(person, line))
        .collect()
}

impl<'a> Reader<'a> {
    fn count(&self, person: usize, line: &'a Commitment) -> CountedLine<'a> {
        let mut findings = Vec::new();
        let units = line.units(self.counts_deals);
        let mut counted = Counted::Yes { units, is_won: false };
        if let Some(id) = &line.deal {
            counted = self.of_deal(person, line, id, units, &mut findings);
        }
        if let Some(when) = &line.when {
            let period = self.books.plan.period;
            if when.days.to < period.from || when.days.from > period.to {
                counted = Counted::No;
                findings.push(
                    Diagnostic::new(
                        &OUTSIDE_PERIOD,
                        format!("`{}` is not in the plan's period: the line counts nothing", when.text),
                    )
                    .at(line.location.clone(), "not in the period")
                    .help(format!("name a month or a week of {period}, or take the line out")),
                );
            }
        }
        if line.source.is_none() {
            counted = Counted::NoSource { units };
            findings.push(
                Diagnostic::new(&NO_SOURCE, "the line does not say where the money comes from")
                    .at(line.location.clone(), "no source")
                    .help(format!("add `source`: one of {}", Source::WORDS.join(", "))),
            );
        }
        self.check_action(line, &mut findings);
        CountedLine {
            person,
            line,
            counted,
            findings,
        }
    }

    fn check_action(&self, line: &Commitment, findings: &mut Vec<Diagnostic>) {
        let is_earned = line.source.as_ref().is_some_and(Source::is_earned);
        if line.is_overdue(self.as_of) {
            let due = line.due.map(|due| due.to_string()).unwrap_or_default();
            let action = line.action.as_deref().unwrap_or("the action");
            findings.push(
                Diagnostic::new(&ACTION_OVERDUE, format!("`{action}` was due on {due}"))
                    .at(line.location.clone(), "overdue")
                    .help("write the day it was done as `done`, or another `due`"),
            );
        } else if line.action.is_none() && !is_earned {
            findings.push(
                Diagnostic::new(&NO_ACTION, "the line does not say what is done for it")
                    .at(line.location.clone(), "no action")
                    .help("add `action` and the day it is `due`"),
            );
        }
    }

    fn of_deal(
        &self,
        person: usize,
        line: &Commitment,
        id: &DealId,
        units: i64,
        findings: &mut Vec<Diagnostic>,
    ) -> Counted {
        let place = || line.location.clone();
        let Some(deal) = self.deals.get(id) else {
            findings.push(
                Diagnostic::new(
                    &COMMITTED_DEAL_UNKNOWN,
                    format!("there is no deal `{id}`: the line counts nothing"),
                )
                .at(place(), "no such deal")
                .help("correct the id, or take the line out"),
            );
            return Counted::No;
        };
        let segment = deal.segment.map(|index| &self.books.plan.segments[index]);
        let status = deal
            .state(segment, self.as_of)
            .map_or(Status::Open, |state| state.status);
        if status == Status::Lost {
            let day = deal
                .decided_on(segment)
                .map(|day| format!(" on {day}"))
                .unwrap_or_default();
            findings.push(
                Diagnostic::new(
                    &COMMITTED_DEAL_LOST,
                    format!("deal `{id}` was lost{day}: the line counts nothing"),
                )
                .at(place(), "lost since")
                .see(deal.location.clone(), "the deal")
                .help("say from where else the sum will come"),
            );
            return Counted::No;
        }
        let signed = deal.decided_on(segment).filter(|_| status == Status::Won);
        let counts_signed = self.books.plan.goal.basis == Basis::Signed;
        if let Some(day) = signed.filter(|day| counts_signed && *day < self.books.plan.period.from) {
            findings.push(
                Diagnostic::new(
                    &SIGNED_BEFORE,
                    format!("deal `{id}` was signed on {day}, before the period: the line counts nothing"),
                )
                .at(place(), "of an earlier period")
                .help("the goal counts what is signed within the period; take the line out"),
            );
            return Counted::No;
        }
        if let Some(finding) = self.shared(person, line, id, deal) {
            findings.push(finding);
            if self.owner_of_claims(id, deal) != Some(person) && line.share.is_none() {
                return Counted::No;
            }
        }
        let units = self.at_most_the_deal(line, deal, units, findings);
        Counted::Yes {
            units,
            is_won: status == Status::Won,
        }
    }

    /// Who may count on a deal that several people count on without a split: its owner, else
    /// the first of them in the team.
    fn owner_of_claims(&self, id: &DealId, deal: &Deal) -> Option<usize> {
        let claims = self.claims.get(id)?;
        let people = &self.books.plan.team.people;
        let owns = |claim: &&Claim<'_>| Some(&people[claim.person].id) == deal.owner.as_ref();
        let owner = claims.iter().find(owns);
        owner.or(claims.first()).map(|claim| claim.person)
    }

    /// What is wrong with the split of a deal's credit.
    fn shared(&self, person: usize, line: &Commitment, id: &DealId, deal: &Deal) -> Option<Diagnostic> {
        let claims = self.claims.get(id)?;
        let names = |mut claims: Vec<&str>| {
            claims.dedup();
            claims.join(" and ")
        };
        let people = &self.books.plan.team.people;
        let all: Vec<&str> = claims.iter().map(|claim| people[claim.person].name.as_str()).collect();
        let others: Vec<Location> = claims
            .iter()
            .filter(|claim| claim.line.location != line.location)
            .map(|claim| claim.line.location.clone())
            .collect();
        let stated: Vec<BigRational> = claims
            .iter()
            .filter_map(|claim| Some(claim.line.share?.to_big()))
            .collect();
        let is_last_word = |finding: Diagnostic| {
            others
                .iter()
                .fold(finding, |finding, other| finding.see(other.clone(), "counted here too"))
        };
        if claims.len() > 1 && stated.len() < claims.len() {
            let owner = self.owner_of_claims(id, deal)?;
            let counts = if owner == person {
                "this line counts"
            } else {
                "this line counts nothing"
            };
            let finding = Diagnostic::new(
                &COUNTED_TWICE,
                format!("{} count on deal `{id}` without a split: {counts}", names(all)),
            )
            .at(line.location.clone(), "counted more than once")
            .help("let each line state its `share`, 100 % together, or take all but one out");
            return Some(is_last_word(finding));
        }
        let sum = stated.iter().fold(BigRational::zero(), |sum, share| sum + share);
        let is_whole = stated.is_empty() || sum == BigRational::one();
        if is_whole {
            return None;
        }
        let percent = (sum * BigRational::from_integer(BigInt::from(100)))
            .to_f64()
            .unwrap_or(0.0);
        let finding = Diagnostic::new(
            &SHARES_OF_DEAL,
            format!(
                "the shares of deal `{id}` come to {} %",
                (percent * 10.0).round() / 10.0
            ),
        )
        .at(line.location.clone(), "one of the shares")
        .help("let the shares of everybody who counts on it sum to 100 %");
        Some(is_last_word(finding))
    }

    /// A line counts for no more than its part of the deal's own amount.
    fn at_most_the_deal(&self, line: &Commitment, deal: &Deal, units: i64, findings: &mut Vec<Diagnostic>) -> i64 {
        let (Some(amount), Some(own), false) = (deal.amount, line.brings.amount, self.counts_deals) else {
            return units;
        };
        let part = match line.share {
            Some(share) => {
                let part = share.to_big() * BigRational::from_integer(BigInt::from(amount.minor));
                part.ceil().to_integer().to_i64().unwrap_or(amount.minor)
            }
            None => amount.minor,
        };
        if own.minor <= part {
            return units;
        }
        findings.push(
            Diagnostic::new(
                &ABOVE_THE_DEAL,
                format!(
                    "the line counts on {} of deal `{}`, which has {}",
                    own.to_decimal().normalize(),
                    deal.id,
                    Money::new(part, amount.currency).to_decimal().normalize(),
                ),
            )
            .at(line.location.clone(), "more than the deal")
            .see(deal.location.clone(), "the deal")
            .help("lower the amount, or correct the deal; until then the line counts for what the deal has"),
        );
        part
    }
}
