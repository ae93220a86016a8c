import type { Chart, Sweep } from '../file/sweep.ts';
import type { SweepTable } from '../store/table.ts';
import { breakEvens, levelOf, type BreakEvenQuestion, type BreakEvenRow } from './break-evens.ts';
import { chooseCharts } from './choose-charts.ts';
import { effectsOf, type Effects } from './effects.ts';
import { summaryOf, type FigureSummary } from './summary.ts';
import { SweepFigures, type VariantInfo } from './sweep-figures.ts';
import { tornadoOf, type Tornado } from './tornado.ts';

/** What the rows of a sweep say. */
export interface Analysis {
  figures: SweepFigures;
  /** As the sweep's file asks, or as suits its design. */
  charts: readonly Chart[];
  summary: FigureSummary[];
  breakEvens: { question: BreakEvenQuestion; level: number; rows: BreakEvenRow[] }[];
  tornados: { of: string; variant: VariantInfo; tornado: Tornado }[];
  effects: { of: string; variant: VariantInfo; effects: Effects }[];
}

/** Does the analyses that the charts of a sweep show. */
export function analyse(sweep: Sweep, table: SweepTable): Analysis {
  const figures = new SweepFigures(sweep, table);
  const charts =
    sweep.charts.length > 0 ? sweep.charts : chooseCharts(sweep.design, figures, Object.keys(sweep.derived));
  const variantsOf = (kind: Chart['kind']): { of: string; variant: VariantInfo }[] =>
    [...new Set(charts.filter((chart) => chart.kind === kind).map(({ of }) => of))].flatMap((of) =>
      figures.variantsWith(of).map((variant) => ({ of, variant })),
    );
  return {
    figures,
    charts,
    summary: summaryOf(table),
    breakEvens: charts
      .filter((chart) => chart.kind === 'break-even')
      .map((question) => ({ question, level: levelOf(question), rows: breakEvens(figures, question) })),
    tornados: variantsOf('tornado').flatMap(({ of, variant }) => {
      const tornado = tornadoOf(figures.points(variant.name, of), figures.parameters);
      return tornado === undefined ? [] : [{ of, variant, tornado }];
    }),
    effects: variantsOf('effects').flatMap(({ of, variant }) => {
      const effects = effectsOf(figures.points(variant.name, of), figures.parameters);
      return effects === undefined ? [] : [{ of, variant, effects }];
    }),
  };
}
