//! From when to when, by the clocks of which place.

use super::field::{Labelled, describes, frozen, is_wrong};
use super::office::Office;
use crate::browser::clocks::{self, Shape};
use crate::marketer::field::Field;
use crate::marketer::form::{Form, Moment};
use crate::wall::Reading;
use leptos::prelude::*;

#[component]
pub fn Period() -> impl IntoView {
    let office = expect_context::<Office>();
    let tongue = office.tongue;
    view! {
        <fieldset class="period">
            <legend class="legend">{tongue.t("editor.period")}</legend>
            <Time field=Field::Starts label="editor.starts" test="starts" read=|form| &form.starts change=|form| &mut form.starts />
            <Time field=Field::Ends label="editor.ends" test="ends" read=|form| &form.ends change=|form| &mut form.ends />
            <Zone />
        </fieldset>
    }
}

#[component]
fn Zone() -> impl IntoView {
    let office = expect_context::<Office>();
    let mut zones = clocks::zones();
    let zone = office
        .editor
        .with_untracked(|editor| editor.as_ref().map(|editor| editor.form.zone.clone()));
    // Another browser may know another name of it.
    if let Some(zone) = zone
        && !zones.contains(&zone)
    {
        zones.insert(0, zone);
    }
    let options = zones.into_iter().map(|zone| {
        let shown = zone.replace('_', " ");
        view! { <option value=zone>{shown}</option> }
    });
    let value = move || {
        office.filled.get();
        office
            .editor
            .with_untracked(|editor| editor.as_ref().map(|editor| editor.form.zone.clone()))
    };
    view! {
        <Labelled label="editor.zone" field=Field::Zone>
            <select
                id=Field::Zone.element()
                data-test="zone"
                disabled=move || frozen(office, &Field::Zone).is_some()
                aria-invalid=move || is_wrong(office, &Field::Zone).to_string()
                aria-describedby=describes(&Field::Zone)
                prop:value=value
                on:change:target=move |event| office.edit(|editor| {
                    editor.form.zone = event.target().value();
                    editor.touched(&Field::Zone);
                })
            >
                {options.collect_view()}
            </select>
        </Labelled>
    }
}

#[component]
fn Time(
    field: Field,
    label: &'static str,
    test: &'static str,
    read: fn(&Form) -> &Moment,
    change: fn(&mut Form) -> &mut Moment,
) -> impl IntoView {
    let office = expect_context::<Office>();
    let id = field.element();
    let (is_frozen, wrong, touched) = (field.clone(), field.clone(), field.clone());
    let described = describes(&field);
    // Not what was typed: writing half a date back would take it away.
    let value = move || {
        office.filled.get();
        office.editor.with_untracked(|editor| {
            editor
                .as_ref()
                .map(|editor| read(&editor.form).typed.clone())
        })
    };
    view! {
        <Labelled label field>
            <input
                id=id
                type="datetime-local"
                step="1"
                data-test=test
                disabled=move || frozen(office, &is_frozen).is_some()
                aria-invalid=move || is_wrong(office, &wrong).to_string()
                aria-describedby=described
                prop:value=value
                on:input:target=move |event| {
                    let typed = event.target().value();
                    office.edit(|editor| {
                        change(&mut editor.form).typed = typed;
                        editor.touched(&touched);
                    });
                }
            />
            <small class="soft">{move || remark(office, read)}</small>
        </Labelled>
    }
}

/// What a marketer should know about the time they typed: that the clocks there skip or repeat it, or when it is for
/// themselves.
fn remark(office: Office, read: fn(&Form) -> &Moment) -> Option<String> {
    let tongue = office.tongue;
    let (reading, zone) = office.of_editor(|editor| {
        let form = &editor.form;
        Some((
            read(form).read(&form.zone, &clocks::ahead)?,
            form.zone.clone(),
        ))
    })?;
    let at = |zone: &str| clocks::say(tongue.language(), zone, Shape::Exact, reading.ms());
    let here = clocks::own_zone();
    match reading {
        Reading::Never(_) => Some(tongue.fill("editor.skipped", &[("time", &at(&zone))])),
        Reading::Twice(_) => Some(tongue.say("editor.repeated")),
        Reading::Once(ms) if clocks::ahead(&here, ms) != clocks::ahead(&zone, ms) => {
            Some(tongue.fill("editor.here", &[("time", &at(&here))]))
        }
        Reading::Once(_) => None,
    }
}
