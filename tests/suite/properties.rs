//! What must hold for every plan, not only for those of the cases: plans are made
//! up as TOML text, and what the program prints is checked with exact integers.

mod evenings;
mod exactness;
mod laws;
mod made_up;
mod mutations;
mod redaction;
mod same_facts;
mod shown;
mod slices;
mod whole_plan;

/// How often a property is tried; `PROPTEST_CASES=10000 cargo test` tries for longer.
fn tries(usually: u32) -> proptest::test_runner::Config {
    let asked = std::env::var_os("PROPTEST_CASES").is_some();
    let config = proptest::test_runner::Config::default();
    if asked {
        config
    } else {
        proptest::test_runner::Config {
            cases: usually,
            ..config
        }
    }
}
