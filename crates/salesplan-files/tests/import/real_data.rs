//! Public data sets, which are not shipped: each test says so and passes where
//! they do not lie beside the checkout.

use std::path::PathBuf;

use jiff::civil::{Date, date};
use salesplan_files::import::Summary;

use crate::examples::{self, profile, root, workspace};

/// Below `$SALESPLAN_DATA`, else below `../shared/data` beside the checkout.
fn shared(path: &str) -> Option<Vec<u8>> {
    let folder = std::env::var_os("SALESPLAN_DATA").map_or_else(|| root().join("../shared/data"), PathBuf::from);
    let file = folder.join(path);
    let bytes = std::fs::read(&file).ok();
    if bytes.is_none() {
        eprintln!("skipped: {} is missing", file.display());
    }
    bytes
}

const LEADS: &str = "olist/olist_marketing_qualified_leads_dataset.csv";
const WON: &str = "olist/olist_closed_deals_dataset.csv";
const PIPELINE: &str = "maven/sales_pipeline.csv";

fn counts(summary: &Summary) -> [usize; 8] {
    let s = summary;
    [
        s.rows_read,
        s.added,
        s.changed,
        s.unchanged,
        s.newly_won,
        s.not_understood,
        s.left_out_later,
        s.left_out_undated,
    ]
}

#[test]
fn olist_comes_in_whole() {
    let (Some(leads), Some(won)) = (shared(LEADS), shared(WON)) else {
        return;
    };
    let mut workspace = workspace("olist", "olist-2018");
    let (summary, messages) = workspace.import(&profile("olist", "olist-leads"), &leads, None);
    assert_eq!((counts(&summary), messages), ([8_000, 8_000, 0, 0, 0, 0, 0, 0], vec![]));
    assert_eq!(summary.ignored_columns, ["landing_page_id"]);
    let (summary, messages) = workspace.import(&profile("olist", "olist-won"), &won, None);
    assert_eq!((counts(&summary), messages), ([842, 0, 842, 0, 842, 0, 0, 0], vec![]));
    assert_eq!(summary.ignored_columns.len(), 11);
    workspace.assert_loads();
}

#[test]
fn olist_as_of_the_end_of_its_plan() {
    let (Some(leads_file), Some(won_file)) = (shared(LEADS), shared(WON)) else {
        return;
    };
    let mut workspace = workspace("olist", "olist-2018");
    let (leads_profile, won_profile) = (profile("olist", "olist-leads"), profile("olist", "olist-won"));
    let mut week = |as_of: Date| {
        let (leads, _) = workspace.import(&leads_profile, &leads_file, Some(as_of));
        let (won, _) = workspace.import(&won_profile, &won_file, Some(as_of));
        (leads, won)
    };
    let (leads, won) = week(date(2017, 12, 31));
    assert_eq!(
        (counts(&leads), counts(&won)),
        ([8_000, 2_002, 0, 0, 0, 0, 5_998, 0], [842, 0, 3, 0, 3, 0, 839, 0])
    );
    let (leads, won) = week(date(2018, 5, 31));
    assert_eq!(counts(&leads), [8_000, 5_998, 0, 2_002, 0, 0, 0, 0]);
    assert_eq!(counts(&won), [842, 0, 662, 3, 662, 0, 177, 0]);
    workspace.assert_loads();
    let mut at_once = examples::workspace("olist", "olist-2018");
    at_once.import(&leads_profile, &leads_file, Some(date(2018, 5, 31)));
    at_once.import(&won_profile, &won_file, Some(date(2018, 5, 31)));
    assert_eq!(workspace.deals(), at_once.deals());
}

#[test]
fn maven_comes_in_whole() {
    let Some(pipeline) = shared(PIPELINE) else { return };
    let mut workspace = workspace("maven", "maven-2017");
    let (summary, messages) = workspace.import(&profile("maven", "maven"), &pipeline, None);
    assert_eq!(
        (counts(&summary), messages),
        ([8_800, 8_800, 0, 0, 4_238, 0, 0, 0], vec![])
    );
    assert_eq!((summary.newly_lost, summary.ignored_columns.len()), (2_473, 0));
    workspace.assert_loads();
}

#[test]
fn bpic_comes_in_whole() {
    let Some(log) = shared("bpic2012/stage_events.csv") else {
        return;
    };
    let mut workspace = workspace("bpic2012", "bpic-2011");
    let (summary, messages) = workspace.import(&profile("bpic2012", "bpic2012"), &log, None);
    assert_eq!(messages, Vec::<String>::new());
    assert_eq!(
        (summary.rows_read, summary.added, summary.folded),
        (92_093, 13_087, 79_006)
    );
    assert_eq!(
        (summary.newly_won, summary.newly_lost, summary.not_understood),
        (2_246, 10_442, 0)
    );
    workspace.assert_loads();
}

#[test]
fn bpic_week_by_week_ends_where_one_import_ends() {
    let Some(log) = shared("bpic2012/stage_events.csv") else {
        return;
    };
    let profile = profile("bpic2012", "bpic2012");
    let mut by_weeks = workspace("bpic2012", "bpic-2011");
    for day in [9, 16, 23, 30] {
        by_weeks.import(&profile, &log, Some(date(2011, 10, day)));
    }
    by_weeks.import(&profile, &log, Some(date(2011, 12, 31)));
    let mut at_once = workspace("bpic2012", "bpic-2011");
    at_once.import(&profile, &log, Some(date(2011, 12, 31)));
    assert_eq!(by_weeks.deals(), at_once.deals());
}

#[test]
fn zoho_comes_in_whole() {
    let Some(potentials) = shared("zoho_demo/Potentials.csv") else {
        return;
    };
    let mut workspace = workspace("zoho", "zoho-2020");
    let (summary, messages) = workspace.import(&profile("zoho", "zoho"), &potentials, None);
    assert_eq!(messages, Vec::<String>::new());
    assert_eq!(
        (summary.rows_read, summary.added, summary.not_understood),
        (3_632, 3_632, 0)
    );
    assert_eq!((summary.newly_won, summary.newly_lost), (1_425, 485));
    workspace.assert_loads();
}

#[test]
fn maven_accounts_come_in_as_clients() {
    let Some(accounts) = shared("maven/accounts.csv") else {
        return;
    };
    let text = "schema-version = 1\nkind = \"clients\"\n[columns]\nname = \"account\"\ntier = \"sector\"\n";
    let mut workspace = workspace("maven", "maven-2017");
    let (summary, messages) = workspace.import(&crate::fixture::good_profile("accounts", text), &accounts, None);
    assert_eq!((summary.rows_read, summary.added, messages), (85, 85, vec![]));
    workspace.assert_loads();
}

#[test]
fn maven_month_by_month_ends_where_one_import_ends() {
    let Some(pipeline) = shared(PIPELINE) else { return };
    let profile = profile("maven", "maven");
    let mut by_months = workspace("maven", "maven-2017");
    for month in 3..=11 {
        by_months.import(&profile, &pipeline, Some(date(2017, month, 28)));
    }
    by_months.import(&profile, &pipeline, Some(date(2017, 12, 31)));
    let mut at_once = workspace("maven", "maven-2017");
    let (summary, messages) = at_once.import(&profile, &pipeline, Some(date(2017, 12, 31)));
    assert_eq!(
        (counts(&summary), messages),
        ([8_800, 8_300, 0, 0, 4_238, 0, 0, 500], vec![])
    );
    assert_eq!(by_months.deals(), at_once.deals());
    by_months.assert_loads();
}
