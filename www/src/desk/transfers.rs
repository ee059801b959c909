//! Giving a contact away: who there is, and what was asked for.
//!
//! The directory is asked for when the person opens it and again while it is open, because who is free changes by the
//! second. What the switchboard makes of a wish is seen in what it tells of the contact in hand.

use super::machine::Desk;
use super::notice::Notice;
use super::told::Hand;
use bellpull_protocol::operator::{
    ChatState, Colleague, ConsultState, DepartmentRow, FromOperator,
};
use bellpull_protocol::{ContactId, DepartmentId, OperatorId};

/// How often the open directory is asked for again, in milliseconds: less and somebody shown as free no longer is,
/// more and a call centre's desks ask without pause.
const ASK_EVERY_MS: u64 = 3_000;

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Transfers {
    /// The directory is open, for this contact.
    open_for: Option<ContactId>,
    directory: Option<Directory>,
    ask_again_ms: u64,
}

/// Who there is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Directory {
    pub colleagues: Vec<Colleague>,
    pub departments: Vec<DepartmentRow>,
}

/// Where a contact may go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Aim {
    Colleague(OperatorId),
    Department(DepartmentId),
    /// Back to the queue it came from.
    Queue,
    /// To where its department escalates.
    Escalation,
}

/// The directory as it is drawn.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum DirectoryView {
    #[default]
    Closed,
    Asking,
    Open {
        /// A call, so that a colleague can be asked first.
        may_consult: bool,
        directory: Directory,
    },
}

impl Desk {
    pub(super) fn open_directory(&mut self, now_ms: u64) {
        let chat = || self.open_chat().filter(|chat| self.is_chatting(chat));
        let contact = self.call_in_hand().or_else(chat).cloned();
        self.transfers = Transfers {
            open_for: contact,
            ..Transfers::default()
        };
        self.ask_for_colleagues(now_ms);
    }

    pub(super) fn close_directory(&mut self) {
        self.transfers = Transfers::default();
    }

    pub(super) fn colleagues_told(&mut self, directory: Directory) {
        if self.transfers.open_for.is_some() {
            self.transfers.directory = Some(directory);
        }
    }

    pub(super) fn transfer(&mut self, now_ms: u64, aim: Aim) {
        let Some(contact) = self.transfers.open_for.clone() else {
            return;
        };
        if !self.may_ask_now(now_ms) {
            return;
        }
        let (operator, department, escalate) = match aim {
            Aim::Colleague(operator) => (Some(operator), None, false),
            Aim::Department(department) => (None, Some(department), false),
            Aim::Queue => (None, None, false),
            Aim::Escalation => (None, None, true),
        };
        self.say([FromOperator::Transfer {
            contact,
            operator,
            department,
            escalate,
        }]);
        self.close_directory();
    }

    pub(super) fn consult(&mut self, now_ms: u64, operator: OperatorId) {
        let contact = self.call_in_hand().cloned();
        if let Some(contact) = contact.filter(|_| self.may_ask_now(now_ms)) {
            self.say([FromOperator::Consult { contact, operator }]);
            self.close_directory();
        }
    }

    pub(super) fn consult_together(&mut self, now_ms: u64, together: bool) {
        let contact = self.consulting();
        if let Some(contact) = contact.filter(|_| self.may_ask_now(now_ms)) {
            self.say([FromOperator::ConsultTogether { contact, together }]);
        }
    }

    pub(super) fn complete_transfer(&mut self, now_ms: u64) {
        let contact = self.consulting();
        if let Some(contact) = contact.filter(|_| self.may_ask_now(now_ms)) {
            self.say([FromOperator::CompleteTransfer { contact }]);
        }
    }

    pub(super) fn cancel_consult(&mut self, now_ms: u64) {
        let contact = self.consulting();
        if let Some(contact) = contact.filter(|_| self.may_ask_now(now_ms)) {
            self.say([FromOperator::CancelConsult { contact }]);
        }
    }

    /// What the directory is about may have gone meanwhile.
    pub(super) fn follow_directory(&mut self, now_ms: u64) {
        let Some(contact) = &self.transfers.open_for else {
            return;
        };
        let is_here = self.call_in_hand() == Some(contact) || self.is_chatting(contact);
        if !is_here {
            self.close_directory();
        } else if self.transfers.ask_again_ms <= now_ms && self.link.is_live() {
            self.ask_for_colleagues(now_ms);
        }
    }

    pub(super) fn directory_due_ms(&self) -> Option<u64> {
        let open = self.transfers.open_for.is_some() && self.link.is_live();
        open.then_some(self.transfers.ask_again_ms)
    }

    pub(super) fn directory_view(&self) -> DirectoryView {
        match (&self.transfers.open_for, &self.transfers.directory) {
            (None, _) => DirectoryView::Closed,
            (Some(_), None) => DirectoryView::Asking,
            (Some(contact), Some(directory)) => DirectoryView::Open {
                may_consult: self.call_in_hand() == Some(contact),
                directory: directory.clone(),
            },
        }
    }

    /// Giving away cannot be taken back: it is never repeated unseen after a lost connection.
    fn may_ask_now(&mut self, now_ms: u64) -> bool {
        if !self.link.is_live() {
            self.notice = Some(Notice::said(now_ms, "notice.not_connected"));
        }
        self.link.is_live()
    }

    fn ask_for_colleagues(&mut self, now_ms: u64) {
        self.transfers.ask_again_ms = now_ms + ASK_EVERY_MS;
        self.say([FromOperator::Colleagues]);
    }

    /// A call that is this operator's to give away.
    fn call_in_hand(&self) -> Option<&ContactId> {
        match &self.told.as_ref()?.hand {
            Hand::Talking { caller, .. } if caller.consult.is_none() => Some(&caller.contact),
            Hand::Empty
            | Hand::Ringing { .. }
            | Hand::RingingBack { .. }
            | Hand::Dialling { .. }
            | Hand::Connecting { .. }
            | Hand::Talking { .. }
            | Hand::WrapUp { .. } => None,
        }
    }

    fn is_chatting(&self, contact: &ContactId) -> bool {
        self.chats.state(contact) == Some(ChatState::Chatting)
    }

    /// The call about which somebody is asked, here or there.
    fn consulting(&self) -> Option<ContactId> {
        match &self.told.as_ref()?.hand {
            Hand::Talking { caller, .. } | Hand::Connecting { caller, .. } => {
                caller.consult.as_ref().map(|_| caller.contact.clone())
            }
            Hand::Empty
            | Hand::Ringing { .. }
            | Hand::RingingBack { .. }
            | Hand::Dialling { .. }
            | Hand::WrapUp { .. } => None,
        }
    }
}

/// The colleague is there, so the call may be given to them or held by all three.
#[must_use]
pub fn has_colleague(state: ConsultState) -> bool {
    match state {
        ConsultState::Private | ConsultState::Together => true,
        ConsultState::Ringing | ConsultState::Connecting => false,
    }
}
