//! What is live on the hotlines: told by their objects, remembered, passed on to visitors and desks.

use super::running::{Here, Running};
use super::turn::Turn;
use crate::party::Party;
use crate::promotions::FeedPost;
use crate::signalling::{Letter, changed, live};
use crate::storage::Statement;
use crate::worker::object::Object;
use bellpull_protocol::HotlineId;
use serde::Deserialize;
use std::collections::BTreeMap;
use worker::Result;

impl Running {
    /// What is no news changes and tells nothing: an object of promotions posts each time it wakes.
    pub fn set_feed(&mut self, here: Here<'_>, post: FeedPost) -> Result<()> {
        let hotline = post.hotline.clone();
        if self.feeds.get(&hotline) == Some(&post) {
            return Ok(());
        }
        let keep = Statement {
            sql: "INSERT OR REPLACE INTO feeds (hotline, feed) VALUES (?, ?)",
            values: vec![
                hotline.as_str().into(),
                serde_json::to_string(&post)?.as_str().into(),
            ],
        };
        let mut letters = vec![changed(hotline.clone())?];
        for peer in self.peers.visitors.values() {
            if peer.party.hotline == hotline {
                letters.push(live(&peer.party, &post.feed, here.now)?);
            }
        }
        self.feeds.insert(hotline, post);
        let turn = Turn {
            statements: vec![keep],
            letters,
            ..Turn::default()
        };
        self.turn(here, turn)
    }

    /// What a party that has just said hello is told of promotions.
    pub(super) fn live_for(&self, here: Here<'_>, party: &Party) -> Result<Vec<Letter>> {
        let Party::Visitor(party) = party else {
            return Ok(Vec::new());
        };
        let Some(post) = self.feeds.get(&party.hotline) else {
            return Ok(Vec::new());
        };
        Ok(vec![live(party, &post.feed, here.now)?])
    }
}

/// What was told before this incarnation.
pub fn feeds(object: &Object) -> Result<BTreeMap<HotlineId, FeedPost>> {
    #[derive(Deserialize)]
    struct Row {
        hotline: HotlineId,
        feed: String,
    }
    let rows = object
        .sql()
        .rows::<Row>("SELECT hotline, feed FROM feeds", &[])?;
    let feeds = rows.into_iter().map(|row| {
        let post = serde_json::from_str(&row.feed)?;
        Ok((row.hotline, post))
    });
    feeds.collect()
}
