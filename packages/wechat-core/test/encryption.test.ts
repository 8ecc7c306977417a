import { createCipheriv, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import t from 'tap';
import { type AesKey, decrypt, encrypt, isSignedBy, parseEncodingAesKey } from '../src/index.js';
import { readNegativeVectors, readVectors, SHARED_MATERIAL } from './shared-material.js';

const KEY = parseEncodingAesKey('abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG');
const APP_ID = 'wx0123456789abcdef';
const FAILED = { name: 'UnverifiedPushError', code: 'decryption_failed' };

t.test('an EncodingAESKey is 43 letters and digits', async t => {
  t.equal(KEY.key.length, 32);
  t.equal(KEY.iv.length, 16);
  for (const wrong of ['', 'a'.repeat(42), 'a'.repeat(44), `${'a'.repeat(42)}=`, `${'a'.repeat(42)}+`]) {
    t.throws(() => parseEncodingAesKey(wrong), { code: 'aes_key_malformed' }, wrong);
  }
});

t.test('what is encrypted here is decrypted here, whatever its length and characters', async t => {
  const messages = fc.string({ unit: 'grapheme', maxLength: 100 });
  fc.assert(fc.property(messages, message => decrypt(encrypt(message, KEY, APP_ID), KEY, APP_ID) === message));
  t.not(encrypt('hi', KEY, APP_ID), encrypt('hi', KEY, APP_ID), 'and never looks the same');
});

t.test('no message has an effect on the next one, nor has one that is broken', async t => {
  const random = Buffer.alloc(16, 'r');
  const byItself = (encrypted: string) => {
    const plain = Buffer.alloc(64, 23);
    plain.set(random);
    plain.writeUInt32BE(3, 16);
    plain.write(`hi!${APP_ID}`, 20);
    plain.fill(64 - 41, 41);
    const cipher = createCipheriv('aes-256-cbc', KEY.key, KEY.iv).setAutoPadding(false);
    t.equal(encrypted, cipher.update(plain).toString('base64'));
  };
  byItself(encrypt('hi!', KEY, APP_ID, random));
  const other = encrypt('another', KEY, APP_ID);
  byItself(encrypt('hi!', KEY, APP_ID, random));
  for (const broken of ['', other.slice(0, -4), Buffer.alloc(64).toString('base64')]) {
    t.throws(() => decrypt(broken, KEY, APP_ID), FAILED);
    t.equal(decrypt(other, KEY, APP_ID), 'another');
  }
});

t.test('no change of a byte, no other key and no other AppID is accepted', async t => {
  const encrypted = encrypt('<xml>hi</xml>', KEY, APP_ID);
  const bytes = Buffer.from(encrypted, 'base64');
  for (let index = 16; index < bytes.length; index += 1) {
    const changed = Buffer.from(bytes);
    changed[index]! ^= 1;
    let message = '';
    try {
      message = decrypt(changed.toString('base64'), KEY, APP_ID);
    } catch (error) {
      t.match(error, FAILED);
    }
    // CBC lets a change of the text through as such; that is what msg_signature is for.
    t.not(message, '<xml>hi</xml>');
  }
  const otherKey: AesKey = { key: randomBytes(32), iv: KEY.iv };
  t.throws(() => decrypt(encrypted, otherKey, APP_ID), FAILED);
  for (const appId of ['', 'wx0123456789abcde', 'wx0123456789abcdeg', 'wx0123456789abcdef0']) {
    t.throws(() => decrypt(encrypted, KEY, appId), FAILED, appId);
  }
  for (const broken of ['', 'no Base64!', `${encrypted}=`, encrypted.slice(4), encrypted.slice(0, -4), '====']) {
    t.throws(() => decrypt(broken, KEY, APP_ID), FAILED, broken);
  }
});

t.test('all vectors of other implementations hold, to the byte', SHARED_MATERIAL, async t => {
  const vectors = readVectors().filter(vector => vector.decrypted && vector.encodingAESKey);
  t.ok(vectors.length >= 10);
  for (const { id, encodingAESKey, appid, encrypt: encrypted, decrypted } of vectors) {
    const receiver = appid ?? decrypted!.appid;
    const key = parseEncodingAesKey(encodingAESKey!);
    t.equal(decrypt(encrypted!, key, receiver), decrypted!.msg, id);
    const random = Buffer.from(decrypted!.random16.text ?? '');
    if (random.length === 16)
      t.equal(encrypt(decrypted!.msg, key, receiver, random), encrypted, `${id}, encrypted again`);
  }
});

t.test('every known-good msg_signature holds', SHARED_MATERIAL, async t => {
  const vectors = readVectors().filter(vector => vector.msg_signature && vector.encrypt);
  t.ok(vectors.length >= 8);
  for (const { id, token, timestamp, nonce, encrypt: encrypted, msg_signature: signature } of vectors) {
    t.ok(isSignedBy(signature!, token!, timestamp!, nonce!, encrypted!), id);
  }
});

t.test('tampered vectors are refused, by their signature or inside', SHARED_MATERIAL, async t => {
  const cases = readNegativeVectors().filter(vector => vector.encrypt !== undefined);
  t.ok(cases.length >= 15);
  for (const { id, token, timestamp, nonce, encrypt: encrypted, encodingAESKey, appid, ...rest } of cases) {
    const isSigned = isSignedBy(rest.msg_signature!, token!, timestamp!, nonce!, encrypted!);
    const open = () => decrypt(encrypted!, parseEncodingAesKey(encodingAESKey!), appid!);
    if (rest.plaintext !== undefined) t.equal(isSigned && open(), rest.plaintext, id);
    // What is wrong with these two is the document that they hold.
    else if (id === 'doctype-inner' || id === 'empty-msg') t.type(open(), 'string', id);
    else if (isSigned) t.throws(open, FAILED, id);
    else t.notOk(isSigned, id);
  }
});
