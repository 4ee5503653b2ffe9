//! `salesplan.toml`: settings of the whole workspace. Without it the defaults hold.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use rust_decimal::Decimal;
use salesplan_model::diagnostic::{Diagnostic, Severity, UNKNOWN_RULE};
use salesplan_model::policy::{AtLeast, Policy};
use salesplan_model::rules::Hook;
use salesplan_model::settings::{
    CalendarName, ChannelSettings, Charts, Locale, Named, Parameter, ParameterValue, Qualified, Settings,
};
use toml::Spanned;
use toml::de::DeValue;

use crate::lower;
use crate::plan_file::check_schema_version;
use crate::sink::{At, Sink};
use crate::sources;
use crate::suggest;
use crate::table::{self, Table, number_text, wrong_type};

/// Where the settings stand.
pub const PATH: &str = "salesplan.toml";

pub(crate) fn read(text: &str, sink: &Sink) -> Settings {
    let mut settings = Settings::default();
    let root = table::parse(text, sink);
    let mut file = Table::root(&root, "salesplan.toml", sink);
    check_schema_version(&mut file, false, sink);
    if let Some(locale) = file.word("locale", Locale::WORDS) {
        settings.locale = locale.value;
    }
    settings.currency = file.text("currency").and_then(|text| lower::currency(sink, &text));
    settings.calendar = file.text("calendar").map(|name| CalendarName {
        location: sink.location(&name.span),
        name: name.value,
    });
    if let Some(mut review) = file.table("review", "the review's settings") {
        if let Some(count) = review.count("deals-to-discuss") {
            settings.review.n_deals_to_discuss = usize::try_from(count.value).unwrap_or(usize::MAX).min(100);
        }
        if let Some(fields) = review.texts("qualification") {
            settings.review.qualification = fields.into_iter().map(|field| field.value).collect();
        }
        if let Some(charts) = review.word("charts", Charts::WORDS) {
            settings.review.charts = charts.value;
        }
        review.finish();
    }
    if let Some(channels) = file.table("channels", "the settings of channels") {
        settings.channels = read_channels(channels, sink);
    }
    if let Some(proof) = file.table("proof", "the settings of proof") {
        read_proof(proof, &mut settings, sink);
    }
    if let Some(mut agreement) = file.table("agreement", "the settings of agreements") {
        let tolerance = agreement.number_text("tolerance");
        settings.tolerance = tolerance
            .filter(|text| !lower::is_zero(&text.value))
            .and_then(|text| lower::rate_called(sink, &text, "tolerance"));
        agreement.finish();
    }
    if let Some(policy) = file.table("policy", "the policy") {
        settings.policy = read_policy(policy, sink);
    }
    if let Some(rules) = file.table("rules", "the rules' parameters") {
        settings.parameters = read_parameters(&rules, sink);
    }
    // They are for the machine, and no setting of a plan; here they are only held against their form.
    sources::read(&mut file, sink);
    file.finish();
    settings
}

/// `qualified` is a stage, or `{ tag = "fit" }`.
fn read_channels(mut channels: Table<'_, '_>, sink: &Sink) -> ChannelSettings {
    let named = |text: At<String>| Named {
        location: sink.location(&text.span),
        name: text.value,
    };
    let qualified = match channels.plain_or_table("qualified", "what qualifies a lead") {
        Some(Ok(stage)) => Some(Qualified::Stage(named(stage))),
        Some(Err(mut table)) => {
            let tag = table.required("tag", "\"fit\"", |table| table.text("tag"));
            table.finish();
            tag.map(|tag| Qualified::Tag(named(tag)))
        }
        None => None,
    };
    let warm = channels.text("warm").map(named);
    let campaign = channels.text("campaign").map(|prefix| prefix.value);
    channels.finish();
    ChannelSettings {
        qualified,
        warm,
        campaign: campaign.unwrap_or_else(|| Settings::default().channels.campaign),
    }
}

fn read_proof(mut proof: Table<'_, '_>, settings: &mut Settings, sink: &Sink) {
    if let Some(count) = proof.count("trials-min") {
        settings.proof.trials_min = count.value;
    }
    if let Some(rate) = proof
        .number_text("proven-from")
        .and_then(|text| lower::rate(sink, &text))
    {
        settings.proof.proven_from = rate;
    }
    if let Some(rate) = proof
        .number_text("refuted-to")
        .and_then(|text| lower::rate(sink, &text))
    {
        settings.proof.refuted_to = rate;
    }
    proof.finish();
}

