//! One child process: started, watched, restarted, stopped, and never left behind.

use std::fs;
use std::process::{Child, ExitStatus};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow};
use rustix::io::Errno;
use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, waitid};

use super::Program;

/// The pause before the first restart; doubled each time up to [`LONGEST_PAUSE`]. Shorter brings calls back sooner,
/// longer keeps a part that cannot start from eating the machine.
const FIRST_PAUSE: Duration = Duration::from_millis(200);
const LONGEST_PAUSE: Duration = Duration::from_secs(5);

/// The kernel needs a moment to take away a killed process with much memory.
const KILLED_WITHIN: Duration = Duration::from_secs(5);

/// A part that ran this long before it died begins with the short pause again.
const RAN_WELL: Duration = Duration::from_secs(10);

/// What happens when the part dies without being told to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Restart {
    /// It is started again, after a pause that grows.
    Always,
    /// It stays dead until [`Part::start`].
    Never,
}

/// A part and the thread that keeps it. Dropping it kills the process.
#[derive(Debug)]
pub struct Part {
    program: Program,
    restart: Restart,
    keeper: Arc<Keeper>,
}

/// What the part and its thread share.
#[derive(Debug, Default)]
struct Keeper {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    phase: Phase,
    /// Somebody asked for the end.
    stopping: bool,
    /// How the process last ended without being asked, since [`Part::start`].
    died: Option<ExitStatus>,
}

/// `Resting → Running → (Pausing → Running)* → Resting`
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Phase {
    #[default]
    Resting,
    /// The id is ours to signal while the state is locked: the process is waited for under the same lock.
    Running(Pid),
    /// Dead, to be started again soon.
    Pausing,
}

impl Part {
    /// A part that is not running yet. Its log of the last run is kept as `….previous`.
    pub fn new(program: Program, restart: Restart) -> Part {
        if program.log.exists() {
            let _ = fs::rename(&program.log, program.log.with_extension("previous"));
        }
        Part {
            program,
            restart,
            keeper: Arc::default(),
        }
    }

