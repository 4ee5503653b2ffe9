//! Open deals that an export no longer has.

use jiff::civil::{Date, date};
use salesplan_files::profile::Profile;
use salesplan_files::snapshot::Snapshot;

use crate::fixture::{PLAN, Workspace};

fn hubspot() -> Profile {
    let all = salesplan_files::profile::all(&Snapshot::default())
        .value
        .expect("profiles");
    let found = all.into_iter().find(|named| named.profile.name == "hubspot-deals");
    found.expect("it is bundled").profile
}

fn export(rows: &str) -> Vec<u8> {
    format!("Record ID,Deal Name,Deal Stage,Amount\n{rows}").into_bytes()
}

fn take(workspace: &mut Workspace, rows: &str, day: Date) -> [usize; 4] {
    let outcome = workspace.import_old(&hubspot(), &export(rows), day, false);
    let summary = outcome.imported.expect("an import").summary;
    [summary.added, summary.changed, summary.gone, summary.came_back]
}

#[test]
fn they_are_marked_and_come_back() {
    let mut workspace = Workspace::new(PLAN).with_deals("id,stage\nmine,lead\n");
    assert_eq!(
        take(
            &mut workspace,
            "1,a,lead,5\n2,b,lead,6\n3,c,Closed Won,7\n",
            date(2026, 10, 5)
        ),
        [3, 0, 0, 0]
    );
    // What is decided, and what was never in an export, is not gone.
    assert_eq!(take(&mut workspace, "1,a,lead,5\n", date(2026, 10, 12)), [0, 0, 1, 0]);
    assert_eq!(
        workspace.deal_lines()[1],
        "2,b,,,,lead,,6,,,,,,,,,hubspot-deals,2026-10-12"
    );
    workspace.assert_loads();
    assert_eq!(take(&mut workspace, "1,a,lead,5\n", date(2026, 10, 19)), [0, 0, 0, 0]);
    assert_eq!(
        take(&mut workspace, "1,a,lead,5\n2,b,lead,6\n", date(2026, 10, 26)),
        [0, 1, 0, 1]
    );
    assert_eq!(workspace.deal_lines()[1], "2,b,,,,lead,,6,,,,,,,,,hubspot-deals");
}

#[test]
fn a_row_that_is_not_understood_is_there_all_the_same() {
    let mut workspace = Workspace::new(PLAN);
    take(&mut workspace, "1,a,lead,5\n", date(2026, 10, 5));
    assert_eq!(
        take(&mut workspace, "1,a,lead,lots\n", date(2026, 10, 12)),
        [0, 0, 0, 0]
    );
}

#[test]
fn an_export_that_looks_like_a_part_is_a_question() {
    let rows: String = (0..12).map(|id| format!("{id},x,lead,5\n")).collect();
    let mut workspace = Workspace::new(PLAN);
    take(&mut workspace, &rows, date(2026, 10, 5));
    let part = export("1,x,lead,5\n");
    let outcome = workspace.import_old(&hubspot(), &part, date(2026, 10, 12), false);
    assert!(outcome.imported.is_none());
    assert_eq!(outcome.findings[0].kind.id, "import-looks-partial");
    let outcome = workspace.import_old(&hubspot(), &part, date(2026, 10, 12), true);
    assert_eq!(outcome.imported.expect("it is whole").summary.gone, 11);
    let mut partial = hubspot();
    partial.set_complete(false);
    let outcome = workspace.import_old(&partial, &part, date(2026, 10, 19), false);
    assert_eq!(outcome.imported.expect("it is a part").summary.gone, 0);
}

#[test]
fn old_exports_are_taken_from_the_first_to_the_last() {
    let mut workspace = Workspace::new(PLAN);
    take(&mut workspace, "1,a,lead,5\n", date(2026, 10, 12));
    workspace.import_old(&hubspot(), &export(""), date(2026, 10, 19), true);
    let outcome = workspace.import_old(&hubspot(), &export("1,a,lead,5\n"), date(2026, 10, 5), false);
    assert_eq!(outcome.findings[0].kind.id, "import-goes-back");
}

/// The deal is there, whatever is wrong with its row: a delimiter too many must not take it out of
/// the forecast.
#[test]
fn a_row_out_of_shape_is_there_all_the_same() {
    let mut workspace = Workspace::new(PLAN);
    let both = "1,a,lead,5\n2,b,lead,6\n";
    take(&mut workspace, both, date(2026, 10, 5));
    for rows in ["1,a,lead,5\n2,b, the best,lead,6\n", "1,a,lead,5\n2,b\n", both] {
        assert_eq!(take(&mut workspace, rows, date(2026, 10, 12)), [0, 0, 0, 0], "{rows}");
    }
}

#[test]
fn a_quote_that_swallows_rows_and_a_file_without_rows_are_questions() {
    let mut workspace = Workspace::new(PLAN);
    take(
        &mut workspace,
        "1,a,lead,5\n2,b,lead,6\n3,c,lead,7\n",
        date(2026, 10, 5),
    );
    for rows in ["1,a,lead,5\n2,\"b,lead,6\n3,c,lead,7\n", ""] {
        let outcome = workspace.import_old(&hubspot(), &export(rows), date(2026, 10, 12), false);
        assert!(outcome.imported.is_none());
        assert!(
            outcome
                .findings
                .iter()
                .any(|finding| finding.kind.id == "import-looks-partial"),
            "{rows}"
        );
    }
    let outcome = workspace.import_old(&hubspot(), &export(""), date(2026, 10, 12), true);
    assert_eq!(outcome.imported.expect("it is whole").summary.gone, 3);
}
