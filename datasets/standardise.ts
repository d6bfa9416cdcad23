/** Brings table columns to one scale, by what the training rows alone say. */

/** x′ = (x − mean) / standard deviation, by column; a column that never changes becomes 0. */
export function standardise(raw: Float32Array, width: number, train: Uint32Array): Float32Array {
  const x = new Float32Array(raw.length);
  for (let column = 0; column < width; column++) {
    let mean = 0;
    for (const row of train) mean += raw[row * width + column] / train.length;
    let variance = 0;
    for (const row of train) variance += (raw[row * width + column] - mean) ** 2 / train.length;
    const scale = variance > 0 ? 1 / Math.sqrt(variance) : 0;
    for (let i = column; i < raw.length; i += width) x[i] = (raw[i] - mean) * scale;
  }
  return x;
}
