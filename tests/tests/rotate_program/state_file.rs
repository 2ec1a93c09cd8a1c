//! What the file of `--state` is to runs, and to others on the same machine.

use super::{
    account::{Account, ID},
    folder,
    program::rotate,
};
use std::fs;

const YES: &str = "<resource-id> --yes --state state.json --deploy ./deploy.sh";

#[test]
fn a_key_that_was_kept_can_be_rotated_next() {
    let (account, folder) = (Account::start(), folder());
    let keep = format!("{YES} --keep-other");
    let said = rotate(&account, folder.path(), &keep);
    assert_eq!(said.code, 0, "{said:?}");
    let said = rotate(&account, folder.path(), &keep);
    assert!(said.out.contains("say --in-use secondary"), "{said:?}");
    assert_eq!(account.regenerated(), ["secondary"]);
    for _ in 0..2 {
        let said = rotate(
            &account,
            folder.path(),
            &format!("{keep} --in-use secondary"),
        );
        assert_eq!(said.code, 0, "{said:?}");
        assert_eq!(account.regenerated(), ["secondary", "primary"]);
    }
    let deployed = fs::read_to_string(folder.path().join("deployed")).expect("the script ran");
    assert!(
        deployed.ends_with(&format!("first-2-of-contoso primary keys {ID}\n")),
        "{deployed}"
    );
}
