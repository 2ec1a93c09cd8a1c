//! Which operations errors note as left out.

use super::*;
use crate::diagnostic::Code;

fn operation(id: &str) -> Refused {
    Refused {
        service: "things".to_owned(),
        id: id.to_owned(),
    }
}

#[test]
fn a_refusal_notes_what_is_left_out_elsewhere() {
    let at = |path: &str| Pointer::parse(&format!("a.yaml#{path}"));
    let mut diagnostics = Diagnostics::default();
    diagnostics.report(Code::Syntax, at("/definitions/A"), "", "");
    let moment = diagnostics.now();
    diagnostics.report(Code::DeepTypes, at("/definitions/B"), "", "");
    assert_eq!(
        diagnostics.since(moment),
        Causes::default(),
        "nothing was refused"
    );
    diagnostics.report(Code::Syntax, at("/definitions/A"), "", "");
    diagnostics.report(
        Code::MalformedResponse,
        at("/paths/~1a/get/responses"),
        "",
        "",
    );
    let causes = diagnostics.since(moment);
    diagnostics.leave_out(&operation("Get"), &at("/paths/~1a/get"), &causes);
    let moment = diagnostics.now();
    diagnostics.repeat(&causes);
    assert_eq!(diagnostics.since(moment), causes, "they were repeated");
    diagnostics.leave_out(&operation("Get2"), &at("/paths/~1a/get2"), &causes);
    let noted: Vec<_> = diagnostics
        .sorted()
        .into_iter()
        .map(|one| (one.code, one.left_out.join(", ")))
        .collect();
    let noted: Vec<_> = noted
        .iter()
        .map(|(code, ids)| (*code, ids.as_str()))
        .collect();
    assert_eq!(
        noted,
        [
            (Code::Syntax, "Get, Get2"),
            (Code::MalformedResponse, "Get2"),
            (Code::DeepTypes, "")
        ]
    );
}