    pub fn name(&self) -> &'static str {
        self.program.name
    }

    /// Starts the process unless it runs already.
    pub fn start(&self) -> Result<()> {
        {
            let mut state = self.keeper.lock();
            if state.phase != Phase::Resting {
                return Ok(());
            }
            *state = State::default();
        }
        let (started, outcome) = mpsc::channel();
        let (program, restart, keeper) =
            (self.program.clone(), self.restart, Arc::clone(&self.keeper));
        // A thread for as long as the process lives: the kernel counts a child as orphaned when its *thread* ends.
        thread::Builder::new()
            .name(program.name.to_owned())
            .spawn(move || keeper.keep(&program, restart, &started))?;
        outcome
            .recv()
            .map_err(|_| anyhow!("the thread that keeps it is gone"))
            .and_then(|outcome| outcome)
            .with_context(|| format!("{} cannot be started", self.program.path.display()))
    }

    /// How the process ended without being told to, if it did since [`Part::start`].
    pub fn died(&self) -> Option<ExitStatus> {
        self.keeper.lock().died
    }

    /// Its process id, while it runs.
    pub fn pid(&self) -> Option<u32> {
        match self.keeper.lock().phase {
            Phase::Running(pid) => u32::try_from(pid.as_raw_nonzero().get()).ok(),
            Phase::Resting | Phase::Pausing => None,
        }
    }

    /// `kill -9`; returns when the process is gone.
    pub fn kill(&self) -> Result<()> {
        let state = self.keeper.lock();
        let Phase::Running(pid) = state.phase else {
            return Ok(());
        };
        rustix::process::kill_process(pid, Signal::KILL)?;
        let gone = self
            .keeper
            .changed
            .wait_while(state, |state| state.phase == Phase::Running(pid));
        drop(gone.unwrap_or_else(PoisonError::into_inner));
        Ok(())
    }

    /// Asks the process to end, kills it after `within`, and returns when it is gone for good.
    pub fn stop(&self, within: Duration) {
        let mut state = self.keeper.lock();
        state.stopping = true;
        self.keeper.changed.notify_all();
        for (signal, within) in [(Signal::TERM, within), (Signal::KILL, KILLED_WITHIN)] {
            if let Phase::Running(pid) = state.phase {
                // A process that ended in this very moment is what we want.
                let _ = rustix::process::kill_process(pid, signal);
            }
            let waited = self
                .keeper
                .changed
                .wait_timeout_while(state, within, |state| state.phase != Phase::Resting);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// What it has written in this run.
    pub fn log(&self) -> String {
        fs::read(&self.program.log)
            .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
            .unwrap_or_default()
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        self.stop(Duration::ZERO);
    }
}

impl Keeper {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The thread: spawns, waits for the end, spawns again.
    fn keep(&self, program: &Program, restart: Restart, started: &mpsc::Sender<Result<()>>) {
        let mut pause = FIRST_PAUSE;
        loop {
            let since = Instant::now();
            let died = match program
                .command()
                .and_then(|mut command| Ok(command.spawn()?))
            {
                Ok(child) => {
                    self.lock().phase = Phase::Running(Pid::from_child(&child));
                    self.changed.notify_all();
                    // Nobody listens any more when it is a restart.
                    let _ = started.send(Ok(()));
                    self.wait_for(child, restart)
                }
                Err(error) => {
                    self.lock().phase = Phase::Resting;
                    let _ = started.send(Err(error));
                    return;
                }
            };
            let Some(died) = died else { return };
            if since.elapsed() > RAN_WELL {
                pause = FIRST_PAUSE;
            }
            eprintln!(
                "The {} part stopped ({died}); starting it again. Its log: {}",
                program.name,
                program.log.display()
            );
            let waited = self
                .changed
                .wait_timeout_while(self.lock(), pause, |state| !state.stopping);
            let mut state = waited.unwrap_or_else(PoisonError::into_inner).0;
            if state.stopping {
                state.phase = Phase::Resting;
                self.changed.notify_all();
                return;
            }
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
    }

    /// Blocks until the process has ended. How it ended when it is to be started again, else nothing.
    fn wait_for(&self, mut child: Child, restart: Restart) -> Option<ExitStatus> {
        let pid = Pid::from_child(&child);
        // First without reaping, so that the id cannot go to a stranger while somebody is about to signal it.
        while let Err(Errno::INTR) = waitid(
            WaitId::Pid(pid),
            WaitIdOptions::EXITED | WaitIdOptions::NOWAIT,
        ) {}
        let mut state = self.lock();
        let ended = child.wait().unwrap_or_default();
        let again = restart == Restart::Always && !state.stopping;
        if !state.stopping {
            state.died = Some(ended);
        }
        state.phase = if again {
            Phase::Pausing
        } else {
            Phase::Resting
        };
        self.changed.notify_all();
        again.then_some(ended)
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn a_part_that_must_stay_dead_stays_dead_until_it_is_started() {
        let folder = tempfile::tempdir().unwrap();
        let part = sleeper(folder.path(), Restart::Never);
        part.start().unwrap();
        let first = running(&part).unwrap();

        part.kill().unwrap();
        assert_eq!(running(&part), None);
        assert!(part.died().is_some());

        part.start().unwrap();
        assert!(running(&part).is_some_and(|second| second != first));
    }

    #[test]
    fn a_part_that_must_live_is_started_again() {
        let folder = tempfile::tempdir().unwrap();
        let part = sleeper(folder.path(), Restart::Always);
        part.start().unwrap();
        let first = running(&part).unwrap();

        part.kill().unwrap();

        let state = part.keeper.lock();
        let waited = part.keeper.changed.wait_timeout_while(
            state,
            Duration::from_secs(10),
            |state| !matches!(state.phase, Phase::Running(pid) if pid != first),
        );
        assert!(!waited.unwrap().1.timed_out());
    }

    #[test]
    fn a_part_that_does_not_listen_is_killed() {
        let folder = tempfile::tempdir().unwrap();
        let deaf = "trap '' TERM; echo ready; while :; do read -t 1 -r _ <> <(:); done";
        let program = Program::new("deaf", Path::new("bash"), folder.path().join("deaf.log"))
            .arg("-c")
            .arg(deaf);
        let part = Part::new(program, Restart::Always);
        part.start().unwrap();
        while !part.log().contains("ready") {
            thread::yield_now();
        }

        part.stop(Duration::from_millis(100));

        assert_eq!(running(&part), None);
        assert_eq!(part.keeper.lock().phase, Phase::Resting);
    }

    #[test]
    fn a_missing_program_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let program = Program::new(
            "ghost",
            Path::new("/no/such/program"),
            folder.path().join("ghost.log"),
        );

        let outcome = Part::new(program, Restart::Always).start();

        assert!(
            outcome
                .unwrap_err()
                .to_string()
                .contains("/no/such/program")
        );
    }

    fn sleeper(folder: &Path, restart: Restart) -> Part {
        Part::new(
            Program::new("sleeper", Path::new("sleep"), folder.join("sleeper.log")).arg("600"),
            restart,
        )
    }

    fn running(part: &Part) -> Option<Pid> {
        match part.keeper.lock().phase {
            Phase::Running(pid) => Some(pid),
            Phase::Resting | Phase::Pausing => None,
        }
    }
}
