//! `plans/<plan>/team.toml`: the people who sell.

use salesplan_model::diagnostic::{Diagnostic, PERIOD_REVERSED};
use salesplan_model::id::PersonId;
use salesplan_model::plan::Person;

use crate::sink::Sink;
use crate::table::{self, Table, check_id};

pub(crate) fn read(text: &str, sink: &Sink) -> Vec<Person> {
    let root = table::parse(text, sink);
    let mut team = Table::root(&root, "team.toml", sink);
    let mut people = Vec::new();
    for (id, mut person) in team.named_tables("people", "person") {
        check_id(sink, "a person", &id);
        let name = person.text("name").map_or_else(|| id.value.clone(), |name| name.value);
        let from = person.date("from");
        let to = person.date("to");
        person.finish();
        if let (Some(from), Some(to)) = (&from, &to)
            && to.value < from.value
        {
            sink.push(
                Diagnostic::new(&PERIOD_REVERSED, format!("{name} leaves before the first day"))
                    .at(sink.location(&to.span), "the last day")
                    .see(sink.location(&from.span), "the first day")
                    .help("swap the two dates"),
            );
        }
        people.push(Person {
            id: PersonId::new(id.value),
            name,
            from: from.map(|day| day.value),
            to: to.map(|day| day.value),
        });
    }
    team.finish();
    people
}
