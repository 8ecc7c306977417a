import { randomInt } from 'node:crypto';
import { fuzz } from '@wechat-pipeline/push-fuzz';
import t from 'tap';

const SEEDS = { 'of always': 20_261_122, 'of today': randomInt(2 ** 31) };

for (const [name, seed] of Object.entries(SEEDS)) {
  t.test(`10,000 pushes gone wrong, ${name}, break nothing and get nowhere`, async t => {
    t.comment(`to see them again: npm run bench -- fuzz --seed ${seed} --pushes 10000`);
    const { taken, scanned, refused, tampered } = fuzz({ seed, pushes: 10_000 });
    t.ok(taken > 500 && scanned > 500, `${taken} are taken, the scanner reads ${scanned}`);
    for (const code of ['xml_malformed', 'xml_root', 'json_malformed', 'field_missing', 'field_malformed']) {
      t.ok(refused[code], `${refused[code]} are refused for ${code}`);
    }
    for (const [how, count] of Object.entries(tampered)) t.ok(count, `${count} have ${how}, and are refused`);
  });
}
