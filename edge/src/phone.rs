//! Phone numbers: what people type becomes a number that can be dialled, or is refused.

use bellpull_protocol::{PhoneNumber, RefusalCode};
use rlibphonenumber::PhoneNumberFormat;

/// The longest text that is looked at, in bytes: 15 digits (E.164) with room for what people put between them.
const MAX_BYTES: usize = 64;

/// The number as E.164. It needs its country's code: where the visitor is nobody knows.
///
/// # Errors
/// [`RefusalCode::BadPhoneNumber`] when no country's numbering plan has such a number.
pub fn checked(number: &PhoneNumber) -> Result<PhoneNumber, RefusalCode> {
    let text = number.expose();
    if text.len() > MAX_BYTES {
        return Err(RefusalCode::BadPhoneNumber);
    }
    let number =
        rlibphonenumber::PhoneNumber::parse(text, None).map_err(|_| RefusalCode::BadPhoneNumber)?;
    if !number.is_valid() {
        return Err(RefusalCode::BadPhoneNumber);
    }
    Ok(PhoneNumber::new(
        number.format_as(PhoneNumberFormat::E164).to_string(),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_many_countries_become_e164() {
        for (typed, number) in [
            ("+43 1 5880023", "+4315880023"),
            ("+43 (0)664 1234567", "+436641234567"),
            ("+49 30 901820", "+4930901820"),
            ("+41-44-668-18-00", "+41446681800"),
            ("+44 20 7946 0958", "+442079460958"),
            ("+1 (212) 736-5000", "+12127365000"),
            ("+33 1 42 68 53 00", "+33142685300"),
            ("+39 06 6982", "+39066982"),
            ("+81 3-3201-3331", "+81332013331"),
            ("+91 98765 43210", "+919876543210"),
            ("tel:+420-224-811-549", "+420224811549"),
            ("＋４３１５８８００２３", "+4315880023"),
        ] {
            let checked = checked(&PhoneNumber::new(typed));
            assert_eq!(checked.unwrap().expose(), number, "{typed}");
        }
    }

    #[test]
    fn what_cannot_be_dialled_is_refused() {
        for typed in [
            "",
            "12",
            "01 5880023",
            "call me",
            "+43",
            "+1 212 555",
            "+999 1234567",
            "+44 20 7946 0958 0958 0958",
            "<script>alert(1)</script>",
            &"+43 1 5880023".repeat(20),
        ] {
            assert_eq!(
                checked(&PhoneNumber::new(typed)),
                Err(RefusalCode::BadPhoneNumber),
                "{typed}"
            );
        }
    }
}
