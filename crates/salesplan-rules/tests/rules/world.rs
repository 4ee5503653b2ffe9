//! A small company to ask about, and short ways to compile a script and ask it.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::civil::{Date, date};
use rust_decimal::Decimal;
use salesplan_model::calendar::Calendar;
use salesplan_model::deal::{Deal, Status};
use salesplan_model::decompose::Decomposition;
use salesplan_model::diagnostic::{Diagnostic, Location};
use salesplan_model::history::History;
use salesplan_model::id::{ChannelId, DealId, PersonId, PlanId, SegmentId, StageId};
use salesplan_model::money::{Currency, Money};
use salesplan_model::period::{Period, Week};
use salesplan_model::plan::{
    AverageDeal, Basis, FactSource, Goal, GoalAmount, Lag, Origin, Part, Person, Plan, Quotas, Resources, Segment,
    Share, Stage, Step, Team, Vat,
};
use salesplan_model::prepare::Given;
use salesplan_model::rate::Rate;
use salesplan_model::rules::{DealQuestion, Hook, Priority, QuotaQuestion, Rules, SeasonQuestion, StepQuestion};
use salesplan_model::settings::{Parameter, ParameterValue};
use salesplan_model::standing::Books;
use salesplan_model::surroundings::Surroundings;
use salesplan_rules::{Clock, RuleSet, RuleSource};

/// The evening that the rules are asked for.
pub const AS_OF: Date = date(2026, 11, 6);

pub type Parameters = BTreeMap<Hook, BTreeMap<String, Parameter>>;

pub fn place(file: &str) -> Location {
    Location {
        file: Arc::from(file),
        span: 3..9,
    }
}

pub fn rub(amount: i64) -> Money {
    Money::new(amount * 100, Currency::parse("RUB").unwrap())
}

pub fn plan() -> Plan {
    let step = |rate, lag_days| Step {
        rate,
        origin: Origin::Written,
        evidence: None,
        ask: None,
        lag: Lag::fixed(lag_days),
        location: place("plan.toml"),
    };
    let stage = |id: &str, step| Stage {
        id: StageId::new(id),
        title: id.to_owned(),
        step,
        hours: None,
        activities: Vec::new(),
        source: FactSource::Deals,
        location: place("plan.toml"),
    };
    let segment = Segment {
        id: SegmentId::new("new"),
        title: "New clients".to_owned(),
        part: Part::Amount(rub(600_000)),
        part_location: place("plan.toml"),
        average_deal: Some(AverageDeal {
            amount: rub(200_000),
            evidence: None,
            ask: None,
            location: place("plan.toml"),
        }),
        margin: None,
        commission: None,
        cost_per_lead: None,
        stages: vec![
            stage("lead", Some(step(Rate::of(1, 2).unwrap(), 7))),
            stage("meeting", Some(step(Rate::of(3, 10).unwrap(), 21))),
            stage("deal", None),
        ],
        funnel: None,
        clients: None,
        purchase: None,
        location: place("plan.toml"),
    };
    let anna = Person {
        from: Some(date(2026, 10, 12)),
        to: Some(date(2027, 3, 31)),
        hours_per_week: Some(Decimal::from(30)),
        share: Share::Whole(Rate::of(1, 3).unwrap()),
        ..Person::named(PersonId::new("anna"), "Anna", place("team.toml"))
    };
    let boris = Person::named(PersonId::new("boris"), "Boris", place("team.toml"));
    Plan {
        id: PlanId::new("million"),
        title: "One million".to_owned(),
        period: Period {
            from: date(2026, 10, 1),
            to: date(2026, 12, 31),
        },
        exchange: Default::default(),
        goal: Goal {
            amount: GoalAmount::Revenue(rub(600_000)),
            minimum: None,
            stretch: None,
            basis: Basis::Signed,
            vat: Vat::Excluded,
            currency: Currency::parse("RUB"),
            fixed_costs: None,
            location: place("plan.toml"),
        },
        segments: vec![segment],
        channels: Vec::new(),
        resources: Resources::default(),
        team: Team {
            people: vec![anna, boris],
            quotas: Quotas::default(),
            head: None,
        },
        family: Default::default(),
        scenarios: Vec::new(),
    }
}

