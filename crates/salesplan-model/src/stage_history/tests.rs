//! A few deals whose days in each stage are counted by hand.

use std::sync::Arc;

use jiff::civil::date;

use super::*;
use crate::diagnostic::Location;
use crate::id::{DealId, PlanId, SegmentId, StageId};
use crate::period::Period;
use crate::plan::{Basis, FactSource, Goal, GoalAmount, Part, Resources, Segment, Stage, Team, Vat};

fn place() -> Location {
    Location {
        file: Arc::from("plan.toml"),
        span: 0..0,
    }
}

/// One segment: lead, meeting, deal.
fn plan() -> Plan {
    let stage = |id: &str| Stage {
        id: StageId::new(id),
        title: id.into(),
        step: None,
        hours: None,
        activities: Vec::new(),
        source: FactSource::Deals,
        location: place(),
    };
    Plan {
        id: PlanId::new("p"),
        title: "p".into(),
        period: Period::new(date(2026, 10, 1), date(2026, 12, 31)).unwrap(),
        exchange: Default::default(),
        goal: Goal {
            amount: GoalAmount::Deals(1),
            minimum: None,
            stretch: None,
            basis: Basis::Signed,
            vat: Vat::Excluded,
            currency: None,
            fixed_costs: None,
            location: place(),
        },
        segments: vec![Segment {
            id: SegmentId::new("new"),
            title: "New".into(),
            part: Part::Deals(1),
            part_location: place(),
            average_deal: None,
            margin: None,
            commission: None,
            cost_per_lead: None,
            stages: vec![stage("lead"), stage("meeting"), stage("deal")],
            funnel: None,
            clients: None,
            purchase: None,
            location: place(),
        }],
        channels: Vec::new(),
        resources: Resources::default(),
        team: Team::default(),
        family: Default::default(),
        scenarios: Vec::new(),
    }
}

fn october(day: i8) -> Date {
    date(2026, 10, day)
}

/// A deal by the days of October on which it entered lead and meeting, and its end.
fn deal(lead: Option<i8>, meeting: Option<i8>, end: Option<(Status, i8)>) -> Deal {
    Deal {
        id: DealId::new("D"),
        client: None,
        owner: None,
        segment: Some(0),
        channel: None,
        stage: None,
        status: end.map_or(Status::Open, |(status, _)| status),
        amount: None,
        stated: None,
        created: lead.map(october),
        expected_close: None,
        closed: end.map(|(_, day)| october(day)),
        next_step: None,
        next_step_date: None,
        last_activity: None,
        tags: Vec::new(),
        entered: vec![None, meeting.map(october), None],
        playbooks: Vec::new(),
        lost_reason: None,
        gone: None,
        is_of_later_day: false,
        location: place(),
    }
}

const LEAD: usize = 0;
const MEETING: usize = 1;

fn ended(tried: usize, won: usize) -> Ended {
    Ended { tried, won }
}

#[test]
fn stages_are_counted_as_by_hand() {
    let deals = [
        // Days as a lead and in meetings: 4 and 10, won.
        deal(Some(1), Some(5), Some((Status::Won, 15))),
        // 6 and 3, lost.
        deal(Some(1), Some(7), Some((Status::Lost, 10))),
        // 8, and still in meetings.
        deal(Some(2), Some(10), None),
        // 20, lost as a lead.
        deal(Some(1), None, Some((Status::Lost, 21))),
        // Still a lead.
        deal(Some(3), None, None),
        // In meetings on a day that nobody knows; 9 since it was a lead.
        deal(Some(4), None, Some((Status::Won, 13))),
    ];
    let history = StageHistory::gather(&plan(), &deals, date(2026, 11, 30));
    // Leads: 4, 6, 8, 9, 20. Meetings: 3, 10.
    assert_eq!(history.usual_days(0, LEAD), Some((5, Decimal::from(8))));
    assert_eq!(history.usual_days(0, MEETING), Some((2, Decimal::new(65, 1))));
    assert_eq!(history.usual_days(0, 2), None, "nobody leaves the last stage");
    // Thirty days are time enough. As leads the deals count up to day 3 (won), 5, 7, 8 (won)
    // and 19, and the one that is a lead still up to 58 - 30 = 28.
    for (days, expected) in [
        (0, ended(6, 2)),
        (3, ended(6, 2)),
        (4, ended(5, 1)),
        (8, ended(3, 1)),
        (9, ended(2, 0)),
        (20, ended(1, 0)),
        (29, ended(0, 0)),
    ] {
        assert_eq!(history.ended(0, LEAD, days), expected, "after {days} days");
    }
    // In meetings up to 9 (won) and 2, and the one that is there still up to 51 - 30 = 21.
    assert_eq!(history.ended(0, MEETING, 3), ended(2, 1));
    assert_eq!(history.ended(0, MEETING, 10), ended(1, 0));
    assert_eq!(history.ended(7, LEAD, 0), ended(0, 0));
}

#[test]
fn what_happened_after_the_evening_is_not_known() {
    let deals = [
        deal(Some(1), Some(5), Some((Status::Won, 15))),
        deal(Some(1), Some(20), None),
    ];
    let at = |day| {
        let history = StageHistory::gather(&plan(), &deals, october(day));
        let usual = |stage| history.usual_days(0, stage).map(|(count, _)| count);
        (usual(LEAD), usual(MEETING), history.ended(0, LEAD, 0))
    };
    assert_eq!(at(4), (None, None, ended(0, 0)));
    assert_eq!(at(5), (Some(1), None, ended(0, 0)));
    assert_eq!(at(15), (Some(1), Some(1), ended(0, 0)), "not yet time");
    assert_eq!(at(20), (Some(2), Some(1), ended(0, 0)));
    assert_eq!(at(31), (Some(2), Some(1), ended(2, 1)));
}

#[test]
fn a_deal_decided_on_no_known_day_is_not_won() {
    let undated = Deal {
        closed: None,
        ..deal(Some(1), Some(5), Some((Status::Lost, 9)))
    };
    let history = StageHistory::gather(&plan(), &[undated], october(31));
    assert_eq!(history.usual_days(0, LEAD), Some((1, Decimal::from(4))));
    assert_eq!(history.usual_days(0, MEETING), None);
    assert_eq!(history.ended(0, LEAD, 0), ended(1, 0));
}
