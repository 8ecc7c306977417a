import { hash } from 'node:crypto';
import fc from 'fast-check';
import t from 'tap';
import { isSignedBy, sign } from '../src/index.js';
import { readVectors, SHARED_MATERIAL } from './shared-material.js';

t.test('the signature is SHA-1 over the sorted parts, whatever their order', async t => {
  t.equal(sign('token123', '1714036504', '1514711492'), sign('1514711492', 'token123', '1714036504'));
  const parts = fc.array(fc.string({ unit: fc.constantFrom('0', '9', 'A', 'z', '+', '/'), maxLength: 5 }), {
    maxLength: 5,
  });
  fc.assert(fc.property(parts, parts => sign(...parts) === hash('sha1', parts.toSorted().join(''))));
});

t.test('a signature that differs in one character, in length or in case is refused', async t => {
  const parts = ['token123', '1714036504', '1514711492'];
  const signature = sign(...parts);
  t.ok(isSignedBy(signature, ...parts));
  for (let index = 0; index < signature.length; index += 1) {
    const other = signature[index] === '0' ? '1' : '0';
    t.notOk(isSignedBy(signature.slice(0, index) + other + signature.slice(index + 1), ...parts), `character ${index}`);
  }
  for (const wrong of ['', signature.slice(1), `${signature}0`, signature.toUpperCase(), 'é'.repeat(20)]) {
    t.notOk(isSignedBy(wrong, ...parts), wrong);
  }
});

t.test('every known-good signature of other implementations holds', SHARED_MATERIAL, async t => {
  const vectors = readVectors().filter(({ kind }) => kind === 'signature');
  t.ok(vectors.length >= 6);
  for (const { id, token = '', timestamp = '', nonce = '', signature = '' } of vectors) {
    t.ok(isSignedBy(signature, token, timestamp, nonce), id ?? '');
  }
});
