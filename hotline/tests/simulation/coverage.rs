//! Situations that the seeds together must have reached: a simulation that never meets them proves nothing.

use std::collections::BTreeMap;

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
    // The queue and the ring.
    FiveWaiting,
    RefusedWhileFull,
    NoSeatForACallback,
    PlacesSwept,
    PlaceStillUntold,
    KilledBeforeASweep,
    TwoRingAtOnce,
    RingDeclined,
    RingUnanswered,
    RingLeftByVisitor,
    RingLeftByOperator,
    AcceptedTooLate,
    AbandonedWhileWaiting,
    AbandonedWhileConnecting,
    LostWhileWaiting,
    LostInCall,
    // The call.
    OperatorWithoutSound,
    RequeuedFromCall,
    RequeuedWithoutMedia,
    HungUpByVisitor,
    HungUpByOperator,
    HungUpTwice,
    SignedOutInCall,
    ReloadedInCall,
    DeskReloadedInCall,
    TalkedWithoutPage,
    LegCameBackInCall,
    StaleOffer,
    OfferRefusedWithoutMedia,
    OfferRefusedAsBad,
    // Afterwards.
    OutcomeAfterTheTimer,
    OutcomeSavedAgain,
    MoreTime,
    WrapUpFinished,
    OperatorLostConnection,
    CalledAgainWithTheSameRequest,
    ContactForgotten,
    // Chats and lines.
    ChatAccepted,
    MessageAccepted,
    ChatMissedInMidCall,
    ThreeChatsAtOnce,
    ChatBesideACall,
    ChatEndedByVisitor,
    ChatEndedByOperator,
    ChattingWithoutPage,
    LostInChat,
    RequeuedFromChat,
    ReloadedInChat,
    DeskReloadedInChat,
    LineRepeated,
    LinesAskedAgain,
    LinesAskedAgainByDesk,
    LineAfterTheEnd,
    // Channels and callbacks.
    ChatBecameCall,
    CallBecameChat,
    BecameCallback,
    CallbackBecameLive,
    RingEndedByChange,
    OwedWithoutPage,
    RingBackAnswered,
    RingBackUnanswered,
    RequeuedFromCallback,
    PhoneTriedAgain,
    CalledBack,
    NotReached,
    Expired,
    CallbackTaken,
    CallbackCancelled,
    // Hours.
    RefusedWhileClosed,
    OwedWhileClosed,
    WaitedWhenItClosed,
    HotlineOpened,
    HotlineClosed,
    // Ratings.
    Rated,
    RatedAgain,
    RatingRefused,
    // Departments and plans.
    RangAtSeveral,
    AnsweredElsewhere,
    RangInSecondTier,
    RangForItsLanguage,
    DepartmentChosen,
    DepartmentOverflowed,
    DepartmentRemovedInUse,
    UnknownDepartment,
    RefusedWithNobodyThere,
    OfferedForALongWait,
    OfferedAtClosing,
    OfferedWithNobodyThere,
    OfferedCallbackTaken,
    TimedOut,
    PlanChanged,
    PlanChangedWhileRinging,
    PlanChangedInCall,
    Estimated,
    WindowChosen,
    WindowRefused,
    // Presence.
    BreakWithItsEnd,
    ReturnedFromABreak,
    PlannedBreakBegan,
    ReasonRefused,
    ForcedOff,
    ForcedOffInCall,
    CameBackAfterAMiss,
    // Transfers and consults.
    TransferredToColleague,
    TransferredToDepartment,
    TransferredToQueue,
    Escalated,
    ChatTransferred,
    TransferRefusedAsBusy,
    TransferNotTaken,
    TransferCameBack,
    ColleagueRang,
    ColleagueDeclined,
    ColleagueUnanswered,
    ColleagueWithoutSound,
    ColleagueLeft,
    ConsultRefusedAsBusy,
    Consulted,
    ThreeInACall,
    PrivateAgain,
    ConsultCompleted,
    ConsultCancelled,
    OperatorLeftAConsult,
    VisitorLeftAConsult,
    KilledWhileColleagueRings,
    KilledWhileColleagueConnects,
    KilledInConsult,
    KilledWithThree,
    // Faults.
    KilledWhileWaiting,
    KilledWhileRinging,
    KilledWhileConnecting,
    KilledInCall,
    KilledInWrapUp,
    KilledInChat,
    KilledWhileRingingBack,
    KilledWhileDialling,
    KilledBeforeCommit,
    KilledAfterCommit,
    AwayForAMinute,
    ForgivenOutage,
    HibernatedWhileWaiting,
    HibernatedInCall,
    AlarmTenSecondsLate,
    HalfOpenSocket,
    LateMessageOfAClosedSocket,
    MediaRestartedWhileWaiting,
    MediaRestartedInCall,
    MediaLinkCutInCall,
    BridgeMended,
    NeedlessLegClosed,
    ShadowCompared,
}

#[derive(Default)]
pub struct Coverage(BTreeMap<Situation, u64>);

impl Coverage {
    pub fn reach(&mut self, situation: Situation) {
        *self.0.entry(situation).or_default() += 1;
    }

    pub fn add(&mut self, other: Coverage) {
        for (situation, count) in other.0 {
            *self.0.entry(situation).or_default() += count;
        }
    }

    pub fn never_reached(&self) -> Vec<Situation> {
        let all = Situation::ALL.iter().copied();
        all.filter(|situation| !self.0.contains_key(situation))
            .collect()
    }

    pub fn lines(&self) -> Vec<String> {
        let counts = self.0.iter();
        counts
            .map(|(situation, count)| format!("{count:>9}  {situation:?}"))
            .collect()
    }
}
