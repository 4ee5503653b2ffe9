//! `[scenario.<id>]`: other figures by their names, such as `new.meeting.conversion = "25%"`.

use salesplan_model::plan::Scenario;
use salesplan_model::what_if::Setting;
use toml::de::{DeTable, DeValue};

use crate::sink::Sink;
use crate::table::{self, Table, check_id, number_text, wrong_type};

pub(super) fn read_scenarios(plan: &mut Table<'_, '_>, sink: &Sink) -> Vec<Scenario> {
    let mut scenarios = Vec::new();
    for (id, mut table) in plan.named_tables("scenario", "scenario") {
        check_id(sink, "a scenario", &id);
        let title = table
            .text("title")
            .map_or_else(|| id.value.clone(), |title| title.value);
        let mut settings = Vec::new();
        for (key, value) in table.entries() {
            // Keys with points that are not quoted are tables in tables; both forms mean the same.
            if key.get_ref() != "title" {
                read_setting(key.get_ref(), value, &mut settings, sink);
            }
        }
        scenarios.push(Scenario {
            title,
            settings,
            location: sink.location(&id.span),
            id: id.value,
        });
    }
    scenarios
}

fn read_setting(
    name: &str,
    value: &toml::Spanned<DeValue<'_>>,
    settings: &mut Vec<(Setting, salesplan_model::diagnostic::Location)>,
    sink: &Sink,
) {
    if let DeValue::Table(inner) = value.get_ref() {
        return read_inner(name, inner, settings, sink);
    }
    match number_text(value.get_ref()) {
        Some(text) => {
            let setting = Setting {
                figure: name.to_string(),
                value: text,
            };
            settings.push((setting, sink.location(&value.span())));
        }
        None => {
            wrong_type::<()>(sink, name, value, "a number or a text in quotes");
        }
    }
}

fn read_inner(
    name: &str,
    inner: &DeTable<'_>,
    settings: &mut Vec<(Setting, salesplan_model::diagnostic::Location)>,
    sink: &Sink,
) {
    for (key, value) in table::sorted(inner) {
        read_setting(&format!("{name}.{}", key.get_ref()), value, settings, sink);
    }
}
