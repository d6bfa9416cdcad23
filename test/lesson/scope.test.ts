/** A lesson's named values. */
import { expect, test, vi } from 'vitest';
import { createScope } from '../../src/lesson/scope';

test('a value is read under its id, and replaced whole', () => {
  const scope = createScope();
  expect(scope.get('net')).toBeUndefined();
  scope.publish('net', { loss: 1, step: 0 });
  scope.publish('net', { loss: 0.5 });
  expect(scope.get('net')).toEqual({ loss: 0.5 });
});

test('listeners hear of the ids they asked for, until they stop', () => {
  const scope = createScope();
  const heard = vi.fn();
  const stop = scope.subscribe(['a', 'b'], heard);
  scope.publish('a', {});
  scope.publish('b', {});
  scope.publish('c', {});
  expect(heard).toHaveBeenCalledTimes(2);
  stop();
  scope.publish('a', {});
  expect(heard).toHaveBeenCalledTimes(2);
});

test('the same listener given twice is told twice, and each stop ends its own', () => {
  const scope = createScope();
  const heard = vi.fn();
  const stop = scope.subscribe(['a'], heard);
  scope.subscribe(['a'], heard);
  scope.publish('a', {});
  expect(heard).toHaveBeenCalledTimes(2);
  stop();
  scope.publish('a', {});
  expect(heard).toHaveBeenCalledTimes(3);
});

test('a listener may stop another while both are being told', () => {
  const scope = createScope();
  const second = vi.fn();
  const stops: (() => void)[] = [];
  scope.subscribe(['a'], () => stops.pop()?.());
  stops.push(scope.subscribe(['a'], second));
  scope.publish('a', {});
  scope.publish('a', {});
  expect(second).toHaveBeenCalledTimes(1);
});

test('a cell hears whether another needs its values, until it stops listening', () => {
  const scope = createScope();
  const release = scope.need('net');
  const heard = vi.fn();
  const stop = scope.watchNeed('net', heard);
  expect(heard.mock.calls).toEqual([[true]]);
  const other = scope.need('net');
  release();
  release();
  expect(heard).toHaveBeenLastCalledWith(true);
  other();
  expect(heard).toHaveBeenLastCalledWith(false);
  const calls = heard.mock.calls.length;
  stop();
  scope.need('net');
  scope.need('another');
  expect(heard).toHaveBeenCalledTimes(calls);
});
