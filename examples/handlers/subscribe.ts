import { defineHandler } from '@wechat-pipeline/handlers';
import { type AccountApi, ApiError, createTag, listTags, type Tag, tagFollowers } from '@wechat-pipeline/wechat-core';

/** The tag of who followed by a QR code, by the code’s scene. */
const TAGS: ReadonlyMap<string, string> = new Map([
  ['summer', '夏季活动'],
  ['shop', '门店'],
]);

/** Who follows by one of these QR codes gets its tag. A tag that is put on twice is there once: this bears repetition. */
export default defineHandler('subscribe', async ({ profile, openid, api }) => {
  const name = TAGS.get(profile?.qrSceneStr ?? '');
  if (name === undefined) return;
  const tag = await tagOfName(api, name);
  await tagFollowers(api, tag.id, [openid]);
});

/** A name that another tag has already. */
const NAME_TAKEN = 45157;

async function tagOfName(api: AccountApi, name: string): Promise<Tag> {
  const find = async () => (await listTags(api)).find(tag => tag.name === name);
  const known = await find();
  if (known) return known;
  try {
    return await createTag(api, name);
  } catch (error) {
    // Of two who follow in the same moment one creates it.
    const created = error instanceof ApiError && error.errcode === NAME_TAKEN ? await find() : undefined;
    if (created) return created;
    throw error;
  }
}
