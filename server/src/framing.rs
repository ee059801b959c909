//! Datagrams on a stream: each behind its length in two bytes, big-endian (RFC 4571).

/// No packet of WebRTC is larger: paths carry 1500 bytes at most.
pub const MAX_DATAGRAM_BYTES: usize = 2_000;

const LENGTH_BYTES: usize = 2;

/// The other side announced a datagram that nobody sends; what follows cannot be made sense of.
#[derive(Debug, PartialEq, Eq)]
pub struct TooLarge;

/// Puts datagrams together again. Holds one incomplete datagram at most.
#[derive(Default)]
pub struct Deframer {
    incomplete: Vec<u8>,
}

impl Deframer {
    /// Takes in what a stream gave and hands on every datagram that is complete.
    ///
    /// # Errors
    /// When a datagram is announced that is larger than [`MAX_DATAGRAM_BYTES`].
    pub fn take_in(&mut self, bytes: &[u8]) -> Result<Vec<Vec<u8>>, TooLarge> {
        self.incomplete.extend_from_slice(bytes);
        let mut datagrams = Vec::new();
        let mut start = 0;
        while let Some((length, rest)) = self
            .incomplete
            .get(start..)
            .and_then(|rest| rest.split_first_chunk::<LENGTH_BYTES>())
        {
            let length = usize::from(u16::from_be_bytes(*length));
            if length > MAX_DATAGRAM_BYTES {
                return Err(TooLarge);
            }
            let Some(datagram) = rest.get(..length) else {
                break;
            };
            datagrams.push(datagram.to_vec());
            start += LENGTH_BYTES + length;
        }
        self.incomplete.drain(..start);
        Ok(datagrams)
    }
}

/// The datagram as it goes on a stream; `None` when it is too large for one.
#[must_use]
pub fn frame(datagram: &[u8]) -> Option<Vec<u8>> {
    let length = u16::try_from(datagram.len()).ok()?;
    let mut framed = Vec::with_capacity(LENGTH_BYTES + datagram.len());
    framed.extend_from_slice(&length.to_be_bytes());
    framed.extend_from_slice(datagram);
    Some(framed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn datagrams_survive_any_cut_of_the_stream() {
        let datagrams: Vec<Vec<u8>> = [1, 0, 300, MAX_DATAGRAM_BYTES]
            .map(|length| vec![7; length])
            .into();
        let stream: Vec<u8> = datagrams
            .iter()
            .flat_map(|datagram| frame(datagram).unwrap())
            .collect();
        for piece in [1, 2, 3, 301, stream.len()] {
            let mut deframer = Deframer::default();
            let read: Vec<Vec<u8>> = stream
                .chunks(piece)
                .flat_map(|bytes| deframer.take_in(bytes).unwrap())
                .collect();
            assert_eq!(read, datagrams, "in pieces of {piece}");
            assert!(deframer.incomplete.is_empty());
        }
    }

    #[test]
    fn a_datagram_that_nobody_sends_is_refused_before_it_is_held() {
        let announced = (MAX_DATAGRAM_BYTES as u16 + 1).to_be_bytes();
        assert_eq!(Deframer::default().take_in(&announced), Err(TooLarge));
    }

    #[test]
    fn what_does_not_fit_is_not_framed() {
        assert_eq!(frame(&vec![0; 70_000]), None);
    }
}
