//! Sizes and schemes, the same for every state.

/// What is looked at: a phone and a laptop, by day and by night.
pub const LOOKS: [Look; 4] = [
    Look {
        name: "phone-light",
        width: 390,
        height: 844,
        dark: false,
    },
    Look {
        name: "phone-dark",
        width: 390,
        height: 844,
        dark: true,
    },
    Look {
        name: "desktop-light",
        width: 1280,
        height: 800,
        dark: false,
    },
    Look {
        name: "desktop-dark",
        width: 1280,
        height: 800,
        dark: true,
    },
];

#[derive(Debug, Clone, Copy)]
pub struct Look {
    pub name: &'static str,
    pub width: u32,
    pub height: u32,
    pub dark: bool,
}

impl Look {
    #[must_use]
    pub fn is_phone(&self) -> bool {
        self.width < 600
    }
}
