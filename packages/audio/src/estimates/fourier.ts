/** A discrete Fourier transform of one length, its tables made once. */
export interface Fourier {
  /**
   * The magnitudes of the lower half of the spectra of two runs of samples at once (each as long as the transform, from
   * `first` and from `second` on, zeros beyond the end), times a Hann window. The arrays are used again by the next call.
   */
  magnitudesOfTwo(
    samples: Float32Array,
    first: number,
    second: number,
  ): readonly [Float32Array, Float32Array];
}

/**
 * Radix 2, in place; `size` is a power of two. Sound is real: two runs fit into one transform, as its real and its
 * imaginary part, and are told apart by the symmetry of their spectra.
 */
export function createFourier(size: number): Fourier {
  const steps = Math.log2(size);
  const cosines = Float64Array.from({ length: size / 2 }, (_, k) => Math.cos((2 * Math.PI * k) / size));
  const sines = Float64Array.from({ length: size / 2 }, (_, k) => Math.sin((2 * Math.PI * k) / size));
  const hann = Float64Array.from({ length: size }, (_, k) => 0.5 - 0.5 * Math.cos((2 * Math.PI * k) / size));
  const reversed = Uint32Array.from({ length: size }, (_, k) => {
    let turned = 0;
    for (let bit = 0; bit < steps; bit += 1) turned |= ((k >> bit) & 1) << (steps - 1 - bit);
    return turned;
  });
  const real = new Float64Array(size);
  const imaginary = new Float64Array(size);
  const answer = [new Float32Array(size / 2), new Float32Array(size / 2)] as const;

  function transform(): void {
    for (let half = 1; half < size; half *= 2) {
      const stride = size / (2 * half);
      for (let start = 0; start < size; start += 2 * half) {
        for (let k = 0; k < half; k += 1) {
          // One constant a line: taking arrays apart here costs seven times the arithmetic.
          const low = start + k;
          const high = low + half;
          const cosine = cosines[k * stride] ?? 0;
          const sine = sines[k * stride] ?? 0;
          const re = real[high] ?? 0;
          const im = imaginary[high] ?? 0;
          const turnedReal = re * cosine + im * sine;
          const turnedImaginary = im * cosine - re * sine;
          const lowReal = real[low] ?? 0;
          const lowImaginary = imaginary[low] ?? 0;
          real[high] = lowReal - turnedReal;
          imaginary[high] = lowImaginary - turnedImaginary;
          real[low] = lowReal + turnedReal;
          imaginary[low] = lowImaginary + turnedImaginary;
        }
      }
    }
  }

  return {
    magnitudesOfTwo(samples, first, second) {
      for (let k = 0; k < size; k += 1) {
        const from = reversed[k] ?? 0;
        const factor = hann[from] ?? 0;
        real[k] = (samples[first + from] ?? 0) * factor;
        imaginary[k] = (samples[second + from] ?? 0) * factor;
      }
      transform();
      const [one, other] = answer;
      for (let k = 0; k < size / 2; k += 1) {
        const mirrored = (size - k) % size;
        const re = real[k] ?? 0;
        const im = imaginary[k] ?? 0;
        const mirroredRe = real[mirrored] ?? 0;
        const mirroredIm = imaginary[mirrored] ?? 0;
        one[k] = Math.sqrt((re + mirroredRe) ** 2 + (im - mirroredIm) ** 2) / 2;
        other[k] = Math.sqrt((im + mirroredIm) ** 2 + (re - mirroredRe) ** 2) / 2;
      }
      return answer;
    },
  };
}
