//! The plan's deals as earlier commits had them.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;
use salesplan_git::RevisionDetails;

/// The trailer with which imports and reviews name the day that they speak of.
const AS_OF: &str = "Salesplan-As-Of";

/// The day that a commit speaks of: the one it names, else the committer's own.
pub(crate) fn day_of(details: &RevisionDetails) -> Option<Date> {
    let named = details.trailer(AS_OF).and_then(|day| day.trim().parse().ok());
    named.or_else(|| {
        let moment = Timestamp::from_second(details.committed_seconds).ok()?;
        let seconds = details.committed_offset_minutes.checked_mul(60)?;
        Some(Offset::from_seconds(seconds).ok()?.to_datetime(moment).date())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn details(committed_seconds: i64, committed_offset_minutes: i32, message: &str) -> RevisionDetails {
        RevisionDetails {
            parents: Vec::new(),
            tree_id: String::new(),
            committed_seconds,
            committed_offset_minutes,
            message: message.to_string(),
        }
    }

    #[test]
    fn a_commit_speaks_of_the_day_it_names_else_of_the_committers_own() {
        // 2026-10-01, 22:30 UTC.
        let late = 1_790_893_800;
        let day = |details| day_of(&details).map(|day| day.to_string());
        assert_eq!(day(details(late, 0, "x")).as_deref(), Some("2026-10-01"));
        assert_eq!(day(details(late, 120, "x")).as_deref(), Some("2026-10-02"));
        assert_eq!(day(details(late, -1380, "x")).as_deref(), Some("2026-09-30"));
        let named = "x\n\nSalesplan-As-Of: 2026-09-27\n";
        assert_eq!(day(details(late, 0, named)).as_deref(), Some("2026-09-27"));
        let misspelt = "x\n\nSalesplan-As-Of: yesterday\n";
        assert_eq!(day(details(late, 0, misspelt)).as_deref(), Some("2026-10-01"));
        assert_eq!(day(details(i64::MAX, 0, "x")), None);
        assert_eq!(day(details(late, i32::MAX, "x")), None);
    }
}
