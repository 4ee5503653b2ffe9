//! Which of the questions that the calculation asks a rule is meant: by the deal, or by
//! segment, step, person and day, as far as the rule is told of them.

use salesplan_files::suggest;
use salesplan_model::rule_value::RuleValue;
use salesplan_model::rules::Hook;
use salesplan_rules::{InputType, Values, inputs};

use crate::args::RunRule;
use crate::console::one_line;
use crate::failure::Failure;

/// An option of `rules run`, and the input that it is about.
struct Selector {
    option: &'static str,
    placeholder: &'static str,
    input: &'static str,
    kind: InputType,
}

const fn selector(option: &'static str, placeholder: &'static str, input: &'static str, kind: InputType) -> Selector {
    Selector {
        option,
        placeholder,
        input,
        kind,
    }
}

const DEAL: &[Selector] = &[selector("deal", "ID", "id", InputType::Text)];
const OTHERS: &[Selector] = &[
    selector("segment", "SEGMENT", "segment", InputType::Text),
    selector("step", "STAGE", "from", InputType::Text),
    selector("person", "PERSON", "person", InputType::Text),
    selector("day", "DATE", "date", InputType::Day),
];
const SHOWN: usize = 5;

/// The selectors of a hook: a deal's id says all.
fn selectors(hook: Hook) -> Vec<&'static Selector> {
    let inputs = inputs(hook);
    let is_told = |selector: &&Selector| {
        let mut inputs = inputs.iter();
        inputs.any(|input| input.name == selector.input && input.kind == selector.kind)
    };
    let deal: Vec<&Selector> = DEAL.iter().filter(is_told).collect();
    if deal.is_empty() {
        OTHERS.iter().filter(is_told).collect()
    } else {
        deal
    }
}

/// The options that say which question is meant: `--segment SEGMENT --step STAGE`.
pub(crate) fn options(hook: Hook) -> String {
    let options = selectors(hook).into_iter();
    let options: Vec<String> = options
        .map(|selector| format!("--{} {}", selector.option, selector.placeholder))
        .collect();
    options.join(" ")
}

/// What was chosen on the command line, fit for the hook.
pub(crate) struct Choice {
    hook: Hook,
    wanted: Vec<(&'static Selector, String)>,
}

impl Choice {
    pub fn new(args: &RunRule) -> Result<Self, Failure> {
        let hook = args.hook;
        let given = [
            ("deal", args.deal.clone()),
            ("segment", args.segment.clone()),
            ("step", args.step.clone()),
            ("person", args.person.clone()),
            ("day", args.day.map(|day| day.to_string())),
        ];
        let mut wanted = Vec::new();
        for (option, value) in given {
            let Some(value) = value else { continue };
            let Some(selector) = selectors(hook).into_iter().find(|selector| selector.option == option) else {
                return Err(Failure::usage(
                    format!("the {} rule is not asked by --{option}", hook.name()),
                    format!("name the question: {}", options(hook)),
                ));
            };
            wanted.push((selector, value));
        }
        Ok(Self { hook, wanted })
    }

    /// Whether a question is one of those that are meant.
    pub fn fits(&self, values: &Values) -> bool {
        // Asked about deals and about the plan: who names no deal means the plan.
        if self.hook == Hook::Check && self.wanted.is_empty() {
            return values.get("is_plan") == Some(RuleValue::Flag(true));
        }
        self.wanted
            .iter()
            .all(|(selector, wanted)| value_of(selector, values).as_ref() == Some(wanted))
    }

    /// Says that no question, or more than one, is meant; `asked` are the questions that fit,
    /// or all where none does.
    pub fn unclear(&self, fitting: &[String], asked: &[String]) -> Failure {
        let name = self.hook.name();
        match (fitting, asked) {
            ([], []) => Failure::usage(
                format!("the {name} rule is asked nothing for this evening"),
                "look at another one with --week or --as-of",
            ),
            ([], asked) => {
                let wanted = self.wanted.iter();
                let wanted: Vec<String> = wanted
                    .map(|(selector, value)| format!("--{} {}", selector.option, one_line(value)))
                    .collect();
                let wanted = wanted.join(" ");
                let near = suggest::nearest(&wanted, asked.iter().map(String::as_str));
                let near = near.map_or_else(String::new, |near| format!("did you mean `{near}`? "));
                Failure::usage(
                    format!("the {name} rule is not asked for {wanted} on this evening"),
                    format!("{near}it is asked for {}", listed(asked)),
                )
            }
            (fitting, _) => Failure::usage(
                format!("the {name} rule is asked {} such questions", fitting.len()),
                format!("name one: {}", listed(fitting)),
            ),
        }
    }
}

/// A question as the options that mean it and no other.
pub(crate) fn name(hook: Hook, values: &Values) -> String {
    let parts = selectors(hook).into_iter().filter_map(|selector| {
        let value = value_of(selector, values)?;
        Some(format!("--{} {}", selector.option, one_line(&value)))
    });
    parts.collect::<Vec<_>>().join(" ")
}

fn value_of(selector: &Selector, values: &Values) -> Option<String> {
    Some(match values.get(selector.input)? {
        RuleValue::Text(text) => text,
        other => other.to_string(),
    })
}

fn listed(names: &[String]) -> String {
    let shown: Vec<&str> = names.iter().take(SHOWN).map(String::as_str).collect();
    let more = names.len().saturating_sub(SHOWN);
    let more = if more > 0 {
        format!(" and {more} more")
    } else {
        String::new()
    };
    format!("{}{more}", shown.join(", "))
}
