export { orAway } from './mongodb-away.js';
export {
  openPageViewStore,
  PAGE_VIEW_DAYS,
  type PageUsage,
  type PageView,
  type PageViewQuery,
  type PageViewStore,
} from './page-view-store.js';
export { type EventTime, type Follower, type Profile, type ProfileInfo, profileId, type Tombstone } from './profile.js';
export { createWriteLimit, openProfileStore, type ProfileStore, type ProfileStoreOptions } from './profile-store.js';
export {
  completed,
  forgotten,
  type Leaving,
  listed,
  type ProfileUpdate,
  subscribed,
  unsubscribed,
  viewed,
} from './profile-updates.js';
export { dayInShanghai } from './shanghai-day.js';
export {
  openSuggestionStore,
  type Suggestion,
  type SuggestionQuery,
  type SuggestionStore,
} from './suggestion-store.js';
