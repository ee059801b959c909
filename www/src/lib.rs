//! The operator's desk: `desk` decides, `browser` touches the browser, `components` draw.

pub mod desk;
