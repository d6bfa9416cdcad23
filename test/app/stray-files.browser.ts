/** Files dropped beside the places for them leave the page as it is. */
import { afterEach, expect, test } from 'vitest';
import { refuseStrayFiles } from '../../src/app/stray-files';

let stop = () => {};
afterEach(() => {
  stop();
  document.body.replaceChildren();
});

function put<T extends HTMLElement>(element: T): T {
  document.body.append(element);
  return element;
}

/** @returns whether the browser may do what it does by default, which is to open the file in this tab */
function drag(type: 'dragover' | 'drop', target: Element, what: string | File): boolean {
  const dataTransfer = new DataTransfer();
  if (typeof what === 'string') dataTransfer.setData('text/plain', what);
  else dataTransfer.items.add(what);
  return target.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, composed: true, cancelable: true }));
}

const file = new File(['a,b\n1,2\n'], 'table.csv');

test('a file beside a place for files is refused, as long as it is asked for', () => {
  const text = put(document.createElement('p'));
  expect(drag('drop', text, file)).toBe(true);
  stop = refuseStrayFiles();
  expect(drag('dragover', text, file)).toBe(false);
  expect(drag('drop', text, file)).toBe(false);
  stop();
  expect(drag('drop', text, file)).toBe(true);
});

test('words dragged into a field, and files dropped on a field for them, go where they went', () => {
  stop = refuseStrayFiles();
  expect(drag('drop', put(document.createElement('textarea')), 'words')).toBe(true);
  const field = put(document.createElement('input'));
  field.type = 'file';
  expect(drag('drop', field, file)).toBe(true);
});

test('a place that takes the file hears of it as before', () => {
  stop = refuseStrayFiles();
  const place = put(document.createElement('div'));
  const heard: string[] = [];
  place.addEventListener('drop', (event) => {
    event.preventDefault();
    heard.push(event.dataTransfer?.files[0].name ?? '');
  });
  drag('drop', place, file);
  expect(heard).toEqual(['table.csv']);
});
