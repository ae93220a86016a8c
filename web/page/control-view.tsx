import type { JSX } from 'preact';
import { parseQuantity } from '../../model/document/quantity.ts';
import { formatNumber } from '../../reports/numbers.ts';
import type { Offered } from '../engine/controls.ts';
import { placeOf, placesOf, valueAt } from '../state/scale.ts';

interface Properties {
  control: Offered;
  /** As it is set; undefined while it is as the files have it. */
  set: string | undefined;
  /** A value while it is turned, and undefined for the one of the files. */
  onTurn: (value: string | undefined) => void;
}

/** One thing to turn: a slider, a slider over a few choices, or a switch; its value, and the way back. */
export function ControlView({ control, set, onTurn }: Properties): JSX.Element {
  const id = `control-${control.id}`;
  const value = parseQuantity(set)?.value ?? control.base;
  const text = shownText(control, value, set);
  return (
    <div class={set === undefined ? 'control' : 'control changed'}>
      <label for={id}>{control.label}</label>
      <output for={id}>{text}</output>
      <Input id={id} control={control} value={value} text={text} onTurn={onTurn} />
      <p class="note" id={`${id}-note`}>
        {control.note}
        {set !== undefined && (
          <>
            {' '}
            <button
              type="button"
              class="link"
              aria-label={`Reset ${control.label}`}
              onClick={() => {
                onTurn(undefined);
              }}
            >
              {`Reset to ${shownText(control, control.base, undefined)}`}
            </button>
          </>
        )}
      </p>
    </div>
  );
}

interface InputProperties {
  id: string;
  control: Offered;
  value: number;
  text: string;
  onTurn: Properties['onTurn'];
}

function Input({ id, control, value, text, onTurn }: InputProperties): JSX.Element {
  const common = { id, 'aria-describedby': `${id}-note`, 'data-sets': control.sets.join(' ') };
  if ('switch' in control)
    return (
      <input
        {...common}
        type="checkbox"
        role="switch"
        checked={value === 1}
        onChange={({ currentTarget }) => {
          onTurn(currentTarget.checked ? '1' : '0');
        }}
      />
    );
  if ('choices' in control) {
    const choices = choicesOf(control);
    const sizes = choices.map((choice) => parseQuantity(choice)?.value);
    return (
      <input
        {...common}
        type="range"
        min={0}
        max={choices.length - 1}
        step={1}
        value={Math.max(0, sizes.indexOf(value))}
        aria-valuetext={text}
        onInput={({ currentTarget }) => {
          onTurn(choices[Number(currentTarget.value)]);
        }}
      />
    );
  }
  return (
    <input
      {...common}
      type="range"
      {...placesOf(control)}
      value={placeOf(value, control)}
      aria-valuetext={text}
      onInput={({ currentTarget }) => {
        const turned = String(valueAt(Number(currentTarget.value), control));
        onTurn(control.unit === 'cycles' && !control.plain ? `${turned} cycles` : turned);
      }}
    />
  );
}

/** The choices of a control, and what the files have if that is none of them. */
function choicesOf({ choices, sourced, base }: Extract<Offered, { choices: string[] }>): string[] {
  const bytes = (text: string): number => parseQuantity(text)?.value ?? 0;
  if (choices.some((choice) => bytes(choice) === base)) return choices;
  return [...choices, sourced].sort((left, right) => bytes(left) - bytes(right));
}

function shownText(control: Offered, value: number, set: string | undefined): string {
  if ('switch' in control) return value === 1 ? 'yes' : 'no';
  if ('choices' in control) return set ?? control.sourced;
  return `${formatNumber(value).replace(/\.0+$/, '')} ${control.unit}`;
}
