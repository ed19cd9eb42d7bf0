//! `warraq serve`: a local preview that behaves like a weak host. It knows no ranges, compresses
//! nothing and sets no headers but the type and the length; what works here works anywhere.

use crate::host::{Found, Host, content_type};
use anyhow::{Context, Result, bail};
use clap::Args;
use std::fs::File;
use std::io::{self, Read, Write};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::thread;
use std::time::{Duration, Instant};
use tiny_http::{Header, Method, Request, Response, Server, StatusCode};
use warraq::build::site::{LIBRARY, MANIFEST, is_site};

/// Answers at once: more than a browser opens to one host, and one for the next page.
const THREADS: usize = 8;

/// What `--slow` waits before each answer.
const SLOW_WAIT: Duration = Duration::from_millis(150);

/// What `--slow` lets through, for all answers together: 1.6 Mbit/s.
const SLOW_BYTES_PER_SECOND: u64 = 200_000;

/// Shows a site in the browser, as the plainest host would.
#[derive(Debug, Args)]
pub(crate) struct Serve {
    /// The folder that `warraq build` made.
    site: PathBuf,
    /// The port; 0 takes any that is free.
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// The path the site is to be found at.
    #[arg(long, default_value = "/", value_name = "/a/b/")]
    base: String,
    /// The address of this machine to listen at; 0.0.0.0 lets other machines in.
    #[arg(long, default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST), value_name = "IP")]
    address: IpAddr,
    /// Like a slow mobile network: 150 ms before each answer, 1.6 Mbit/s in all.
    #[arg(long)]
    slow: bool,
}

impl Serve {
    pub(crate) fn run(self, out: &mut dyn Write) -> Result<()> {
        let site = self.site.display();
        if !self.site.is_dir() {
            bail!("there is no folder {site}; make a site with: warraq build SOURCES -o {site}");
        }
        if !is_site(&self.site) {
            eprintln!(
                "warraq: {site} has no {LIBRARY}/{MANIFEST}, so there is no library to read in it"
            );
        } else if !self.site.join("index.html").is_file() {
            eprintln!(
                "warraq: {site} was built without the reader app; only its library's files are served"
            );
        }
        if !self.base.bytes().all(|byte| byte.is_ascii_graphic()) {
            bail!(
                "--base {}: write it as browsers send it, with letters other than ASCII as %XX",
                self.base
            );
        }
        let host =
            Host::new(&self.site, &self.base).with_context(|| format!("cannot read {site}"))?;
        let server = self.listen()?;
        let address = server
            .server_addr()
            .to_ip()
            .context("the address has no port")?;
        writeln!(
            out,
            "Serving {site} as a plain static host. Open this address and type a word, such as كتاب:"
        )?;
        writeln!(out, "http://{}{}", reachable(address), host.base())?;
        writeln!(out, "Ctrl-C stops.")?;
        out.flush()?;
        let link = self.slow.then(Link::new);
        thread::scope(|scope| {
            for _ in 0..THREADS {
                scope.spawn(|| answer_all(&server, &host, link.as_ref()));
            }
        });
        bail!("the server stopped")
    }

    fn listen(&self) -> Result<Server> {
        let address = SocketAddr::new(self.address, self.port);
        Server::http(address).map_err(|error| match error.downcast_ref::<io::Error>().map(io::Error::kind) {
            Some(io::ErrorKind::AddrInUse) => anyhow::anyhow!(
                "port {} is in use, perhaps by another `warraq serve`; stop that, or choose another with --port \
                 (--port 0 takes any that is free)",
                self.port
            ),
            Some(io::ErrorKind::PermissionDenied) => anyhow::anyhow!(
                "port {} is kept for the system; choose one above 1023 with --port",
                self.port
            ),
            Some(io::ErrorKind::AddrNotAvailable) => {
                anyhow::anyhow!("{} is not an address of this machine; leave --address out to listen here only", self.address)
            }
            _ => anyhow::anyhow!("cannot listen at {address}: {error}"),
        })
    }
}

