/** The keys of a focused cell. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { attachKeys } from '../../src/ui/keys';

const pressed: string[] = [];
let detach = () => {};

beforeEach(() => {
  document.body.innerHTML = '<div id="cell"><div id="shadow"></div></div><p tabindex="0" id="outside">x</p>';
  const root = at('shadow').attachShadow({ mode: 'open' });
  root.innerHTML =
    '<button>b</button><input><select></select><div contenteditable="true">e</div><div tabindex="0" id="drawing">d</div>';
  detach = attachKeys(at('cell'), {
    toggle: () => pressed.push('toggle'),
    step: (unit) => pressed.push(unit),
    switchPhase: () => pressed.push('phase'),
  });
});

afterEach(() => {
  document.body.innerHTML = '';
  pressed.length = 0;
});

function at(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (!element) throw new Error(`no #${id}`);
  return element;
}

function inside(selector: string): HTMLElement {
  const element = at('shadow').shadowRoot?.querySelector<HTMLElement>(selector);
  if (!element) throw new Error(`no ${selector}`);
  return element;
}

const all = ' .{Shift>}.{/Shift}iI';

it('act while the cell itself has the focus, which Tab can give it', async () => {
  await userEvent.keyboard('{Tab}');
  expect(document.activeElement).toBe(at('cell'));
  await userEvent.keyboard(all);
  expect(pressed).toEqual(['toggle', 'step', 'epoch', 'phase', 'phase']);
});

it('act while a drawing inside has the focus', async () => {
  inside('#drawing').focus();
  await userEvent.keyboard(all);
  expect(pressed).toEqual(['toggle', 'step', 'epoch', 'phase', 'phase']);
});

it.each(['button', 'input', 'select', '[contenteditable]'])('leave a focused %s alone', async (selector) => {
  inside(selector).focus();
  await userEvent.keyboard(all);
  expect(pressed).toEqual([]);
});

it('are the focused cell’s alone, without modifiers, until detached', async () => {
  at('outside').focus();
  await userEvent.keyboard(all);
  at('cell').focus();
  await userEvent.keyboard('{Control>}i{/Control}');
  detach();
  await userEvent.keyboard(all);
  expect(pressed).toEqual([]);
});
