import type { Spread } from '../statistics.js';
import type { Summary, VariantSummary } from '../summary.js';

const PLACE = /<!-- figures -->.*?<!-- \/figures -->/s;

/** README.md with the three figures that a reader asks for first, as far as they have been measured. */
export function withFigures(readme: string, summaries: readonly Summary[]): string {
  const lines = [throughput(summaries), text(summaries), latency(summaries)].filter(line => line !== undefined);
  return readme.replace(PLACE, `<!-- figures -->\n\n${lines.join('\n')}\n\n<!-- /figures -->`);
}

function throughput(summaries: readonly Summary[]): string | undefined {
  const pipeline = summaries.find(({ name }) => name === 'pipeline');
  const ours = pipeline && variantOf(pipeline, 'ingress + worker');
  const ratio = pipeline?.ratios.find(({ variant, baseline }) => variant === ours?.name && baseline === 'naive');
  if (!ours || !ratio) return;
  return `- **${told(ours.perSecond)} new followers a second** from the push to the profile, ${told(ratio.perSecond)} times as many as with a job, a call and a write each.`;
}

function text(summaries: readonly Summary[]): string | undefined {
  const peers = summaries.find(({ name }) => name === 'peers');
  const ours = peers && variantOf(peers, 'ingress');
  if (!ours?.cpu.server) return;
  const others = ['co-wechat', 'wechat on Express', 'wechatpy on FastAPI'].flatMap(name => {
    const times = variantOf(peers!, name)?.others['ours by CPU'];
    return times ? [`${told(times)} times less than ${name}`] : [];
  });
  return `- **${told(ours.cpu.server)} µs of processor time to answer a text**, signature, replay and metrics included: ${others.join(', ')}.`;
}

function latency(summaries: readonly Summary[]): string | undefined {
  const at = '2,000/s';
  const of = (result: string, variant: string) => {
    const summary = summaries.find(({ name }) => name === result);
    return summary && variantOf(summary, variant, at)?.others;
  };
  const [acknowledged, there] = [of('latency-acknowledgement', 'ingress'), of('latency-profile', 'ingress + worker')];
  const p50 = acknowledged?.['p50 ms'];
  const p99 = acknowledged?.['p99 ms'];
  const profile = there?.['p50 ms'];
  if (!p50 || !p99 || !profile) return;
  return `- **At 2,000 follows a second each is acknowledged after ${told(p50)} ms** (p99 ${told(p99)} ms), when Redis has it; the profile is there after ${told(profile)} ms, of which the platform takes 60.`;
}

function variantOf({ variants }: Summary, name: string, group?: string): VariantSummary | undefined {
  return variants.find(one => one.name === name && one.group === group);
}

/** The median, to two digits, as more would tell more than is known. */
function told({ median }: Spread): string {
  return Number(median.toPrecision(2)).toLocaleString('en');
}
