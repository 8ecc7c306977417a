import { formerly, group, list, listOf, text, whole } from './field.js';
import { event } from './kind.js';

const MESSAGE_JOB = {
  /** The ID of what was sent, a number of 64 bits; it does not tell redeliveries. */
  msgID: formerly(text, 'msgId'),
  status: text,
};

/** What became of what the account sent or published. */
export const PUBLISHING = {
  /** A template message was delivered, or not: `success`, `failed:user block`, `failed: system failed`. */
  templatesendjobfinish: event({}, MESSAGE_JOB),
  /** A message to many was sent, or not: `send success`, `send fail`, `err(…)` with the reason's number. */
  masssendjobfinish: event(
    {},
    {
      ...MESSAGE_JOB,
      /** Followers in the chosen group. */
      totalCount: whole,
      /** Of these the ones to send to, without who wants none and who has had four this month. */
      filterCount: whole,
      sentCount: whole,
      errorCount: whole,
      copyrightCheckResult: group({
        count: whole,
        resultList: listOf(
          'item',
          group({
            articleIdx: whole,
            /** What the account said: 0 nothing, 1 original, 2 reprint. */
            userDeclareState: whole,
            /** What the check found: 0 not checked, 1 original, 2 reprint. */
            auditState: whole,
            originalArticleUrl: text,
            originalArticleType: whole,
            canReprint: whole,
            needReplaceContent: whole,
            needShowReprintSource: whole,
          }),
        ),
        /** 1 not checked, 2 may be sent, 3 may not. */
        checkState: whole,
      }),
      articleUrlResult: group({
        count: whole,
        resultList: listOf('item', group({ articleIdx: whole, articleUrl: text })),
      }),
    },
  ),
  /** An article was published, or not. */
  publishjobfinish: event(
    {},
    {
      publishEventInfo: group({
        publish_id: text,
        /** 0 published, 1 under way, 2 not original, 3 failed, 4 refused, 5 deleted since, 6 banned since. */
        publish_status: whole,
        article_id: text,
        article_detail: group({ count: whole, item: list(group({ idx: whole, article_url: text })) }),
        /** Which articles failed, counted from 1. */
        fail_idx: list(whole),
      }),
    },
    { names: ['publishjobfinish', 'freepublishjobfinish'] },
  ),
  /** Somebody answered a window that asks whether they want subscription messages. */
  subscribe_msg_popup_event: event(
    {},
    {
      subscribeMsgPopupEvent: group({
        list: list(
          group({
            templateId: text,
            /** `accept` or `reject`. */
            subscribeStatusString: text,
            /** 1 a page, 2 an article. */
            popupScene: whole,
          }),
        ),
      }),
    },
  ),
  /** Somebody changed in the settings which subscription messages they want. */
  subscribe_msg_change_event: event(
    {},
    { subscribeMsgChangeEvent: group({ list: list(group({ templateId: text, subscribeStatusString: text })) }) },
  ),
  /** A subscription message was sent, or not. */
  subscribe_msg_sent_event: event(
    {},
    {
      subscribeMsgSentEvent: group({
        list: list(
          group({
            templateId: text,
            /** A number of 64 bits. */
            msgID: formerly(text, 'msgId'),
            /** 0 for success. */
            errorCode: whole,
            errorStatus: text,
          }),
        ),
      }),
    },
  ),
};
