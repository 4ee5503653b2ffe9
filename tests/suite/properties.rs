//! What must hold for every plan, not only for those of the cases: plans are made
//! up as TOML text, and what the program prints is checked with exact integers.

mod exactness;
mod made_up;
mod mutations;
mod same_facts;
