//! What the page shows.

use super::{
    Banner, CallTime, Command, Phase, PromotionView, RatingView, ResultView, Screen, Session,
    Standing, Wish,
};
use crate::softphone::chat::{ChatPad, OwnState};
use crate::softphone::clock::ClockOffset;
use bellpull_protocol::chat::LineFrom;
use bellpull_protocol::visitor::{Channel, MenuEntry, Opening};
use bellpull_protocol::{DepartmentId, RefusalCode};

/// Everything a page needs to draw itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    pub screen: Screen,
    pub banner: Option<Banner>,
    /// Known from the first welcome on.
    pub hotline_name: Option<String>,
    /// Whether anybody is at the desks, once known.
    pub staffed: Option<bool>,
    pub opening: Opening,
    /// Of the contact there is or was, or that is asked for.
    pub channel: Option<Channel>,
    /// A callback to a phone.
    pub by_phone: bool,
    /// How often the callback was tried.
    pub tries: u32,
    /// 1 is next.
    pub place: Option<u32>,
    /// Minutes within which 8 of 10 are answered.
    pub estimate_min: Option<u32>,
    /// How many percent of the last were answered within what they were told.
    pub estimate_kept: Option<u8>,
    pub offered_callback: bool,
    /// The operator asks a colleague.
    pub on_hold: bool,
    /// When the callback comes: from then on, until then.
    pub call_time: Option<CallTime>,
    pub welcome: Option<String>,
    /// Departments to choose from, and which of them is chosen.
    pub menu: Vec<MenuEntry>,
    pub chosen: Option<DepartmentId>,
    pub operator_name: Option<String>,
    /// When the shown timer started, in the edge's time.
    pub timer_from_ms: Option<u64>,
    /// Something was asked and is not confirmed: buttons wait.
    pub busy: bool,
    /// Why what the form asked for is not done.
    pub trouble: Option<RefusalCode>,
    pub lines: Vec<LineView>,
    /// The operator is typing.
    pub typing: bool,
    /// Lines can be written.
    pub may_write: bool,
    pub rating: RatingView,
    pub promotions: Vec<PromotionView>,
    pub results: Vec<ResultView>,
    pub clock: ClockOffset,
}

/// A line of the chat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineView {
    pub from: LineFrom,
    /// The same before and after it is told; unique beside `from`.
    pub key: String,
    pub text: String,
    /// Its number and when it was told, in the edge's time; `None` while it is not.
    pub told: Option<(u32, u64)>,
    /// It will never be told.
    pub failed: bool,
}

impl Session {
    /// `now_ms`: by the page's clock.
    #[must_use]
    pub fn view(&self, now_ms: u64) -> View {
        let (standing, change) = match &self.phase {
            Phase::InContact {
                standing, change, ..
            } => (Some(standing), change.as_ref()),
            Phase::Ended { standing, .. } => (standing.as_ref(), None),
            Phase::Idle | Phase::Asked { .. } | Phase::Refused { .. } => (None, None),
        };
        let live = standing.filter(|_| matches!(self.phase, Phase::InContact { .. }));
        let screen = self.screen();
        View {
            screen,
            banner: self.banner(now_ms),
            hotline_name: self.hotline_name.clone(),
            staffed: self.staffed,
            opening: self.opening.clone(),
            channel: self.channel(standing),
            by_phone: standing.is_some_and(|standing| standing.by_phone),
            tries: standing.map_or(0, |standing| standing.tries),
            place: live.and_then(|standing| standing.place),
            estimate_min: live.and_then(|standing| Some(minutes(standing.estimate_ms?))),
            estimate_kept: live.and_then(|standing| standing.estimate_kept),
            offered_callback: live.is_some_and(|standing| standing.offered_callback),
            on_hold: live.is_some_and(|standing| standing.on_hold),
            call_time: live.and_then(|standing| {
                Some(CallTime {
                    from_ms: standing.due_ms?,
                    until_ms: standing.window_until_ms?,
                })
            }),
            welcome: self.welcome.clone(),
            menu: self.menu.clone(),
            chosen: self.chosen(),
            operator_name: live
                .and_then(|standing| standing.operator_name.as_ref())
                .map(|name| name.expose().to_owned()),
            timer_from_ms: live
                .filter(|_| screen.has_timer())
                .map(|standing| standing.talking_since_ms.unwrap_or(standing.entered_ms)),
            busy: change.is_some() || matches!(self.phase, Phase::Asked { .. }),
            trouble: self.trouble.filter(|_| self.form.is_some()),
            lines: self.chat.as_ref().map(lines).unwrap_or_default(),
            typing: self.chat.as_ref().is_some_and(ChatPad::other_is_typing),
            may_write: live.is_some_and(|standing| takes_lines(standing.channel))
                && screen.has_chat(),
            rating: self.rating_view(),
            promotions: self.promotion_views(),
            results: self.result_views(self.clock.edge_time(now_ms)),
            clock: self.clock,
        }
    }

    fn channel(&self, standing: Option<&Standing>) -> Option<Channel> {
        match &self.phase {
            Phase::Asked { wish, .. } => Some(match wish {
                Wish::Call => Channel::Call,
                Wish::Chat => Channel::Chat,
                Wish::Callback { .. } => Channel::Callback,
                Wish::Message { .. } => Channel::Message,
            }),
            Phase::Idle | Phase::InContact { .. } | Phase::Ended { .. } | Phase::Refused { .. } => {
                standing.map(|standing| standing.channel)
            }
        }
    }

    /// Rings as long as the ring-back is shown.
    pub(super) fn settle_ring(&mut self) {
        let rings = self.screen() == Screen::RingBack;
        if rings != self.rings {
            self.rings = rings;
            self.commands.push_back(if rings {
                Command::Ring
            } else {
                Command::StopRinging
            });
        }
    }
}

/// Whole minutes, rounded up: less would be promised too often.
fn minutes(ms: u64) -> u32 {
    u32::try_from(ms.div_ceil(60_000)).unwrap_or(u32::MAX)
}

fn takes_lines(channel: Channel) -> bool {
    match channel {
        Channel::Chat | Channel::Message => true,
        Channel::Call | Channel::Callback | Channel::Unknown => false,
    }
}

fn lines(chat: &ChatPad) -> Vec<LineView> {
    let told = chat.lines().iter().map(|line| LineView {
        from: line.from,
        key: line.key.to_string(),
        text: line.text.expose().to_owned(),
        told: Some((line.seq, line.at_ms)),
        failed: false,
    });
    let own = chat.own().iter().map(|line| LineView {
        from: LineFrom::Visitor,
        key: line.key.to_string(),
        text: line.text.expose().to_owned(),
        told: None,
        failed: line.state == OwnState::Failed,
    });
    told.chain(own).collect()
}
