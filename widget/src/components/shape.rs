//! Elements without a type of their own.
//!
//! Leptos's `view!` gives every element a type and every type its code, which is a visitor's download. Here all
//! elements are one type; what differs between them is data. The order of the calls is the order in the document.

use leptos::attr::any_attribute::{AnyAttribute, IntoAnyAttribute};
use leptos::attr::custom::custom_attribute;
use leptos::ev;
use leptos::html::{self, ElementChild};
use leptos::prelude::*;
use leptos::tachys::html::{event, property};
use wasm_bindgen::JsValue;

/// An element in the making. Its parts are boxed, because it is passed on with every call.
pub(super) struct Shape(Box<Parts>);

struct Parts {
    tag: &'static str,
    attributes: Vec<AnyAttribute>,
    children: Vec<AnyView>,
}

type Told = Box<dyn Fn() -> Option<String> + Send + Sync>;

pub(super) fn el(tag: &'static str) -> Shape {
    Shape(Box::new(Parts {
        tag,
        attributes: Vec::new(),
        children: Vec::new(),
    }))
}

// Nothing here is to be written out at each of the hundreds of calls.
impl Shape {
    /// An attribute that stays.
    #[inline(never)]
    pub(super) fn is(mut self, name: &'static str, value: &str) -> Self {
        let fixed = custom_attribute(name, value.to_owned());
        self.0.attributes.push(fixed.into_any_attr());
        self
    }

    pub(super) fn class(self, name: &'static str) -> Self {
        self.is("class", name)
    }

    /// The name for tests.
    pub(super) fn test(self, name: &'static str) -> Self {
        self.is("data-test", name)
    }

    /// An attribute that follows; `None` is none.
    pub(super) fn attr(
        self,
        name: &'static str,
        value: impl Fn() -> Option<String> + Send + Sync + 'static,
    ) -> Self {
        self.follows(name, Box::new(value))
    }

    #[inline(never)]
    fn follows(mut self, name: &'static str, value: Told) -> Self {
        let followed = custom_attribute(name, value);
        self.0.attributes.push(followed.into_any_attr());
        self
    }

    /// An attribute that is there or not, such as `hidden` and `disabled`.
    pub(super) fn flag(
        self,
        name: &'static str,
        set: impl Fn() -> bool + Send + Sync + 'static,
    ) -> Self {
        self.attr(name, move || set().then(String::new))
    }

    pub(super) fn hidden(self, when: impl Fn() -> bool + Send + Sync + 'static) -> Self {
        self.flag("hidden", when)
    }

    /// What is typed in it, both ways.
    #[inline(never)]
    pub(super) fn value(mut self, text: RwSignal<String>) -> Self {
        let value: Box<dyn Fn() -> JsValue + Send> = Box::new(move || text.get().into());
        let value = property::prop("value", value);
        self.0.attributes.push(value.into_any_attr());
        self.on("input", move |event| text.set(event_target_value(&event)))
    }

    pub(super) fn on(self, name: &'static str, act: impl FnMut(web_sys::Event) + 'static) -> Self {
        self.hears(name, Box::new(act))
    }

    #[inline(never)]
    fn hears(mut self, name: &'static str, act: Box<dyn FnMut(web_sys::Event)>) -> Self {
        let event: ev::Custom<web_sys::Event> = ev::Custom::new(name);
        let heard = event::on(event, act);
        self.0.attributes.push(heard.into_any_attr());
        self
    }

    #[inline(never)]
    pub(super) fn text(self, text: &str) -> Self {
        self.child(text.to_owned().into_any())
    }

    /// A text that follows.
    pub(super) fn says(self, text: impl Fn() -> Option<String> + Send + Sync + 'static) -> Self {
        self.follows_text(Box::new(text))
    }

    #[inline(never)]
    fn follows_text(self, text: Told) -> Self {
        self.child(text.into_any())
    }

    /// Children that follow. Rows keep their elements: what changes is written into them, and what is new is added.
    pub(super) fn rows(self, rows: impl Fn() -> Vec<Shape> + Send + Sync + 'static) -> Self {
        let views = move || rows().into_iter().map(Shape::view).collect();
        let views: Box<dyn Fn() -> Vec<AnyView> + Send + Sync> = Box::new(views);
        self.child(views.into_any())
    }

    #[inline(never)]
    pub(super) fn child(mut self, child: AnyView) -> Self {
        self.0.children.push(child);
        self
    }

    pub(super) fn with(self, child: Shape) -> Self {
        self.child(child.view())
    }

    #[inline(never)]
    pub(super) fn view(self) -> AnyView {
        html::custom(self.0.tag)
            .add_any_attr(self.0.attributes)
            .child(self.0.children)
            .into_any()
    }
}

/// Does it now and whenever a signal that it has read changes.
#[inline(never)]
pub(super) fn follow(run: Box<dyn Fn()>) {
    Effect::new(move |_| run());
}
