//! Facts that a company's own database has added up, from a real PostgreSQL server that the test
//! starts on a socket in a folder of its own.

use std::os::unix::fs::{PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use super::{FACTS, Machine};

/// Whom a server runs as where the tests run as root, which no server of it does.
const NOBODY: u32 = 65_534;

/// A server that ends with the test.
struct Server {
    process: Child,
    folder: tempfile::TempDir,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Server {
    /// None where there are no programs for it.
    fn start() -> Option<Self> {
        let (initdb, postgres) = (program("initdb")?, program("postgres")?);
        program("psql")?;
        let folder = tempfile::Builder::new().prefix("sp-pg-").tempdir().unwrap();
        std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o755)).unwrap();
        let data = folder.path().join("data");
        std::fs::create_dir(&data).unwrap();
        let is_root = std::process::id() > 0
            && std::fs::metadata("/proc/self").is_ok_and(|own| std::os::unix::fs::MetadataExt::uid(&own) == 0);
        if is_root {
            chown(&data, Some(NOBODY), Some(NOBODY)).unwrap();
            chown(folder.path(), Some(NOBODY), Some(NOBODY)).unwrap();
        }
        let by_somebody = |program: &Path| {
            let mut command = Command::new(program);
            command.current_dir(folder.path()).stdin(Stdio::null());
            if is_root {
                command.uid(NOBODY).gid(NOBODY);
            }
            command
        };
        let made = by_somebody(&initdb)
            .args(["--auth=trust", "--username=sales", "--no-sync", "-D"])
            .arg(&data)
            .output()
            .unwrap();
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        let process = by_somebody(&postgres)
            .args(["-c", "listen_addresses=", "-c", "fsync=off", "-k"])
            .arg(folder.path())
            .arg("-D")
            .arg(&data)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let server = Self { process, folder };
        for _ in 0..600 {
            if server.psql("select 1").is_ok() {
                return Some(server);
            }
            std::thread::sleep(std::time::Duration::from_millis(100));
        }
        panic!("the server does not answer within a minute");
    }

    fn psql(&self, sql: &str) -> Result<(), String> {
        let psql = Command::new("psql")
            .args([
                "-h",
                self.folder.path().to_str().unwrap(),
                "-U",
                "sales",
                "-d",
                "postgres",
            ])
            .args(["-v", "ON_ERROR_STOP=1", "-c", sql])
            .output()
            .map_err(|error| error.to_string())?;
        let said = String::from_utf8_lossy(&psql.stderr).into_owned();
        if psql.status.success() { Ok(()) } else { Err(said) }
    }
}

/// A program on the path, or where Debian keeps those of the server.
fn program(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let debian = versions.map(|version| version.path().join("bin"));
    let folders = std::env::split_paths(&path).chain(debian);
    folders.map(|folder| folder.join(name)).find(|file| file.is_file())
}

#[test]
fn weekly_sums_come_from_a_database() {
    let Some(server) = Server::start() else {
        eprintln!("skipped: no PostgreSQL server is installed (initdb, postgres, psql)");
        return;
    };
    server
        .psql(
            "create table payments (paid_on date, client text, amount numeric(12, 2));
             insert into payments values ('2026-10-05', 'a', 1200.50), ('2026-10-07', 'b', 300), ('2026-10-14', 'c', 99.99)",
        )
        .unwrap();
    let sql = "select (date_trunc('week', paid_on) + interval '6 days')::date as day, sum(amount) as total from payments group by 1 order by 1";
    let folder = server.folder.path().display().to_string();
    let words = [
        "psql", "--csv", "-h", &folder, "-U", "sales", "-d", "postgres", "-c", sql,
    ];
    let machine = Machine::new(&format!("command = {words:?}"));
    machine.trust();
    let _ = machine.import().exits(0);
    assert_eq!(
        machine.workspace.read(FACTS),
        "date,measure,person,segment,channel,count,amount,currency,id\n\
         2026-10-11,paid,,,,,1500.50,,\n2026-10-18,paid,,,,,99.99,,\n"
    );
    // A second time nothing changes; and where the database says no, neither does the plan.
    let again = machine.import().exits(0);
    assert!(again.stdout.contains("2 unchanged"), "{again}");
    server.psql("drop table payments").unwrap();
    let told = machine.import().exits(2).says("relation \"payments\" does not exist");
    assert!(told.stderr.contains("nothing was imported"), "{told}");
    assert!(machine.workspace.read(FACTS).contains("1500.50"));
}
