//! The table of codes.

use super::{Example, Explanation, File, Severity};

codes! {
    "The manifest" {
        Manifest = Error "manifest";
            meaning: "The manifest is not written as one: its TOML, a key, a type of a value, or an operation that it lists twice.";
            mend: "Write `[package]` with a name, a version and a description, and `[services.<module>]` with documents, and each operation once.";
            example: "manifest-unknown-key".toml;

        ManifestEmpty = Error "manifest-empty";
            meaning: "The manifest names no service, or a service has an empty list. A crate without operations would come of it.";
            mend: "Name documents and operations. Leave `operations` out to select all of them.";
            example: "manifest-empty-services".toml;

        ManifestPackage = Error "manifest-package";
            meaning: "A field of `[package]` is not what cargo or a registry takes.";
            mend: "Write names, versions, licences, keywords and categories as `Cargo.toml` has them.";
            example: "manifest-package-fields".toml;

        ManifestModule = Error "manifest-module";
            meaning: "The name of a service becomes that of a module, a file and a cargo feature, and one of these cannot have it.";
            mend: "Use lower-case words joined by single `_`, and no keyword or name that the crate needs itself.";
            example: "manifest-module-keyword".toml;

        ManifestKeyPair = Error "manifest-key-pair";
            meaning: "An entry of `key_pairs` does not fit the operations of its service.";
            mend: "Correct the entry, or take it out if the definitions no longer need it.";
            example: "manifest-key-pair-unknown-operation".toml with "half-key-pair-no-list.yaml";

        UnknownOperation = Error "unknown-operation";
            meaning: "The manifest selects an operation that no document of the service defines.";
            mend: "Correct the operation's id, or add the document that defines it.";
            example: "unknown-operation-typing-error".toml with "more/things.yaml";

        UnknownDefinition = Error "unknown-definition";
            meaning: "The manifest renames a definition that is not there, or that no selected operation uses. An entry that changes nothing no longer applies.";
            mend: "Correct the pointer, or take the entry out of `rename`.";
            example: "unknown-definition-rename".toml with "more/things.yaml";

        RenameClash = Error "rename-clash";
            meaning: "The manifest gives a definition a name that another type of the service has, or that the clients need.";
            mend: "Choose another name, or rename the other type as well.";
            example: "rename-clash-two-types".toml with "more/renamed.yaml";
    }

    "Files" {
        MissingFile = Error "missing-file";
            meaning: "A file that the manifest or a definition names cannot be read.";
            mend: "Correct the path, which is relative to the file that has it (in the manifest, to `root`), or add the file.";
            example: "missing-file-reference".yaml;

        OutsideReference = Error "outside-reference";
            meaning: "A path or a reference leads out of the folder of the definitions. Only files below it are read, whatever a definition says.";
            mend: "Put the file into the folder and refer to it there, or set `root` in the manifest to a folder that holds both.";
            example: "outside-reference-url".yaml;

        NotUtf8 = Error "not-utf-8";
            meaning: "The file's bytes are not UTF-8, as JSON requires and YAML is read here.";
            mend: "Save the file as UTF-8.";
            example: "not-utf-8-latin-1".yaml;

        TooLarge = Error "too-large";
            meaning: "The file has more bytes than `file_size_limit` of the manifest allows. What YAML's aliases stand for counts as well, so that a small file cannot fill the memory.";
            mend: "Raise `file_size_limit` in the manifest if you trust the file.";
            example: "too-large-document".toml with "more/things.yaml";

        Syntax = Error "syntax";
            meaning: "The file is no JSON or YAML, or is YAML that JSON has no form for: custom tags, a member that stands twice, several documents in a file.";
            mend: "Correct the text at the place.";
            example: "syntax-member-twice".yaml;

        TooDeep = Error "too-deep";
            meaning: "Lists, objects, references or names stand in each other deeper than the generator follows.";
            mend: "Take inner schemas out into definitions of their own, and shorten chains of references and very long names.";
            example: "too-deep-lists".json;

        UnsupportedVersion = Error "unsupported-version";
            meaning: "The document follows neither OpenAPI 3.0 nor Swagger 2.0, or does not say which.";
            mend: "Convert the document to OpenAPI 3.0, or to Swagger 2.0.";
            example: "unsupported-version-openapi-3-1".yaml;

        MissingFragment = Error "missing-fragment";
            meaning: "A reference leads to a file that has nothing at the pointer.";
            mend: "Correct the part after `#`, or add the definition.";
            example: "missing-fragment-schema".yaml;
    }

    "What breaks the specification" {
        MalformedReference = Error "malformed-reference";
            meaning: "A `$ref` is no text, or leads to another kind of object than what stands in its place.";
            mend: "Refer to an object of the kind that the message names.";
            example: "malformed-reference-wrong-kind".yaml;

        UnknownMember = Error "unknown-member";
            meaning: "An object has a member that the specification does not define for its kind. It may be a mistyped one, which would be lost without a word.";
            mend: "Correct the name. Begin it with `x-` if it is for people or other programs.";
            example: "unknown-member-operation".yaml;

        UnsupportedReference = Error "unsupported-reference";
            meaning: "Something stands beside a reference, where OpenAPI ignores it. Whoever wrote it expects an effect.";
            mend: "Take it out, or write in place what is referred to.";
            example: "unsupported-reference-parameter".yaml;

        EndlessReference = Error "endless-reference";
            meaning: "References lead round in a circle without any object or list between, so that no type comes of them.";
            mend: "Give one of the definitions a type.";
            example: "endless-reference-two".yaml;

        MalformedPaths = Error "malformed-paths";
            meaning: "`paths` is missing or no object, a path cannot be read as a template, or two paths are the same one.";
            mend: "Correct the paths: begin each with `/`, close every brace around a name, and let no two differ in the names of placeholders alone.";
            example: "malformed-paths-twins".yaml;

        MalformedOperation = Error "malformed-operation";
            meaning: "An operation, or a member of it, has another type than the specification defines.";
            mend: "Give the member at the place the type that the message names.";
            example: "malformed-operation-responses".yaml;

        MalformedParameter = Error "malformed-parameter";
            meaning: "A parameter, or a member of it, is not as the specification defines it.";
            mend: "Give the parameter the members that the specification requires, with their types.";
            example: "malformed-parameter-without-in".yaml;

        MalformedBody = Error "malformed-body";
            meaning: "A request body, or a member of it, is not as the specification defines it.";
            mend: "Correct the body: its `content` is an object with a media type for each form.";
            example: "malformed-body-content".yaml;

        MalformedResponse = Error "malformed-response";
            meaning: "A response, or a member of it, is not as the specification defines it.";
            mend: "Give the member at the place the type that the message names.";
            example: "malformed-response-headers".yaml;

        MalformedHeader = Error "malformed-header";
            meaning: "HTTP has no headers of this name.";
            mend: "Name the header by letters, digits and hyphens of ASCII.";
            example: "malformed-header-names".yaml;

        MalformedSchema = Error "malformed-schema";
            meaning: "A schema, or a member of it, has another type than the specification defines.";
            mend: "Give the member at the place the type that the message names.";
            example: "malformed-schema-member".yaml;

        NoOperationId = Error "no-operation-id";
            meaning: "An operation has no `operationId`, by which its method and its client are named.";
            mend: "Give it one of the form `Group_Method`, such as `Accounts_ListKeys`.";
            example: "no-operation-id-get".yaml;

        OperationTwice = Error "operation-twice";
            meaning: "Two operations of a service have one `operationId`, so that their methods would have one name.";
            mend: "Give one of the two another `operationId`, or take one of two documents out of the manifest.";
            example: "operation-twice-one-document".yaml;
    }

    "What is not supported" {
        UnsupportedMethod = Error "unsupported-method";
            meaning: "The clients have no calls of this HTTP method, which Resource Manager does not serve.";
            mend: "Leave the operation out of the manifest.";
            example: "unsupported-method-trace".yaml;

        UnsupportedServer = Error "unsupported-server";
            meaning: "The document is served by another host than Azure Resource Manager, to which a token must not go, or by a URL that is none.";
            mend: "Name `https://management.azure.com` as the server, or leave the document out of the manifest.";
            example: "unsupported-server-host".yaml;

        UnsupportedSecurity = Error "unsupported-security";
            meaning: "The operation asks for other security than the bearer token that the clients send.";
            mend: "Name a security scheme of the type `oauth2`, or leave the operation out of the manifest.";
            example: "unsupported-security-api-key".yaml;

        UnsupportedExtension = Error "unsupported-extension";
            meaning: "An extension, at this place, changes what clients do in a way that the generator does not know.";
            mend: "Leave the operation out of the manifest, or take the extension out if clients may ignore it.";
            example: "unsupported-extension-operation".yaml;

        UnsupportedParameter = Error "unsupported-parameter";
            meaning: "A parameter has a place, a form or a type in which the clients cannot send it, or does not fit its path.";
            mend: "Describe the parameter by another form if the service takes one, or leave the operation out of the manifest.";
            example: "unsupported-parameter-cookie".yaml;

        UnsupportedAnswer = Error "unsupported-answer";
            meaning: "The responses of an operation have a form that the method of a client cannot return.";
            mend: "Name each status, with one type for all that succeed, as JSON, and headers of single values.";
            example: "unsupported-answer-range".yaml;

        UnsupportedFlow = Error "unsupported-flow";
            meaning: "A paged or a long-running operation is described in a way that no pager and no poller can follow.";
            mend: "Correct the extension at the place, or take it out to call the operation once.";
            example: "unsupported-flow-no-list".yaml;

        UnsupportedSchema = Error "unsupported-schema";
            meaning: "A schema allows values for which the generator has no type of Rust. It never falls back to one that takes anything.";
            mend: "Describe the value by a schema that is supported, or leave the operations that need it out of the manifest.";
            example: "unsupported-schema-one-of".yaml;
    }

    "Types and pairs of keys" {
        UncheckedPattern = Warning "unchecked-pattern";
            meaning: "The regular expression of a parameter cannot be read by the engine that clients use, so that clients leave this check to the service.";
            mend: "Write the pattern without look-around and Unicode classes, or leave it as it is.";
            example: "unchecked-pattern-look-ahead".yaml;

        NoNextLink = Warning "no-next-link";
            meaning: "A page has no text by the name of `nextLinkName`, so that only the first page can be read.";
            mend: "Correct `nextLinkName`, make it null if there is one page, or add the property.";
            example: "no-next-link-wrong-name".yaml;

        UncoveredError = Warning "uncovered-error";
            meaning: "The provider's error has a property that the one `ErrorResponse` of all services does not hold.";
            mend: "Read it from the raw response of the error. If the property has a definition, that is kept as a model.";
            example: "uncovered-error-property".yaml;

        SeveralShapes = Warning "several-shapes";
            meaning: "Files of one service define a name with different shapes, so that each type begins with the name of its file.";
            mend: "Rename one of them in the manifest to choose the names yourself.";
            example: "several-shapes-two-files".toml with "more/numbers.yaml" "more/texts.yaml";

        SeveralSharedShapes = Warning "several-shared-shapes";
            meaning: "Some services share one shape of a name and others another, so that none is shared and each service has a type of its own.";
            mend: "Rename one of them in the manifest to share the others.";
            example: "several-shared-shapes-four-services".toml with "more/numbers.yaml" "more/texts.yaml";

        DeepTypes = Warning "deep-types";
            meaning: "Types stand in each other deeper than Rust's compiler follows by default.";
            mend: "Write the `recursion_limit` of the message into crates that use this one, as it does itself.";
            example: "deep-types-maps".yaml;

        HalfKeyPair = Warning "half-key-pair";
            meaning: "An operation regenerates keys, but the others do not tell the rest of a pair: which operation lists the keys, where they stand, or how one is chosen. The operation has its method, but no `KeyPair`.";
            mend: "Name what is missing in an entry of `key_pairs` in the manifest, or say there by `none` why it is none.";
            example: "half-key-pair-no-list".yaml;

        AmbiguousKeyPair = Error "ambiguous-key-pair";
            meaning: "The definitions fit several pairs of keys, and a wrong choice would regenerate a key that is in use.";
            mend: "Choose in an entry of `key_pairs` in the manifest, or say there by `none` why it is none.";
            example: "ambiguous-key-pair-two-lists".yaml;

        BrokenExample = Warning "broken-example";
            meaning: "A published example is not what its definition describes. The replay of examples does not count against the client what the example has wrong.";
            mend: "Correct the example, or the definition.";
            example: "broken-example-number".yaml with "more/keys-example.json";
    }
}