/// A deal in hand that nothing is wrong with: in its second stage for a week.
pub fn deal() -> Deal {
    Deal {
        id: DealId::new("D-12"),
        client: Some("client 12".to_owned()),
        owner: Some(PersonId::new("anna")),
        segment: Some(0),
        channel: Some(ChannelId::new("webinar")),
        stage: Some(1),
        status: Status::Open,
        amount: Some(rub(200_000)),
        stated: None,
        created: Some(date(2026, 10, 20)),
        expected_close: Some(date(2026, 11, 30)),
        closed: None,
        next_step: Some("send the offer".to_owned()),
        next_step_date: Some(date(2026, 11, 9)),
        last_activity: Some(date(2026, 11, 4)),
        tags: vec!["priority".to_owned(), "retail".to_owned()],
        entered: vec![None, Some(date(2026, 10, 30)), None],
        playbooks: Vec::new(),
        lost_reason: None,
        gone: None,
        is_of_later_day: false,
        location: place("deals.csv"),
    }
}

/// A deal beside the one at hand, larger than any.
pub fn biggest_deal() -> Deal {
    Deal {
        id: DealId::new("D-99"),
        amount: Some(rub(5_000_000)),
        ..deal()
    }
}

/// A deal of which nothing is known but its id.
pub fn bare_deal() -> Deal {
    Deal {
        id: DealId::new("D-0"),
        client: None,
        owner: None,
        segment: None,
        channel: None,
        stage: None,
        amount: None,
        created: None,
        expected_close: None,
        next_step: None,
        next_step_date: None,
        last_activity: None,
        tags: Vec::new(),
        entered: Vec::new(),
        playbooks: Vec::new(),
        ..deal()
    }
}

/// The question that the calculation would ask about the deal.
pub fn question<'a>(plan: &'a Plan, deal: &'a Deal) -> DealQuestion<'a> {
    let segment = deal.segment.map(|index| &plan.segments[index]);
    let average_deal = segment
        .and_then(|segment| segment.average_deal.as_ref())
        .map(|average| average.amount);
    let chances = [Decimal::new(15, 2), Decimal::new(3, 1), Decimal::ONE];
    DealQuestion {
        plan,
        deal,
        stage: segment.zip(deal.stage).map(|(segment, stage)| &segment.stages[stage]),
        amount: deal.amount.or(average_deal),
        average_deal,
        path: deal.stage.map(|stage| chances[stage]),
        path_days: segment.zip(deal.stage).map(|(segment, stage)| {
            segment.stages[stage..]
                .iter()
                .filter_map(|s| s.step.as_ref())
                .map(|s| s.lag.days)
                .sum()
        }),
        as_of: AS_OF,
        period_end: plan.period.to,
        surroundings: surroundings(plan, vec![biggest_deal()], None),
    }
}

/// What surrounds a deal: these deals, a calendar of Monday to Friday, and a history where
/// there is one. It lives as long as the tests, so that a question can be handed about.
pub fn surroundings(plan: &Plan, deals: Vec<Deal>, history: Option<History>) -> &'static Surroundings<'static> {
    let plan: &'static Plan = Box::leak(Box::new(plan.clone()));
    let decomposition = Decomposition {
        segments: Vec::new(),
        revenue: None,
        profit: None,
        deals: 0,
        weeks: Vec::new(),
    };
    let books = Books {
        plan,
        decomposition: Box::leak(Box::new(decomposition)),
        given: Given {
            history: history.map(|history| &*Box::leak(Box::new(history))),
            ..Given::of(
                Box::leak(Box::new(Calendar::default())),
                Box::leak(deals.into_boxed_slice()),
                &[],
            )
        },
    };
    Box::leak(Box::new(Surroundings::gather(books, &[], AS_OF)))
}

/// A day of the first segment.
pub fn season_question(plan: &Plan, day: Date) -> SeasonQuestion<'_> {
    SeasonQuestion {
        plan,
        segment: &plan.segments[0],
        day,
        week: Week::of(day),
    }
}

/// Anna, who joins in the second week and has a third of the first segment.
pub fn quota_question(plan: &Plan) -> QuotaQuestion<'_> {
    let (segment, person) = (&plan.segments[0], &plan.team.people[0]);
    QuotaQuestion {
        plan,
        segment,
        person,
        share: person.share_of(segment.id.as_str()),
        hours_per_week: person.hours_per_week,
        n_days: 66,
        n_days_present: 59,
        effective_days: Decimal::new(545, 1),
        weight: Decimal::ONE / Decimal::from(3),
    }
}

/// Boris, of whom nothing is known but his name: two thirds are left for him.
pub fn bare_quota_question(plan: &Plan) -> QuotaQuestion<'_> {
    QuotaQuestion {
        person: &plan.team.people[1],
        share: None,
        hours_per_week: None,
        n_days_present: 66,
        effective_days: Decimal::from(66),
        weight: Decimal::from(2) / Decimal::from(3),
        ..quota_question(plan)
    }
}

