/**
 * What becomes of a call that the platform answered with an errcode:
 *
 * - `retry`            again with growing pauses, a few times; then it has failed for good
 * - `retry-once`       nobody knows what it means: once more, then it has failed for good
 * - `refresh-token`    drop the access token if it is still the one that failed, get another, try once more
 * - `not-follower`     there is no such OpenID, or it is another account’s: no retry
 * - `unfollowed`       the OpenID’s owner does not follow this account, or no longer: no retry
 * - `pause-account`    nothing of this account works until its owner acts: wait, fail nothing
 * - `pause-address`    this machine’s address is not on the account’s allow list: the same
 * - `pause-day`        the day’s quota is used up: wait until midnight in Shanghai
 * - `pause-minute`     too many calls in a minute: wait one
 * - `restart-oauth`    the web authorization has to begin anew
 * - `done`             what was asked for has been done before: a success for who asked for it
 * - `give-up`          cannot be done, and trying again changes nothing
 * - `fail`             our mistake: keep it with its payload for a person to look at
 */
export type ErrorAction =
  | 'retry'
  | 'retry-once'
  | 'refresh-token'
  | 'not-follower'
  | 'unfollowed'
  | 'pause-account'
  | 'pause-address'
  | 'pause-day'
  | 'pause-minute'
  | 'restart-oauth'
  | 'done'
  | 'give-up'
  | 'fail';

interface ErrorPolicy {
  readonly errcodes: readonly (number | readonly [from: number, to: number])[];
  readonly meaning: string;
  readonly action: ErrorAction;
  /** It does not pass by itself: a person has to be told. */
  readonly isAlarming?: true;
}

/** The first row that names an errcode counts. */
export const ERROR_POLICY: readonly ErrorPolicy[] = [
  { errcodes: [-1], meaning: 'the platform is busy', action: 'retry' },
  // The alarm is for a new token that is refused as well: a call that is made once more tells nobody.
  {
    errcodes: [40001, 40014, 42001],
    meaning: 'access token invalid or expired',
    action: 'refresh-token',
    isAlarming: true,
  },
  { errcodes: [41001], meaning: 'access token missing', action: 'fail' },
  { errcodes: [40003, 46004, 40031], meaning: 'no such OpenID', action: 'not-follower' },
  {
    errcodes: [40013, 40125, 41002, 41004, 40243, 50004, 50007],
    meaning: 'AppID or AppSecret wrong, or the account frozen',
    action: 'pause-account',
    isAlarming: true,
  },
  {
    errcodes: [40164, 89501, 89503, 89506, 89507],
    meaning: 'address not on the allow list',
    action: 'pause-address',
    isAlarming: true,
  },
  {
    errcodes: [40029, 42003, 40163, 40030, 42002, 42007],
    meaning: 'authorization code or refresh token',
    action: 'restart-oauth',
  },
  { errcodes: [43004, 50005], meaning: 'not following', action: 'unfollowed' },
  { errcodes: [43019, 50002], meaning: 'receiver blocked or limited', action: 'give-up' },
  { errcodes: [45009], meaning: 'daily quota used up', action: 'pause-day' },
  { errcodes: [45011], meaning: 'too many calls in a minute', action: 'pause-minute' },
  { errcodes: [45015, 45047, 48002], meaning: 'customer message window closed or refused', action: 'give-up' },
  { errcodes: [45065], meaning: 'mass message with this clientmsgid sent before', action: 'done' },
  { errcodes: [45066, 45067], meaning: 'mass message clientmsgid', action: 'give-up' },
  {
    errcodes: [48001, 48003, 48004, 48008, 50001],
    meaning: 'API not authorised or banned',
    action: 'fail',
    isAlarming: true,
  },
  { errcodes: [48006], meaning: 'clear_quota used up', action: 'give-up' },
  {
    errcodes: [61004],
    meaning: 'address not on the third-party platform’s list',
    action: 'pause-address',
    isAlarming: true,
  },
  {
    errcodes: [61003, 61007, 61023, 61024],
    meaning: 'third-party platform not authorised',
    action: 'pause-account',
    isAlarming: true,
  },
  { errcodes: [[65301, 65320]], meaning: 'menu', action: 'fail' },
  {
    errcodes: [
      [40000, 49999],
      [60000, 69999],
    ],
    meaning: 'bad request',
    action: 'fail',
  },
];

/** Where AppID and AppSecret are asked for: a credential that is invalid there is the AppSecret. */
const BY_SECRET = new Set([
  '/cgi-bin/token',
  '/cgi-bin/stable_token',
  '/cgi-bin/clear_quota/v2',
  '/sns/oauth2/access_token',
]);

/**
 * What is to be done about an errcode; one that no row names is tried once more.
 *
 * @param path of the API that answered so, where it is known
 */
export function errorAction(errcode: number, path = ''): ErrorAction {
  const action = rowOf(errcode)?.action ?? 'retry-once';
  return action === 'refresh-token' && BY_SECRET.has(path) ? 'pause-account' : action;
}

/** Whether an errcode is to be told to a person, because it does not pass by itself. */
export function isAlarming(errcode: number): boolean {
  return rowOf(errcode)?.isAlarming ?? false;
}

function rowOf(errcode: number): ErrorPolicy | undefined {
  return ERROR_POLICY.find(({ errcodes }) =>
    errcodes.some(entry =>
      typeof entry === 'number' ? entry === errcode : entry[0] <= errcode && errcode <= entry[1],
    ),
  );
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const SHANGHAI_OFFSET = 8 * HOUR;

/**
 * For how many milliseconds an API is left alone after an answer with this action; undefined: that is no reason to.
 *
 * The owner of an account is given a minute to act, an allow list ten. A day's quota that is used up in the first minute
 * after midnight is taken for the old day's, whose clock we do not share: else it would cost the whole new one.
 */
export function pauseMilliseconds(action: ErrorAction, now = Date.now()): number | undefined {
  switch (action) {
    case 'pause-day': {
      const left = untilMidnightInShanghai(now);
      return left > 24 * HOUR - MINUTE ? MINUTE : left;
    }
    case 'pause-minute':
      return MINUTE * (1 + Math.random() / 4);
    case 'pause-account':
      return MINUTE;
    case 'pause-address':
      return 10 * MINUTE;
    default:
      return undefined;
  }
}

/** Milliseconds until the platform's day ends; it counts quotas by days of Asia/Shanghai, which has no summer time. */
export function untilMidnightInShanghai(now = Date.now()): number {
  return 24 * HOUR - ((now + SHANGHAI_OFFSET) % (24 * HOUR));
}
