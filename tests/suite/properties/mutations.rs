//! Whatever stands in the files, the program ends with an exit code that it
//! documents and says where it stopped; it never panics.

use proptest::prelude::*;
use proptest::sample::Index;
use salesplan_tests::Workspace;
use salesplan_tests::source_tree::cases;

use super::tries;

/// The files of the reference case that people and programs write.
const FILES: &[&str] = &["plan.toml", "team.toml", "deals.csv", "facts/2026-10.csv"];
/// Bytes that mean something to one of the formats, and a few that fit none.
const TELLING: &[u8] = b"\n\r,;\"'=[]{}.#-_%/\\0123456789eE+ \t\0\x1b\x7f\x80\xff\xef\xbb\xbf";

#[derive(Debug, Clone)]
enum Change {
    Put(Index, u8),
    Insert(Index, Vec<u8>),
    Remove(Index, usize),
    /// A stretch stands a second time somewhere else.
    Repeat(Index, usize, Index),
    Cut(Index),
}

fn change() -> impl Strategy<Value = Change> {
    let byte = || prop_oneof![3 => prop::sample::select(TELLING), 1 => any::<u8>()];
    prop_oneof![
        (any::<Index>(), byte()).prop_map(|(at, byte)| Change::Put(at, byte)),
        (any::<Index>(), prop::collection::vec(byte(), 1..6)).prop_map(|(at, bytes)| Change::Insert(at, bytes)),
        (any::<Index>(), 1_usize..40).prop_map(|(at, n)| Change::Remove(at, n)),
        (any::<Index>(), 1_usize..80, any::<Index>()).prop_map(|(from, n, to)| Change::Repeat(from, n, to)),
        any::<Index>().prop_map(Change::Cut),
    ]
}

fn apply(bytes: &mut Vec<u8>, change: &Change) {
    let at = |index: &Index| index.index(bytes.len() + 1);
    match change {
        Change::Put(index, byte) => {
            let at = at(index);
            if let Some(place) = bytes.get_mut(at) {
                *place = *byte;
            }
        }
        Change::Insert(index, new) => {
            let at = at(index);
            bytes.splice(at..at, new.iter().copied());
        }
        Change::Remove(index, n) => {
            let at = at(index);
            bytes.drain(at..(at + n).min(bytes.len()));
        }
        Change::Repeat(from, n, to) => {
            let (from, to) = (at(from), at(to));
            let stretch = bytes[from..(from + n).min(bytes.len())].to_vec();
            bytes.splice(to..to, stretch);
        }
        Change::Cut(index) => bytes.truncate(at(index)),
    }
}

fn ends_well(workspace: &Workspace) -> Result<(), TestCaseError> {
    let check = workspace.run("check --format json");
    prop_assert!(check.code <= 1, "check gives {}", check.code);
    let findings = check.json();
    let has_error = findings["findings"]
        .as_array()
        .unwrap()
        .iter()
        .any(|finding| finding["severity"] == "error");
    prop_assert_eq!(check.code == 1, has_error);
    prop_assert_eq!(workspace.run("check").code, check.code);
    for command in [
        "review --week 2026-W46",
        "decompose",
        "deals --week 2026-W46 --format json",
    ] {
        let outcome = workspace.run(command);
        prop_assert!(matches!(outcome.code, 0 | 2), "{}", outcome);
        prop_assert!(
            outcome.code == 0 || !outcome.stderr.is_empty(),
            "says nothing: {}",
            outcome
        );
        for line in outcome.stdout.lines().chain(outcome.stderr.lines()) {
            prop_assert!(
                !line.contains('\u{1b}'),
                "an escape sequence reaches the terminal: {line:?}"
            );
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(tries(80))]

    #[test]
    fn changed_files_end_well(changes in prop::collection::vec((prop::sample::select(FILES), change()), 1..5)) {
        let workspace = Workspace::new();
        workspace.copy_from(&cases("reviews").join("million").join("plans"), "plans");
        for (file, change) in &changes {
            let path = workspace.path(&format!("plans/million/{file}"));
            let mut bytes = std::fs::read(&path).unwrap();
            apply(&mut bytes, change);
            std::fs::write(&path, bytes).unwrap();
        }
        ends_well(&workspace)?;
    }

    #[test]
    fn arbitrary_bytes_end_well(file in prop::sample::select(FILES), bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let workspace = Workspace::new();
        workspace.copy_from(&cases("reviews").join("million").join("plans"), "plans");
        workspace.write(&format!("plans/million/{file}"), bytes);
        ends_well(&workspace)?;
    }

    #[test]
    fn arbitrary_settings_end_well(text in "(schema-version = 1\n|locale = \"[a-z]{2}\"\n|currency = \"[A-Z]{3}\"\n|\\[[a-z.]{1,12}\\]\n|[a-z-]{1,9} = [0-9.\"a-z_-]{1,9}\n){0,8}") {
        let workspace = Workspace::million();
        workspace.write("salesplan.toml", text);
        ends_well(&workspace)?;
    }
}