/// The address a browser on this machine can open.
fn reachable(mut address: SocketAddr) -> SocketAddr {
    if address.ip().is_unspecified() {
        address.set_ip(IpAddr::V4(Ipv4Addr::LOCALHOST));
    }
    address
}

fn answer_all(server: &Server, host: &Host, link: Option<&Link>) {
    for request in server.incoming_requests() {
        if link.is_some() {
            thread::sleep(SLOW_WAIT);
        }
        let answer = answer(&request, host);
        let length = answer.length;
        let body: Box<dyn Read + Send> = match link {
            Some(link) => Box::new(Throttled {
                link,
                body: answer.body,
            }),
            None => answer.body,
        };
        let response = Response::new(answer.status, answer.headers, body, Some(length), None)
            .with_chunked_threshold(usize::MAX);
        // It fails only if the browser has gone away.
        let _ = request.respond(response);
    }
}

struct Answer {
    status: StatusCode,
    headers: Vec<Header>,
    body: Box<dyn Read + Send>,
    length: usize,
}

impl Answer {
    fn text(status: u16, text: String) -> Answer {
        Answer {
            status: StatusCode(status),
            headers: Vec::from_iter(header("Content-Type", "text/plain; charset=utf-8")),
            length: text.len(),
            body: Box::new(io::Cursor::new(text)),
        }
    }

    fn file(status: u16, path: &Path) -> io::Result<Answer> {
        let file = File::open(path)?;
        let length = usize::try_from(file.metadata()?.len()).map_err(io::Error::other)?;
        Ok(Answer {
            status: StatusCode(status),
            headers: Vec::from_iter(header("Content-Type", content_type(path))),
            length,
            body: Box::new(file),
        })
    }
}

fn answer(request: &Request, host: &Host) -> Answer {
    if !matches!(request.method(), Method::Get | Method::Head) {
        let mut answer = Answer::text(405, "405: this host only gives files\n".to_owned());
        answer.headers.extend(header("Allow", "GET, HEAD"));
        return answer;
    }
    match host.find(request.url()) {
        Found::File(file) => Answer::file(200, &file)
            .unwrap_or_else(|error| Answer::text(500, format!("500: {error}\n"))),
        Found::Moved(to) => {
            let mut answer = Answer::text(301, format!("301: {to}\n"));
            answer.headers.extend(header("Location", &to));
            answer
        }
        Found::Nothing if !request.url().starts_with(host.base()) => {
            Answer::text(404, format!("404: the site is at {}\n", host.base()))
        }
        Found::Nothing => host
            .not_found()
            .and_then(|page| Answer::file(404, &page).ok())
            .unwrap_or_else(|| Answer::text(404, "404: there is no such file\n".to_owned())),
    }
}

/// A header, if its value can be sent.
fn header(name: &str, value: &str) -> Option<Header> {
    Header::from_bytes(name, value).ok()
}

/// A slow line that all answers share.
struct Link {
    free_at: Mutex<Instant>,
}

impl Link {
    fn new() -> Link {
        Link {
            free_at: Mutex::new(Instant::now()),
        }
    }

    /// Waits until `bytes` have gone over the line.
    fn send(&self, bytes: usize) {
        let takes = Duration::from_micros(bytes as u64 * 1_000_000 / SLOW_BYTES_PER_SECOND);
        let arrival = {
            let mut free_at = self
                .free_at
                .lock()
                .unwrap_or_else(|poisoned| poisoned.into_inner());
            *free_at = (*free_at).max(Instant::now()) + takes;
            *free_at
        };
        thread::sleep(arrival.saturating_duration_since(Instant::now()));
    }
}

/// A body that comes over a slow line.
struct Throttled<'a> {
    link: &'a Link,
    body: Box<dyn Read + Send>,
}

impl Read for Throttled<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let piece = buffer.len().min(4096);
        let bytes = self.body.read(&mut buffer[..piece])?;
        self.link.send(bytes);
        Ok(bytes)
    }
}
