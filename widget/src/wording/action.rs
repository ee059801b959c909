//! The buttons of each screen.

use crate::softphone::session::{MicrophoneProblem, RatingView, Screen, View};
use bellpull_protocol::RefusalCode;
use bellpull_protocol::visitor::Channel;

/// What a button does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    Call,
    StartChat,
    AskCallback,
    LeaveMessage,
    CallAgain,
    /// To the start.
    Back,
    RetryMicrophone,
    /// Open the widget as a page of its own, where no other page's rules apply.
    OpenWindow,
    /// Take over from another tab.
    UseHere,
    /// Begin again after a refusal.
    TryAgain,
    Reload,

    ToCall,
    ToChat,
    ToCallback,
    LeaveQueue,
    HangUp,
    EndChat,
    CancelCallback,
    WithdrawMessage,
    AnswerRingBack,
    DeclineRingBack,
    Cancel,
    Close,
}

impl Action {
    /// The label's key and the button's name for tests.
    #[must_use]
    pub fn label_and_name(self) -> (&'static str, &'static str) {
        match self {
            Action::Call => ("action.call", "call"),
            Action::StartChat => ("action.chat", "start-chat"),
            Action::AskCallback => ("action.callback", "ask-callback"),
            Action::LeaveMessage => ("action.message", "leave-message"),
            Action::CallAgain => ("action.call_again", "call-again"),
            Action::Back => ("action.back", "back"),
            Action::RetryMicrophone => ("action.retry", "retry"),
            Action::OpenWindow => ("action.open_window", "open-window"),
            Action::UseHere => ("action.use_here", "use-here"),
            Action::TryAgain => ("action.retry", "try-again"),
            Action::Reload => ("action.retry", "reload"),
            Action::ToCall => ("action.to_call", "to-call"),
            Action::ToChat => ("action.to_chat", "to-chat"),
            Action::ToCallback => ("action.to_callback", "to-callback"),
            Action::LeaveQueue => ("action.leave_queue", "hang-up"),
            Action::HangUp => ("action.hang_up", "hang-up"),
            Action::EndChat => ("action.end_chat", "end-chat"),
            Action::CancelCallback => ("action.cancel_callback", "cancel-callback"),
            Action::WithdrawMessage => ("action.withdraw", "withdraw-message"),
            Action::AnswerRingBack => ("action.answer", "answer-ring-back"),
            Action::DeclineRingBack => ("action.decline", "decline-ring-back"),
            Action::Cancel => ("action.cancel", "cancel"),
            Action::Close => ("action.close", "close"),
        }
    }

    /// The symbol before the label.
    #[must_use]
    pub fn icon(self) -> Option<&'static str> {
        match self {
            Action::Call | Action::CallAgain | Action::ToCall | Action::AnswerRingBack => {
                Some("#phone")
            }
            Action::StartChat | Action::ToChat | Action::LeaveMessage => Some("#chat"),
            Action::AskCallback | Action::ToCallback => Some("#callback"),
            Action::LeaveQueue | Action::HangUp => Some("#hung-up"),
            Action::Back
            | Action::RetryMicrophone
            | Action::OpenWindow
            | Action::UseHere
            | Action::TryAgain
            | Action::Reload
            | Action::EndChat
            | Action::CancelCallback
            | Action::WithdrawMessage
            | Action::DeclineRingBack
            | Action::Cancel
            | Action::Close => None,
        }
    }
}

/// The one to take first, then two that stand side by side, then one below.
pub(super) fn actions(view: &View) -> [Option<Action>; 4] {
    let by_call = view.channel == Some(Channel::Call);
    let (first, beside, last) = match view.screen {
        Screen::Loading => (None, [None, None], None),
        Screen::Start => (
            Some(Action::Call),
            [Some(Action::StartChat), Some(Action::AskCallback)],
            None,
        ),
        Screen::Closed => (
            None,
            [Some(Action::AskCallback), Some(Action::LeaveMessage)],
            None,
        ),
        Screen::CallbackForm | Screen::MessageForm | Screen::Asking { rejoin: false } => {
            (None, [None, None], Some(Action::Cancel))
        }
        Screen::Asking { rejoin: true } => (None, [None, None], Some(Action::HangUp)),
        Screen::NoMicrophone { problem, rejoin } => {
            let leave = if rejoin {
                Action::HangUp
            } else {
                Action::Cancel
            };
            // Whoever asked for a call, and has none yet, may write or be called instead.
            let instead = |action| Some(action).filter(|_| by_call && !rejoin);
            (
                around(problem),
                [instead(Action::StartChat), instead(Action::AskCallback)],
                Some(leave),
            )
        }
        Screen::Calling | Screen::Ringing => (None, [None, None], Some(Action::LeaveQueue)),
        // What is offered is the one to take.
        Screen::Waiting if view.offered_callback => (
            Some(Action::ToCallback),
            [None, None],
            Some(Action::LeaveQueue),
        ),
        Screen::Waiting => {
            let other = if by_call {
                Action::ToChat
            } else {
                Action::ToCall
            };
            (
                None,
                [Some(other), Some(Action::ToCallback)],
                Some(Action::LeaveQueue),
            )
        }
        Screen::Callback | Screen::Dialling => (None, [None, None], Some(Action::CancelCallback)),
        Screen::Message => {
            let live = |action| Some(action).filter(|_| view.opening.open);
            (
                None,
                [live(Action::ToCall), live(Action::ToChat)],
                Some(Action::WithdrawMessage),
            )
        }
        Screen::RingBack => (
            Some(Action::AnswerRingBack),
            [None, None],
            Some(Action::DeclineRingBack),
        ),
        Screen::Connecting | Screen::Talking => (None, [None, None], Some(Action::HangUp)),
        Screen::Chatting => (None, [Some(Action::ToCall), Some(Action::EndChat)], None),
        Screen::Ended(_) => {
            let again = if by_call && view.opening.open {
                Action::CallAgain
            } else {
                Action::Back
            };
            match view.rating {
                // One thing at a time: first the stars.
                RatingView::Open | RatingView::Sending => {
                    (None, [Some(again), Some(Action::Close)], None)
                }
                RatingView::None | RatingView::Rated(_) => {
                    (Some(again), [None, None], Some(Action::Close))
                }
            }
        }
        Screen::Refused(RefusalCode::UnsupportedVersion) => {
            (Some(Action::Reload), [None, None], Some(Action::Close))
        }
        Screen::Refused(RefusalCode::Closed) => {
            (Some(Action::Back), [None, None], Some(Action::Close))
        }
        Screen::Refused(RefusalCode::WaitingRoomFull | RefusalCode::NobodyThere) => (
            Some(Action::TryAgain),
            [Some(Action::AskCallback), Some(Action::LeaveMessage)],
            Some(Action::Close),
        ),
        Screen::Refused(_) => (Some(Action::TryAgain), [None, None], Some(Action::Close)),
        Screen::Superseded => (Some(Action::UseHere), [None, None], None),
    };
    [first, beside[0], beside[1], last]
}

fn around(problem: MicrophoneProblem) -> Option<Action> {
    match problem {
        MicrophoneProblem::Unsupported => None,
        MicrophoneProblem::BlockedByPage => Some(Action::OpenWindow),
        MicrophoneProblem::Denied
        | MicrophoneProblem::Missing
        | MicrophoneProblem::InUse
        | MicrophoneProblem::Insecure
        | MicrophoneProblem::Failed => Some(Action::RetryMicrophone),
    }
}
