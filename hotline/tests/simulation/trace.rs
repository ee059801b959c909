//! What happened, line by line. Off unless a seed is repeated: then the same world runs again and tells.

use crate::edge::Work;
use crate::world::World;
use bellpull_hotline::{Effect, Input, LegState, Refusal, Timestamp};

#[derive(Default)]
pub struct Trace {
    pub is_on: bool,
    lines: Vec<String>,
}

impl Trace {
    pub fn line(&mut self, now: Timestamp, line: impl FnOnce() -> String) {
        if self.is_on {
            let millis = now.as_millis();
            let line = line();
            self.lines
                .push(format!("{:>6}.{:03}  {line}", millis / 1000, millis % 1000));
        }
    }

    pub fn last(&self, count: usize) -> &[String] {
        &self.lines[self.lines.len().saturating_sub(count)..]
    }

    pub fn all(&self) -> &[String] {
        &self.lines
    }
}

impl World {
    pub fn trace_run(&mut self, work: &Work, outcomes: &[Result<(), Refusal>], effects: &[Effect]) {
        if !self.trace.is_on {
            return;
        }
        let now = self.now;
        let inputs = work.inputs.iter().zip(outcomes);
        for (input, outcome) in inputs {
            let is_sign_of_life = matches!(
                input,
                Input::VisitorSeen { .. } | Input::OperatorSeen { .. }
            );
            if !is_sign_of_life {
                self.trace.line(now, || match outcome {
                    Ok(()) => format!("-> {input:?}"),
                    Err(refusal) => format!("-> {input:?} refused: {refusal:?}"),
                });
            }
        }
        if work.is_alarm {
            self.trace.line(now, || "-> alarm".into());
        }
        for effect in effects {
            let line = match effect {
                Effect::Keep(_) | Effect::TellWaiting { .. } | Effect::TellOwed { .. } => continue,
                Effect::TellChats { operator, chats } => {
                    let ids = chats.iter().map(|chat| chat.contact.contact.as_str());
                    format!("   tell {operator}: chats {:?}", ids.collect::<Vec<_>>())
                }
                Effect::Journal(fact) => format!("   * {:?}", fact.kind),
                Effect::TellVisitor { visitor, view } => {
                    let leg = leg_letter(view.leg.state);
                    let attempt = view.leg.attempt;
                    format!(
                        "   tell {visitor}: {} {:?} {leg}{attempt}",
                        view.contact, view.state
                    )
                }
                Effect::TellOperator { operator, view } => {
                    format!(
                        "   tell {operator}: {:?} {:?}",
                        view.presence, view.activity
                    )
                }
                Effect::Forget(_)
                | Effect::AnswerVisitor { .. }
                | Effect::RefuseVisitor { .. }
                | Effect::TellVisitorLine { .. }
                | Effect::TellVisitorTyping { .. }
                | Effect::TellOpening { .. }
                | Effect::TellStaffed { .. }
                | Effect::TellConfigured
                | Effect::TellColleagues { .. }
                | Effect::TellOperatorLine { .. }
                | Effect::TellOperatorTyping { .. }
                | Effect::AnswerOperator { .. }
                | Effect::RefuseOperator { .. }
                | Effect::TellSaved { .. }
                | Effect::OpenLeg { .. }
                | Effect::Bridge { .. }
                | Effect::Hold { .. }
                | Effect::CloseLeg { .. } => format!("   {effect:?}"),
            };
            self.trace.line(now, || line);
        }
    }
}

fn leg_letter(state: LegState) -> char {
    match state {
        LegState::None { .. } => '-',
        LegState::Opening { .. } => 'o',
        LegState::Up => 'u',
        LegState::Lost { .. } => 'l',
    }
}
