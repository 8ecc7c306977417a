import { dirname, resolve } from 'node:path';
import { AccountFileError, type PagesSpec } from '@wechat-pipeline/accounts';
import type { Log } from '@wechat-pipeline/service';
import mustache from 'mustache';
import { type OwnFile, openOwnFile } from '../own-file.js';
import { type Picture, parsePicture } from '../picture.js';
import { FOLLOW_TEMPLATE } from './follow-template.js';

/** How an account asks to be followed. */
export interface FollowPage {
  readonly name: string | undefined;
  /** Where the picture of its QR code is, if it has one. */
  readonly qrCode: string | undefined;
  /** That picture, where it is ours to serve. */
  picture(): Picture | undefined;
  template(): string;
}

export interface FollowPageOptions {
  readonly pages: PagesSpec;
  /** Files are beside it. */
  readonly accountFile: string | undefined;
  /** The account's name in it. */
  readonly account: string;
  /** Below which the account is served. */
  readonly url: string;
  readonly log: Log;
}

/** @throws AccountFileError for a file that cannot be used now */
export function openFollowPage({ pages, accountFile = '', account, url, log }: FollowPageOptions): FollowPage {
  function open<T>(field: 'qrCode' | 'followPage', name: string, parse: (bytes: Buffer) => T): OwnFile<T> {
    const problem = (error: unknown) => fileProblem(account, field, error);
    try {
      return openOwnFile(resolve(dirname(accountFile), name), parse, error =>
        log.error({ err: problem(error) }, 'a file of the account cannot be used; what it was before goes on'),
      );
    } catch (error) {
      throw problem(error);
    }
  }

  const { name, qrCode, followPage } = pages;
  const isFile = qrCode !== undefined && !qrCode.startsWith('https://');
  const picture = isFile ? open('qrCode', qrCode, parsePicture) : undefined;
  const template = followPage === undefined ? undefined : open('followPage', followPage, parseTemplate);
  return {
    name,
    qrCode: isFile ? `${url}/qr-code` : qrCode,
    picture: () => picture?.current(),
    template: () => template?.current() ?? FOLLOW_TEMPLATE,
  };
}

function fileProblem(account: string, field: string, error: unknown): AccountFileError {
  const { code, message } = error as NodeJS.ErrnoException; // reading and parsing throw errors alone
  const why = code === undefined ? message : `expected a file that can be read, got ${code}`;
  const path = account === '' ? `pages.${field}` : `accounts (${account}).pages.${field}`;
  return new AccountFileError([{ line: undefined, field: path, message: why }]);
}

/** @throws Error, with where the template is at fault */
function parseTemplate(bytes: Buffer): string {
  const template = bytes.toString('utf8');
  mustache.parse(template);
  return template;
}
