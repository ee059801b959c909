//! The addresses of promotions, by host.

use bellpull_protocol::{HotlineId, PromotionId};

/// What a request about promotions asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PromotionsRoute {
    /// For anybody, on any site.
    Feed {
        hotline: HotlineId,
    },
    /// For anybody.
    Proof {
        hotline: HotlineId,
        promotion: PromotionId,
    },
    /// For visitors.
    Enter {
        hotline: HotlineId,
    },
    Entries {
        hotline: HotlineId,
    },

    /// For operators.
    Desk,

    /// For marketers.
    Hotlines,
    Marketer {
        hotline: HotlineId,
        wish: MarketerRoute,
    },

    /// For the administrator.
    Journal,
}

/// What a marketer wants on one hotline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MarketerRoute {
    List,
    Preview,
    Save(PromotionId),
    Publish(PromotionId),
    Withdraw(PromotionId),
    Discard(PromotionId),
    Draw(PromotionId),
    Proof(PromotionId),
}

impl MarketerRoute {
    /// Whether it must come from our own page, with a body.
    #[must_use]
    pub fn is_post(&self) -> bool {
        match self {
            Self::List | Self::Proof(_) => false,
            Self::Preview
            | Self::Save(_)
            | Self::Publish(_)
            | Self::Withdraw(_)
            | Self::Discard(_)
            | Self::Draw(_) => true,
        }
    }
}

/// On the widget's host.
#[must_use]
pub fn widget(method: &str, segments: &[&str]) -> Option<PromotionsRoute> {
    let ["api", "promotions", hotline, rest @ ..] = segments else {
        return None;
    };
    let hotline = HotlineId::new(*hotline).ok()?;
    match (method, rest) {
        ("GET", []) => Some(PromotionsRoute::Feed { hotline }),
        ("POST", ["enter"]) => Some(PromotionsRoute::Enter { hotline }),
        ("POST", ["entries"]) => Some(PromotionsRoute::Entries { hotline }),
        ("GET", ["proof", promotion]) => {
            let promotion = PromotionId::new(*promotion).ok()?;
            Some(PromotionsRoute::Proof { hotline, promotion })
        }
        _ => None,
    }
}

/// On the desk's host.
#[must_use]
pub fn desk(method: &str, segments: &[&str]) -> Option<PromotionsRoute> {
    match (method, segments) {
        ("GET", ["api", "desk", "promotions"]) => Some(PromotionsRoute::Desk),
        ("GET", ["api", "marketer", "hotlines"]) => Some(PromotionsRoute::Hotlines),
        (_, ["api", "marketer", hotline, "promotions", rest @ ..]) => {
            let wish = marketer(method, rest)?;
            let hotline = HotlineId::new(*hotline).ok()?;
            Some(PromotionsRoute::Marketer { hotline, wish })
        }
        _ => None,
    }
}

/// On every host.
#[must_use]
pub fn everywhere(method: &str, segments: &[&str]) -> Option<PromotionsRoute> {
    match (method, segments) {
        ("GET", ["api", "admin", "promotions-journal"]) => Some(PromotionsRoute::Journal),
        _ => None,
    }
}

fn marketer(method: &str, rest: &[&str]) -> Option<MarketerRoute> {
    let id = |text: &&str| PromotionId::new(*text).ok();
    Some(match (method, rest) {
        ("GET", []) => MarketerRoute::List,
        ("POST", ["preview"]) => MarketerRoute::Preview,
        ("POST", [promotion, "save"]) => MarketerRoute::Save(id(promotion)?),
        ("POST", [promotion, "publish"]) => MarketerRoute::Publish(id(promotion)?),
        ("POST", [promotion, "withdraw"]) => MarketerRoute::Withdraw(id(promotion)?),
        ("POST", [promotion, "discard"]) => MarketerRoute::Discard(id(promotion)?),
        ("POST", [promotion, "draw"]) => MarketerRoute::Draw(id(promotion)?),
        ("GET", [promotion, "proof"]) => MarketerRoute::Proof(id(promotion)?),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hotline() -> HotlineId {
        HotlineId::new("demo").unwrap()
    }

    fn promotion() -> PromotionId {
        PromotionId::new("p1").unwrap()
    }

    #[test]
    fn the_public_reads_and_visitors_enter_on_the_widgets_host() {
        let find = |method, rest: &[&str]| {
            let segments = [&["api", "promotions", "demo"], rest].concat();
            widget(method, &segments)
        };
        let hotline = hotline();
        let feed = PromotionsRoute::Feed {
            hotline: hotline.clone(),
        };
        assert_eq!(find("GET", &[]), Some(feed));
        let proof = PromotionsRoute::Proof {
            hotline,
            promotion: promotion(),
        };
        assert_eq!(find("GET", &["proof", "p1"]), Some(proof));
        assert!(find("POST", &["enter"]).is_some());
        assert!(find("POST", &["entries"]).is_some());
        assert_eq!(find("GET", &["enter"]), None);
        assert_eq!(find("POST", &[]), None);
    }

    #[test]
    fn a_change_is_a_post_and_needs_a_promotion() {
        let find = |method, rest: &[&str]| {
            let segments = [&["api", "marketer", "demo", "promotions"], rest].concat();
            desk(method, &segments)
        };
        for (word, wish) in [
            ("save", MarketerRoute::Save(promotion())),
            ("publish", MarketerRoute::Publish(promotion())),
            ("withdraw", MarketerRoute::Withdraw(promotion())),
            ("discard", MarketerRoute::Discard(promotion())),
            ("draw", MarketerRoute::Draw(promotion())),
        ] {
            assert!(wish.is_post());
            let hotline = hotline();
            let found = PromotionsRoute::Marketer { hotline, wish };
            assert_eq!(find("POST", &["p1", word]), Some(found));
            assert_eq!(find("GET", &["p1", word]), None);
            assert_eq!(find("POST", &[word]), None);
        }
        assert_eq!(find("POST", &["p1", "eat"]), None);
        let too_long = "x".repeat(65);
        assert_eq!(find("POST", &[&too_long, "save"]), None);
    }
}
