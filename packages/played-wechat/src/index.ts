export type { Credentials, SentMessage } from './account.js';
export { type ApiPath, apiPaths } from './apis/all.js';
export type { Answer } from './ask.js';
export { body, type Fields, type FieldValue } from './body.js';
export type { Calls } from './calls.js';
export { type Interaction, type MessageWindow, type MessageWindows, messageWindows } from './conversations.js';
export { createPhone, type Page, type Phone, type PhoneOptions } from './create-phone.js';
export { createPusher, type Pusher, type PusherOptions, type PushResult } from './create-pusher.js';
export type { EndState } from './end-state.js';
export type { Fault, FaultBehaviour, Faults, ListedFault } from './faults.js';
export type { NotedInteractions } from './interaction-of.js';
export { type FollowedPlatform, type LifeStepName, lifeSteps } from './life.js';
export {
  type CrowdFollower,
  type CrowdLedger,
  type CrowdOptions,
  type CrowdPush,
  playCrowd,
} from './play-crowd.js';
export { type LifeStep, playLife } from './play-life.js';
export {
  click,
  event,
  location,
  message,
  type PushFields,
  scan,
  subscribe,
  text,
  unsubscribe,
  view,
} from './push-fields.js';
export { dailyQuotas, minuteQuotas, type QuotaLimits } from './quotas.js';
export { seededRandom } from './seeded-random.js';
export { type Platform, type PlatformOptions, startPlatform } from './start-platform.js';
export type { Holder, Latency } from './state.js';
export type { FollowerInfo, UnfollowedUserInfo, UserInfo } from './user-info.js';
