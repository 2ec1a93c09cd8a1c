//! Scripts rely on exit codes, even if the output cannot be written.

use super::{
    account::{Account, ID},
    folder,
    program::run,
};
use std::fs;

/// Redirections of the program's streams.
const STREAMS: [&str; 6] = [
    "2>&-",
    ">&-",
    "2> /dev/full",
    "> /dev/full",
    "> /dev/full 2>&1",
    "<&- >&- 2>&-",
];

/// Runs with output, and their exit codes. `500` is the status of regenerate and list requests.
#[rustfmt::skip]
const RUNS: [(&str, Option<u16>, i32); 7] = [
    ("--help", None, 0),
    ("contoso", None, 2),
    ("--no-such-option", None, 2),
    ("<resource-id> --list", None, 0),
    ("<resource-id> --list", Some(404), 1),
    ("<resource-id> --yes", Some(500), 3),
    ("<resource-id> --yes --state states --deploy 'kill -INT $PPID; exec sleep 60'", None, 1),
];

fn command(account: &Account, arguments: &str) -> String {
    let arguments = arguments.replace("<resource-id>", ID);
    let endpoint = account.endpoint();
    format!("\"$PROGRAM\" {arguments} --endpoint {endpoint} --token-from-env ROTATE_TOKEN")
}

#[test]
fn exit_codes_do_not_depend_on_redirections() {
    for streams in STREAMS {
        for (arguments, status, code) in RUNS {
            if streams.contains("/dev/full") && !cfg!(target_os = "linux") {
                continue;
            }
            let (account, folder) = (Account::start(), folder());
            let answer = status.map(|status| (status, "{}"));
            account.refuse_regenerates(answer);
            if arguments.contains("--list") {
                account.refuse_lists(answer);
            }
            let command = command(&account, arguments);
            let output = run(folder.path(), &format!("exec {command} {streams}"));
            assert_eq!(output.code, code, "{streams} {arguments}: {output:?}");
        }
    }
}

#[test]
fn exit_codes_do_not_depend_on_closed_pipes() {
    for (arguments, status, code) in RUNS {
        let (account, folder) = (Account::start(), folder());
        let answer = status.map(|status| (status, "{}"));
        account.refuse_regenerates(answer);
        if arguments.contains("--list") {
            account.refuse_lists(answer);
        }
        let command = command(&account, arguments).replace("$PPID", "$(cat program)");
        // The reader ends before the program starts.
        let piped = format!(
            "{{ sleep 0.1; sh -c 'echo $$ > program; exec \"$0\" \"$@\"' {command}; echo $? > code; }} 2>&1 | :"
        );
        run(folder.path(), &piped);
        let ended = fs::read_to_string(folder.path().join("code")).expect("the shell wrote it");
        assert_eq!(ended, format!("{code}\n"), "{arguments}");
    }
}
