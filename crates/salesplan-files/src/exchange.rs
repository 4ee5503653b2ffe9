//! Rates of exchange and tax, and sums as their source gives them.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use salesplan_model::diagnostic::{
    Diagnostic, FOREIGN_CURRENCY, INVALID_EXCHANGE_RATE, INVALID_MONEY, INVALID_VAT, NO_VAT_RATE,
};
use salesplan_model::exchange::{Exchange, NotBrought, Stated, StatedVat};
use salesplan_model::money::{Currency, Money};
use salesplan_model::plan::Vat;

use crate::lower;
use crate::sink::{At, Sink};
use crate::table::{Table, number_text};

/// The most that a unit of a currency may be worth, and a hundred-millionth of it the least.
const RATE_MAX: u64 = 1_000_000_000;

/// `[rates]`: so many units of the goal's currency for one of another.
pub(crate) fn read_rates(plan: &mut Table<'_, '_>, own: Option<Currency>, sink: &Sink) -> BTreeMap<Currency, Decimal> {
    let mut rates = BTreeMap::new();
    let Some(table) = plan.table("rates", "the rates of exchange") else {
        return rates;
    };
    for (key, value) in table.entries() {
        let name = At::new(key.get_ref().to_string(), key.span());
        let Some(currency) = lower::currency(sink, &name) else {
            continue;
        };
        let wrong = |message: String, help: &str| {
            sink.push(
                Diagnostic::new(&INVALID_EXCHANGE_RATE, message)
                    .at(sink.location(&value.span()), "this rate")
                    .help(help.to_string()),
            );
        };
        let text = number_text(value.get_ref()).unwrap_or_default();
        let rate = Decimal::from_str_exact(text.trim().replace('_', "").as_str()).map(|rate| rate.normalize());
        let fits = |rate: &Decimal| !rate.is_zero() && !rate.is_sign_negative() && rate.scale() <= 8;
        match rate {
            _ if Some(currency) == own => wrong(
                format!("{currency} is the plan's own currency"),
                "remove it: rates are those of other currencies",
            ),
            Ok(rate) if fits(&rate) && rate <= Decimal::from(RATE_MAX) => {
                rates.insert(currency, rate);
            }
            _ => wrong(
                format!("`{text}` is not a rate of exchange"),
                "write how much one unit of it is worth, with eight decimal digits at most: USD = \"92.50\"",
            ),
        }
    }
    rates
}

/// `vat-rate` of the goal: the tax by what is taxed.
pub(crate) fn read_vat_rate(goal: &mut Table<'_, '_>, sink: &Sink) -> Option<Decimal> {
    let text = goal.number_text("vat-rate")?;
    let rate = tax_rate(&text.value);
    if rate.is_none() {
        sink.push(invalid_vat(&text, sink));
    }
    rate
}

fn invalid_vat(text: &At<String>, sink: &Sink) -> Diagnostic {
    Diagnostic::new(&INVALID_VAT, format!("`{}` does not say how much of a sum is tax", text.value))
        .at(sink.location(&text.span), "this tax")
        .help("write `included`, `excluded`, or either with a rate: \"included 20%\"; a rate alone means that it is in the sum")
}

/// `20%` or `0.2`; from nothing up to, and without, the whole.
fn tax_rate(text: &str) -> Option<Decimal> {
    let text = text.trim();
    let rate = match text.strip_suffix('%') {
        Some(percent) => Decimal::from_str_exact(percent.trim())
            .ok()?
            .checked_div(Decimal::from(100))?,
        None => Decimal::from_str_exact(text).ok()?,
    };
    let rate = rate.normalize();
    let fits = !rate.is_sign_negative() && rate < Decimal::ONE && rate.scale() <= 8;
    fits.then_some(rate)
}

/// What a row says of the tax in its sum.
fn stated_vat(text: &At<String>, sink: &Sink) -> Option<StatedVat> {
    let (word, rate) = match text.value.split_once(char::is_whitespace) {
        Some((word, rate)) => (Some(word), Some(rate)),
        None if text.value.starts_with(|c: char| c.is_ascii_digit()) => (None, Some(text.value.as_str())),
        None => (Some(text.value.as_str()), None),
    };
    let vat = match word {
        Some(word) => Vat::WORDS.iter().find(|(known, _)| *known == word).map(|(_, vat)| *vat),
        None => Some(Vat::Included),
    };
    let rate = rate.map(tax_rate);
    match (vat, rate) {
        (Some(vat), None) => Some(StatedVat { vat, rate: None }),
        (Some(vat), Some(Some(rate))) => Some(StatedVat { vat, rate: Some(rate) }),
        _ => {
            sink.push(invalid_vat(text, sink));
            None
        }
    }
}

/// A sum in the goal's currency and on its tax basis, and as its source gives it where that
/// is another.
pub(crate) type Brought = (Money, Option<Box<Stated>>);

/// The cells that make a sum.
pub(crate) struct SumCells {
    pub amount: At<String>,
    pub currency: Option<At<String>>,
    pub vat: Option<At<String>>,
}

impl SumCells {
    /// Reads the sum and brings it to the goal's basis; what keeps it from that is noted.
    pub fn read(self, exchange: &Exchange, sink: &Sink) -> Option<Brought> {
        let vat = match &self.vat {
            Some(text) => Some(stated_vat(text, sink)?),
            None => None,
        };
        let stated = match &self.currency {
            Some(text) => Some(lower::currency(sink, text)?),
            None => None,
        };
        // A plan without a currency counts deals; its sums are not used.
        let money = lower::money(sink, &self.amount, stated.or(exchange.currency))?;
        let stated = Stated { money, vat };
        if exchange.is_own(&stated) {
            return Some((money, None));
        }
        match exchange.bring(&stated) {
            Ok(Some(brought)) => Some((brought, Some(Box::new(stated)))),
            Ok(None) => Some((money, None)),
            Err(why) => {
                sink.push(self.not_brought(why, money.currency, exchange, sink));
                None
            }
        }
    }

    fn not_brought(&self, why: NotBrought, currency: Currency, exchange: &Exchange, sink: &Sink) -> Diagnostic {
        let own = exchange.currency.map(|own| own.to_string()).unwrap_or_default();
        let place = |cell: &Option<At<String>>| cell.as_ref().unwrap_or(&self.amount).span.clone();
        match why {
            NotBrought::NoRate => Diagnostic::new(
                &FOREIGN_CURRENCY,
                format!("the sum is in {currency}, the plan in {own}, and the plan has no rate"),
            )
            .at(sink.location(&place(&self.currency)), "another currency")
            .help(format!(
                "write into plan.toml how much {own} one {currency} is worth, for the whole period: [rates] {currency} = \"…\""
            )),
            NotBrought::NoVatRate => {
                let (is, wanted) = match exchange.vat {
                    Vat::Excluded => ("with", "without"),
                    Vat::Included => ("without", "with"),
                };
                Diagnostic::new(
                    &NO_VAT_RATE,
                    format!("the sum is {is} tax, the goal {wanted} it, and nothing says how much it is"),
                )
                .at(sink.location(&place(&self.vat)), "at which rate?")
                .help("write `vat-rate = \"20%\"` into [goal], or the rate of this sum: \"included 10%\"")
            }
            NotBrought::TooLarge => {
                Diagnostic::new(&INVALID_MONEY, format!("`{}` {currency} is too large in {own}", self.amount.value))
                    .at(sink.location(&self.amount.span), "this sum")
                    .help("look for a slipped digit in the sum or in its rate")
            }
        }
    }
}
