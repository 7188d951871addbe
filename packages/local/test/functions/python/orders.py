import os
import sys
import time

count = 0


class OrderNotFound(Exception):
    pass


def handler(event, _context):
    global count
    count += 1
    print("looking for", event.get("orderId"), flush=True)
    if event.get("sleep"):
        time.sleep(event["sleep"])
    if event.get("exit") is not None:
        sys.stderr.write("giving up\n")
        sys.stderr.flush()
        os._exit(event["exit"])
    if event.get("orderId") is None:
        raise OrderNotFound("no order None")
    return {"count": count, "environment": os.environ.get("AWS_EXECUTION_ENV")}
