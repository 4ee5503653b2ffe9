//! From Rhai's errors to findings in plain words: where, what, and how to mend it.

use rhai::{Dynamic, EvalAltResult, LexError, ParseError, ParseErrorType, Position};
use salesplan_model::diagnostic::{Diagnostic, Kind, Location, RULE_FAULT, RULE_LIMIT_EXCEEDED, RULE_SYNTAX};

use crate::engine::{
    ARRAY_MAX, CALL_LEVELS_MAX, DISABLED, Ended, FUNCTIONS_MAX, MAP_MAX, MILLISECONDS_MAX, OPERATIONS_MAX, STRING_MAX,
    VARIABLES_MAX,
};
use crate::host::{HostFault, type_word, type_word_of};
use crate::names::nearest;
use crate::ratio::Ratio;
use crate::source::RuleSource;
use crate::span;

/// What is wrong, before it is known where.
struct Finding {
    kind: &'static Kind,
    message: String,
    help: Option<String>,
}

impl Finding {
    fn new(kind: &'static Kind, message: impl Into<String>) -> Self {
        Self {
            kind,
            message: message.into(),
            help: None,
        }
    }

    fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    fn at(self, source: &RuleSource, position: Position) -> Diagnostic {
        let location = Location {
            file: source.path.clone(),
            span: span::token(&source.text, position),
        };
        let diagnostic = Diagnostic::new(self.kind, printable(&self.message)).at(location, "");
        match self.help {
            Some(help) => diagnostic.help(printable(&help)),
            None => diagnostic,
        }
    }
}

/// A script that cannot be read. `names` are the variables that it may use.
pub(crate) fn of_parsing(source: &RuleSource, error: &ParseError, names: &[&str]) -> Diagnostic {
    let (before, after) = source.text.split_at(span::offset(&source.text, error.position()));
    let finding = match error.err_type() {
        ParseErrorType::MissingToken(..) | ParseErrorType::UnexpectedEOF if after.trim().is_empty() => {
            Finding::new(&RULE_SYNTAX, "the script ends too early").help("is a bracket or brace still open?")
        }
        ParseErrorType::MissingToken(..) if before.ends_with(|c: char| c.is_ascii_digit()) => {
            Finding::new(&RULE_SYNTAX, "letters follow a number").help("write numbers as 1200 or 0.05")
        }
        other => parsing(other, &own_names(before), names),
    };
    finding.at(source, error.position())
}

/// What the script itself gave a name to before some place. A comment may look like it: these names are
/// only suggested.
fn own_names(before: &str) -> Vec<&str> {
    let is_of_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let words: Vec<&str> = before
        .split(|c| !is_of_name(c))
        .filter(|word| !word.is_empty())
        .collect();
    let pairs = words.windows(2).filter(|pair| matches!(pair[0], "let" | "const"));
    pairs.map(|pair| pair[1]).collect()
}

fn parsing(error: &ParseErrorType, own: &[&str], names: &[&str]) -> Finding {
    match error {
        ParseErrorType::VariableUndefined(name) => {
            let known = format!("the rule knows: {}", names.join(", "));
            let help = match nearest(name, &[own, names].concat()) {
                Some(near) => format!("did you mean `{near}`? {known}"),
                None => known,
            };
            Finding::new(&RULE_SYNTAX, format!("unknown name `{name}`")).help(help)
        }
        ParseErrorType::Reserved(word) | ParseErrorType::UnknownOperator(word) if DISABLED.contains(&word.as_str()) => {
            Finding::new(&RULE_SYNTAX, format!("`{word}` is not available in rules"))
        }
        ParseErrorType::BadInput(LexError::ImproperSymbol(word, _)) if DISABLED.contains(&word.as_str()) => {
            Finding::new(&RULE_SYNTAX, format!("`{word}` is not available in rules"))
        }
        ParseErrorType::ExprTooDeep => Finding::new(&RULE_LIMIT_EXCEEDED, "the expression is nested too deeply")
            .help("give its parts names with `let`"),
        ParseErrorType::TooManyFunctions => Finding::new(
            &RULE_LIMIT_EXCEEDED,
            format!("the script defines more than {FUNCTIONS_MAX} functions and closures"),
        ),
        ParseErrorType::LiteralTooLarge(what, most) => Finding::new(
            &RULE_LIMIT_EXCEEDED,
            format!("{} is more than {most}", lower_first(what)),
        ),
        ParseErrorType::BadInput(LexError::MalformedNumber(text)) => {
            Finding::new(&RULE_SYNTAX, format!("`{text}` is not a number")).help("write numbers as 1200 or 0.05")
        }
        ParseErrorType::BadInput(LexError::UnexpectedInput(text)) if text.chars().all(char::is_alphabetic) => {
            Finding::new(&RULE_SYNTAX, format!("unexpected '{text}'")).help("names are written in Latin letters")
        }
        other => Finding::new(&RULE_SYNTAX, lower_first(&other.to_string())),
    }
}

/// A rule that stopped. `guard` names the flag that goes with an input.
pub(crate) fn of_running(
    source: &RuleSource,
    error: &EvalAltResult,
    guard: impl Fn(&str) -> Option<String>,
) -> Diagnostic {
    let inner = error.unwrap_inner();
    let position = if inner.position().is_none() {
        error.position()
    } else {
        inner.position()
    };
    running(inner, guard).at(source, position)
}

