//! Operations as constants, by which tests of users name them.

use super::{Client, HttpMethod};
use crate::naming;
use std::collections::BTreeSet;

/// A constant in the module `operations` of a service.
#[derive(Clone, Debug)]
pub struct OperationConstant {
    /// Its name, such as `ACCOUNTS_LIST_KEYS`.
    pub name: String,
    /// `operationId`.
    pub id: String,
    /// HTTP method.
    pub method: HttpMethod,
    /// Path template.
    pub path: String,
    /// Statuses that mean success.
    pub statuses: BTreeSet<u16>,
    /// The method that calls it: client and name.
    pub called_by: [String; 2],
}

/// A constant for each method of the clients, sorted by name.
pub(super) fn constants(clients: &[Client]) -> Vec<OperationConstant> {
    let mut taken = BTreeSet::new();
    let methods = clients.iter().flat_map(|client| {
        let methods = client.methods.iter();
        methods.map(move |method| (client, method))
    });
    let constants = methods.map(|(client, method)| OperationConstant {
        name: name(&method.call.operation, &mut taken),
        id: method.call.operation.clone(),
        method: method.call.method,
        path: method.call.path.clone(),
        statuses: method.call.statuses.clone(),
        called_by: [client.item.name.clone(), method.item.name.clone()],
    });
    let mut constants: Vec<OperationConstant> = constants.collect();
    constants.sort_by(|a, b| a.name.cmp(&b.name));
    constants
}

/// The id in capitals. It is unique also if ids differ only by case. `ALL` is the list of all constants.
fn name(id: &str, taken: &mut BTreeSet<String>) -> String {
    taken.insert("ALL".to_owned());
    naming::unique(naming::constant_name(id), taken)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn constants_have_unique_names_made_of_ids() {
        let mut taken = BTreeSet::new();
        let ids = ["Accounts_ListKeys", "Accounts_listKeys", "All"];
        let names = ids.map(|id| name(id, &mut taken));
        assert_eq!(names, ["ACCOUNTS_LIST_KEYS", "ACCOUNTS_LIST_KEYS2", "ALL2"]);
    }
}
