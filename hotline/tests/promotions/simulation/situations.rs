//! Situations that the seeds together must have reached: a simulation that never meets them proves nothing.

macro_rules! situations {
    ($($name:ident,)*) => {
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Situation { $($name,)* }

        impl Situation {
            pub const ALL: &[Situation] = &[$(Situation::$name,)*];
        }
    };
}

situations! {
    Published,
    RefusedWithMistakes,
    RefusedAsStale,
    RefusedAsFrozen,
    EditedWhileLive,
    WithdrawnBeforeTheStart,
    WithdrawnWithEntries,
    Discarded,
    PeriodMissedAsAWhole,
    Entered,
    EnteredAgainWithTheSameRequest,
    AlreadyEntered,
    TooEarly,
    TooLate,
    EnteredWithoutKnowing,
    Drawn,
    DrawnTwice,
    DrawnWithFewerEntriesThanPrizes,
    DrawnTooEarly,
    KilledBeforeCommit,
    KilledAfterCommit,
    AlarmLate,
}
