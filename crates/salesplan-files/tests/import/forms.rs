//! How files are written: encodings, delimiters, days, numbers, quotes.

use crate::fixture::{HEADER, PLAN, Workspace, deals_profile};

const SIMPLE: &str = "id = \"ID\"\nclient = \"Client\"\nstage = { value = \"lead\" }";

#[test]
fn windows_1251_with_semicolons_and_a_decimal_comma() {
    let profile = deals_profile(
        "delimiter = \";\"\nencoding = \"windows-1251\"\ndecimal = \",\"\ndate-formats = [\"%d.%m.%Y\"]",
        "id = \"ID\"\nclient = \"Компания\"\namount = \"Бюджет\"\ncreated = \"Создана\"\nstage = { value = \"lead\" }",
    );
    let source = "ID;Компания;Бюджет ;Создана\n7;Ромашка;1 234,50;05.10.2026\n";
    let (bytes, _, had_errors) = encoding_rs::WINDOWS_1251.encode(source);
    assert!(!had_errors);
    let mut workspace = Workspace::new(PLAN);
    let (summary, messages) = workspace.import(&profile, &bytes, None);
    assert_eq!((summary.added, messages), (1, vec![]));
    assert_eq!(workspace.deal_lines(), ["7,Ромашка,,,,lead,,1234.50,,2026-10-05"]);
    workspace.assert_loads();
}

#[test]
fn a_byte_order_mark_wins_over_the_profile() {
    let profile = deals_profile("encoding = \"windows-1251\"", SIMPLE);
    let utf_16: Vec<u8> = "\u{feff}ID,Client\n1,Ромашка\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    for bytes in ["\u{feff}ID,Client\n1,Ромашка\n".as_bytes(), &utf_16] {
        let mut workspace = Workspace::new(PLAN);
        workspace.import(&profile, bytes, None);
        assert_eq!(workspace.deal_lines(), ["1,Ромашка,,,,lead"]);
    }
}

#[test]
fn bytes_that_fit_no_character_cost_the_row_only_where_the_profile_reads_them() {
    let profile = deals_profile("encoding = \"utf-8\"", SIMPLE);
    let source = b"ID,Client,Note\n1,good,\xff\n2,b\xffd,\n";
    let mut workspace = Workspace::new(PLAN);
    let (summary, messages) = workspace.import(&profile, source, None);
    assert_eq!((summary.added, summary.not_understood), (1, 1));
    assert_eq!(
        messages,
        [
            "2 characters of the file are not UTF-8",
            "line 3 is left out: `b\u{fffd}d` has bytes that are not UTF-8"
        ]
    );
}

#[test]
fn quotes_and_line_breaks_stay_in_the_text() {
    let profile = deals_profile("", SIMPLE);
    let source = "ID,Client\r\n1,\"Acme, \"\"the\"\" best\nof all\"\r\n\r\n2, plain \r\n";
    let mut workspace = Workspace::new(PLAN);
    let (summary, _) = workspace.import(&profile, source.as_bytes(), None);
    assert_eq!(summary.added, 2);
    let rows = "1,\"Acme, \"\"the\"\" best\nof all\",,,,lead,,,,,,,,,,,,,,,\n2,plain,,,,lead,,,,,,,,,,,,,,,\n";
    assert_eq!(workspace.deals(), format!("{HEADER}{rows}"));
    workspace.assert_loads();
}

#[test]
fn tabs_part_fields_too() {
    let profile = deals_profile("delimiter = \"\\t\"", SIMPLE);
    let mut workspace = Workspace::new(PLAN);
    workspace.import(&profile, b"ID\tClient\n1\tA,B\n", None);
    assert_eq!(workspace.deal_lines(), ["1,\"A,B\",,,,lead"]);
}

#[test]
fn of_a_time_the_day_is_taken_as_it_is_written() {
    let profile = deals_profile(
        "date-formats = [\"%Y-%m-%d\", \"%Y-%m-%d %H:%M:%S\", \"%Y-%m-%dT%H:%M:%S%:z\"]",
        "id = \"ID\"\ncreated = \"Created\"\nstage = { value = \"lead\" }",
    );
    let source = "ID,Created\n1,2026-10-05\n2,2026-10-05 23:59:59\n3,2026-10-05T23:30:00-08:00\n";
    let mut workspace = Workspace::new(PLAN);
    let (summary, messages) = workspace.import(&profile, source.as_bytes(), None);
    assert_eq!((summary.added, messages), (3, vec![]));
    assert_eq!(workspace.deals().matches("2026-10-05").count(), 3);
}

