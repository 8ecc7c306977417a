/** Where the baseline with XADD puts its events. */
export const XADD_STREAM = 'events';
