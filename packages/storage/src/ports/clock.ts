/** Time and randomness come from outside, so that a test can choose them. */
export interface Clock {
  now(): Date;
}

/** Ids nobody can guess (at least 122 random bits), ASCII letters, digits and hyphens. */
export interface Ids {
  next(): string;
}
