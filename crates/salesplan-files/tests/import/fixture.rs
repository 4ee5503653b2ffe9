//! A small workspace in memory, and the import into it.

use jiff::civil::Date;
use salesplan_files::import::{ImportInput, Outcome, Summary, run};
use salesplan_files::profile::{self, Profile};
use salesplan_files::snapshot::{Content, Snapshot};
use salesplan_files::workspace;
use salesplan_model::id::PlanId;
use salesplan_model::period::Period;
use salesplan_model::settings::Settings;

pub const PLAN: &str = r#"
schema-version = 1
period = { from = 2026-10-01, to = 2026-12-31 }
[goal]
metric = "revenue"
amount = 600_000
currency = "RUB"
[segments.new]
amount = 600_000
average-deal = 200_000
funnel = "new"
facts = { source = "deals", stages = { lead = "entered" } }
[funnels.new]
stages = [{ id = "lead", conversion = "50%" }, { id = "meeting", conversion = "30%" }, { id = "deal" }]
"#;

/// A segment more, with a funnel of its own.
pub const TWO_SEGMENTS: &str = r#"
schema-version = 1
period = { from = 2026-10-01, to = 2026-12-31 }
[goal]
metric = "deals"
amount = 7
[segments.new]
deals = 3
funnel = "new"
facts = { source = "deals" }
[segments.repeat]
deals = 4
[funnels.new]
stages = [{ id = "lead", conversion = "50%" }, { id = "meeting", conversion = "30%" }, { id = "deal" }]
"#;

/// The header of every deals.csv of [`PLAN`].
pub const HEADER: &str = "id,client,owner,segment,channel,stage,status,amount,currency,created,expected-close,closed,\
next-step,next-step-date,last-activity,tags,source,gone,entered.lead,entered.meeting,entered.deal\n";

/// The day of imports that name none.
pub const TODAY: Date = Date::constant(2026, 11, 2);

/// The plan `p` with the files that imports leave in it.
pub struct Workspace {
    pub snapshot: Snapshot,
    plan: PlanId,
    settings: Settings,
}

impl Workspace {
    pub fn new(plan: &str) -> Self {
        let mut workspace = Self {
            snapshot: Snapshot::default(),
            plan: PlanId::new("p"),
            settings: Settings::default(),
        };
        workspace.put("plans/p/plan.toml", plan.as_bytes());
        workspace
    }

    pub fn of_folder(snapshot: Snapshot, plan: &str) -> Self {
        let settings = workspace::read_settings(&snapshot)
            .value
            .expect("the example's settings are good");
        Self {
            snapshot,
            plan: PlanId::new(plan),
            settings,
        }
    }

    pub fn with_deals(self, deals: &str) -> Self {
        self.with("plans/p/deals.csv", deals)
    }

    pub fn with(mut self, path: &str, text: &str) -> Self {
        self.put(path, text.as_bytes());
        self
    }

    fn put(&mut self, path: &str, bytes: &[u8]) {
        self.snapshot.insert(path, None, Content::Bytes(bytes.to_vec()));
    }

    /// Imports without writing.
    pub fn try_import(&self, profile: &Profile, source: &[u8], as_of: Option<Date>) -> Outcome {
        run(
            profile,
            ImportInput {
                workspace: &self.snapshot,
                settings: &self.settings,
                plan: &self.plan,
                source_name: "export.csv",
                source,
                as_of,
                day: as_of.unwrap_or(TODAY),
                is_of_the_past: false,
                is_surely_whole: false,
                progress: None,
            },
        )
    }

    /// Takes an old export of that day, and writes what comes out.
    pub fn import_old(&mut self, profile: &Profile, source: &[u8], day: Date, is_surely_whole: bool) -> Outcome {
        let outcome = run(
            profile,
            ImportInput {
                workspace: &self.snapshot,
                settings: &self.settings,
                plan: &self.plan,
                source_name: "export.csv",
                source,
                as_of: None,
                day,
                is_of_the_past: true,
                is_surely_whole,
                progress: None,
            },
        );
        for (path, bytes) in outcome.imported.iter().flat_map(|imported| &imported.files) {
            self.put(path, bytes);
        }
        outcome
    }

    /// Imports, writes what comes out, and checks that every row was counted once.
    pub fn import(&mut self, profile: &Profile, source: &[u8], as_of: Option<Date>) -> (Summary, Vec<String>) {
        let outcome = self.try_import(profile, source, as_of);
        let messages = outcome.findings.iter().map(|finding| finding.message.clone()).collect();
        let imported = outcome
            .imported
            .unwrap_or_else(|| panic!("nothing was imported: {messages:?}"));
        let summary = imported.summary;
        assert_eq!(
            summary.rows_read,
            counted(&summary),
            "every row is counted once: {summary:?}"
        );
        assert_eq!(imported.rejected.is_some(), summary.not_understood > 0);
        for (path, bytes) in imported.files {
            self.put(&path, &bytes);
        }
        (summary, messages)
    }

    pub fn text(&self, path: &str) -> &str {
        self.snapshot.text(path).unwrap_or_else(|| panic!("there is no {path}"))
    }

    pub fn deals(&self) -> &str {
        self.text(&format!("plans/{}/deals.csv", self.plan))
    }

    /// The stored deals without their header, each without its trailing commas.
    pub fn deal_lines(&self) -> Vec<&str> {
        self.deals()
            .lines()
            .skip(1)
            .map(|line| line.trim_end_matches(','))
            .collect()
    }

    pub fn period(&self) -> Period {
        let read = workspace::read_plan(&self.snapshot, &self.plan, &self.settings);
        read.value.expect("a plan that loads").plan.period
    }

    /// The sums of the stored deals as the plan counts them.
    pub fn amounts(&self) -> Vec<String> {
        let read = workspace::read_plan(&self.snapshot, &self.plan, &self.settings);
        let folder = read.value.expect("a plan that loads");
        let sums = folder.deals.iter().filter_map(|deal| deal.amount);
        sums.map(|sum| sum.to_decimal().normalize().to_string()).collect()
    }

    /// The workspace still loads: no import may leave a plan that `check` calls broken.
    pub fn assert_loads(&self) {
        let read = workspace::read_plan(&self.snapshot, &self.plan, &self.settings);
        assert!(read.value.is_some(), "{:#?}", read.findings);
    }
}

pub fn counted(summary: &Summary) -> usize {
    let left_out = summary.not_understood + summary.left_out_later + summary.left_out_undated;
    summary.added + summary.changed + summary.unchanged + summary.folded + left_out
}

/// A profile of deals with the given `[file]` lines and `[columns]` lines.
pub fn deals_profile(file: &str, columns: &str) -> Profile {
    good_profile(
        "crm",
        &format!("schema-version = 1\nkind = \"deals\"\n[file]\n{file}\n[columns]\n{columns}\n"),
    )
}

pub fn good_profile(name: &str, text: &str) -> Profile {
    let read = profile::read(&profile::path(name), text);
    assert!(read.findings.is_empty(), "{:#?}", read.findings);
    read.value.expect("a profile without findings")
}
