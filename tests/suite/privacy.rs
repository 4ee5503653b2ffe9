//! Names that are not to be seen: hidden by `--redact`, kept outside git by `--names`.

mod for_one;
mod naming;
mod redacting;

use salesplan_tests::{Outcome, Workspace};

/// The reference plan with deals, and names in every place where somebody may write one.
fn workspace() -> Workspace {
    let workspace = Workspace::million();
    workspace.write(
        "plans/million/team.toml",
        "[people.anna]\nname = \"Anna Berg\"\n[people.p2]\nname = \"Олег Щукин\"\n",
    );
    workspace.write(
        "plans/million/deals.csv",
        "id,client,owner,segment,stage,amount,created,expected-close,next-step,next-step-date\n\
         D-9,Tin Whistle,anna,new,meeting,200000,2026-10-05,2026-12-01,Anna asks TIN-WHISTLE again,2026-11-02\n\
         D-12,ООО «Ладья»,p2,new,lead,150000,2026-10-06,2026-12-01,\"Щукину: ооо Ладья ждёт, see Tin Whistle\",\n\
         D-3,tin  whistle,gleb,new,lead,,2026-10-07,2026-12-01,ask Gleb,\n",
    );
    workspace
}

fn run(workspace: &Workspace, line: &str) -> Outcome {
    workspace.run(&format!("{line} --week 2026-W45"))
}
