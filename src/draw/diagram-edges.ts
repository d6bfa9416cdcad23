/**
 * Paints the weights of a network as curves: width and opacity by size, colour by sign. Knows nothing of elements; it is given
 * a canvas context and a scene. Each curve's path is made once per layout, so a new frame only strokes.
 */
import { css, type Palette } from './colours';
import { touches, type Diagram, type Edge, type Unit } from './diagram-layout';

export type Stage = 'forward' | 'loss' | 'backward' | 'update';

export interface Scene {
  weights: Float32Array;
  palette: Palette;
  /** Its own edges stand out. */
  unit: Unit | null;
  /** This one stands out. */
  edge: Edge | null;
  /** With these, an edge shows what really flows through it: weight × the value it comes from. */
  values: { inputs: Float32Array | null; layers: Float32Array; offsets: readonly number[] } | null;
  stage: Stage | null;
  /** How far the stage has come, 0 to 1. */
  progress: number;
}

/** Width in pixels and opacity of an edge by its strength, 0 to 1. */
export function edgeLook(strength: number): { width: number; opacity: number } {
  return { width: 0.5 + 3.2 * strength, opacity: 0.13 + 0.64 * strength ** 0.7 };
}

/**
 * The largest size among a layer's drawn weights, but never less than twice the deviation of fresh weights: a layer whose
 * weights have all shrunk is drawn faint, not blown up.
 */
export function layerScale(largest: number, inputs: number, units: number): number {
  return Math.max(largest, 2 * Math.sqrt(2 / (inputs + units)));
}

const dimmed = 0.16;

interface Signs {
  negative: string;
  positive: string;
}

export class EdgePainter {
  readonly #paths: Path2D[];
  readonly #flow: Float32Array;

  constructor(readonly diagram: Diagram) {
    this.#flow = new Float32Array(diagram.edges.length);
    this.#paths = diagram.edges.map(({ x0, y0, x1, y1 }) => {
      const path = new Path2D();
      const middle = (x0 + x1) / 2;
      path.moveTo(x0, y0);
      path.bezierCurveTo(middle, y0, middle, y1, x1, y1);
      return path;
    });
  }

  /** Clears the context and paints. Sizes are CSS pixels: the caller has scaled the context. */
  paint(context: CanvasRenderingContext2D, scene: Scene): void {
    const { width, height } = this.diagram;
    const { palette, stage, progress } = scene;
    context.clearRect(0, 0, width, height);
    const scales = this.#measure(scene);
    const signs: Signs = { negative: css(palette['--neg']), positive: css(palette['--pos']) };
    if (stage !== 'forward' && stage !== 'backward') {
      const pulse = stage === 'update' ? 1 + 0.7 * Math.sin(Math.PI * progress) : 1;
      this.#stroke(context, scene, scales, signs, stage === 'loss' ? dimmed * 2 : 1, pulse);
      return;
    }
    // The part that the wave has crossed takes the wave's colour; the part before it waits, pale.
    const colour = css(palette[stage === 'forward' ? '--infer' : '--train']);
    const front = width * (stage === 'forward' ? progress : 1 - progress);
    const within = (left: number, right: number, colours: Signs, opacity: number) => {
      context.save();
      context.beginPath();
      context.rect(left, 0, right - left, height);
      context.clip();
      this.#stroke(context, scene, scales, colours, opacity, 1);
      context.restore();
    };
    const crossed: Signs = { negative: colour, positive: colour };
    within(0, front, ...(stage === 'forward' ? ([crossed, 1] as const) : ([signs, dimmed * 2] as const)));
    within(front, width, ...(stage === 'forward' ? ([signs, dimmed * 2] as const) : ([crossed, 1] as const)));
  }

  /** Fills in what each edge carries, and gives each layer's scale. */
  #measure({ weights, values }: Scene): number[] {
    const { columns, edges } = this.diagram;
    const scales = columns.slice(1).map(() => 0);
    edges.forEach((edge, i) => {
      const from =
        values && (edge.layer ? values.layers[values.offsets[edge.layer - 1] + edge.from] : values.inputs?.[edge.from]);
      const flow = weights[edge.index] * (from ?? 1);
      this.#flow[i] = flow;
      const size = Math.abs(flow);
      if (size > scales[edge.layer]) scales[edge.layer] = size;
    });
    return scales.map((largest, layer) =>
      values ? largest || 1 : layerScale(largest, columns[layer].units, columns[layer + 1].units),
    );
  }

  #stroke(
    context: CanvasRenderingContext2D,
    { unit, edge: chosen }: Scene,
    scales: readonly number[],
    signs: Signs,
    opacity: number,
    pulse: number,
  ): void {
    const { edges } = this.diagram;
    const some = unit !== null || chosen !== null;
    for (let i = 0; i < edges.length; i++) {
      const edge = edges[i];
      const flow = this.#flow[i];
      if (!flow) continue;
      const look = edgeLook(Math.abs(flow) / scales[edge.layer]);
      const own = edge === chosen || (chosen === null && unit !== null && touches(edge, unit));
      context.globalAlpha =
        opacity * (own ? Math.min(1, look.opacity + 0.25) : some ? look.opacity * dimmed : Math.min(1, look.opacity * pulse));
      context.lineWidth = (own ? look.width + 0.6 : look.width) * pulse;
      context.strokeStyle = flow < 0 ? signs.negative : signs.positive;
      context.stroke(this.#paths[i]);
    }
  }
}
