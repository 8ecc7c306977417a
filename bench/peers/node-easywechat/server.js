import { createServer } from 'node:http';
import easywechat from 'node-easywechat';

const { OfficialAccount, ServerRequest } = easywechat;
const { APP_ID: app_id, APP_SECRET: secret, TOKEN: token, ANSWER: answer } = process.env;

const account = new OfficialAccount({ app_id, secret, token });
account.setRequest(new ServerRequest('GET', '/wechat')); // without one there is no server to listen with
account.getServer().addMessageListener('text', async () => answer);

const server = createServer(async (request, response) => {
  // One account for all: in plaintext mode it reads what belongs to the request before it waits for anything.
  account.setRequest(await ServerRequest.createFromIncomingMessage(request));
  const reply = await account.getServer().serve();
  response.statusCode = reply.getStatusCode();
  for (const [name, value] of Object.entries(reply.getHeaders())) response.setHeader(name, value);
  response.end(reply.getBody().toString());
});
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
