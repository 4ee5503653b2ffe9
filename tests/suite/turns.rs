//! Commands that change files of a workspace wait for each other, whichever they are.

use std::fs::File;
use std::thread::{sleep, spawn};
use std::time::{Duration, Instant};

use salesplan_tests::Workspace;

/// Each begins while another has the files, and ends after it.
#[test]
fn whoever_writes_waits_for_whoever_is_writing() {
    const HELD: Duration = Duration::from_millis(400);
    let workspace = Workspace::new();
    workspace.run("demo --quiet").exits(0).succeeds();
    workspace.write(
        "salesplan-demo/new.csv",
        "id,client,owner,segment,stage,amount,status,created\nD-90,Blue Fern,anna,new,lead,1000,open,2026-11-20\n",
    );
    workspace.write(
        "salesplan-demo/lines.csv",
        "segment,source,brings,likelihood,when,action\nnew,lead,1000,50%,2026-12,call\n",
    );
    for line in [
        "record new.lead=4 --week 2026-W46 --person anna --replace",
        "action add Call --owner anna --due 2026-12-01",
        "agree anna --yes",
        "commitments new gleb",
        "commitments import --person gleb lines.csv",
        "team reassign anna --to boris --deal D-03",
        "import new.csv --profile generic-deals",
    ] {
        let folder = File::open(workspace.path("salesplan-demo")).unwrap();
        folder.lock().unwrap();
        let begun = Instant::now();
        let holder = spawn(move || {
            sleep(HELD);
            drop(folder);
        });
        let outcome = workspace.run(&format!("-C salesplan-demo {line}"));
        assert!(begun.elapsed() >= HELD, "it did not wait: {outcome}");
        holder.join().unwrap();
    }
}

/// Who only looks waits for nobody.
#[test]
fn whoever_reads_does_not_wait() {
    let workspace = Workspace::million();
    let folder = File::open(workspace.root()).unwrap();
    folder.lock().unwrap();
    for line in ["status --week 2026-W46", "agree anna", "commitments export anna"] {
        workspace.run(line).succeeds();
    }
}
