/** Types of the packages that bring none, as far as they are used here; and of files imported by their address. */

declare module 'convnetjs' {
  export interface ConvVolume {
    w: Float64Array;
  }
  export interface ConvLayer {
    layer_type: string;
    filters?: ConvVolume[];
    biases: ConvVolume;
  }
  export class Net {
    layers: ConvLayer[];
    makeLayers(definitions: Record<string, unknown>[]): void;
    forward(x: ConvVolume): ConvVolume;
  }
  export class Vol implements ConvVolume {
    constructor(sx: number, sy: number, depth: number, value: number);
    w: Float64Array;
  }
  export class Trainer {
    constructor(net: Net, options: Record<string, unknown>);
    train(x: ConvVolume, y: number | number[] | Float64Array): unknown;
  }
  const convnetjs: { Net: typeof Net; Vol: typeof Vol; Trainer: typeof Trainer };
  export default convnetjs;
}

declare module 'synaptic' {
  export interface SynapticNeuron {
    bias: number;
    activation: number;
    squash: unknown;
    connections: { inputs: Record<string, { from: SynapticNeuron; weight: number }> };
  }
  export interface SynapticLayer {
    list: SynapticNeuron[];
    set(options: { squash: unknown }): void;
  }
  export interface SynapticNetwork {
    layers: { input: SynapticLayer; hidden: SynapticLayer[]; output: SynapticLayer };
    activate(input: ArrayLike<number>): number[];
    propagate(rate: number, target: ArrayLike<number>): void;
    setOptimize(optimize: boolean): void;
  }
  const synaptic: {
    Architect: { Perceptron: new (...sizes: number[]) => SynapticNetwork };
    Neuron: { squash: Record<'TANH' | 'RELU' | 'IDENTITY', unknown> };
  };
  export default synaptic;
}

declare module '*?url' {
  const address: string;
  export default address;
}
