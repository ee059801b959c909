//! What the parts of the marketer's page share, and how it talks with the edge.

use crate::browser::http::{self, Refusal, Trouble};
use crate::browser::{clocks, page, words};
use crate::components::gate::Leave;
use crate::components::tongue::Tongue;
use crate::marketer::Editor;
use crate::marketer::editor::Fields;
use bellpull_protocol::marketer::{Hotline, Promotion, Publish, Save};
use bellpull_protocol::{HotlineId, PromotionId, RefusalCode};
use bellpull_widget::softphone::browser::chance::{now_ms, random_id};
use bellpull_widget::softphone::clock::ClockOffset;
use leptos::prelude::*;
use leptos::task::spawn_local;

#[derive(Clone, Copy)]
pub struct Office {
    pub tongue: Tongue,
    pub(super) leave: Leave,
    pub hotlines: RwSignal<Vec<Hotline>>,
    pub hotline: RwSignal<Option<HotlineId>>,
    pub promotions: RwSignal<Vec<Promotion>>,
    /// The list has come at least once.
    pub is_there: RwSignal<bool>,
    /// The edge does not answer at the moment.
    pub is_lost: RwSignal<bool>,
    /// Signed out while there is something unsaved: it stays on the screen until there is a session again.
    pub is_out: RwSignal<bool>,
    /// Counts what the edge was asked to do; an older answer knows nothing of it.
    pub(super) deeds: StoredValue<u32>,
    pub(super) clock: RwSignal<ClockOffset>,
    pub(super) now: RwSignal<u64>,
    pub editor: RwSignal<Option<Editor>>,
    /// Counts up whenever the fields have to be filled anew.
    pub filled: RwSignal<u32>,
    /// The language whose text is in the fields.
    pub tab: RwSignal<String>,
    pub doing: RwSignal<Option<Doing>>,
    pub note: RwSignal<Option<Note>>,
}

/// What the edge was asked to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doing {
    Save,
    Publish,
    Withdraw,
    Discard,
    Draw,
}

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Note {
    Done(Doing),
    Refused(RefusalCode),
    Nobody,
    /// There are mistakes at their fields.
    Mistaken,
}

impl Office {
    pub fn start(tongue: Tongue) -> Self {
        let office = Self {
            tongue,
            leave: expect_context::<Leave>(),
            hotlines: RwSignal::default(),
            hotline: RwSignal::default(),
            promotions: RwSignal::default(),
            is_there: RwSignal::new(false),
            is_lost: RwSignal::new(false),
            is_out: RwSignal::new(false),
            deeds: StoredValue::default(),
            clock: RwSignal::default(),
            now: RwSignal::new(now_ms()),
            editor: RwSignal::default(),
            filled: RwSignal::default(),
            tab: RwSignal::default(),
            doing: RwSignal::default(),
            note: RwSignal::default(),
        };
        office.keep_going();
        office.find_hotlines(page::asked_for("hotline"), page::asked_for("promotion"));
        page::guard(move || {
            office
                .editor
                .try_with_untracked(|editor| editor.as_ref().is_some_and(Editor::is_changed))
                == Some(true)
        });
        Effect::new(move |_| office.keep_address());
        office
    }

    /// The edge's time.
    pub fn now_ms(self) -> u64 {
        self.clock.get().edge_time(self.now.get())
    }

    pub fn edit(self, change: impl FnOnce(&mut Editor)) {
        self.editor.update(|editor| {
            if let Some(editor) = editor {
                change(editor);
            }
        });
    }

    /// Asks the editor, or gives the default when none is open.
    pub fn of_editor<T: Default>(self, read: impl FnOnce(&Editor) -> T) -> T {
        self.editor
            .with(|editor| editor.as_ref().map(read))
            .unwrap_or_default()
    }

    pub fn is_changed(self) -> bool {
        self.of_editor(Editor::is_changed)
    }

    pub fn open(self, promotion: &Promotion) {
        self.show(Editor::open(promotion, &clocks::ahead));
    }

