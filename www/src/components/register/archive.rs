//! What the parts of the register's page share, and how it is kept up to date.

use crate::browser::http::{self, Trouble};
use crate::browser::{clocks, page};
use crate::components::gate::Leave;
use crate::components::tongue::Tongue;
use crate::register::{Choice, List};
use bellpull_protocol::ContactId;
use bellpull_protocol::marketer::Hotline;
use bellpull_protocol::register::{RegisterDetail, RegisterOperator, RegisterPage};
use bellpull_widget::softphone::browser::chance::now_ms;
use bellpull_widget::softphone::clock::ClockOffset;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;

/// How often the edge is asked while the page is seen.
const EVERY: Duration = Duration::from_secs(2);

#[derive(Clone, Copy)]
pub struct Archive {
    pub tongue: Tongue,
    leave: Leave,
    pub choice: RwSignal<Choice>,
    pub list: RwSignal<List>,
    /// For which filters the list is; none until the first has come.
    pub listed: RwSignal<Option<Choice>>,
    pub operators: RwSignal<Vec<RegisterOperator>>,
    pub hotlines: RwSignal<Vec<Hotline>>,
    pub is_lost: RwSignal<bool>,
    pub is_loading_more: RwSignal<bool>,
    /// The contact in the drawer.
    pub open: RwSignal<Option<ContactId>>,
    pub detail: RwSignal<Option<RegisterDetail>>,
    /// The contact in the drawer is not in the register.
    pub is_unknown: RwSignal<bool>,
    clock: RwSignal<ClockOffset>,
    now: RwSignal<u64>,
    turn: RwSignal<usize>,
}

impl Archive {
    pub fn start(tongue: Tongue) -> Self {
        let open = page::asked_for("contact").and_then(|id| ContactId::new(id).ok());
        let archive = Self {
            tongue,
            leave: expect_context::<Leave>(),
            choice: RwSignal::new(Choice::of_address(page::asked_for)),
            list: RwSignal::default(),
            listed: RwSignal::default(),
            operators: RwSignal::default(),
            hotlines: RwSignal::default(),
            is_lost: RwSignal::new(false),
            is_loading_more: RwSignal::new(false),
            open: RwSignal::new(open),
            detail: RwSignal::default(),
            is_unknown: RwSignal::new(false),
            clock: RwSignal::default(),
            now: RwSignal::new(now_ms()),
            turn: RwSignal::default(),
        };
        archive.keep_going();
        Effect::new(move |_| {
            archive.choice.track();
            archive.ask(None);
        });
        Effect::new(move |_| {
            archive.open.track();
            archive.ask_detail();
        });
        Effect::new(move |_| archive.keep_address());
        archive
    }

    /// The edge's time.
    pub fn now_ms(self) -> u64 {
        self.clock.get().edge_time(self.now.get())
    }

    /// What to ask the edge for, beginning at `before`.
    fn query(self, before: Option<u64>) -> String {
        let now = self.clock.get_untracked().edge_time(now_ms());
        let mut query = self.choice.get_untracked().to_edge(now, clocks::ahead_here);
        query.extend(before.map(|before| ("before", before.to_string())));
        http::query(&query)
    }

    /// Where all rows that fit come as one file.
    pub fn file(self, kind: &str) -> String {
        self.choice.track();
        // Not every second: the beginning of today moves once a day.
        self.list.with(|list| list.total);
        format!("/api/register.{kind}?{}", self.query(None))
    }

    pub fn load_more(self) {
        let Some(next) = self.list.with_untracked(|list| list.next) else {
            return;
        };
        self.is_loading_more.set(true);
        self.ask(Some(next));
    }

    pub fn close(self) {
        self.open.set(None);
    }

    fn ask(self, before: Option<u64>) {
        let asked = self.choice.get_untracked();
        let path = format!("/api/register?{}", self.query(before));
        spawn_local(async move {
            let told = http::get::<RegisterPage>(&path).await;
            // Something else was chosen meanwhile, or the page is gone.
            if self.choice.try_get_untracked().as_ref() != Some(&asked) {
                return;
            }
            match told {
                Ok(told) => self.told(asked, before, told),
                Err(trouble) if self.leave.on(&trouble) => {}
                Err(_) => self.is_lost.set(true),
            }
            if before.is_some() {
                self.is_loading_more.set(false);
            }
        });
    }

    fn told(self, asked: Choice, before: Option<u64>, told: RegisterPage) {
        self.is_lost.set(false);
        self.clock.set(ClockOffset::learn(told.now_ms, now_ms()));
        let is_same = self
            .listed
            .with_untracked(|listed| listed.as_ref() == Some(&asked));
        let known = self.list.get_untracked();
        let mut list = if is_same {
            known.clone()
        } else {
            List::default()
        };
        list.take(before, &told);
        if list != known {
            self.list.set(list);
        }
        if !is_same {
            self.listed.set(Some(asked));
        }
        if self
            .operators
            .with_untracked(|known| *known != told.operators)
        {
            self.operators.set(told.operators);
        }
        if self
            .hotlines
            .with_untracked(|known| *known != told.hotlines)
        {
            self.hotlines.set(told.hotlines);
        }
    }

    fn ask_detail(self) {
        let Some(open) = self.open.get_untracked() else {
            self.detail.set(None);
            return;
        };
        let known = self
            .detail
            .with_untracked(|detail| detail.as_ref().map(|detail| detail.row.contact.clone()));
        if known.as_ref() != Some(&open) {
            self.detail.set(None);
            self.is_unknown.set(false);
        }
        spawn_local(async move {
            let told = http::get::<RegisterDetail>(&format!("/api/register/{open}")).await;
            if self.open.try_get_untracked() != Some(Some(open)) {
                return;
            }
            match told {
                Ok(told)
                    if self
                        .detail
                        .with_untracked(|known| known.as_ref() == Some(&told)) => {}
                Ok(told) => self.detail.set(Some(told)),
                Err(trouble) if self.leave.on(&trouble) => {}
                Err(Trouble::Refused(_)) => self.is_unknown.set(true),
                Err(Trouble::Nobody) => self.is_lost.set(true),
            }
        });
    }

    fn refresh(self) {
        self.ask(None);
        self.ask_detail();
        let turn = self.turn.get_untracked();
        self.turn.set(turn.wrapping_add(1));
        let again = self.list.with_untracked(|list| list.look_again(turn));
        if again.is_some() {
            self.ask(again);
        }
    }

    fn keep_going(self) {
        let ticking =
            set_interval_with_handle(move || self.now.set(now_ms()), Duration::from_secs(1));
        let asking = set_interval_with_handle(
            move || {
                if page::is_seen() {
                    self.refresh();
                }
            },
            EVERY,
        );
        page::on_visibility(move |seen| {
            if seen && self.turn.try_get_untracked().is_some() {
                self.refresh();
            }
        });
        on_cleanup(move || {
            for handle in [ticking, asking].into_iter().flatten() {
                handle.clear();
            }
        });
    }

    /// So that what is seen can be sent to somebody.
    fn keep_address(self) {
        let mut query = self.choice.with(Choice::to_address);
        let open = self.open.get();
        query.extend(open.map(|contact| ("contact", contact.as_str().to_owned())));
        let query = http::query(&query);
        let mark = if query.is_empty() { "" } else { "?" };
        page::set_address(&format!("/register{mark}{query}"));
    }
}
