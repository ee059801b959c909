//! Bridged calls over real sockets in one process, for profiling a media thread: `load CALLS SECONDS`, at most 50 seconds. Says how much
//! time the thread took for each packet that arrived at its listener. docs/MEDIA.md says how to profile it.

#![allow(clippy::unwrap_used, clippy::print_stdout)] // A tool for whoever profiles.

#[path = "../tests/support/mod.rs"]
mod support;

use std::fs;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use bellpull_protocol::media::Side;
use bellpull_server::doors::Carriers;
use support::leg;
use support::live::{Caller, Live};
use tokio::time::{Instant, sleep, sleep_until};

/// An Opus packet of speech.
const PACKET_BYTES: usize = 80;

const FRAME_MICROSECONDS: usize = 20_000;

/// The streams' first second is not measured.
const WARM_UP: Duration = Duration::from_secs(1);

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let mut arguments = std::env::args().skip(1).map(|text| text.parse().unwrap());
    let (calls, seconds): (usize, usize) = (
        arguments.next().unwrap_or(50),
        arguments.next().unwrap_or(10),
    );
    let heard = Arc::new(AtomicUsize::new(0));
    let mut live = Live::start(Carriers::Udp);
    let begin = Instant::now() + Duration::from_millis(20 * calls as u64) + WARM_UP;
    for call in 0..calls {
        let (visitor, operator) = (leg(&format!("v{call}")), leg(&format!("o{call}")));
        for (name, side) in [(&visitor, Side::Visitor), (&operator, Side::Operator)] {
            let caller = live.udp_caller(name.clone(), side).await;
            // Callers do not speak in step.
            let apart = Duration::from_micros((call * 7_919 % FRAME_MICROSECONDS) as u64);
            tokio::spawn(take_part(caller, begin + apart, heard.clone()));
        }
        live.bridge(visitor, operator);
    }
    sleep_until(begin + WARM_UP).await;
    let before = (heard.load(Ordering::Relaxed), media_thread_time());
    sleep(Duration::from_secs(seconds as u64)).await;
    let packets = heard.load(Ordering::Relaxed) - before.0;
    let spent = media_thread_time() - before.1;
    println!(
        "{calls} calls: {} packets/s, {:.1} µs a packet",
        packets / seconds.max(1),
        spent.as_secs_f64() * 1e6 / packets as f64,
    );
}

async fn take_part(mut caller: Caller, begin: Instant, heard: Arc<AtomicUsize>) {
    caller.run_until(|_| Instant::now() >= begin).await;
    caller.speak(&"x".repeat(PACKET_BYTES));
    let known = AtomicUsize::new(caller.browser.heard.len());
    let goes_on = |browser: &support::browser::Browser| {
        let more = browser.heard.len() - known.swap(browser.heard.len(), Ordering::Relaxed);
        heard.fetch_add(more, Ordering::Relaxed);
        false
    };
    caller.run_until(goes_on).await;
}

/// CPU time of the thread named `media-…`.
fn media_thread_time() -> Duration {
    let tasks = fs::read_dir("/proc/self/task").unwrap();
    let media = tasks
        .map(|task| task.unwrap().path())
        .find(|path| {
            let name = fs::read_to_string(path.join("comm")).unwrap();
            name.starts_with("media-")
        })
        .unwrap();
    let times = fs::read_to_string(media.join("schedstat")).unwrap();
    Duration::from_nanos(times.split(' ').next().unwrap().parse().unwrap())
}
