//! What the host adds to the language: the list of every function that a rule may
//! call, and the fault that a host function stops with.
//!
//! There is no other function: no package of Rhai's is registered, and a rule that calls
//! anything that is not in the list is refused when it is compiled.

use rhai::{Dynamic, Engine, EvalAltResult, Position};

use crate::{compare, dates, lists, numbers, statistics, texts, workdays};

/// A function that a rule may call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Function {
    /// Its name.
    pub name: &'static str,
    /// How it is called; a dot before the name where it is a method.
    pub call: &'static str,
    /// What it gives.
    pub about: &'static str,
}

/// Every function that a rule may call, in the order of the documentation.
pub fn functions() -> &'static [Function] {
    FUNCTIONS
}

/// Why a host function stops a rule. Travels through Rhai as a thrown value.
#[derive(Debug, Clone)]
pub(crate) struct HostFault {
    pub(crate) message: String,
    pub(crate) help: &'static str,
}

/// Stops the rule at the call at hand.
pub(crate) fn stop(message: impl Into<String>, help: &'static str) -> Box<EvalAltResult> {
    let fault = HostFault {
        message: message.into(),
        help,
    };
    Box::new(EvalAltResult::ErrorRuntime(Dynamic::from(fault), Position::NONE))
}

/// Registers all host functions and operators.
pub(crate) fn register(engine: &mut Engine) {
    numbers::register(engine);
    compare::register(engine);
    dates::register(engine);
    texts::register(engine);
    lists::register(engine);
    statistics::register(engine);
    workdays::register(engine);
}

/// A value's type in the words of the documentation.
pub(crate) fn type_word(value: &Dynamic) -> &'static str {
    type_word_of(value.type_name())
}

/// The same for a type's name as Rhai's messages give it.
pub(crate) fn type_word_of(name: &str) -> &'static str {
    let last = name.rsplit("::").next().unwrap_or(name);
    match last.trim_start_matches("&mut ").trim_start_matches('&') {
        "i64" => "a whole number",
        "Decimal" | "decimal" => "a number",
        "Ratio" | "ratio" => "a ratio",
        "str" | "ImmutableString" | "String" | "string" => "a text",
        "char" => "a character",
        "bool" => "true or false",
        "()" => "nothing",
        "array" | "Array" | "Vec<Dynamic>" => "a list",
        "map" | "Map" => "a map",
        "Date" | "date" => "a date",
        "Workdays" | "calendar" => "a calendar",
        "FnPtr" | "Fn" => "a function",
        "range" | "range=" => "a range",
        _ => "another value",
    }
}

const fn function(name: &'static str, call: &'static str, about: &'static str) -> Function {
    Function { name, call, about }
}

const FUNCTIONS: &[Function] = &[
    // Numbers.
    function(
        "ratio",
        "ratio(a, b)",
        "a / b as an exact fraction; a third stays a third",
    ),
    function(
        "decimal",
        "decimal(x)",
        "the number as a decimal; a ratio is rounded to 28 digits",
    ),
    function("min", "min(a, b)", "the smaller number"),
    function("max", "max(a, b)", "the larger number"),
    function("clamp", "clamp(x, low, high)", "x, but at least low and at most high"),
    function("abs", "abs(x)", "the number without its sign"),
    function("floor", "floor(x)", "the next whole number below"),
    function("ceil", "ceil(x)", "the next whole number above"),
    function(
        "round",
        "round(x), round(x, digits)",
        "the nearest number with so many digits; a half goes away from 0",
    ),
    function("is_zero", "x.is_zero()", "whether the number is 0"),
    // Days.
    function(
        "date",
        "date(\"2026-10-01\")",
        "a day; later - earlier is a number of days, date + 7 a week later",
    ),
    function("days_since", "later.days_since(earlier)", "the days between two dates"),
    function("weekday", "date.weekday()", "1 for Monday to 7 for Sunday"),
    // Texts.
    function("figure", "figure(x)", "the number as a reader writes it: 1,234.5"),
    function("plural", "plural(n, \"day\")", "the count with its word: 1 day, 3 days"),
    function("lower", "text.lower()", "the text in small letters"),
    function("starts_with", "text.starts_with(part)", "whether the text begins so"),
    function("ends_with", "text.ends_with(part)", "whether the text ends so"),
    function("to_string", "x.to_string()", "the value as text"),
    // Texts, lists and maps.
    function(
        "contains",
        "list.contains(x), x in list, part in text",
        "whether it is in there",
    ),
    function("len", "list.len()", "how many there are in it"),
    function("is_empty", "list.is_empty()", "whether there is nothing in it"),
    function("push", "list.push(x)", "adds x at the end"),
    function("pop", "list.pop()", "takes the last away and gives it"),
    function("insert", "list.insert(place, x)", "adds x at a place, counted from 0"),
    function("remove", "list.remove(place)", "takes one away and gives it"),
    function("index_of", "list.index_of(x)", "the place of x, or -1"),
    function("extract", "list.extract(place, count)", "a part of the list"),
    function("sort", "list.sort()", "sorts numbers, texts or dates"),
    function("reverse", "list.reverse()", "turns the order round"),
    function("map", "list.map(|x| ..)", "the answers for each"),
    function("filter", "list.filter(|x| ..)", "those for which it is true"),
    function("reduce", "list.reduce(|sum, x| .., first)", "one value made of all"),
    function("some", "list.some(|x| ..)", "whether it is true of any"),
    function("all", "list.all(|x| ..)", "whether it is true of each"),
    function("find", "list.find(|x| ..)", "the first for which it is true"),
    function("keys", "map.keys()", "the names in a map, in order"),
    function(
        "values",
        "map.values()",
        "the values in a map, in the order of their names",
    ),
    function("call", "f.call(x)", "calls a closure"),
    // Figures about lists of numbers.
    function(
        "sum",
        "sum(list)",
        "all numbers of the list together; 0 for an empty list",
    ),
    function("mean", "mean(list)", "their mean"),
    function(
        "median",
        "median(list)",
        "the middle one of them; of two the number half-way",
    ),
    function(
        "quantile",
        "quantile(list, 0.9)",
        "the number up to which that part of them lies; between two neighbours in proportion, as spreadsheets do",
    ),
    function("percent", "percent(x)", "the part as a reader writes it: 24 % for 0.24"),
    // Working days.
    function(
        "working_days",
        "calendar.working_days(from, to)",
        "the working days after a day, up to and with another; below 0 when that comes first",
    ),
    function(
        "is_working_day",
        "calendar.is_working_day(date)",
        "whether the plan works on that day",
    ),
];
