exports.handler = async ({ Records }) => Records.map(({ body }) => body);
