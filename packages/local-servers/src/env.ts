/** The environment of this process, for the children that it starts and the programs that it looks for. */
export const inherited: Readonly<NodeJS.ProcessEnv> = process.env;

/** Servers that somebody else has started, as the environment names them. */
export function serverAddresses(): { readonly redisUrl: string | undefined; readonly mongodbUrl: string | undefined } {
  return { redisUrl: inherited.REDIS_URL || undefined, mongodbUrl: inherited.MONGODB_URL || undefined };
}
