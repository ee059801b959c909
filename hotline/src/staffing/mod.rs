//! How many operators a load needs: Erlang B, C and A.
//!
//! The only place of the heart, besides the figures, that computes with fractions: it advises people and decides nothing.
//! Every number comes in through a type that has checked its range, so that nothing here can divide by nothing, run for
//! ever or answer with something that is not a number.

mod demand;
mod erlang_a;
mod erlang_c;
mod need;
mod plan;

pub use demand::{Load, Mistake, Patience, Shrinkage, Target};
pub use erlang_c::erlang_b;
pub use need::{Demand, Performance};
pub use plan::{PlannedInterval, plan};
