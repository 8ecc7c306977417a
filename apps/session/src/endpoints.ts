/** What is served for each account, below its address. */
export const ENDPOINTS = ['enter', 'callback', 'me', 'verify', 'qr-code'] as const;
export type Endpoint = (typeof ENDPOINTS)[number];
