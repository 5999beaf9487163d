//! Whatever the arguments, a request that is built stays below its host and path, as the `url` crate reads it.

use entryphone::{Arguments, Client, Config, Method, Operation, Token};

pub(crate) fn run(bytes: &[u8]) {
    let token = Token::new("very-secret").expect("a token");
    let client = Client::new(Config { token: Some(token), ..Config::default() }).expect("the settings are sound");
    let Some((&choice, rest)) = bytes.split_first() else { return };
    let (first, second) = rest.split_at(rest.len() / 2);
    let operations = Operation::all();
    let operation = &operations[usize::from(choice) * operations.len() / 256];
    let arguments = Arguments { path: Some(first), named: Some(second), ..Arguments::default() };
    if let Ok(request) = client.prepare(operation, &arguments) {
        check(&request.url);
        let read = url::Url::parse(&request.url).expect("a URL");
        let segments = read.path_segments().expect("an https URL has a path").count();
        assert_eq!(segments, operation.path.split('/').count() - 1, "{} left its path: {read}", operation.path);
        for (name, value) in request.headers() {
            assert!(!name.bytes().chain(value.bytes()).any(|byte| byte.is_ascii_control()), "{name}: {value}");
        }
    }
    if let Ok(path) = str::from_utf8(rest) {
        let arguments = Arguments { extra_headers: Some(second), ..Arguments::default() };
        for arguments in [Arguments::default(), arguments] {
            if let Ok(call) = client.start_raw(Method::Get, path, &arguments, 0) {
                check(&call.request().url);
            }
        }
    }
}

fn check(text: &str) {
    let read = url::Url::parse(text).expect("a URL");
    assert_eq!(read.scheme(), "https");
    assert_eq!(read.host_str(), Some("api.intercom.io"));
    assert_eq!(read.port(), None);
    assert!(read.username().is_empty() && read.password().is_none() && read.fragment().is_none(), "{read}");
    assert_eq!(read.as_str(), text, "the url crate reads another address than was written");
}
