import wechat from 'co-wechat';
import Koa from 'koa';

const { TOKEN: token, ANSWER: answer } = process.env;

const app = new Koa();
app.use(wechat({ token }).middleware(async message => (message.MsgType === 'text' ? answer : '')));

const server = app.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
