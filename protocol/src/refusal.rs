//! Refusals: a stable code for programs and one sentence for people.

use crate::wire::wire;

wire! { words
    /// Why a message or a request was not carried out. The code is part of the protocol and never changes its meaning.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
    #[non_exhaustive]
    pub enum RefusalCode {
        /// The frame is larger than [`crate::limits::MAX_FRAME_BYTES`].
        #[serde(rename = "frame_too_large")]
        FrameTooLarge,
        /// Not JSON, nested too deeply, or a field is missing or wrong.
        #[serde(rename = "malformed")]
        Malformed,
        /// The first message must be a hello, and a hello comes once.
        #[serde(rename = "hello_expected")]
        HelloExpected,
        /// The other side speaks a version that is no longer, or not yet, served.
        #[serde(rename = "unsupported_version")]
        UnsupportedVersion,
        /// The page's origin is not ours.
        #[serde(rename = "foreign_origin")]
        ForeignOrigin,
        /// The visitor's token is not one of ours.
        #[serde(rename = "bad_token")]
        BadToken,
        /// The desk's session has ended, or its ticket does not fit.
        #[serde(rename = "signed_out")]
        SignedOut,
        /// The sign-in link was used before.
        #[serde(rename = "link_used")]
        LinkUsed,
        /// The sign-in link is older than its 15 minutes.
        #[serde(rename = "link_expired")]
        LinkExpired,
        /// There is no such sign-in link.
        #[serde(rename = "link_unknown")]
        LinkUnknown,
        /// The media node's secret is wrong.
        #[serde(rename = "bad_node_secret")]
        BadNodeSecret,
        /// The administrator's secret is wrong.
        #[serde(rename = "bad_admin_secret")]
        BadAdminSecret,
        #[serde(rename = "unknown_hotline")]
        UnknownHotline,
        #[serde(rename = "unknown_operator")]
        UnknownOperator,
        /// There is no such contact, or it is somebody else's: the two are not told apart on purpose.
        #[serde(rename = "unknown_contact")]
        UnknownContact,
        /// The contact already has ended.
        #[serde(rename = "contact_ended")]
        ContactEnded,
        /// Somebody else answered first, or the ring is over.
        #[serde(rename = "ring_over")]
        RingOver,
        /// The operator is not in the state that this asks for.
        #[serde(rename = "wrong_state")]
        WrongState,
        /// The operator is still busy with a contact.
        #[serde(rename = "busy")]
        Busy,
        /// The hotline is closed; ask for a callback or leave a message.
        #[serde(rename = "closed")]
        Closed,
        /// The line, the remark or the number of lines is beyond its limit.
        #[serde(rename = "text_too_long")]
        TextTooLong,
        /// There is no text in it.
        #[serde(rename = "text_empty")]
        TextEmpty,
        /// The phone number cannot be one.
        #[serde(rename = "bad_phone_number")]
        BadPhoneNumber,
        /// A rating has one to five stars.
        #[serde(rename = "bad_rating")]
        BadRating,
        /// There is nothing to rate: nobody answered, or it was rated before.
        #[serde(rename = "nothing_to_rate")]
        NothingToRate,
        /// The person signed in has not the role that this needs.
        #[serde(rename = "wrong_role")]
        WrongRole,
        /// There is no such promotion, or it is not public yet.
        #[serde(rename = "unknown_promotion")]
        UnknownPromotion,
        /// Cannot be saved or published like this; the answer lists the mistakes.
        #[serde(rename = "mistaken")]
        Mistaken,
        /// Opening hours that cannot be kept; the answer lists the mistakes.
        #[serde(rename = "bad_hours")]
        BadHours,
        /// Somebody else saved meanwhile.
        #[serde(rename = "stale")]
        Stale,
        /// It was promised in public and cannot be changed any more.
        #[serde(rename = "frozen")]
        Frozen,
        /// It has not the state that this asks for: published already, not published yet, over, or not over yet.
        #[serde(rename = "wrong_stage")]
        WrongStage,
        /// There are as many as there can be.
        #[serde(rename = "full")]
        Full,
        /// This visitor has entered the draw before.
        #[serde(rename = "already_entered")]
        AlreadyEntered,
        /// This visitor, or all visitors of this hotline together, asked for more than the rate allows.
        #[serde(rename = "too_many")]
        TooMany,
        /// As many wait as the hotline lets wait.
        #[serde(rename = "waiting_room_full")]
        WaitingRoomFull,
        /// Nobody of the department is at a desk; ask for a callback or leave a message.
        #[serde(rename = "nobody_there")]
        NobodyThere,
        /// There is no such department, or not for this hotline.
        #[serde(rename = "unknown_department")]
        UnknownDepartment,
        /// The time asked for is over, too short, too far ahead, or outside opening hours.
        #[serde(rename = "outside_hours")]
        OutsideHours,
        /// The colleague is not there or has something in hand.
        #[serde(rename = "colleague_busy")]
        ColleagueBusy,
        /// There is no such reason for a break, or it is too long.
        #[serde(rename = "unknown_reason")]
        UnknownReason,
        /// The page did not read what it was told, and was disconnected; on return it is told the whole state.
        #[serde(rename = "too_slow")]
        TooSlow,
        /// No media server is connected.
        #[serde(rename = "no_media")]
        NoMedia,
        /// The session description cannot be used.
        #[serde(rename = "bad_sdp")]
        BadSdp,
        /// A newer page of the same person took over.
        #[serde(rename = "superseded")]
        Superseded,
        /// Something broke on our side; nothing was changed.
        #[serde(rename = "internal")]
        Internal,
        else
        /// A code this version does not know.
        Unknown
    }
}

