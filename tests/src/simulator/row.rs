//! How one resource type lists and regenerates its keys, according to its definition.

/// One resource type. Rows are written by hand from the definitions, never from the emitted code.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// Type with its namespace, spelt as in the paths of the definition.
    pub kind: &'static str,
    pub version: &'static str,
    /// Names in the path, one for each type in `kind`.
    pub names: &'static [Name],
    pub pairs: [Option<PairRow>; 2],
    pub list: List,
    pub regenerate: Regenerate,
}

/// A name in the path of a resource.
#[derive(Clone, Copy, Debug)]
pub struct Name {
    pub pattern: &'static str,
    pub lengths: (usize, usize),
    pub sample: &'static str,
}

/// Two interchangeable keys.
#[derive(Clone, Copy, Debug)]
pub struct PairRow {
    pub name: &'static str,
    /// Properties that contain the keys, or names of the items that do.
    pub keys: [&'static str; 2],
    /// Names of the keys in the selector.
    pub words: [&'static str; 2],
}

/// The operation that lists the keys.
#[derive(Clone, Copy, Debug)]
pub struct List {
    pub method: &'static str,
    pub last: &'static str,
    pub shape: Shape,
    /// Properties that contain the connection strings of the keys.
    pub connections: Option<[&'static str; 2]>,
}

/// Where a response contains the keys.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// In properties of the body.
    Fields,
    /// In properties of an object in the body.
    Within(&'static str),
    /// In items of an array in the body.
    Items(Items),
}

#[derive(Clone, Copy, Debug)]
pub struct Items {
    /// Property of the body that contains the array.
    pub at: &'static str,
    pub name: &'static str,
    pub value: &'static str,
    pub connection: Option<&'static str>,
    pub time: Option<&'static str>,
    /// Whether each item is on a page of its own, and identified by an id from the list.
    pub is_paged: bool,
}

/// The operation that regenerates a key.
#[derive(Clone, Copy, Debug)]
pub struct Regenerate {
    pub last: &'static str,
    pub selector: Selector,
    pub answer: Answer,
    /// Whether it may be a long-running operation.
    pub runs_long: Option<Style>,
}

/// How a call selects a key.
#[derive(Clone, Copy, Debug)]
pub enum Selector {
    /// By a word in a property of the body.
    Text(&'static str),
    /// By a number in a property of the body.
    Number(&'static str),
    /// By a word as the last segment of the path.
    Segment,
    /// By the path: the words are its last segments.
    Path,
}

/// What the response to a regenerate request contains.
#[derive(Clone, Copy, Debug)]
pub enum Answer {
    /// Both keys, as in a list.
    Keys,
    /// Both keys and the selector.
    KeysAndSelector,
    /// The item of the new key.
    Item,
    /// The new key, in this property.
    One(&'static str),
    /// `204 No Content`.
    Nothing,
    /// `200 OK` without a body.
    Empty,
}

/// How a long-running operation is polled.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Style {
    AsyncOperation,
    Location,
    /// No header: only `provisioningState` shows that it is running.
    ProvisioningState,
    /// The operation is done at once.
    Immediate,
}

impl Style {
    pub const ALL: [Self; 4] = [
        Self::AsyncOperation,
        Self::Location,
        Self::ProvisioningState,
        Self::Immediate,
    ];
}

/// A name without rules.
pub const fn free(sample: &'static str) -> Name {
    named("", (1, usize::MAX), sample)
}

pub const fn named(pattern: &'static str, lengths: (usize, usize), sample: &'static str) -> Name {
    Name {
        pattern,
        lengths,
        sample,
    }
}

impl Row {
    /// A row whose keys are `keys` in the body of `POST …/{last}`.
    pub const fn new(
        kind: &'static str,
        version: &'static str,
        names: &'static [Name],
        last: &'static str,
        keys: [&'static str; 2],
    ) -> Self {
        let list = List {
            method: "POST",
            last,
            shape: Shape::Fields,
            connections: None,
        };
        let regenerate = Regenerate {
            last: "",
            selector: Selector::Path,
            answer: Answer::Keys,
            runs_long: None,
        };
        let pair = PairRow {
            name: "keys",
            keys,
            words: keys,
        };
        Self {
            kind,
            version,
            names,
            pairs: [Some(pair), None],
            list,
            regenerate,
        }
    }

    /// Lists by `GET`.
    pub const fn got(mut self) -> Self {
        self.list.method = "GET";
        self
    }

    pub const fn shaped(mut self, shape: Shape) -> Self {
        self.list.shape = shape;
        self
    }

    pub const fn connected(mut self, properties: [&'static str; 2]) -> Self {
        self.list.connections = Some(properties);
        self
    }

    /// Regenerates by `POST …/{last}`, with the names `words` in the selector.
    pub const fn regenerates(
        mut self,
        last: &'static str,
        selector: Selector,
        words: [&'static str; 2],
    ) -> Self {
        self.regenerate.last = last;
        self.regenerate.selector = selector;
        if let Some(pair) = &mut self.pairs[0] {
            pair.words = words;
        }
        self
    }

    pub const fn answers(mut self, answer: Answer) -> Self {
        self.regenerate.answer = answer;
        self
    }

    pub const fn runs_long(mut self, style: Style) -> Self {
        self.regenerate.runs_long = Some(style);
        self
    }

    /// Two pairs, each with its name, keys and words.
    pub const fn pairs(mut self, first: PairRow, second: PairRow) -> Self {
        self.pairs = [Some(first), Some(second)];
        self
    }

    pub fn all_pairs(&self) -> impl Iterator<Item = &PairRow> {
        self.pairs.iter().flatten()
    }

    pub fn namespace(&self) -> &'static str {
        self.kind.split('/').next().unwrap_or_default()
    }

    /// Types in the path, outermost first.
    pub fn types(&self) -> impl Iterator<Item = &'static str> {
        self.kind.split('/').skip(1)
    }

    /// Id of a resource of this type whose names are the samples.
    pub fn id(&self, subscription: &str, group: &str) -> String {
        let namespace = self.namespace();
        let mut id =
            format!("/subscriptions/{subscription}/resourceGroups/{group}/providers/{namespace}");
        for (kind, name) in self.types().zip(self.names) {
            id += &format!("/{kind}/{}", name.sample);
        }
        id
    }
}
