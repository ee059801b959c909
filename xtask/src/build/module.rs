//! Imports and exports of a WASM module, by the binary format (WebAssembly core specification, section 5.5).

use anyhow::{Context, Result, ensure};

const HEADER: usize = 8;
const IMPORTS: u8 = 2;
const EXPORTS: u8 = 7;

/// The names of all imports, which must be functions.
pub fn imports(wasm: &[u8]) -> Result<Vec<String>> {
    let mut names = Vec::new();
    with_imports_renamed(wasm, |name| {
        names.push(name.to_owned());
        None
    })?;
    Ok(names)
}

/// The module with its imports under other names, where `rename` gives one.
pub fn with_imports_renamed(
    wasm: &[u8],
    mut rename: impl FnMut(&str) -> Option<String>,
) -> Result<Vec<u8>> {
    with_section(wasm, IMPORTS, |mut from| {
        let count = from.number()?;
        let mut to = Vec::new();
        write_number(&mut to, count);
        for _ in 0..count {
            write_name(&mut to, from.name()?);
            let name = from.name()?;
            write_name(&mut to, &rename(name).unwrap_or_else(|| name.to_owned()));
            ensure!(from.byte()? == 0, "{name} is imported and no function");
            to.push(0);
            write_number(&mut to, from.number()?);
        }
        Ok(to)
    })
}

/// The module without these exports; what only they reached is left for wasm-opt to find.
pub fn without_exports(wasm: &[u8], unwanted: impl Fn(&str) -> bool) -> Result<Vec<u8>> {
    with_section(wasm, EXPORTS, |mut from| {
        let mut count = 0;
        let mut kept = Vec::new();
        for _ in 0..from.number()? {
            let (name, kind, index) = (from.name()?, from.byte()?, from.number()?);
            if !unwanted(name) {
                count += 1;
                write_name(&mut kept, name);
                kept.push(kind);
                write_number(&mut kept, index);
            }
        }
        let mut to = Vec::new();
        write_number(&mut to, count);
        to.extend(kept);
        Ok(to)
    })
}

/// The module with one section written anew, all others as they are.
fn with_section(
    wasm: &[u8],
    wanted: u8,
    mut write: impl FnMut(Reader) -> Result<Vec<u8>>,
) -> Result<Vec<u8>> {
    ensure!(wasm.starts_with(b"\0asm"), "this is no WASM module");
    let mut to = wasm.get(..HEADER).context(ENDS_EARLY)?.to_vec();
    let mut from = Reader(&wasm[HEADER..]);
    while !from.0.is_empty() {
        let id = from.byte()?;
        let length = from.number()?;
        let content = from.bytes(length)?;
        let written = if id == wanted {
            write(Reader(content))?
        } else {
            content.to_vec()
        };
        to.push(id);
        write_number(&mut to, u32::try_from(written.len())?);
        to.extend(written);
    }
    Ok(to)
}

const ENDS_EARLY: &str = "the WASM module ends early";

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn byte(&mut self) -> Result<u8> {
        let (first, rest) = self.0.split_first().context(ENDS_EARLY)?;
        self.0 = rest;
        Ok(*first)
    }

    fn bytes(&mut self, length: u32) -> Result<&'a [u8]> {
        let (bytes, rest) = self
            .0
            .split_at_checked(length as usize)
            .context(ENDS_EARLY)?;
        self.0 = rest;
        Ok(bytes)
    }

    /// LEB128 of at most 32 bits.
    fn number(&mut self) -> Result<u32> {
        let mut number = 0;
        for shift in (0..32).step_by(7) {
            let byte = self.byte()?;
            number |= u32::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(number);
            }
        }
        anyhow::bail!("a number of the WASM module is too long")
    }

    fn name(&mut self) -> Result<&'a str> {
        let length = self.number()?;
        Ok(std::str::from_utf8(self.bytes(length)?)?)
    }
}

fn write_name(to: &mut Vec<u8>, name: &str) {
    write_number(to, name.len() as u32);
    to.extend(name.as_bytes());
}

fn write_number(to: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        to.push(number as u8 | 0x80);
        number >>= 7;
    }
    to.push(number as u8);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_they_are_written() {
        for number in [0, 1, 127, 128, 16_384, u32::MAX] {
            let mut written = Vec::new();
            write_number(&mut written, number);
            assert_eq!(Reader(&written).number().unwrap(), number);
        }
    }

    #[test]
    fn what_is_no_module_is_refused() {
        assert!(imports(b"").is_err());
        assert!(imports(b"\0asm").is_err());
        assert!(imports(b"\0asm\x01\0\0\0\x02\x7f").is_err());
    }
}