impl RefusalCode {
    /// One English sentence that says what happened and what to do.
    #[must_use]
    pub fn sentence(self) -> &'static str {
        match self {
            RefusalCode::FrameTooLarge => "That message was too large; send at most 64 KiB.",
            RefusalCode::Malformed => "That message could not be read; reload the page.",
            RefusalCode::HelloExpected => {
                "The connection must begin with one hello; reload the page."
            }
            RefusalCode::UnsupportedVersion => {
                "This page is of another version than the server; reload it."
            }
            RefusalCode::ForeignOrigin => {
                "This address may not connect here; open the page at its own address."
            }
            RefusalCode::BadToken => {
                "This visit is not known here; reload the page to start a new one."
            }
            RefusalCode::SignedOut => "You are signed out; ask for a new sign-in link.",
            RefusalCode::LinkUsed => "This sign-in link was used before; ask for a new one.",
            RefusalCode::LinkExpired => "This sign-in link has expired; ask for a new one.",
            RefusalCode::LinkUnknown => "This sign-in link is not valid; ask for a new one.",
            RefusalCode::BadNodeSecret => {
                "The media server's secret is wrong; give it the edge's secret."
            }
            RefusalCode::BadAdminSecret => "The administrator's secret is wrong.",
            RefusalCode::UnknownHotline => {
                "There is no such hotline; check the tag that embeds it."
            }
            RefusalCode::UnknownOperator => "There is no such operator; check the name.",
            RefusalCode::UnknownContact => "There is no such contact any more.",
            RefusalCode::ContactEnded => "This contact has ended.",
            RefusalCode::RingOver => "Somebody else was faster, or the caller is gone.",
            RefusalCode::WrongState => "That is not possible at the moment.",
            RefusalCode::Busy => "Finish the current contact first.",
            RefusalCode::Closed => {
                "We are closed at the moment; ask for a callback or leave a message."
            }
            RefusalCode::TextTooLong => "That text is too long; send it in parts.",
            RefusalCode::TextEmpty => "There is no text in it; write something first.",
            RefusalCode::BadPhoneNumber => {
                "That cannot be a phone number; write it with the country's code, such as +43 1 234567."
            }
            RefusalCode::BadRating => "A rating has one to five stars.",
            RefusalCode::NothingToRate => "There is nothing to rate, or it was rated before.",
            RefusalCode::WrongRole => {
                "Your sign-in is not for this page; ask for a link with the right role."
            }
            RefusalCode::UnknownPromotion => {
                "There is no such promotion any more; reload the page."
            }
            RefusalCode::Mistaken => "Something is missing or wrong; see the marked fields.",
            RefusalCode::BadHours => {
                "These opening hours cannot be kept; correct the mistakes and send them again."
            }
            RefusalCode::Stale => {
                "Somebody else saved this meanwhile; look at their version first."
            }
            RefusalCode::Frozen => {
                "This was promised in public and cannot be changed any more; withdraw it instead."
            }
            RefusalCode::WrongStage => "That is not possible at this stage.",
            RefusalCode::Full => "There is no room for more.",
            RefusalCode::AlreadyEntered => "You have entered this draw before; one entry counts.",
            RefusalCode::TooMany => "That was too much at once; wait a moment and try again.",
            RefusalCode::WaitingRoomFull => {
                "Very many people are waiting; try again in a few minutes or leave a message."
            }
            RefusalCode::NobodyThere => {
                "Nobody is there at the moment; ask for a callback or leave a message."
            }
            RefusalCode::UnknownDepartment => {
                "There is no such department any more; choose another one."
            }
            RefusalCode::OutsideHours => {
                "We cannot call at that time; choose one within our opening hours."
            }
            RefusalCode::ColleagueBusy => "Your colleague is not free; choose another one.",
            RefusalCode::UnknownReason => "That break is not possible; choose another one.",
            RefusalCode::TooSlow => "Your connection was too slow to keep up; it starts anew.",
            RefusalCode::NoMedia => "Sound is not available at the moment; you keep your place.",
            RefusalCode::BadSdp => {
                "Your browser's call set-up could not be used; try another browser."
            }
            RefusalCode::Superseded => "This was continued in another tab.",
            RefusalCode::Internal => {
                "Something went wrong on our side; nothing was changed, please try again."
            }
            RefusalCode::Unknown => "That was refused; reload the page.",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_stable_words() {
        assert_eq!(
            serde_json::to_string(&RefusalCode::LinkUsed).unwrap(),
            r#""link_used""#
        );
        assert_eq!(
            serde_json::to_string(&RefusalCode::FrameTooLarge).unwrap(),
            r#""frame_too_large""#
        );
    }

    #[test]
    fn a_code_of_a_later_version_is_tolerated() {
        assert_eq!(
            serde_json::from_str::<RefusalCode>(r#""too_late""#).unwrap(),
            RefusalCode::Unknown
        );
    }
}
