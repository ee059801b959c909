//! Who comes to the marketer's page or the register, and whether they may.

use super::icons::{Icon, Mark};
use super::nav::Nav;
use super::tongue::Tongue;
use super::{marketer, register, staffing, statistics, team};
use crate::browser::http::{Answer, Trouble};
use crate::browser::{page, session};
use crate::pages::{Landing, Page, Role, landing};
use bellpull_protocol::RefusalCode;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;

/// How long until an edge that did not answer is asked again.
const AGAIN: Duration = Duration::from_secs(2);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Standing {
    Entering,
    /// Nobody answers; asking goes on.
    Unreachable,
    Out(Why),
    In(Vec<Role>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Why {
    LinkUsed,
    LinkExpired,
    LinkUnknown,
    SignedOut,
    Goodbye,
}

#[component]
pub fn Gate(here: Page) -> impl IntoView {
    let tongue = Tongue::own();
    let standing = RwSignal::new(Standing::Entering);
    page::follow_sign_in_links();
    enter(standing, here);
    provide_context(tongue);
    provide_context(Leave(standing));
    Effect::new(move |_| {
        let name = match here {
            Page::Promotions => tongue.say("nav.promotions"),
            Page::Desk | Page::Register => tongue.say("nav.register"),
            Page::Statistics => tongue.say("nav.statistics"),
            Page::Staffing => tongue.say("nav.staffing"),
            Page::Team => tongue.say("nav.team"),
        };
        page::set_title(&format!("{name} · {}", tongue.say("app.name")));
    });
    move || {
        match standing.get() {
        Standing::Entering => view! {
            <Card name="entering"><p class="soft" role="status">{tongue.t("gate.entering")}</p></Card>
        }
        .into_any(),
        Standing::Unreachable => view! {
            <Card name="unreachable">
                <h1>{tongue.t("gate.unreachable.title")}</h1>
                <p class="soft" role="status">{tongue.t("gate.unreachable.body")}</p>
            </Card>
        }
        .into_any(),
        Standing::Out(why) => view! { <Out why /> }.into_any(),
        Standing::In(roles) => {
            let pages = Page::of_roles(&roles);
            match landing(here, &roles) {
                Landing::Here => view! { <Inside here pages /> }.into_any(),
                Landing::GoTo(_) | Landing::WrongRole => view! { <WrongRole pages /> }.into_any(),
            }
        }
    }
    }
}

/// The session is over, as an answer of the edge said.
#[derive(Clone, Copy)]
pub struct Leave(RwSignal<Standing>);

impl Leave {
    /// Whether the trouble was that nobody is signed in any more.
    pub fn is_out(trouble: &Trouble) -> bool {
        matches!(trouble, Trouble::Refused(refusal) if why(refusal.code).is_some())
    }

    /// Whether the trouble was that nobody is signed in any more, or no longer in the right role.
    pub fn on(self, trouble: &Trouble) -> bool {
        let Trouble::Refused(refusal) = trouble else {
            return false;
        };
        let out = match why(refusal.code) {
            _ if refusal.code == RefusalCode::WrongRole => Standing::In(Vec::new()),
            Some(why) => Standing::Out(why),
            None => return false,
        };
        self.0.set(out);
        true
    }
}

fn enter(standing: RwSignal<Standing>, here: Page) {
    spawn_local(async move {
        if let Some(token) = page::sign_in_token() {
            let spent = session::spend(&token).await;
            match spent {
                Answer::Fine(_) => page::set_address(here.path()),
                Answer::Refused(refusal) => {
                    page::set_address(here.path());
                    // Whoever opens a spent link may still have the session it once opened.
                    if session::me().await.is_err() {
                        return standing
                            .set(Standing::Out(why(refusal.code).unwrap_or(Why::SignedOut)));
                    }
                }
                Answer::Nobody => return again(standing, here),
            }
        }
        match session::me().await {
            Ok(me) => standing.set(Standing::In(me.roles)),
            Err(Trouble::Refused(refusal)) => {
                standing.set(Standing::Out(why(refusal.code).unwrap_or(Why::SignedOut)))
            }
            Err(Trouble::Nobody) => again(standing, here),
        }
    });
}

fn again(standing: RwSignal<Standing>, here: Page) {
    standing.set(Standing::Unreachable);
    set_timeout(move || enter(standing, here), AGAIN);
}

const WHYS: [(RefusalCode, Why); 5] = [
    (RefusalCode::SignedOut, Why::SignedOut),
    (RefusalCode::UnknownOperator, Why::SignedOut),
    (RefusalCode::LinkUsed, Why::LinkUsed),
    (RefusalCode::LinkExpired, Why::LinkExpired),
    (RefusalCode::LinkUnknown, Why::LinkUnknown),
];

/// None for a refusal that has nothing to do with who this is.
fn why(code: RefusalCode) -> Option<Why> {
    let known = WHYS.iter().find(|(refusal, _)| *refusal == code);
    known.map(|(_, why)| *why)
}

#[component]
fn Inside(here: Page, pages: Vec<Page>) -> impl IntoView {
    let tongue = expect_context::<Tongue>();
    let leave = expect_context::<Leave>();
    let sign_out = move |_| {
        spawn_local(async move {
            session::sign_out().await;
            leave.0.set(Standing::Out(Why::Goodbye));
        });
    };
    let content = match here {
        Page::Promotions => view! { <marketer::Marketer /> }.into_any(),
        Page::Desk | Page::Register => view! { <register::Register /> }.into_any(),
        Page::Statistics => view! { <statistics::Statistics /> }.into_any(),
        Page::Staffing => view! { <staffing::Staffing /> }.into_any(),
        Page::Team => view! { <team::Team /> }.into_any(),
    };
    view! {
        <div class="office" data-test="page">
            <header class="top">
                <span class="brand"><Mark /><b>{tongue.t("app.name")}</b></span>
                <Nav here pages=pages tongue />
                <span class="spring"></span>
                <button class="quiet" data-test="language" on:click=move |_| tongue.switch()>{tongue.t("app.language")}</button>
                <button class="quiet" data-test="sign-out" aria-label=tongue.t("app.sign_out") title=tongue.t("app.sign_out") on:click=sign_out>
                    <Icon name="leave" />
                    <span class="wide-only">{tongue.t("app.sign_out")}</span>
                </button>
            </header>
            {content}
        </div>
    }
}

#[component]
fn Card(name: &'static str, children: Children) -> impl IntoView {
    view! {
        <main class="door" data-test="door" data-door=name>
            <div class="door-card"><Mark />{children()}</div>
        </main>
    }
}

#[component]
fn Out(why: Why) -> impl IntoView {
    let tongue = expect_context::<Tongue>();
    let (name, title, body) = match why {
        Why::LinkUsed => ("link-used", "door.link_used.title", "gate.link.body"),
        Why::LinkExpired => (
            "link-expired",
            "door.link_expired.title",
            "door.link_expired.body",
        ),
        Why::LinkUnknown => (
            "link-unknown",
            "door.link_unknown.title",
            "door.link_unknown.body",
        ),
        Why::SignedOut => (
            "signed-out",
            "door.signed_out.title",
            "gate.signed_out.body",
        ),
        Why::Goodbye => ("goodbye", "door.goodbye.title", "door.goodbye.body"),
    };
    view! {
        <Card name>
            <div role="alert"><h1>{tongue.t(title)}</h1></div>
            <p class="soft">{tongue.t(body)}</p>
        </Card>
    }
}

#[component]
fn WrongRole(pages: Vec<Page>) -> impl IntoView {
    let tongue = expect_context::<Tongue>();
    let links = pages.into_iter().map(move |page| {
        let text = match page {
            Page::Desk => "gate.to_desk",
            Page::Promotions => "gate.to_promotions",
            Page::Register => "gate.to_register",
            Page::Statistics => "gate.to_statistics",
            Page::Staffing => "gate.to_staffing",
            Page::Team => "gate.to_team",
        };
        view! { <a class="button" href=page.path() data-test="own-page">{tongue.t(text)}</a> }
    });
    view! {
        <Card name="wrong-role">
            <div role="alert"><h1>{tongue.t("door.wrong_role.title")}</h1></div>
            <p class="soft">{tongue.t("door.wrong_role.body")}</p>
            {links.collect_view()}
        </Card>
    }
}
