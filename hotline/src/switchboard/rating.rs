//! What visitors thought of it.

use super::Switchboard;
use crate::effect::{Effect, Record};
use crate::fact::FactKind;
use crate::input::Survey;
use crate::refusal::Refusal;
use crate::time::Timestamp;
use bellpull_protocol::limits::MAX_REMARK_CHARS;
use bellpull_protocol::{ContactId, Remark, VisitorId};
use std::ops::RangeInclusive;

const STARS: RangeInclusive<u8> = 1..=5;
/// The scale of the Net Promoter Score.
const RECOMMEND: RangeInclusive<u8> = 0..=10;

impl Switchboard {
    /// Once, after the end. The same stars again are told again.
    pub(super) fn rate(
        &mut self,
        now: Timestamp,
        visitor: &VisitorId,
        contact: &ContactId,
        (stars, remark, survey): (u8, Option<Remark>, Survey),
    ) -> Result<(), Refusal> {
        let known = self.own_contact(visitor, contact)?;
        let recommend = survey.recommend;
        if !STARS.contains(&stars) || recommend.is_some_and(|points| !RECOMMEND.contains(&points)) {
            return Err(Refusal::BadRating);
        }
        if known.stars == Some(stars) {
            self.changed_contacts.insert(contact.clone());
            return Ok(());
        }
        if known.stars.is_some() || !known.answered || !known.has_ended() {
            return Err(Refusal::NothingToRate);
        }
        let remark = remark.filter(|remark| !remark.expose().trim().is_empty());
        if let Some(remark) = remark {
            if remark.expose().chars().count() > MAX_REMARK_CHARS {
                return Err(Refusal::TextTooLong);
            }
            let contact = contact.clone();
            self.effects
                .push_back(Effect::Keep(Record::Remark { contact, remark }));
        }
        self.with_contact(contact, |contact| contact.stars = Some(stars));
        let contact = contact.clone();
        if survey != Survey::default() {
            let (contact, settled) = (contact.clone(), survey.settled);
            self.journal(
                now,
                FactKind::Surveyed {
                    contact,
                    recommend,
                    settled,
                },
            );
        }
        self.journal(now, FactKind::Rated { contact, stars });
        Ok(())
    }
}
