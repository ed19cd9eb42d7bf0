//! `warraq serve`: a local preview that behaves like a weak host. Unless told to, it sends no parts of files; it compresses
//! nothing and sets no headers but the type and the length; what works here works anywhere.

use crate::host::{Found, Host, content_type};
use crate::http::{self, Answer, Request};
use anyhow::{Context, Result, bail};
use clap::Args;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};
use warraq::build::site::{LIBRARY, MANIFEST, is_site};

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
    /// Send parts of files to who asks for parts, as most hosts do.
    #[arg(long)]
    parts: bool,
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
        let listener = self.listen()?;
        let address = listener.local_addr().context("the address has no port")?;
        writeln!(
            out,
            "Serving {site} as a plain static host. Open this address and type a word, such as كتاب:"
        )?;
        writeln!(out, "http://{}{}", reachable(address), host.base())?;
        writeln!(out, "Ctrl-C stops.")?;
        out.flush()?;
        let parts = self.parts;
        let link = self.slow.then(Link::new).map(Arc::new);
        http::serve(&listener, &|request: &Request| match &link {
            None => answer(request, &host, parts),
            Some(link) => link.slowed(|| answer(request, &host, parts)),
        });
        bail!("the server stopped")
    }

    fn listen(&self) -> Result<TcpListener> {
        let address = SocketAddr::new(self.address, self.port);
        TcpListener::bind(address).map_err(|error| match error.kind() {
            io::ErrorKind::AddrInUse => anyhow::anyhow!(
                "port {} is in use, perhaps by another `warraq serve`; stop that, or choose another with --port \
                 (--port 0 takes any that is free)",
                self.port
            ),
            io::ErrorKind::PermissionDenied => anyhow::anyhow!(
                "port {} is kept for the system; choose one above 1023 with --port",
                self.port
            ),
            io::ErrorKind::AddrNotAvailable => {
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

fn text(status: u16, text: String) -> Answer {
    Answer {
        status,
        headers: vec![("Content-Type", "text/plain; charset=utf-8".to_owned())],
        length: text.len() as u64,
        body: Box::new(io::Cursor::new(text)),
    }
}

fn file(status: u16, path: &Path) -> io::Result<Answer> {
    let file = File::open(path)?;
    Ok(Answer {
        status,
        headers: vec![("Content-Type", content_type(path).to_owned())],
        length: file.metadata()?.len(),
        body: Box::new(file),
    })
}

/// The bytes that a header asks for, from the first on to before the last; only of the plain kind, `bytes=0-99`.
fn range(header: &str, length: u64) -> Option<(u64, u64)> {
    let (first, last) = header.strip_prefix("bytes=")?.split_once('-')?;
    let (first, last): (u64, u64) = (first.parse().ok()?, last.parse().ok()?);
    (first <= last && first < length).then(|| (first, length.min(last.saturating_add(1))))
}

/// The part of a file that was asked for, if one was.
fn part(request: &Request, path: &Path) -> io::Result<Answer> {
    let mut answer = file(200, path)?;
    answer.headers.push(("Accept-Ranges", "bytes".to_owned()));
    let asked = request.range.as_deref();
    if let Some((from, to)) = asked.and_then(|header| range(header, answer.length)) {
        let mut opened = File::open(path)?;
        opened.seek(SeekFrom::Start(from))?;
        let told = format!("bytes {from}-{}/{}", to - 1, answer.length);
        answer.headers.push(("Content-Range", told));
        answer.status = 206;
        answer.length = to - from;
        answer.body = Box::new(opened);
    }
    Ok(answer)
}

fn answer(request: &Request, host: &Host, parts: bool) -> Answer {
    if !matches!(request.method.as_str(), "GET" | "HEAD") {
        let mut answer = text(405, "405: this host only gives files\n".to_owned());
        answer.headers.push(("Allow", "GET, HEAD".to_owned()));
        return answer;
    }
    match host.find(&request.target) {
        Found::File(path) => {
            let found = match parts {
                true => part(request, &path),
                false => file(200, &path),
            };
            found.unwrap_or_else(|error| text(500, format!("500: {error}\n")))
        }
        Found::Moved(to) => {
            let mut answer = text(301, format!("301: {to}\n"));
            answer.headers.push(("Location", to));
            answer
        }
        Found::Nothing if !request.target.starts_with(host.base()) => {
            text(404, format!("404: the site is at {}\n", host.base()))
        }
        Found::Nothing => host
            .not_found()
            .and_then(|page| file(404, &page).ok())
            .unwrap_or_else(|| text(404, "404: there is no such file\n".to_owned())),
    }
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

    /// An answer that comes late and over this line.
    fn slowed(self: &Arc<Link>, answer: impl FnOnce() -> Answer) -> Answer {
        thread::sleep(SLOW_WAIT);
        let answer = answer();
        let (link, body) = (Arc::clone(self), answer.body);
        Answer {
            body: Box::new(Throttled { link, body }),
            ..answer
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
struct Throttled {
    link: Arc<Link>,
    body: Box<dyn Read + Send>,
}

impl Read for Throttled {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let piece = buffer.len().min(4096);
        let bytes = self.body.read(&mut buffer[..piece])?;
        self.link.send(bytes);
        Ok(bytes)
    }
}
