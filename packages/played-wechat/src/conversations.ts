import { Refusal } from './errcode.js';

/** What a follower does that lets the account write to them for a while. */
export const interactions = ['message', 'click', 'follow', 'scan'] as const;

export type Interaction = (typeof interactions)[number];

export interface MessageWindow {
  messages: number;
  milliseconds: number;
}

export type MessageWindows = Readonly<Record<Interaction, MessageWindow>>;

const MINUTE = 60_000;

/** Those of a service account, since 2023. */
export const messageWindows: MessageWindows = {
  message: { messages: 5, milliseconds: 48 * 60 * MINUTE },
  click: { messages: 3, milliseconds: MINUTE },
  follow: { messages: 3, milliseconds: MINUTE },
  scan: { messages: 3, milliseconds: MINUTE },
};

/** “Somebody types” is shown so long, and only to who wrote so lately. */
const TYPING_MILLISECONDS = 15_000;
const TYPING_AFTER_MESSAGE_MILLISECONDS = 30_000;

interface Conversation {
  windows: Map<Interaction, { left: number; closesAt: number }>;
  wroteAt: number;
  typingUntil: number;
}

/** Whom an account may write to at the moment, and how often. */
export interface Conversations {
  /** A window opens, or is as new again. */
  interact(openid: string, interaction: Interaction): void;
  /** One message is sent, out of the window that closes first. Throws 45015 if none is open, 45047 if all are used up. */
  send(openid: string): void;
  /** Throws 45080 if they did not write lately, 45081 if it is shown already. */
  type(openid: string): void;
  stopTyping(openid: string): void;
  reset(): void;
}

export function createConversations(windows: MessageWindows, now: () => number): Conversations {
  const conversations = new Map<string, Conversation>();

  function of(openid: string): Conversation {
    const conversation = conversations.get(openid) ?? {
      windows: new Map(),
      wroteAt: Number.NEGATIVE_INFINITY,
      typingUntil: 0,
    };
    conversations.set(openid, conversation);
    return conversation;
  }

  return {
    interact(openid, interaction) {
      const { messages, milliseconds } = windows[interaction];
      of(openid).windows.set(interaction, { left: messages, closesAt: now() + milliseconds });
      if (interaction === 'message') of(openid).wroteAt = now();
    },
    send(openid) {
      const open = [...of(openid).windows.values()].filter(({ closesAt }) => now() < closesAt);
      if (open.length === 0) throw new Refusal(45015);
      const [window] = open.filter(({ left }) => left > 0).sort((a, b) => a.closesAt - b.closesAt);
      if (!window) throw new Refusal(45047);
      window.left--;
    },
    type(openid) {
      const conversation = of(openid);
      if (now() - conversation.wroteAt >= TYPING_AFTER_MESSAGE_MILLISECONDS) throw new Refusal(45080);
      if (now() < conversation.typingUntil) throw new Refusal(45081);
      conversation.typingUntil = now() + TYPING_MILLISECONDS;
    },
    stopTyping(openid) {
      of(openid).typingUntil = 0;
    },
    reset: () => conversations.clear(),
  };
}
