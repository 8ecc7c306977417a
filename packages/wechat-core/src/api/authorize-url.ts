import { ApiRequestError } from '../errors.js';

export interface AuthorizeOptions {
  readonly appId: string;
  /** Where the browser comes back to with `code` and `state`; its host is set in the console, else 10003. */
  readonly redirectUri: string;
  /** `snsapi_base`: the OpenID, silently. `snsapi_userinfo`: nickname and picture, too, and whoever is no follower is asked. */
  readonly scope: 'snsapi_base' | 'snsapi_userinfo';
  /** 1 to 128 letters and digits that come back unchanged: what proves that this browser was sent by you. */
  readonly state: string;
  /** Asks in any case. */
  readonly forcePopup?: boolean;
  /** Shows the page as a snapshot in any case. */
  readonly forceSnapShot?: boolean;
  /** Another than the platform's, where the platform is played. */
  readonly url?: string;
}

const MAX_STATE = 128;

/**
 * The address to send a WeChat browser to for web authorization. The platform checks even the order of its parameters.
 *
 * @throws ApiRequestError for a redirect address or a state that the platform would refuse
 * @see https://developers.weixin.qq.com/doc/offiaccount/OA_Web_Apps/Wechat_webpage_authorization.html
 */
export function authorizeUrl({
  appId,
  redirectUri,
  scope,
  state,
  forcePopup = false,
  forceSnapShot = false,
  url = 'https://open.weixin.qq.com',
}: AuthorizeOptions): string {
  checkRedirect(redirectUri);
  checkState(state);
  const query = [
    ['appid', appId],
    ['redirect_uri', redirectUri],
    ['response_type', 'code'],
    ['scope', scope],
    ['state', state],
    ...(forcePopup ? [['forcePopup', 'true']] : []),
    ...(forceSnapShot ? [['forceSnapShot', 'true']] : []),
  ].map(([name, value]) => `${name}=${encodeURIComponent(value!)}`);
  return `${url}/connect/oauth2/authorize?${query.join('&')}#wechat_redirect`;
}

function checkRedirect(redirectUri: string): void {
  if (/^https?:\/\//.test(redirectUri) && URL.canParse(redirectUri)) return;
  throw new ApiRequestError(
    'request_malformed',
    'expected redirectUri to be a whole address, http://… or https://…, got something else',
  );
}

function checkState(state: string): void {
  if (state === '') throw new ApiRequestError('request_empty', 'expected a state, got an empty one');
  if (state.length > MAX_STATE) {
    throw new ApiRequestError(
      'request_too_long',
      `expected a state of at most ${MAX_STATE} characters, got ${state.length}`,
    );
  }
  if (!/^[a-zA-Z0-9]+$/.test(state)) {
    throw new ApiRequestError('request_malformed', 'expected a state of letters and digits only, got others in it');
  }
}
