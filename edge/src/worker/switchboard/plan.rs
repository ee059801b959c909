//! The plan: told by the directory, remembered, told to the heart.

use super::running::{Here, Running};
use super::turn::Turn;
use crate::configuration::{KEPT_PLAN, PlanPost, PlanRow};
use crate::worker::log;
use crate::worker::object::Object;
use bellpull_hotline::Input;
use worker::Result;

impl Running {
    /// What is no news changes nothing: the directory posts each time it wakes.
    pub fn set_plan(&mut self, here: Here<'_>, post: PlanPost) -> Result<()> {
        if !post.is_news(self.plan.as_ref()) {
            return Ok(());
        }
        let revision = post.revision.to_string();
        log::info("plan_learned", &[("revision", &revision)]);
        for (hotline, plan) in &post.configuration.hotlines {
            self.learn_hotline(here, hotline, &plan.name)?;
        }
        let turn = Turn {
            statements: post.keep()?,
            ..Turn::of([self.adopt(post)])
        };
        self.turn(here, turn)
    }

    /// Names first: what the heart then tells is told with them.
    fn adopt(&mut self, post: PlanPost) -> Input {
        self.names.configuration = Some(post.configuration.clone());
        self.names.operators.extend(post.people.clone());
        let plan = post.plan();
        self.plan = Some(post);
        Input::Configure(Box::new(plan))
    }

    /// What was learned before this incarnation.
    pub(super) fn recall_plan(&mut self, object: &Object) -> Result<Option<Input>> {
        let row = object.sql().row::<PlanRow>(KEPT_PLAN, &[])?;
        let post = row.map(PlanRow::read).transpose()?;
        Ok(post.map(|post| self.adopt(post)))
    }
}
