//! As much of HTTP/1.1 as giving files takes: one request and one answer to a connection. Each
//! connection has a thread of its own, so that none waits behind another that stays open.

use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;
use std::time::Duration;

/// The longest head of a request, in bytes.
const HEAD: usize = 16 << 10;

/// How long a browser may take to say what it wants, or to take what it gets.
const PATIENCE: Duration = Duration::from_secs(30);

/// What is asked for.
pub(crate) struct Request {
    /// `GET`, `HEAD` or another method.
    pub(crate) method: String,
    /// Path and query as sent.
    pub(crate) target: String,
    /// The part that is asked for, as sent.
    pub(crate) range: Option<String>,
}

/// What is answered.
pub(crate) struct Answer {
    /// Status, such as 200.
    pub(crate) status: u16,
    /// Headers beside those of length and connection; names and values without line breaks.
    pub(crate) headers: Vec<(&'static str, String)>,
    /// The bytes.
    pub(crate) body: Box<dyn Read + Send>,
    /// How many bytes.
    pub(crate) length: u64,
}

/// Answers connections until the listener fails.
pub(crate) fn serve(listener: &TcpListener, answer: &(impl Fn(&Request) -> Answer + Sync)) {
    thread::scope(|scope| {
        for stream in listener.incoming() {
            match stream {
                // It fails only if the browser has gone away or speaks no HTTP.
                Ok(stream) => drop(scope.spawn(move || converse(stream, answer))),
                // Out of file handles, most likely: some will be free again.
                Err(_) => thread::sleep(Duration::from_millis(50)),
            }
        }
    });
}

fn converse(mut stream: TcpStream, answer: &impl Fn(&Request) -> Answer) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    // Browsers open connections that they then do not use.
    let Some(request) = read(&mut stream)? else {
        return Ok(());
    };
    let Answer {
        status,
        headers,
        body,
        length,
    } = answer(&request);
    let mut head = format!("HTTP/1.1 {status} {}\r\n", reason(status));
    for (name, value) in headers {
        if !value.contains(['\r', '\n']) {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
    }
    head.push_str(&format!(
        "Content-Length: {length}\r\nConnection: close\r\n\r\n"
    ));
    stream.write_all(head.as_bytes())?;
    if request.method != "HEAD" {
        io::copy(&mut body.take(length), &mut stream)?;
    }
    stream.flush()
}

/// The request of a connection; none if it is closed without one.
fn read(stream: &mut impl Read) -> io::Result<Option<Request>> {
    let mut head = Vec::new();
    let mut buffer = [0; 2048];
    loop {
        let bytes = stream.read(&mut buffer)?;
        head.extend_from_slice(&buffer[..bytes]);
        let mut headers = [httparse::EMPTY_HEADER; 64];
        let mut request = httparse::Request::new(&mut headers);
        let parsed = request.parse(&head).map_err(io::Error::other)?;
        if parsed.is_complete() {
            let text = |part: Option<&str>| part.unwrap_or_default().to_owned();
            let (method, target) = (text(request.method), text(request.path));
            let named = |header: &&httparse::Header<'_>| header.name.eq_ignore_ascii_case("range");
            let range = request.headers.iter().find(named);
            let range = range.map(|header| String::from_utf8_lossy(header.value).into_owned());
            return Ok(Some(Request {
                method,
                target,
                range,
            }));
        }
        match bytes {
            0 if head.is_empty() => return Ok(None),
            0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            _ if head.len() > HEAD => return Err(io::Error::other("a head without an end")),
            _ => {}
        }
    }
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        206 => "Partial Content",
        301 => "Moved Permanently",
        404 => "Not Found",
        405 => "Method Not Allowed",
        _ => "Error",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_are_read_or_refused() {
        let check = |sent: &[u8], expected: Option<(&str, &str)>| {
            let got = read(&mut &sent[..]).ok().flatten();
            let got = got.as_ref().map(|r| (r.method.as_str(), r.target.as_str()));
            assert_eq!(got, expected, "{}", String::from_utf8_lossy(sent));
        };
        check(
            b"GET /a%20b?c HTTP/1.1\r\nHost: x\r\n\r\n",
            Some(("GET", "/a%20b?c")),
        );
        check(b"HEAD / HTTP/1.0\r\n\r\n", Some(("HEAD", "/")));
        check(b"", None);
        check(b"GET / HTTP/1.1\r\nHost", None);
        check(b"\x16\x03\x01 no words of HTTP\r\n\r\n", None);
        check(&[b'A'; 2 * HEAD], None);
    }
}
