//! With `--redact` no name is in anything that is printed, whatever names there are and
//! wherever somebody wrote them.

use proptest::prelude::*;
use salesplan_tests::Workspace;

use super::tries;

/// Names of which no part is a word of the program, in several scripts.
fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "Zq[a-z]{3,7}( Xj[a-z]{3,7})?",
        2 => "Щъ[а-яё]{3,7}( Ыь[а-я]{3,7})?",
        1 => "Zq[a-z]{3,5}-Xj[a-z]{3,5}",
        1 => "«Zq[a-z]{3,5} & Xj[a-z]{3,5}»",
        1 => "Žq[a-zéüñ]{3,6}",
        1 => "[梁黄郑谢韩唐]{2,3}",
    ]
}

#[derive(Debug, Clone)]
struct Mention {
    who: prop::sample::Index,
    how: u8,
}

fn mentions() -> impl Strategy<Value = Vec<Mention>> {
    let mention = (any::<prop::sample::Index>(), any::<u8>()).prop_map(|(who, how)| Mention { who, how });
    prop::collection::vec(mention, 40)
}

/// A free text with a name in it, as people write them.
fn text(names: &[String], mention: &Mention) -> String {
    let name = mention.who.get(names);
    match mention.how % 8 {
        0 => format!("ask {name} first"),
        1 => name.to_uppercase(),
        2 => format!("({})", name.to_lowercase()),
        3 => format!("{name}'s offer, {name}"),
        4 => name.replace(' ', "_"),
        5 => format!("to: {name}; cc: {}", names[0]),
        6 => name.replace(' ', "\u{a0}"),
        _ => format!("до {name}, после"),
    }
}

/// Every word of a name that must not be seen: letters in small, without what stands around.
fn forbidden(names: &[String]) -> Vec<String> {
    let words = names.iter().flat_map(|name| name.split([' ', '-', '&', '«', '»']));
    words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

fn workspace(people: &[String], clients: &[String], mentions: &[Mention]) -> Workspace {
    let workspace = Workspace::million();
    let all: Vec<String> = people.iter().chain(clients).cloned().collect();
    let mut next = mentions.iter().cycle();
    let mut said = || text(&all, next.next().expect("they come round again")).replace('"', "");
    let mut plan = workspace.read("plans/million/plan.toml");
    for title in ["One million in the fourth quarter", "New clients", "leads"] {
        plan = plan.replacen(&format!("title = \"{title}\""), &format!("title = \"{}\"", said()), 1);
    }
    let evidence = format!("{{ rate = \"50%\", evidence = \"20 of 40, {}\" }}", said());
    let plan = plan.replacen("conversion = \"50%\"", &format!("conversion = {evidence}"), 1);
    let scenario = format!(
        "\n[scenario.careful]\ntitle = \"{}\"\nnew.meeting.conversion = \"25%\"\n",
        said()
    );
    workspace.write("plans/million/plan.toml", plan + scenario.as_str());
    let mut team = String::new();
    for (index, name) in people.iter().enumerate() {
        team += &format!("[people.w{index}x]\nname = \"{name}\"\n");
    }
    workspace.write("plans/million/team.toml", team);
    let mut deals = "id,client,owner,segment,stage,amount,created,expected-close,next-step,tags\n".to_string();
    for (index, client) in clients.iter().enumerate() {
        let stage = ["lead", "meeting"][index % 2];
        deals += &format!(
            "E-{index},\"{client}\",w{}x,new,{stage},1000{index},2026-10-0{},2026-12-0{},\"{}\",\"{}\"\n",
            index % (people.len() + 1),
            index % 8 + 1,
            index % 8 + 1,
            said(),
            said().replace(';', ",")
        );
    }
    workspace.write("plans/million/deals.csv", deals);
    workspace.write(
        "rules/check.rhai",
        format!(
            "if is_deal {{ [#{{ id: \"look\", severity: \"warning\", message: \"{} of \" + id }}] }} else {{ [] }}",
            said()
        ),
    );
    workspace.write("rules/review.rhai", format!("[\"{}\", \"{}\"]", said(), said()));
    workspace
}

const COMMANDS: &[&str] = &[
    "review",
    "status",
    "deals",
    "decompose",
    "decompose --by person",
    "decompose --by person,week",
    "resources",
    "scenarios",
    "explain new.lead",
    "review --scenario careful",
    "deals --set people.w0x.hours-per-week=20",
];

proptest! {
    #![proptest_config(tries(6))]

    #[test]
    fn no_name_is_left_in_any_form(
        people in prop::collection::vec(name(), 1..4),
        clients in prop::collection::vec(name(), 1..6),
        mentions in mentions(),
    ) {
        let workspace = workspace(&people, &clients, &mentions);
        let mut forbidden = forbidden(&[people.clone(), clients].concat());
        forbidden.extend((0..=people.len()).map(|index| format!("w{index}x")));
        let plain = workspace.run("review --week 2026-W45").printed().to_lowercase();
        prop_assert!(forbidden.iter().any(|name| plain.contains(name.as_str())), "no name would be seen: {plain}");
        for command in COMMANDS {
            for format in ["human", "markdown", "json"] {
                let line = format!("{command} --week 2026-W45 -v --color always --redact people,clients --format {format}");
                let outcome = workspace.run(&line);
                prop_assert_eq!(outcome.code, 0, "{}", outcome);
                let said = format!("{}{}", outcome.stdout, outcome.stderr).to_lowercase();
                for name in &forbidden {
                    prop_assert!(!said.contains(name.as_str()), "{name} is in {outcome}");
                }
            }
        }
    }
}
