import json
import random


def lambda_handler(event, context):
    if random.choice([True, False]):
        raise Exception('Dummy error ...')
    return {
        'statusCode': 200,
        'body': json.dumps('Hello from Lambda!')
    }
