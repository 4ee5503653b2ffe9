//! What the host adds to the language: every function that a rule may call, registered
//! together with its documentation, and the fault that a host function stops with.
//!
//! There is no other function: no package of Rhai's is registered, and a rule that calls
//! anything that is not in the list is refused when it is compiled.

use std::sync::OnceLock;

use rhai::{Dynamic, Engine, EvalAltResult, Position, RhaiNativeFunc, Variant};

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
    static FUNCTIONS: OnceLock<Vec<Function>> = OnceLock::new();
    FUNCTIONS.get_or_init(|| register(&mut Engine::new_raw()))
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

/// The engine while the host is put into it. What a rule may call by name goes through
/// [`Host::function`], so that the list and the documentation are what is registered.
pub(crate) struct Host<'e> {
    /// For operators and getters, which have no name of their own.
    pub(crate) engine: &'e mut Engine,
    functions: Vec<Function>,
}

/// One function, of which the ways to call it are registered one by one.
pub(crate) struct Registered<'h> {
    engine: &'h mut Engine,
    name: &'static str,
}

impl Host<'_> {
    /// A function that a rule may call, with its documentation.
    pub(crate) fn function(&mut self, name: &'static str, call: &'static str, about: &'static str) -> Registered<'_> {
        debug_assert!(!self.functions.iter().any(|function| function.name == name), "{name}");
        self.functions.push(Function { name, call, about });
        self.also(name)
    }

    /// A function that the language has by itself and that rules may call.
    fn of_the_language(&mut self, name: &'static str, call: &'static str, about: &'static str) {
        self.functions.push(Function { name, call, about });
    }

    /// More ways to call a function that is documented already.
    pub(crate) fn also(&mut self, name: &'static str) -> Registered<'_> {
        debug_assert!(self.functions.iter().any(|function| function.name == name), "{name}");
        Registered {
            engine: self.engine,
            name,
        }
    }
}

impl Registered<'_> {
    /// Registers a way to call it.
    pub(crate) fn of<A: 'static, const N: usize, const X: bool, R, const F: bool>(
        self,
        native: impl RhaiNativeFunc<A, N, X, R, F> + Send + Sync + 'static,
    ) -> Self
    where
        R: Variant + Clone,
    {
        self.engine.register_fn(self.name, native);
        self
    }
}

/// Registers all host functions and operators, and lists the functions.
pub(crate) fn register(engine: &mut Engine) -> Vec<Function> {
    let mut host = Host {
        engine,
        functions: Vec::new(),
    };
    numbers::register(&mut host);
    compare::register(host.engine);
    dates::register(&mut host);
    texts::register(&mut host);
    lists::register(&mut host);
    statistics::register(&mut host);
    workdays::register(&mut host);
    host.of_the_language("call", "f.call(x)", "calls a closure");
    host.functions
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
