//! Plans and deals that nobody wrote, as the text of their files.

use jiff::ToSpan;
use jiff::civil::{Date, date};
use proptest::prelude::*;

/// A conversion as numerator and denominator.
pub type Ratio = (u64, u64);

/// A plan whose segments share the goal.
#[derive(Debug, Clone)]
pub struct MadeUp {
    pub from: Date,
    pub n_days: i64,
    /// A sum in minor units, or a count of deals.
    pub goal: u64,
    pub money: Option<Currency>,
    pub segments: Vec<Slice>,
}

#[derive(Debug, Clone, Copy)]
pub struct Currency {
    pub code: &'static str,
    pub n_digits: u32,
}

#[derive(Debug, Clone)]
pub struct Slice {
    /// Its part of the whole, out of the sum of all parts.
    pub part: u64,
    /// In minor units.
    pub average_deal: u64,
    /// From the first stage on; the last stage has none.
    pub conversions: Vec<Ratio>,
}

const CURRENCIES: &[Currency] = &[
    Currency {
        code: "RUB",
        n_digits: 2,
    },
    Currency {
        code: "JPY",
        n_digits: 0,
    },
    Currency {
        code: "KWD",
        n_digits: 3,
    },
];

prop_compose! {
    fn slice()(part in 1_u64..50, average_deal in 1_u64..5_000_000, conversions in prop::collection::vec(ratio(), 0..4)) -> Slice {
        Slice { part, average_deal, conversions }
    }
}

/// Above 0 and at most 1.
fn ratio() -> impl Strategy<Value = Ratio> {
    (1_u64..=60).prop_flat_map(|denominator| (1..=denominator, Just(denominator)))
}

prop_compose! {
    pub fn plan()(
        start in 0_i64..3_000,
        n_days in 1_i64..200,
        money in prop::option::weighted(0.8, prop::sample::select(CURRENCIES)),
        goal in 1_u64..2_000_000_000,
        n_deals in 1_u64..5_000,
        segments in prop::collection::vec(slice(), 1..4),
    ) -> MadeUp {
        let from = date(2020, 1, 1).checked_add(start.days()).unwrap();
        let goal = if money.is_some() { goal } else { n_deals };
        MadeUp { from, n_days, goal, money, segments }
    }
}

impl MadeUp {
    pub fn to(&self) -> Date {
        self.from.checked_add((self.n_days - 1).days()).unwrap()
    }

    /// Its plan.toml.
    pub fn text(&self) -> String {
        let mut text = format!(
            "schema-version = 1\nperiod = {{ from = {}, to = {} }}\n[goal]\n",
            self.from,
            self.to()
        );
        match self.money {
            Some(currency) => {
                text += &format!(
                    "metric = \"revenue\"\ncurrency = \"{}\"\namount = \"{}\"\n",
                    currency.code,
                    currency.say(self.goal)
                );
            }
            None => text += &format!("metric = \"deals\"\namount = {}\n", self.goal),
        }
        let whole: u64 = self.segments.iter().map(|slice| slice.part).sum();
        for (index, slice) in self.segments.iter().enumerate() {
            text += &format!("[segments.s{index}]\nshare = \"{}/{whole}\"\n", slice.part);
            if let Some(currency) = self.money {
                text += &format!("average-deal = \"{}\"\n", currency.say(slice.average_deal));
            }
            text +=
                &format!("funnel = \"f{index}\"\nfacts = {{ source = \"deals\" }}\n[funnels.f{index}]\nstages = [\n");
            for (stage, (numerator, denominator)) in slice.conversions.iter().enumerate() {
                text += &format!("  {{ id = \"stage-{stage}\", conversion = \"{numerator}/{denominator}\" }},\n");
            }
            text += "  { id = \"deal\" },\n]\n";
        }
        text
    }
}

impl Currency {
    /// Minor units as they are written: `1200.50`.
    pub fn say(self, minor: u64) -> String {
        let unit = 10_u64.pow(self.n_digits);
        if self.n_digits == 0 {
            return minor.to_string();
        }
        format!(
            "{}.{:0width$}",
            minor / unit,
            minor % unit,
            width = self.n_digits as usize
        )
    }

    /// `1200.50` as minor units.
    pub fn minor(self, text: &str) -> u64 {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        assert_eq!(
            fraction.len(),
            self.n_digits as usize,
            "{text} has the digits of {}",
            self.code
        );
        format!("{whole}{fraction}").parse().unwrap()
    }
}
