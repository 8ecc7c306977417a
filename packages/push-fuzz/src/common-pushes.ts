import { body, type Fields } from '@wechat-pipeline/played-wechat';

/** 2026-11-22T00:00:00Z, in seconds since the epoch: when all of them are sent. */
export const SENT_AT = 1_795_305_600;

const HEADER = { ToUserName: 'gh_0123456789ab', FromUserName: 'oFuzz0000000000000000000000', CreateTime: SENT_AT };

const message = (type: string, fields: Fields): Fields => ({ ...HEADER, MsgType: type, ...fields });
const event = (name: string, fields: Fields = {}): Fields => ({ ...HEADER, MsgType: 'event', Event: name, ...fields });

const checked = (index: number): Fields => ({
  ArticleIdx: index,
  UserDeclareState: 0,
  AuditState: 2,
  OriginalArticleUrl: `https://mp.weixin.qq.com/s/${index}`,
  OriginalArticleType: 1,
  CanReprint: 1,
  NeedReplaceContent: 1,
  NeedShowReprintSource: 1,
});

/** What the platform sends day by day, as its documentation shows it: one of each shape. */
export const COMMON_PUSHES: Readonly<Record<string, Fields>> = {
  text: message('text', {
    Content: '你好，请问今天营业到几点？🙂',
    MsgId: '22477458341175809',
    bizmsgmenuid: '101',
  }),
  image: message('image', { PicUrl: 'http://mmbiz.qpic.cn/a/0?b=1&c=2', MediaId: 'media-1', MsgId: '1' }),
  voice: message('voice', { MediaId: 'm', Format: 'amr', MediaId16K: 'm16', MsgId: '1', MsgDataId: 'x', Idx: '1' }),
  video: message('video', { MediaId: 'm', ThumbMediaId: 't', MsgId: '1' }),
  location: message('location', {
    Location_X: '23.134521',
    Location_Y: '113.358803',
    Scale: 20,
    Label: '广州市海珠区',
    MsgId: '1',
  }),
  link: message('link', {
    Title: 'a < b',
    Description: '<a href="b">c</a> ]]> d',
    Url: 'https://a/?b=c&d',
    MsgId: '1',
  }),
  subscribe: event('subscribe', { EventKey: '' }),
  subscribeByCode: event('subscribe', { EventKey: 'qrscene_123123', Ticket: 'TICKET' }),
  unsubscribe: event('unsubscribe', { EventKey: '' }),
  SCAN: event('SCAN', { EventKey: '007', Ticket: 'TICKET' }),
  LOCATION: event('LOCATION', { Latitude: '23.137466', Longitude: '113.352425', Precision: '119.385040' }),
  CLICK: event('CLICK', { EventKey: 'V1001' }),
  VIEW: event('VIEW', { EventKey: 'https://example.com/page?a=1&b=2', MenuId: '426283190' }),
  view_miniprogram: event('view_miniprogram', { EventKey: 'pages/index/index', MenuId: 'MENUID' }),
  scancode_waitmsg: event('scancode_waitmsg', {
    EventKey: '6',
    ScanCodeInfo: { ScanType: 'qrcode', ScanResult: '2' },
  }),
  pic_weixin: event('pic_weixin', {
    EventKey: '6',
    SendPicsInfo: { Count: 2, PicList: { item: [{ PicMd5Sum: 'a' }, { PicMd5Sum: 'b' }] } },
  }),
  location_select: event('location_select', {
    EventKey: '6',
    SendLocationInfo: { Location_X: '23', Location_Y: '113', Scale: '15', Label: ' 广州市 ', Poiname: '' },
  }),
  TEMPLATESENDJOBFINISH: event('TEMPLATESENDJOBFINISH', { MsgID: 200_163_836, Status: 'failed:user block' }),
  MASSSENDJOBFINISH: event('MASSSENDJOBFINISH', {
    MsgID: 1_000_001_625,
    Status: 'err(30003)',
    TotalCount: 0,
    FilterCount: 0,
    SentCount: 0,
    ErrorCount: 0,
    CopyrightCheckResult: { Count: 2, ResultList: { item: [checked(1), checked(2)] }, CheckState: 2 },
    ArticleUrlResult: { Count: 1, ResultList: { item: { ArticleIdx: 1, ArticleUrl: 'https://mp.weixin.qq.com/s/1' } } },
  }),
  PUBLISHJOBFINISH: event('PUBLISHJOBFINISH', {
    PublishEventInfo: { publish_id: 2_247_503_051, publish_status: 2, fail_idx: [1, 2] },
  }),
  subscribe_msg_popup_event: event('subscribe_msg_popup_event', {
    SubscribeMsgPopupEvent: {
      List: [
        { TemplateId: 't1', SubscribeStatusString: 'accept', PopupScene: 2 },
        { TemplateId: 't2', SubscribeStatusString: 'reject', PopupScene: 2 },
      ],
    },
  }),
  subscribe_msg_sent_event: event('subscribe_msg_sent_event', {
    SubscribeMsgSentEvent: {
      List: { TemplateId: 't', MsgID: 1_700_827_132_819_554_304n, ErrorCode: 0, ErrorStatus: 'success' },
    },
  }),
  user_authorization_revoke: event('user_authorization_revoke', { OpenID: 'o', AppID: 'wx', RevokeInfo: '205' }),
  kf_switch_session: event('kf_switch_session', { FromKfAccount: 'a@t', ToKfAccount: 'b@t' }),
  qualification_verify_success: event('qualification_verify_success', { ExpiredTime: 1_442_401_156 }),
  WifiConnected: event('WifiConnected', {
    ConnectTime: 0,
    ExpireTime: 0,
    VendorId: '3001224419',
    ShopId: 'P',
    DeviceNo: 'D',
  }),
};

export type PushFormat = 'xml' | 'json';

/** A push's document as the platform writes it. */
export function writeDocument(fields: Fields, format: PushFormat): string {
  return format === 'xml' ? body(fields) : writeJson(fields);
}

/** Numbers that JavaScript would spoil are strings or bigints here, and written bare. */
function writeJson(fields: Fields): string {
  const text = JSON.stringify(fields, (_, value) => (typeof value === 'bigint' ? `${value}` : value));
  return text.replace(/"(MsgI[dD]|MenuId)":"(\d+)"/g, '"$1":$2');
}
