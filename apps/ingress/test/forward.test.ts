import { body, click, text } from '@wechat-pipeline/played-wechat';
import t from 'tap';
import { APP_ID, startIngress } from './start-ingress.js';

t.test('what somebody waits for is acknowledged when it is in the queue, whatever kind it is', async t => {
  const ingress = await startIngress(t, { forwards: ({ kind }) => kind !== 'text' });
  const cards = [
    click('oFollower', 'HELP'),
    { FromUserName: 'oFollower', CreateTime: 1, MsgType: 'event', Event: 'of_tomorrow', AppId: 'wxCard' },
    { FromUserName: 'oFollower', CreateTime: 1, MsgType: 'miniprogrampage', Title: 'a', AppId: 'wxCard', MsgId: '1' },
  ];
  for (const fields of cards) {
    t.match(await ingress.push(body({ ToUserName: 'gh_account', ...fields })), { status: 200, body: 'success' });
  }
  const pushes = (await ingress.forwarded()).flat();
  t.strictSame(pushes.map(({ push }) => push.kind).sort(), ['click', 'miniprogrampage', 'unknown']);
  t.ok(pushes.every(({ appId, receivedAt }) => appId === APP_ID && receivedAt > 0));
  t.match(
    pushes.find(({ push }) => push.kind === 'miniprogrampage')?.push,
    { appId: 'wxCard' },
    'the mini program’s AppID is not taken for the account’s',
  );
});

t.test('a text is answered and passed on, a suggestion takes the way of suggestions', async t => {
  const ingress = await startIngress(t, { forwards: ({ kind }) => kind === 'text' });
  t.match(await ingress.push(body({ ToUserName: 'gh_account', ...text('oFollower', 'hi') })), {
    status: 200,
    type: /^text\/xml/,
  });
  await ingress.push(body({ ToUserName: 'gh_account', ...text('oFollower', '@more maps') }));
  t.match((await ingress.forwarded()).flat(), [{ push: { kind: 'text', content: 'hi' } }]);
  t.match((await ingress.waiting('suggestion')).flat(), [{ content: '@more maps' }]);
});

t.test('what nobody waits for goes into no queue', async t => {
  const ingress = await startIngress(t);
  await ingress.push(body({ ToUserName: 'gh_account', ...click('oFollower', 'HELP') }));
  t.strictSame(await ingress.forwarded(), []);
});