    pub fn open_new(self) {
        let Ok(id) = PromotionId::new(random_id()) else {
            return;
        };
        let language = words::Language::code(self.tongue.0.get_untracked());
        let now = self.clock.get_untracked().edge_time(now_ms());
        self.show(Editor::fresh(
            id,
            now,
            &clocks::own_zone(),
            language,
            &clocks::ahead,
        ));
        page::focus_soon("field-title");
    }

    pub fn close(self) {
        self.note.set(None);
        self.editor.set(None);
    }

    fn show(self, editor: Editor) {
        let first = editor.form.default_language.clone();
        self.note.set(None);
        self.tab.set(first);
        self.editor.set(Some(editor));
        self.refill(Fields::Refill);
    }

    pub fn refill(self, fields: Fields) {
        if fields == Fields::Stay {
            return;
        }
        let tab = self.tab.get_untracked();
        let known = self.of_editor_untracked(|editor| editor.form.texts.contains_key(&tab));
        if known != Some(true)
            && let Some(first) =
                self.of_editor_untracked(|editor| editor.form.texts.keys().next().cloned())
        {
            self.tab.set(first.unwrap_or_default());
        }
        self.filled.update(|count| *count += 1);
    }

    fn of_editor_untracked<T>(self, read: impl FnOnce(&Editor) -> T) -> Option<T> {
        self.editor
            .with_untracked(|editor| editor.as_ref().map(read))
    }

    pub fn path(self, rest: &str) -> Option<String> {
        let hotline = self.hotline.get_untracked()?;
        Some(format!("/api/marketer/{hotline}/promotions{rest}"))
    }

    pub fn choose(self, hotline: HotlineId) {
        self.close();
        self.promotions.set(Vec::new());
        self.is_there.set(false);
        self.hotline.set(Some(hotline));
        self.refresh(None);
    }

    /// Saves what is written.
    pub fn save(self) {
        self.save_and(Doing::Save, |_| async { Ok(()) });
    }

    /// Saves, and asks the marketer only if nothing keeps it from being published.
    pub fn save_and_ask(self, ask: impl FnOnce() + 'static) {
        self.save_and(Doing::Save, move |saved| async move {
            if saved.mistakes.is_empty() {
                ask();
                return Ok(());
            }
            Err(Trouble::Refused(Refusal {
                code: RefusalCode::Malformed,
                mistakes: saved.mistakes,
            }))
        });
    }

    /// Saves, and publishes what was saved.
    pub fn publish(self) {
        self.save_and(Doing::Publish, move |saved| async move {
            let publish = Publish {
                revision: saved.revision,
            };
            let id = saved.promotion;
            let published = self.ask(&id, "publish", &to_json(&publish)).await?;
            self.take(&published, None);
            Ok(())
        });
    }

