import type { KnownKind } from '@wechat-pipeline/wechat-core';

/** What WeChat writes as `Event`, where that is not the kind's name. */
const EVENT_NAMES: Partial<Record<KnownKind, string>> = {
  scan: 'SCAN',
  location_report: 'LOCATION',
  enter: 'ENTER',
  click: 'CLICK',
  view: 'VIEW',
  templatesendjobfinish: 'TEMPLATESENDJOBFINISH',
  masssendjobfinish: 'MASSSENDJOBFINISH',
  publishjobfinish: 'PUBLISHJOBFINISH',
  wificonnected: 'WifiConnected',
  shakearoundusershake: 'ShakearoundUserShake',
};

export function eventName(kind: KnownKind): string {
  return EVENT_NAMES[kind] ?? kind;
}
