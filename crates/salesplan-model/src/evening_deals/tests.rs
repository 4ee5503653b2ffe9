//! What was recorded, what was dated later, and what nobody knew by then.

use std::sync::Arc;

use jiff::civil::date;

use super::*;
use crate::diagnostic::Location;
use crate::id::PersonId;
use crate::money::{Currency, Money};

const SUNDAY: Date = date(2026, 10, 11);

fn october(day: i8) -> Option<Date> {
    Some(date(2026, 10, day))
}

fn rub(whole: i64) -> Option<Money> {
    Some(Money::new(whole * 100, Currency::parse("RUB").unwrap()))
}

/// Without a segment, so with no stages; what is said of the stages is in `deal`'s own tests.
fn deal(id: &str, amount: i64) -> Deal {
    Deal {
        id: DealId::new(id),
        client: None,
        owner: Some(PersonId::new("anna")),
        segment: None,
        channel: None,
        stage: None,
        status: Status::Open,
        amount: rub(amount),
        stated: None,
        created: None,
        expected_close: october(30),
        closed: None,
        next_step: None,
        next_step_date: None,
        last_activity: None,
        tags: Vec::new(),
        entered: Vec::new(),
        lost_reason: None,
        gone: None,
        playbooks: Vec::new(),
        is_of_later_day: false,
        location: Location {
            file: Arc::from("deals.csv"),
            span: 1..9,
        },
    }
}

fn told(recorded: Vec<Deal>, files: &[Deal]) -> Vec<Deal> {
    as_recorded(&[], recorded, files, SUNDAY)
}

#[test]
fn what_has_no_day_is_as_it_was_recorded() {
    let later = Deal {
        owner: Some(PersonId::new("boris")),
        expected_close: october(31),
        created: october(2),
        ..deal("D-1", 150)
    };
    let expected = Deal {
        created: october(2),
        ..deal("D-1", 100)
    };
    assert_eq!(told(vec![deal("D-1", 100)], &[later]), [expected]);
}

#[test]
fn what_is_dated_counts_from_its_day_whenever_it_was_said() {
    let won = |day| Deal {
        status: Status::Won,
        closed: october(day),
        ..deal("D-1", 150)
    };
    assert_eq!(told(vec![deal("D-1", 100)], &[won(11)]), [won(11)]);
    assert_eq!(told(Vec::new(), &[won(11)]), [won(11)]);
    assert_eq!(told(vec![deal("D-1", 100)], &[won(12)]), [deal("D-1", 100)]);
    let gone = |day| Deal {
        gone: october(day),
        ..deal("D-1", 100)
    };
    assert_eq!(told(vec![deal("D-1", 100)], &[gone(11)]), [gone(11)]);
    assert_eq!(told(vec![deal("D-1", 100)], &[gone(12)]), [deal("D-1", 100)]);
}

#[test]
fn what_nobody_had_recorded_is_there_by_its_dates_and_says_so() {
    let created = |day| Deal {
        created: october(day),
        ..deal("D-2", 70)
    };
    let late = Deal {
        is_of_later_day: true,
        ..created(5)
    };
    assert_eq!(told(Vec::new(), &[created(5), created(12), deal("D-3", 1)]), [late]);
    assert!(
        of_later_files(&[deal("D-3", 1)])
            .iter()
            .all(|deal| deal.is_of_later_day)
    );
}

#[test]
fn what_left_the_files_later_was_there() {
    let deals = told(vec![deal("D-1", 100)], &[]);
    assert_eq!((deals.len(), deals[0].amount), (1, rub(100)));
}

/// A correction of later weeks is no business of the week in which the deal was won.
#[test]
fn a_win_that_was_recorded_keeps_what_it_was_recorded_with() {
    let won = |amount| Deal {
        status: Status::Won,
        closed: october(8),
        ..deal("D-1", amount)
    };
    assert_eq!(told(vec![won(100)], &[won(150)]), [won(100)]);
}

#[test]
fn a_week_is_reviewed_in_the_one_that_follows() {
    assert!(!are_too_late(date(2026, 10, 17), SUNDAY));
    assert!(are_too_late(date(2026, 10, 18), SUNDAY));
    let known = Deal {
        created: october(5),
        closed: october(16),
        ..deal("D-1", 1)
    };
    assert_eq!(newest_day(&[known, deal("D-2", 1)]), october(16));
    assert_eq!(newest_day(&[]), None);
}
