//! Bytes of chance and exports with bytes of chance in them: imported, refused or reported, and
//! the plan still loads.

use proptest::prelude::*;
use salesplan_files::profile::Profile;
use salesplan_files::snapshot::Snapshot;

use crate::fixture::{PLAN, Workspace};

fn bundled() -> Vec<Profile> {
    let all = salesplan_files::profile::all(&Snapshot::default())
        .value
        .expect("profiles");
    all.into_iter().map(|named| named.profile).collect()
}

const EXPORTS: [&[u8]; 6] = [
    include_bytes!("../exports/hubspot.csv"),
    include_bytes!("../exports/salesforce.csv"),
    include_bytes!("../exports/amocrm.csv"),
    include_bytes!("../exports/bitrix24.xls"),
    include_bytes!("../exports/bitrix24-en.xlsx"),
    include_bytes!("../exports/salesforce-history.csv"),
];

/// Whatever is written can be read again, and another import of the same changes nothing.
fn try_import(profile: &Profile, bytes: &[u8]) {
    let mut workspace = Workspace::new(PLAN);
    let outcome = workspace.try_import(profile, bytes, None);
    if outcome.imported.is_some() {
        workspace.import(profile, bytes, None);
        workspace.assert_loads();
        let (again, _) = workspace.import(profile, bytes, None);
        assert_eq!((again.added, again.changed, again.gone), (0, 0, 0));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn any_bytes_with_any_profile(which in 0_usize..14, bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        try_import(&bundled()[which], &bytes);
    }

    #[test]
    fn any_change_of_an_export(
        which in 0_usize..6,
        changes in proptest::collection::vec((0_usize..3_000, any::<u8>()), 1..6),
    ) {
        let profile = ["hubspot-deals", "salesforce-report", "amocrm", "bitrix24", "bitrix24-en", "salesforce-history"][which];
        let profile = bundled().into_iter().find(|known| known.name == profile).unwrap();
        let mut bytes = EXPORTS[which].to_vec();
        for (at, byte) in changes {
            let at = at % bytes.len();
            bytes[at] = byte;
        }
        try_import(&profile, &bytes);
    }

    #[test]
    fn any_cells(cells in proptest::collection::vec("[-+=@'\"0-9.,/: eE%$aя;№\u{a0}]{0,12}", 1..12)) {
        let mut source = String::from("ID,Client,Amount,Created,Stage\n");
        for (id, row) in cells.chunks(3).enumerate() {
            let cell = |index: usize| row.get(index).map_or(String::new(), |cell| cell.replace('"', "\"\""));
            source += &format!("{id},\"{}\",\"{}\",\"{}\",lead\n", cell(0), cell(1), cell(2));
        }
        let profile = bundled().into_iter().find(|known| known.name == "generic-deals").unwrap();
        try_import(&profile, source.as_bytes());
    }
}

#[test]
fn a_cell_that_a_spreadsheet_would_run_is_written_so_that_none_does() {
    let profile = bundled()
        .into_iter()
        .find(|known| known.name == "generic-deals")
        .unwrap();
    let source =
        "ID,Client,Stage,Next step\n1,\"=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\",lead,- call\n2,@x,nowhere,+1\n";
    let mut workspace = Workspace::new(PLAN);
    let outcome = workspace.try_import(&profile, source.as_bytes(), None);
    let rejected = outcome
        .imported
        .and_then(|imported| imported.rejected)
        .expect("one row");
    assert!(rejected.contains("2,'@x,nowhere,+1"), "{rejected}");
    workspace.import(&profile, source.as_bytes(), None);
    assert!(workspace.deals().contains("1,\"'=HYPERLINK("), "{}", workspace.deals());
    assert!(workspace.deals().contains(",'- call,"), "{}", workspace.deals());
    let (again, _) = workspace.import(&profile, source.as_bytes(), None);
    assert_eq!(again.unchanged, 1);
}

#[test]
fn a_cell_without_end_is_not_shown_whole() {
    let profile = bundled()
        .into_iter()
        .find(|known| known.name == "generic-deals")
        .unwrap();
    let source = format!(
        "ID,Stage,Amount\n1,lead,{}\n2,{},5\n",
        "9".repeat(30_000),
        "x".repeat(1 << 20)
    );
    let outcome = Workspace::new(PLAN).try_import(&profile, source.as_bytes(), None);
    let longest = outcome.findings.iter().map(|finding| finding.message.len()).max();
    assert!(longest.is_some_and(|length| length < 300), "{longest:?}");
    assert_eq!(
        outcome.imported.map(|imported| imported.summary.not_understood),
        Some(2)
    );
}
