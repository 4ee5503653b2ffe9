//! Clients come in with their tier and potential.

use salesplan_files::profile::Profile;
use salesplan_files::snapshot::Snapshot;

use crate::fixture::{PLAN, Workspace};

fn clients() -> Profile {
    let all = salesplan_files::profile::all(&Snapshot::default())
        .value
        .expect("profiles");
    let found = all.into_iter().find(|named| named.profile.name == "generic-clients");
    found.expect("it is bundled").profile
}

#[test]
fn clients_are_added_and_brought_up_to_date() {
    let mut workspace = Workspace::new(PLAN).with(
        "plans/p/clients.csv",
        "name,tier,note\nCorner cafe,B,likes tea\nBakery,C,\n",
    );
    let source = "Company;ID;Tier;Potential;Owner\nCorner cafe;17;A;1 200 000,50;anna\nTea house;18;B;;boris\n\
                  Tea house;19;A;;\n;20;A;;\n=cmd();21;C;;\n";
    let (summary, messages) = workspace.import(&clients(), source.as_bytes(), None);
    assert_eq!((summary.added, summary.changed, summary.not_understood), (2, 1, 2));
    assert_eq!(
        messages,
        [
            "line 4 is left out: the client `Tea house` stands on line 3 already",
            "line 5 is left out: the row has no name"
        ]
    );
    let text = "name,id,tier,potential,owner,next-step,next-step-date,last-activity,note\n\
                '=cmd(),21,C,,,,,,\n\
                Bakery,,C,,,,,,\n\
                Corner cafe,17,A,1200000.50,anna,,,,likes tea\n\
                Tea house,18,B,,boris,,,,\n";
    assert_eq!(workspace.text("plans/p/clients.csv"), text);
    workspace.assert_loads();
    let (again, _) = workspace.import(&clients(), source.as_bytes(), None);
    assert_eq!((again.added, again.changed, again.unchanged), (0, 0, 3));
    // A known id keeps its client under another name.
    workspace.import(&clients(), b"Company,ID,Tier\nTea garden,18,A\n", None);
    assert!(
        workspace
            .text("plans/p/clients.csv")
            .contains("\nTea garden,18,A,,boris,")
    );
    assert!(!workspace.text("plans/p/clients.csv").contains("Tea house"));
}
