//! Patterns and lengths of the definitions, checked before anything is sent.

use azure_keys_tests::{
    Answer, FakeArm,
    error::{chain, everything},
    rows,
};

#[tokio::test]
async fn a_parameter_outside_its_rules_is_never_sent() {
    let arm = FakeArm::start().await;
    let mut checked = 0;
    for row in rows() {
        arm.server.script([Answer::new(row.status, row.answer)]);
        for parameter in &row.parameters {
            for (value, rule) in &parameter.outside {
                let call = arm.call(&row).with_name(parameter.name, value);
                let error = row.fail(call).await;
                let message = format!("parameter `{}` {rule}; nothing was sent", parameter.name);
                assert_eq!(chain(&error), message, "{}", row.label());
                let text = everything(&error);
                assert!(!text.contains(value), "{}: {text}", row.label());
                assert_eq!(arm.server.take_seen().len(), 0, "{}", row.label());
                checked += 1;
            }
        }
    }
    assert_eq!(checked, 3 * 6 + 2 * 6 + 2 * 5 + 2);
}

#[tokio::test]
async fn skip_validation_leaves_the_rules_to_the_service() {
    let arm = FakeArm::start().await;
    for row in rows() {
        arm.server.script([Answer::new(row.status, row.answer)]);
        for parameter in &row.parameters {
            for (value, _) in &parameter.outside {
                let mut call = arm.call(&row).with_name(parameter.name, value);
                call.options.skip_validation = true;
                row.succeed(call).await;
                let written = value.replace(' ', "%20").replace('<', "%3C");
                let seen = arm.server.take_seen();
                assert_eq!(seen.len(), 1, "{}: {value}", row.label());
                let path = row.path_with(parameter.name, &written);
                assert_eq!(seen[0].path, path, "{}", row.label());
            }
        }
    }
}

#[tokio::test]
async fn the_longest_allowed_names_are_sent() {
    let arm = FakeArm::start().await;
    for row in rows() {
        arm.server.script([Answer::new(row.status, row.answer)]);
        let too_long = row
            .parameters
            .iter()
            .flat_map(|parameter| {
                parameter
                    .outside
                    .first()
                    .map(|(value, _)| (parameter, value))
            })
            .filter(|(_, value)| value.len() > 1);
        for (parameter, value) in too_long {
            let longest = &value[1..];
            let call = arm.call(&row).with_name(parameter.name, longest);
            row.succeed(call).await;
            let path = row.path_with(parameter.name, longest);
            assert_eq!(arm.server.take_seen()[0].path, path, "{}", row.label());
        }
    }
}
