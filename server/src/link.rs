//! The links to the edge: one to the pool, which says whom to serve, and one to each switchboard served. Both
//! are dialled from here and kept for ever; legs and bridges do not depend on them.

mod backoff;
mod dialler;
mod session;

use std::collections::HashSet;
use std::convert::Infallible;
use std::panic::AssertUnwindSafe;

use bellpull_protocol::media::{FromMedia, ToMedia};
use bellpull_protocol::{LegId, NodeId, NodeSecret, OrganisationId};
use futures_util::FutureExt;
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tokio::time::sleep;
use tracing::{error, info};

use crate::command::Command;
use crate::threads::MediaThreads;
use backoff::Backoff;
use dialler::Dialler;
use session::{LinkError, Session};

/// Who this node is and where the edge is.
#[derive(Debug, Clone)]
pub struct Edge {
    /// Such as `ws://127.0.0.1:7300`.
    pub url: String,
    pub node: NodeId,
    pub secret: NodeSecret,
}

/// Keeps the link to the pool and one to every switchboard it names. Returns only by a bug.
pub async fn keep(edge: Edge, threads: MediaThreads) {
    let (serve, mut served) = mpsc::unbounded_channel();
    // No task of it ends by itself; it ends them all when this function is dropped.
    let mut links = JoinSet::new();
    let mut known = HashSet::new();
    let pool = edge.clone();
    links.spawn(outlive_panics("pool", move || {
        keep_pool(pool.clone(), serve.clone())
    }));
    while let Some(organisation) = served.recv().await {
        if known.insert(organisation.clone()) {
            info!(organisation_id = %organisation, "serving");
            let (edge, threads) = (edge.clone(), threads.clone());
            links.spawn(outlive_panics("switchboard", move || {
                keep_switchboard(edge.clone(), threads.clone(), organisation.clone())
            }));
        }
    }
}

/// Starts a link again when a bug ended it: its organisation would otherwise be without media until somebody
/// restarts this node. What links share with the threads stays whole (see [`crate::threads::Board`]), and a new link
/// begins by listing all legs. The panic hook says where the bug is.
async fn outlive_panics<Link>(to: &'static str, keep: impl Fn() -> Link) -> Infallible
where
    Link: Future<Output = Infallible>,
{
    let mut backoff = Backoff::default();
    loop {
        let Err(_) = AssertUnwindSafe(keep()).catch_unwind().await;
        let pause = backoff.next();
        error!(
            to,
            retry_in_ms = pause.as_millis() as u64,
            "a link was ended by a bug; please report it"
        );
        sleep(pause).await;
    }
}

async fn keep_pool(edge: Edge, serve: mpsc::UnboundedSender<OrganisationId>) -> Infallible {
    let mut dialler = Dialler::new("pool", format!("{}/ws/media/pool", edge.url), edge);
    loop {
        let session = dialler.dial().await;
        let Err(reason) = follow_pool(session, &serve).await;
        dialler.note_end(&reason);
    }
}

async fn follow_pool(
    mut session: Session,
    serve: &mpsc::UnboundedSender<OrganisationId>,
) -> Result<Infallible, LinkError> {
    loop {
        match session.receive().await? {
            ToMedia::Serve { organisation } => {
                let _ = serve.send(organisation);
            }
            ToMedia::OpenLeg { .. }
            | ToMedia::Bridge { .. }
            | ToMedia::Hold { .. }
            | ToMedia::CloseLeg { .. }
            | ToMedia::Welcome { .. }
            | ToMedia::Refused { .. }
            | ToMedia::Unknown => {}
        }
    }
}

async fn keep_switchboard(
    edge: Edge,
    threads: MediaThreads,
    organisation: OrganisationId,
) -> Infallible {
    let url = format!("{}/ws/media/switchboard/{organisation}", edge.url);
    let mut dialler = Dialler::new("switchboard", url, edge);
    loop {
        let session = dialler.dial().await;
        let Err(reason) = follow_switchboard(session, &threads, &organisation).await;
        dialler.note_end(&reason);
    }
}

/// Subscribes before the legs are listed, so that nothing falls between the two. What is reported both ways says
/// the same in the end.
async fn follow_switchboard(
    mut session: Session,
    threads: &MediaThreads,
    organisation: &OrganisationId,
) -> Result<Infallible, LinkError> {
    let mut reports = threads.subscribe(organisation);
    let legs = threads.legs(organisation).await;
    session.send(&FromMedia::Legs { legs }).await?;
    loop {
        tokio::select! {
            Some(report) = reports.recv() => session.send(&report).await?,
            message = session.receive() => {
                if let Some((command, beside)) = read_command(message?) {
                    threads.command(organisation, command, beside);
                }
            }
        }
    }
}

fn read_command(message: ToMedia) -> Option<(Command, Option<LegId>)> {
    Some(match message {
        ToMedia::OpenLeg {
            leg,
            attempt,
            side,
            beside,
            sdp,
        } => (
            Command::Open {
                leg,
                attempt,
                side,
                sdp,
            },
            beside,
        ),
        ToMedia::Bridge { a, b, third } => (Command::Bridge { a, b, third }, None),
        ToMedia::Hold { leg } => (Command::Hold { leg }, None),
        ToMedia::CloseLeg { leg } => (Command::Close { leg }, None),
        ToMedia::Welcome { .. }
        | ToMedia::Serve { .. }
        | ToMedia::Refused { .. }
        | ToMedia::Unknown => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;
    use std::future::pending;

    #[tokio::test]
    async fn a_link_that_panics_is_kept_again() {
        let (started, mut starts) = mpsc::unbounded_channel();
        let count = Cell::new(0);
        let link = outlive_panics("pool", || {
            let (number, started) = (count.replace(count.get() + 1), started.clone());
            async move {
                assert!(started.send(number).is_ok());
                assert!(number > 0, "the first link meets a bug");
                pending().await
            }
        });
        let second_start = async {
            starts.recv().await;
            starts.recv().await
        };
        tokio::select! {
            _ = link => {}
            number = second_start => assert_eq!(number, Some(1)),
        }
    }
}
