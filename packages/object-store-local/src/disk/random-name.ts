import { randomBytes } from 'node:crypto';

/** 128 random bits as 32 lower-case hex digits: never guessed, never met twice, the same on disks that fold case. */
export function randomName(): string {
  return randomBytes(16).toString('hex');
}
