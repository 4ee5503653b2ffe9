//! `diff`: what differs between two versions of a plan, and what follows from it.

use salesplan_model::agreement::{Consent, State};
use salesplan_model::changes::{
    Consequences, DealChange, FactsMoved, Figure, Headline, KINDS, Part, Section, Value as Step, Written,
};
use salesplan_model::plan::Plan;
use salesplan_model::plan_fact::Quantity;
use serde::Serialize;
use serde_json::Value;

use crate::SCHEMA_VERSION;
use crate::figures::rounded;
use crate::team::{ChangeView, figure_value};

/// What differs between two versions of a plan.
#[derive(Debug, Clone, Serialize)]
pub struct DiffView {
    /// Version of this document.
    pub schema_version: u32,
    /// The plan's id.
    pub plan: String,
    /// What people call it.
    pub title: String,
    /// What the earlier version is: a revision as it was named.
    pub from: String,
    /// What the later one is; `the work tree` for files as they are.
    pub to: String,
    /// Whether nothing differs in meaning.
    pub is_same: bool,
    /// Written figures of plan.toml.
    pub written: Vec<DifferenceView>,
    /// People, shares, hours, and the plans above and below.
    pub organisation: Vec<DifferenceView>,
    /// Rules and settings.
    pub rules: Vec<RuleMoved>,
    /// Deals that differ.
    pub deals: Vec<DealMovedView>,
    /// Files with facts, by their rows.
    pub files: Vec<RowsMoved>,
    /// Facts by measure.
    pub facts: Vec<DifferenceView>,
    /// Planned figures that moved.
    pub consequences: Vec<DifferenceView>,
    /// Quotas that moved.
    pub quotas: Vec<QuotaMovedView>,
    /// The chance of the goal.
    pub chance: ChanceMoved,
    /// Which kind of change moved what; null where the kinds cannot be told apart.
    pub parts: Option<Vec<PartView>>,
    /// Who had agreed and is to agree again.
    pub must_agree: Vec<MustAgree>,
}

/// One figure that differs.
#[derive(Debug, Clone, Serialize)]
pub struct DifferenceView {
    /// The figure's name, as `--set` and `explain` take it where they do.
    pub figure: String,
    /// What people call it.
    pub title: String,
    /// What is counted, for the need of a stage: `meetings`.
    pub noun: Option<String>,
    /// As it was; null for nothing.
    pub before: Option<Value>,
    /// As it is.
    pub after: Option<Value>,
    /// `money`, `count`, `hours`, `rate`, `days` or `text`.
    pub unit: &'static str,
}

/// A rule or setting that differs.
#[derive(Debug, Clone, Serialize)]
pub struct RuleMoved {
    /// `priority`, `priority.large`, `proof.trials-min`.
    pub name: String,
    /// What served before.
    pub before: String,
    /// What serves now.
    pub after: String,
}

/// A deal that differs.
#[derive(Debug, Clone, Serialize)]
pub struct DealMovedView {
    /// Its id.
    pub deal: String,
    /// Who buys.
    pub client: Option<String>,
    /// What happened to it.
    pub changes: Vec<DealChangeView>,
}

/// What happened to a deal.
#[derive(Debug, Clone, Serialize)]
pub struct DealChangeView {
    /// `new`, `gone`, `status`, `amount`, `stage`, `expected_close`, `owner` or `other`.
    pub what: &'static str,
    /// As it was.
    pub before: Option<Value>,
    /// As it is.
    pub after: Option<Value>,
    /// As in differences.
    pub unit: &'static str,
}

/// Rows of a file with facts.
#[derive(Debug, Clone, Serialize)]
pub struct RowsMoved {
    /// The file's name.
    pub file: String,
    /// The profile of the import that owns it; null for facts entered by hand.
    pub profile: Option<String>,
    /// Rows before.
    pub before: u64,
    /// Rows now.
    pub after: u64,
}

/// A quota that moved.
#[derive(Debug, Clone, Serialize)]
pub struct QuotaMovedView {
    /// The person's id.
    pub person: String,
    /// What people call them.
    pub name: String,
    /// What people call the segment.
    pub segment_title: String,
    /// As it was; null for nothing.
    pub before: Option<Value>,
    /// As it is.
    pub after: Option<Value>,
}

/// The chance of the goal.
#[derive(Debug, Clone, Serialize)]
pub struct ChanceMoved {
    /// Before.
    pub before: f64,
    /// Units to which successes were rounded down to compute it; null when exact.
    pub before_lattice: Option<i64>,
    /// Now.
    pub after: f64,
    /// Likewise.
    pub after_lattice: Option<i64>,
    /// Now, from the leads of before; null where the sources of leads differ.
    pub with_leads_of_before: Option<f64>,
    /// Likewise.
    pub with_leads_of_before_lattice: Option<i64>,
    /// Leads of before: needs of the first stages.
    pub leads_before: u64,
    /// Whether it differs.
    pub differs: bool,
}

