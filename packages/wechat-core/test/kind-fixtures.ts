import type { EventKind, KnownKind, MessageKind, PushHeader, PushOf } from '../src/index.js';

/**
 * A push of each kind as WeChat sends it, written from the platform's documentation, and what it reads as. Numbers come
 * bare, text in CDATA; a bigint is an ID of 64 bits. A kind without its fixture does not compile.
 */
export const KIND_FIXTURES: { readonly [K in KnownKind]: KindFixture<K> } = {
  text: message(
    { Content: '007', MsgId: 22477458341175809n, bizmsgmenuid: 101, MsgDataId: 'd', Idx: 1 },
    { content: '007', msgId: '22477458341175809', bizmsgmenuid: '101', msgDataId: 'd', idx: 1 },
  ),
  image: message(
    { PicUrl: 'http://p/1?a=1&b=2', MediaId: 'm', MsgId: 5832509444155992350n },
    { picUrl: 'http://p/1?a=1&b=2', mediaId: 'm', msgId: '5832509444155992350' },
  ),
  voice: message(
    { MediaId: 'm', Format: 'amr', MediaId16K: 'm16', Recognition: '', MsgId: 1 },
    { mediaId: 'm', format: 'amr', mediaId16K: 'm16', recognition: '', msgId: '1' },
  ),
  video: message({ MediaId: 'm', ThumbMediaId: 't', MsgId: 1 }, { mediaId: 'm', thumbMediaId: 't', msgId: '1' }),
  shortvideo: message({ MediaId: 'm', ThumbMediaId: 't', MsgId: 1 }, { mediaId: 'm', thumbMediaId: 't', msgId: '1' }),
  location: message(
    { Location_X: raw('23.134521'), Location_Y: raw('113.3588030'), Scale: 20, Label: ' L', MsgId: 1 },
    { location_X: '23.134521', location_Y: '113.3588030', scale: 20, label: ' L', msgId: '1' },
  ),
  link: message(
    { Title: 't', Description: 'd', Url: 'u', MsgId: 1 },
    { title: 't', description: 'd', url: 'u', msgId: '1' },
  ),
  file: message(
    { Title: 't.pdf', Description: '', FileKey: 'k', FileMd5: '0e5', FileTotalLen: 1024, MsgId: 1 },
    { title: 't.pdf', description: '', fileKey: 'k', fileMd5: '0e5', fileTotalLen: 1024, msgId: '1' },
  ),
  miniprogrampage: message(
    { Title: 't', AppId: 'wx1', PagePath: 'p', ThumbUrl: 'u', ThumbMediaId: 'm', MsgId: 1 },
    { title: 't', appId: 'wx1', pagePath: 'p', thumbUrl: 'u', thumbMediaId: 'm', msgId: '1' },
  ),
  device_text: message(
    { DeviceType: 't', DeviceID: '01', SessionID: 1n, Content: 'MTIz', OpenID: 'o', MsgId: 1 },
    { deviceType: 't', deviceID: '01', sessionID: '1', content: 'MTIz', openID: 'o', msgId: '1' },
  ),
  device_event: message(
    { Event: 'bind', DeviceType: 't', DeviceID: '01', SessionID: 1n, Content: 'MTIz', OpenID: 'o' },
    { event: 'bind', deviceType: 't', deviceID: '01', sessionID: '1', content: 'MTIz', openID: 'o' },
  ),
  device_status: message(
    { Event: 'subscribe_status', DeviceType: 't', DeviceID: '01', OpType: 0, OpenID: 'o' },
    { event: 'subscribe_status', deviceType: 't', deviceID: '01', opType: '0', openID: 'o' },
  ),

  subscribe: event('subscribe', { EventKey: 'qrscene_007', Ticket: 'T' }, { eventKey: 'qrscene_007', ticket: 'T' }),
  unsubscribe: event('unsubscribe', { EventKey: '' }, { eventKey: '' }),
  scan: event('SCAN', { EventKey: '007', Ticket: 'T' }, { eventKey: '007', ticket: 'T' }),
  location_report: event(
    'LOCATION',
    { Latitude: raw('23.137466'), Longitude: raw('113.352425'), Precision: raw('119.385040') },
    { latitude: '23.137466', longitude: '113.352425', precision: '119.385040' },
  ),
  enter: event('ENTER', {}, {}),
  user_enter_tempsession: event('user_enter_tempsession', { SessionFrom: 's' }, { sessionFrom: 's' }),

  click: event('CLICK', { EventKey: '1e5' }, { eventKey: '1e5' }),
  view: event(
    'VIEW',
    { EventKey: 'https://h/p?a=1&b=2', MenuId: 426283190 },
    { eventKey: 'https://h/p?a=1&b=2', menuId: '426283190' },
  ),
  view_miniprogram: event(
    'view_miniprogram',
    { EventKey: 'pages/index', MenuId: 'MENUID' },
    { eventKey: 'pages/index', menuId: 'MENUID' },
  ),
  scancode_push: event(
    'scancode_push',
    { EventKey: '6', ScanCodeInfo: { ScanType: 'barcode', ScanResult: 'CODE_128,0123' } },
    { eventKey: '6', scanCodeInfo: { scanType: 'barcode', scanResult: 'CODE_128,0123' } },
  ),
  scancode_waitmsg: event(
    'scancode_waitmsg',
    { EventKey: '6', ScanCodeInfo: { ScanType: 'qrcode', ScanResult: '2' } },
    { eventKey: '6', scanCodeInfo: { scanType: 'qrcode', scanResult: '2' } },
  ),
  pic_sysphoto: event(
    'pic_sysphoto',
    { EventKey: '6', SendPicsInfo: { Count: 1, PicList: { item: { PicMd5Sum: 'a' } } } },
    { eventKey: '6', sendPicsInfo: { count: 1, picList: [{ picMd5Sum: 'a' }] } },
  ),
  pic_photo_or_album: event(
    'pic_photo_or_album',
    {
      EventKey: '6',
      SendPicsInfo: { Count: 2, PicList: [{ item: { PicMd5Sum: 'a' } }, { item: { PicMd5Sum: 'b' } }] },
    },
    { eventKey: '6', sendPicsInfo: { count: 2, picList: [{ picMd5Sum: 'a' }, { picMd5Sum: 'b' }] } },
  ),
  pic_weixin: event(
    'pic_weixin',
    { EventKey: '6', SendPicsInfo: { Count: 3, PicList: { item: [{ PicMd5Sum: 'a' }, { PicMd5Sum: 'b' }] } } },
    { eventKey: '6', sendPicsInfo: { count: 3, picList: [{ picMd5Sum: 'a' }, { picMd5Sum: 'b' }] } },
  ),
  location_select: event(
    'location_select',
    {
      EventKey: '6',
      SendLocationInfo: { Location_X: '23', Location_Y: '113', Scale: '15', Label: ' L', Poiname: '' },
    },
    {
      eventKey: '6',
      sendLocationInfo: { location_X: '23', location_Y: '113', scale: 15, label: ' L', poiname: '' },
    },
  ),

  templatesendjobfinish: event(
    'TEMPLATESENDJOBFINISH',
    { MsgID: 200163836, Status: 'failed:user block' },
    { msgID: '200163836', status: 'failed:user block' },
  ),
  masssendjobfinish: event(
    'MASSSENDJOBFINISH',
    {
      MsgID: 1000001625,
      Status: 'err(30003)',
      TotalCount: 100,
      FilterCount: 80,
      SentCount: 75,
      ErrorCount: 5,
      CopyrightCheckResult: {
        Count: 1,
        ResultList: {
          item: {
            ArticleIdx: 1,
            UserDeclareState: 0,
            AuditState: 2,
            OriginalArticleUrl: 'U',
            OriginalArticleType: 1,
            CanReprint: 1,
            NeedReplaceContent: 1,
            NeedShowReprintSource: 1,
          },
        },
        CheckState: 2,
      },
      ArticleUrlResult: {
        Count: 2,
        ResultList: {
          item: [
            { ArticleIdx: 1, ArticleUrl: 'U' },
            { ArticleIdx: 2, ArticleUrl: 'V' },
          ],
        },
      },
    },
    {
      msgID: '1000001625',
      status: 'err(30003)',
      totalCount: 100,
      filterCount: 80,
      sentCount: 75,
      errorCount: 5,
      copyrightCheckResult: {
        count: 1,
        resultList: [
          {
            articleIdx: 1,
            userDeclareState: 0,
            auditState: 2,
            originalArticleUrl: 'U',
            originalArticleType: 1,
            canReprint: 1,
            needReplaceContent: 1,
            needShowReprintSource: 1,
          },
        ],
        checkState: 2,
      },
      articleUrlResult: {
        count: 2,
        resultList: [
          { articleIdx: 1, articleUrl: 'U' },
          { articleIdx: 2, articleUrl: 'V' },
        ],
      },
    },
  ),
  publishjobfinish: event(
    'PUBLISHJOBFINISH',
    {
      PublishEventInfo: {
        publish_id: 2247503051n,
        publish_status: 2,
        article_id: 'a',
        article_detail: { count: 1, item: { idx: 1, article_url: 'U' } },
        fail_idx: [1, 2],
      },
    },
    {
      publishEventInfo: {
        publish_id: '2247503051',
        publish_status: 2,
        article_id: 'a',
        article_detail: { count: 1, item: [{ idx: 1, article_url: 'U' }] },
        fail_idx: [1, 2],
      },
    },
  ),
  subscribe_msg_popup_event: event(
    'subscribe_msg_popup_event',
    {
      SubscribeMsgPopupEvent: {
        List: [
          { TemplateId: 't1', SubscribeStatusString: 'accept', PopupScene: 2 },
          { TemplateId: 't2', SubscribeStatusString: 'reject', PopupScene: 2 },
        ],
      },
    },
    {
      subscribeMsgPopupEvent: {
        list: [
          { templateId: 't1', subscribeStatusString: 'accept', popupScene: 2 },
          { templateId: 't2', subscribeStatusString: 'reject', popupScene: 2 },
        ],
      },
    },
  ),
  subscribe_msg_change_event: event(
    'subscribe_msg_change_event',
    { SubscribeMsgChangeEvent: { List: { TemplateId: 't', SubscribeStatusString: 'reject' } } },
    { subscribeMsgChangeEvent: { list: [{ templateId: 't', subscribeStatusString: 'reject' }] } },
  ),
  subscribe_msg_sent_event: event(
    'subscribe_msg_sent_event',
    {
      SubscribeMsgSentEvent: {
        List: { TemplateId: 't', MsgID: 1700827132819554304n, ErrorCode: 0, ErrorStatus: 'success' },
      },
    },
    {
      subscribeMsgSentEvent: {
        list: [{ templateId: 't', msgID: '1700827132819554304', errorCode: 0, errorStatus: 'success' }],
      },
    },
  ),

  user_info_modified: event(
    'user_info_modified',
    { OpenID: 'o', AppID: 'wx', UnionID: 'u' },
    { openID: 'o', appID: 'wx', unionID: 'u' },
  ),
  user_authorization_revoke: event(
    'user_authorization_revoke',
    { OpenID: 'o', AppID: 'wx', RevokeInfo: '205,206' },
    { openID: 'o', appID: 'wx', revokeInfo: '205,206' },
  ),
  user_authorization_cancellation: event(
    'user_authorization_cancellation',
    { OpenID: 'o', AppID: 'wx' },
    { openID: 'o', appID: 'wx' },
  ),

  kf_create_session: event('kf_create_session', { KfAccount: 'a@t' }, { kfAccount: 'a@t' }),
  kf_close_session: event(
    'kf_close_session',
    { KfAccount: 'a@t', CloseType: 'KF' },
    { kfAccount: 'a@t', closeType: 'KF' },
  ),
  kf_switch_session: event(
    'kf_switch_session',
    { FromKfAccount: 'a@t', ToKfAccount: 'b@t' },
    { fromKfAccount: 'a@t', toKfAccount: 'b@t' },
  ),
  guide_qrcode_scan_event: event(
    'guide_qrcode_scan_event',
    {
      GuideScanEvent: {
        qrcode_guide_account: 'g',
        qrcode_guide_openid: 'go',
        openid: 'o',
        action: 11,
        qrcode_info: 'i',
      },
    },
    {
      guideScanEvent: {
        qrcode_guide_account: 'g',
        qrcode_guide_openid: 'go',
        openid: 'o',
        action: '11',
        qrcode_info: 'i',
      },
    },
  ),
  guide_invite_result_event: event('guide_invite_result_event', {}, {}),

  qualification_verify_success: event(
    'qualification_verify_success',
    { ExpiredTime: 1442401156 },
    { expiredTime: 1442401156 },
  ),
  qualification_verify_fail: event(
    'qualification_verify_fail',
    { FailTime: 1442401122, FailReason: 'by time' },
    { failTime: 1442401122, failReason: 'by time' },
  ),
  naming_verify_success: event('naming_verify_success', { ExpiredTime: 1442401093 }, { expiredTime: 1442401093 }),
  naming_verify_fail: event(
    'naming_verify_fail',
    { FailTime: 1442401061, FailReason: 'by time' },
    { failTime: 1442401061, failReason: 'by time' },
  ),
  annual_renew: event('annual_renew', { ExpiredTime: 1442401004 }, { expiredTime: 1442401004 }),
  verify_expired: event('verify_expired', { ExpiredTime: 1442400900 }, { expiredTime: 1442400900 }),

  card_pass_check: event('card_pass_check', { CardId: 'c' }, { cardId: 'c' }),
  card_not_pass_check: event(
    'card_not_pass_check',
    { CardId: 'c', RefuseReason: 'r' },
    { cardId: 'c', refuseReason: 'r' },
  ),
  user_get_card: event(
    'user_get_card',
    {
      CardId: 'c',
      IsGiveByFriend: 1,
      UserCardCode: '012345678901',
      FriendUserName: 'o2',
      OuterId: 0,
      OldUserCardCode: '',
      OuterStr: '12b',
      IsRestoreMemberCard: 0,
      IsRecommendByFriend: 0,
      UnionId: 'u',
      SourceScene: 's',
    },
    {
      cardId: 'c',
      isGiveByFriend: '1',
      userCardCode: '012345678901',
      friendUserName: 'o2',
      outerId: '0',
      oldUserCardCode: '',
      outerStr: '12b',
      isRestoreMemberCard: '0',
      isRecommendByFriend: '0',
      unionId: 'u',
      sourceScene: 's',
    },
  ),
  user_gifting_card: event(
    'user_gifting_card',
    { CardId: 'c', UserCardCode: '0', IsReturnBack: 0, FriendUserName: 'o2', IsChatRoom: 0 },
    { cardId: 'c', userCardCode: '0', isReturnBack: '0', friendUserName: 'o2', isChatRoom: '0' },
  ),
  user_del_card: event('user_del_card', { CardId: 'c', UserCardCode: '0' }, { cardId: 'c', userCardCode: '0' }),
  user_view_card: event(
    'user_view_card',
    { CardId: 'c', UserCardCode: '0', OuterStr: 'x' },
    { cardId: 'c', userCardCode: '0', outerStr: 'x' },
  ),
  user_enter_session_from_card: event(
    'user_enter_session_from_card',
    { CardId: 'c', UserCardCode: '0' },
    { cardId: 'c', userCardCode: '0' },
  ),
  submit_membercard_user_info: event(
    'submit_membercard_user_info',
    { CardId: 'c', UserCardCode: '0' },
    { cardId: 'c', userCardCode: '0' },
  ),
  user_consume_card: event(
    'user_consume_card',
    {
      CardId: 'c',
      UserCardCode: '0',
      ConsumeSource: 'FROM_API',
      LocationName: 'n',
      LocationId: 291710000,
      StaffOpenId: 's',
      VerifyCode: '0001',
      RemarkAmount: '12',
      OuterStr: 'x',
      TransId: '10022403432015000000',
      Fee: 10000,
      OriginalFee: 10000,
    },
    {
      cardId: 'c',
      userCardCode: '0',
      consumeSource: 'FROM_API',
      locationName: 'n',
      locationId: '291710000',
      staffOpenId: 's',
      verifyCode: '0001',
      remarkAmount: '12',
      outerStr: 'x',
      transId: '10022403432015000000',
      fee: 10000,
      originalFee: 10000,
    },
  ),
  user_pay_from_pay_cell: event(
    'user_pay_from_pay_cell',
    { CardId: 'c', UserCardCode: '0', TransId: '1', LocationId: 291710000, Fee: '10000', OriginalFee: '10000' },
    { cardId: 'c', userCardCode: '0', transId: '1', locationId: '291710000', fee: 10000, originalFee: 10000 },
  ),
  update_member_card: event(
    'update_member_card',
    { CardId: 'c', UserCardCode: '0', ModifyBonus: -3, ModifyBalance: 0 },
    { cardId: 'c', userCardCode: '0', modifyBonus: -3, modifyBalance: 0 },
  ),
  card_sku_remind: event('card_sku_remind', { CardId: 'c', Detail: 'd' }, { cardId: 'c', detail: 'd' }),
  card_pay_order: event(
    'card_pay_order',
    {
      OrderId: '404091456',
      Status: 'ORDER_STATUS_FINANCE_SUCC',
      CreateOrderTime: 1472042061,
      PayFinishTime: 1472042073,
      Desc: '',
      FreeCoinCount: 200,
      PayCoinCount: 0,
      RefundFreeCoinCount: 0,
      RefundPayCoinCount: 0,
      OrderType: 'ORDER_TYPE_SYS_ADD',
      Memo: 'm',
      ReceiptInfo: '',
    },
    {
      orderId: '404091456',
      status: 'ORDER_STATUS_FINANCE_SUCC',
      createOrderTime: 1472042061,
      payFinishTime: 1472042073,
      desc: '',
      freeCoinCount: 200,
      payCoinCount: 0,
      refundFreeCoinCount: 0,
      refundPayCoinCount: 0,
      orderType: 'ORDER_TYPE_SYS_ADD',
      memo: 'm',
      receiptInfo: '',
    },
  ),
  card_merchant_check_result: event(
    'card_merchant_check_result',
    { MerchantId: 12345, IsPass: 1, Reason: 'r' },
    { merchantId: '12345', isPass: '1', reason: 'r' },
  ),
  giftcard_pay_done: event('giftcard_pay_done', { PageId: 'p', OrderId: 'o' }, { pageId: 'p', orderId: 'o' }),
  giftcard_send_to_friend: event(
    'giftcard_send_to_friend',
    { PageId: 'p', OrderId: 'o', IsChatRoom: 1, IsReturnBack: 0 },
    { pageId: 'p', orderId: 'o', isChatRoom: '1', isReturnBack: '0' },
  ),
  giftcard_user_accept: event(
    'giftcard_user_accept',
    { PageId: 'p', OrderId: 'o', IsChatRoom: 1 },
    { pageId: 'p', orderId: 'o', isChatRoom: '1' },
  ),

  user_authorize_invoice: event(
    'user_authorize_invoice',
    { SuccOrderId: '0202', FailOrderId: '', AppId: 'wx1', Source: 'web' },
    { succOrderId: '0202', failOrderId: '', appId: 'wx1', source: 'web' },
  ),
  submit_invoice_title: event(
    'submit_invoice_title',
    {
      title: 't',
      tax_no: '091486715661',
      addr: 'a',
      phone: '012345',
      bank_type: 'b',
      bank_no: '0',
      attach: 'x',
      title_type: 'InvoiceUserTitleBusinessType',
    },
    {
      title: 't',
      tax_no: '091486715661',
      addr: 'a',
      phone: '012345',
      bank_type: 'b',
      bank_no: '0',
      attach: 'x',
      title_type: 'InvoiceUserTitleBusinessType',
    },
  ),
  update_invoice_status: event(
    'update_invoice_status',
    { Status: 'INVOICE_REIMBURSE_INIT', CardId: 'c', Code: '0123' },
    { status: 'INVOICE_REIMBURSE_INIT', cardId: 'c', code: '0123' },
  ),
  cloud_invoice_invoiceresult_event: event(
    'cloud_invoice_invoiceresult_event',
    { fpqqlsh: 'f', status: 1, nsrsbh: '0440301999999999' },
    { fpqqlsh: 'f', status: '1', nsrsbh: '0440301999999999' },
  ),

  poi_check_notify: event(
    'poi_check_notify',
    { UniqId: '0123', PoiId: 'p', Result: 'fail', Msg: 'm' },
    { uniqId: '0123', poiId: 'p', result: 'fail', msg: 'm' },
  ),
  create_map_poi_audit_info: event(
    'create_map_poi_audit_info',
    { audit_id: 11112, status: 3, reason: 'r' },
    { audit_id: '11112', status: '3', reason: 'r' },
  ),
  add_store_audit_info: event(
    'add_store_audit_info',
    { audit_id: 11112, status: 3, reason: 'r' },
    { audit_id: '11112', status: '3', reason: 'r' },
  ),
  modify_store_audit_info: event(
    'modify_store_audit_info',
    { audit_id: 11112, status: 3, reason: 'r' },
    { audit_id: '11112', status: '3', reason: 'r' },
  ),
  apply_merchant_audit_info: event(
    'apply_merchant_audit_info',
    { audit_id: 11112, status: 3, reason: 'r' },
    { audit_id: '11112', status: '3', reason: 'r' },
  ),
  wificonnected: event(
    'WifiConnected',
    { ConnectTime: 0, ExpireTime: 0, VendorId: '3001224419', PlaceId: 'P', ShopId: 'S', DeviceNo: 'D' },
    { connectTime: 0, expireTime: 0, vendorId: '3001224419', placeId: 'P', shopId: 'S', deviceNo: 'D' },
  ),
  shakearoundusershake: event(
    'ShakearoundUserShake',
    {
      ChosenBeacon: { Uuid: 'u', Major: 10001, Minor: 19007, Distance: raw('0.057') },
      AroundBeacons: { AroundBeacon: { Uuid: 'v', Major: 10002, Minor: 19008, Distance: raw('166.8160') } },
    },
    {
      chosenBeacon: { uuid: 'u', major: '10001', minor: '19007', distance: '0.057' },
      aroundBeacons: [{ uuid: 'v', major: '10002', minor: '19008', distance: '166.8160' }],
    },
  ),
  merchant_order: event(
    'merchant_order',
    { OrderId: 'o', OrderStatus: 2, ProductId: 'p', SkuInfo: '10001:1000012' },
    { orderId: 'o', orderStatus: '2', productId: 'p', skuInfo: '10001:1000012' },
  ),

  user_scan_product: event(
    'user_scan_product',
    {
      KeyStandard: 'ean13',
      KeyStr: '0900873042720',
      Country: '中国',
      Province: '广东',
      City: '揭阳',
      Sex: 1,
      Scene: 2,
      ExtInfo: '123',
    },
    {
      keyStandard: 'ean13',
      keyStr: '0900873042720',
      country: '中国',
      province: '广东',
      city: '揭阳',
      sex: '1',
      scene: '2',
      extInfo: '123',
    },
  ),
  user_scan_product_enter_session: event(
    'user_scan_product_enter_session',
    { KeyStandard: 'ean13', KeyStr: '0', ExtInfo: '' },
    { keyStandard: 'ean13', keyStr: '0', extInfo: '' },
  ),
  user_scan_product_async: event(
    'user_scan_product_async',
    { KeyStandard: 'ean13', KeyStr: '0', ExtInfo: '', RegionCode: '440105' },
    { keyStandard: 'ean13', keyStr: '0', extInfo: '', regionCode: '440105' },
  ),
  user_scan_product_verify_action: event(
    'user_scan_product_verify_action',
    { KeyStandard: 'ean13', KeyStr: '0', Result: 'verify_ok', ReasonMsg: '' },
    { keyStandard: 'ean13', keyStr: '0', result: 'verify_ok', reasonMsg: '' },
  ),
};

export interface KindFixture<K extends KnownKind> {
  /** By WeChat's names; without the header, which is the same for all. */
  readonly elements: Elements;
  /** Without the header, and without an event's name. */
  readonly expected: Omit<PushOf<K>, keyof PushHeader | 'kind' | (K extends EventKind ? 'event' : never)>;
}

export interface Elements {
  readonly [name: string]: Content | readonly Content[];
}
type Content = string | number | bigint | RawNumber | Elements;

/** A number whose digits count: `23.10` is not `23.1`. */
interface RawNumber {
  readonly digits: string;
}

function raw(digits: string): RawNumber & Elements {
  return { digits };
}

function message<K extends MessageKind>(elements: Elements, expected: KindFixture<K>['expected']): KindFixture<K> {
  return { elements, expected };
}

function event<K extends EventKind>(
  name: string,
  elements: Elements,
  expected: KindFixture<K>['expected'],
): KindFixture<K> {
  return { elements: { Event: name, ...elements }, expected };
}
