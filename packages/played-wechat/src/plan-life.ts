import { type LifeStepName, lifeSteps, stepFields } from './life.js';
import type { PushFields } from './push-fields.js';

export interface PlannedPush {
  step: LifeStepName;
  fields: PushFields;
  isRedelivery: boolean;
}

interface Chances {
  /** Share of the pushes that come again. */
  redeliveries: number;
  /** Share of the followers who unfollow at the end. */
  leaving: number;
}

/**
 * The pushes of one life in the order in which they are sent. Their CreateTimes are a second apart and end at
 * `endsAt`; a redelivery comes at any later place, so also after the pushes that it should have come before.
 */
export function planLife(openid: string, endsAt: number, chances: Chances, random: () => number): PlannedPush[] {
  const leaves = random() < chances.leaving;
  const steps = lifeSteps.filter(step => leaves || step !== 'unfollow');
  const pushes = steps.map((step, index) => ({
    step,
    fields: stepFields(step, openid, endsAt - (steps.length - 1 - index)),
    isRedelivery: false,
  }));
  const planned: PlannedPush[] = [...pushes];
  for (const push of pushes) {
    if (random() >= chances.redeliveries) continue;
    const earliest = planned.indexOf(push) + 1;
    const place = earliest + Math.floor(random() * (planned.length - earliest + 1));
    planned.splice(place, 0, { ...push, isRedelivery: true });
  }
  return planned;
}
