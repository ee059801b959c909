//! Who is served before whom, and by whom: the definitions alone, without a switchboard around them.

mod rank;

mod demand;
mod steps;

mod members;
mod strategy;

mod estimate;

pub(crate) use demand::{Demand, primary};
pub(crate) use estimate::{
    MOST_HANDLED, MOST_PREDICTED, correction, kept_percent, mean, predicted,
};
pub(crate) use members::Members;
pub(crate) use rank::rank;
pub(crate) use steps::{step_at, step_ends, waited_at};
pub(crate) use strategy::{Candidate, choose};
