//! A function that returns faults of the shop, over a Runtime API client that posts what the runtime of Rust posts.
//!
//! https://github.com/awslabs/aws-lambda-rust-runtime/blob/main/lambda-runtime/src/diagnostic.rs

mod odd;
mod printing;
mod shop;
mod vectors;

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, UNIX_EPOCH};

/// The type of the runtime, to the letter.
#[derive(Debug, Eq, PartialEq, Clone)]
pub struct Diagnostic {
    pub error_type: String,
    pub error_message: String,
}

fn raising(name: &str) -> Result<(), shop::ShopFault> {
    match name {
        "OrderNotFound" => {
            let details = shop::OrderNotFoundDetails { order_id: "o-1".to_string() };
            Err(shop::OrderNotFound::new("Order o-1 was not found", details))?
        }
        "OutOfStock" => Err(shop::OutOfStock::new(details()).after(30))?,
        "Closed" => Err(shop::Closed::new())?,
        "Declined" => Err(shop::Declined::new(object(vec![("funds", 1.5.into())])))?,
        "Note" => Err(shop::Note::new(Some("why".to_string())))?,
        "Bare" => Err(shop::Note { message: "no more".to_string(), ..shop::Note::new(None) })?,
        "Large" => Err(shop::Note::new(Some("x".repeat(30000))))?,
        _ => Ok(()),
    }
}

fn object(members: Vec<(&str, shop::Json)>) -> shop::Json {
    shop::Json::Object(members.into_iter().map(|(name, each)| (name.to_string(), each)).collect())
}

fn details() -> shop::OutOfStockDetails {
    let tags = [("a b", 0.1), ("big", 1e21), ("small", 1e-7), ("whole", 100.0)];
    let list = shop::Json::List(vec![
        1.into(),
        "two".into(),
        shop::Json::Null,
        object(vec![("three", 3.into())]),
    ]);
    shop::OutOfStockDetails {
        sku: "lamp \"\u{e9}\" \u{6f22} \u{1f600} \u{7f}\n".to_string(),
        missing: 3,
        price: 19.5,
        reason: shop::OutOfStockDetailsReason::SoldOut,
        next: Some(UNIX_EPOCH + Duration::from_micros(1_795_338_000_123_456)),
        lines: vec![
            shop::OutOfStockDetailsLinesItem { sku: "a".to_string(), count: Some(1) },
            shop::OutOfStockDetailsLinesItem { sku: "b".to_string(), count: None },
        ],
        address: shop::OutOfStockDetailsAddress { street: "1 Main St".to_string(), zip: None },
        tags: tags.map(|(name, value)| (name.to_string(), value)).into_iter().collect::<BTreeMap<_, _>>(),
        class: Some("x".to_string()),
        ship_to: None,
        message: true,
        extra: object(vec![("list", list), ("none", shop::Json::Null)]),
    }
}

fn exchange(api: &str, head: &str, body: &str) -> String {
    let mut stream = TcpStream::connect(api).expect("the Runtime API");
    let length = body.len();
    write!(
        stream,
        "{head} HTTP/1.1\r\nHost: {api}\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n{body}"
    )
    .expect("a request");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    answer
}

fn hex(text: &str) -> String {
    text.encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect()
}

fn main() {
    if std::env::args().nth(1).is_some() {
        return printing::print_all();
    }
    let api = std::env::var("AWS_LAMBDA_RUNTIME_API").expect("AWS_LAMBDA_RUNTIME_API");
    let base = "/2018-06-01/runtime/invocation/";
    loop {
        let next = exchange(&api, &format!("GET {base}next"), "");
        let after = |mark: &str| next.split(mark).nth(1).unwrap_or("").to_string();
        let id = next
            .lines()
            .find_map(|line| {
                let (name, value) = line.split_once(": ")?;
                name.eq_ignore_ascii_case("lambda-runtime-aws-request-id").then(|| value.to_string())
            })
            .expect("an id");
        let name = after("\"fault\":\"");
        let diagnostic: Diagnostic = match raising(name.split('"').next().unwrap_or("")) {
            Err(fault) => fault.into(),
            Ok(()) => Diagnostic {
                error_type: "alloc::string::String".to_string(),
                error_message: "no fault".to_string(),
            },
        };
        let (error_type, message) = (hex(&diagnostic.error_type), hex(&diagnostic.error_message));
        let error = format!("{{\"errorType\":\"{error_type}\",\"errorMessage\":\"{message}\"}}");
        exchange(&api, &format!("POST {base}{id}/error"), &error);
    }
}
