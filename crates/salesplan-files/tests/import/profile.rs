//! Profiles with mistakes: all of them said at once, each in its place.

use salesplan_files::profile;

use crate::fixture::{PLAN, Workspace, deals_profile};

/// Kind, message and underlined text of every finding.
fn findings(text: &str) -> Vec<(String, String, String)> {
    let read = profile::read("profiles/crm.toml", text);
    assert!(read.value.is_none());
    let found = read.findings.into_iter().map(|finding| {
        let span = finding.primary.map(|label| label.location.span).unwrap_or_default();
        (finding.kind.id.to_string(), finding.message, text[span].to_string())
    });
    found.collect()
}

#[test]
fn all_mistakes_are_found_in_one_run() {
    let text = r#"schema-version = 1
kind = "deals"
[file]
delimiter = ";;"
encoding = "klingon"
decimal = "'"
date-formats = ["%d.%m", "%Q"]
quote = "'"
[columns]
ownr = "Owner"
client = { column = "Client", value = "Acme" }
stage = { map = { New = "lead" } }
status = { column = "S", map = { Won = "wonn" } }
amount = { column = "Sum", known-from = "closd" }
closed = "Closed"
tags = 7.5
channel = true
entered = "Entered"
"#;
    let found = findings(text);
    let found: Vec<(&str, &str, &str)> = found
        .iter()
        .map(|(a, b, c)| (a.as_str(), b.as_str(), c.as_str()))
        .collect();
    assert_eq!(
        found,
        [
            ("unknown-value", "`;;` is not a delimiter", "\";;\""),
            (
                "unknown-value",
                "`klingon` is not an encoding that is known",
                "\"klingon\""
            ),
            (
                "unknown-value",
                "`%d.%m` does not say the day, the month and the year",
                "\"%d.%m\""
            ),
            (
                "unknown-value",
                "`%Q` does not say the day, the month and the year",
                "\"%Q\""
            ),
            ("unknown-value", "`'` is not a decimal that is known", "\"'\""),
            ("unknown-key", "unknown key `quote` in [file]", "quote"),
            ("unknown-key", "`ownr` is not a column of ours", "ownr"),
            (
                "profile-column",
                "`client` comes from the file and is a constant too",
                "{ column = \"Client\", value = \"Acme\" }"
            ),
            (
                "profile-column",
                "`stage` does not say where it comes from",
                "{ map = { New = \"lead\" } }"
            ),
            ("unknown-value", "`wonn` is not a status", "\"wonn\""),
            (
                "wrong-type",
                "`channel` is not the file's header in quotes, or a table",
                "true"
            ),
            (
                "wrong-type",
                "`entered` is not a table of stages, such as entered.meeting = \"Date of the meeting\"",
                "\"Entered\""
            ),
            ("missing-key", "[columns] has no `id`", "columns"),
            (
                "unknown-value",
                "`closd` is not a day that this profile reads",
                "\"closd\""
            ),
        ]
    );
}

#[test]
fn an_unknown_version_kind_or_name_is_said() {
    let found = findings("schema-version = 2\nkind = \"leads\"\n[columns]\nid = \"ID\"\n");
    assert_eq!(found[0].0, "unknown-schema-version");
    assert_eq!(found[1].1, "`leads` is not a kind that is known");
    let read = profile::read(
        "profiles/my crm.toml",
        "schema-version = 1\nkind = \"deals\"\n[columns]\nid = \"ID\"\n",
    );
    assert_eq!(read.findings[0].message, "`my crm` cannot be the name of a profile");
}

#[test]
fn columns_that_the_file_lacks_are_all_named_with_the_nearest_header() {
    let profile = deals_profile(
        "",
        "id = \"Deal ID\"\nowner = \"Deal owner\"\nstage = { value = \"lead\" }",
    );
    let outcome = Workspace::new(PLAN).try_import(&profile, b"DealId,DealOwner,X\n1,a,b\n", None);
    assert!(outcome.imported.is_none());
    let found: Vec<_> = outcome
        .findings
        .iter()
        .map(|f| (f.kind.id, f.message.as_str(), f.help.as_deref()))
        .collect();
    assert_eq!(
        found,
        [
            (
                "profile-column-missing",
                "the file has no column `Deal ID`",
                Some("did you mean `DealId`?")
            ),
            (
                "profile-column-missing",
                "the file has no column `Deal owner`",
                Some("did you mean `DealOwner`?")
            ),
        ]
    );
    let header = &outcome.findings[0].secondary[0].location;
    assert_eq!(&outcome.source_text[header.span.clone()], "DealId,DealOwner,X");
}

#[test]
fn another_delimiter_is_suspected_where_the_file_has_one_column() {
    let profile = deals_profile("delimiter = \",\"", "id = \"ID\"\nstage = { value = \"lead\" }");
    let outcome = Workspace::new(PLAN).try_import(&profile, b"ID;Owner\n1;a\n", None);
    assert_eq!(
        outcome.findings[0].help.as_deref(),
        Some("are the fields parted by `;`? say so: [file] delimiter = \";\"")
    );
}

#[test]
fn a_header_that_stands_twice_is_not_guessed_at() {
    let columns = "id = \"ID\"\nchannel = \"Source\"\nstage = { value = \"lead\" }";
    let source = b"ID,Source,Source\n1,a,b\n2,a,a\n3,,c\n";
    let import = |columns: &str| {
        let mut workspace = Workspace::new(PLAN);
        let profile = deals_profile("", columns);
        let (summary, messages) = workspace.import(&profile, source, None);
        (summary.added, messages, workspace.deals().matches(",a,lead").count())
    };
    let (added, messages, _) = import(columns);
    assert_eq!(
        (added, messages),
        (
            2,
            vec!["line 2 is left out: two columns are called `Source` and say different things".into()]
        )
    );
    assert_eq!(import(&columns.replace("Source", "Source#1")), (3, vec![], 2));
    // Where it may be missing, it may be empty.
    let optional = "id = \"ID\"\nstage = { value = \"lead\" }\n[optional]\nchannel = \"Source\"";
    let (added, messages, _) = import(optional);
    assert_eq!(
        (added, messages),
        (
            3,
            vec!["two columns are called `Source` and say different things: 1 row, the first on line 2".into()]
        )
    );
    // Two that nobody reads harm nobody.
    let outcome = Workspace::new(PLAN).try_import(&deals_profile("", columns), b"ID,Source,x,x\n1,a,b,c\n", None);
    assert_eq!(
        outcome.imported.map(|imported| imported.summary.ignored_columns),
        Some(vec!["x".into(), "x".into()])
    );
}

#[test]
fn stages_and_segments_that_the_plan_lacks_are_said_once_and_not_row_by_row() {
    let profile = deals_profile(
        "",
        "id = \"ID\"\nsegment = { value = \"nw\" }\nstage = { column = \"S\", map = { A = \"leed\" } }\n[columns.entered]\nmeting = \"M\"",
    );
    let outcome = Workspace::new(PLAN).try_import(&profile, b"ID,S,M\n1,A,\n2,A,\n", None);
    assert!(outcome.imported.is_none());
    let found: Vec<&str> = outcome
        .findings
        .iter()
        .map(|finding| finding.message.as_str())
        .collect();
    assert_eq!(
        found,
        [
            "plan `p` has no segment `nw`",
            "plan `p` has no stage `leed`",
            "plan `p` has no stage `meting`"
        ]
    );
}
