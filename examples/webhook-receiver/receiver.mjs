// Receives webhooks: checks who sent them, prints them, answers 204. Node.js 20 and newer, nothing to install.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';

const { WEBHOOK_SECRET = '', HOST = '127.0.0.1', PORT = '8080' } = process.env;
const keys = WEBHOOK_SECRET.split(',').map(secret => Buffer.from(secret.replace('whsec_', ''), 'base64'));
if (keys.some(({ length }) => length === 0)) throw new Error('expected WEBHOOK_SECRET to be whsec_ and base64');
const seen = new Set(); // One that lasts, such as a table with a unique column, in the place of this

function isGenuine({ 'webhook-id': id, 'webhook-timestamp': sentAt, 'webhook-signature': given = '' }, body) {
  // An old one may be somebody's who has overheard it.
  if (!(Math.abs(Date.now() / 1_000 - Number(sentAt)) <= 300)) return false;
  const expected = keys.map(key => createHmac('sha256', key).update(`${id}.${sentAt}.`).update(body).digest('base64'));
  return given.split(' ').some(one => expected.some(other => isSame(one, `v1,${other}`)));
}

function isSame(one, other) {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

const server = createServer(async (request, response) => {
  const body = await buffer(request);
  if (!isGenuine(request.headers, body)) return response.writeHead(401).end();
  const id = request.headers['webhook-id'];
  // What has been taken before is taken again, and has no second effect.
  if (!seen.has(id)) {
    const { type, data } = JSON.parse(body.toString());
    console.log(id, type, JSON.stringify(data));
    seen.add(id);
  }
  response.writeHead(204).end();
});
server.listen(Number(PORT), HOST, () => console.log('listening on port', server.address().port));
