//! Posts the plans: to each switchboard its organisation's, until it says that it is durable there.

use super::Directory;
use crate::configuration::{Kept, PlanPost};
use crate::posting::Posting;
use crate::worker::ask::{self, broken};
use crate::worker::{clock, log};
use bellpull_hotline::Timestamp;
use bellpull_protocol::{OrganisationId, RefusalCode};
use std::collections::btree_map::Entry;
use worker::{Error, Result};

impl Directory {
    /// What was to be posted before this incarnation may have been lost.
    pub(super) fn plan_woken(&self, organisation: &OrganisationId, now: Timestamp) -> Result<()> {
        let mut postings = self.postings.borrow_mut();
        postings
            .entry(organisation.clone())
            .or_insert_with(|| Posting::woken(now));
        drop(postings);
        self.arm()
    }

    /// Another revision, or somebody new. Whoever asked for it waits until the switchboard was told once.
    pub(super) fn plan_changed(&self, organisation: &OrganisationId, now: Timestamp) -> Result<()> {
        match self.postings.borrow_mut().entry(organisation.clone()) {
            Entry::Vacant(place) => drop(place.insert(Posting::woken(now))),
            Entry::Occupied(mut known) => known.get_mut().news(now),
        }
        self.hurries.set(true);
        self.arm()
    }

    /// What fails is repeated by the alarm.
    pub(super) async fn post_plans(&self) {
        let now = clock::now();
        let due: Vec<_> = {
            let mut postings = self.postings.borrow_mut();
            let due = postings.iter_mut().filter_map(|(organisation, posting)| {
                let news = posting.begin(now)?;
                Some((organisation.clone(), news))
            });
            due.collect()
        };
        // The next try is set before this one: it may never return.
        let mut told = self.arm();
        for (organisation, news) in due {
            match self.post_plan(&organisation).await {
                Ok(()) => {
                    let mut postings = self.postings.borrow_mut();
                    if let Some(posting) = postings.get_mut(&organisation) {
                        posting.acknowledged(news);
                    }
                }
                Err(_) => log::warn(
                    "plan_not_posted",
                    &[("organisation_id", organisation.as_str())],
                ),
            }
            told = told.and_then(|()| self.arm());
        }
        if let Err(error) = told {
            broken(error);
        }
    }

    async fn post_plan(
        &self,
        organisation: &OrganisationId,
    ) -> std::result::Result<(), RefusalCode> {
        let post = self.plan(organisation).map_err(broken)?;
        let switchboard = ask::switchboard(&self.env, organisation)?;
        let response = ask::post(&switchboard, "/plan", &post).await?;
        match response.status_code() {
            200..300 => Ok(()),
            status => Err(broken(Error::from(format!(
                "the switchboard said {status}"
            )))),
        }
    }

    fn plan(&self, organisation: &OrganisationId) -> Result<PlanPost> {
        let Kept {
            revision,
            configuration,
            ..
        } = self.live(organisation)?;
        Ok(PlanPost {
            revision,
            configuration,
            people: self.people_of(organisation)?,
        })
    }

    fn arm(&self) -> Result<()> {
        let postings = self.postings.borrow();
        let due = postings.values().filter_map(Posting::deadline);
        self.object.arm(due.min())
    }
}
