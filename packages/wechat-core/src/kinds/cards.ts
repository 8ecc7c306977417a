import { formerly, seconds, text, whole } from './field.js';
import { event } from './kind.js';

const CARD = {
  cardId: text,
  userCardCode: text,
};

const PAID = {
  transId: text,
  locationId: text,
  /** What was paid, in cents. */
  fee: whole,
  /** Before reductions, in cents. */
  originalFee: whole,
};

const GIFT_CARD = { pageId: text, orderId: text };

/** Cards, coupons and memberships. */
export const CARDS = {
  /** A card was approved. */
  card_pass_check: event({}, { cardId: text }),
  /** A card was refused. */
  card_not_pass_check: event({}, { cardId: text, refuseReason: text }),
  /** Somebody took a card. */
  user_get_card: event(
    {},
    {
      ...CARD,
      /** 1 if a friend gave it. */
      isGiveByFriend: text,
      /** The giver's OpenID. */
      friendUserName: text,
      outerId: text,
      outerStr: text,
      /** Of a card that was given away: the code before. */
      oldUserCardCode: text,
      isRestoreMemberCard: text,
      isRecommendByFriend: text,
      unionId: formerly(text, 'unionID', 'unionid'),
      sourceScene: text,
    },
  ),
  /** Somebody gives a card away. */
  user_gifting_card: event({}, { ...CARD, isReturnBack: text, friendUserName: text, isChatRoom: text }),
  /** Somebody deleted a card. */
  user_del_card: event({}, CARD),
  /** Somebody looks at a card. */
  user_view_card: event({}, { ...CARD, outerStr: text }),
  /** Somebody enters the chat from a card. */
  user_enter_session_from_card: event({}, CARD),
  /** Somebody filled in what activates a membership. */
  submit_membercard_user_info: event({}, CARD),
  /** A card was used. */
  user_consume_card: event(
    {},
    {
      ...CARD,
      ...PAID,
      consumeSource: text,
      locationName: text,
      /** The OpenID of who took it. */
      staffOpenId: text,
      verifyCode: text,
      remarkAmount: text,
      outerStr: text,
    },
  ),
  /** Somebody paid with a membership. */
  user_pay_from_pay_cell: event({}, { ...CARD, ...PAID }),
  /** A membership's points or balance changed. */
  update_member_card: event({}, { ...CARD, modifyBonus: whole, modifyBalance: whole }),
  /** A card runs out. */
  card_sku_remind: event({}, { cardId: text, detail: text }),
  /** Coins for coupons were bought, used or given back. */
  card_pay_order: event(
    {},
    {
      orderId: text,
      status: text,
      createOrderTime: seconds,
      payFinishTime: seconds,
      desc: text,
      freeCoinCount: whole,
      payCoinCount: whole,
      refundFreeCoinCount: whole,
      refundPayCoinCount: whole,
      orderType: text,
      memo: text,
      receiptInfo: text,
    },
  ),
  /** A merchant of the account was checked. */
  card_merchant_check_result: event({}, { merchantId: text, isPass: text, reason: text }),
  /** A gift card was paid. */
  giftcard_pay_done: event({}, GIFT_CARD),
  /** A gift card was sent to a friend. */
  giftcard_send_to_friend: event({}, { ...GIFT_CARD, isChatRoom: text, isReturnBack: text }),
  /** A gift card was accepted. */
  giftcard_user_accept: event({}, { ...GIFT_CARD, isChatRoom: text, isReturnBack: text }),
};
