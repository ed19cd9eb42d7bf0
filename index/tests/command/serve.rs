//! The preview server, asked over its socket.

use super::fails;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// A running server; ended with the test.
struct Server {
    process: Child,
    port: u16,
}

impl Server {
    /// Serves the site in `home` at `base`, and reads the port from the address it prints.
    fn start(home: &Path, base: &str) -> Server {
        let mut process = Command::new(env!("CARGO_BIN_EXE_warraq"))
            .args(["serve", "site", "--port", "0", "--base", base])
            .current_dir(home)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap())
            .lines()
            .map(Result::unwrap);
        let address = lines.find(|line| line.starts_with("http://")).unwrap();
        let port = address
            .strip_prefix("http://127.0.0.1:")
            .and_then(|rest| rest.strip_suffix(base));
        Server {
            process,
            port: port.unwrap().parse().unwrap(),
        }
    }

    /// Sends a request and gives the whole answer.
    fn ask(&self, method: &str, path: &str, headers: &str) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{headers}\r\n"
        )
        .unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8(answer).unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

/// A request below the base, and what the answer must and must not have.
struct Case {
    method: &'static str,
    path: &'static str,
    headers: &'static str,
    status: &'static str,
    has: &'static [&'static str],
    lacks: &'static [&'static str],
}

const CASES: [Case; 9] = [
    Case {
        method: "GET",
        path: "",
        headers: "",
        status: "200 OK",
        has: &[
            "Content-Type: text/html; charset=utf-8",
            "Content-Length: 9",
            "<p>أول",
        ],
        lacks: &[],
    },
    Case {
        method: "GET",
        path: "library/manifest.wrq",
        headers: "Range: bytes=2-3\r\nAccept-Encoding: gzip, br\r\n",
        status: "200 OK",
        has: &[
            "Content-Type: application/octet-stream",
            "Content-Length: 10",
            "\r\n\r\n0123456789",
        ],
        lacks: &[
            "Content-Range",
            "Accept-Ranges",
            "Content-Encoding",
            "Transfer-Encoding",
        ],
    },
    Case {
        method: "GET",
        path: "a.wasm?x",
        headers: "",
        status: "200 OK",
        has: &["Content-Type: application/wasm"],
        lacks: &[],
    },
    Case {
        method: "HEAD",
        path: "a.wasm",
        headers: "",
        status: "200 OK",
        has: &["Content-Length: 10"],
        lacks: &["0123456789"],
    },
    Case {
        method: "GET",
        path: "none.js",
        headers: "",
        status: "404 Not Found",
        has: &["<p>nothing"],
        lacks: &[],
    },
    Case {
        method: "GET",
        path: "../secret.txt",
        headers: "",
        status: "404 Not Found",
        has: &[],
        lacks: &["hidden"],
    },
    Case {
        method: "GET",
        path: "%2e%2e%2fsecret.txt",
        headers: "",
        status: "404 Not Found",
        has: &[],
        lacks: &["hidden"],
    },
    Case {
        method: "GET",
        path: "library",
        headers: "",
        status: "301 ",
        has: &["library/\r\n"],
        lacks: &[],
    },
    Case {
        method: "POST",
        path: "",
        headers: "Content-Length: 0\r\n",
        status: "405 ",
        has: &["Allow: GET, HEAD"],
        lacks: &[],
    },
];

#[test]
fn a_site_is_served_as_by_a_weak_host() {
    let home = tempfile::tempdir().unwrap();
    let site = home.path().join("site");
    fs::create_dir_all(site.join("library")).unwrap();
    fs::write(home.path().join("secret.txt"), "hidden").unwrap();
    let pages = [("index.html", "<p>أول"), ("404.html", "<p>nothing")];
    let packs = [
        ("a.wasm", "0123456789"),
        ("library/manifest.wrq", "0123456789"),
    ];
    for (name, text) in pages.into_iter().chain(packs) {
        fs::write(site.join(name), text).unwrap();
    }
    for base in ["/", "/a/b/"] {
        let server = Server::start(home.path(), base);
        for Case {
            method,
            path,
            headers,
            status,
            has,
            lacks,
        } in &CASES
        {
            let answer = server.ask(method, &format!("{base}{path}"), headers);
            assert!(
                answer.starts_with(&format!("HTTP/1.1 {status}")),
                "{base} {path}: {answer}"
            );
            has.iter()
                .for_each(|part| assert!(answer.contains(part), "{base} {path}: {answer}"));
            lacks
                .iter()
                .for_each(|part| assert!(!answer.contains(part), "{base} {path}: {answer}"));
        }
        let root = server.ask("GET", "/", "");
        let expected = if base == "/" {
            "HTTP/1.1 200 "
        } else {
            "HTTP/1.1 404 "
        };
        assert!(root.starts_with(expected), "{base}: {root}");
        let port = server.port.to_string();
        fails(
            home.path(),
            &["serve", "site", "--port", &port],
            1,
            &[&format!("port {port} is in use"), "--port"],
        );
    }
    fails(
        home.path(),
        &["serve", "site", "--base", "/كتب/"],
        1,
        &["--base", "%XX"],
    );
}
