//! The same plan with other figures, side by side: `--set`, and scenarios.

use serde::Serialize;
use serde_json::Value;

use salesplan_model::calendar::Calendar;
use salesplan_model::chance::from_trials_of;
use salesplan_model::prepare::Prepared;
use salesplan_model::settings::ProofSettings;

use crate::SCHEMA_VERSION;
use crate::decomposition::{DecompositionView, Detail};
use crate::figures::rounded;

/// Figures of a plan, one column a variant.
#[derive(Debug, Clone, Serialize)]
pub struct ComparisonView {
    /// Version of this document.
    pub schema_version: u32,
    /// The plan's id.
    pub plan: String,
    /// What people call it.
    pub title: String,
    /// The variants; the first is the plan as written.
    pub variants: Vec<VariantView>,
    /// The figures, one value a variant.
    pub rows: Vec<ComparisonRow>,
}

/// One variant of a plan.
#[derive(Debug, Clone, Serialize)]
pub struct VariantView {
    /// Its id: `plan`, `set`, or that of a scenario.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// What it sets.
    pub settings: Vec<SettingView>,
}

/// One figure set to another value.
#[derive(Debug, Clone, Serialize)]
pub struct SettingView {
    /// The figure's name.
    pub figure: String,
    /// Its value as written.
    pub value: String,
}

/// One figure over all variants.
#[derive(Debug, Clone, Serialize)]
pub struct ComparisonRow {
    /// `chance`, `chance_same_leads` (from the leads of the first variant), `chance_uncertain`,
    /// `revenue`, `profit`, `lead_costs`, `deals`, `need`, `leads_for_0.90`
    pub figure: &'static str,
    /// The segment's id; null for the whole plan.
    pub segment: Option<String>,
    /// What people call it.
    pub segment_title: Option<String>,
    /// What people call the stage, for a need.
    pub stage_title: Option<String>,
    /// `money`, `count` or `chance`.
    pub unit: &'static str,
    /// Shape: one a variant; null where a variant does not have the figure.
    pub values: Vec<Option<Value>>,
    /// Shape: one a variant. Units to which successes were rounded down to compute a chance; null when exact.
    pub lattices: Vec<Option<i64>>,
    /// Whether the variants differ in it.
    pub differs: bool,
}

impl ComparisonView {
    /// Compares variants of a plan; the first is the plan as written.
    pub fn new(variants: Vec<(VariantView, &Prepared)>, calendar: &Calendar, proof: &ProofSettings) -> Self {
        let (names, plans): (Vec<VariantView>, Vec<&Prepared>) = variants.into_iter().unzip();
        let tree = |plan: &&Prepared| DecompositionView::new(plan, calendar, proof, Detail::Outline);
        let trees: Vec<DecompositionView> = plans.iter().map(tree).collect();
        let first = &trees[0];
        let mut table = Table {
            trees: &trees,
            rows: Vec::new(),
        };
        table.chances(
            "chance",
            trees.iter().map(|tree| Some((tree.chance, tree.chance_lattice))),
        );
        let with_leads_of_first = plans.iter().map(|plan| {
            let (first, other) = (plans[0], *plan);
            let chance = from_trials_of(&other.plan, &other.decomposition, &first.plan, &first.decomposition);
            chance.map(|chance| (rounded(chance.value), chance.lattice))
        });
        table.chances("chance_same_leads", with_leads_of_first);
        let uncertain = trees.iter();
        let uncertain = uncertain.map(|tree| Some((tree.chance_uncertain?, tree.chance_uncertain_lattice)));
        table.chances("chance_uncertain", uncertain);
        table.row("revenue", "money", |tree| tree.planned.revenue.clone().map(Value::from));
        table.row("profit", "money", |tree| tree.planned.profit.clone().map(Value::from));
        table.row("lead_costs", "money", |tree| {
            let profit = tree.profit.as_ref()?;
            Some(Value::from(profit.lead_costs.clone()))
        });
        table.row("deals", "count", |tree| Some(Value::from(tree.planned.deals)));
        for (index, segment) in first.segments.iter().enumerate() {
            for (stage, funnel) in segment.funnel.iter().enumerate() {
                table.row("need", "count", |tree| {
                    Some(Value::from(tree.segments[index].funnel[stage].need))
                });
                table.name(segment, Some(funnel.title.clone()));
            }
            table.row("leads_for_0.90", "count", |tree| {
                tree.segments[index].leads_for.get("0.90").copied().map(Value::from)
            });
            table.name(segment, None);
        }
        Self {
            schema_version: SCHEMA_VERSION,
            plan: first.plan.clone(),
            title: first.title.clone(),
            rows: table.rows,
            variants: names,
        }
    }
}

struct Table<'a> {
    trees: &'a [DecompositionView],
    rows: Vec<ComparisonRow>,
}

impl Table<'_> {
    fn row(&mut self, figure: &'static str, unit: &'static str, of: impl Fn(&DecompositionView) -> Option<Value>) {
        let values: Vec<Option<Value>> = self.trees.iter().map(of).collect();
        let exact = vec![None; values.len()];
        self.values(figure, unit, values, exact);
    }

    /// A row of chances, each with what it was rounded down to.
    fn chances(&mut self, figure: &'static str, of: impl Iterator<Item = Option<(f64, Option<i64>)>>) {
        let chances: Vec<Option<(f64, Option<i64>)>> = of.collect();
        let values = chances.iter().map(|chance| chance.map(|(value, _)| Value::from(value)));
        let lattices = chances.iter().map(|chance| chance.and_then(|(_, lattice)| lattice));
        self.values(figure, "chance", values.collect(), lattices.collect());
    }

    fn values(
        &mut self,
        figure: &'static str,
        unit: &'static str,
        values: Vec<Option<Value>>,
        lattices: Vec<Option<i64>>,
    ) {
        self.rows.push(ComparisonRow {
            figure,
            segment: None,
            segment_title: None,
            stage_title: None,
            unit,
            differs: values.iter().any(|value| *value != values[0]),
            values,
            lattices,
        });
        // A figure that no variant has says nothing.
        self.rows.retain(|row| row.values.iter().any(Option::is_some));
    }

    /// Says whose the last row is, where it was kept.
    fn name(&mut self, segment: &crate::decomposition::SegmentView, stage: Option<String>) {
        if let Some(row) = self
            .rows
            .last_mut()
            .filter(|row| row.segment.is_none() && matches!(row.figure, "need" | "leads_for_0.90"))
        {
            row.segment = Some(segment.id.clone());
            row.segment_title = Some(segment.title.clone());
            row.stage_title = stage;
        }
    }
}
