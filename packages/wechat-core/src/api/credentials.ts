/** What tells the platform whose call it is, where no access token does. */
export interface Credentials {
  readonly appId: string;
  readonly appSecret: string;
}
