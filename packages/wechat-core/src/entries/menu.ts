// `@wechat-pipeline/wechat-core/menu`: what a menu is, and what the platform refuses. Reaches nothing that speaks HTTP.
export { conditionalMenuProblems, menuProblems, sharedMenuProblems } from '../menu/menu-limits.js';
export type {
  ClientPlatformType,
  ConditionalMenu,
  ConsoleButton,
  MatchRule,
  Menu,
  MenuButton,
  MenuButtonType,
  SelfMenu,
  SubMenu,
} from '../menu/menu-shape.js';
export { normaliseMenu } from '../menu/normalise-menu.js';
