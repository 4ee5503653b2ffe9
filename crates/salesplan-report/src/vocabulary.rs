//! The program's own words. A name that is one of them cannot be told from them in a text.

use crate::language::CATALOGUES;
use crate::template::BUNDLED;
use crate::words::words;

/// Words of views that stand in no bundled template.
pub const WORDS: &str = "\
activities all_open coverage expected_close_in_period interval_days lag_days lag_evidence measure reachable weeks all_plans at_least at_least_plan attainment average_deal before_start bring_leads by_rounding \
chance_assumes chance_lattice chance_uncertain_fixed chance_uncertain_lattice channel channel_title cohort column coverage_needed \
conversion counted_as_certain counts_with_stock counts_without_stock csv definitions deviation develop_way dirty \
distance earlier_stage_title effects end_basis entered error expected_close favourable file fill_pipeline find_channel goal_date grounded_share help \
history_digest html human id inputs_digest interval json is_running kind line locale low high markdown message missing_if_all_won \
n_at_average n_certain chart_form next_period no_amount no_segment none not_as_of open out_of_scope origin over_assignment \
period_ratio person person_name plan planned_mix pooled_plan pooled_successes pooled_trials previous proof raise_average_deal raise_budget \
report_schema resources rules_digest schema_version scope severity shown_by_last_day sign signed source sources stock supply tag \
unassigned undecided unit unproven refuted proven variance version vat excluded included warning win_clients add_hours \
planned_cost_per_lead spending_from won_without_amount qualified_stage warm_stage warm_stage_title better_aimed from_title to_title leads_plan leads_fact trials successes groups \
kept leads_per_week overdispersion stretches hardly_varied elasticity chance_before chance_after change_low change_high cost_of_one_more is_best keeps knowing helps not_yet room cases_per_arm \
in_week deals_basis later_files findings part range_from_open what_if within_noise yes no true false null";

/// Every text that the program writes of itself: its templates, the words of its views, its
/// catalogues. How to mend a finding and what stands beside its text are in no document.
pub fn texts() -> impl Iterator<Item = &'static str> {
    let templates = BUNDLED.iter().map(|(_, text)| *text);
    let is_told = |line: &&str| !["help-", "label-", "said-"].iter().any(|kind| line.starts_with(kind));
    let catalogues = CATALOGUES
        .iter()
        .flat_map(move |(_, text)| text.lines().filter(is_told));
    templates.chain([WORDS]).chain(catalogues)
}

/// Whether a name has what it takes to be found: a letter, and no less than two characters.
pub fn can_be_told(name: &str) -> bool {
    let words = words(name);
    let mut characters = words.iter().flat_map(|word| word.folded.chars());
    let n_characters = words.iter().map(|word| word.folded.chars().count()).sum::<usize>();
    n_characters >= 2 && characters.any(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_needs_a_letter_and_two_characters() {
        for name in ["Анна", "p1", "1C", "王伟", "X5"] {
            assert!(can_be_told(name), "{name}");
        }
        for name in ["", "4711", "X", "王", "—", "12-3"] {
            assert!(!can_be_told(name), "{name}");
        }
    }
}
