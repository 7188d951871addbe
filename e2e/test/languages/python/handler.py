"""A function that raises faults of the shop, and one that catches them from TypeScript functions."""
import datetime
import json
import os
import urllib.error
import urllib.request

import shop_faults as shop

NEXT = datetime.datetime(2026, 11, 22, 10, 0, 0, 123456, datetime.timezone(datetime.timedelta(hours=1)))


def raising(event, context):
    if event["fault"] == "OrderNotFound":
        raise shop.OrderNotFound("Order o-1 was not found", order_id="o-1")
    if event["fault"] == "OutOfStock":
        raise shop.OutOfStock(
            sku='lamp "\u00e9" \u6f22 \U0001f600 \x7f\n',
            missing=3,
            price=19.5,
            reason="sold-out",
            next=NEXT,
            lines=[shop.OutOfStockDetailsLinesItem("a", 1), shop.OutOfStockDetailsLinesItem("b")],
            address=shop.OutOfStockDetailsAddress("1 Main St", None),
            tags={"a b": 0.1, "big": 1e21, "small": 1e-7, "whole": 100.0},
            class_="x",
            message_=True,
            extra={"list": [1, "two", None, {"three": 3}], "none": None},
            retry_after=30,
        )
    if event["fault"] == "Closed":
        raise shop.Closed()
    if event["fault"] == "Declined":
        raise shop.Declined(details={"funds": 1.5})
    if event["fault"] == "Note":
        raise shop.Note(details="why")
    if event["fault"] == "Bare":
        raise shop.Note("no more")
    if event["fault"] == "Large":
        raise shop.Note(details="x" * 30000)
    raise RuntimeError("no fault " + event["fault"])


def catching(event, context):
    """Calls a function, directly or over HTTP, and returns what it caught."""
    try:
        if "url" in event:
            get(event["url"])
        else:
            invoke("sell", event)
    except shop.OutOfStock as fault:
        return {
            "caught": "OutOfStock",
            "details": {
                "sku": fault.sku,
                "missing": fault.missing,
                "price": fault.price,
                "reason": fault.reason,
                "next": fault.next.isoformat(timespec="milliseconds"),
                "lines": [[line.sku, line.count] for line in fault.lines],
                "address": [fault.address.street, fault.address.zip],
                "tags": fault.tags,
                "class": fault.class_,
                "shipTo": fault.ship_to,
                "message": fault.message_,
                "extra": fault.extra,
            },
            **members(fault),
        }
    except shop.OrderNotFound as fault:
        return {"caught": "OrderNotFound", "details": {"orderId": fault.order_id}, **members(fault)}
    except shop.ShopFault as fault:
        return {"caught": type(fault).__name__, "details": getattr(fault, "details", None), **members(fault)}
    return {"caught": None}


def members(fault):
    return {
        "errorType": fault.error_type,
        "message": fault.message,
        "status": fault.status,
        "retryable": fault.retryable,
        "retryAfter": fault.retry_after,
    }


def invoke(name, event):
    url = os.environ["AWS_ENDPOINT_URL"] + "/2015-03-31/functions/" + name + "/invocations"
    with urllib.request.urlopen(urllib.request.Request(url, json.dumps(event).encode())) as response:
        payload = response.read()
        if "X-Amz-Function-Error" in response.headers:
            raise shop.parse_function_error(payload)


def get(url):
    try:
        with urllib.request.urlopen(url) as response:
            answer = response.status, response.headers, response.read()
    except urllib.error.HTTPError as failure:
        answer = failure.code, failure.headers, failure.read()
    fault = shop.parse_http_error(*answer)
    if fault is not None:
        raise fault
