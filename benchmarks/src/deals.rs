//! Deals that differ in everything that the rule asks about.

use std::sync::Arc;

use std::sync::OnceLock;

use jiff::civil::{Date, date};
use rust_decimal::Decimal;
use salesplan_model::deal::{Deal, Status};
use salesplan_model::decompose::Decomposition;
use salesplan_model::diagnostic::Location;
use salesplan_model::id::{DealId, PlanId};
use salesplan_model::money::{Currency, Money};
use salesplan_model::period::Period;
use salesplan_model::plan::{Basis, Family, Goal, GoalAmount, Plan, Quotas, Resources, Team, Vat};
use salesplan_model::prepare::Given;
use salesplan_model::rules::DealQuestion;
use salesplan_model::standing::Books;
use salesplan_model::surroundings::Surroundings;

pub(crate) const AS_OF: Date = date(2026, 11, 6);

pub(crate) fn chance() -> Decimal {
    Decimal::new(3, 1)
}

fn place() -> Location {
    Location {
        file: Arc::from("deals.csv"),
        span: 0..0,
    }
}

pub(crate) fn plan() -> Plan {
    Plan {
        id: PlanId::new("million"),
        title: "One million".to_owned(),
        period: Period {
            from: date(2026, 10, 1),
            to: date(2026, 12, 31),
        },
        exchange: Default::default(),
        goal: Goal {
            amount: GoalAmount::Revenue(Money::new(100, Currency::parse("RUB").expect("a currency"))),
            minimum: None,
            stretch: None,
            basis: Basis::Signed,
            vat: Vat::Excluded,
            currency: Currency::parse("RUB"),
            fixed_costs: None,
            location: place(),
        },
        segments: Vec::new(),
        channels: Vec::new(),
        resources: Resources::default(),
        team: Team {
            head: None,
            people: Vec::new(),
            quotas: Quotas::default(),
        },
        family: Family::default(),
        scenarios: Vec::new(),
    }
}

pub(crate) fn deals(count: u32) -> Vec<Deal> {
    let rub = Currency::parse("RUB").expect("a currency");
    let day = |offset: u32| {
        AS_OF
            .checked_add(jiff::Span::new().days(i64::from(offset)))
            .expect("a day")
    };
    let deal = |n: u32| Deal {
        id: DealId::new(format!("D-{n}")),
        client: Some(format!("client {n}")),
        owner: None,
        segment: None,
        channel: None,
        stage: None,
        status: Status::Open,
        amount: (!n.is_multiple_of(10)).then(|| Money::new(i64::from(n % 97) * 1_000_000, rub)),
        stated: None,
        created: None,
        expected_close: (!n.is_multiple_of(7))
            .then(|| day(n % 60).checked_sub(jiff::Span::new().days(20)).expect("a day")),
        closed: None,
        next_step: (!n.is_multiple_of(3)).then(|| "call".to_owned()),
        next_step_date: None,
        last_activity: (!n.is_multiple_of(5)).then(|| {
            day(0)
                .checked_sub(jiff::Span::new().days(i64::from(n % 31)))
                .expect("a day")
        }),
        tags: Vec::new(),
        entered: Vec::new(),
        lost_reason: None,
        gone: None,
        playbooks: Vec::new(),
        is_of_later_day: false,
        location: place(),
    };
    (1..=count).map(deal).collect()
}

/// What all deals share. The rule that is measured asks nothing of it.
fn surroundings(plan: &Plan) -> &'static Surroundings<'static> {
    static SURROUNDINGS: OnceLock<Surroundings<'static>> = OnceLock::new();
    SURROUNDINGS.get_or_init(|| {
        let decomposition = Decomposition {
            segments: Vec::new(),
            revenue: None,
            profit: None,
            deals: 0,
            weeks: Vec::new(),
        };
        let books = Books {
            plan: Box::leak(Box::new(plan.clone())),
            decomposition: Box::leak(Box::new(decomposition)),
            given: Given::of(Box::leak(Box::default()), &[], &[]),
        };
        Surroundings::gather(books, &[], AS_OF)
    })
}

pub(crate) fn question<'a>(plan: &'a Plan, deal: &'a Deal) -> DealQuestion<'a> {
    DealQuestion {
        plan,
        deal,
        stage: None,
        amount: deal.amount,
        average_deal: None,
        path: None,
        path_days: None,
        surroundings: surroundings(plan),
        as_of: AS_OF,
        period_end: plan.period.to,
    }
}