/// How much something weighs in a policy; nothing where it is off.
const WEIGHTS: &[(&str, Option<Severity>)] = &[
    ("off", None),
    ("warning", Some(Severity::Warning)),
    ("error", Some(Severity::Error)),
];

fn read_policy(mut policy: Table<'_, '_>, sink: &Sink) -> Policy {
    let weight = |policy: &mut Table<'_, '_>, key| policy.word(key, WEIGHTS).and_then(|word| word.value);
    let read = Policy {
        all_agreed: weight(&mut policy, "all-agreed"),
        countersigned: weight(&mut policy, "countersigned"),
        no_refuted_conversion: weight(&mut policy, "no-refuted-conversion"),
        commitment_coverage: read_at_least(&mut policy, "commitment-coverage", sink),
        weighted_coverage: read_at_least(&mut policy, "weighted-coverage", sink),
    };
    policy.finish();
    read
}

/// `"70%"`, or `{ at-least = "70%", severity = "warning" }`.
fn read_at_least(policy: &mut Table<'_, '_>, key: &'static str, sink: &Sink) -> Option<AtLeast> {
    let (text, severity) = match policy.plain_or_table(key, "the coverage")? {
        Ok(text) => (text, Severity::Error),
        Err(mut table) => {
            let part = table.required("at-least", "\"70%\"", |table| table.number_text("at-least"));
            let severity = table.word("severity", WEIGHTS).map(|word| word.value);
            table.finish();
            (part?, severity.unwrap_or(Some(Severity::Error))?)
        }
    };
    let part = lower::rate_called(sink, &text, "part of the quotas")?;
    Some(AtLeast { part, severity })
}

fn read_parameters(rules: &Table<'_, '_>, sink: &Sink) -> BTreeMap<Hook, BTreeMap<String, Parameter>> {
    let mut parameters = BTreeMap::new();
    for (name, value) in rules.entries() {
        let Some(hook) = Hook::of_name(name.get_ref()) else {
            let known = Hook::ALL.iter().map(|hook| hook.name());
            sink.push(
                Diagnostic::new(&UNKNOWN_RULE, format!("there is no rule `{}`", name.get_ref()))
                    .at(sink.location(&name.span()), "no hook of this name")
                    .help(suggest::help(name.get_ref(), known)),
            );
            continue;
        };
        let DeValue::Table(entries) = value.get_ref() else {
            wrong_type::<()>(sink, name.get_ref(), value, "a table of parameters");
            continue;
        };
        parameters.insert(hook, self::parameters(table::sorted(entries), sink));
    }
    parameters
}

/// The parameters of one rule by the names that a script has, with `_`.
pub(crate) fn parameters<'t>(
    entries: Vec<(&Spanned<Cow<'t, str>>, &Spanned<DeValue<'t>>)>,
    sink: &Sink,
) -> BTreeMap<String, Parameter> {
    let mut parameters = BTreeMap::new();
    for (key, value) in entries {
        match parameter(value.get_ref()) {
            Some(parameter) => {
                let location = sink.location(&value.span());
                parameters.insert(
                    key.get_ref().replace('-', "_"),
                    Parameter {
                        value: parameter,
                        location,
                    },
                );
            }
            None => {
                wrong_type::<()>(sink, key.get_ref(), value, "a number, a text, a date, true or false");
            }
        }
    }
    parameters
}

fn parameter(value: &DeValue<'_>) -> Option<ParameterValue> {
    match value {
        DeValue::Boolean(flag) => Some(ParameterValue::Flag(*flag)),
        DeValue::String(text) => Some(ParameterValue::Text(text.to_string())),
        DeValue::Datetime(day) => day.to_string().parse::<Date>().ok().map(ParameterValue::Day),
        DeValue::Integer(_) | DeValue::Float(_) => number_text(value)
            .and_then(|text| Decimal::from_str_exact(&text).ok())
            .map(ParameterValue::Number),
        _ => None,
    }
}

/// The name under which the settings are read.
pub(crate) fn path() -> Arc<str> {
    Arc::from(PATH)
}
