import { endpointForTest } from '@wechat-pipeline/local-servers';
import t from 'tap';
import { isPublicAddress, openSender } from '../src/index.js';

t.test('the internet’s addresses are told from all others', async t => {
  const others = {
    private: ['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', 'fc00::1', 'fd00:ec2::254'],
    loopback: ['127.0.0.1', '127.255.255.254', '::1'],
    'this host': ['0.0.0.0', '0.1.2.3', '::'],
    'link-local': ['169.254.0.1', '169.254.169.254', 'fe80::1', 'febf::1'],
    'site-local': ['fec0::1'],
    shared: ['100.64.0.1', '100.127.255.255', '100.100.100.200'],
    multicast: ['224.0.0.1', '239.255.255.255', 'ff02::1'],
    broadcast: ['255.255.255.255'],
    reserved: ['192.0.0.192', '192.0.2.1', '198.18.0.1', '198.51.100.1', '203.0.113.1', '240.0.0.1', '2001:db8::1'],
    metadata: ['168.63.129.16'],
    mapped: ['::ffff:127.0.0.1', '::ffff:7f00:1', '::ffff:8.8.8.8', '::ffff:0:127.0.0.1'],
    'IPv4-compatible': ['::127.0.0.1', '::8.8.8.8'],
    NAT64: ['64:ff9b::7f00:1', '64:ff9b::8.8.8.8', '64:ff9b:1::a00:1'],
    '6to4': ['2002:7f00:1::', '2002:a00:1::1'],
    Teredo: ['2001:0:4136:e378::1'],
    'not in use': ['1::1', '4000::1', '5f00::1', '100::1'],
    'no address': ['', 'localhost', '127.0.0.1:80', '[::1]', 'fe80::1%eth0'],
  };
  for (const [kind, addresses] of Object.entries(others)) {
    for (const address of addresses) t.notOk(isPublicAddress(address), `${kind} ${address}`);
  }
  for (const address of [
    '8.8.8.8',
    '1.1.1.1',
    '172.15.0.1',
    '172.32.0.1',
    '100.63.0.1',
    '100.128.0.1',
    '2606:4700::1111',
  ]) {
    t.ok(isPublicAddress(address), address);
  }
});

t.test('no spelling of an address that is not public is connected to, nor a name that leads there', async t => {
  const { url, received } = await endpointForTest(t, (_, response) => response.end());
  const { port } = new URL(url);
  const hosts = [
    '127.0.0.1',
    '127.1',
    '0x7f.1',
    '0x7f000001',
    '2130706433',
    '017700000001',
    '0',
    '①②⑦.0.0.1',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[64:ff9b::127.0.0.1]',
    'localhost',
    'LOCALHOST',
  ];
  for (const address of hosts.flatMap(host => [`http://${host}:${port}/`, `https://${host}:${port}/`])) {
    const endpoint = { url: address, secrets: [], timeoutSeconds: 20 };
    const guarded = openSender({ ...endpoint, allowPrivateAddresses: false });
    const message = /^expected an endpoint on the internet, got one at [\da-f.:]+: allowPrivateAddresses: true/;
    await t.rejects(guarded.send({ id: 'a', body: '{}' }), { code: 'address_not_public', message }, address);
    await guarded.close();
  }
  t.strictSame(received, []);
  const open = openSender({ url, secrets: [], timeoutSeconds: 20, allowPrivateAddresses: true });
  t.match(await open.send({ id: 'a', body: '{}' }), { status: 200 });
  await open.close();
});
