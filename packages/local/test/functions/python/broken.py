import nowhere


def handler(_event, _context):
    return None
