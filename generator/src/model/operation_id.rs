//! Ids of operations. Only their group makes them, so that an id always resolves.

use super::{Group, Operation};
use serde::Serialize;
use std::ops::Index;

/// Id of an operation within its group: printed as its id in the definition.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct OperationId(String);

impl OperationId {
    /// The operation's id in the definition.
    pub fn published(&self) -> &str {
        &self.0
    }
}

impl Group {
    /// The operation with this id in the definition.
    pub fn operation_id(&self, published: &str) -> Option<OperationId> {
        let mut operations = self.operations.iter();
        let operation = operations.find(|operation| operation.id == published)?;
        Some(self.id_of(operation))
    }

    /// The id of an operation of this group.
    pub fn id_of(&self, operation: &Operation) -> OperationId {
        OperationId(operation.id.clone())
    }
}

/// No operation is ever removed from its group.
impl Index<&OperationId> for Group {
    type Output = Operation;

    fn index(&self, id: &OperationId) -> &Operation {
        let mut operations = self.operations.iter();
        let operation = operations.find(|operation| operation.id == id.0);
        operation.expect("a group has the operations of its ids")
    }
}
