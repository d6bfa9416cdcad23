/** The functions of one network, each written and compiled when it is first wanted, and those that it shares with the second thread. */
import type { ModelSpec, OptimizerSpec } from '../../contract/model';
import { Choice } from './choice';
import { writeInference } from './inference';
import { writeLanesInference } from './lanes-inference';
import { writeLanesTraining } from './lanes-training';
import { STEPS, type Places } from './memory';
import type { SecondThread, Work } from './second-thread';
import { writeInspection, writeTraining, type Shape } from './training';
import { writeTwoThreads } from './two-threads';
import { Module } from './wasm-module';

export type Call = (a: number, b: number) => void;
export type Inspect = Record<'forward' | 'backward' | 'update', (at: number) => void>;

interface Both {
  work: Work;
  train: Call;
  infer: Call;
}

/** Floating-point operations of a step or a call from which a second thread makes up for the waiting. */
const WORTH_TWO = 1e6;

/** Whether a step or a call of so many floating-point operations is large enough for a second thread. */
export const isWorthTwo = (operations: number): boolean => operations >= WORTH_TWO;

/**
 * So many operations at least, 1 to 2 ms of them, are done between two looks at whether the second thread is there, and which way is the
 * quicker at present.
 */
const STRETCH = 5e7;

export class Functions {
  /** Whether one thread or two are to do it. */
  readonly choices = { train: new Choice(), infer: new Choice() };
  #infer: Call | null = null;
  #train: Call | null = null;
  /** The batch size that the training function is written for, where it is written for one. */
  #usual = 0;
  #inspect: Inspect | null = null;
  #both: Both | null = null;

  /** @param second where there is one, the memory is shared with it */
  constructor(
    readonly model: ModelSpec,
    readonly optimizer: OptimizerSpec,
    readonly relaxed: boolean,
    readonly memory: WebAssembly.Memory,
    readonly second: SecondThread | null,
    private places: Places,
  ) {}

  /** The memory has been laid out anew, and only what inference needs stands where it stood. */
  moveTo(places: Places): void {
    this.places = places;
    this.#train = null;
    this.#inspect = null;
    this.leave();
  }

  /** The second thread may go. */
  leave(): void {
    if (this.#both) this.second?.leave(this.#both.work);
    this.#both = null;
  }

  infer(): Call {
    return (this.#infer ??= this.#instance(this.places.small ? writeLanesInference : writeInference)['infer']);
  }

  train(batchSize: number): Call {
    if (!this.places.small) return (this.#train ??= this.#instance(writeTraining)['train']);
    if (batchSize !== this.#usual) this.#train = null;
    this.#usual = batchSize;
    return (this.#train ??= this.#instance((module, shape) => writeLanesTraining(module, shape, batchSize))['train']);
  }

  inspect(): Inspect {
    if (this.#inspect) return this.#inspect;
    const { forward, backward, update } = this.#instance(writeInspection);
    this.#inspect = { forward: (at) => forward(at, 0), backward: (at) => backward(at, 0), update: (at) => update(at, 0) };
    return this.#inspect;
  }

  /** Those for two threads, if so many operations for each weight are worth it and the second thread is there. */
  together(operations: number): Both | null {
    if (!this.second || !this.#worthTwo(operations)) return null;
    this.#both ??= this.#forBoth();
    return this.second.worksOn(this.#both.work) ? this.#both : null;
  }

  /** Steps of so many operations for each weight to take before that is asked again. */
  stretch(operations: number): number {
    return this.#worthTwo(operations) ? Math.ceil(STRETCH / this.#operations(operations)) : STEPS;
  }

  #operations(each: number): number {
    return (each * this.places.parameterBytes) / 4;
  }

  #worthTwo(each: number): boolean {
    return this.second !== null && isWorthTwo(this.#operations(each));
  }

  #forBoth(): Both {
    const module = this.#compiled(writeTwoThreads);
    const { train, infer } = this.#exports(module);
    return { work: { module, memory: this.memory, control: this.places.control }, train, infer };
  }

  #instance(write: (module: Module, shape: Shape) => void): Record<string, Call> {
    return this.#exports(this.#compiled(write));
  }

  #compiled(write: (module: Module, shape: Shape) => void): WebAssembly.Module {
    const module = new Module(this.relaxed, this.second !== null);
    write(module, { model: this.model, optimizer: this.optimizer, places: this.places });
    return new WebAssembly.Module(module.bytes);
  }

  #exports(module: WebAssembly.Module): Record<string, Call> {
    return new WebAssembly.Instance(module, { m: { m: this.memory } }).exports as Record<string, Call>;
  }
}
