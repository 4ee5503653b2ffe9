//! A plan in memory, and what reading it comes to.

use salesplan_files::snapshot::{Content, Snapshot};
use salesplan_files::workspace::{self, PlanFolder, Read};
use salesplan_model::diagnostic::Diagnostic;
use salesplan_model::id::PlanId;
use salesplan_model::plan::{Plan, Step};
use salesplan_model::settings::Settings;

const HEAD: &str = "schema-version = 1\nperiod = { from = 2026-10-01, to = 2026-12-31 }\n";

/// A goal in revenue of 600,000 RUB.
pub const GOAL: &str = "[goal]\nmetric = \"revenue\"\namount = 600_000\ncurrency = \"RUB\"\n";

/// A goal in profit.
pub const PROFIT: &str = "[goal]\nmetric = \"profit\"\namount = 600_000\ncurrency = \"RUB\"\n";

/// A segment without a funnel that makes the whole goal.
pub const REPEAT: &str = "[segments.repeat]\nshare = \"100%\"\naverage-deal = 100_000\n";

/// A segment with the funnel below.
pub const NEW: &str = "[segments.new]\nshare = \"100%\"\naverage-deal = 200_000\nfunnel = \"new\"\n";

/// Leads, meetings, deals.
pub const FUNNEL: &str = "[funnels.new]\nstages = [\n  { id = \"lead\", conversion = \"50%\" },\n  { id = \"meeting\", conversion = \"30%\" },\n  { id = \"deal\" },\n]\n";

/// A plan whose goal, segments and the rest are given.
pub fn plan_of(parts: &[&str]) -> String {
    format!("{HEAD}{}", parts.concat())
}

/// A plan whose first stage has the given keys.
pub fn with_stage(keys: &str) -> String {
    let funnel = format!(
        "[funnels.new]\nstages = [\n  {{ id = \"lead\", {keys} }},\n  {{ id = \"meeting\", conversion = \"30%\" }},\n  {{ id = \"deal\" }},\n]\n"
    );
    plan_of(&[GOAL, NEW, &funnel])
}

/// The folder of the plan `p`.
pub struct Folder {
    files: Vec<(String, String)>,
}

impl Folder {
    pub fn new(plan: &str) -> Self {
        Self { files: Vec::new() }.with("plan.toml", plan)
    }

    pub fn with(mut self, name: &str, text: &str) -> Self {
        self.files.push((format!("plans/p/{name}"), text.to_string()));
        self
    }

    pub fn read(&self) -> Read<PlanFolder> {
        let mut snapshot = Snapshot::default();
        for (path, text) in &self.files {
            snapshot.insert(path, None, Content::Bytes(text.clone().into_bytes()));
        }
        workspace::read_plan(&snapshot, &PlanId::new("p"), &Settings::default())
    }

    /// The plan, which has no mistake.
    #[track_caller]
    pub fn good(&self) -> Plan {
        let read = self.read();
        assert!(read.findings.is_empty(), "{:#?}", read.findings);
        read.value.expect("a plan without findings").plan
    }

    /// Every finding: its id, and the text that it underlines.
    pub fn found(&self) -> Vec<String> {
        let findings = self.read().findings;
        findings.iter().map(|finding| self.told(finding)).collect()
    }

    fn told(&self, finding: &Diagnostic) -> String {
        let place = &finding.primary.as_ref().expect("a place").location;
        let file = self.files.iter().find(|(path, _)| **path == *place.file);
        let (_, text) = file.expect("a file of the plan");
        format!("{}: {}", finding.kind.id, &text[place.span.clone()])
    }

    /// The only finding's help.
    #[track_caller]
    pub fn help(&self) -> String {
        let findings = self.read().findings;
        assert_eq!(findings.len(), 1, "{findings:#?}");
        findings[0].help.clone().expect("a help")
    }
}

/// The plan of a text without mistakes.
#[track_caller]
pub fn good(plan: &str) -> Plan {
    Folder::new(plan).good()
}

/// Every finding of a plan's text.
pub fn found(plan: &str) -> Vec<String> {
    Folder::new(plan).found()
}

/// The first step of a plan whose first stage has the given keys.
#[track_caller]
pub fn first_step(keys: &str) -> Step {
    let plan = good(&with_stage(keys));
    plan.segments[0].step(0).clone()
}
