//! The table of codes.

use super::{Example, Explanation, File, Severity};

codes! {
    "The manifest" {
        Manifest = Error "manifest";
            meaning: "The manifest is not valid: its TOML, a key or the type of a value is wrong, or an operation is listed twice.";
            mend: "Write `[package]` with a name, a version and a description, and `[services.<module>]` with documents. List each operation once.";
            example: "manifest-unknown-key".toml;

        ManifestEmpty = Error "manifest-empty";
            meaning: "The manifest has no service, or a service has an empty list, so that the crate would have no operations.";
            mend: "Name documents and operations. Leave `operations` out to select all of them.";
            example: "manifest-empty-services".toml;

        ManifestPackage = Error "manifest-package";
            meaning: "Cargo or crates.io does not accept a field of `[package]`.";
            mend: "Write names, versions, licences, keywords and categories as in `Cargo.toml`.";
            example: "manifest-package-fields".toml;

        ManifestModule = Error "manifest-module";
            meaning: "The name of a service is also the name of a module, a file and a cargo feature, and one of these cannot have it.";
            mend: "Use lower-case words joined by single `_`, and no keyword or name that the crate needs itself.";
            example: "manifest-module-keyword".toml;

        ManifestKeyPair = Error "manifest-key-pair";
            meaning: "An entry of `key_pairs` does not fit the operations of its service.";
            mend: "Correct the entry, or remove it if the definitions no longer need it.";
            example: "manifest-key-pair-unknown-operation".toml with "half-key-pair-no-list.yaml";

        ManifestExcept = Error "manifest-except";
            meaning: "An entry of `except` does not apply: its operation can be generated, is not selected or does not exist, is named twice, or has no reason.";
            mend: "Correct the operation's id or write the reason; remove the entry if the operation can be generated.";
            example: "manifest-except-no-longer-applies".toml with "more/things.yaml";

        UnknownOperation = Error "unknown-operation";
            meaning: "The manifest selects an operation that no document of the service defines.";
            mend: "Correct the operation's id, or add the document that defines it.";
            example: "unknown-operation-typing-error".toml with "more/things.yaml";

        UnknownDefinition = Error "unknown-definition";
            meaning: "The manifest renames a definition that does not exist, or that no selected operation uses, so that the entry has no effect.";
            mend: "Correct the pointer, or remove the entry from `rename`.";
            example: "unknown-definition-rename".toml with "more/things.yaml";

        RenameClash = Error "rename-clash";
            meaning: "The manifest gives a definition a name that another type of the service has, or that the code of the clients uses.";
            mend: "Choose another name, or rename the other type as well.";
            example: "rename-clash-two-types".toml with "more/renamed.yaml";
    }

    "Files" {
        MissingFile = Error "missing-file";
            meaning: "A file that the manifest or a definition refers to cannot be read.";
            mend: "Correct the path, or add the file. Paths in a definition are relative to its file, paths in the manifest to `root`.";
            example: "missing-file-reference".yaml;

        OutsideReference = Error "outside-reference";
            meaning: "A path or a reference leads out of the folder of the definitions. For safety, only files below that folder are read.";
            mend: "Put the file into the folder and refer to it there, or set `root` in the manifest to a folder that holds both.";
            example: "outside-reference-url".yaml;

        NotUtf8 = Error "not-utf-8";
            meaning: "The bytes of the file are not UTF-8, which JSON requires, and the generator requires for YAML as well.";
            mend: "Save the file as UTF-8.";
            example: "not-utf-8-latin-1".yaml;

        TooLarge = Error "too-large";
            meaning: "The file has more bytes than `file_size_limit` of the manifest allows. In YAML, aliases are expanded first, so that a small file cannot exhaust the memory.";
            mend: "Raise `file_size_limit` in the manifest if you trust the file.";
            example: "too-large-document".toml with "more/things.yaml";

        Syntax = Error "syntax";
            meaning: "The file is not valid JSON or YAML, or is YAML without an equivalent in JSON: it has custom tags, a repeated member, or several documents.";
            mend: "Correct the text at the place.";
            example: "syntax-member-twice".yaml;

        TooDeep = Error "too-deep";
            meaning: "Lists, objects, references or names are nested deeper than the generator supports.";
            mend: "Move inner schemas into definitions of their own, and shorten chains of references and very long names.";
            example: "too-deep-lists".json;

        UnsupportedVersion = Error "unsupported-version";
            meaning: "The document follows neither OpenAPI 3.0 nor Swagger 2.0, or has no version.";
            mend: "Convert the document to OpenAPI 3.0, or to Swagger 2.0.";
            example: "unsupported-version-openapi-3-1".yaml;

        MissingFragment = Error "missing-fragment";
            meaning: "A reference leads to a file that exists, but has no value at the JSON pointer.";
            mend: "Correct the part after `#`, or add the definition.";
            example: "missing-fragment-schema".yaml;
    }

    "Violations of the specification" {
        MalformedReference = Error "malformed-reference";
            meaning: "A `$ref` is not a string, or leads to an object of another kind than its place requires.";
            mend: "Refer to an object of the kind that the message names.";
            example: "malformed-reference-wrong-kind".yaml;

        UnknownMember = Error "unknown-member";
            meaning: "An object has a member that the specification does not define for its kind. It may be misspelt, and would then be ignored silently.";
            mend: "Correct the name. Begin it with `x-` if it is only for readers or other programs.";
            example: "unknown-member-operation".yaml;

        UnsupportedReference = Error "unsupported-reference";
            meaning: "A reference has other members beside it. OpenAPI ignores them, although their author expects an effect.";
            mend: "Remove the other members, or replace the reference by its target.";
            example: "unsupported-reference-parameter".yaml;

        EndlessReference = Error "endless-reference";
            meaning: "References form a cycle without any object or list in it, so that they have no type.";
            mend: "Give one of the definitions a type.";
            example: "endless-reference-two".yaml;

        MalformedPaths = Error "malformed-paths";
            meaning: "`paths` is missing or not an object, a path is not a valid template, or two paths are the same.";
            mend: "Correct the paths: begin each with `/`, enclose every name in braces, and do not let two differ only in the names of placeholders.";
            example: "malformed-paths-twins".yaml;

        MalformedOperation = Error "malformed-operation";
            meaning: "An operation, or a member of it, has another type than the specification requires.";
            mend: "Give the member at the place the type that the message names.";
            example: "malformed-operation-responses".yaml;

        MalformedParameter = Error "malformed-parameter";
            meaning: "A parameter, or a member of it, violates the specification.";
            mend: "Give the parameter the members that the specification requires, with their types.";
            example: "malformed-parameter-without-in".yaml;

        MalformedBody = Error "malformed-body";
            meaning: "A request body, or a member of it, violates the specification.";
            mend: "Correct the body: its `content` is an object whose members are media types.";
            example: "malformed-body-content".yaml;

        MalformedResponse = Error "malformed-response";
            meaning: "A response, or a member of it, violates the specification.";
            mend: "Give the member at the place the type that the message names.";
            example: "malformed-response-headers".yaml;

        MalformedHeader = Error "malformed-header";
            meaning: "The name of a header is not valid in HTTP.";
            mend: "Use only ASCII letters, digits and hyphens in the name.";
            example: "malformed-header-names".yaml;

        MalformedSchema = Error "malformed-schema";
            meaning: "A schema, or a member of it, has another type than the specification requires.";
            mend: "Give the member at the place the type that the message names.";
            example: "malformed-schema-member".yaml;

        NoOperationId = Error "no-operation-id";
            meaning: "An operation has no `operationId`, from which the names of its method and its client are made.";
            mend: "Give it one of the form `Group_Method`, such as `Accounts_ListKeys`.";
            example: "no-operation-id-get".yaml;

        OperationTwice = Error "operation-twice";
            meaning: "Two operations of a service have the same `operationId`, so that their methods would have the same name.";
            mend: "Give one of the two another `operationId`, or remove one of the documents from the manifest.";
            example: "operation-twice-one-document".yaml;
    }

    "What is not supported" {
        UnsupportedMethod = Error "unsupported-method";
            meaning: "The clients do not support this HTTP method, and neither does Azure Resource Manager.";
            mend: "Leave the operation out of the manifest.";
            example: "unsupported-method-trace".yaml;

        UnsupportedServer = Error "unsupported-server";
            meaning: "The server of the document is not Azure Resource Manager, whose paths begin with a subscription or have the namespace of a resource provider after `providers`; or the URL of the server is not valid.";
            mend: "Name `https://management.azure.com` as the server, or leave the document out of the manifest.";
            example: "unsupported-server-host".yaml;

        UnsupportedSecurity = Error "unsupported-security";
            meaning: "The operation requires another authentication than the bearer token that the clients send.";
            mend: "Name a security scheme of the type `oauth2`, or leave the operation out of the manifest.";
            example: "unsupported-security-api-key".yaml;

        UnsupportedExtension = Error "unsupported-extension";
            meaning: "An extension would change what the client does in a way that the generator does not support at this place.";
            mend: "Leave the operation out of the manifest, or remove the extension if clients may ignore it.";
            example: "unsupported-extension-operation".yaml;

        UnsupportedParameter = Error "unsupported-parameter";
            meaning: "The clients cannot send a parameter because of its location, its style or its type, or it does not match the path.";
            mend: "Describe the parameter in another form if the service accepts one, or leave the operation out of the manifest.";
            example: "unsupported-parameter-cookie".yaml;

        UnsupportedAnswer = Error "unsupported-answer";
            meaning: "The responses of an operation have a form that the method of a client does not support.";
            mend: "Define each status. All success responses need the same type, and headers with single values.";
            example: "unsupported-answer-range".yaml;

        UnsupportedContent = Error "unsupported-content";
            meaning: "A request or response body is declared in a media type that cannot hold what its schema describes, or that a client does not support. JSON is always supported; files, bytes and texts are streamed in any media type.";
            mend: "Correct the media type, or declare the content as `type: string` with `format: binary`.";
            example: "unsupported-content-object".yaml;

        UnsupportedFlow = Error "unsupported-flow";
            meaning: "The description of a paged or a long-running operation is wrong, or not supported by the pager or the poller.";
            mend: "Correct the extension, or remove it to generate a single call.";
            example: "unsupported-flow-no-list".yaml;

        UnsupportedSchema = Error "unsupported-schema";
            meaning: "A schema allows values for which the generator has no Rust type. It never uses a type for any JSON instead.";
            mend: "Describe the value by a supported schema, or leave the operations that need it out of the manifest.";
            example: "unsupported-schema-one-of".yaml;
    }

    "Types and pairs of keys" {
        UncheckedPattern = Warning "unchecked-pattern";
            meaning: "The regex engine of the clients cannot parse the pattern of a parameter, so that only the service checks the value.";
            mend: "Write the pattern without look-around and Unicode classes, or leave it as it is.";
            example: "unchecked-pattern-look-ahead".yaml;

        NoNextLink = Warning "no-next-link";
            meaning: "A page has no string property with the name in `nextLinkName`, so that only the first page can be read.";
            mend: "Correct `nextLinkName`, set it to null if there is only one page, or add the property.";
            example: "no-next-link-wrong-name".yaml;

        UncoveredError = Warning "uncovered-error";
            meaning: "The error of the resource provider has a property that `ErrorResponse`, the type for the errors of all services, does not have.";
            mend: "Read it from the raw response of the error. If the error has a definition, it is generated as a model.";
            example: "uncovered-error-property".yaml;

        SeveralShapes = Warning "several-shapes";
            meaning: "Files of one service have different definitions with the same name, so that the names of the types begin with those of the files.";
            mend: "Rename one of them in the manifest to choose the names yourself.";
            example: "several-shapes-two-files".toml with "more/numbers.yaml" "more/texts.yaml";

        SeveralSharedShapes = Warning "several-shared-shapes";
            meaning: "Several services have equal definitions of a name, and several others have equal ones that differ from these. None is shared: each service has a type of its own.";
            mend: "Rename one of them in the manifest to share the others.";
            example: "several-shared-shapes-four-services".toml with "more/numbers.yaml" "more/texts.yaml";

        DeepTypes = Warning "deep-types";
            meaning: "Types are nested deeper than Rust's compiler allows by default.";
            mend: "Add the `recursion_limit` in the message to crates that use the generated one, which has it already.";
            example: "deep-types-maps".yaml;

        Undocumented = Warning "undocumented";
            meaning: "An operation, a parameter, a type or a property has no description, so that the public item has no documentation.";
            mend: "Write a `description`.";
            example: "undocumented-property".yaml;

        HalfKeyPair = Warning "half-key-pair";
            meaning: "An operation regenerates keys, but the definitions do not show which operation lists them, where its response has them, or how a request chooses one. The operation has its method, but there is no `KeyPair`.";
            mend: "Add an entry to `key_pairs` in the manifest that specifies what is missing, or gives in `none` the reason why there is no pair.";
            example: "half-key-pair-no-list".yaml;

        AmbiguousKeyPair = Error "ambiguous-key-pair";
            meaning: "The definitions match several pairs of keys, and a wrong choice would regenerate a key that is in use.";
            mend: "Add an entry to `key_pairs` in the manifest that chooses one, or gives in `none` the reason why there is no pair.";
            example: "ambiguous-key-pair-two-lists".yaml;

        BrokenExample = Warning "broken-example";
            meaning: "A published example does not conform to its definition. The test that replays examples does not treat such a difference as a fault of the client.";
            mend: "Correct the example, or the definition.";
            example: "broken-example-number".yaml with "more/keys-example.json";
    }
}
