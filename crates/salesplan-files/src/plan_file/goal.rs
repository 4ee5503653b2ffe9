//! The goal: what is to be reached, in which metric, and what the company pays for it.

use rust_decimal::Decimal;
use salesplan_model::diagnostic::{Diagnostic, LEVELS_OUT_OF_ORDER, NO_CURRENCY, PROFIT_WITH_VAT};
use salesplan_model::plan::{Basis, Goal, GoalAmount, Metric, Vat};
use salesplan_model::rate::Rate;
use salesplan_model::settings::Settings;

use super::sums::{Sums, not_above_zero};
use crate::exchange::read_vat_rate;
use crate::lower;
use crate::sink::{At, Sink};
use crate::table::Table;

/// The goal as far as it could be read, with what segments need to know of it.
pub(super) struct ReadGoal<'a> {
    pub goal: Option<Goal>,
    pub metric: Option<Metric>,
    pub sums: Sums<'a>,
    /// The commission of segments that state none.
    pub commission: Option<Rate>,
    /// The rate of value-added tax.
    pub vat_rate: Option<Decimal>,
}

pub(super) fn read_goal<'a>(plan: &mut Table<'_, '_>, settings: &Settings, sink: &'a Sink) -> ReadGoal<'a> {
    let example = "{ metric = \"revenue\", amount = 1_000_000 }";
    let table = plan.required("goal", example, |plan| plan.table("goal", "the goal"));
    let Some(mut goal) = table else {
        return ReadGoal {
            goal: None,
            metric: None,
            sums: Sums {
                currency: settings.currency,
                is_reported: true,
                sink,
            },
            commission: None,
            vat_rate: None,
        };
    };
    let location = sink.location(&goal.place("amount"));
    let metric = goal.required("metric", "\"revenue\"", |goal| goal.word("metric", Metric::WORDS));
    let metric = metric.map(|metric| metric.value);
    let stated = goal.text("currency").map(|text| lower::currency(sink, &text));
    // A currency that is wrong was reported; it must not be reported as missing too.
    let bad_currency = stated == Some(None);
    let sums = Sums {
        currency: stated.flatten().or(settings.currency),
        is_reported: bad_currency || metric != Some(Metric::Deals),
        sink,
    };
    let amounts = Amounts { metric, sums, sink };
    let amount = goal.required("amount", "1_000_000", |goal| {
        if sums.currency.is_none() && !bad_currency && matches!(metric, Some(Metric::Revenue | Metric::Profit)) {
            sink.push(
                Diagnostic::new(&NO_CURRENCY, "the goal has no currency, and salesplan.toml names none")
                    .at(sink.location(&goal.place("amount")), "in which currency?")
                    .help("add `currency = \"RUB\"` to [goal] or to salesplan.toml"),
            );
        }
        amounts.read(goal, "amount", "the goal")
    });
    let minimum = amounts.read(&mut goal, "minimum", "the minimum");
    let stretch = amounts.read(&mut goal, "stretch", "the stretch");
    check_levels(minimum.as_ref(), amount.as_ref(), stretch.as_ref(), sink);
    let basis = goal.word("basis", Basis::WORDS);
    let vat = goal.word("vat", Vat::WORDS);
    if let (Some(Metric::Profit), Some(vat)) = (metric, &vat)
        && vat.value == Vat::Included
    {
        sink.push(
            Diagnostic::new(&PROFIT_WITH_VAT, "a goal in profit is with value-added tax")
                .at(sink.location(&vat.span), "the tax is nobody's profit")
                .help("state every sum of the plan without it: vat = \"excluded\""),
        );
    }
    let vat_rate = read_vat_rate(&mut goal, sink);
    let fixed_costs = sums.cost(&mut goal, "fixed-costs");
    let commission = read_commission(&mut goal, sink);
    goal.finish();
    let value = |level: Option<At<GoalAmount>>| level.map(|level| level.value);
    let goal = amount.map(|amount| Goal {
        amount: amount.value,
        minimum: value(minimum),
        stretch: value(stretch),
        basis: basis.map_or(Basis::Signed, |basis| basis.value),
        vat: vat.map_or(Vat::Excluded, |vat| vat.value),
        currency: sums.currency,
        fixed_costs,
        location,
    });
    ReadGoal {
        goal,
        metric,
        sums,
        commission,
        vat_rate,
    }
}

/// The share of sales that goes to those who sell; `0%` for none.
pub(super) fn read_commission(table: &mut Table<'_, '_>, sink: &Sink) -> Option<Rate> {
    let text = table.number_text("commission")?;
    if lower::is_zero(&text.value) {
        return None;
    }
    lower::rate_called(sink, &text, "commission")
}

/// Figures in the goal's metric.
struct Amounts<'a> {
    metric: Option<Metric>,
    sums: Sums<'a>,
    sink: &'a Sink,
}

impl Amounts<'_> {
    fn read(&self, goal: &mut Table<'_, '_>, key: &'static str, what: &str) -> Option<At<GoalAmount>> {
        if !goal.has(key) {
            return None;
        }
        let span = goal.place(key);
        let amount = match self.metric? {
            Metric::Deals => GoalAmount::Deals(goal.count(key)?.value),
            Metric::Revenue => GoalAmount::Revenue(self.sums.sum(&goal.number_text(key)?)?),
            Metric::Profit => GoalAmount::Profit(self.sums.sum(&goal.number_text(key)?)?),
        };
        if amount.units() <= 0 {
            not_above_zero(self.sink, what, &span);
            return None;
        }
        Some(At::new(amount, span))
    }
}

fn check_levels(
    minimum: Option<&At<GoalAmount>>,
    amount: Option<&At<GoalAmount>>,
    stretch: Option<&At<GoalAmount>>,
    sink: &Sink,
) {
    let named = [("minimum", minimum), ("amount", amount), ("stretch", stretch)];
    let levels: Vec<(&str, &At<GoalAmount>)> = named.into_iter().filter_map(|(key, at)| Some((key, at?))).collect();
    for pair in levels.windows(2) {
        let [(low_key, low), (high_key, high)] = [pair[0], pair[1]];
        if low.value.units() < high.value.units() {
            continue;
        }
        sink.push(
            Diagnostic::new(&LEVELS_OUT_OF_ORDER, format!("`{low_key}` is not below `{high_key}`"))
                .at(sink.location(&low.span), format!("`{low_key}`"))
                .see(sink.location(&high.span), format!("`{high_key}`"))
                .help("let them rise: minimum, then amount (the target), then stretch"),
        );
    }
}
