//! Proofs of draws, each computed once: anybody may ask for one, and a draw may have a hundred thousand entries.

use super::telling;
use bellpull_hotline::promotions::{DrawState, PromotionId, Promotions};
use bellpull_protocol::promotion::DrawProof;
use serde::{Serialize, Serializer};
use std::rc::Rc;

/// A proof that was computed and may be told again.
#[derive(Debug, Clone)]
pub struct Computed(Rc<DrawProof>);

/// The last proof of a draw that takes no more entries. One is enough: people look at the draw that was just drawn, and
/// a proof of the largest draw takes megabytes.
#[derive(Debug, Default)]
pub struct Proofs {
    last: Option<(PromotionId, DrawState, Computed)>,
}

impl Proofs {
    /// `None` when there is no such draw.
    pub(super) fn of(&mut self, promotions: &Promotions, id: &PromotionId) -> Option<Computed> {
        let state = promotions.view(id)?.draw?.state;
        if let Some((of, at, computed)) = &self.last
            && (of, at) == (id, &state)
        {
            return Some(computed.clone());
        }
        let computed = Computed(Rc::new(telling::proof(promotions.proof(id)?)));
        match state {
            // They say no more than the draw itself.
            DrawState::Open | DrawState::Void { .. } => {}
            DrawState::Sealed { .. } | DrawState::Drawn { .. } => {
                self.last = Some((id.clone(), state, computed.clone()));
            }
        }
        Some(computed)
    }
}

impl Serialize for Computed {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Hotline, enter, promotion};
    use super::*;
    use bellpull_protocol::promotion::{Entry, ProofStage};

    #[test]
    fn a_proof_is_computed_once_for_each_stage() {
        let mut hotline = Hotline::with_live_draw();
        hotline.asks::<Entry>(enter("v1", "r1"));
        let mut proofs = Proofs::default();
        let mut proof = |hotline: &Hotline| proofs.of(&hotline.heart, &promotion()).unwrap().0;

        let open = proof(&hotline);
        assert_eq!(open.stage, ProofStage::Open);
        assert!(!Rc::ptr_eq(&open, &proof(&hotline)));

        hotline.now = 2_000;
        hotline.alarm();
        let sealed = proof(&hotline);
        assert_eq!(sealed.stage, ProofStage::Sealed);
        assert!(Rc::ptr_eq(&sealed, &proof(&hotline)));

        hotline.draws();
        let drawn = proof(&hotline);
        assert_eq!(drawn.stage, ProofStage::Drawn);
        assert!(Rc::ptr_eq(&drawn, &proof(&hotline)));
    }
}
