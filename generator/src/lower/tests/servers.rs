//! Servers of operations.

use super::*;
use expect_test::expect;

const GET: &str = "{ operationId: Get, responses: { '204': { description: '' } } }";

#[test]
fn the_path_of_the_server_comes_before_that_of_the_operations() {
    for servers in [
        "servers: [{ url: 'https://management.azure.com/base/' }]",
        "servers: [{ url: 'HTTPS://Management.Azure.Com/base' }]",
        "servers: [{ url: /base }]",
        "servers: [{ url: 'https://management.chinacloudapi.cn' }, { url: 'https://management.azure.com/base' }]",
        "servers: [{ url: 'https://{host}/base', variables: { host: { default: management.azure.com } } }]",
    ] {
        check(
            &format!("{servers}\npaths: {{ '/a': {{ get: {GET} }} }}"),
            expect![[r#"
                services:
                  - {module: things, title: Things, namespace: Things, client: ThingsClient}
                    groups:
                      - {client: ThingsClient}
                        operations: [{id: Get, name: Get get, method: Get, path: /base/a, response statuses: [204]}]
            "#]],
        );
    }
    check_swagger(
        &format!(
            "host: management.azure.com\nbasePath: /base\npaths: {{ '/a': {{ get: {GET} }} }}"
        ),
        expect![[r#"
            services:
              - {module: things, title: Things, namespace: Things, client: ThingsClient}
                groups:
                  - {client: ThingsClient}
                    operations: [{id: Get, name: Get get, method: Get, path: /base/a, response statuses: [204]}]
        "#]],
    );
}

#[test]
fn a_server_that_is_not_of_resource_manager_is_refused() {
    check(
        &format!(
            "servers: [{{ url: 'https://example.org' }}]\npaths: {{ '/a': {{ get: {GET} }} }}"
        ),
        expect![[r#"
            unsupported-server: a.yaml:3:11: `https://example.org` is not Azure Resource Manager
        "#]],
    );
    check(
        &format!(
            "servers: [{{ url: 'https://management.azure.com.example.org' }}]\npaths: {{ '/a': {{ get: {GET} }} }}"
        ),
        expect![[r#"
            unsupported-server: a.yaml:3:11: `https://management.azure.com.example.org` is not Azure Resource Manager
        "#]],
    );
    check(
        &format!(
            "servers: [{{ url: 'https://{{account}}.example.org' }}]\npaths: {{ '/a': {{ get: {GET} }} }}"
        ),
        expect![[r#"
            unsupported-server: a.yaml:3:11: `https://{account}.example.org` is not Azure Resource Manager
        "#]],
    );
    check(
        &format!(
            "servers: [{{ url: 'https://management.azure.com/base}}' }}]\npaths: {{ '/a': {{ get: {GET} }} }}"
        ),
        expect![[r#"
            unsupported-server: a.yaml:3:11: `https://management.azure.com/base}` is not Azure Resource Manager
        "#]],
    );
    check(
        &format!("servers: 7\npaths: {{ '/a': {{ get: {GET} }} }}"),
        expect![[r#"
            unsupported-server: a.yaml:3:1: this is not a list of servers
        "#]],
    );
}

/// A client's options choose the host, so that of a definition does not matter where the paths are Resource Manager's.
#[test]
fn every_cloud_has_a_resource_manager() {
    for (url, path, is_fine) in [
        ("https://management.usgovcloudapi.net/base", "/a", true),
        ("https://management.chinacloudapi.cn", "/a", true),
        (
            "https://adminmanagement.local.azurestack.external",
            "/a",
            false,
        ),
        (
            "https://adminmanagement.local.azurestack.external",
            "/subscriptions/{s}/locations",
            true,
        ),
        (
            "https://adminmanagement.local.azurestack.external",
            "/providers/Microsoft.Update.Admin/a",
            true,
        ),
        (
            "https://{stack}.example.org",
            "/{scope}/Providers/Microsoft.Insights/a",
            true,
        ),
        ("https://example.org", "/providers/a", false),
        ("https://example.org?a", "/subscriptions", false),
        ("https://", "/subscriptions", false),
        ("https://example.org/{b}", "/subscriptions", false),
        ("http://example.org", "/subscriptions", false),
    ] {
        let parameters: String = ["s", "scope"]
            .iter()
            .filter(|name| path.contains(&format!("{{{name}}}")))
            .map(|name| {
                format!("{{ name: {name}, in: path, required: true, schema: {{ type: string }} }}")
            })
            .collect();
        let text = format!(
            "{HEAD}servers: [{{ url: '{url}' }}]\npaths: {{ '{path}': {{ parameters: [{parameters}], get: {GET} }} }}"
        );
        let manifest = "[services.things]\ndocuments = ['a.yaml']\n";
        let (model, ..) = lowered(manifest, &[("a.yaml", &text)]);
        assert_eq!(model.operations().count() == 1, is_fine, "{url} {path}");
    }
}

#[test]
fn an_operation_or_a_path_may_have_servers_of_its_own() {
    check(
        "\
servers: [{ url: /all }]
paths:
  /a:
    servers: [{ url: /path }]
    get: { operationId: Get, responses: { '204': { description: '' } } }
    put: { operationId: Put, servers: [{ url: /own }], responses: { '204': { description: '' } } }
    delete: { operationId: Delete, servers: [{ url: 'http://example.org' }], responses: { '204': { description: '' } } }
  /b:
    get: { operationId: Other, servers: [], responses: { '204': { description: '' } } }
",
        expect![[r#"
            unsupported-server: a.yaml:9:46: `http://example.org` is not Azure Resource Manager
            services:
              - {module: things, title: Things, namespace: Things, client: ThingsClient, refused: [Delete]}
                groups:
                  - {client: ThingsClient}
                    operations:
                      - {id: Get, name: Get get, method: Get, path: /path/a, response statuses: [204]}
                      - {id: Other, name: Other other, method: Get, path: /all/b, response statuses: [204]}
                      - {id: Put, name: Put put, method: Put, path: /own/a, response statuses: [204]}
        "#]],
    );
}

/// The place is that of the Swagger member which decides the server.
#[test]
fn host_and_schemes_of_swagger_are_refused_at_their_places() {
    check_swagger(
        &format!("host: example.org\npaths: {{ '/a': {{ get: {GET} }} }}"),
        expect![[r#"
            unsupported-server: a.yaml:3:1: `https://example.org` is not Azure Resource Manager
        "#]],
    );
    check_swagger(
        &format!(
            "schemes: [http]\nhost: management.azure.com\npaths: {{ '/a': {{ get: {GET} }} }}"
        ),
        expect![[r#"
            unsupported-server: a.yaml:3:1: `http://management.azure.com` is not Azure Resource Manager
        "#]],
    );
    check_swagger(
        "paths: { /a: { get: { operationId: Get, schemes: [wss], responses: { '204': { description: '' } } } } }",
        expect![[r#"
            unsupported-server: a.yaml:3:41: `wss://management.azure.com` is not Azure Resource Manager
        "#]],
    );
    check_swagger(
        &format!(
            "x-ms-parameterized-host: {{ hostTemplate: '{{a}}.example.org' }}\npaths: {{ '/a': {{ get: {GET} }} }}"
        ),
        expect![[r#"
            unsupported-extension: a.yaml:3:1: the extension `x-ms-parameterized-host` changes a client in a way that is not supported yet
        "#]],
    );
}
