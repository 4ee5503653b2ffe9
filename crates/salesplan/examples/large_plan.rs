//! What a large plan costs, step by step:
//! `cargo run --release --example large_plan -p salesplan [PEOPLE] [SEGMENTS] [CHANNELS]`.
//!
//! By default 2,000 people, 20 segments of four stages, 10 channels and a year of 53 weeks.
//! With a folder as fourth argument the plan is written there as a workspace, for timing
//! the program itself.

#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a measurement reads the clock, prints, and may write the plan it measures"
)]

use std::fmt::Write as _;
use std::sync::Arc;
use std::time::Instant;

use salesplan_files::snapshot::{Content, Snapshot};
use salesplan_files::workspace::read_plan;
use salesplan_model::chance;
use salesplan_model::id::PlanId;
use salesplan_model::prepare::prepare;
use salesplan_model::settings::Settings;
use salesplan_rules::RuleSet;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let size = |index: usize, default: usize| {
        let given = arguments.get(index).and_then(|text| text.parse().ok());
        given.unwrap_or(default)
    };
    let (people, segments, channels) = (size(0, 2_000), size(1, 20), size(2, 10));
    let (plan, team) = (plan_text(segments, channels), team_text(people));
    if let Some(folder) = arguments.get(3) {
        let folder = std::path::Path::new(folder).join("plans/large");
        std::fs::create_dir_all(&folder).expect("the folder can be made");
        std::fs::write(folder.join("plan.toml"), &plan).expect("the plan can be written");
        std::fs::write(folder.join("team.toml"), &team).expect("the team can be written");
    }
    let mut snapshot = Snapshot::default();
    snapshot.insert("plans/large/plan.toml", None, Content::Bytes(plan.into_bytes()));
    snapshot.insert("plans/large/team.toml", None, Content::Bytes(team.into_bytes()));
    let no_clock = Arc::new(|| std::time::Duration::ZERO);
    let rules = RuleSet::compile(Vec::new(), &Default::default(), no_clock);
    let rules = rules.unwrap_or_else(|faults| panic!("the bundled rules compile: {faults:?}"));

    println!("{people} people, {segments} segments, {channels} channels");
    let read = timed("read and check the files", || {
        read_plan(&snapshot, &PlanId::new("large"), &Default::default())
    });
    let folder = read
        .value
        .unwrap_or_else(|| panic!("the plan is good: {:?}", read.findings));
    let (prepared, found) = timed("decompose: needs, quotas, schedules", || {
        prepare(folder.plan.clone(), folder.given(&Settings::default()), &rules)
    });
    let prepared = prepared.unwrap_or_else(|| panic!("the plan can be prepared: {found:?}"));
    let (plan, decomposition) = (&prepared.plan, &prepared.decomposition);
    println!("  {} weeks, {} deals", decomposition.weeks.len(), decomposition.deals);
    let entries: u64 = timed("weeks of the company", || {
        let of_segment = |index: usize| {
            decomposition
                .weeks(index)
                .iter()
                .flat_map(|week| week.stages.clone())
                .sum::<u64>()
        };
        (0..plan.segments.len()).map(of_segment).sum()
    });
    let cells: usize = timed("weeks of every person, stage by stage", || {
        let of_segment = |index: usize| {
            let stages = 0..plan.segments[index].stages.len();
            stages
                .map(|stage| {
                    decomposition
                        .by_person(index, stage)
                        .parts()
                        .map(<[u64]>::len)
                        .sum::<usize>()
                })
                .sum::<usize>()
        };
        (0..plan.segments.len()).map(of_segment).sum()
    });
    let of_channels: usize = timed("weeks of every channel", || {
        let of_segment = |index: usize| decomposition.by_channel(index).map_or(0, |totals| totals.parts().len());
        (0..plan.segments.len()).map(of_segment).sum()
    });
    println!("  {entries} entries; {cells} cells of people; {of_channels} channels in segments");
    let goal = timed("chance of the goal", || chance::of_plan(plan, decomposition).goal);
    let uncertain = timed("the same with uncertain rates", || {
        chance::of_plan_uncertain(plan, decomposition).goal
    });
    println!("  {goal:?} {uncertain:?}");
}

fn timed<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let done = work();
    println!("{:>9.1} ms  {what}", start.elapsed().as_secs_f64() * 1e3);
    done
}

fn plan_text(segments: usize, channels: usize) -> String {
    let mut text = String::from(
        "schema-version = 1\ntitle = \"A large company\"\nperiod = { from = 2026-01-01, to = 2026-12-31 }\n\
         [goal]\nmetric = \"revenue\"\namount = 2_000_000_000\ncurrency = \"EUR\"\n",
    );
    for segment in 0..segments {
        let average = 8_000 + 500 * segment;
        let _ = write!(
            text,
            "[segments.s{segment}]\nshare = \"1/{segments}\"\naverage-deal = {average}\nfunnel = \"f{segment}\"\n\
             [funnels.f{segment}]\nstages = [\n\
             {{ id = \"lead\", conversion = {{ rate = \"{}%\", evidence = \"{} of 400, 2025\" }}, lag-days = 7, hours = 0.5 }},\n\
             {{ id = \"meeting\", conversion = {{ rate = \"40%\", evidence = \"95 of 240, 2025\" }}, lag-days = 14, hours = 1.5 }},\n\
             {{ id = \"offer\", conversion = \"{}%\", lag-days = 21, hours = 3 }},\n{{ id = \"deal\" }},\n]\n",
            30 + segment,
            4 * (30 + segment),
            45 + segment % 10
        );
    }
    for channel in 0..channels {
        let _ = write!(
            text,
            "[channels.c{channel}]\nshare = \"1/{channels}\"\ncost-per-lead = {}\nconversion = \"{}%\"\nsupply-per-week = 2_000\n",
            50 + 10 * channel,
            32 + channel
        );
    }
    text
}

/// Every fifth starts within the year and is on ramp; everybody is away for two weeks.
fn team_text(people: usize) -> String {
    let mut text = String::new();
    for person in 0..people {
        let month = 1 + person % 12;
        let _ = write!(text, "[people.p{person}]\nhours-per-week = {}\n", 30 + person % 11);
        let _ = writeln!(
            text,
            "absences = [{{ from = 2026-{month:02}-05, to = 2026-{month:02}-16 }}]"
        );
        if person % 5 == 0 {
            let _ = writeln!(
                text,
                "from = 2026-{month:02}-01\nramp = [{{ until = 2026-{month:02}-28, at = \"50%\" }}]"
            );
        }
    }
    text
}
