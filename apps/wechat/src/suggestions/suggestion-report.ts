import type { Suggestion } from '@wechat-pipeline/follower-store';

/** A suggestion as programs are told of it: all of it, with the text as it was sent. */
export type SuggestionReport = Omit<Suggestion, '_id'> & { readonly id: string };

export function suggestionReport({ _id, ...suggestion }: Suggestion): SuggestionReport {
  return { id: _id, ...suggestion };
}
