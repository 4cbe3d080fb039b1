/**
 * Single liquidations of one asset over all venues, in order of time. Typed arrays that double when
 * full: a year of five markets has millions of rows.
 */
export class LiquidationLog {
  #time = new Float64Array(1024);
  #price = new Float64Array(1024);
  #notional = new Float64Array(1024);
  #side = new Int8Array(1024);
  #venue = new Int8Array(1024);
  length = 0;

  /** Opening of the row's millisecond, position's side, fill price, USD, index of the venue. */
  add(time: number, side: number, price: number, notional: number, venue: number): void {
    if (this.length === this.#time.length) this.#grow();
    this.#time[this.length] = Math.floor(time);
    this.#side[this.length] = side;
    this.#price[this.length] = price;
    this.#notional[this.length] = Math.round(100 * notional) / 100;
    this.#venue[this.length++] = venue;
  }

  get time(): Float64Array {
    return this.#time.subarray(0, this.length);
  }

  get price(): Float64Array {
    return this.#price.subarray(0, this.length);
  }

  get notional(): Float64Array {
    return this.#notional.subarray(0, this.length);
  }

  get side(): Int8Array {
    return this.#side.subarray(0, this.length);
  }

  get venue(): Int8Array {
    return this.#venue.subarray(0, this.length);
  }

  #grow(): void {
    const double = <A extends Float64Array | Int8Array>(values: A): A => {
      const larger = new (values.constructor as new (length: number) => A)(2 * values.length);
      larger.set(values);
      return larger;
    };
    this.#time = double(this.#time);
    this.#price = double(this.#price);
    this.#notional = double(this.#notional);
    this.#side = double(this.#side);
    this.#venue = double(this.#venue);
  }
}
