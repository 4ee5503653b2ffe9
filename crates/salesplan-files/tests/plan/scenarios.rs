//! Scenarios as the file has them, held against the figures of the plan.

use salesplan_model::diagnostic::Diagnostic;
use salesplan_model::scenarios::findings;

use crate::fixture::{FUNNEL, GOAL, NEW, good, plan_of};

fn with_scenario(lines: &str) -> String {
    plan_of(&[GOAL, NEW, FUNNEL, "[scenario.careful]\n", lines])
}

/// Every finding: its id, the text that it underlines, and its help.
fn found(lines: &str) -> Vec<String> {
    let text = with_scenario(lines);
    let told = |finding: &Diagnostic| {
        let place = &finding.primary.as_ref().expect("a place").location;
        let help = finding.help.as_deref().unwrap_or("-");
        format!("{}: {}: {help}", finding.kind.id, &text[place.span.clone()])
    };
    findings(&good(&text)).iter().map(told).collect()
}

#[test]
fn what_a_scenario_sets_is_a_figure_with_a_value() {
    assert_eq!(findings(&good(&plan_of(&[GOAL, NEW, FUNNEL]))), []);
    assert_eq!(
        found("title = \"Careful\"\nnew.meeting.conversion = \"25%\"\n\"goal.amount\" = 500_000\n"),
        [""; 0]
    );
    assert_eq!(
        found("new.meting.conversion = \"25%\"\nnew.lead.conversion = 35\ngoal.amount = \"much\"\n"),
        [
            "unknown-figure: \"25%\": did you mean `new.meeting.conversion`?",
            "invalid-setting: 35: write a rate above 0 and at most 1: was 35% meant?",
            "invalid-setting: \"much\": write a sum in the plan's currency, such as 250_000",
        ]
    );
}

#[test]
fn the_form_of_a_part_decides_what_it_is_called() {
    assert_eq!(found("new.share = \"90%\"\n"), [""; 0]);
    assert_eq!(found("new.amount = 5\n").len(), 1);
    assert_eq!(found("new.deal.conversion = \"90%\"\n").len(), 1);
}

#[test]
fn many_settings_without_a_figure_are_told_soon() {
    let lines: String = (0..20_000).map(|number| format!("f{number} = 1\n")).collect();
    assert_eq!(found(&lines).len(), 20_000);
}
