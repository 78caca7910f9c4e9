import { BlockList, isIP } from 'node:net';

/**
 * Addresses that are not of the public internet: loopback, private, link-local (the clouds' metadata), shared, reserved,
 * multicast. https://www.iana.org/assignments/iana-ipv4-special-registry, …/iana-ipv6-special-registry
 */
const V4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
];
/** Of IPv6 only what is given out as global unicast counts, less what is carved out of it or carries an IPv4 address. */
const V6_GLOBAL = '2000::/3';
const V6_WITHIN = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];

const special = new BlockList();
for (const network of V4) add(special, network, 'ipv4');
for (const network of V6_WITHIN) add(special, network, 'ipv6');
const globalV6 = new BlockList();
add(globalV6, V6_GLOBAL, 'ipv6');

/** Whether an IP address, as text, is one of the public internet. Anything else is not. */
export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !special.check(address, 'ipv4');
    case 6:
      return !address.includes('%') && globalV6.check(address, 'ipv6') && !special.check(address, 'ipv6');
    default:
      return false;
  }
}

function add(list: BlockList, network: string, family: 'ipv4' | 'ipv6'): void {
  const [address = '', prefix] = network.split('/');
  list.addSubnet(address, Number(prefix), family);
}
