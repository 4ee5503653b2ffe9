//! The sandbox: what the language may do at all, and how much of it.
//!
//! Every limit is set here explicitly, since Rhai's own defaults differ between debug
//! and release builds. The operation limit is what stops a rule, at the same place on
//! every machine. Native functions count as one operation whatever they do, so there
//! is a net below: 250 ms of a clock that the caller brings.

use std::cell::Cell;
use std::sync::Arc;
use std::time::Duration;

use rhai::{Dynamic, Engine, OptimizationLevel};

use crate::host;

/// Tells the time that has passed since any fixed moment. It is asked only by rules
/// that take unusually many operations, and only to stop them.
pub type Clock = Arc<dyn Fn() -> Duration + Send + Sync>;

/// The limits of one call of a rule.
pub(crate) const OPERATIONS_MAX: u64 = 100_000;
pub(crate) const CALL_LEVELS_MAX: usize = 32;
pub(crate) const VARIABLES_MAX: usize = 200;
pub(crate) const STRING_MAX: usize = 10_000;
/// Lists within lists count together, so this bounds their depth too: with ten times as
/// many, dropping a list of lists of lists overflows a stack of half a mebibyte.
pub(crate) const ARRAY_MAX: usize = 1_000;
pub(crate) const MAP_MAX: usize = 1_000;
pub(crate) const MILLISECONDS_MAX: u64 = 250;

/// The limits of a script. Reading one takes time that no operation limit counts, up to
/// the square of its length.
pub(crate) const SCRIPT_BYTES_MAX: usize = 32 * 1024;
pub(crate) const FUNCTIONS_MAX: usize = 100;
const EXPRESSION_DEPTH_MAX: usize = 64;
const FUNCTION_EXPRESSION_DEPTH_MAX: usize = 32;

/// Words of the language that rules have no use for. Shifts would give 0 for what
/// they push out; the others reach outside or start what cannot be checked.
pub(crate) const DISABLED: &[&str] = &[
    "eval", "import", "export", "Fn", "curry", "print", "debug", "<<", ">>", "<<=", ">>=",
];

/// How often the clock is read.
const OPERATIONS_BETWEEN_CLOCK_READS: u64 = 64;

/// An engine with nothing but what rules may use.
pub(crate) fn sandbox(clock: Clock) -> Engine {
    let mut engine = Engine::new_raw();
    host::register(&mut engine);

    for symbol in DISABLED {
        engine.disable_symbol(*symbol);
    }
    engine
        .set_max_operations(OPERATIONS_MAX)
        .set_max_call_levels(CALL_LEVELS_MAX)
        .set_max_variables(VARIABLES_MAX)
        .set_max_functions(FUNCTIONS_MAX)
        .set_max_expr_depths(EXPRESSION_DEPTH_MAX, FUNCTION_EXPRESSION_DEPTH_MAX)
        .set_max_string_size(STRING_MAX)
        .set_max_array_size(ARRAY_MAX)
        .set_max_map_size(MAP_MAX)
        .set_strict_variables(true)
        .set_fail_on_invalid_map_property(true)
        // Otherwise Rhai answers comparisons of unlike types itself, with false.
        .set_fast_operators(false)
        // The optimizer would fold 3/10 to 0 before anything could object.
        .set_optimization_level(OptimizationLevel::None)
        .on_print(|_| {})
        .on_debug(|_, _, _| {});
    set_net(&mut engine, clock);
    engine
}

/// What the call at hand has used up.
#[derive(Debug, Clone, Copy, Default)]
struct Used {
    operations: u64,
    /// What the clock said after the first group of operations.
    started: u64,
}

thread_local! {
    /// A call runs on one thread from beginning to end, and Rhai's callback brings no
    /// other way to know which call it is about.
    static USED: Cell<Used> = const { Cell::new(Used { operations: 0, started: 0 }) };
}

/// Starts the account of a call.
pub(crate) fn begin_call() {
    USED.set(Used::default());
}

/// The steps of the last call on this thread.
pub(crate) fn operations() -> u64 {
    USED.get().operations
}

/// Why a call was ended, as Rhai hands it on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ended {
    Operations,
    Time,
}

/// Ends a call after [`OPERATIONS_MAX`] or [`MILLISECONDS_MAX`]. Rhai counts operations
/// too, but forgets those of a closure once the native function that calls it returns:
/// a list in a list in a list would run for minutes. Ordinary rules end before the clock
/// is read at all.
fn set_net(engine: &mut Engine, clock: Clock) {
    engine.on_progress(move |_| {
        let mut used = USED.get();
        used.operations += 1;
        let mut ended = (used.operations > OPERATIONS_MAX).then_some(Ended::Operations);
        if used.operations.is_multiple_of(OPERATIONS_BETWEEN_CLOCK_READS) {
            let now = u64::try_from(clock().as_millis()).unwrap_or(u64::MAX);
            if used.operations == OPERATIONS_BETWEEN_CLOCK_READS {
                used.started = now;
            }
            let is_over = now.saturating_sub(used.started) > MILLISECONDS_MAX;
            ended = ended.or(is_over.then_some(Ended::Time));
        }
        USED.set(used);
        ended.map(Dynamic::from)
    });
}
