/** A binary floating-point number of 512 bits, as Terraform computes; canonical, so equal numbers are structurally equal. */
export interface BigFloat {
  /** Odd, or 0 never (0 is the JS number); negative for negative numbers. Infinity: `infinite` is set and the mantissa is ±1. */
  readonly mantissa: bigint;
  readonly exponent: number;
  readonly infinite?: boolean;
}
