//! Histories of one deal, counted by hand, and what holds for all of them.

use std::sync::Arc;

use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::diagnostic::Location;

fn deal(expected_close: Option<Date>) -> Deal {
    Deal {
        id: DealId::new("D-1"),
        client: None,
        owner: None,
        segment: None,
        channel: None,
        stage: None,
        status: Status::Open,
        amount: None,
        stated: None,
        created: None,
        expected_close,
        closed: None,
        next_step: None,
        next_step_date: None,
        last_activity: None,
        tags: Vec::new(),
        entered: Vec::new(),
        playbooks: Vec::new(),
        lost_reason: None,
        gone: None,
        is_of_later_day: false,
        location: Location {
            file: Arc::from("deals.csv"),
            span: 0..0,
        },
    }
}

fn expecting(expected_close: Option<Date>) -> Recorded {
    Recorded {
        expected_close,
        ..Recorded::default()
    }
}

fn october(day: i8) -> Date {
    date(2026, 10, day)
}

/// A history of one deal: days of October on which a close was recorded.
fn history(closes: &[(i8, Option<Date>)]) -> History {
    let mut history = History::default();
    for (day, close) in closes {
        history.record(october(*day), [(DealId::new("D-1"), expecting(*close))]);
    }
    history
}

#[test]
fn a_slip_is_a_close_moved_later() {
    let (first, second, third) = (date(2026, 10, 30), date(2026, 11, 15), date(2026, 12, 5));
    let history = history(&[
        (4, Some(first)),
        (11, Some(second)),
        (18, None),
        (20, Some(second)),
        // Pulled in, which is no slip, and put off again.
        (25, Some(first)),
        (28, Some(third)),
    ]);
    let closes = history.closes(&deal(Some(third)), october(31));
    assert_eq!(closes.earlier(), [first, second, first]);
    assert_eq!(closes.first(), Some(first));
    assert_eq!((closes.n_slips(), closes.days_slipped()), (2, 36));
}

#[test]
fn what_was_recorded_after_the_evening_is_left_out_and_the_present_word_counts() {
    let (first, second, third) = (date(2026, 10, 30), date(2026, 11, 15), date(2026, 12, 5));
    let history = history(&[(4, Some(first)), (11, Some(second)), (18, Some(third))]);
    let at = |day, close| {
        let closes = history.closes(&deal(close), october(day));
        (closes.earlier().to_vec(), closes.n_slips(), closes.days_slipped())
    };
    assert_eq!(at(3, Some(third)), (vec![], 0, 0));
    assert_eq!(at(4, Some(third)), (vec![first], 1, 36));
    assert_eq!(at(17, Some(third)), (vec![first, second], 2, 36));
    assert_eq!(at(30, Some(first)), (vec![first, second, third], 2, 0));
    // It says nothing now, so the last that was recorded stands.
    assert_eq!(at(30, None), (vec![first, second], 2, 36));
}

#[test]
fn a_deal_without_a_past_has_not_slipped() {
    let nothing = History::default().closes(&deal(None), october(1));
    assert_eq!(
        (nothing.first(), nothing.earlier(), nothing.n_slips()),
        (None, &[][..], 0)
    );
    let new = History::default().closes(&deal(Some(october(9))), october(1));
    assert_eq!(
        (new.first(), new.n_slips(), new.days_slipped()),
        (Some(october(9)), 0, 0)
    );
}

#[test]
fn a_state_that_says_the_same_is_not_kept_again() {
    let history = history(&[(1, Some(october(30))), (2, Some(october(30))), (3, None)]);
    let id = DealId::new("D-1");
    let days: Vec<Date> = history.states(&id, october(31)).iter().map(|(day, _)| *day).collect();
    assert_eq!(days, [october(1), october(3)]);
    assert_eq!(history.states(&id, october(2)).len(), 1);
    assert_eq!(history.states(&DealId::new("D-2"), october(31)), []);
}

#[test]
fn the_last_state_of_a_day_is_its_evening() {
    let states = vec![
        (october(2), "b"),
        (october(1), "first of the day before"),
        (october(2), "c"),
        (october(1), "a"),
        (october(2), "d"),
    ];
    assert_eq!(evenings(states), [(october(1), "a"), (october(2), "d")]);
    assert_eq!(evenings(Vec::<(Date, ())>::new()), []);
}

/// States of three deals: for each recorded day, a close by deal.
fn states() -> impl Strategy<Value = Vec<Vec<Option<i8>>>> {
    prop::collection::vec(prop::collection::vec(prop::option::of(1..=31_i8), 3), 0..12)
}

fn record(states: &[Vec<Option<i8>>], is_turned_round: bool) -> History {
    let mut history = History::default();
    for (index, closes) in states.iter().enumerate() {
        let deals = closes
            .iter()
            .enumerate()
            .map(|(deal, close)| (DealId::new(format!("D-{deal}")), expecting(close.map(october))));
        let day = october(i8::try_from(index + 1).unwrap());
        if is_turned_round {
            history.record(day, deals.rev());
        } else {
            history.record(day, deals);
        }
    }
    history
}

proptest! {
    #[test]
    fn slips_only_grow_with_the_evening(states in states(), now in prop::option::of(1..=31_i8)) {
        let history = record(&states, false);
        let deal = deal(now.map(october));
        let mut before = (0, 0);
        for day in 1..=31 {
            let closes = history.closes(&deal, october(day));
            let slips = (closes.n_slips(), closes.days_slipped());
            prop_assert!(slips.0 <= closes.earlier().len() && slips.1 >= 0);
            // A deal that says nothing now has only its past, whose last word may come back.
            prop_assert!(slips.0 >= before.0 && (slips.1 >= before.1 || now.is_none()));
            before = slips;
        }
    }

    #[test]
    fn the_order_of_the_rows_does_not_matter(states in states()) {
        prop_assert_eq!(record(&states, false), record(&states, true));
    }
}