fn running(error: &EvalAltResult, guard: impl Fn(&str) -> Option<String>) -> Finding {
    use EvalAltResult as E;
    if let Some(finding) = limit(error) {
        return finding;
    }
    let fault = |message: String| Finding::new(&RULE_FAULT, message);
    match error {
        E::ErrorVariableNotFound(name, _) => match guard(name) {
            Some(guard) => {
                fault(format!("`{name}` is read, but there is none")).help(format!("ask first: `if {guard} {{ .. }}`"))
            }
            None => fault(format!("unknown name `{name}`")),
        },
        E::ErrorRuntime(value, _) => match value.read_lock::<HostFault>() {
            Some(host) => fault(host.message.clone()).help(host.help),
            None => fault(format!("the rule gave up: {value}")),
        },
        E::ErrorFunctionNotFound(signature, _) => not_taken(signature),
        E::ErrorArithmetic(message, _) => fault(lower_first(message)),
        E::ErrorMismatchDataType(wanted, found, _) | E::ErrorMismatchOutputType(wanted, found, _) => {
            mismatch(type_word_of(wanted), type_word_of(found))
        }
        E::ErrorPropertyNotFound(name, _) => fault(format!("the map has no `{name}`")),
        E::ErrorIndexNotFound(index, _) => fault(format!("the map has no `{index}`")),
        E::ErrorArrayBounds(length, index, _) => {
            fault(format!("there is no place {index} in a list of {length}")).help("places are counted from 0")
        }
        E::ErrorStringBounds(length, index, _) => {
            fault(format!("there is no place {index} in a text of {length}")).help("places are counted from 0")
        }
        E::ErrorFor(_) => fault("only a list or a range can be walked through".to_owned()),
        E::ErrorIndexingType(..) => fault("this has no parts in brackets".to_owned()),
        E::ErrorDataRace(..) => fault("a closure uses the very list that it is handed to".to_owned())
            .help("copy the list first: let all = list; list.map(|x| all.len())"),
        E::ErrorAssignmentToConstant(name, _) => fault(format!("`{name}` cannot be changed")),
        other => fault(lower_first(without_place(&other.to_string()))),
    }
}

fn mismatch(wanted: &str, found: &str) -> Finding {
    let finding = Finding::new(&RULE_FAULT, format!("this must be {wanted}, not {found}"));
    match (wanted, found) {
        ("a whole number", "a number") => {
            finding.help("what rules are told are decimals: use a map instead of a list, and factors[`${month}`]")
        }
        _ => finding,
    }
}

fn limit(error: &EvalAltResult) -> Option<Finding> {
    use EvalAltResult as E;
    let exceeded = |message: String| Finding::new(&RULE_LIMIT_EXCEEDED, message);
    Some(match error {
        E::ErrorTerminated(why, _) if why.read_lock::<Ended>().is_some_and(|why| *why == Ended::Time) => {
            exceeded(format!("the rule takes longer than {MILLISECONDS_MAX} ms"))
                .help("it does much work in few steps: are its lists or texts long?")
        }
        E::ErrorTooManyOperations(_) | E::ErrorTerminated(..) => {
            exceeded(format!("the rule takes more than {OPERATIONS_MAX} steps"))
                .help("does a loop ever end? A rule is asked one question at a time")
        }
        E::ErrorStackOverflow(_) => exceeded(format!(
            "functions call each other more than {CALL_LEVELS_MAX} levels deep"
        )),
        E::ErrorTooManyVariables(_) => exceeded(format!("the rule has more than {VARIABLES_MAX} variables at once")),
        E::ErrorDataTooLarge(..) => exceeded("a text, list or map grows beyond its limit".to_owned()).help(format!(
            "texts may have {STRING_MAX} bytes, lists {ARRAY_MAX} and maps {MAP_MAX} entries, with all that is in them"
        )),
        E::ErrorParsing(ParseErrorType::ExprTooDeep, _) => exceeded("the expression is nested too deeply".to_owned()),
        _ => return None,
    })
}

/// Rhai's `name (type, type)` in plain words. No function is unknown when a rule runs,
/// since the allow-list has been checked; so the values must be the wrong ones.
fn not_taken(signature: &str) -> Finding {
    let Some((name, types)) = signature.split_once(" (") else {
        return Finding::new(&RULE_FAULT, lower_first(signature));
    };
    let types: Vec<&str> = types.trim_end_matches(')').split(", ").map(plain_type).collect();
    let finding = Finding::new(
        &RULE_FAULT,
        format!("`{name}` cannot be done with {}", types.join(" and ")),
    );
    if name == "+" && types.contains(&"a text") {
        return finding.help("put values into a text with backticks: `closes in ${days_to_close} days`");
    }
    finding
}

fn plain_type(name: &str) -> &'static str {
    if name.starts_with("&str") || name.starts_with("string") {
        "a text"
    } else {
        type_word_of(name)
    }
}

fn without_place(message: &str) -> &str {
    message.split(" (line ").next().unwrap_or(message)
}

fn lower_first(text: &str) -> String {
    let mut characters = text.chars();
    characters
        .next()
        .map_or_else(String::new, |first| first.to_lowercase().chain(characters).collect())
}

/// What a script says, made fit for a line of a message: no control characters, not endless.
pub(crate) fn printable(text: &str) -> String {
    const CHARACTERS_MAX: usize = 1_000;
    let mut printable: String = text
        .chars()
        .take(CHARACTERS_MAX)
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    if printable.len() < text.len() {
        printable.push('…');
    }
    printable
}

/// A value for a message: itself where it is short, else its type.
pub(crate) fn shown(value: &Dynamic) -> String {
    const CHARACTERS_MAX: usize = 40;
    let text = value
        .read_lock::<Ratio>()
        .map_or_else(|| value.to_string(), |ratio| ratio.to_string());
    let is_simple = !(value.is_unit() || value.is_map() || value.is_array() || value.is_fnptr());
    if is_simple && text.chars().count() <= CHARACTERS_MAX {
        return format!("`{}`", printable(&text));
    }
    type_word(value).to_owned()
}
