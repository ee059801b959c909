//! What a Durable Object can do beyond the `worker` crate: a transaction, an abort, a pong's time.

use super::{log, sql};
use crate::storage::Statement;
use bellpull_hotline::Timestamp;
use bellpull_protocol::limits::{PING, PONG};
use std::cell::{Cell, RefCell};
use wasm_bindgen::prelude::*;
use worker::{Error, Result, State, WebSocket, WebSocketRequestResponsePair};

#[wasm_bindgen]
extern "C" {
    type RawState;

    #[wasm_bindgen(method)]
    fn abort(this: &RawState, reason: &str);

    #[wasm_bindgen(method, catch, js_name = getWebSocketAutoResponseTimestamp)]
    fn auto_response_timestamp(
        this: &RawState,
        socket: &web_sys::WebSocket,
    ) -> std::result::Result<JsValue, JsValue>;

    type RawStorage;

    #[wasm_bindgen(method, catch, js_name = transactionSync)]
    fn transaction_sync(
        this: &RawStorage,
        body: &mut dyn FnMut() -> std::result::Result<(), JsValue>,
    ) -> std::result::Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch, js_name = setAlarm)]
    fn set_alarm(this: &RawStorage, at_ms: f64) -> std::result::Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch, js_name = deleteAlarm)]
    fn delete_alarm(this: &RawStorage) -> std::result::Result<JsValue, JsValue>;
}

thread_local! {
    static HOOKED: Cell<bool> = const { Cell::new(false) };
    /// The object at work; everything runs on one thread.
    static AT_WORK: RefCell<Option<JsValue>> = const { RefCell::new(None) };
}

/// A Durable Object's state and storage.
pub struct Object {
    state: State,
    armed: Cell<Option<Timestamp>>,
}

/// While it lives a panic aborts the object, so that nothing half done stays in memory.
pub struct AtWork;

impl Drop for AtWork {
    fn drop(&mut self) {
        AT_WORK.with(RefCell::take);
    }
}

impl Object {
    pub fn new(state: State) -> Self {
        if let Ok(pair) = WebSocketRequestResponsePair::new(PING, PONG) {
            state.set_websocket_auto_response(&pair);
        }
        Self {
            state,
            armed: Cell::new(None),
        }
    }

    /// To be held during every synchronous piece of work, and over no `await`.
    pub fn at_work(&self) -> AtWork {
        hook_panics();
        let raw = JsValue::from(self.state.as_raw());
        AT_WORK.with(|at_work| *at_work.borrow_mut() = Some(raw));
        AtWork
    }

    /// Ends this incarnation: memory and sockets go, what is durable stays. Does not return.
    pub fn abort(&self, why: &str) {
        log::error("object_aborted", &[("why", why)]);
        start_afresh();
        let raw = JsValue::from(self.state.as_raw());
        raw.unchecked_ref::<RawState>().abort(why);
    }

    /// Carries out all statements or none.
    ///
    /// # Errors
    /// When one fails; nothing was changed then.
    pub fn transaction(&self, statements: &[Statement]) -> Result<()> {
        if statements.is_empty() {
            return Ok(());
        }
        let sql = self.sql();
        let mut body = || {
            for statement in statements {
                sql.run(statement.sql, &statement.values)
                    .map_err(JsValue::from)?;
            }
            Ok(())
        };
        self.raw_storage(|storage| storage.transaction_sync(&mut body))?;
        Ok(())
    }

    pub fn sql(&self) -> sql::Sql {
        sql::Sql::new(self.state.storage().sql())
    }

    /// Brings the tables to the last version.
    ///
    /// # Errors
    /// When a migration fails, or when the tables are of a later version than this program.
    pub fn migrate(&self, migrations: &'static [&'static str]) -> Result<()> {
        let sql = self.sql();
        sql.run(
            "CREATE TABLE IF NOT EXISTS schema (version INTEGER NOT NULL)",
            &[],
        )?;
        let done = sql.numbers("SELECT MAX(version) AS value FROM schema")?;
        let done = usize::try_from(done.first().copied().unwrap_or(0)).unwrap_or(usize::MAX);
        let Some(missing) = migrations.get(done..) else {
            return Err(Error::from(
                "the data are of a later version than this program",
            ));
        };
        for (version, migration) in (done as u64 + 1..).zip(missing) {
            let step = Statement {
                sql: migration,
                values: Vec::new(),
            };
            let mark = Statement {
                sql: "INSERT INTO schema (version) VALUES (?)",
                values: vec![version.into()],
            };
            self.transaction(&[step, mark])?;
        }
        Ok(())
    }

    /// Sets the one alarm. Not awaited: within one piece of work the runtime commits it together with what was
    /// written before.
    pub fn arm(&self, at: Option<Timestamp>) -> Result<()> {
        if self.armed.replace(at) == at {
            return Ok(());
        }
        match at {
            // Milliseconds of our time stay below 2^53.
            Some(at) => self.raw_storage(|storage| storage.set_alarm(at.as_millis() as f64))?,
            None => self.raw_storage(RawStorage::delete_alarm)?,
        };
        Ok(())
    }

    /// To be called when the alarm rings: it is set no more.
    pub fn rang(&self) {
        self.armed.set(None);
    }

    /// Work that nobody waits for. It ends with the object's incarnation.
    pub fn later(&self, work: impl Future<Output = ()> + 'static) {
        self.state.wait_until(work);
    }

    /// Lets the runtime keep the socket, also while this object sleeps.
    pub fn keep_socket(&self, socket: &WebSocket) {
        self.state.accept_web_socket(socket);
    }

    pub fn sockets(&self) -> Vec<WebSocket> {
        self.state.get_websockets()
    }

    /// When the socket last sent a ping, which the runtime answers by itself.
    pub fn last_ping(&self, socket: &WebSocket) -> Option<Timestamp> {
        let raw = JsValue::from(self.state.as_raw());
        let at = raw
            .unchecked_ref::<RawState>()
            .auto_response_timestamp(socket.as_ref())
            .ok()?;
        let at = at.dyn_into::<js_sys::Date>().ok()?.get_time();
        Some(Timestamp::from_millis(at as u64))
    }

    fn raw_storage(
        &self,
        work: impl FnOnce(&RawStorage) -> std::result::Result<JsValue, JsValue>,
    ) -> Result<JsValue> {
        let storage = self.state.storage();
        let raw = JsValue::from(storage.as_raw());
        work(raw.unchecked_ref()).map_err(Error::from)
    }
}

/// Replaces the hook of the `worker` crate, which logs the text of a panic: that may repeat what a stranger sent.
/// Where it happened is enough to find it.
pub fn hook_panics() {
    if HOOKED.replace(true) {
        return;
    }
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string);
        log::error("panicked", &[("place", &place.unwrap_or_default())]);
        start_afresh();
        if let Some(state) = AT_WORK.with(RefCell::take) {
            state.unchecked_ref::<RawState>().abort("panic");
        }
    }));
}

/// The runtime stops the program in the middle, which leaves its queue of tasks unusable: the flag makes the shim
/// start a fresh instance for whoever comes next.
fn start_afresh() {
    if let Ok(flags) = js_sys::Reflect::get(&js_sys::global(), &"__worker_init_state".into()) {
        let _ = js_sys::Reflect::set(&flags, &"criticalError".into(), &true.into());
    }
}
