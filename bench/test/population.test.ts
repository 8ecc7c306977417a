import t from 'tap';
import { createPopulation } from '../src/population.js';

t.test('nobody follows twice, and newcomers are none of those who follow already', async t => {
  const population = createPopulation(5_000);
  const existing = new Set(population.existing());
  t.equal(existing.size, 5_000);
  const newcomers = new Set(Array.from({ length: 5_000 }, () => population.newcomer()));
  t.equal(newcomers.size, 5_000);
  t.notOk([...newcomers].some(openid => existing.has(openid)));
});

t.test('all who follow already return before anybody does again', async t => {
  const population = createPopulation(5_000);
  const returned = Array.from({ length: 5_000 }, () => population.returning());
  t.strictSame(new Set(returned), new Set(population.existing()));
  t.equal(population.returning(), returned[0]);
});

t.test('an OpenID has the length of the platform’s, and neighbours are nobody’s neighbours in an index', async t => {
  const population = createPopulation(1_000);
  const openids = [...population.existing()];
  t.ok(openids.every(openid => openid.length === 28));
  const sorted = [...openids].sort();
  const apart = openids
    .slice(1)
    .map((openid, index) => Math.abs(sorted.indexOf(openid) - sorted.indexOf(openids[index]!)));
  t.ok(apart.every(places => places > 100));
});
