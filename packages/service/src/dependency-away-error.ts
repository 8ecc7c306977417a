/** Redis or MongoDB did not do what it was asked, for a reason that lies with it and not with the job. */
export class DependencyAwayError extends Error {
  override readonly name = 'DependencyAwayError';
  readonly dependency: 'redis' | 'mongodb';

  constructor(dependency: 'redis' | 'mongodb', cause: unknown) {
    super(`expected ${dependency} to answer, got an error`, { cause });
    this.dependency = dependency;
  }
}

/** What Redis answers, or that it is away. */
export async function orRedisAway<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw new DependencyAwayError('redis', error);
  }
}
