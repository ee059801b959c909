//! Other pages of this browser: whether one of them is the desk of the same operator, and busy.

use crate::desk::Input;
use bellpull_protocol::OperatorId;
use wasm_bindgen::prelude::*;
use web_sys::{BroadcastChannel, MessageEvent};

const CHANNEL: &str = "bellpull.desk";

/// What is said on the channel: one of these, then the operator's id.
const ASKS: &str = "who-has ";
const BUSY: &str = "busy ";

/// All pages of this origin hear each other.
pub struct OtherPages {
    channel: BroadcastChannel,
    _heard: Closure<dyn FnMut(MessageEvent)>,
}

impl OtherPages {
    /// # Errors
    /// When the browser has no channels.
    pub fn listen(mut feed: impl FnMut(Input) + 'static) -> Result<Self, JsValue> {
        let channel = BroadcastChannel::new(CHANNEL)?;
        let heard = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            if let Some(input) = event.data().as_string().and_then(|said| meaning(&said)) {
                feed(input);
            }
        });
        channel.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        Ok(Self {
            channel,
            _heard: heard,
        })
    }

    pub fn ask(&self, operator: &OperatorId) {
        self.say(ASKS, operator);
    }

    pub fn answer(&self, operator: &OperatorId) {
        self.say(BUSY, operator);
    }

    fn say(&self, what: &str, operator: &OperatorId) {
        let said = [what, operator.as_str()].concat();
        let _ = self.channel.post_message(&said.into());
    }
}

fn meaning(said: &str) -> Option<Input> {
    let operator = |id: &str| OperatorId::new(id).ok();
    if let Some(id) = said.strip_prefix(ASKS) {
        return operator(id).map(Input::OtherPageAsks);
    }
    said.strip_prefix(BUSY)
        .and_then(operator)
        .map(Input::OtherPageIsBusy)
}