#[test]
fn an_empty_file_and_a_file_of_one_header_are_told_apart() {
    let profile = deals_profile("", SIMPLE);
    let workspace = Workspace::new(PLAN);
    let outcome = workspace.try_import(&profile, b"", None);
    assert!(outcome.imported.is_none());
    assert_eq!(outcome.findings[0].kind.id, "profile-column-missing");
    let outcome = workspace.try_import(&profile, b"ID,Client", None);
    let imported = outcome.imported.expect("a header without rows is an empty export");
    assert_eq!((imported.summary.rows_read, imported.files.len()), (0, 0));
}

/// Dollars are not euros: a sign that cannot be the plan's currency is asked about, once.
#[test]
fn a_sign_of_several_currencies_is_the_plans_own_or_a_question() {
    let columns = "id = \"ID\"\namount = \"Sum\"\nstage = { value = \"lead\" }";
    let source = "ID,Sum\n1,\"$22,700.00\"\n2,\"$2,700.00\"\n3,\"€ 1,200.50\"\n";
    let in_dollars = PLAN.replace("RUB", "CAD");
    let with_rate = |plan: &str| plan.to_string() + "[rates]\nEUR = \"1.5\"\n";
    let mut workspace = Workspace::new(&with_rate(&in_dollars));
    let (summary, messages) = workspace.import(&deals_profile("", columns), source.as_bytes(), None);
    assert_eq!((summary.added, messages), (3, vec![]));
    assert_eq!(
        workspace.deal_lines(),
        ["1,,,,,lead,,22700.00", "2,,,,,lead,,2700.00", "3,,,,,lead,,1200.50,EUR"]
    );

    let mut workspace = Workspace::new(&PLAN.replace("RUB", "EUR"));
    let (summary, messages) = workspace.import(&deals_profile("", columns), source.as_bytes(), None);
    assert_eq!(
        (summary.added, messages),
        (
            1,
            vec![
                "the sign beside the sum may mean USD, CAD, AUD, and the plan is in EUR: 2 rows, the first on line 2"
                    .to_string()
            ]
        )
    );
    let mut workspace = Workspace::new(&(PLAN.replace("RUB", "EUR") + "[rates]\nUSD = \"0.9\"\n"));
    let told = format!("{columns}\ncurrency = {{ value = \"USD\" }}");
    let source = source.replace("€ 1,200.50", "$1,200.50");
    let (summary, messages) = workspace.import(&deals_profile("", &told), source.as_bytes(), None);
    assert_eq!((summary.added, messages), (3, vec![]));
    assert_eq!(workspace.deal_lines()[0], "1,,,,,lead,,22700.00,USD");
}

#[test]
fn a_column_of_the_profile_says_the_tax_of_a_sum() {
    let columns = "id = \"ID\"\namount = \"Sum\"\nstage = { value = \"lead\" }\n\
        vat = { column = \"Tax\", map = { yes = \"included 20%\", no = \"excluded\" } }";
    let source = "ID,Sum,Tax\n1,1200,yes\n2,1000,no\n3,500,\n4,100,perhaps\n";
    let mut workspace = Workspace::new(PLAN);
    let (summary, messages) = workspace.import(&deals_profile("", columns), source.as_bytes(), None);
    assert_eq!(
        (summary.added, messages),
        (
            3,
            vec!["the map of `vat` has nothing for `perhaps`: 1 row, the first on line 5".to_string()]
        )
    );
    let header = workspace.deals().lines().next().expect("a header");
    let place = header.split(',').position(|name| name == "vat").expect("a column");
    let stated: Vec<&str> = workspace
        .deals()
        .lines()
        .skip(1)
        .map(|line| line.split(',').nth(place).unwrap_or_default())
        .collect();
    assert_eq!(stated, ["included 20%", "excluded", ""]);
    // The goal is without tax, and so is the first sum once it is brought there.
    let amounts = workspace.amounts();
    assert_eq!(amounts, ["1000", "1000", "500"]);
}
