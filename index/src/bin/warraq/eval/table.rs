//! A table in a file: tab-separated columns that the first line names, gzipped if the name ends so.

use anyhow::{Context, Result, anyhow, bail};
use flate2::read::GzDecoder;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

/// The rows of a file. Nothing is trimmed: a sign no reader sees may be the point.
#[derive(Debug)]
pub(crate) struct Table {
    path: PathBuf,
    names: Vec<String>,
    rows: Vec<Row>,
}

/// One row.
#[derive(Debug)]
pub(crate) struct Row {
    /// Its line in the file, from 1.
    pub(crate) line: usize,
    cells: Vec<String>,
}

impl Row {
    /// What stands in a column that [`Table::column`] or [`Table::optional`] gave.
    pub(crate) fn cell(&self, column: usize) -> &str {
        &self.cells[column]
    }
}

impl Table {
    /// Reads a table; one without rows is a fault, and so is a row that lacks columns.
    pub(crate) fn read(path: &Path) -> Result<Table> {
        let file = read(path)?;
        let mut lines = lines(&file);
        let (_, head) = lines
            .next()
            .ok_or_else(|| anyhow!("{} is empty", path.display()))?;
        let names: Vec<String> = head.split('\t').map(str::to_owned).collect();
        let mut rows = Vec::new();
        for (line, text) in lines {
            let cells: Vec<String> = text.split('\t').map(str::to_owned).collect();
            if cells.len() < names.len() {
                bail!(
                    "{}: {} columns; expected {}",
                    place(path, line),
                    cells.len(),
                    names.len()
                );
            }
            rows.push(Row { line, cells });
        }
        if rows.is_empty() {
            bail!("{} has no rows", path.display());
        }
        Ok(Table {
            path: path.to_owned(),
            names,
            rows,
        })
    }

    /// The column of this name, if there is one.
    pub(crate) fn optional(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|column| column == name)
    }

    /// The column of this name.
    pub(crate) fn column(&self, name: &str) -> Result<usize> {
        self.optional(name).ok_or_else(|| {
            anyhow!(
                "{}: there is no column {name:?}, only {}",
                place(&self.path, 1),
                self.names.join(", ")
            )
        })
    }

    /// The rows, in order.
    pub(crate) fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The file and line of a row, for a fault.
    pub(crate) fn place(&self, row: &Row) -> String {
        place(&self.path, row.line)
    }
}

/// The text of a file in UTF-8, inflated if its name ends in `.gz`.
pub(crate) fn read(path: &Path) -> Result<String> {
    let unreadable = || format!("cannot read {}", path.display());
    let mut bytes = fs::read(path).with_context(unreadable)?;
    if path.extension().is_some_and(|extension| extension == "gz") {
        let mut inflated = Vec::new();
        GzDecoder::new(&bytes[..])
            .read_to_end(&mut inflated)
            .with_context(unreadable)?;
        bytes = inflated;
    }
    String::from_utf8(bytes).map_err(|error| {
        let good = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = good.iter().filter(|&&byte| byte == b'\n').count() + 1;
        anyhow!(
            "{}: not UTF-8; convert the file to UTF-8",
            place(path, line)
        )
    })
}

/// The lines that are not empty, with their numbers from 1.
pub(crate) fn lines(file: &str) -> impl Iterator<Item = (usize, &str)> {
    let text = file.strip_prefix('\u{FEFF}').unwrap_or(file);
    text.lines()
        .enumerate()
        .map(|(i, line)| (i + 1, line))
        .filter(|(_, line)| !line.trim().is_empty())
}

/// A line of a file, for a fault.
pub(crate) fn place(path: &Path, line: usize) -> String {
    format!("{}:{line}", path.display())
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::GzEncoder;
    use std::io::Write;

    /// Writes `bytes` to a file of this name and reads it; a fault is given without the file's folder.
    pub(crate) fn check<T>(
        name: &str,
        bytes: &[u8],
        read: impl Fn(&Path) -> Result<T>,
    ) -> Result<T, String> {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join(name);
        fs::write(&path, bytes).unwrap();
        read(&path).map_err(|error| {
            format!("{error:#}").replace(&format!("{}/", home.path().display()), "")
        })
    }

    #[test]
    fn gzipped_tables_are_read() {
        let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
        gzip.write_all("a\tb\nx\t y\n".as_bytes()).unwrap();
        let table = check("t.tsv.gz", &gzip.finish().unwrap(), Table::read).unwrap();
        let second = table.column("b").unwrap();
        assert_eq!(table.rows()[0].cell(second), " y");
        assert_eq!(table.rows()[0].line, 2);
        assert!(
            check("t.gz", b"no gzip", Table::read)
                .unwrap_err()
                .starts_with("cannot read t.gz")
        );
    }

    #[test]
    fn faults_name_file_and_line() {
        let fault = |bytes: &[u8]| {
            let read = |path: &Path| Table::read(path)?.column("c");
            check("f", bytes, read).unwrap_err()
        };
        assert_eq!(fault(b""), "f is empty");
        assert_eq!(fault(b"a\tb\n"), "f has no rows");
        assert_eq!(fault(b"a\tb\n\nx"), "f:3: 1 columns; expected 2");
        assert_eq!(fault(b"a\nx"), "f:1: there is no column \"c\", only a");
        assert_eq!(
            fault(b"\n\n\xFF"),
            "f:3: not UTF-8; convert the file to UTF-8"
        );
    }
}
