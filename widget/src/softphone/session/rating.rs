//! The rating of a contact that somebody answered.

use super::{Phase, Session, Standing};
use bellpull_protocol::Remark;
use bellpull_protocol::visitor::FromVisitor;

/// What the visitor has said about a contact that ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Rating {
    Open,
    /// Not confirmed; repeated after each reconnection.
    Sent {
        stars: u8,
        remark: Option<Remark>,
    },
}

/// What can be done about a rating.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RatingView {
    /// Nobody answered, so there is nothing to rate.
    None,
    Open,
    Sending,
    Rated(u8),
}

impl Session {
    pub(super) fn rate(&mut self, stars: u8, remark: Option<Remark>) {
        if self.rating_view() != RatingView::Open {
            return;
        }
        if let Phase::Ended { rating, .. } = &mut self.phase {
            *rating = Rating::Sent { stars, remark };
        }
        self.send_rating();
    }

    pub(super) fn send_rating(&mut self) {
        if let Phase::Ended {
            standing: Some(standing),
            rating: Rating::Sent { stars, remark },
            ..
        } = &self.phase
            && standing.stars.is_none()
            && self.is_up()
        {
            let message = FromVisitor::Rate {
                contact: standing.contact.clone(),
                stars: *stars,
                remark: remark.clone(),
                recommend: None,
                settled: None,
            };
            self.send(message);
        }
    }

    pub(super) fn rating_refused(&mut self) {
        if let Phase::Ended { rating, .. } = &mut self.phase {
            *rating = Rating::Open;
        }
    }

    /// The ended contact was told again: answered, or rated.
    pub(super) fn end_told(&mut self, told: &Standing) {
        if let Phase::Ended {
            standing: Some(standing),
            ..
        } = &mut self.phase
            && standing.contact == told.contact
        {
            *standing = told.clone();
        }
    }

    pub(super) fn rating_view(&self) -> RatingView {
        match &self.phase {
            Phase::Ended {
                standing: Some(standing),
                rating,
                ..
            } => match (standing.stars, rating) {
                (Some(stars), _) => RatingView::Rated(stars),
                (None, _) if !standing.answered => RatingView::None,
                (None, Rating::Open) => RatingView::Open,
                (None, Rating::Sent { .. }) => RatingView::Sending,
            },
            Phase::Ended { standing: None, .. }
            | Phase::Idle
            | Phase::Asked { .. }
            | Phase::InContact { .. }
            | Phase::Refused { .. } => RatingView::None,
        }
    }
}
