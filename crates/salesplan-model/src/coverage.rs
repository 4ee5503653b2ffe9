//! Commitment coverage: how much of each quota people have said how to bring, and what is
//! wrong with what they said.

use std::collections::BTreeMap;

use jiff::civil::Date;
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{ToPrimitive, Zero};

mod leads;
mod lines;

pub use leads::{ChannelNeed, LineLeads};
pub use lines::{Counted, CountedLine};

use crate::agreement::{Quota, Quotas};
use crate::commitment::Kind;
use crate::diagnostic::Diagnostic;
use crate::standing::Books;

/// What is committed against what is asked.
#[derive(Debug, Clone, PartialEq)]
pub struct Coverage<'a> {
    /// What quotas are counted in, of nothing.
    pub kind: Quota,
    /// One a person and segment of whom something is asked or who commits to something, by
    /// the team's order and then the plan's.
    pub rows: Vec<Row>,
    /// Every committed line, and whether it counts.
    pub lines: Vec<CountedLine<'a>>,
    /// The leads that lines with new clients need.
    pub leads: Vec<LineLeads>,
    /// These leads against what channels can bring.
    pub channels: Vec<ChannelNeed>,
}

/// What one person commits to in one segment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Index of the person.
    pub person: usize,
    /// Index of the segment.
    pub segment: usize,
    /// The figures.
    pub sums: Sums,
}

/// Figures in units of quotas: minor units of money, or deals.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sums {
    /// What is asked.
    pub quota: i64,
    /// What the lines that count bring.
    pub raw: i64,
    /// The same by likelihood, rounded half up per person and segment.
    pub weighted: i64,
    /// `raw` by kind of source. Shape: as [`Kind::ALL`].
    pub by_kind: [i64; 3],
    /// What lines without a source would bring; not in `raw`.
    pub no_source: i64,
    /// What of `raw` has been won.
    pub won: i64,
}

impl Sums {
    /// What of the quota nobody has said how to bring; below nothing where it is more than asked.
    pub fn gap(&self) -> i64 {
        self.quota.saturating_sub(self.raw)
    }

    /// Committed by quota; `None` where nothing is asked.
    pub fn raw_share(&self) -> Option<f64> {
        (self.quota > 0).then(|| self.raw as f64 / self.quota as f64)
    }

    /// Weighted by quota; `None` where nothing is asked.
    pub fn weighted_share(&self) -> Option<f64> {
        (self.quota > 0).then(|| self.weighted as f64 / self.quota as f64)
    }

    fn add(&mut self, other: &Self) {
        let add = |to: &mut i64, from: i64| *to = to.saturating_add(from);
        add(&mut self.quota, other.quota);
        add(&mut self.raw, other.raw);
        add(&mut self.weighted, other.weighted);
        add(&mut self.no_source, other.no_source);
        add(&mut self.won, other.won);
        for (to, from) in self.by_kind.iter_mut().zip(other.by_kind) {
            add(to, from);
        }
    }
}

impl Coverage<'_> {
    /// The sum of the rows that belong to something.
    pub fn sum(&self, belongs: impl Fn(&Row) -> bool) -> Sums {
        let mut sum = Sums::default();
        for row in self.rows.iter().filter(|row| belongs(row)) {
            sum.add(&row.sums);
        }
        sum
    }

    /// Everything together.
    pub fn all(&self) -> Sums {
        self.sum(|_| true)
    }

    /// What is wrong, line by line, then with the leads.
    pub fn findings(&self) -> impl Iterator<Item = &Diagnostic> {
        let of_lines = self.lines.iter().flat_map(|line| &line.findings);
        of_lines.chain(self.channels.iter().filter_map(|channel| channel.finding.as_ref()))
    }
}

/// Holds what people commit to against their quotas, as known on the evening of a day.
pub fn coverage<'a>(books: Books<'a>, as_of: Date) -> Coverage<'a> {
    let plan = books.plan;
    let quotas = Quotas::of(plan, books.decomposition);
    let lines = lines::counted(books, as_of);
    let mut sums: BTreeMap<(usize, usize), Sums> = BTreeMap::new();
    for person in 0..plan.team.people.len() {
        for segment in 0..plan.segments.len() {
            if let Some(quota) = quotas.quota(person, segment) {
                sums.entry((person, segment)).or_default().quota = quota.quota.units();
            }
        }
    }
    let mut weighted: BTreeMap<(usize, usize), BigRational> = BTreeMap::new();
    for line in &lines {
        let place = (line.person, line.line.segment);
        let row = sums.entry(place).or_default();
        match line.counted {
            Counted::Yes { units, is_won } => {
                let likely = if is_won {
                    BigRational::from_integer(BigInt::from(1))
                } else {
                    line.line.certainty().to_big()
                };
                *weighted.entry(place).or_insert_with(BigRational::zero) += likely * BigInt::from(units);
                row.raw = row.raw.saturating_add(units);
                row.won = row.won.saturating_add(if is_won { units } else { 0 });
                let kind = line.line.source.as_ref().map_or(Kind::Current, |source| source.kind());
                let of_kind = &mut row.by_kind[kind as usize];
                *of_kind = of_kind.saturating_add(units);
            }
            Counted::NoSource { units } => row.no_source = row.no_source.saturating_add(units),
            Counted::No => {}
        }
    }
    for (place, exact) in weighted {
        let half = BigRational::new(BigInt::from(1), BigInt::from(2));
        let rounded = (exact + half).floor().to_integer().to_i64();
        sums.entry(place).or_default().weighted = rounded.unwrap_or(i64::MAX);
    }
    let (leads, channels) = leads::needed(books, &lines);
    Coverage {
        kind: quotas.kind(),
        rows: sums
            .into_iter()
            .map(|((person, segment), sums)| Row { person, segment, sums })
            .collect(),
        lines,
        leads,
        channels,
    }
}
