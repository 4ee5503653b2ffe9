//! What the files of a plan say, form by form and mistake by mistake.

mod channels;
mod families;
mod figures;
mod fixture;
mod goal;
mod hostile;
mod lags;
mod scenarios;
mod segments;
mod team;
