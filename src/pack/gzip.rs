//! One file, packed with gzip: a fixed header, one stream, and nothing after it.

use flate2::{Compress, Compression, Crc, Decompress, FlushCompress, FlushDecompress, Status};

use super::Fault;

/// No name, no time, no system; packed as small as can be.
const HEADER: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 0xff];
/// The check sum and the size.
const TAIL: usize = 8;

/// Packs bytes; the same bytes always in the same way.
pub(super) fn pack(plain: &[u8]) -> Vec<u8> {
    let mut packed = HEADER.to_vec();
    let mut stream = Compress::new(Compression::best(), false);
    loop {
        packed.reserve(plain.len() / 2 + 256);
        let done = usize::try_from(stream.total_in()).unwrap_or(usize::MAX);
        match stream.compress_vec(&plain[done.min(plain.len())..], &mut packed, FlushCompress::Finish) {
            Ok(Status::StreamEnd) => break,
            Ok(Status::Ok | Status::BufError) => {}
            // Packing has no way to fail but for misuse of the stream.
            Err(_) => return Vec::new(),
        }
    }
    packed.extend(check(plain));
    packed
}

/// Unpacks exactly `size` bytes; never more memory than that, whatever the stream claims.
pub(super) fn unpack(packed: &[u8], size: u64) -> Result<Vec<u8>, Fault> {
    let size = usize::try_from(size).unwrap_or(usize::MAX);
    let body = packed.strip_prefix(&HEADER).filter(|b| b.len() > TAIL);
    let Some(body) = body else {
        return Err(Fault::new("gzip-header", "does not begin as packed files do"));
    };
    let (body, tail) = body.split_at(body.len() - TAIL);
    let mut plain = Vec::new();
    // One byte more shows what is larger than it says.
    if plain.try_reserve_exact(size.saturating_add(1)).is_err() {
        return Err(Fault::new("unpacked-size", "is too large to be unpacked"));
    }
    let mut stream = Decompress::new(false);
    let status = stream.decompress_vec(body, &mut plain, FlushDecompress::Finish);
    if plain.len() > size {
        return Err(Fault::new("unpacked-size", "unpacks to more than the manifest says"));
    }
    match status {
        Ok(Status::StreamEnd) => {}
        _ => return Err(Fault::new("gzip-damaged", "cannot be unpacked")),
    }
    if stream.total_in() != body.len() as u64 {
        return Err(Fault::new("gzip-tail", "hides something behind its content"));
    }
    if plain.len() < size {
        return Err(Fault::new("unpacked-size", "unpacks to less than the manifest says"));
    }
    if tail != check(&plain) {
        return Err(Fault::new("gzip-check", "has a check sum that is not its content's"));
    }
    Ok(plain)
}

fn check(plain: &[u8]) -> [u8; TAIL] {
    let mut crc = Crc::new();
    crc.update(plain);
    let (sum, size) = (crc.sum().to_le_bytes(), crc.amount().to_le_bytes());
    [sum[0], sum[1], sum[2], sum[3], size[0], size[1], size[2], size[3]]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(packed: &[u8], size: u64) -> &'static str {
        unpack(packed, size).map_or_else(|fault| fault.code, |_| "")
    }

    #[test]
    fn what_is_packed_is_unpacked() {
        for plain in [&b""[..], b"a", &vec![7; 100_000], &(0..=255).cycle().take(70_000).collect::<Vec<u8>>()]
        {
            assert_eq!(unpack(&pack(plain), plain.len() as u64).as_deref(), Ok(plain));
        }
    }

    #[test]
    fn unpacking_stops_at_the_size_that_is_said() {
        let packed = pack(&vec![0; 1 << 20]);
        assert!(packed.len() < 2000);
        assert_eq!(code(&packed, 100), "unpacked-size");
        assert_eq!(code(&packed, (1 << 20) + 1), "unpacked-size");
        assert_eq!(code(&packed, u64::MAX), "unpacked-size");
    }

    #[test]
    fn what_is_not_as_it_is_written_is_refused() {
        let packed = pack(b"some text that is packed");
        assert_eq!(code(&packed[..17], 24), "gzip-header");
        let mut later = packed.clone();
        later[4] = 1;
        assert_eq!(code(&later, 24), "gzip-header");
        let mut twice = packed.clone();
        twice.extend(&packed);
        assert_eq!(code(&twice, 24), "gzip-tail");
        let mut other = packed.clone();
        let last = other.len() - 8;
        other[last] ^= 1;
        assert_eq!(code(&other, 24), "gzip-check");
        assert_eq!(code(&packed[..packed.len() - 12], 24), "gzip-damaged");
    }
}
