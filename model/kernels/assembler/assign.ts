import type { KeyPath } from '../../document/document.ts';
import type { ExpressionText } from '../language/operands.ts';
import { OP } from '../program/codes.ts';
import { fieldKey, UNKNOWN_TYPE } from './expression-compiler.ts';
import { articled } from './names.ts';
import type { PathAssembler } from './path-assembler.ts';

/** Sets a variable, or the field of an object such as `self.parent.count`. */
export function assign(path: PathAssembler, target: string, value: ExpressionText, at: KeyPath): void {
  const dot = target.lastIndexOf('.');
  if (dot < 0) assignVariable(path, target, value, at);
  else assignField(path, target.slice(0, dot), target.slice(dot + 1), value, at);
}

function assignVariable(path: PathAssembler, name: string, value: ExpressionText, at: KeyPath): void {
  const compiled = path.expression(value, at);
  const existing = path.find(name);
  if (existing !== undefined && existing.type !== compiled.type && compiled.type !== UNKNOWN_TYPE)
    path.fail(at, `${articled(existing.type)}, as ${name} is`, articled(compiled.type));
  path.emit(OP.set, path.slotOf(name, compiled.type), compiled.at);
}

function assignField(
  path: PathAssembler,
  owner: string,
  field: string,
  value: ExpressionText,
  at: KeyPath,
): void {
  const object = path.expression(owner, at, 'key');
  if (object.type === UNKNOWN_TYPE) return;
  const { objectTypes } = path.symbols;
  const type = objectTypes.list[objectTypes.index(object.type) ?? -1];
  const index = type?.fields.indexOf(field) ?? -1;
  if (index < 0) {
    const expected = `a field of ${object.type} (${(type?.fields ?? []).join(', ')})`;
    return path.fail(at, expected, JSON.stringify(field), 'key');
  }
  const { fieldsRead } = path.assembly.expressions;
  const key = fieldKey(object.type, field);
  const read = fieldsRead.has(key);
  path.emit(OP.setField, object.at, index, path.typed(value, type?.fieldTypes[index] ?? 'number', at));
  // What a field's own new value is made of is not read by that: whoever counts need not look at the count.
  if (!read) fieldsRead.delete(key);
}
