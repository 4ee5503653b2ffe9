//! What is wrong with what the company says of good leads: a stage that no funnel has, a tag that
//! no deal bears. Leads are judged all the same, so these are warnings.

use std::collections::BTreeSet;

use crate::deal::Deal;
use crate::diagnostic::{Diagnostic, QUALIFYING_STAGE_UNKNOWN, QUALIFYING_TAG_UNUSED};
use crate::plan::Plan;
use crate::settings::{ChannelSettings, Named, Qualified};
use crate::suggest;

/// Stages that no funnel of all these plans has; without plans nothing is found.
pub fn stages_unknown(plans: &[Plan], settings: &ChannelSettings) -> Vec<Diagnostic> {
    let segments = plans.iter().flat_map(|plan| &plan.segments);
    let stages = segments.flat_map(|segment| segment.stages.iter().skip(1));
    let known: BTreeSet<&str> = stages.map(|stage| stage.id.as_str()).collect();
    let qualified = match &settings.qualified {
        Some(Qualified::Stage(stage)) => Some(stage),
        _ => None,
    };
    let named = qualified.into_iter().chain(&settings.warm);
    let unknown = named.filter(|stage| !plans.is_empty() && !known.contains(stage.name.as_str()));
    let told = |stage: &Named| {
        let message = format!("no funnel leads to a stage `{}`, by which leads are judged", stage.name);
        Diagnostic::new(&QUALIFYING_STAGE_UNKNOWN, message)
            .at(stage.location.clone(), "unknown stage")
            .help(suggest::help(&stage.name, known.iter().copied()))
    };
    unknown.map(told).collect()
}

/// The tag that makes leads qualified ones, where no deal of a plan bears it.
pub fn tag_unused(plan: &Plan, deals: &[Deal], settings: &ChannelSettings) -> Option<Diagnostic> {
    let Some(Qualified::Tag(tag)) = &settings.qualified else {
        return None;
    };
    let is_unused = !deals.is_empty() && !deals.iter().any(|deal| deal.tags.contains(&tag.name));
    let tags: BTreeSet<&str> = deals.iter().flat_map(|deal| &deal.tags).map(String::as_str).collect();
    is_unused.then(|| {
        let message = format!(
            "no deal of `{}` has the tag `{}`, so none counts as qualified",
            plan.id, tag.name
        );
        Diagnostic::new(&QUALIFYING_TAG_UNUSED, message)
            .at(tag.location.clone(), "on no deal")
            .help(suggest::help(&tag.name, tags))
    })
}
