import express from 'express';
import wechat from 'wechat';

const { TOKEN: token, ANSWER: answer } = process.env;

// Express 4: it reads the query by itself, for which wechat's README, written for Express 3, names a middleware.
const app = express();
app.use(
  '/wechat',
  wechat({ token }, (request, response) => response.reply(request.weixin.MsgType === 'text' ? answer : '')),
);

const server = app.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