/// The step from meeting to deal with 1 of 6 passed and a plan of 30 % that rests on 15 of 52.
pub fn step_question(plan: &Plan) -> StepQuestion<'_> {
    let segment = &plan.segments[0];
    StepQuestion {
        segment,
        stage: &segment.stages[1],
        next: &segment.stages[2],
        plan: Rate::of(3, 10).unwrap(),
        trials: 6,
        successes: 1,
        evidence_trials: 52,
        evidence_successes: 15,
    }
}

/// A clock that stands still: only the operation limit stops a rule.
pub fn still() -> Clock {
    Arc::new(|| Duration::ZERO)
}

/// A clock that goes.
#[expect(clippy::disallowed_methods, reason = "the deadline is tested against real time")]
pub fn real() -> Clock {
    let start = Instant::now();
    Arc::new(move || start.elapsed())
}

pub fn source(hook: Hook, text: &str) -> RuleSource {
    RuleSource {
        hook,
        path: Arc::from(format!("rules/{}.rhai", hook.name())),
        text: text.to_owned(),
        bundled: false,
    }
}

pub fn compile(hook: Hook, text: &str) -> Result<RuleSet, Vec<Diagnostic>> {
    RuleSet::compile(vec![source(hook, text)], &Parameters::new(), still())
}

pub fn bundled_with(hook: Hook, parameters: &[(&str, ParameterValue)]) -> Result<RuleSet, Vec<Diagnostic>> {
    RuleSet::compile(Vec::new(), &given(hook, parameters), still())
}

pub fn given(hook: Hook, parameters: &[(&str, ParameterValue)]) -> Parameters {
    let parameter = |value: &ParameterValue| Parameter {
        value: value.clone(),
        location: place("salesplan.toml"),
    };
    let of_hook = parameters
        .iter()
        .map(|(name, value)| ((*name).to_owned(), parameter(value)))
        .collect();
    Parameters::from([(hook, of_hook)])
}

/// What the script answers as `probability` for the deal.
pub fn probability(script: &str, deal: &Deal) -> Result<Decimal, Box<Diagnostic>> {
    let plan = plan();
    let rules = compile(Hook::Probability, script).map_err(|faults| Box::new(faults[0].clone()))?;
    rules.probability(&question(&plan, deal))
}

/// What the script answers as `priority` for the deal, at a chance of 0.3.
pub fn priority(script: &str, deal: &Deal) -> Result<Priority, Box<Diagnostic>> {
    let plan = plan();
    let rules = compile(Hook::Priority, script).map_err(|faults| Box::new(faults[0].clone()))?;
    rules.priority(&question(&plan, deal), Decimal::new(3, 1))
}

/// What the script answers as `seasonality` for the day.
pub fn seasonality(script: &str, day: Date) -> Result<Decimal, Box<Diagnostic>> {
    let plan = plan();
    let rules = compile(Hook::Seasonality, script).map_err(|faults| Box::new(faults[0].clone()))?;
    rules.seasonality(&season_question(&plan, day))
}

/// What the script answers as `quota` for Anna.
pub fn quota(script: &str) -> Result<Decimal, Box<Diagnostic>> {
    let plan = plan();
    let rules = compile(Hook::Quota, script).map_err(|faults| Box::new(faults[0].clone()))?;
    rules.quota(&quota_question(&plan))
}

/// What the script answers as `quota` for Boris.
pub fn bare_quota(script: &str) -> Result<Decimal, Box<Diagnostic>> {
    let plan = plan();
    let rules = compile(Hook::Quota, script).map_err(|faults| Box::new(faults[0].clone()))?;
    rules.quota(&bare_quota_question(&plan))
}

/// What the script answers as `conversion` for the step.
pub fn conversion(script: &str) -> Result<Rate, Box<Diagnostic>> {
    let plan = plan();
    let rules = compile(Hook::Conversion, script).map_err(|faults| Box::new(faults[0].clone()))?;
    rules.conversion(&step_question(&plan))
}

/// The one finding of a script that cannot be compiled, or that stops for the deal.
pub fn fault(script: &str) -> Diagnostic {
    *probability(script, &deal()).expect_err(script)
}

/// The text that a finding underlines.
pub fn underlined<'a>(script: &'a str, finding: &Diagnostic) -> &'a str {
    &script[finding.primary.as_ref().unwrap().location.span.clone()]
}
