/**
 * A network as an ONNX model (github.com/onnx/onnx, onnx.proto): opset 17, one Gemm a layer and its activation after it.
 * Input `x`, n × inputs; output `y`, n × outputs; float32. Pure.
 */
import type { ActivationName } from '../contract/model';
import { conventions } from '../engine/conventions';
import { floatsToBytes } from '../share/base64';
import { bytes, concat, float, int, message, text, type Field } from './protobuf';
import { layersOf, type TrainedNetwork } from './trained';

const irVersion = 8;
const opset = 17;
/** TensorProto.DataType.FLOAT */
const float32 = 1;
/** AttributeProto.AttributeType */
const attributeTypes = { float: 1, int: 2 } as const;

export function toOnnx(network: TrainedNetwork): Uint8Array<ArrayBuffer> {
  const { model, features, classes, about, target, scales } = network;
  const outputs = model.layers[model.layers.length - 1].units;
  const props = {
    features: features.join(', '),
    ...(target ? { target: JSON.stringify(target) } : { classes: classes.join(', ') }),
    ...(scales && { scales: JSON.stringify(scales) }),
  };
  return concat([
    int(1, irVersion),
    text(2, 'Forward Pass'),
    text(6, about),
    message(7, [
      ...layersOf(network).flatMap((layer, i, all) => {
        const input = i === 0 ? 'x' : `${all[i - 1].name}/out`;
        const output = i === all.length - 1 ? 'y' : `${layer.name}/out`;
        const linear = layer.activation === 'identity' ? output : `${layer.name}/linear`;
        const gemm = node('Gemm', [input, `${layer.name}/kernel`, `${layer.name}/bias`], linear);
        return [gemm, ...activation(layer.activation, linear, output)];
      }),
      text(2, 'forward_pass'),
      ...layersOf(network).flatMap(({ name, inputs, units, kernel, bias }) => [
        initializer(`${name}/kernel`, [inputs, units], kernel),
        initializer(`${name}/bias`, [units], bias),
      ]),
      ...Object.entries(model.layers.some((layer) => layer.activation === 'gelu') ? constants : {}).map(([name, value]) =>
        initializer(name, [], Float32Array.of(value)),
      ),
      message(11, valueInfo('x', model.inputs)),
      message(12, valueInfo('y', outputs)),
    ]),
    message(8, [text(1, ''), int(2, opset)]),
    ...Object.entries(props).map(([key, value]) => message(14, [text(1, key), text(2, value)])),
  ]);
}

/** Scalars that GELU is put together from: it became an operator of its own only in opset 20. */
const constants = { sqrt2: Math.SQRT2, one: 1, half: 0.5 };

function activation(name: ActivationName, from: string, to: string): Field[] {
  switch (name) {
    case 'identity':
      return [];
    case 'sigmoid':
      return [node('Sigmoid', [from], to)];
    case 'tanh':
      return [node('Tanh', [from], to)];
    case 'relu':
      return [node('Relu', [from], to)];
    case 'leakyRelu':
      return [node('LeakyRelu', [from], to, [floatAttribute('alpha', conventions.leakyReluSlope)])];
    case 'elu':
      return [node('Elu', [from], to, [floatAttribute('alpha', conventions.eluAlpha)])];
    case 'gelu':
      return [
        node('Div', [from, 'sqrt2'], `${to}/scaled`),
        node('Erf', [`${to}/scaled`], `${to}/erf`),
        node('Add', [`${to}/erf`, 'one'], `${to}/above`),
        node('Mul', [from, `${to}/above`], `${to}/twice`),
        node('Mul', [`${to}/twice`, 'half'], to),
      ];
    case 'silu':
      return [node('Sigmoid', [from], `${to}/gate`), node('Mul', [from, `${to}/gate`], to)];
    case 'softplus':
      return [node('Softplus', [from], to)];
    case 'softmax':
      return [node('Softmax', [from], to, [lastAxis])];
  }
}

/** GraphProto.node */
function node(operator: string, inputs: readonly string[], output: string, attributes: readonly Field[] = []): Field {
  return message(1, [
    ...inputs.map((input) => text(1, input)),
    text(2, output),
    text(3, output),
    text(4, operator),
    ...attributes,
  ]);
}

/** NodeProto.attribute */
function floatAttribute(name: string, value: number): Field {
  return message(5, [text(1, name), float(2, value), int(20, attributeTypes.float)]);
}

/** axis = 1 of n × units. */
const lastAxis = message(5, [text(1, 'axis'), int(3, 1), int(20, attributeTypes.int)]);

/** GraphProto.initializer */
function initializer(name: string, dims: readonly number[], values: Float32Array): Field {
  return message(5, [...dims.map((dim) => int(1, dim)), int(2, float32), text(8, name), bytes(9, floatsToBytes(values))]);
}

/** n × width */
function valueInfo(name: string, width: number): Field[] {
  const shape = message(2, [message(1, [text(2, 'n')]), message(1, [int(1, width)])]);
  return [text(1, name), message(2, [message(1, [int(1, float32), shape])])];
}
