import faults

PERCENT = {"de": 19, "fr": 20}


def handler(event, context):
    region = event["region"]
    if region not in PERCENT:
        raise faults.TaxRegionUnknown(f"There is no tax for {region}", region=region, known=sorted(PERCENT))
    return {"percent": PERCENT[region]}
