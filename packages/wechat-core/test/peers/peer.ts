/** Another implementation of WeChat’s encryption, for an account’s token, EncodingAESKey and AppID. */
export interface Peer {
  readonly name: string;
  /** Encrypts and signs a push’s document. */
  seal(document: string, timestamp: string, nonce: string): Promise<Sealed>;
  /** Checks and decrypts a sealed reply, and tells its elements; rejects with the peer’s own error. */
  open(envelope: string): Promise<Readonly<Record<string, unknown>>>;
}

export interface Sealed {
  /** In Base64. */
  readonly encrypted: string;
  /** `msg_signature` */
  readonly signature: string;
}

export interface AccountSecrets {
  readonly token: string;
  readonly encodingAesKey: string;
  readonly appId: string;
}