/// A figure and what each kind of change did to it.
#[derive(Debug, Clone, Serialize)]
pub struct PartView {
    /// `chance`, `leads`, `revenue`, `fact` or `open`.
    pub figure: &'static str,
    /// `chance`, `money` or `count`.
    pub unit: &'static str,
    /// Before.
    pub before: Value,
    /// What each kind added. Shape: `plan`, `organisation`, `rules`, `facts`.
    pub by: Vec<ByKind>,
    /// Now.
    pub after: Value,
}

/// What one kind of change added to a figure.
#[derive(Debug, Clone, Serialize)]
pub struct ByKind {
    /// The kind.
    pub kind: &'static str,
    /// How much; below nothing for less.
    pub added: Value,
    /// Whether it did anything.
    pub is_any: bool,
}

/// Somebody who is to agree again.
#[derive(Debug, Clone, Serialize)]
pub struct MustAgree {
    /// The person's id.
    pub person: String,
    /// What people call them.
    pub name: String,
    /// What changed since they agreed.
    pub why: Vec<ChangeView>,
}

/// What a diff is made of.
pub struct Compared<'a> {
    /// How the earlier version was named.
    pub from: String,
    /// How the later one was.
    pub to: String,
    /// The later plan.
    pub plan: &'a Plan,
    /// Written figures.
    pub written: &'a [Written],
    /// Rules and settings.
    pub rules: Vec<RuleMoved>,
    /// Deals and facts.
    pub facts: &'a FactsMoved,
    /// What follows.
    pub consequences: &'a Consequences,
    /// Leads of the earlier version.
    pub leads_before: u64,
    /// Which kind of change moved what.
    pub parts: Option<&'a [Part]>,
    /// Where people stand with the later version.
    pub consents: &'a [Consent<'a>],
}

impl DiffView {
    /// Shapes a comparison for output.
    pub fn new(compared: Compared<'_>) -> Self {
        let of = |section: Section| {
            let own = compared
                .written
                .iter()
                .filter(move |written| written.section == section);
            own.map(|written| difference(&written.name, &written.title, &written.before, &written.after))
                .collect::<Vec<_>>()
        };
        let facts = compared.facts;
        let follows = compared.consequences;
        let (before, after) = follows.chance;
        let stale = compared.consents.iter().filter_map(|consent| match &consent.state {
            State::Stale(changes) => {
                let person = &compared.plan.team.people[consent.person];
                Some(MustAgree {
                    person: person.id.to_string(),
                    name: person.name.clone(),
                    why: changes
                        .iter()
                        .map(|change| ChangeView::new(compared.plan, change))
                        .collect(),
                })
            }
            _ => None,
        });
        let moved = follows.moved.iter();
        Self {
            schema_version: SCHEMA_VERSION,
            plan: compared.plan.id.to_string(),
            title: compared.plan.title.clone(),
            from: compared.from,
            to: compared.to,
            is_same: compared.written.is_empty()
                && compared.rules.is_empty()
                && facts.is_empty()
                && follows.moved.is_empty()
                && follows.quotas.is_empty(),
            written: of(Section::Plan),
            organisation: of(Section::Organisation),
            rules: compared.rules,
            deals: facts.deals.iter().map(deal_view).collect(),
            files: facts
                .files
                .iter()
                .map(|(file, before, after)| RowsMoved {
                    file: file.clone(),
                    profile: profile_of(file),
                    before: *before,
                    after: *after,
                })
                .collect(),
            facts: facts
                .sums
                .iter()
                .map(|(name, before, after)| difference(name, name, before, after))
                .collect(),
            consequences: moved
                .map(|moved| DifferenceView {
                    noun: moved.noun.clone(),
                    ..difference(&moved.name, &moved.title, &moved.before, &moved.after)
                })
                .collect(),
            quotas: follows
                .quotas
                .iter()
                .map(|quota| QuotaMovedView {
                    person: quota.person.to_string(),
                    name: quota.name.clone(),
                    segment_title: quota.segment_title.clone(),
                    before: figure_value(&quota.before).0,
                    after: figure_value(&quota.after).0,
                })
                .collect(),
            chance: ChanceMoved {
                before: rounded(before.value),
                before_lattice: before.lattice,
                after: rounded(after.value),
                after_lattice: after.lattice,
                with_leads_of_before: follows.chance_with_leads_of_before.map(|chance| rounded(chance.value)),
                with_leads_of_before_lattice: follows.chance_with_leads_of_before.and_then(|chance| chance.lattice),
                leads_before: compared.leads_before,
                differs: rounded(before.value) != rounded(after.value)
                    || follows
                        .chance_with_leads_of_before
                        .is_some_and(|chance| rounded(chance.value) != rounded(before.value)),
            },
            parts: compared.parts.map(|parts| parts.iter().filter_map(part_view).collect()),
            must_agree: stale.collect(),
        }
    }
}

