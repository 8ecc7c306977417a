import t from 'tap';
import { openPush, pushId } from '../src/index.js';
import { eventOf, NOW, SECRETS, signedQuery, textOf, xmlOf } from './signed-query.js';

const idOf = (body: string, appId = 'wx1') => pushId(appId, openPush(signedQuery(), body, SECRETS, NOW).push);

t.test('a redelivery has the id of the first delivery', async t => {
  t.equal(idOf(textOf('hi')), idOf(textOf('hi')));
  t.equal(idOf(eventOf('VIEW', '<EventKey>u</EventKey>')), idOf(eventOf('view', '<EventKey>u</EventKey>')));
});

t.test('the id is that of the push also after it has been through a queue', async t => {
  for (const body of [
    textOf('hi'),
    eventOf('VIEW', '<EventKey>u</EventKey>'),
    eventOf('wxa_media_check', '<a>1</a>'),
  ]) {
    const { push } = openPush(signedQuery(), body, SECRETS, NOW);
    t.equal(pushId('wx1', JSON.parse(JSON.stringify({ ...push, appId: 'wx1', receivedAt: NOW }))), pushId('wx1', push));
  }
});

t.test('whatever is another push has another id', async t => {
  const bodies = [
    textOf('hi'),
    textOf('hi').replace('22477458341175809', '22477458341175810'),
    textOf('hi').replace('oFollower', 'oAnother'),
    eventOf('subscribe'),
    eventOf('subscribe', '<EventKey>qrscene_1</EventKey>'),
    eventOf('unsubscribe'),
    eventOf('VIEW', '<EventKey>u</EventKey>'),
    eventOf('VIEW', '<EventKey>v</EventKey>'),
    eventOf('VIEW', '<EventKey>u</EventKey><MenuId>1</MenuId>'),
    eventOf('CLICK', '<EventKey>u</EventKey>'),
    eventOf('LOCATION', '<Latitude>1</Latitude>'),
    eventOf('LOCATION', '<Latitude>2</Latitude>'),
    eventOf('user_get_card', '<CardId>1</CardId>'),
    eventOf('user_get_card', '<CardId>2</CardId>'),
    eventOf('subscribe').replace('1795305600', '1795305601'),
    eventOf('pic_weixin', '<SendPicsInfo><PicList><item><PicMd5Sum>1</PicMd5Sum></item></PicList></SendPicsInfo>'),
    eventOf('pic_weixin', '<SendPicsInfo><PicList><item><PicMd5Sum>2</PicMd5Sum></item></PicList></SendPicsInfo>'),
    eventOf('user_authorization_revoke', '<OpenID>1</OpenID><MsgId>1</MsgId>'),
    eventOf('user_authorization_revoke', '<OpenID>2</OpenID><MsgId>1</MsgId>'),
    eventOf('wxa_media_check', '<trace_id>1</trace_id>'),
    eventOf('wxa_media_check', '<trace_id>2</trace_id>'),
    xmlOf('<MsgType>image</MsgType><MsgId>1</MsgId>'),
    xmlOf('<MsgType>device_event</MsgType><Event>bind</Event>'),
    xmlOf('<MsgType>device_event</MsgType><Event>unbind</Event>'),
  ];
  const ids = [...bodies.map(body => idOf(body)), idOf(textOf('hi'), 'wx2')];
  t.equal(new Set(ids).size, ids.length);
  for (const id of ids) t.match(id, /^[\w-]{27}$/, 'fit for a job’s id');
});
