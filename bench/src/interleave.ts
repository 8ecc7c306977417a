/** What one variant did in one round. */
export interface Sample {
  readonly perSecond: number;
  /** Microseconds of processor time a request or event, by process; the first one is measured. */
  readonly cpu: Readonly<Record<string, number | undefined>>;
  /** Whatever else is to be told, by the name of its column. */
  readonly others?: Readonly<Record<string, number>>;
}

interface Measured {
  readonly name: string;
  /** Under which circumstances, `64 connections`; variants are compared with those of their own group. */
  readonly group?: string;
}

export interface Variant extends Measured {
  measure(): Promise<Sample>;
}

/** A variant's samples, a round each: those of the same index were taken under the same conditions. */
export interface Series extends Measured {
  readonly samples: readonly Sample[];
}

/**
 * Measures the variants in turns, A B A B …: what else happens on the machine then hits all of them alike. The first
 * rounds are not counted: programs are slow until their hot functions are compiled.
 */
export async function interleave(
  variants: readonly Variant[],
  { rounds, warmUps, onProgress }: { rounds: number; warmUps: number; onProgress: (line: string) => void },
): Promise<readonly Series[]> {
  const all = variants.map(variant => ({ variant, samples: [] as Sample[] }));
  for (let round = 1 - warmUps; round <= rounds; round += 1) {
    for (const { variant, samples } of all) {
      const { name, group } = variant;
      onProgress(`${round < 1 ? 'warm-up' : `round ${round} of ${rounds}`}: ${group ? `${name}, ${group}` : name}`);
      const sample = await variant.measure();
      if (round >= 1) samples.push(sample);
    }
  }
  return all.map(({ variant: { name, group }, samples }) => ({ name, ...(group && { group }), samples }));
}