/// The profile in the name of an import's file: `2026-10.<profile>.csv`.
fn profile_of(file: &str) -> Option<String> {
    let parts: Vec<&str> = file.split('.').collect();
    match parts[..] {
        [_, profile, _] => Some(profile.to_string()),
        _ => None,
    }
}

fn difference(name: &str, title: &str, before: &Figure, after: &Figure) -> DifferenceView {
    let ((before, unit), (after, unit_after)) = (figure_value(before), figure_value(after));
    DifferenceView {
        figure: name.to_string(),
        title: title.to_string(),
        noun: None,
        before,
        after,
        unit: unit_after.or(unit).unwrap_or("text"),
    }
}

fn deal_view(moved: &salesplan_model::changes::DealMoved) -> DealMovedView {
    let change = |change: &DealChange| {
        let nothing = Figure::Nothing;
        let word = |status: salesplan_model::deal::Status| Figure::Text(status.word().to_string());
        let (what, before, after) = match change {
            DealChange::New(amount) => ("new", nothing, amount.clone()),
            DealChange::Gone(amount) => ("gone", amount.clone(), nothing),
            DealChange::Status(before, after) => ("status", word(*before), word(*after)),
            DealChange::Amount(before, after) => ("amount", before.clone(), after.clone()),
            DealChange::Stage(before, after) => ("stage", before.clone(), after.clone()),
            DealChange::ExpectedClose(before, after) => ("expected_close", before.clone(), after.clone()),
            DealChange::Owner(before, after) => ("owner", before.clone(), after.clone()),
            DealChange::Other => ("other", nothing.clone(), nothing),
        };
        let ((before, unit), (after, unit_after)) = (figure_value(&before), figure_value(&after));
        DealChangeView {
            what,
            before,
            after,
            unit: unit_after.or(unit).unwrap_or("text"),
        }
    };
    DealMovedView {
        deal: moved.deal.to_string(),
        client: moved.client.clone(),
        changes: moved.changes.iter().map(change).collect(),
    }
}

/// `None` where nothing moved.
fn part_view(part: &Part) -> Option<PartView> {
    let (first, last) = (*part.steps.first()?, *part.steps.last()?);
    let moves: Vec<(&'static str, Step, Step)> = KINDS
        .iter()
        .zip(part.steps.windows(2))
        .map(|(kind, pair)| (*kind, pair[0], pair[1]))
        .collect();
    let is_any = moves.iter().any(|(_, before, after)| shown(*before) != shown(*after));
    is_any.then(|| PartView {
        figure: match part.headline {
            Headline::Chance => "chance",
            Headline::Leads => "leads",
            Headline::Revenue => "revenue",
            Headline::Fact => "fact",
            Headline::Open => "open",
        },
        unit: match last {
            Step::Chance(_) => "chance",
            Step::Quantity(Quantity::Money(_)) => "money",
            _ => "count",
        },
        before: shown(first),
        by: moves
            .into_iter()
            .map(|(kind, before, after)| ByKind {
                kind,
                added: added(before, after),
                is_any: shown(before) != shown(after),
            })
            .collect(),
        after: shown(last),
    })
}

fn shown(step: Step) -> Value {
    match step {
        Step::Chance(chance) => Value::from(rounded(chance)),
        Step::Quantity(quantity) => crate::figures::quantity(quantity),
        Step::Nothing => Value::Null,
    }
}

/// Chances are subtracted as they are shown, so that the parts sum to the whole.
fn added(before: Step, after: Step) -> Value {
    match (before, after) {
        (Step::Chance(before), Step::Chance(after)) => Value::from(rounded(rounded(after) - rounded(before))),
        (Step::Quantity(before), Step::Quantity(after)) => {
            let units = after.units().saturating_sub(before.units());
            crate::figures::quantity(after.with_units(units))
        }
        _ => Value::Null,
    }
}

/// `log`: who changed the targets, when and why.
#[derive(Debug, Clone, Serialize)]
pub struct LogView {
    /// Version of this document.
    pub schema_version: u32,
    /// The plan's id.
    pub plan: String,
    /// Commits that changed a figure, newest first.
    pub entries: Vec<LogEntry>,
    /// Whether earlier ones may be missing, since this clone's history is cut off.
    pub is_cut_off: bool,
}

/// One commit that changed the targets.
#[derive(Debug, Clone, Serialize)]
pub struct LogEntry {
    /// The commit.
    pub commit: String,
    /// The day, where it was made.
    pub date: String,
    /// Who.
    pub author: String,
    /// Why: the first line of the message.
    pub subject: String,
    /// `changed`, `begun`, `removed`, `unreadable` (its files had mistakes) or `mended`.
    pub state: &'static str,
    /// The figures.
    pub changes: Vec<DifferenceView>,
}

/// Shapes one written figure that differs.
pub fn difference_of(written: &Written) -> DifferenceView {
    difference(&written.name, &written.title, &written.before, &written.after)
}