    fn save_and<F>(self, doing: Doing, then: impl FnOnce(Promotion) -> F + 'static)
    where
        F: Future<Output = Result<(), Trouble>>,
    {
        let mut prepared = None;
        self.edit(|editor| {
            let content = editor.content(&clocks::ahead);
            prepared = content.map(|content| {
                let known = editor.saved.clone().filter(|_| !editor.is_changed());
                let save = Save {
                    revision: editor.revision(),
                    content,
                };
                (editor.promotion.clone(), save, editor.form.clone(), known)
            });
        });
        let Some((id, save, sent, known)) = prepared else {
            self.note.set(Some(Note::Mistaken));
            return self.show_first_mistake();
        };
        self.run(doing, async move {
            let saved = match known {
                Some(known) => known,
                None => {
                    let saved: Promotion = self.ask(&id, "save", &to_json(&save)).await?;
                    self.take(&saved, Some(&sent));
                    saved
                }
            };
            then(saved).await
        });
    }

    /// Whatever needs nothing but the promotion's name.
    pub fn simply(self, doing: Doing) {
        let Some(id) = self.of_editor_untracked(|editor| editor.promotion.clone()) else {
            return;
        };
        self.run(doing, async move {
            let step = match doing {
                Doing::Withdraw => "withdraw",
                Doing::Draw => "draw",
                Doing::Discard | Doing::Save | Doing::Publish => {
                    let _: serde_json::Value = self.ask(&id, "discard", "{}").await?;
                    self.close();
                    return Ok(());
                }
            };
            let promotion = self.ask(&id, step, "{}").await?;
            self.take(&promotion, None);
            Ok(())
        });
    }

    async fn ask<T: serde::de::DeserializeOwned>(
        self,
        id: &PromotionId,
        step: &str,
        body: &str,
    ) -> Result<T, Trouble> {
        let path = self.path(&format!("/{id}/{step}")).ok_or(Trouble::Nobody)?;
        http::post(&path, body).await
    }

    fn run(self, doing: Doing, work: impl Future<Output = Result<(), Trouble>> + 'static) {
        if self.doing.get_untracked().is_some() {
            return;
        }
        self.doing.set(Some(doing));
        self.note.set(None);
        self.deeds.update_value(|deeds| *deeds += 1);
        spawn_local(async move {
            let done = work.await;
            self.doing.set(None);
            match done {
                Ok(()) => {
                    self.note.set(Some(Note::Done(doing)));
                    if doing != Doing::Save {
                        // Its button is gone now.
                        page::focus_soon("write-title");
                    }
                }
                Err(trouble) => self.troubled(trouble),
            }
            self.refresh(None);
        });
    }

    /// Whether the trouble was that nobody is signed in any more. What is unsaved then stays on the screen.
    pub(super) fn leaves(self, trouble: &Trouble) -> bool {
        let is_changed = self.of_editor_untracked(Editor::is_changed) == Some(true);
        if is_changed && Leave::is_out(trouble) {
            self.is_out.set(true);
            return true;
        }
        self.leave.on(trouble)
    }

    fn troubled(self, trouble: Trouble) {
        if self.leaves(&trouble) {
            return;
        }
        self.note.set(Some(match trouble {
            Trouble::Nobody => Note::Nobody,
            Trouble::Refused(Refusal { code, mistakes }) => {
                self.edit(|editor| editor.refused(&mistakes));
                self.show_first_mistake();
                if mistakes.is_empty() {
                    Note::Refused(code)
                } else {
                    Note::Mistaken
                }
            }
        }));
    }

    fn show_first_mistake(self) {
        let first = self.of_editor_untracked(|editor| {
            let first = editor.mistakes.first();
            first.map(|mistake| mistake.field.clone())
        });
        if let Some(field) = first.flatten() {
            if let Some(language) = field.language() {
                self.tab.set(language.to_owned());
            }
            page::focus_soon(field.element());
        }
    }

    fn take(self, promotion: &Promotion, sent: Option<&crate::marketer::Form>) {
        let mut fields = Fields::Stay;
        self.edit(|editor| {
            if editor.promotion == promotion.promotion {
                fields = editor.done(promotion, sent, &clocks::ahead);
            }
        });
        self.refill(fields);
    }

    /// So that a reload comes back here.
    fn keep_address(self) {
        if !self.is_there.get() {
            return;
        }
        let mut query = Vec::new();
        if self.hotlines.with(Vec::len) > 1
            && let Some(hotline) = self.hotline.get()
        {
            query.push(("hotline", hotline.as_str().to_owned()));
        }
        let open = self.of_editor(|editor| {
            let saved = editor.saved.as_ref();
            saved.map(|saved| saved.promotion.as_str().to_owned())
        });
        query.extend(open.map(|promotion| ("promotion", promotion)));
        let query = http::query(&query);
        let mark = if query.is_empty() { "" } else { "?" };
        page::set_address(&format!("/promotions{mark}{query}"));
    }
}

fn to_json(message: &impl serde::Serialize) -> String {
    serde_json::to_string(message).unwrap_or_default()
}
