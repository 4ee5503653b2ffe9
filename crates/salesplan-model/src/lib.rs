//! What a sales plan *means*: the plan, its decomposition, and plan against fact.
//!
//! Everything here is a pure function of its arguments. There is no file, no
//! clock, no environment and no output format in this crate; `as_of` is always
//! an argument, and the company's rules are reached through [`rules::Rules`].

pub mod action;
pub mod actuals;
pub mod agreement;
pub mod baseline;
pub mod calendar;
pub mod catch_up;
pub mod chance;
pub mod changes;
pub mod channels;
pub mod client;
pub mod commitment;
pub mod conversion;
pub mod coverage;
pub mod deal;
pub mod decompose;
pub mod diagnostic;
#[cfg(test)]
pub(crate) mod dice;
pub mod due;
pub mod evening_deals;
pub mod evidence;
pub mod exchange;
pub mod experiment;
pub mod explain;
pub mod fact;
pub mod family;
pub mod findings;
pub mod flow;
pub mod history;
pub mod id;
pub mod lessons;
pub mod levers;
pub mod lines;
pub mod mix;
pub mod money;
pub mod movement;
pub mod next_period;
pub mod outlook;
pub mod parts_of;
pub mod period;
pub mod pipeline;
pub mod plan;
pub mod plan_fact;
pub mod playbook;
pub mod policy;
pub mod prepare;
pub mod profit;
pub mod quota;
pub mod rate;
pub mod replay;
pub mod resources;
pub mod rule_case;
pub mod rule_value;
pub mod rules;
pub mod scenarios;
pub mod schedule;
pub mod scoring;
pub mod settings;
pub mod slice;
pub mod split;
pub mod stage_history;
pub mod standing;
pub mod steps;
pub mod suggest;
pub mod surroundings;
pub mod team_slice;
pub mod track_record;
pub mod what_if;
pub mod work;
pub mod year_cut;
