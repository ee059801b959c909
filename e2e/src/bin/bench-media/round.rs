//! One measurement of one server: calls are set up, left alone for a moment, watched, and counted.

use std::net::IpAddr;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use bellpull_e2e::figure::percentile;
use tokio::task::LocalSet;
use tokio::time::sleep;

use crate::call::{Switch, set_up_all};
use crate::crowd::Crowd;
use crate::pace::FRAME;
use crate::process;

/// After set-up everything has to come to rest: handshakes end, queues empty, tones stop.
const SETTLE: Duration = Duration::from_secs(2);

/// What was said at the window's end may still be on its way.
const LATECOMERS: Duration = Duration::from_millis(500);

/// Above this part of its core the generator may itself be what is measured.
const TOO_BUSY: f64 = 0.8;

#[derive(Clone, Copy)]
pub struct Round {
    pub address: IpAddr,
    pub calls: usize,
    pub window: Duration,
}

pub struct Measured {
    pub cpu_us_per_packet: f64,
    pub p50_ms: f64,
    pub p99_ms: f64,
    pub loss: f64,
    pub kb_per_call: f64,
    pub setup_s: f64,
}

impl Round {
    pub fn measure(self, start: impl AsyncFnOnce() -> Result<Switch>) -> Result<Measured> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        LocalSet::new().block_on(&runtime, async {
            let switch = start().await?;
            let crowd = Crowd::gather(self.calls * 2, self.address).await?;
            self.watch(&switch, &crowd).await
        })
    }

    async fn watch(self, switch: &Switch, crowd: &Crowd) -> Result<Measured> {
        let server = switch.process();
        let empty_kb = server.memory_kb()?;
        let setup = set_up_all(switch, crowd).await?;
        sleep(SETTLE).await;

        let (cpu, our_cpu) = (server.cpu()?, process::our_cpu()?);
        let heard = crowd.tally.borrow().heard_ever;
        let begun = Instant::now();
        crowd
            .tally
            .borrow_mut()
            .open(begun, self.window, self.packets());
        sleep(self.window).await;
        let watched = begun.elapsed();
        let packets = crowd.tally.borrow().heard_ever - heard;
        let cpu = server.cpu()?.saturating_sub(cpu);
        let our_cpu = process::our_cpu()?.saturating_sub(our_cpu);
        let full_kb = server.memory_kb()?;
        sleep(LATECOMERS).await;
        crowd.fall_silent();
        ensure!(packets > 0, "nobody was heard");

        let tally = crowd.tally.borrow();
        let delays = tally.delays();
        let measured = Measured {
            cpu_us_per_packet: cpu.as_secs_f64() * 1e6 / packets as f64,
            p50_ms: percentile(&delays, 50),
            p99_ms: percentile(&delays, 99),
            loss: tally.loss(),
            kb_per_call: (full_kb - empty_kb) / self.calls as f64,
            setup_s: setup.as_secs_f64(),
        };
        let busy = our_cpu.as_secs_f64() / watched.as_secs_f64();
        eprintln!(
            "  {}: {:.1} µs per packet, {:.2}/{:.2} ms, loss {:.5}, doubled {}, {:.0} kB per call, set-up {:.2} s; server {:.0} %, generator {:.0} % of its core{}",
            switch.name(),
            measured.cpu_us_per_packet,
            measured.p50_ms,
            measured.p99_ms,
            measured.loss,
            tally.doubled,
            measured.kb_per_call,
            measured.setup_s,
            100.0 * cpu.as_secs_f64() / watched.as_secs_f64(),
            100.0 * busy,
            if busy > TOO_BUSY {
                ": too busy, its own queue is in the figures"
            } else {
                ""
            },
        );
        Ok(measured)
    }

    /// How many packets are said in the window.
    fn packets(self) -> usize {
        (self.window.as_millis() / FRAME.as_millis()) as usize * self.calls * 2
    }
}
