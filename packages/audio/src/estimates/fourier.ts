/** A discrete Fourier transform of one length, its tables made once. */
export interface Fourier {
  /** The magnitudes of the lower half of the spectrum of `samples` (as many as the length) times a Hann window. */
  magnitudes(samples: Float32Array): Float32Array;
}

/** Radix 2, in place; `size` is a power of two. */
export function createFourier(size: number): Fourier {
  const steps = Math.log2(size);
  const cosines = Float32Array.from({ length: size / 2 }, (_, k) => Math.cos((2 * Math.PI * k) / size));
  const sines = Float32Array.from({ length: size / 2 }, (_, k) => Math.sin((2 * Math.PI * k) / size));
  const hann = Float32Array.from({ length: size }, (_, k) => 0.5 - 0.5 * Math.cos((2 * Math.PI * k) / size));
  const reversed = Uint32Array.from({ length: size }, (_, k) => {
    let turned = 0;
    for (let bit = 0; bit < steps; bit += 1) turned |= ((k >> bit) & 1) << (steps - 1 - bit);
    return turned;
  });
  const real = new Float32Array(size);
  const imaginary = new Float32Array(size);

  function transform(): void {
    for (let half = 1; half < size; half *= 2) {
      const stride = size / (2 * half);
      for (let start = 0; start < size; start += 2 * half) {
        for (let k = 0; k < half; k += 1) {
          const [low, high] = [start + k, start + k + half];
          const [cosine, sine] = [cosines[k * stride] ?? 0, sines[k * stride] ?? 0];
          const [re, im] = [real[high] ?? 0, imaginary[high] ?? 0];
          const turnedReal = re * cosine + im * sine;
          const turnedImaginary = im * cosine - re * sine;
          const [lowReal, lowImaginary] = [real[low] ?? 0, imaginary[low] ?? 0];
          real[high] = lowReal - turnedReal;
          imaginary[high] = lowImaginary - turnedImaginary;
          real[low] = lowReal + turnedReal;
          imaginary[low] = lowImaginary + turnedImaginary;
        }
      }
    }
  }

  return {
    magnitudes(samples) {
      for (let k = 0; k < size; k += 1) {
        const from = reversed[k] ?? 0;
        real[k] = (samples[from] ?? 0) * (hann[from] ?? 0);
      }
      imaginary.fill(0);
      transform();
      return Float32Array.from({ length: size / 2 }, (_, k) => Math.hypot(real[k] ?? 0, imaginary[k] ?? 0));
    },
  };
}
