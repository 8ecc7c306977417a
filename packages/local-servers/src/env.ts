/** Servers that somebody else has started, as the environment names them. */
export function serverAddresses(): { readonly redisUrl: string | undefined; readonly mongodbUrl: string | undefined } {
  return { redisUrl: process.env.REDIS_URL || undefined, mongodbUrl: process.env.MONGODB_URL || undefined };
}
